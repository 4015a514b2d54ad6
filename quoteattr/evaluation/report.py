"""The scores of one split, ready to be shown or kept.

In: the documents of a split and what was predicted for them. Out: SplitReport. Imports records, gold, metrics,
cofenet, reliability and tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import attrs

from quoteattr.evaluation.cofenet import score_cofenet
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.metrics import ROLES, Scores, Tally, score_document
from quoteattr.evaluation.reliability import Reliability
from quoteattr.evaluation.tables import aligned, percent
from quoteattr.records import Quote

__all__ = ["SplitReport"]


@attrs.frozen(kw_only=True)
class SplitReport:
    """The scores of a split; CofeNet's too for PolNeAR, and for the hard cases the names of those that failed."""

    split: str
    scores: Scores
    reliability: Reliability
    cofenet: Mapping[str, Tally] | None = None
    failed: tuple[str, ...] | None = None

    @classmethod
    def of(cls, split: str, documents: Sequence[GoldDocument], predictions: Sequence[Sequence[Quote]]) -> Self:
        """Score what was predicted for the documents, in their order."""
        pairs = list(zip(documents, predictions, strict=True))
        scores = [score_document(document, quotes) for document, quotes in pairs]
        cofenet = failed = None
        if split.startswith("polnear"):
            tallies = [score_cofenet(document, quotes) for document, quotes in pairs]
            cofenet = {role: sum((tally[role] for tally in tallies), start=Tally()) for role in ROLES}
        if split == "cases":
            failed = tuple(d.name for d, score in zip(documents, scores, strict=True) if not _passes(score))
        reliability = Reliability.of(documents, predictions)
        return cls(split=split, scores=Scores.total(scores), reliability=reliability, cofenet=cofenet, failed=failed)

    def as_dict(self) -> dict[str, Any]:
        """Give everything as JSON values."""
        extra: dict[str, Any] = {"reliability": self.reliability.as_dict()}
        if self.cofenet is not None:
            extra["cofenet"] = {role: tally.as_dict() for role, tally in self.cofenet.items()}
        if self.failed is not None:
            extra["failed"] = list(self.failed)
        return {**self.scores.as_dict(), **extra}

    def as_text(self) -> str:
        """Set the scores in plain tables, in per cent."""
        parts = [f"{self.split}: {self.scores.documents} documents", self.scores.table()]
        if self.cofenet is not None:
            row = [percent(self.cofenet[role].f1) for role in ROLES]
            parts.append(aligned([["CofeNet's scorer", *ROLES], ["F1", *row]]))
        if self.failed is not None:
            whole = self.scores.documents - len(self.failed)
            parts.append(f"cases whole: {whole} of {self.scores.documents}; failed: {' '.join(self.failed) or 'none'}")
        return "\n\n".join(parts)


def _passes(score: Scores) -> bool:
    """Tell whether every quote of a case is whole, or nothing was predicted where nothing is quoted."""
    counts = score.rows["all"]
    return counts.whole == counts.gold if counts.gold else not counts.predicted
