"""Headlines say a thing before the text says who said it: find the report that a headline repeats.

In: a text, its attributions, which of them lack a speaker. Out: pairs of such an attribution and its source below.
Imports decoding and layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoteattr.decoding import Attribution
from quoteattr.layout import HEADLINE_CHARACTERS

__all__ = ["echoes"]

# How many of the attributions below a headline are compared with it.
_LOOK_AHEAD = 40
# Share of the words of the shorter that two reports of one thing have in common at least.
_LIKENESS = 0.5


def echoes(text: str, attributions: Sequence[Attribution], lacking: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pair every headline's attribution that lacks a speaker with the one below that says the same."""
    breaks = [m.end() for m in re.finditer(r"\n\s*", text[: 2 * HEADLINE_CHARACTERS])]
    top = min(breaks[:2][-1], HEADLINE_CHARACTERS) if breaks else 0
    bare = [i for i, a in enumerate(attributions) if lacking[i] and a.content and a.content[0][0] < top]
    if not bare:
        return
    known = [i for i, lacks in enumerate(lacking) if not lacks][:_LOOK_AHEAD]
    said = {i: _words(text, attributions[i]) for i in (*bare, *known)}
    for i in bare:
        likeness = {k: _share(said[i], said[k]) for k in known}
        best = max(likeness, key=lambda k: likeness[k], default=None)
        if best is not None and likeness[best] >= _LIKENESS:
            yield i, best


def _words(text: str, attribution: Attribution) -> frozenset[str]:
    """The words of what was said that carry meaning: those of more than three letters."""
    return frozenset(w for s, e in attribution.content for w in re.findall(r"\w{4,}", text[s:e].lower()))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if len(a) > 1 and len(b) > 1 else float(bool(a) and a == b)
