"""Which predicted quote answers which gold one, judged by the words that both hold as content.

In: a text, its gold and its predicted quotes. Out: Words, Matching. Imports corpora and records.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import attrs

from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.records import Quote, TextSpan
from quoteattr.spans import Span

__all__ = ["LEAST_OVERLAP", "Matching", "Words", "match", "offsets"]

#: Intersection over union of the content words from which an attribution counts as found (the corpora's definition).
LEAST_OVERLAP = 0.5

_WORD = re.compile(r"\w+")
Numbers = frozenset[int]


def offsets(span: Span | TextSpan) -> Span:
    """Give the offsets of a gold or a predicted span."""
    return span if isinstance(span, tuple) else (span.start, span.end)


class Words:
    """The words of a text, runs of word characters, told by their number: marks and punctuation never count."""

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [found.span() for found in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def of(self, *spans: Span | TextSpan | None) -> Numbers:
        """Give the numbers of the words that the spans touch."""
        numbers: set[int] = set()
        for span in spans:
            if span is not None:
                start, end = offsets(span)
                numbers.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return frozenset(numbers)


@attrs.frozen
class Matching:
    """Numbers of gold and predicted quotes: ``found`` pairs required ones, ``excused`` are those of optional ones."""

    found: dict[int, int]
    excused: frozenset[int]


def match(gold: GoldDocument, predicted: Sequence[Quote], words: Words) -> Matching:
    """Pair gold with predicted quotes one to one, as many as possible: those most alike first, optional ones last.

    Among equally like predictions the one whose source shares words with the gold source is taken.
    """
    candidates = _candidates(gold.quotes, predicted, words)
    taken: dict[int, int] = {}
    for optional in (False, True):
        rows = [g for g in candidates if gold.quotes[g].optional is optional]
        for g in sorted(rows, key=lambda g: candidates[g][0][0], reverse=True):
            _augment(g, candidates, taken, set())
    found = {g: p for p, g in taken.items() if not gold.quotes[g].optional}
    excused = frozenset(p for p, g in taken.items() if gold.quotes[g].optional)
    return Matching(found=dict(sorted(found.items())), excused=excused)


Candidates = dict[int, list[tuple[tuple[float, bool], int]]]


def _candidates(gold: Iterable[GoldQuote], predicted: Sequence[Quote], words: Words) -> Candidates:
    """List for each gold quote the predictions that overlap enough, the best first, with how good they are."""
    given = [(words.of(*quote.content), words.of(quote.source)) for quote in predicted]
    candidates: Candidates = {}
    for g, quote in enumerate(gold):
        content, source = words.of(*quote.content), words.of(quote.source)
        rows = [((_overlap(content, c), bool(source & s)), p) for p, (c, s) in enumerate(given)]
        rows = [row for row in rows if row[0][0] >= LEAST_OVERLAP]
        if rows:
            candidates[g] = sorted(rows, key=lambda row: row[0], reverse=True)
    return candidates


def _overlap(left: Numbers, right: Numbers) -> float:
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def _augment(g: int, candidates: Candidates, taken: dict[int, int], seen: set[int]) -> bool:
    """Give a gold quote its best free prediction, moving earlier ones to their next best where that frees one."""
    rows = [p for _, p in candidates[g] if p not in seen]
    for p in sorted(rows, key=lambda p: p in taken):  # free ones first, still the best first
        seen.add(p)
        if p not in taken or _augment(taken[p], candidates, taken, seen):
            taken[p] = g
            return True
    return False
