"""Arithmetic of half-open spans, whatever they count.

In: spans ``(first, last)``. Out: spans and sizes. Imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def size(spans: Iterable[Span]) -> int:
    """The number of places that spans cover."""
    return sum(last - first for first, last in spans)


def overlap(spans: Iterable[Span], span: Span) -> int:
    """The number of places of a span that others, which lie apart, cover.

    >>> overlap([(0, 2), (5, 9)], (1, 6))
    2
    """
    return sum(max(0, min(last, span[1]) - max(first, span[0])) for first, last in spans)


def intersect(spans: Iterable[Span], span: Span) -> list[Span]:
    """What spans share with one span."""
    cut = [(max(first, span[0]), min(last, span[1])) for first, last in spans]
    return [(first, last) for first, last in cut if first < last]


def subtract(spans: Iterable[Span], span: Span) -> list[Span]:
    """What is left of spans outside one span.

    >>> subtract([(0, 9)], (3, 5))
    [(0, 3), (5, 9)]
    """
    cut = [part for first, last in spans for part in ((first, min(last, span[0])), (max(first, span[1]), last))]
    return [(first, last) for first, last in cut if first < last]


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
