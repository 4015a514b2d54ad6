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
    outside = scores[:, :, 0].T  # [words, reports], so that each step reads one stretch of memory
    begins, insides, ends, singles = (
        np.ascontiguousarray(scores[:, :, 1 + place :: 4].transpose(1, 2, 0)) for place in (BEGIN, INSIDE, END, SINGLE)
    )
    opened = np.full((KINDS, reports), FORBIDDEN, np.float32)
    ways = np.zeros((1 + 2 * KINDS, reports), np.float32)  # of closing a word: O, the singles, the ends
    closed = np.zeros(reports, np.float32)
    how = np.empty((words, reports), np.int64)
    begun = np.empty((words, KINDS, reports), bool)  # whether the open span began at the word
    for i in range(words):
        np.add(closed, outside[i], out=ways[0])
        np.add(closed, singles[i], out=ways[1 : 1 + KINDS])
        np.add(opened, ends[i], out=ways[1 + KINDS :])
        begin = closed + begins[i]
        opened += insides[i]
        np.greater_equal(begin, opened, out=begun[i])
        np.maximum(begin, opened, out=opened)
        ways.argmax(0, out=how[i])
        closed = ways.max(0)
    tags = np.zeros((reports, words), np.int64)
    for row in range(reports):
        _trace(how[:, row], begun[:, :, row], tags[row])
    return tags


def _trace(how: Ints, begun: NDArray[np.bool_], tags: Ints) -> None:
    """Walk back from the last word, which is closed, from span to span, and note the tags of one report."""
    ends = np.flatnonzero(how).tolist()
    at = len(how)
    while ends:
        last = ends.pop()
        if last >= at:  # within a span found already
            continue
        way = int(how[last]) - 1
        kind = way % KINDS
        if way < KINDS:
            at, tags[last] = last, tag_of(kind, SINGLE)
            continue
        at = int(np.flatnonzero(begun[:last, kind])[-1])
        tags[at : last + 1] = tag_of(kind, INSIDE)
        tags[at], tags[last] = tag_of(kind, BEGIN), tag_of(kind, END)
