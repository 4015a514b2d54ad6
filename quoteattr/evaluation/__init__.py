"""Measure quotes against annotated texts: found, whole, with the right source and speaker.

In: gold documents and the quotes predicted for them. Out: scores that add up. Imports any module of the package.
"""

from __future__ import annotations

from quoteattr.evaluation.corpora import SPLITS, read_split
from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.metrics import Counts, Scores, Tally, score_document
from quoteattr.evaluation.naming import same_name

__all__ = [
    "SPLITS",
    "Counts",
    "GoldDocument",
    "GoldQuote",
    "Scores",
    "Tally",
    "read_split",
    "same_name",
    "score_document",
]
