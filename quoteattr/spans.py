"""Arithmetic of half-open spans, whatever they count.

In: spans ``(first, last)``. Out: spans and sizes. Imports nothing of the package.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

Span = tuple[int, int]
_first, _last = itemgetter(0), itemgetter(1)


def size(spans: Iterable[Span]) -> int:
    """The number of places that spans cover."""
    return sum(last - first for first, last in spans)


def overlap(spans: Sequence[Span], span: Span) -> int:
    """The number of places of a span that others, which are in order and apart, cover.

    >>> overlap([(0, 2), (5, 9)], (1, 6))
    2
    """
    return size(intersect(spans, span))


def intersect(spans: Sequence[Span], span: Span) -> list[Span]:
    """What spans, which are in order and apart, share with one span.

    >>> intersect([(0, 2), (5, 9)], (1, 6))
    [(1, 2), (5, 6)]
    """
    start, end = span
    near = range(bisect_right(spans, start, key=_last), bisect_left(spans, end, key=_first))
    cut = [(max(spans[i][0], start), min(spans[i][1], end)) for i in near]
    return [(first, last) for first, last in cut if first < last]


def subtract(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """What is left of spans outside others; both are in order and apart.

    >>> subtract([(0, 9), (10, 14)], [(3, 5), (8, 12)])
    [(0, 3), (5, 8), (12, 14)]
    """
    left: list[Span] = []
    at = 0
    for first, last in spans:
        begin = first
        while at < len(holes) and holes[at][0] < last:
            if begin < holes[at][0]:
                left.append((begin, holes[at][0]))
            begin = max(begin, holes[at][1])
            if begin >= last:  # the hole may go on in the next span
                break
            at += 1
        if begin < last:
            left.append((begin, last))
    return left


def unite(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap.

    >>> unite([(4, 6), (0, 2), (5, 9)])
    [(0, 2), (4, 9)]
    """
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
