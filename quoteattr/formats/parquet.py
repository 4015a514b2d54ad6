"""Parquet: the table of quotes with typed columns, for data frames and databases.

In: results. Out: the bytes of a file; not read back. Imports errors, table and formats.base, and pyarrow, which users
install, only when used.

What is lost is what the table does not show: the places of all spans but the content's start and end, and of several
speakers all but the names. Half surrogate pairs become U+FFFD.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from quoteattr.errors import MissingLibraryError
from quoteattr.formats.base import SURROGATES, Format, Medium, Result
from quoteattr.table import SCHEMA, Cell, rows

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Parquet", "columns_of", "to_arrow"]

#: Rows of a group: as many are held as Python values until they are written.
GROUP = 10_000


class Parquet(Format):
    """One row a quote; the columns are those of `quoteattr.table`."""

    medium: ClassVar[Medium] = Medium.BINARY

    def render(self, results: Iterable[Result]) -> Iterator[bytes]:
        """Yield the bytes, once all documents are there; `MissingLibraryError` without pyarrow."""
        first = to_arrow([])
        from pyarrow import parquet

        file, found = io.BytesIO(), rows(results)
        with parquet.ParquetWriter(file, first.schema) as writer:
            while group := list(itertools.islice(found, GROUP)):
                writer.write_table(to_arrow(group))
        yield file.getvalue()


def to_arrow(table: Iterable[tuple[Cell, ...]]) -> pa.Table:
    """Make an Arrow table of rows; `MissingLibraryError` without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError as problem:
        raise MissingLibraryError("pyarrow", "an Arrow table or a Parquet file") from problem
    types = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    return pa.table(columns_of(table), schema=pa.schema({name: types[type_] for name, type_ in SCHEMA.items()}))


def columns_of(table: Iterable[tuple[Cell, ...]]) -> dict[str, list[Cell]]:
    """Turn rows into columns by name."""
    columns: dict[str, list[Cell]] = {name: [] for name in SCHEMA}
    for row in table:
        for cells, cell in zip(columns.values(), row, strict=True):
            cells.append(SURROGATES.sub("\ufffd", cell) if isinstance(cell, str) else cell)
    return columns
