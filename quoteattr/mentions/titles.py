"""Where the titles before a name end: "Secretary of State Ann Bo", "Justice Department", "Rower Jo Falk".

In: the words of a run of capitals. Out: the first word of the name itself. Imports names, layout and the word lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.layout import Word
from quoteattr.names.comparing import is_title
from quoteattr.names.lexicon import (
    BODIES_BY_NAME,
    NAME_NOUNS,
    OPENERS,
    PEOPLES,
    PLACES,
    ROLE_NOUNS,
    SURNAMES_TOO,
    TITLES,
)

__all__ = ["after_body", "after_titles"]

# What ministries and departments are for, and so the end of what they are called.
_PORTFOLIOS = frozenset(
    """affairs relations health education agriculture development economy finance trade commerce justice culture labour
    labor interior environment science technology security sports tourism transport transportation planning
    investment industry communications protection safety services innovation research statistics resources
    opposition studies management reform integration veterans staff employment welfare housing works information
    women youth water power mines oil religion pensions food fisheries forestry aviation railways roads equality
    families climate infrastructure immigration heritage history art arts law medicine nature""".split()
)
_BODY_ENDS = NAME_NOUNS | BODIES_BY_NAME | _PORTFOLIOS


def after_titles(words: Sequence[Word], first: int, last: int) -> int | None:
    """Index of the first word after the titles; `None` when there is nothing but a title."""
    if last > first and words[last].lower in NAME_NOUNS and words[last - 1].lower in TITLES:
        return first  # "the Justice Department", "General Motors"
    head = first
    for index in range(first, last + 1):
        lower = words[index].lower
        trade = lower in ROLE_NOUNS - PEOPLES and last - index >= 2 and words[last].lower not in NAME_NOUNS
        if not (is_title(lower) or trade):
            continue
        if index == last:
            return head if lower in SURNAMES_TOO and index > first else None
        if words[index + 1].text in ("of", "for"):
            return _after_office(words, index + 2, last)
        head = index + 2 if words[index + 1].text == "." else index + 1
    office = words[last].lower in ROLE_NOUNS and words[first].lower in NAME_NOUNS | OPENERS  # "Assembly Member"
    return None if head > last or (office and last > first == head) else head


def after_body(words: Sequence[Word], first: int, last: int) -> int | None:
    """Index of the first word of a person's name behind a body's: "National Bank Ann Bo"; `None` where there is none.

    The body ends in a noun for one or in what it is there for ("Foreign Affairs"), or it is an acronym; the name has
    two or three words, or initials and particles besides.
    """
    acronyms = not words[last].text.isupper()
    ends = [
        i
        for i in range(first, last + 1)
        if words[i].lower in _BODY_ENDS or (acronyms and words[i].text.isupper() and len(words[i].text) > 1)
    ]
    begin = ends[-1] + 1 if ends else last + 1
    parts = [word for word in words[begin : last + 1] if word.capital and len(word.text) > 1]
    whole = 2 <= len(parts) <= 3 and words[begin].capital
    return begin if whole and words[last].lower not in PLACES else None


def _after_office(words: Sequence[Word], begin: int, last: int) -> int | None:
    """Secretary of State Ann Bo: what stands behind the body, or of three words the last two."""
    capitals = [i for i in range(begin, last + 1) if words[i].capital]
    body = any(words[i].lower in NAME_NOUNS for i in capitals)
    if len(capitals) < 2 or words[capitals[-1]].lower in _BODY_ENDS:
        return None
    if len(capitals) == 2:
        return None if body or words[capitals[0]].lower in OPENERS else capitals[-1]
    initial = len(capitals) > 3 and len(words[capitals[-2]].text) == 1
    name = after_body(words, begin, last) or (capitals[-3] if initial else capitals[-2])
    return None if words[name - 1].text in ("and", "&") else name  # "Minister of Works and Special Duties"
