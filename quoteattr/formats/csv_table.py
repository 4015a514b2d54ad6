"""CSV: one row a quote, for spreadsheets.

In: results. Out: a header and the rows; no cell can be taken for a formula. Imports formats.base and table only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from quoteattr.formats.base import Format, Result
from quoteattr.table import SCHEMA, Cell, rows

__all__ = ["CsvTable"]

#: A spreadsheet takes a cell that begins with one of these, full-width ones too, for a formula or a command.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvTable(Format):
    """One row a quote: its place, kind, speaker and words; the columns are those of `quoteattr.table`."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the header, then a row for every quote; lines end in CR LF, as RFC 4180 has it."""
        yield _line(SCHEMA)
        for row in rows(results):
            yield _line(row)


def _line(cells: Iterable[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(_harmless, cells))
    return line.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would run.

    >>> _harmless("=HYPERLINK(0)")
    "'=HYPERLINK(0)"
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
