"""Many texts, by one process or several, a bad text costing only itself.

In: documents, an id and a text each. Out: an `Outcome` each, in the same order. Imports errors, records, inputs and
workers; the extractor, and with it spaCy, only once there is work for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from quoteattr.errors import ModelError, WorkerError
from quoteattr.inputs import Document
from quoteattr.records import Quotes
from quoteattr.workers import map_in_order

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor

__all__ = ["Outcome", "extract_many", "results_of"]

#: Characters of texts that go to a worker at once: some two articles, so that short texts do not spend their time on
#: the way and long ones are spread evenly.
CHUNK = 10_000

Pair = tuple[str, Any]


@attrs.frozen(kw_only=True)
class Outcome:
    """What came of one document: its quotes, or the error that took their place."""

    id: str
    quotes: Quotes | None = None
    error: str | None = None


def extract_many(
    documents: Iterable[Document | Pair],
    *,
    workers: int = 1,
    batch_size: int = 32,
    extractor: QuoteExtractor | None = None,
) -> Iterator[Outcome]:
    """Find the quotes of many documents, pairs of an id and a text, in their order and without holding them all.

    With one worker the work is done in this process; with more, in as many others, each of which opens the model once;
    0 stands for one for every core. ``batch_size`` is how many texts go to a worker at once, at most; what is read
    ahead is limited. What is found does not depend on either.
    A document that cannot be read, or that its process dies at, has an outcome with an error. Raises `ModelError` for a
    model that cannot be opened, and `WorkerError` where processes cannot be started.

    >>> for outcome in extract_many([("a", "“It rained,” said Ida Moe."), ("b", None)]):
    ...     print(outcome.id, outcome.quotes and outcome.quotes[0].text, outcome.error and outcome.error[:14])
    a It rained, None
    b None InputTypeError
    """
    if workers < 0:
        raise WorkerError(f"{workers} workers cannot be: name how many, or 0 for one for every core")
    if extractor is None:
        from quoteattr.extractor import QuoteExtractor

        extractor = QuoteExtractor()
    job, count = partial(_extract, extractor), workers or _cores()
    given = (i if isinstance(i, Document) else Document(id=i[0], text=i[1], size=0) for i in documents)
    return map(job, given) if count == 1 else map_in_order(job, _chunks(given, batch_size), count=count, lost=_lost)


def results_of(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Quotes]]:
    """Keep what was found, pairs of an id and its quotes, as all that writes and shows results takes them."""
    return ((outcome.id, outcome.quotes) for outcome in outcomes if outcome.quotes is not None)


def _extract(extractor: QuoteExtractor, document: Document) -> Outcome:
    try:
        quotes = extractor.extract(document.text)
    except ModelError:
        raise  # as bad for every other document
    except Exception as problem:  # noqa: BLE001  whatever it is, the other documents can be read
        return Outcome(id=document.id, error=f"{type(problem).__name__}: {problem}".removesuffix(": "))
    quotes.title, quotes.date = document.title, document.date
    return Outcome(id=document.id, quotes=quotes)


def _lost(document: Document, status: int | None) -> Outcome:
    return Outcome(id=document.id, error=f"the process ended at this text (exit status {status}): for want of memory?")


def _chunks(documents: Iterable[Document], most: int) -> Iterator[list[Document]]:
    """Gather short texts, so that each chunk is some work.

    >>> texts = [Document(id="", text=text, size=0) for text in ("long " * 4000, "short", "")]
    >>> [len(chunk) for chunk in _chunks(texts, 32)]
    [1, 2]
    """
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text or "")
        if size >= CHUNK or len(chunk) >= most:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
