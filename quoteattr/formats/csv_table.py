"""CSV: one row a quote, for spreadsheets.

In: results. Out: a header and the rows; no cell can be taken for a formula. Imports formats.base and records only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from quoteattr.formats.base import Format, Result
from quoteattr.records import Quote, TextSpan

__all__ = ["CsvTable"]

Cell = str | int | float | None

#: A spreadsheet takes a cell that begins with one of these, full-width ones too, for a formula or a command.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _text(span: TextSpan | None) -> str | None:
    return span.text if span else None


#: What a quote fills the columns with, after its document's id and its number there.
COLUMNS: dict[str, Callable[[Quote], Cell]] = {
    "parent": lambda quote: quote.parent,
    "kind": lambda quote: quote.kind.value,
    "speaker": lambda quote: quote.speaker.name if quote.speaker else None,
    "speaker_kind": lambda quote: quote.speaker.kind.value if quote.speaker else None,
    "role": lambda quote: quote.speaker.role if quote.speaker else None,
    "other_speakers": lambda quote: "; ".join(speaker.name for speaker in quote.speakers[1:]),
    "cue": lambda quote: _text(quote.cue),
    "source": lambda quote: _text(quote.source),
    "addressee": lambda quote: _text(quote.addressee),
    "text": lambda quote: quote.text,
    "start": lambda quote: quote.start,
    "end": lambda quote: quote.end,
    "mode": lambda quote: quote.mode.value,
    "polarity": lambda quote: quote.polarity.value,
    "confidence": lambda quote: quote.confidence,
    "repairs": lambda quote: "; ".join(quote.repairs),
}


class CsvTable(Format):
    """One row a quote: its place, kind, speaker and words. ``number`` counts within a document from 0."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the header, then a row for every quote; lines end in CR LF, as RFC 4180 has it."""
        yield _line(["id", "number", *COLUMNS])
        for name, quotes in results:
            for number, quote in enumerate(quotes):
                yield _line([name, number, *(fill(quote) for fill in COLUMNS.values())])


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
