"""Text made to be slow, or to get somewhere it should not: time grows with its size, and nothing of it leaks."""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from quoteattr import QuoteExtractor
from quoteattr.cli import main
from quoteattr.errors import FormatError, RecordError
from quoteattr.evaluation.growth import Cost, read_at_cost, without_collections, write_at_cost
from quoteattr.evaluation.traps import TRAPS, Zealot
from quoteattr.files import open_output, read_results
from quoteattr.formats import Medium
from quoteattr.inputs import Document, read_documents
from quoteattr.partial import grow, partial_of
from quoteattr.records import Quote, TextSpan

#: Characters of the smaller text; the larger has four times as many.
SIZE = 1_500

#: A stage whose time grows with the text takes about 4 times as long for 4 times the text; with its square, 16 times.
#: Of the smaller text, what is shorter than this many seconds counts as so long: it is noise.
MOST, NOISE = 8, 0.015

#: The traps whose quotes make the formats work: contents in many parts, names in many forms, lines in one span.
LONG_QUOTES = ("a quotation of many paragraphs", "names in the middle", "empty lines", "labels")

MARKER = "Zyxomel"

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")


@pytest.fixture(name="zealot", scope="module")
def make_zealot() -> Zealot:
    """Make the tagger that sees reports everywhere, and let each stage load what it needs."""
    tagger = Zealot()
    write_at_cost(read_at_cost("“No,” Ann Bo said.", tagger, Cost()), Cost())
    return tagger


def costs(trap: str, size: int, tagger: Zealot, *, written: bool) -> dict[str, float]:
    """Give the seconds that each stage takes of a trap."""
    cost = Cost()
    with without_collections():
        quotes = read_at_cost(TRAPS[trap](size), tagger, cost)
        if written:
            write_at_cost(quotes, cost)
    return cost.seconds


@pytest.mark.parametrize("trap", TRAPS)
def test_time_grows_with_the_text(trap: str, zealot: Zealot) -> None:
    """No stage takes time that grows with the square of the text, whatever the text."""
    written = trap in LONG_QUOTES
    small, again = (costs(trap, SIZE, zealot, written=written) for _ in range(2))
    large = costs(trap, 4 * SIZE, zealot, written=written)
    slow = {
        stage: (seconds, small[stage])
        for stage, seconds in large.items()
        if seconds > MOST * max(NOISE, small[stage], again[stage])
    }
    assert not slow


def seconds_to_read(file: Path) -> float:
    """Read the documents of a file of JSON lines, and give the seconds of CPU time."""
    start = time.process_time()
    assert list(read_documents([str(file)], field="body", complain=lambda _: None))
    return time.process_time() - start


def test_one_line_of_megabytes(tmp_path: Path) -> None:
    """A line of JSON may be as long as it likes; one that nests too deeply costs only itself."""
    file = tmp_path / "a.jsonl"
    taken = []
    for size in (1_000_000, 4_000_000):
        row = json.dumps({"body": "said " * (size // 5)})
        file.write_text(f'{row}\n{{"body": {"[" * size}\n{row}\n', encoding="utf-8")
        taken.append(seconds_to_read(file))
    assert taken[1] < MOST * max(taken[0], 10 * NOISE)


def test_a_row_of_many_fields(tmp_path: Path) -> None:
    """A row without the field is told in one short line, however many others it has."""
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({f"key {n} " + "x" * 999: n for n in range(5000)}), encoding="utf-8")
    problems: list[str] = []
    found: list[Document] = list(
        read_documents([str(file)], field="body", complain=lambda problem: problems.append(str(problem)))
    )
    assert ([], 1) == (found, len(problems))
    assert len(problems[0]) < 3000


class TestNetwork:
    """Nothing reaches out: these tests run with every way out of the machine closed."""

    @pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
    def test_is_closed(self, host: str) -> None:
        """A connection that something tried to make would be an error."""
        with (
            socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as caller,
            pytest.raises(RuntimeError, match="network"),
        ):
            caller.connect((host, 80))

    def test_names_are_not_looked_up(self) -> None:
        """No name is asked for either."""
        with pytest.raises(RuntimeError, match="network"):
            socket.getaddrinfo("example.org", 80)

    def test_this_machine_can_be_reached(self) -> None:
        """What talks on this machine alone, as processes and browsers do, is let through."""
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as caller:
            assert server.getsockname() == caller.getpeername()


@posix
class TestPrivate:
    """What is written on the way is for its owner alone, beside the place it is for."""

    @pytest.fixture(autouse=True)
    def _usual_mask(self) -> Iterator[None]:
        before = os.umask(0o022)
        yield
        os.umask(before)

    def test_until_it_is_whole(self, tmp_path: Path) -> None:
        """A file has its usual permissions only when it has its name."""
        output = tmp_path / "quotes.csv"
        with open_output(Medium.TEXT, output) as file:
            file.write(MARKER)
            (beside,) = tmp_path.iterdir()
            assert 0o600 == stat.S_IMODE(beside.stat().st_mode)
        assert [output] == list(tmp_path.iterdir())
        assert 0o644 == stat.S_IMODE(output.stat().st_mode)

    def test_what_grows(self, tmp_path: Path) -> None:
        """So has the file of a run that can be resumed."""
        output = tmp_path / "quotes.jsonl"
        with grow(output) as add:
            add(f"{MARKER}\n")
            assert 0o600 == stat.S_IMODE(partial_of(output).stat().st_mode)
        assert [output] == list(tmp_path.iterdir())
        assert 0o644 == stat.S_IMODE(output.stat().st_mode)

    def test_no_link_is_followed(self, tmp_path: Path) -> None:
        """A link that somebody laid where the growing file goes is an error, and what it leads to stays."""
        output, other = tmp_path / "quotes.jsonl", tmp_path / "other"
        other.write_text(MARKER, encoding="utf-8")
        partial_of(output).symlink_to(other)
        (tmp_path / "a.jsonl").write_text('{"body": "“Yes,” said Ana Brill."}', encoding="utf-8")
        arguments = ["extract", str(tmp_path / "a.jsonl"), "--field", "body", "--format", "jsonl", "-o", str(output)]
        result = CliRunner().invoke(main, [*arguments, "--resume"])
        assert (1, MARKER) == (result.exit_code, other.read_text(encoding="utf-8"))
        assert f"cannot write {output}" in result.stderr


class TestTextStaysInside:
    """No word of a text gets into a log or a message."""

    def test_no_log(self, extractor: QuoteExtractor, caplog: pytest.LogCaptureFixture) -> None:
        """Extraction says nothing of the text, neither in this library's logs nor in those of others."""
        with caplog.at_level(logging.INFO):
            quotes = extractor.extract(f"“{MARKER} lost the crane,” said Ana {MARKER}, the {MARKER} of Vexley.")
        assert quotes
        assert MARKER not in caplog.text

    def test_errors_of_a_text(self, tmp_path: Path) -> None:
        """A text that cannot be read, or a row without one, is told by its place alone."""
        (tmp_path / "a.txt").write_bytes(f"“{MARKER},” said Ana Brill. ".encode() + b"\xff")
        rows = [f'{{"body": "{MARKER}}}', json.dumps({"text": MARKER}), json.dumps({"body": [MARKER]}), f'["{MARKER}"]']
        (tmp_path / "b.jsonl").write_text("\n".join(rows), encoding="utf-8")
        for name, problems in (("a.txt", 1), ("b.jsonl", 4)):
            result = CliRunner().invoke(main, ["extract", str(tmp_path / name), "--field", "body"])
            assert (1, problems) == (result.exit_code, len(result.stderr.splitlines()))
            assert MARKER not in result.output

    def test_errors_of_results(self, tmp_path: Path) -> None:
        """A span that does not stand in the text is told by its place, and so are spans out of order."""
        span = TextSpan(start=4, end=4 + len(MARKER), text=MARKER)
        with pytest.raises(RecordError, match=r"\[4, 11\) and \[4, 11\)") as error:
            Quote(kind="direct", content=[span, span])
        assert MARKER not in str(error.value)
        row = {"schema": 1, "id": "a", "text": "x" * 20, "quotes": [Quote(kind="direct", content=[span]).to_dict()]}
        (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
        result = CliRunner().invoke(main, ["convert", str(tmp_path / "a.jsonl"), "--from", "jsonl", "--to", "csv"])
        assert 1 == result.exit_code
        assert "at [4, 11) does not stand in the text" in result.output
        assert MARKER not in result.output
        with pytest.raises(Exception, match="does not stand") as problem:
            list(read_results(tmp_path / "a.jsonl"))
        assert isinstance(problem.value.__cause__, FormatError)


def test_the_command() -> None:
    """The command that measures what these tests measure runs."""
    done = subprocess.run(
        [sys.executable, "-m", "quoteattr.evaluation.growth", "--size", "60", "--memory"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(TRAPS) + 2 == len(done.stdout.splitlines())
