"""Whether confidence means what it says, and what a reader gains by asking for more of it.

In: gold documents and the quotes predicted for them. Out: Reliability. Imports records, gold, matching and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import attrs

from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.matching import Words, match
from quoteattr.evaluation.tables import aligned, percent
from quoteattr.records import Quote

__all__ = ["Bin", "Reliability", "judged"]

BINS = 10
Judged = tuple[Quote, bool]


def judged(document: GoldDocument, quotes: Sequence[Quote]) -> Iterator[Judged]:
    """Yield each quote with whether the reference has it; those that answer an optional one are left out."""
    matching = match(document, quotes, Words(document.text))
    found = set(matching.found.values())
    return ((quote, i in found) for i, quote in enumerate(quotes) if i not in matching.excused)


@attrs.frozen
class Bin:
    """Quotes of like confidence: how many, how sure they are on average, and the share that is right."""

    quotes: int
    confidence: float
    right: float


@attrs.frozen(kw_only=True)
class Reliability:
    """Confidences of predicted quotes and which are right; ``gold`` is the number of required attributions."""

    pairs: tuple[tuple[float, bool], ...]
    gold: int

    @classmethod
    def of(cls, documents: Sequence[GoldDocument], predictions: Iterable[Sequence[Quote]]) -> Self:
        """Judge what was predicted for the documents, in their order."""
        pairs = [
            (quote.confidence, right)
            for document, quotes in zip(documents, predictions, strict=True)
            for quote, right in judged(document, quotes)
        ]
        gold = sum(not quote.optional for document in documents for quote in document.quotes)
        return cls(pairs=tuple(sorted(pairs)), gold=gold)

    def bins(self) -> list[Bin | None]:
        """Group the quotes by confidence into ten bins of equal width; `None` where there are none."""
        groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
        for confidence, right in self.pairs:
            groups[min(int(BINS * confidence), BINS - 1)].append((confidence, right))
        return [
            Bin(len(g), sum(c for c, _ in g) / len(g), sum(right for _, right in g) / len(g)) if g else None
            for g in groups
        ]

    @property
    def error(self) -> float:
        """Give the expected calibration error (Naeini et al., AAAI 2015): the mean gap of the bins, by size."""
        gaps = sum(b.quotes * abs(b.confidence - b.right) for b in self.bins() if b)
        return gaps / max(len(self.pairs), 1)

    def at(self, least: float) -> tuple[float, float]:
        """Give recall and precision of the quotes that are at least so sure."""
        kept = [right for confidence, right in self.pairs if confidence >= least]
        return sum(kept) / max(self.gold, 1), sum(kept) / max(len(kept), 1)

    def as_dict(self) -> dict[str, Any]:
        """Give bins, error and the curve of `min_confidence` as JSON values."""
        curve = [(least / 20, *self.at(least / 20)) for least in range(20)]
        return {"error": self.error, "bins": [b and attrs.asdict(b) for b in self.bins()], "curve": curve}

    def as_text(self) -> str:
        """Set the bins in a plain table, in per cent."""
        head = ["confidence", "quotes", "mean", "right", "recall from here", "precision from here"]
        rows = []
        for i, b in enumerate(self.bins()):
            shares = [percent(share) for share in self.at(i / BINS)]
            cells = [str(b.quotes), percent(b.confidence), percent(b.right)] if b else ["0", "–", "–"]
            rows.append([f"{i / BINS:.1f}–{(i + 1) / BINS:.1f}", *cells, *shares])
        return f"{aligned([head, *rows])}\n\nexpected calibration error: {percent(self.error)}"
