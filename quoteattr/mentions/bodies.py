"""What tells that a name is a body's: everybody knows it, or the words beside it speak of shares and founders.

In: a text, its entities, the place of a name. Out: entities, yes or no. Imports the word lists and reports.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from quoteattr.names.lexicon import COMPANIES, LONGER_BODIES
from quoteattr.reports import Entity

__all__ = ["TEAMS", "is_known_body", "tells_body", "with_known_bodies"]

#: What the names of clubs end in.
TEAMS = frozenset("United Rovers Wanderers Athletic Albion Hotspur Rangers Harlequins FC AFC".split())
_KNOWN = re.compile(r"\b(?:" + "|".join(map(re.escape, LONGER_BODIES)) + r")\b")

_WHAT = "|".join(sorted(map(re.escape, COMPANIES)))
_AFTER = re.compile(
    rf"""(?:['’]s?)?\s(?:shares|stock|shareholders|subsidiary|chief\s(?:executive|financial|operating)|CEO|CFO)\b
    | ,\s(?:an?|the|which\sis\san?)\s(?:[\w’'-]+\s){{0,4}}?(?:{_WHAT})\b
      (?=\s?[,.;:)—–]|\s(?:that|which|based|behind|owned)\b)
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


def is_known_body(name: str) -> bool:
    """Whether a name begins with that of a body which everybody knows.

    >>> is_known_body("General Staff of the Army"), is_known_body("General Brill")
    (True, False)
    """
    return _KNOWN.match(name) is not None


def with_known_bodies(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Put the bodies that everybody knows in the place of what the model makes of their words."""
    known = [Entity(*found.span(), "organization") for found in _KNOWN.finditer(text)]
    ends = [body.end for body in known]

    def meets(entity: Entity) -> bool:
        after = bisect_right(ends, entity.start)
        return after < len(known) and known[after].start < entity.end

    return [*(entity for entity in entities if not meets(entity)), *known]
