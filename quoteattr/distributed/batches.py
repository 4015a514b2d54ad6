"""Batches of a table of texts in, batches of the table of quotes out: what every adapter runs on a cluster.

In: data frames of pandas. Out: data frames of pandas, with a column for errors. Imports batch, formats, frames and
table; the extractor, and with it spaCy, only on the machine that does the work.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quoteattr.batch import Outcome, extract_many
from quoteattr.formats.base import SURROGATES
from quoteattr.frames import BACKENDS
from quoteattr.table import SCHEMA, Cell, rows

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor

__all__ = ["COLUMNS", "extract_batches"]

#: The columns of what comes out and their types: those of `quoteattr.table`, and what went wrong with a document.
COLUMNS: Mapping[str, type[str | int | float]] = {**SCHEMA, "error": str}

#: Documents whose quotes are held at once: a batch of a cluster can have many thousands.
GROUP = 256


def extract_batches(
    frames: Iterable[Any],
    *,
    text: str = "text",
    id: str = "id",  # noqa: A002  what the column is called
    options: Mapping[str, Any] | None = None,
) -> Iterator[Any]:
    """Find the quotes of every text in a column of data frames of pandas; yield data frames with a row a quote.

    ``text`` and ``id`` name the columns with the texts and with what to call them; ``options`` are those of
    `QuoteExtractor`, which is made once in a process. A missing text has no quotes. A document that cannot be read has
    a row with its id and the column ``error``, which is empty in all others.
    """
    extractor = _extractor(tuple(sorted((options or {}).items())))
    documents = (pair for frame in frames for pair in _documents(frame, text, id))
    outcomes = extract_many(documents, extractor=extractor)
    while group := list(itertools.islice(outcomes, GROUP)):
        yield to_frame(group)


@lru_cache(maxsize=1)
def _extractor(options: tuple[tuple[str, Any], ...]) -> QuoteExtractor:
    from quoteattr.extractor import QuoteExtractor

    return QuoteExtractor(**dict(options))


def _documents(frame: Any, text: str, name: str) -> Iterator[tuple[str, Any]]:
    present = frame[frame[text].notna()]
    return zip(map(str, present[name]), present[text], strict=True)


def to_frame(outcomes: Iterable[Outcome]) -> Any:
    """Make a data frame of pandas with the columns `COLUMNS`."""
    import pandas as pd

    table: list[tuple[Cell, ...]] = []
    errors: list[str | None] = []
    for outcome in outcomes:
        found = rows([(outcome.id, outcome.quotes)]) if outcome.quotes is not None else [_empty(outcome.id)]
        for row in found:
            table.append(row)
            errors.append(outcome.error and SURROGATES.sub("\ufffd", outcome.error))
    return BACKENDS["pandas"](table).assign(error=pd.Series(errors, dtype="string"))


def _empty(name: str) -> tuple[Cell, ...]:
    return (name, *(None for _ in itertools.islice(SCHEMA, 1, None)))
