"""A trained model and development texts in; the best thresholds, and what its probabilities are worth, out.

In: a model folder and annotated texts. Out: `Thresholds`, `Calibration`. Imports confidence, decoding, reports,
extractor and evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np

from quoteattr.confidence import Calibration, log_odds
from quoteattr.decoding import Thresholds, decode
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.metrics import Scores, score_document
from quoteattr.evaluation.reliability import judged
from quoteattr.extractor import read_reports, to_quote
from quoteattr.marks import Quotation
from quoteattr.records import Quote, QuoteKind
from quoteattr.reports import Report
from quoteattr.tagger import OnnxTagger
from quoteattr.windows import Encoding

CHOICES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
NEWTON_STEPS = 25  # far more than two numbers need
RIDGE = 1e-3  # keeps the fit finite where every quote of a kind is right

Read = tuple[GoldDocument, Encoding, list[Quotation], list[Report]]


class Readings:
    """What a model sees in some corpora; the network reads each text once, only decoding is repeated."""

    def __init__(self, folder: Path, corpora: Iterable[Sequence[GoldDocument]]) -> None:
        tagger = OnnxTagger(folder)
        self.corpora: list[list[Read]] = [
            [(document, *read_reports(document.text, tagger)[:3]) for document in documents] for documents in corpora
        ]

    def thresholds(self) -> Thresholds:
        """Choose the thresholds with the highest F1 of attributions found, on average over the corpora.

        One kind after the other, the others as they are; direct quotes keep theirs.
        """
        best = Thresholds()
        for kind in ("indirect", "mixed"):
            best = max((attrs.evolve(best, **{kind: choice}) for choice in CHOICES), key=self._average)
        return best

    def _average(self, thresholds: Thresholds) -> float:
        return sum(_f1(score(texts, thresholds)) for texts in self.corpora) / len(self.corpora)

    def calibration(self, thresholds: Thresholds) -> Calibration:
        """Fit how often quotes of each kind and chance are right, every corpus with the same weight."""
        rows = [
            (quote.kind, log_odds(quote.confidence), right, 1 / len(texts))
            for texts in self.corpora
            for document, quotes in decoded(texts, thresholds)
            for quote, right in judged(document, quotes)
        ]
        lines = {}
        for kind in QuoteKind:
            odds, right, weights = (np.array([row[i] for row in rows if row[0] == kind], float) for i in (1, 2, 3))
            lines[kind.value] = fit_line(odds, right, weights * len(weights) / weights.sum())
        return Calibration(**lines)


def decoded(texts: Iterable[Read], thresholds: Thresholds) -> Iterator[tuple[GoldDocument, list[Quote]]]:
    """Yield each text with its quotes, their confidence as the network has it."""
    for document, encoding, quotations, reports in texts:
        found = decode(document.text, encoding, quotations, reports, thresholds)
        yield document, [to_quote(document.text, attribution, ()) for attribution in found]


def score(texts: Iterable[Read], thresholds: Thresholds) -> Scores:
    """Score the quotes of some texts."""
    return Scores.total(score_document(document, quotes) for document, quotes in decoded(texts, thresholds))


def fit_line(odds: np.ndarray, right: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Fit slope and offset of a logistic regression by Newton's method.

    >>> fit_line(np.array([-2.0, -2.0, -2.0, 2.0, 2.0, 2.0]), np.array([0, 0, 1, 1, 1, 0.0]), np.ones(6))
    (0.3465, 0.0)
    """
    x = np.stack([odds, np.ones_like(odds)], 1)
    line = np.zeros(2)
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ line, -30, 30)))
        slope = x.T @ (weights * (right - chance)) - RIDGE * line
        curvature = (x * (weights * chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(2)
        line = line + np.linalg.solve(curvature, slope)
    return round(float(line[0]), 4), round(float(line[1]), 4) + 0.0


def _f1(scores: Scores) -> float:
    shares = scores.rows["all"].shares()
    recall, precision = shares["recall"] or 0.0, shares["precision"] or 0.0
    return 2 * recall * precision / max(recall + precision, 1e-9)
