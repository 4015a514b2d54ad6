"""Which of the candidates it is: a weighted sum of their traits, the weights learnt from annotated texts.

In: candidates with their traits. Out: the candidates with their probabilities, the likeliest first.
Imports antecedents.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from quoteattr.speakers.antecedents import Traits

__all__ = ["FORMS", "WEIGHTS", "Candidate", "Ranker", "Ranking", "read_weights"]

#: What ``python -m quoteattr.training.speakers`` learnt: for each form of anaphor, how much each trait speaks for one.
WEIGHTS = Path(__file__).parent / "weights.json"

#: What is ranked: "he" or "she" as a source, and elsewhere; a noun for a person, one for a body or a document; "it";
#: "they"; a quotation without a source.
FORMS = ("he", "pronoun", "noun", "body", "it", "they", "none")

Candidate = TypeVar("Candidate", bound=Hashable)


class Ranker(Protocol):
    """Whatever can put candidates in order; `Ranking` is the one that ships."""

    def __call__(self, form: str, candidates: Mapping[Candidate, Traits]) -> list[tuple[Candidate, float]]:
        """Give the candidates for an anaphor of some form with their probabilities, the likeliest first."""


class Ranking:
    """A softmax over the candidates of one anaphor, as in mention-ranking coreference (Denis and Baldridge 2008)."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights = weights

    def __call__(self, form: str, candidates: Mapping[Candidate, Traits]) -> list[tuple[Candidate, float]]:
        """Give the candidates for an anaphor of some form with their probabilities, the likeliest first."""
        weights = self.weights[form]
        scores = {who: sum(weights.get(t, 0.0) * v for t, v in traits.items()) for who, traits in candidates.items()}
        if not scores:
            return []
        top = max(scores.values())
        odds = {who: math.exp(score - top) for who, score in scores.items()}
        total = sum(odds.values())
        return sorted(((who, odd / total) for who, odd in odds.items()), key=lambda pair: -pair[1])


@cache
def read_weights(path: Path = WEIGHTS) -> Ranking:
    """Read the weights that ship."""
    return Ranking(json.loads(path.read_text("utf-8")))
