"""Attributions in, the words that name whom was spoken to out.

In: the text and an attribution. Out: the span of the addressee ("told *reporters* that"). Imports decoding.
"""

from __future__ import annotations

import re

from quoteattr.decoding import Attribution
from quoteattr.spans import Span

# Verbs whose object is whom, not what; "said" and "added" need a "to".
TELLING = frozenset(
    "tell tells told telling ask asks asked asking urge urges urged urging warn warns warned warning remind reminds "
    "reminded reminding assure assures assured assuring inform informs informed informing advise advises advised "
    "order orders ordered beg begs begged promise promises promised convince persuade persuaded text texted".split()
)
REACH = 80  # characters behind the cue within which the addressee ends
# What ends it: a clause, a time, a place, a mark, a number.
STOP = re.compile(
    r"\s*(?:[,.;:!?“”\"«»„()\n—–]|\b(?:that|to|not|if|whether|how|why|what|when|where|on|in|at|during|after|before|by|"
    r"as|from|about|of their|over|last|this|late|early|yesterday|today|tonight|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|it|he|she|they|we|there)\b)"
)


def find_addressee(text: str, attribution: Attribution) -> Span | None:
    """Find whom the source speaks to, beside a cue that takes an addressee."""
    if attribution.cue is None:
        return None
    start, end = attribution.cue
    if not TELLING.intersection(text[start:end].lower().split()):
        return None
    follows = [a for a, _ in attribution.content if a >= end]
    bound = min([end + REACH, len(text), *follows])
    first = end + len(text[end:bound]) - len(text[end:bound].lstrip(" "))
    stop = STOP.search(text, first, bound)
    last = first + len(text[first : stop.start() if stop else bound].rstrip())
    if last <= first or (attribution.source and first < attribution.source[1] and attribution.source[0] < last):
        return None
    return first, last
