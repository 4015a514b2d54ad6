"""The command on many texts: workers, kills and what they leave, errors of single texts, Parquet."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fakes import troubled

from quoteattr import QuoteExtractor
from quoteattr.cli import main
from quoteattr.files import read_results
from quoteattr.partial import grow, partial_of, take_up

COMMAND = [sys.executable, "-c", "from quoteattr.cli import main; main(prog_name='quoteattr')"]
COUNT = 60

posix = pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")


def run(*arguments: str | Path | int) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def article(number: int) -> str:
    """Write a short text, unlike the others."""
    return f"“We lost {number} cranes,” said Ana Brill, the harbour master. Nobody was hurt, she added."


@pytest.fixture(name="rows", scope="module")
def make_rows() -> list[str]:
    """Give lines of JSON whose ids are not all different."""
    return [json.dumps({"url": f"article-{n // 2}", "body": article(n)}) + "\n" for n in range(COUNT)]


@pytest.fixture(name="news")
def make_news(tmp_path: Path, rows: list[str]) -> Path:
    """Make a file of JSON lines."""
    (tmp_path / "news.jsonl").write_text("".join(rows), encoding="utf-8")
    return tmp_path / "news.jsonl"


@pytest.fixture(name="whole", scope="module")
def make_whole(rows: list[str], extractor: QuoteExtractor) -> str:
    """Give what a run that nothing interrupts writes."""
    found = [(json.loads(row)["url"], extractor.extract(json.loads(row)["body"])) for row in rows]
    lines = [{"schema": 1, "id": name, "quotes": quotes.to_dicts()} for name, quotes in found]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def options(output: Path) -> list[str | Path]:
    """Give the options that write JSON lines of the news."""
    return ["--field", "body", "--id-field", "url", "--format", "jsonl", "-o", output]


def begun(rows: list[str], output: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own, and let it wait for the rest after the first rows."""
    command = [*COMMAND, "extract", "-", *map(str, options(output)), "--batch-size", "1", *more]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as of what a shell runs behind; children inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdin
    process.stdin.write("".join(rows).encode())
    process.stdin.flush()
    return process


def eventually(true: Callable[[], bool]) -> bool:
    """Wait for something that another process does, for as long as a busy machine may take."""
    end = time.monotonic() + 60
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def lines_of(file: Path) -> int:
    """Count the whole lines of a file that need not be there."""
    return file.read_bytes().count(b"\n") if file.exists() else 0


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


class TestResume:
    """Runs that are broken off, and go on."""

    @posix
    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_after_a_kill(self, workers: str, tmp_path: Path, news: Path, rows: list[str], whole: str) -> None:
        """What a killed run has done is kept, and the same command goes on to the same file, byte for byte."""
        output = tmp_path / "quotes.jsonl"
        with begun(rows[:40], output, "--resume", "--workers", workers) as process:
            assert eventually(lambda: 5 <= lines_of(partial_of(output)))
            process.kill()
        assert eventually(lambda: is_gone(process.pid))
        kept = lines_of(partial_of(output))
        assert 5 <= kept <= 40
        assert not output.exists()
        with partial_of(output).open("ab") as file:
            file.write(b'{"schema": 1, "id": "article-')  # as if the kill had come in the middle of a line
        resumed = run("extract", news, *options(output), "--resume")
        assert (0, "") == (resumed.exit_code, resumed.stderr)
        assert whole == output.read_text(encoding="utf-8")
        assert not partial_of(output).exists()

    @posix
    def test_after_ctrl_c(self, tmp_path: Path, news: Path, rows: list[str], whole: str) -> None:
        """Ctrl-C, which reaches the workers too, ends all with one line that says how to go on, and status 130."""
        output = tmp_path / "quotes.jsonl"
        with begun(rows[:40], output, "--resume", "--workers", "2") as process:
            assert eventually(lambda: 5 <= lines_of(partial_of(output)))
            os.killpg(process.pid, signal.SIGINT)
            assert process.stderr
            message = process.stderr.read().decode()
        assert 130 == process.returncode
        kept = f"what is done is in {partial_of(output)}, and the same command goes on from there"
        assert f"quoteattr: interrupted; {kept}\n" == message
        assert eventually(lambda: is_gone(process.pid))
        assert 0 == run("extract", news, *options(output), "--resume").exit_code
        assert whole == output.read_text(encoding="utf-8")

    @pytest.mark.parametrize("kept", [0, 1, 17, COUNT])
    @pytest.mark.parametrize("half", ["", "{", '{"schema": 1, "id": "article-0", "quotes": []}', "\0\0"])
    def test_from_anywhere(self, kept: int, half: str, news: Path, whole: str) -> None:
        """Wherever a run was broken off, the rest comes out once, also where ids occur more than once."""
        output = news.with_name("quotes.jsonl")
        lines = whole.splitlines(keepends=True)
        partial_of(output).write_text("".join(lines[:kept]) + half, encoding="utf-8", newline="")
        assert 0 == run("extract", news, *options(output), "--resume").exit_code
        assert whole == output.read_text(encoding="utf-8")

    def test_new_documents(self, news: Path, rows: list[str], whole: str) -> None:
        """A document that came between others since the run was broken off is done, and none is repeated."""
        output = news.with_name("quotes.jsonl")
        partial_of(output).write_text("".join(whole.splitlines(keepends=True)[:4]), encoding="utf-8")
        new = json.dumps({"url": "new", "body": "Silence."}) + "\n"
        news.write_text("".join([rows[0], new, *rows[1:5]]), encoding="utf-8")
        assert 0 == run("extract", news, *options(output), "--resume").exit_code
        ids = [name for name, _ in read_results(output)]
        assert ["article-0", "article-0", "article-1", "article-1", "new", "article-2"] == ids

    def test_foreign_file(self, news: Path) -> None:
        """A file that is none of ours is not added to, nor touched."""
        output = news.with_name("quotes.jsonl")
        partial_of(output).write_text("notes\n", encoding="utf-8")
        result = run("extract", news, *options(output), "--resume")
        assert 1 == result.exit_code
        assert f"Error: {partial_of(output)}:1: not a line of quotes" in result.stderr
        assert "notes\n" == partial_of(output).read_text(encoding="utf-8")

    @pytest.mark.parametrize("arguments", [["--format", "csv", "-o", "out"], ["--format", "jsonl"], ["-o", "out"]])
    def test_wrong_use(self, arguments: list[str], news: Path) -> None:
        """What cannot be taken up again is told before any work."""
        result = run("extract", news, "--field", "body", "--resume", *arguments)
        assert 2 == result.exit_code
        assert "--resume is for --format jsonl with --output" in result.stderr

    def test_nothing_kept(self, tmp_path: Path) -> None:
        """A run that fails before its first line leaves no file."""
        output = tmp_path / "quotes.jsonl"
        result = run("extract", tmp_path, *options(output), "--resume", "--model", tmp_path / "nowhere")
        assert (1, []) == (result.exit_code, list(tmp_path.iterdir()))

    def test_lines_survive_what_ends_the_work(self, tmp_path: Path) -> None:
        """Lines that were added are there for the next run, in which more may be added to them."""
        output = tmp_path / "quotes.jsonl"

        def broken_off() -> None:
            with grow(output) as add:
                add('{"id": "a"}\n')
                raise RuntimeError

        with pytest.raises(RuntimeError):
            broken_off()
        assert {"a": 1} == take_up(output)
        with grow(output) as add:
            add('{"id": "a"}\n')
        assert '{"id": "a"}\n' * 2 == output.read_text(encoding="utf-8")
        assert {} == take_up(output)


class TestWhole:
    """No half file ever stands under the name of the output."""

    @posix
    def test_after_ctrl_c(self, tmp_path: Path, rows: list[str]) -> None:
        """Without --resume an interrupted run leaves nothing new, and what stood there before stays."""
        output = tmp_path / "quotes"
        output.write_text("of yesterday", encoding="utf-8")
        with begun(rows, output) as process:
            assert eventually(lambda: 1 < len(list(tmp_path.iterdir())))
            os.killpg(process.pid, signal.SIGINT)
            assert process.stderr
            message = process.stderr.read().decode()
        assert (130, f"quoteattr: interrupted; nothing was written to {output}\n") == (process.returncode, message)
        assert [output] == list(tmp_path.iterdir())
        assert "of yesterday" == output.read_text(encoding="utf-8")

    def test_after_an_error(self, tmp_path: Path) -> None:
        """Where a format cannot hold what it is given, no file is left."""
        (tmp_path / "in.jsonl").write_text(
            json.dumps({"schema": 1, "id": "a", "quotes": QuoteExtractor().extract(article(1)).to_dicts()}),
            encoding="utf-8",
        )
        output = tmp_path / "out.xml"
        result = run("convert", tmp_path / "in.jsonl", "--from", "jsonl", "--to", "tei", "-o", output)
        assert (1, ["in.jsonl"]) == (result.exit_code, [file.name for file in tmp_path.iterdir()])

    @posix
    def test_permissions_and_links_stay(self, news: Path) -> None:
        """A file that is replaced keeps its permissions, and a link still leads to it."""
        place, link = news.with_name("place.csv"), news.with_name("link.csv")
        place.touch()
        place.chmod(0o640)
        link.symlink_to(place)
        assert 0 == run("extract", news, "--field", "body", "--format", "csv", "-o", link).exit_code
        assert (True, 0o640) == (link.is_symlink(), place.stat().st_mode & 0o777)
        assert place.read_text(encoding="utf-8").startswith("id,")

    @posix
    def test_devices_are_written_to(self, news: Path) -> None:
        """What is no file is written to, not replaced; there is nothing to resume."""
        pipe = news.with_name("pipe")
        os.mkfifo(pipe)
        received: list[bytes] = []
        reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
        reader.start()
        assert 0 == run("extract", news, *options(pipe)).exit_code
        reader.join()
        assert COUNT == received[0].count(b"\n")
        assert pipe.is_fifo()
        assert "--resume is for files" in run("extract", news, *options(pipe), "--resume").stderr

    def test_a_folder_in_its_place(self, news: Path) -> None:
        """A folder in the place of the file is told before any work."""
        result = run("extract", news, "--field", "body", "-o", news.parent)
        assert (1, f"Error: cannot write {news.parent}: Is a directory\n") == (result.exit_code, result.stderr)


@posix
def test_progress(news: Path) -> None:
    """On a terminal a bar on standard error shows documents a second and the time left."""
    import pty
    import termios

    code = "from quoteattr.cli import main, texts; texts.BAR_DELAY = 0; main()"
    command = [sys.executable, "-c", code, "extract", *map(str, [news, *options(news.with_name("out"))])]
    reader, writer = pty.openpty()
    termios.tcsetwinsize(writer, (24, 120))
    subprocess.run(command, stderr=writer, check=True)
    os.close(writer)
    shown = os.read(reader, 1 << 16).decode()
    os.close(reader)
    assert re.search(r"100%.*\d\d:\d\d<\d\d:\d\d,.*, \d+\.\d documents/s", shown)


class TestErrors:
    """Texts that cannot be extracted."""

    @pytest.fixture
    def mixed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Make a file with a text at which extraction fails, whatever is well."""
        monkeypatch.setattr("quoteattr.cli.texts.make_extractor", lambda **_: QuoteExtractor(resolver=troubled))
        bodies = [article(1), "“FAILS,”", article(2)]
        rows = [json.dumps({"url": f"u{n}", "body": body}) + "\n" for n, body in enumerate(bodies)]
        (tmp_path / "news.jsonl").write_text("".join(rows), encoding="utf-8")
        return tmp_path / "news.jsonl"

    @pytest.mark.parametrize("workers", [1, 2])
    def test_json_lines(self, workers: int, mixed: Path) -> None:
        """The document has a row with its error, the others their quotes; a line says so, and the status is 1."""
        output = mixed.with_name("quotes.jsonl")
        result = run("extract", mixed, *options(output), "--workers", workers)
        assert (1, "quoteattr: u1: not extracted: ZeroDivisionError: a text that fails\n") == (
            result.exit_code,
            result.stderr,
        )
        rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        error = "ZeroDivisionError: a text\nthat fails"
        assert {"schema": 1, "id": "u1", "error": error, "quotes": []} == rows[1]
        assert [2, 2] == [len(row["quotes"]) for row in rows[::2]]

    def test_other_formats(self, mixed: Path) -> None:
        """In other formats the document is left out, and told on standard error all the same."""
        result = run("extract", mixed, "--field", "body", "--id-field", "url")
        assert (1, 1) == (result.exit_code, len(result.stderr.splitlines()))
        assert ["u0", "u2"] == [line.split()[0] for line in result.stdout.splitlines() if line.endswith("quotes")]

    def test_not_repeated(self, mixed: Path) -> None:
        """A run that goes on does not try again what has failed."""
        output = mixed.with_name("quotes.jsonl")
        run("extract", mixed, *options(output))
        output.replace(partial_of(output))
        assert 0 == run("extract", mixed, *options(output), "--resume").exit_code
        assert 3 == lines_of(output)

    def test_read_back(self, mixed: Path, caplog: pytest.LogCaptureFixture) -> None:
        """Who reads the rows gets the results; what failed is none, and is told."""
        output = mixed.with_name("quotes.jsonl")
        run("extract", mixed, *options(output))
        assert ["u0", "u2"] == [name for name, _ in read_results(output)]
        assert "'u1' is left out: it was not extracted: ZeroDivisionError" in caplog.text
        told: list[str] = []
        assert 2 == len(list(read_results(output, failed=lambda name, _: told.append(name))))
        assert ["u1"] == told

    def test_convert(self, mixed: Path) -> None:
        """Converting leaves out what failed, with a line and status 1."""
        output = mixed.with_name("quotes.jsonl")
        run("extract", mixed, *options(output))
        result = run("convert", output, "--from", "jsonl", "--to", "csv")
        assert (1, 5) == (result.exit_code, len(result.stdout.splitlines()))
        assert (
            "quoteattr: u1 is left out: it was not extracted: ZeroDivisionError: a text that fails\n" == result.stderr
        )


class TestParquet:
    """Texts in a column of a Parquet file."""

    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        """Make a Parquet file in two row groups, with a text that is missing."""
        pa = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        columns = {"url": [7, 8, 9], "body": [article(1), None, "Silence."], "x.y": ["“Yes,” said Bo Hurst."] * 3}
        parquet.write_table(pa.table(columns), tmp_path / "texts.parquet", row_group_size=2)
        return tmp_path / "texts.parquet"

    def ids(self, result: Result) -> Iterator[str]:
        """Give the ids of the documents that came out."""
        return (json.loads(line)["id"] for line in result.stdout.splitlines())

    def test_columns(self, table: Path, extractor: QuoteExtractor) -> None:
        """A row is a document, called by another column; one without a text costs one line."""
        result = run("extract", table, "--field", "body", "--id-field", "url", "--format", "jsonl")
        assert ["7", "9"] == list(self.ids(result))
        assert extractor.extract(article(1)).to_dicts() == json.loads(result.stdout.splitlines()[0])["quotes"]
        assert f"quoteattr: {table}:2: field 'body' must be a string, got NoneType\n" == result.stderr

    def test_folder_and_odd_names(self, table: Path) -> None:
        """A folder stands for its Parquet files too; rows have numbers, and a column may have a point in its name."""
        result = run("extract", table.parent, "--field", "x.y", "--format", "jsonl")
        assert [f"{table}:{n}" for n in (1, 2, 3)] == list(self.ids(result))
        assert 3 == result.stdout.count('"name": "Bo Hurst"')

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "Parquet needs --field NAME, the column that holds the text"),
            (["--field", "text"], "no column 'text', only 'url', 'body', 'x.y'"),
            (["--field", "body", "--id-field", "id"], "no column 'id', only 'url', 'body', 'x.y'"),
        ],
    )
    def test_wrong_columns(self, arguments: list[str], message: str, table: Path) -> None:
        """A column that is not named, or not there, is told in one line."""
        result = run("extract", table, *arguments)
        assert (1, f"quoteattr: {table}: {message}\n") == (result.exit_code, result.stderr)

    def test_broken_file(self, table: Path) -> None:
        """A file that is no Parquet is told in one line."""
        table.write_bytes(table.read_bytes()[:100])
        result = run("extract", table, "--field", "body")
        assert 1 == result.exit_code
        assert result.stderr.startswith(f"quoteattr: {table}: not readable as Parquet: ")

    def test_without_pyarrow(self, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without pyarrow the line says what to install."""
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        result = run("extract", table, "--field", "body")
        assert (1, 1) == (result.exit_code, len(result.stderr.splitlines()))
        assert "run `pip install pyarrow`" in result.stderr
