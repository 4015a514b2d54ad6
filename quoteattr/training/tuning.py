"""A trained model and development texts in, the best thresholds out.

In: a model folder and annotated texts. Out: `Thresholds`. Imports decoding, reports, extractor and evaluation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from quoteattr.decoding import Thresholds, decode
from quoteattr.evaluation.corpora import GoldDocument
from quoteattr.evaluation.metrics import Scores, score_document
from quoteattr.extractor import read_text, to_quote
from quoteattr.reports import read_scores
from quoteattr.tagger import OnnxTagger
from quoteattr.windows import cut_windows

PLAIN = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
MARKED = (0.12, 0.2, 0.3, 0.4, 0.5)


def tune(folder: Path, corpora: Iterable[Sequence[GoldDocument]]) -> Thresholds:
    """Choose the thresholds with the highest F1 of attributions found, on average over the corpora.

    The network reads each text once; only the decoding is repeated.
    """
    tagger = OnnxTagger(folder)
    grid = [Thresholds(plain=p, marked=m) for p, m in itertools.product(PLAIN, MARKED) if m <= p]
    total = dict.fromkeys(grid, 0.0)
    for documents in corpora:
        scores = dict.fromkeys(grid, Scores())
        for document in documents:
            quotations, encoding = read_text(document.text, tagger.subwords)
            reports, _ = read_scores(encoding, ((w, tagger(encoding, w)) for w in cut_windows(encoding)))
            for thresholds in grid:
                found = decode(document.text, encoding, quotations, reports, thresholds)
                quotes = [to_quote(document.text, attribution, ()) for attribution in found]
                scores[thresholds] += score_document(document, quotes)
        for thresholds, score in scores.items():
            total[thresholds] += _f1(score)
    return max(grid, key=lambda thresholds: total[thresholds])


def _f1(scores: Scores) -> float:
    shares = scores.rows["all"].shares()
    recall, precision = shares["recall"] or 0.0, shares["precision"] or 0.0
    return 2 * recall * precision / max(recall + precision, 1e-9)
