"""Data frames: one table in every library, and quotes found in a column."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import results

from quoteattr import Quote, QuoteExtractor, Quotes, Speaker, TextSpan
from quoteattr.errors import FormatError, InputTypeError, MissingLibraryError
from quoteattr.formats import FORMATS, Result
from quoteattr.frames import BACKENDS, extract_frame, to_frame
from quoteattr.table import SCHEMA, rows

TEXT = "“We lost the crane,” said Ana Brill, the harbour master."
SPAN = TextSpan.of(TEXT, 0, 20)
ANA, BO = (Speaker(id=n, name=name, kind="person") for n, name in enumerate(["Ana Brill", "Bo Hurst"]))
QUOTES = Quotes(
    [
        Quote(kind="direct", content=[SPAN], speakers=[ANA, BO], confidence=0.5, repairs=["spaced", "reversed"]),
        Quote(kind="indirect", content=[SPAN], parent=0),
    ],
    text=TEXT,
)

backends = pytest.mark.parametrize("backend", BACKENDS)


def cells(frame: Any) -> list[list[Any]]:
    """List the cells of a data frame row by row, missing ones as `None`."""
    table = pytest.importorskip("narwhals").from_native(frame)
    columns = [[_cell(value) for value in table[name].to_list()] for name in SCHEMA]
    return [list(row) for row in zip(*columns, strict=True)]


def _cell(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else None


class TestTable:
    """The table that CSV, Parquet and data frames share."""

    def test_every_cell_has_its_type(self) -> None:
        """Columns come in their published order, each with cells of its type, or none where there is nothing."""
        for row in rows([("a", QUOTES)]):
            assert len(SCHEMA) == len(row)
            assert all(cell is None or type(cell) is type_ for cell, type_ in zip(row, SCHEMA.values(), strict=True))

    def test_several_in_a_cell(self) -> None:
        """Further speakers and repairs are separated by a semicolon."""
        first = dict(zip(SCHEMA, next(rows([("a", QUOTES)])), strict=True))
        assert ("a", 0, "Ana Brill", "Bo Hurst", "spaced; reversed", None) == tuple(
            first[name] for name in ("id", "number", "speaker", "other_speakers", "repairs", "parent")
        )


class TestToFrame:
    """Results as a data frame."""

    @backends
    def test_holds_the_table(self, backend: str) -> None:
        """The columns have their names, and the cells are those of the table."""
        pytest.importorskip(backend)
        frame = to_frame([("a", QUOTES), ("b", Quotes(text=""))], backend=backend)
        assert list(SCHEMA) == list(frame.columns if backend != "pyarrow" else frame.column_names)
        assert list(map(list, rows([("a", QUOTES)]))) == cells(frame)

    @backends
    def test_types_do_not_depend_on_the_rows(self, backend: str) -> None:
        """A frame without rows has the types of one with rows."""
        pytest.importorskip(backend)
        nw = pytest.importorskip("narwhals")
        full, empty = (nw.from_native(to_frame(found, backend=backend)) for found in ([("a", QUOTES)], []))
        assert full.schema == empty.schema
        expected = {str: nw.String, int: nw.Int64, float: nw.Float64}
        assert {name: expected[type_] for name, type_ in SCHEMA.items()} == dict(empty.schema)

    @backends
    @settings(deadline=None, max_examples=25)
    @given(documents=results())
    def test_hostile_text(self, backend: str, documents: list[Result]) -> None:
        """Whatever stands in a text, there is a row for every quote."""
        pytest.importorskip(backend)
        assert sum(len(quotes) for _, quotes in documents) == len(to_frame(documents, backend=backend))

    def test_method_of_quotes(self) -> None:
        """Quotes give their own frame, of pandas unless told otherwise."""
        pytest.importorskip("pandas")
        frame = QUOTES.to_frame(name="a")
        assert ["a", "a"] == frame["id"].tolist()
        assert frame.equals(to_frame([("a", QUOTES)]))

    def test_unknown_backend(self) -> None:
        """A library that is not known is refused, and those that are known are named."""
        with pytest.raises(FormatError, match="choose one of pandas, polars, pyarrow"):
            to_frame([], backend="spark")

    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "narwhals"])
    def test_library_that_is_missing(self, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a library the message says what to install."""
        monkeypatch.setitem(sys.modules, library, None)
        monkeypatch.setitem(sys.modules, f"{library}.stable.v2", None)
        with pytest.raises(MissingLibraryError, match=f"pip install {library}"):
            extract_frame({}) if library == "narwhals" else to_frame([], backend=library)

    def test_parquet_is_the_same_table(self) -> None:
        """The format Parquet holds the Arrow table."""
        pa = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        data = b"".join(FORMATS["parquet"]().render([("a", QUOTES)]))
        assert to_frame([("a", QUOTES)], backend="pyarrow").equals(parquet.read_table(pa.BufferReader(data)))


class TestExtractFrame:
    """Quotes found in a column of a data frame."""

    def frame(self, backend: str, columns: dict[str, list[Any]]) -> Any:
        """Make a data frame of a library."""
        library = pytest.importorskip(backend)
        pytest.importorskip("narwhals")
        return library.table(columns) if backend == "pyarrow" else library.DataFrame(columns)

    @backends
    def test_gives_a_frame_of_the_same_library(self, backend: str, extractor: QuoteExtractor) -> None:
        """The result is what `to_frame` gives for the quotes of the texts, called as the column says."""
        news = self.frame(backend, {"url": ["a", "b", "c"], "body": [TEXT, None, "Silence."]})
        found = extract_frame(news, text="body", id="url", extractor=extractor)
        assert type(news) is type(found)
        assert cells(to_frame([("a", extractor.extract(TEXT))], backend=backend)) == cells(found)

    def test_rows_have_numbers(self) -> None:
        """Without a column of ids, texts are called by the numbers of their rows; the default extractor finds them."""
        found = extract_frame(self.frame("pandas", {"text": ["Silence.", TEXT]}))
        assert ["1"] == found["id"].tolist()

    def test_no_texts(self) -> None:
        """A column of numbers is refused."""
        with pytest.raises(InputTypeError, match="got int"):
            extract_frame(self.frame("pandas", {"text": [3]}))
