"""Quotes as rows of a table: one row a quote, always the same columns.

In: results. Out: COLUMNS, SCHEMA (their types), and the rows. Imports records only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quoteattr.records import Quote, Quotes, TextSpan

__all__ = ["COLUMNS", "SCHEMA", "Cell", "rows"]

Cell = str | int | float | None


def _words(span: TextSpan | None) -> str | None:
    return span.text if span else None


#: What a quote fills the columns with, after its document's id and its number there.
COLUMNS: dict[str, Callable[[Quote], Cell]] = {
    "parent": lambda quote: quote.parent,
    "kind": lambda quote: quote.kind.value,
    "speaker": lambda quote: quote.speaker.name if quote.speaker else None,
    "speaker_kind": lambda quote: quote.speaker.kind.value if quote.speaker else None,
    "role": lambda quote: quote.speaker.role if quote.speaker else None,
    "other_speakers": lambda quote: "; ".join(speaker.name for speaker in quote.speakers[1:]),
    "cue": lambda quote: _words(quote.cue),
    "source": lambda quote: _words(quote.source),
    "addressee": lambda quote: _words(quote.addressee),
    "text": lambda quote: quote.text,
    "start": lambda quote: quote.start,
    "end": lambda quote: quote.end,
    "mode": lambda quote: quote.mode.value,
    "polarity": lambda quote: quote.polarity.value,
    "confidence": lambda quote: quote.confidence,
    "repairs": lambda quote: "; ".join(quote.repairs),
}

#: The type of every column, in order; ``parent`` and what a quote may lack are empty where there is none.
SCHEMA: dict[str, type[str | int | float]] = {
    "id": str,
    "number": int,
    **dict.fromkeys(COLUMNS, str),
    **dict.fromkeys(("parent", "start", "end"), int),
    "confidence": float,
}


def rows(results: Iterable[tuple[str, Quotes]]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for every quote, a cell for every column; ``number`` counts within a document from 0."""
    for name, quotes in results:
        for number, quote in enumerate(quotes):
            yield name, number, *(take(quote) for take in COLUMNS.values())
