"""The command line: what it reads, what it prints where, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import quoteattr
from quoteattr.cli import main
from quoteattr.formats import FORMATS, Medium

TEXT = "“We lost the crane,” said Ana Brill, the harbour master.\n\n“Nobody was hurt,” she added.\n"
COMMAND = [sys.executable, "-c", "from quoteattr.cli import main; main(prog_name='quoteattr')"]


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def extract(*arguments: str | Path, stdin: str | bytes | None = None) -> tuple[list[str], Result]:
    """Extract as JSON lines; give the ids of the documents that came out."""
    result = run("extract", "--format", "jsonl", *arguments, stdin=stdin)
    return [json.loads(line)["id"] for line in result.stdout.splitlines()], result


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Make a folder with two texts, one of them deeper, and a file of JSON lines."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "deeper" / "b.txt").write_text("Nobody spoke.", encoding="utf-8")
    lines = [json.dumps({"body": TEXT, "url": "first"}), "", json.dumps({"body": "Silence.", "url": 2})]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


class TestInputs:
    """Files, folders, patterns, standard input and JSON lines."""

    def test_files_in_the_order_given(self, folder: Path) -> None:
        """Every file is a document called by its path; one given twice is read once."""
        first, second = str(folder / "deeper" / "b.txt"), str(folder / "a.txt")
        ids, result = extract(first, second, first)
        assert ([first, second], 0, "") == (ids, result.exit_code, result.stderr)

    def test_folder(self, folder: Path) -> None:
        """A folder stands for the texts in it and below it."""
        ids, _ = extract(folder)
        assert [str(folder / "a.txt"), str(folder / "deeper" / "b.txt")] == ids

    def test_folder_with_field(self, folder: Path) -> None:
        """With a field, a folder stands for its JSON lines as well."""
        ids, _ = extract(folder, "--field", "body")
        assert [str(folder / name) for name in ("a.txt", "c.jsonl:1", "c.jsonl:3", "deeper/b.txt")] == ids

    def test_pattern(self, folder: Path) -> None:
        """A pattern that the shell has not expanded is expanded, folders at any depth by two stars."""
        ids, _ = extract(folder / "**" / "*.txt")
        assert [str(folder / "a.txt"), str(folder / "deeper" / "b.txt")] == ids

    def test_standard_input(self) -> None:
        """A dash reads one text from standard input."""
        ids, result = extract("-", stdin=TEXT)
        assert ["-"] == ids
        assert "We lost the crane," in result.stdout

    def test_standard_input_of_json_lines(self, folder: Path) -> None:
        """With a field, standard input holds JSON lines; ids may come from a key, numbers too."""
        ids, _ = extract("-", "--field", "body", "--id-field", "url", stdin=(folder / "c.jsonl").read_bytes())
        assert ["first", "2"] == ids

    def test_byte_order_mark_and_line_ends(self, tmp_path: Path) -> None:
        """A byte order mark is no part of the text; carriage returns are."""
        (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
        _, result = extract(tmp_path / "a.txt")
        first, second = json.loads(result.stdout)["quotes"]
        assert 0 == first["content"][0]["start"]
        assert TEXT.replace("\n", "\r\n").index("“Nobody") == second["content"][0]["start"]

    def test_a_lone_surrogate_goes_through(self) -> None:
        """Half a surrogate pair, which JSON may hold, comes out as the same escape."""
        _, result = extract("-", "--field", "body", stdin='{"body": "“Oh \\ud800 no,” said Ana Brill."}')
        assert 0 == result.exit_code
        assert "“Oh \ud800 no,”" == json.loads(result.stdout)["quotes"][0]["content"][0]["text"]


class TestBadInputs:
    """What cannot be read is named in one line, and everything else is done."""

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("bad.txt", b"one\ntwo\n\xff\n", "bad.txt:3: not UTF-8 (byte 0xff): convert the file to UTF-8 first"),
            ("bad.jsonl", b"{}\n", "bad.jsonl:1: no field 'body', only an empty object"),
            ("bad.jsonl", b'\n{"text": "x"}\n', "bad.jsonl:2: no field 'body', only 'text'"),
            ("bad.jsonl", b'{"body": null}\n', "bad.jsonl:1: field 'body' must be a string, got NoneType"),
            ("bad.jsonl", b"{body}\n", "bad.jsonl:1: not valid JSON: "),
            ("bad.jsonl", b"[" * 100_000, "bad.jsonl:1: not readable as JSON: "),
            ("bad.jsonl", b"[1]\n", "bad.jsonl:1: expected a JSON object, got list"),
            ("bad.jsonl", b'{"body": "\xff"}\n', "bad.jsonl:1: not UTF-8"),
        ],
    )
    def test_bad_content(self, folder: Path, name: str, content: bytes, message: str) -> None:
        """The line names file, line and what is wrong; the other file is done; the status is 1."""
        (folder / name).write_bytes(content)
        ids, result = extract(folder / name, folder / "a.txt", "--field", "body")
        assert ([str(folder / "a.txt")], 1) == (ids, result.exit_code)
        assert result.stderr.startswith(f"quoteattr: {folder}{os.sep}{message}")
        assert 1 == len(result.stderr.splitlines())

    def test_other_lines_of_a_bad_file(self) -> None:
        """A bad line costs only itself."""
        ids, result = extract(
            "-", "--field", "body", stdin=f'{{"body": "Hm."}}\nnonsense\n{json.dumps({"body": TEXT})}'
        )
        assert (["-:1", "-:3"], 1) == (ids, result.exit_code)

    @pytest.mark.parametrize("name", ["missing.txt", "*.nothing", "a" * 5000])
    def test_missing(self, folder: Path, name: str) -> None:
        """A file that is not there, or a pattern that fits none, is named; the other file is done."""
        ids, result = extract(folder / name, folder / "a.txt")
        assert ([str(folder / "a.txt")], 1) == (ids, result.exit_code)
        assert str(folder / name) in result.stderr
        assert 1 == len(result.stderr.splitlines())

    def test_empty_folder(self, tmp_path: Path) -> None:
        """A folder without texts is named."""
        ids, result = extract(tmp_path)
        assert ([], 1) == (ids, result.exit_code)
        kinds = "*.htm, *.html, *.mht, *.mhtml, *.txt"
        assert f"quoteattr: {tmp_path}: none of {kinds} in this folder\n" == result.stderr

    def test_json_lines_without_field(self, folder: Path) -> None:
        """A file of JSON lines is not taken for a text."""
        ids, result = extract(folder / "c.jsonl")
        assert ([], 1) == (ids, result.exit_code)
        assert "c.jsonl: JSON lines need --field NAME" in result.stderr

    @pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="every file is readable here")
    def test_unreadable(self, folder: Path) -> None:
        """A file that may not be read is named with the system's reason."""
        (folder / "a.txt").chmod(0)
        _, result = extract(folder / "a.txt")
        assert f"quoteattr: {folder / 'a.txt'}: Permission denied\n" == result.stderr

    def test_missing_model(self, folder: Path) -> None:
        """A model that is not there is one line and status 1."""
        result = run("extract", folder / "a.txt", "--model", folder / "nowhere")
        assert (1, 1) == (result.exit_code, len(result.stderr.splitlines()))
        assert "nowhere" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [["extract"], ["extract", "-", "--id-field", "url"], ["extract", "-", "--min-confidence", "2"], ["speak"]],
    )
    def test_wrong_use(self, arguments: list[str]) -> None:
        """Wrong use is told from bad input: status 2 and how it should be."""
        result = run(*arguments)
        assert 2 == result.exit_code
        assert "Usage: " in result.stderr


class TestOutputs:
    """Formats, files and options."""

    @pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.medium is Medium.TEXT])
    def test_every_format_of_text(self, folder: Path, name: str) -> None:
        """Every format of text can be had, to standard output and, byte for byte the same, to a file."""
        result = run("extract", folder / "a.txt", "--format", name)
        assert (0, "") == (result.exit_code, result.stderr)
        assert "We lost the crane," in result.stdout
        written = run("extract", folder / "a.txt", "--format", name, "--output", folder / "out")
        assert (0, "") == (written.exit_code, written.stdout)
        assert result.stdout_bytes == (folder / "out").read_bytes()

    @pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.medium is Medium.BINARY])
    def test_every_format_of_bytes(self, folder: Path, name: str) -> None:
        """A format of bytes comes as it is, to standard output and to a file."""
        if name == "parquet":
            pytest.importorskip("pyarrow")
        result = run("extract", folder / "a.txt", "--format", name)
        written = run("extract", folder / "a.txt", "--format", name, "--output", folder / "out")
        assert (0, 0, "") == (result.exit_code, written.exit_code, written.stdout)
        assert result.stdout_bytes[:2] == (folder / "out").read_bytes()[:2]

    @pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.medium is Medium.FOLDER])
    def test_every_format_of_several_files(self, folder: Path, name: str) -> None:
        """A format of several files fills a folder that it makes, and needs its name."""
        result = run("extract", folder / "a.txt", "--format", name, "--output", folder / "out")
        assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
        assert any("We lost the crane," in file.read_text(encoding="utf-8") for file in (folder / "out").iterdir())
        nameless = run("extract", folder / "a.txt", "--format", name)
        assert 2 == nameless.exit_code
        assert "name a folder" in nameless.stderr

    def test_with_text(self, folder: Path) -> None:
        """JSON lines have the text where it is asked for; formats that leave no choice refuse the question."""
        _, result = extract(folder / "a.txt", "--with-text")
        assert TEXT == json.loads(result.stdout)["text"]
        assert 2 == run("extract", folder / "a.txt", "--format", "csv", "--with-text").exit_code

    def test_view_is_the_default(self, folder: Path) -> None:
        """Without a format the readable view is printed, colourless off a terminal."""
        result = run("extract", folder / "a.txt")
        assert result.stdout.startswith(f"{folder / 'a.txt'}  2 quotes\n")
        assert "\x1b" not in result.stdout

    def test_csv_has_rows(self, folder: Path) -> None:
        """A row of the CSV has the words of a quote."""
        result = run("extract", folder / "a.txt", "--format", "csv")
        assert "We lost the crane," == next(csv.DictReader(result.stdout.splitlines()))["text"]

    def test_output_cannot_be_an_input(self, folder: Path) -> None:
        """A file that is being read is not written over."""
        result = run("extract", folder, "--output", folder / "a.txt")
        assert 2 == result.exit_code
        assert TEXT == (folder / "a.txt").read_text(encoding="utf-8")

    def test_output_that_cannot_be_written(self, folder: Path) -> None:
        """A place that cannot be written to is one line and status 1."""
        result = run("extract", folder / "a.txt", "--output", folder / "nowhere" / "out")
        assert 1 == result.exit_code
        assert f"Error: cannot write {folder / 'nowhere' / 'out'}: No such file or directory\n" == result.stderr

    def test_min_confidence(self, folder: Path) -> None:
        """Nothing is as sure as 1: all quotes are left out."""
        result = run("extract", folder / "a.txt", "--min-confidence", "1")
        assert f"{folder / 'a.txt'}  no quotes\n" == result.stdout

    def test_no_attitudes(self) -> None:
        """What is feared or hoped can be left out."""
        result = run(
            "extract", "-", "--no-attitudes", "--format", "jsonl", stdin="Ana Brill fears that it will rain.\n"
        )
        assert "attitude" not in result.stdout


class TestConvert:
    """From one format to another."""

    @pytest.fixture
    def quotes(self, folder: Path) -> Path:
        """Extract the texts of the folder, with their text."""
        _, result = extract(folder / "a.txt", folder / "deeper" / "b.txt", "--with-text")
        (folder / "quotes.jsonl").write_text(result.stdout, encoding="utf-8")
        return folder / "quotes.jsonl"

    def convert(self, source: Path, *arguments: str | Path) -> Result:
        """Convert and see that nothing went wrong."""
        result = run("convert", source, *arguments)
        assert (0, "") == (result.exit_code, result.stderr)
        return result

    @pytest.mark.parametrize("name", ["json", "tei", "brat", "labelstudio", "prodigy", "docbin"])
    def test_there_and_back(self, quotes: Path, name: str) -> None:
        """What goes through a format that holds everything comes back the same, byte for byte."""
        there = quotes.with_name("there")
        options = ["--with-text"] if name == "json" else []
        self.convert(quotes, "--from", "jsonl", "--to", name, "--output", there, *options)
        back = self.convert(there, "--from", name, "--to", "jsonl", "--with-text")
        assert quotes.read_text(encoding="utf-8") == back.stdout

    def test_standard_input(self, quotes: Path) -> None:
        """A dash reads standard input; the text is left out where it is not asked for."""
        result = run("convert", "-", "--from", "jsonl", "--to", "jsonl", stdin=quotes.read_bytes())
        assert 0 == result.exit_code
        assert ["schema", "id", "quotes"] == list(json.loads(result.stdout.splitlines()[0]))

    def test_a_bad_input(self, quotes: Path) -> None:
        """An input that is not of the format is named; the others are done, and the status is 1."""
        (quotes.parent / "bad.jsonl").write_text("{}\n", encoding="utf-8")
        result = run("convert", quotes.parent / "bad.jsonl", quotes, "--from", "jsonl", "--to", "csv")
        assert 1 == result.exit_code
        assert f"quoteattr: {quotes.parent / 'bad.jsonl'}: line 1: lacks 'schema'\n" == result.stderr
        assert 3 == len(result.stdout.splitlines())

    def test_without_text(self, folder: Path) -> None:
        """Quotes that have lost their text cannot be placed, and the message says how to keep it."""
        _, extracted = extract(folder / "a.txt")
        result = run("convert", "-", "--from", "jsonl", "--to", "doccano", stdin=extracted.stdout)
        assert 1 == result.exit_code
        assert "--with-text" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--from", "csv", "--to", "json"],
            ["--from", "jsonl", "--to", "brat"],
            ["--from", "jsonl", "--to", "tei", "--with-text"],
            ["--from", "jsonl"],
        ],
    )
    def test_wrong_use(self, quotes: Path, arguments: list[str]) -> None:
        """A format that cannot be read, a folder without a name, a text asked for in vain: status 2."""
        assert 2 == run("convert", quotes, *arguments).exit_code

    def test_output_cannot_be_an_input(self, quotes: Path) -> None:
        """A file that is being read is not written over."""
        before = quotes.read_bytes()
        assert 2 == run("convert", quotes, "--from", "jsonl", "--to", "json", "--output", quotes).exit_code
        assert before == quotes.read_bytes()


def on_a_terminal(file: Path, variables: dict[str, str]) -> bytes:
    """Extract with a pseudo-terminal as standard output; give what came out there."""
    import pty

    reader, writer = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | variables
    subprocess.run([*COMMAND, "extract", str(file)], stdout=writer, check=True, env=environment)
    os.close(writer)
    shown = os.read(reader, 4096)
    os.close(reader)
    return shown


class TestProcess:
    """What only a process of its own can show."""

    def test_results_and_messages_go_apart(self, folder: Path) -> None:
        """Results are on standard output, messages on standard error, with no progress bar off a terminal."""
        done = subprocess.run(
            [*COMMAND, "extract", folder / "a.txt", folder / "missing.txt"],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert 1 == done.returncode
        assert f"quoteattr: {folder / 'missing.txt'}: no such file or folder\n" == done.stderr
        assert "We lost the crane," in done.stdout

    def test_utf8_whatever_the_locale(self, folder: Path) -> None:
        """Results are UTF-8 where the locale knows only ASCII."""
        environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = subprocess.run([*COMMAND, "extract", folder / "a.txt"], capture_output=True, check=True, env=environment)
        assert "“We lost the crane,”" in done.stdout.decode()

    @pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
    def test_broken_pipe(self, folder: Path) -> None:
        """When the reader goes away the command ends without a word."""
        row = json.dumps({"body": TEXT}) + "\n"
        (folder / "many.jsonl").write_text(row * 500, encoding="utf-8")
        command = [*COMMAND, "extract", str(folder / "many.jsonl"), "--field", "body", "--format", "json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert b"" == process.stderr.read()

    def test_version_and_help_are_quick(self) -> None:
        """`--version` and `--help` load neither spaCy nor the model's runtime."""
        code = (
            "import sys; from quoteattr.cli import main; main(sys.argv[1:], 'quoteattr', standalone_mode=False); "
            "print(*{'spacy', 'onnxruntime'} & set(sys.modules), sep='', end='the end')"
        )
        for option in ("--version", "--help"):
            done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, check=True)
            assert done.stdout.endswith("\nthe end")

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
    def test_a_terminal_gets_colour(self, folder: Path) -> None:
        """On a terminal the view has colour; NO_COLOR takes it off."""
        assert b"\x1b[" in on_a_terminal(folder / "a.txt", {})
        assert b"\x1b[" not in on_a_terminal(folder / "a.txt", {"NO_COLOR": "1"})


class TestCompletion:
    """What the shell is told when a user presses the tab key."""

    def complete(self, words: str, word: str) -> list[str]:
        """Ask as zsh's script does for what can follow; give the lines of the answer."""
        environment = {**os.environ, "_QUOTEATTR_COMPLETE": "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": word}
        done = subprocess.run(COMMAND, capture_output=True, check=True, encoding="utf-8", env=environment)
        assert "" == done.stderr
        return done.stdout.splitlines()

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script(self, shell: str) -> None:
        """The script that a shell takes in names the command and the variable that it asks with."""
        environment = {**os.environ, "_QUOTEATTR_COMPLETE": f"{shell}_source"}
        done = subprocess.run(COMMAND, capture_output=True, check=True, encoding="utf-8", env=environment)
        assert f"_QUOTEATTR_COMPLETE={shell}_complete" in done.stdout

    def test_commands_options_and_formats(self) -> None:
        """Commands, options and the names of formats are offered."""
        assert {"extract", "info", "report"} <= set(self.complete("quoteattr ", "1"))
        assert "--min-confidence" in self.complete("quoteattr extract --min", "2")
        assert set(FORMATS) <= set(self.complete("quoteattr extract --format ", "3"))

    def test_files(self) -> None:
        """For an input the shell is asked to offer its files."""
        assert "file" in self.complete("quoteattr extract ar", "2")


def test_version() -> None:
    """`--version` names the package and its version."""
    assert f"quoteattr {quoteattr.__version__}\n" == run("--version").stdout


def test_help_has_every_format() -> None:
    """The help of `extract` names every format."""
    text = run("extract", "--help").stdout
    assert all(name in text for name in FORMATS)


def test_info() -> None:
    """`info` gives versions and the model's name and checksum."""
    result = run("info")
    assert 0 == result.exit_code
    assert [quoteattr.__version__, "model"] == [result.stdout.split()[1], result.stdout.splitlines()[5]]
    assert "sha256" in result.stdout


def test_evaluate(tmp_path: Path) -> None:
    """The command scores, with the options of the module; wrong use is told as everywhere."""
    result = run("evaluate", tmp_path, "--split", "articles-dev", "--limit", "1")
    assert 0 == result.exit_code
    assert result.stdout.startswith("articles-dev: 1 document")
    assert 2 == run("evaluate", tmp_path, "--split", "nowhere").exit_code
