"""Whether the words around a name tell that a body bears it: its shares, its founder, what it is called beside it.

In: a text and the place of a name. Out: yes or no. Imports the word lists.
"""

from __future__ import annotations

import re

from quoteattr.names.lexicon import COMPANIES

__all__ = ["tells_body"]

_WHAT = "|".join(sorted(map(re.escape, COMPANIES)))
_AFTER = re.compile(
    rf"""(?:['’]s?)?\s(?:shares|stock|shareholders|subsidiary|chief\s(?:executive|financial|operating)|CEO|CFO|co-founder)\b
    | ,\s(?:an?|the|which\sis\san?)\s(?:[\w’'-]+\s){{0,4}}?(?:{_WHAT})\b(?=\s?[,.;:)—–]|\s(?:that|which|based|behind|owned)\b)
    | \s(?:said|says|announced|confirmed|reported)\s(?:\w+\s){{0,3}}?its\b""",
    re.VERBOSE,
)
_BEFORE = re.compile(r"\b(?:(?:shares|stock|stake)\s(?:in|of)|(?:shareholders|customers|employees)\s(?:of|at))\s$")
_REACH = 80  # characters around a name


def tells_body(text: str, start: int, end: int) -> bool:
    """Whether a name is a body's by what stands beside it.

    >>> tells_body("Zaria, the chipmaker, fell.", 0, 5), tells_body("Zaria, the sculptor, fell.", 0, 5)
    (True, False)
    """
    after, before = text[end : end + _REACH], text[max(0, start - _REACH) : start]
    return _AFTER.match(after) is not None or _BEFORE.search(before) is not None
