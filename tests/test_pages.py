"""Web pages: what is text in them, what cannot be read, and what the command line makes of them."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import quopri
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.cli import main
from quoteattr.errors import MissingLibraryError, PageError
from quoteattr.pages import LARGEST, MOST_TAGS, read_page

pytest.importorskip("trafilatura")

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="{charset}">
<title>Crane lost in the harbour - The Vexley Post</title>
<meta property="og:title" content="Crane lost in the harbour">
<meta property="article:published_time" content="2026-05-04T08:00:00Z">
<script>var words = "“Not this,” said the script.";</script>
</head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article>
<h1>Crane lost in the harbour</h1>
<p>“We lost the crane,” said Ana Brill, the harbour&nbsp;master of Vexley&#8217;s
old port. <em>“Nobody was hurt,”</em> she added.</p>
<table><tr><td>Cranes</td><td>3</td></tr></table>
<blockquote><p>The crew&rsquo;s work goes on, she told reporters.</p></blockquote>
<p>The café stays closed.<br>Bo Hurst denied that he had been warned.</p>
</article>
<footer>Copyright The Vexley Post. All rights reserved.</footer>
</body>
</html>
"""
PARAGRAPHS = [
    "Crane lost in the harbour",
    "“We lost the crane,” said Ana Brill, the harbour master of Vexley’s old port. “Nobody was hurt,” she added.",
    "The crew’s work goes on, she told reporters.",
    "The café stays closed.",
    "Bo Hurst denied that he had been warned.",
]
ARCHIVE = b"""\
From: <Saved by a browser>
Subject: Crane lost in the harbour
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--parts"

----parts
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

%s
----parts
Content-Type: text/css

p { color: red }
----parts--
"""


def encoded(charset: str = "utf-8") -> bytes:
    """Give the page in an encoding, which it names itself."""
    return PAGE.format(charset=charset).encode(charset)


def run(*arguments: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


class TestReadPage:
    """The article of a page."""

    @pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
    def test_paragraphs_title_and_date(self, charset: str) -> None:
        """Every paragraph of the article is one of the text, in any encoding; menus, tables and scripts are not."""
        page = read_page(encoded(charset))
        assert PARAGRAPHS == page.text.split("\n\n")
        assert ("Crane lost in the harbour", dt.date(2026, 5, 4)) == (page.title, page.date)

    def test_archive(self) -> None:
        """A browser's archive gives what its page gives."""
        assert read_page(encoded()) == read_page(ARCHIVE % quopri.encodestring(encoded()))

    def test_a_page_that_says_little(self) -> None:
        """A page without a title or a date has none, and none is made up."""
        page = read_page("<html><body><p>“Yes,” said Ana Brill in May 2019.</p></body></html>".encode())
        assert ("“Yes,” said Ana Brill in May 2019.", None, None) == (page.text, page.title, page.date)

    def test_a_page_laid_out_in_a_table(self) -> None:
        """The text of an old page is found within its table."""
        words = (
            "It rained for days, said Bo Hurst, a pilot of the port of Vexley, and nobody could see the crane at all."
        )
        page = read_page(f"<html><body><table><tr><td><p>{words}</p><p>Then it was dry.</p></td></tr></table>".encode())
        assert f"{words}\n\nThen it was dry." == page.text

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "no article"),
            (b"\0", "no article"),
            (b"<html><head><title>Crane</title></head><body></body></html>", "no article"),
            (b"<html><body>" + b"<div>" * 50_000 + b"Deep." + b"</div>" * 50_000, "nested too deeply"),
            (b"<html><body>" + b"<br>" * (MOST_TAGS + 1), "200000 tags: too large"),
            (b" " * (LARGEST + 1), "20 MB: too large"),
            (gzip.compress(encoded()), "compressed: unpack it first"),
            (b"\x28\xb5\x2f\xfd" + encoded(), "compressed: unpack it first"),
            (b"MIME-Version: 1.0\n\nPlain words.", "no page in this archive"),
            (b"Content-Type: multipart/related; " + b"a=b;\n " * 9_000, "a header too long"),
            (b"Content-Type: multipart/related; boundary=x\n\n--x\n" * 5000, "no page in this archive|too deeply"),
        ],
        ids=[
            "empty",
            "null",
            "no body",
            "deep",
            "tags",
            "large",
            "gzip",
            "zstd",
            "plain archive",
            "long header",
            "deep archive",
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """A page without an article, or too large or too deep, is refused with the reason."""
        with pytest.raises(PageError, match=message):
            read_page(data)

    def test_nothing_is_unpacked(self) -> None:
        """What is packed in another way is not unpacked either: a small file never becomes a large page."""
        with pytest.raises(PageError):
            read_page(zlib.compress(encoded() + b" " * LARGEST))

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.sampled_from([*"<>&;/\"'=!-", "<p>", "</p>", "<!--", "<html", "said ", "“", "é", "\0", "MIME: "]))
    )
    def test_any_text(self, pieces: list[str]) -> None:
        """Whatever a file holds, it is read or refused."""
        with suppress(PageError):
            assert read_page("".join(pieces).encode()).text.strip()

    def test_without_trafilatura(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the library the error says what to install."""
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(MissingLibraryError, match=r'pip install "quoteattr\[html\]"'):
            read_page(encoded())


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Make a folder with two pages and a text."""
    (tmp_path / "a.html").write_bytes(encoded())
    (tmp_path / "b.txt").write_text("“Yes,” said Ana Brill.", encoding="utf-8")
    (tmp_path / "c.HTM").write_text("<html><body><p>“Yes,” said Bo Hurst.</p></body></html>", encoding="utf-8")
    return tmp_path


class TestCommand:
    """Pages on the command line."""

    def test_rows_have_title_and_date(self, folder: Path) -> None:
        """A folder stands for its pages too; title and date are in the row where they are known, and only there."""
        result = run("extract", folder, "--format", "jsonl")
        assert (0, "") == (result.exit_code, result.stderr)
        rows = {Path(row["id"]).name: row for row in map(json.loads, result.stdout.splitlines())}
        assert ["a.html", "b.txt", "c.HTM"] == list(rows)
        assert ("Crane lost in the harbour", "2026-05-04") == (rows["a.html"]["title"], rows["a.html"]["date"])
        assert {"schema", "id", "quotes"} == set(rows["b.txt"]) == set(rows["c.HTM"])

    def test_offsets_are_those_of_the_text(self, folder: Path) -> None:
        """Spans stand in the text that `read_page` gives."""
        quotes = json.loads(run("extract", folder / "a.html", "--format", "jsonl").stdout)["quotes"]
        text = read_page(encoded()).text
        assert quotes
        for part in (part for quote in quotes for part in quote["content"]):
            assert part["text"] == text[part["start"] : part["end"]]

    def test_pages_beside_json_lines(self, folder: Path) -> None:
        """With a field, pages are still read as pages."""
        result = run("extract", folder / "a.html", "--field", "body", "--format", "jsonl")
        assert (0, "Crane lost in the harbour") == (result.exit_code, json.loads(result.stdout)["title"])

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"<html></html>", "no article found in this page"),
            (b"<html>" + b"<i>" * 1000 + b"x", "nested too deeply: save the page anew from a browser"),
        ],
    )
    def test_a_bad_page_costs_a_line(self, folder: Path, content: bytes, message: str) -> None:
        """A page that cannot be read is named in one line; the others are done."""
        (folder / "a.html").write_bytes(content)
        result = run("extract", folder)
        assert (1, f"quoteattr: {folder / 'a.html'}: {message}\n") == (result.exit_code, result.stderr)
        assert "Bo Hurst" in result.stdout

    def test_without_trafilatura(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the library every page is a line that says what to install, and texts are done."""
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        result = run("extract", folder)
        assert 1 == result.exit_code
        assert [str(folder / name) for name in ("a.html", "c.HTM")] == [
            line.split(": ")[1] for line in result.stderr.splitlines()
        ]
        assert 2 == result.stderr.count('pip install "quoteattr[html]"')
        assert "Ana Brill" in result.stdout

    def test_report_over_time(self, folder: Path) -> None:
        """The dates of pages are those of the report, where no other file gives them."""
        assert 0 == run("report", folder, "-o", folder / "report").exit_code
        assert "Quotes per day" in (folder / "report").read_text(encoding="utf-8")
