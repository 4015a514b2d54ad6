"""Arithmetic of half-open spans, whatever they count.

In: spans ``(first, last)``, edits of a text. Out: spans and sizes. Imports nothing of the package.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

Span = tuple[int, int]
Edit = tuple[int, int, str]
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


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, Callable[[Span], Span | None]]:
    """Replace stretches of a text, which lie apart; give it, and what moves spans along: `None` where nothing is left.

    A span that starts within an edit starts where the new words do; one that ends there ends with them.

    >>> new, move = edited("“No,” said Moe.", [(0, 1, "« "), (4, 5, " »")])
    >>> new, new[slice(*move((1, 3)))], new[slice(*move((11, 14)))]
    ('« No, » said Moe.', 'No', 'Moe')
    """
    ordered = sorted(edits)
    starts, ends = [e[0] for e in ordered], [e[1] for e in ordered]
    shifts, parts, at = [0], [], 0
    for start, end, new in ordered:
        parts += [text[at:start], new]
        at = end
        shifts.append(shifts[-1] + len(new) - (end - start))

    def move(span: Span) -> Span | None:
        start, end = span
        i = bisect_right(ends, start) if start not in starts else bisect_left(starts, start)
        first = start + shifts[i] if i == len(ordered) or start <= starts[i] else starts[i] + shifts[i]
        j = bisect_left(starts, end)
        last = end + shifts[j] if j == 0 or end >= ends[j - 1] else ends[j - 1] + shifts[j]
        return (first, last) if first < last else None

    return "".join([*parts, text[at:]]), move
