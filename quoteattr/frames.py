"""Data frames: the table of quotes in pandas, polars or pyarrow, and quotes found in a column of texts.

In: results, or a data frame. Out: a data frame. Imports errors, records, table, formats and the extractor, and the
library of data frames, which the user installs, only when used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from quoteattr.errors import FormatError, InputTypeError, MissingLibraryError
from quoteattr.formats.base import Result
from quoteattr.formats.parquet import columns_of, to_arrow
from quoteattr.table import SCHEMA, Cell, rows

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor

__all__ = ["BACKENDS", "extract_frame", "to_frame"]

Rows = Iterable[tuple[Cell, ...]]


def to_frame(results: Iterable[Result], *, backend: str = "pandas") -> Any:
    """Make a data frame of results, pairs of a document's id and its `Quotes`: one row a quote.

    ``backend`` is "pandas", "polars" or "pyarrow"; columns and types are the same for each: text, whole numbers (in
    ``parent`` perhaps missing) and a number with decimals for ``confidence``. Raises `MissingLibraryError` where the
    library is not installed.
    """
    if backend not in BACKENDS:
        raise FormatError(f"no data frames of {backend!r}: choose one of {', '.join(BACKENDS)}")
    return BACKENDS[backend](rows(results))


def extract_frame(
    frame: Any,
    *,
    text: str = "text",
    id: str | None = None,  # noqa: A002  what the column is called
    extractor: QuoteExtractor | None = None,
) -> Any:
    """Find the quotes of every text in a column of a data frame; give a data frame of the same library.

    ``text`` and ``id`` name the columns with the texts and with what to call them, by default the rows' numbers.
    A missing text has no quotes. Raises `MissingLibraryError` without narwhals, which the extra ``frames`` installs,
    and `InputTypeError` for a text that is no string.
    """
    try:
        import narwhals.stable.v2 as nw
    except ImportError as problem:
        raise MissingLibraryError("narwhals", "reading a data frame") from problem
    table = nw.from_native(frame, eager_only=True)
    names = [str(n) for n in range(len(table))] if id is None else [str(name) for name in table[id].to_list()]
    found = _results(zip(names, table[text].to_list(), table[text].is_null().to_list(), strict=True), extractor)
    return to_frame(found, backend=str(table.implementation))


def _results(documents: Iterable[tuple[str, Any, bool]], extractor: QuoteExtractor | None) -> Iterator[Result]:
    from quoteattr.extractor import extract_quotes

    extract = extractor.extract if extractor else extract_quotes
    for name, text, missing in documents:
        if not (missing or isinstance(text, str)):
            raise InputTypeError(text)
        if not missing:
            yield name, extract(text)


def _to_pandas(table: Rows) -> Any:
    try:
        import pandas as pd
    except ImportError as problem:
        raise MissingLibraryError("pandas", "a data frame of pandas") from problem
    types = {str: "string", int: "Int64", float: "float64"}
    return pd.DataFrame({name: pd.Series(c, dtype=types[SCHEMA[name]]) for name, c in columns_of(table).items()})


def _to_polars(table: Rows) -> Any:
    try:
        import polars as pl
    except ImportError as problem:
        raise MissingLibraryError("polars", "a data frame of polars") from problem
    types = {str: pl.String, int: pl.Int64, float: pl.Float64}
    return pl.DataFrame(columns_of(table), schema={name: types[type_] for name, type_ in SCHEMA.items()})


#: How rows become a data frame of each library.
BACKENDS: dict[str, Callable[[Rows], Any]] = {"pandas": _to_pandas, "polars": _to_polars, "pyarrow": to_arrow}
