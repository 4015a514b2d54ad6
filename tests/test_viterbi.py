"""The search for the best tags."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from quoteattr.tagger import ROLES, transitions
from quoteattr.viterbi import best_tags


def by_hand(scores: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> tuple[int, ...]:
    """Try every sequence of tags."""
    start, step, stop = transitions()

    def total(tags: tuple[int, ...]) -> float:
        moves = sum(step[a, b] for a, b in itertools.pairwise(tags))
        return float(start[tags[0]] + moves + stop[tags[-1]] + sum(scores[i, tag] for i, tag in enumerate(tags)))

    return max(itertools.product(range(len(ROLES)), repeat=len(scores)), key=total)


@pytest.mark.parametrize("seed", range(6))
def test_best_of_all(seed: int) -> None:
    """The search finds the very sequence that trying all of them finds."""
    scores = np.random.default_rng(seed).normal(0, 2, (2, 3, len(ROLES))).astype(np.float32)
    assert [by_hand(rows) for rows in scores] == [tuple(tags) for tags in best_tags(scores)]


def test_well_formed() -> None:
    """However wild the scores, every span that begins also ends, in its own role."""
    scores = np.random.default_rng(1).normal(0, 5, (20, 60, len(ROLES))).astype(np.float32)
    start, step, stop = transitions()
    for tags in best_tags(scores):
        assert start[tags[0]] == 0
        assert stop[tags[-1]] == 0
        assert not step[tags[:-1], tags[1:]].any()


def test_no_reports() -> None:
    """No reports give no tags."""
    assert best_tags(np.zeros((0, 5, len(ROLES)), np.float32)).shape == (0, 5)
