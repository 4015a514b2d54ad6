"""Role scores in, the best well-formed sequence of tags out.

In: scores ``[reports, words, roles]``. Out: tags ``[reports, words]``. Imports tagger for the tags' order.

A word is either closed (outside, or the end of a span) or open within one role: of the 169 transitions only
these two kinds matter, which makes the search a few operations a word for all reports at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from quoteattr.tagger import FORBIDDEN, ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

KINDS = (len(ROLES) - 1) // 4
BEGIN, INSIDE, END, SINGLE = range(4)


def tag_of(kind: int, place: int) -> int:
    """The index into `ROLES` of a place within a span of a kind."""
    return 1 + 4 * kind + place


def best_tags(scores: Floats) -> Ints:
    """Find the best sequence for each report (Viterbi 1967).

    ``scores`` ``[reports, words, roles]`` → indexes into `ROLES` ``[reports, words]``.

    >>> scores = np.zeros((1, 3, len(ROLES)), np.float32)
    >>> scores[0, 0, ROLES.index("B-cue")] = scores[0, 1, ROLES.index("E-cue")] = 1
    >>> [ROLES[tag] for tag in best_tags(scores)[0]]
    ['B-cue', 'E-cue', 'O']
    """
    reports, words, _ = scores.shape
    spans = scores[:, :, 1:].reshape(reports, words, KINDS, 4)
    closed, opened = np.zeros(reports, np.float32), np.full((reports, KINDS), FORBIDDEN, np.float32)
    how = np.empty((words, reports), np.int64)  # which of O, the singles and the ends closed the word
    begun = np.empty((words, reports, KINDS), bool)  # whether the open span began at the word
    for i in range(words):
        span = spans[:, i]
        ways = np.concatenate(
            ((closed + scores[:, i, 0])[:, None], closed[:, None] + span[:, :, SINGLE], opened + span[:, :, END]), 1
        )
        begin, inside = closed[:, None] + span[:, :, BEGIN], opened + span[:, :, INSIDE]
        how[i] = ways.argmax(1)
        begun[i] = begin >= inside
        closed, opened = ways.max(1), np.maximum(begin, inside)
    return _trace(how, begun)


def _trace(how: Ints, begun: NDArray[np.bool_]) -> Ints:
    """Walk back from the last word, which is closed."""
    words, reports = how.shape
    tags = np.zeros((reports, words), np.int64)
    rows = np.arange(reports)
    kind = np.full(reports, -1)  # of the span that is open behind the word, -1 when closed
    for i in range(words - 1, -1, -1):
        way = how[i]
        single, end = way - 1, way - 1 - KINDS
        shut = kind < 0
        begins = begun[i, rows, kind] & ~shut
        tags[:, i] = np.where(
            shut,
            np.where(way == 0, 0, np.where(end >= 0, 1 + 4 * end + END, 1 + 4 * single + SINGLE)),
            1 + 4 * kind + np.where(begins, BEGIN, INSIDE),
        )
        kind = np.where(shut, np.where(end >= 0, end, -1), np.where(begins, -1, kind))
    return tags
