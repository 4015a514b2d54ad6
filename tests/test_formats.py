"""The output formats: what they hold, and what hostile text cannot make of them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from quoteattr import Quote, Quotes, Speaker, TextSpan
from quoteattr.formats import FORMATS, CsvTable, JsonArray, JsonLines, View
from quoteattr.table import COLUMNS

TEXT = "“We lost it,” said Ana Brill, a pilot.\nShe fears “the worst” is to come, “and soon.”"


def cut(words: str) -> TextSpan:
    """Cut words out of the text."""
    start = TEXT.index(words)
    return TextSpan.of(TEXT, start, start + len(words))


ANA = Speaker(name="Ana Brill", kind="person", role="pilot", id=0)
BO = Speaker(name="Bo Hurst", kind="person", id=1)
NOBODY = Speaker(name="she", kind="unknown", id=2)
QUOTES = Quotes(
    [
        Quote(
            kind="direct",
            content=[cut("“We lost it,”")],
            quoted=[cut("We lost it,")],
            cue=cut("said"),
            source=cut("Ana Brill, a pilot"),
            speakers=[ANA, BO],
            confidence=0.9,
        ),
        Quote(kind="mixed", content=[cut("“the worst” is to come")], cue=cut("fears"), mode="attitude", parent=0),
        Quote(kind="direct", content=[cut("“the worst”"), cut("“and soon.”")], speakers=[NOBODY], polarity="denied"),
    ],
    text=TEXT,
)
RESULTS = [("a.txt", QUOTES), ("empty.txt", Quotes(text=""))]


def rendered(name: str) -> str:
    """Render the results in the format of that name."""
    return "".join(FORMATS[name]().render(RESULTS))


class TestJson:
    """JSON Lines and JSON hold the same."""

    def test_a_line_a_document(self) -> None:
        """JSON Lines has one line for every document, also for one without quotes."""
        lines = rendered("jsonl").splitlines()
        assert ["a.txt", "empty.txt"] == [json.loads(line)["id"] for line in lines]

    def test_quotes_come_back(self) -> None:
        """The quotes of a line are what `Quote.from_dict` takes."""
        row = json.loads(rendered("jsonl").splitlines()[0])
        assert QUOTES == [Quote.from_dict(data) for data in row["quotes"]]
        assert 1 == row["schema"]

    def test_json_is_the_array_of_the_lines(self) -> None:
        """The JSON array holds, document for document, what the lines hold."""
        assert [json.loads(line) for line in rendered("jsonl").splitlines()] == json.loads(rendered("json"))

    def test_no_documents(self) -> None:
        """Nothing in gives no lines, and an empty array."""
        assert ("", []) == ("".join(JsonLines().render([])), json.loads("".join(JsonArray().render([]))))

    def test_formats_stream(self) -> None:
        """A piece can be had before the next document is read."""

        def results() -> object:
            yield RESULTS[0]
            pytest.fail("read ahead")

        for make in (JsonLines, JsonArray):
            assert "a.txt" in next(make().render(results()))  # type: ignore[arg-type]


class TestCsv:
    """CSV has a row a quote, safe to open."""

    def rows(self, quotes: Quotes = QUOTES, name: str = "a.txt") -> list[dict[str, str]]:
        """Render quotes and read them back."""
        return list(csv.DictReader(io.StringIO("".join(CsvTable().render([(name, quotes)])), newline="")))

    def test_a_row_a_quote(self) -> None:
        """Every quote has a row with its number and words; an empty document has none."""
        rows = list(csv.DictReader(io.StringIO(rendered("csv"), newline="")))
        assert ["id", "number", *COLUMNS] == list(rows[0])
        assert [("a.txt", str(number), quote.text) for number, quote in enumerate(QUOTES)] == [
            (row["id"], row["number"], row["text"]) for row in rows
        ]

    def test_speakers_have_columns(self) -> None:
        """The first speaker has name, kind and role; the others are listed; nobody leaves the cells empty."""
        first, second, _ = self.rows()
        assert ["Ana Brill", "person", "pilot", "Bo Hurst"] == [
            first[column] for column in ("speaker", "speaker_kind", "role", "other_speakers")
        ]
        assert ["", ""] == [second["speaker"], second["role"]]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        """A cell that a spreadsheet would run gets an apostrophe before it, in every column of text."""
        words = f"{start}cmd()"
        span = TextSpan(start=0, end=len(words), text=words)
        ana = Speaker(name=words, kind="person", role=words, id=0)
        quote = Quote(kind="direct", content=[span], cue=span, source=span, addressee=span, speakers=[ana])
        (row,) = self.rows(Quotes([quote], text=words), name=words)
        columns = ("id", "speaker", "role", "cue", "source", "addressee", "text")
        assert {f"'{words}"} == {row[column] for column in columns}

    def test_numbers_stay_numbers(self) -> None:
        """Offsets and confidence are numbers as they are."""
        row = self.rows()[0]
        assert ("0", "13", "0.9") == (row["start"], row["end"], row["confidence"])


class TestView:
    """The view reads well and cannot be abused."""

    def test_shows_who_said_what(self) -> None:
        """A document's header, then speaker, role, cue and kind over the words; nested quotes are set in."""
        expected = (
            "a.txt  3 quotes\n"
            "\nAna Brill (pilot) and Bo Hurst said  direct\n    “We lost it,”\n"
            "\n    nobody named fears  mixed, attitude\n        “the worst” is to come\n"
            "\nunknown  direct, denied\n    “the worst” […] “and soon.”\n"
            "\nempty.txt  no quotes\n"
        )
        assert expected == rendered("view")

    def test_wraps_to_the_width(self) -> None:
        """No line of words is wider than the view."""
        text = "a long word " * 40
        quotes = Quotes([Quote(kind="indirect", content=[TextSpan(start=0, end=len(text), text=text)])], text=text)
        lines = "".join(View(width=40).render([("a.txt", quotes)])).splitlines()
        assert 40 >= max(map(len, lines))

    def test_colour_adds_escapes_only(self) -> None:
        """In colour the view is the same but for the escapes."""
        coloured = "".join(View(colour=True).render(RESULTS))
        assert "\x1b[" in coloured
        assert rendered("view") == re.sub(r"\x1b\[[\d;]*m", "", coloured)

    def test_no_colour_off_a_terminal(self) -> None:
        """A stream that is no terminal gets no colour."""
        assert not View.on(io.StringIO()).colour

    def test_hostile_text_cannot_steer_the_terminal(self) -> None:
        """Control characters, half surrogate pairs and direction changes are shown as a replacement character."""
        words = "a\x1b[2Jb\x07\u202ec\ud800\nd"
        quotes = Quotes([Quote(kind="direct", content=[TextSpan(start=0, end=len(words), text=words)])], text=words)
        view = "".join(View().render([("a\x1b[31m.txt", quotes)]))
        assert "a�[31m.txt  1 quote\n\nnobody named  direct\n    a�[2Jb��c� d\n" == view
