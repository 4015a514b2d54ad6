"""A trained model and development texts in, the best thresholds out.

In: a model folder and annotated texts. Out: `Thresholds`. Imports decoding, reports, extractor and evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from quoteattr.decoding import Thresholds, decode
from quoteattr.evaluation.corpora import GoldDocument
from quoteattr.evaluation.metrics import Scores, score_document
from quoteattr.extractor import read_reports, to_quote
from quoteattr.marks import Quotation
from quoteattr.reports import Report
from quoteattr.tagger import OnnxTagger
from quoteattr.windows import Encoding

CHOICES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


def tune(folder: Path, corpora: Iterable[Sequence[GoldDocument]]) -> Thresholds:
    """Choose the thresholds with the highest F1 of attributions found, on average over the corpora.

    One kind after the other, the others as they are; direct quotes keep theirs. The network reads each
    text once; only the decoding is repeated.
    """
    tagger = OnnxTagger(folder)
    read = [[(document, read_reports(document.text, tagger)[:3]) for document in documents] for documents in corpora]

    def average(thresholds: Thresholds) -> float:
        return sum(_f1(_score(texts, thresholds)) for texts in read) / len(read)

    best = Thresholds()
    for kind in ("indirect", "mixed"):
        best = max((attrs.evolve(best, **{kind: choice}) for choice in CHOICES), key=average)
    return best


Read = tuple[Encoding, list[Quotation], list[Report]]


def _score(texts: Sequence[tuple[GoldDocument, Read]], thresholds: Thresholds) -> Scores:
    def one(document: GoldDocument, read: Read) -> Scores:
        found = decode(document.text, *read, thresholds)
        return score_document(document, [to_quote(document.text, attribution, ()) for attribution in found])

    return Scores.total(one(document, read) for document, read in texts)


def _f1(scores: Scores) -> float:
    shares = scores.rows["all"].shares()
    recall, precision = shares["recall"] or 0.0, shares["precision"] or 0.0
    return 2 * recall * precision / max(recall + precision, 1e-9)
