"""Formats written and read back: what each carries, whatever stands in a text."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from strategies import hostile_texts, results

from quoteattr import Quote, Quotes, TextSpan
from quoteattr.errors import FormatError, InputFileError
from quoteattr.files import read_results, write_results
from quoteattr.formats import FORMATS, READABLE, Result
from quoteattr.formats.base import PAIRED, replace_characters
from quoteattr.formats.csv_table import FORMULA_STARTS
from quoteattr.formats.file_names import FileNames, id_of
from quoteattr.formats.tei import FORBIDDEN

Results = list[Result]

#: Each is written to a disk, whose speed is nobody's fault.
DISK = settings(deadline=None, max_examples=50)

#: A quote that runs over the end of a line.
CUT = {
    "kind": "direct",
    "content": [{"start": 0, "end": 24, "text": "“We lost it,\nall of it,”"}],
    "quoted": [],
    "cue": None,
    "source": None,
    "speakers": [],
    "addressee": None,
    "mode": "speech",
    "polarity": "asserted",
    "confidence": 1,
    "repairs": [],
    "parent": None,
}

#: Formats in which the text is optional.
OWN = ("jsonl", "json")


def write(documents: Results, name: str, folder: str) -> Path:
    """Write documents in the format of that name, with their texts."""
    place = Path(folder) / "written"
    write_results(documents, place, format=name, **({"with_text": True} if name in OWN else {}))
    return place


def there_and_back(documents: Results, name: str) -> Results:
    """Write documents in a format and read them back."""
    with tempfile.TemporaryDirectory() as folder:
        return list(read_results(write(documents, name, folder), format=name))


def texts(documents: Results) -> list[str]:
    """List the texts of documents."""
    return [quotes.text for _, quotes in documents]


def bare(quote: Quote) -> Quote:
    """Leave of a quote only the places that every format for annotation has."""
    return Quote(kind="direct", content=quote.content, cue=quote.cue, source=quote.source)


def of_xml(text: str) -> str:
    """Replace what XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)


class TestRoundTrips:
    """What is read equals what was written, as far as the format can hold it."""

    @pytest.mark.parametrize("name", ["jsonl", "json", "labelstudio", "prodigy"])
    @DISK
    @given(documents=results())
    def test_nothing_is_lost(self, name: str, documents: Results) -> None:
        """Ids, texts and records come back as they were."""
        back = there_and_back(documents, name)
        assert (documents, texts(documents)) == (back, texts(back))

    @pytest.mark.parametrize("name", ["jsonl", "json", "labelstudio", "prodigy", "doccano", "citron", "webanno"])
    def test_both_halves_of_a_pair(self, name: str) -> None:
        """Two half surrogate pairs beside each other stay two characters, which JSON would make one: no span moves."""
        text = "“So \ud83d\ude00 it goes,” Ana Brill said, \ud83d as ever."
        spans = [TextSpan.of(text, start, end) for start, end in ((0, 17), (28, 32), (18, 27))]
        quotes = Quotes([Quote(kind="direct", content=spans[:1], cue=spans[1], source=spans[2])], text=text)
        ((_, back),) = there_and_back([("a", quotes)], name)
        assert back.text in ("", text.replace("\ud83d\ude00", "\ufffd\ufffd"))
        assert [bare(quote) for quote in replace_characters(quotes, PAIRED)] == [bare(quote) for quote in back]

    @DISK
    @given(documents=results())
    def test_brat(self, documents: Results) -> None:
        """All comes back but half surrogate pairs, in the order of the files."""
        back = there_and_back(documents, "brat")
        expected = {name: replace_characters(quotes) for name, quotes in documents}
        assert expected == dict(back)
        assert {name: quotes.text for name, quotes in expected.items()} == {n: quotes.text for n, quotes in back}

    @DISK
    @given(documents=results())
    def test_tei(self, documents: Results) -> None:
        """All comes back but the characters that XML forbids."""
        back = there_and_back(documents, "tei")
        expected = [(of_xml(name), replace_characters(quotes, FORBIDDEN)) for name, quotes in documents]
        assert (expected, texts(expected)) == (back, texts(back))

    @DISK
    @given(documents=results())
    def test_doc_bin(self, documents: Results) -> None:
        """All comes back but half surrogate pairs."""
        back = there_and_back(documents, "docbin")
        expected = [replace_characters(quotes) for _, quotes in documents]
        assert (expected, [quotes.text for quotes in expected]) == ([quotes for _, quotes in back], texts(back))

    @DISK
    @given(documents=results())
    def test_web_annotation(self, documents: Results) -> None:
        """The records come back, without the texts and the documents that had no quotes."""
        back = there_and_back(documents, "webanno")
        assert [(name, quotes) for name, quotes in documents if quotes] == back
        assert {""} >= set(texts(back))

    @DISK
    @given(documents=results())
    def test_doccano(self, documents: Results) -> None:
        """Ids, texts, the places of all roles and nesting come back; all else is told from the text or lost."""
        back = there_and_back(documents, "doccano")
        assert [name for name, _ in documents] == [name for name, _ in back]
        assert texts(documents) == texts(back)
        for (_, before), (_, after) in zip(documents, back, strict=True):
            assert list(map(bare, before)) == list(map(bare, after))
            assert [(q.addressee, q.parent) for q in before] == [(q.addressee, q.parent) for q in after]

    @DISK
    @given(documents=results())
    def test_citron(self, documents: Results) -> None:
        """Ids, texts, content, cue, source and four decimals of confidence of the quotes with a cue come back."""
        back = dict(there_and_back(documents, "citron"))
        assert dict(documents).keys() == back.keys()
        for name, before in documents:
            kept = [quote for quote in before if quote.cue]
            assert before.text == back[name].text
            assert list(map(bare, kept)) == list(map(bare, back[name]))
            assert [pytest.approx(q.confidence, abs=1e-4) for q in kept] == [q.confidence for q in back[name]]

    @DISK
    @given(documents=results())
    def test_own_format_without_text(self, documents: Results) -> None:
        """Without the texts the records come back all the same."""
        with tempfile.TemporaryDirectory() as folder:
            write_results(documents, Path(folder) / "quotes.jsonl")
            back = list(read_results(Path(folder) / "quotes.jsonl"))
        assert (documents, {""} >= set(texts(back))) == (back, True)

    def test_every_readable_format_is_tested(self) -> None:
        """A format that can be read has its test here."""
        tested = {"jsonl", "json", "labelstudio", "prodigy", "brat", "tei", "docbin", "webanno", "doccano", "citron"}
        assert set(READABLE) == tested


class TestHostileText:
    """What stands in a text breaks no format."""

    @DISK
    @given(documents=results())
    def test_csv(self, documents: Results) -> None:
        """There is a row for every quote, and no cell is a formula."""
        with tempfile.TemporaryDirectory() as folder:
            table = write(documents, "csv", folder).read_bytes().decode()
        rows = list(csv.reader(io.StringIO(table, newline="")))
        assert sum(len(quotes) for _, quotes in documents) == len(rows) - 1
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]

    @pytest.mark.parametrize("name", ["schemaorg", "webanno"])
    @DISK
    @given(documents=results())
    def test_json_ld(self, name: str, documents: Results) -> None:
        """JSON-LD is JSON, and can stand in a script element of a page."""
        with tempfile.TemporaryDirectory() as folder:
            page = write(documents, name, folder).read_text(encoding="utf-8")
        assert "@context" in json.loads(page)
        assert "<" not in page

    @DISK
    @given(documents=results())
    def test_view(self, documents: Results) -> None:
        """The view steers no terminal."""
        with tempfile.TemporaryDirectory() as folder:
            view = write(documents, "view", folder).read_text(encoding="utf-8")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", view)

    @DISK
    @given(documents=results())
    def test_parquet(self, documents: Results) -> None:
        """A file of Parquet has a row for every quote."""
        parquet = pytest.importorskip("pyarrow.parquet")
        with tempfile.TemporaryDirectory() as folder:
            table = parquet.read_table(write(documents, "parquet", folder))
        assert sum(len(quotes) for _, quotes in documents) == table.num_rows

    @pytest.mark.parametrize(
        "name", ["brat", "tei", "doccano", "docbin", "webanno", "citron", "labelstudio", "prodigy", "jsonl"]
    )
    def test_quotes_without_their_text(self, name: str) -> None:
        """Quotes that have lost their text are refused by every format that places them."""
        lost = Quotes([Quote.from_dict(CUT)], text="")
        with tempfile.TemporaryDirectory() as folder, pytest.raises(FormatError, match="--with-text"):
            write([("a", lost)], name, folder)


class TestFileNames:
    """Ids as names of files."""

    @given(hostile_texts())
    @example("~")
    @example("a~2")
    @example("..")
    def test_ids_come_back(self, id_: str) -> None:
        """Any id gives a name without a separator, and comes back from it."""
        name = FileNames().give(id_)
        assert re.fullmatch(r"[\w.~%-]+", name, re.ASCII)
        assert id_ == id_of(name)

    def test_every_document_has_its_own(self) -> None:
        """Ids given twice, in other cases, or alike as far as a file name can hold them, have names of their own."""
        names = FileNames()
        given_names = [names.give(id_) for id_ in ("a", "a", "A", "b" * 999, "b" * 998)]
        assert len(given_names) == len({name.casefold() for name in given_names})
        assert 255 > max(map(len, given_names))


def test_wrong_use(tmp_path: Path) -> None:
    """A format that is not known, or cannot be read, is told so."""
    with pytest.raises(FormatError, match="no format 'yaml': choose one of view, jsonl"):
        write_results([], tmp_path / "a", format="yaml")
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(InputFileError, match=r"a\.csv: CsvTable is a format for writing only"):
        list(read_results(tmp_path / "a.csv", format="csv"))


def test_names_of_formats_are_words() -> None:
    """A format is named by small letters, as one types it."""
    assert all(re.fullmatch("[a-z]+", name) for name in FORMATS)


def test_lines_of_a_quote_are_joined_again() -> None:
    """A content that runs over the end of a line is one part again after brat, which has it in two pieces."""
    quotes = Quotes([Quote.from_dict(CUT)], text="“We lost it,\nall of it,” said Bo.")
    with tempfile.TemporaryDirectory() as folder:
        place = write([("a", quotes)], "brat", folder)
        assert "T1\tContent 0 12;13 24\t“We lost it, all of it,”" in (place / "a.ann").read_text(encoding="utf-8")
        assert [("a", quotes)] == list(read_results(place, format="brat"))
