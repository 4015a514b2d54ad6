"""When two names name the same speaker: the scorer's own rule, independent of how the library resolves names.

In: two names. Out: whether they are the same. Imports nothing of the package.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["same_name"]

_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")

_ARTICLES = frozenset({"the", "a", "an"})

#: Words that may stand before a name without being part of it.
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness",
    "baron", "fr", "father", "rev", "reverend", "sister", "rabbi", "imam", "sheikh", "king", "queen",
    "prince", "princess", "pope", "president", "vice", "premier", "chancellor", "prime", "minister",
    "foreign", "senator", "sen", "sens", "representative", "rep", "reps", "congressman", "congresswoman",
    "governor", "gov", "mayor", "secretary", "ambassador", "judge", "justice", "attorney", "general", "gen",
    "colonel", "col", "captain", "capt", "major", "maj", "lieutenant", "lt", "sergeant", "sgt", "admiral",
    "adm", "commissioner", "chief", "former", "then", "senior",
})  # fmt: skip

#: Words that may stand after a name and tell a son from his father.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

#: Short forms that are not the beginning of the full form.
_SHORT_FORMS = {
    "andy": "andrew", "betty": "elizabeth", "bill": "william", "billy": "william", "bob": "robert",
    "bobby": "robert", "dick": "richard", "hank": "henry", "jack": "john", "jim": "james", "jimmy": "james",
    "joe": "joseph", "kate": "katherine", "larry": "lawrence", "liz": "elizabeth", "mike": "michael",
    "ned": "edward", "peggy": "margaret", "rick": "richard", "rob": "robert", "ted": "edward", "tom": "thomas",
    "tony": "anthony",
}  # fmt: skip


def same_name(left: str, right: str) -> bool:
    """Tell whether two names are the same: equal words without titles, or one last word and compatible first names.

    First names are compatible when those of the shorter name occur in the longer one in order, in full, by an initial
    or by a short form. A bare last name has none, so it is the same only as itself.

    >>> same_name("Dr. Ana M. Silva", "Ana Silva"), same_name("Silva", "Ana Silva")
    (True, False)
    """
    one, other = _words(left), _words(right)
    if one == other:
        return bool(one)
    (*given, last), (*others, final) = _split(one), _split(other)
    return bool(given and others) and last == final and _compatible(given, others)


@cache
def _words(name: str) -> tuple[str, ...]:
    """Give the words of a name in lower case, without accents, the dots of "U.S." and the titles before it."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = _DOTTED.sub(lambda found: found.group().replace(".", ""), folded)
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    words = words[1:] if words[1:] and words[0] in _ARTICLES else words
    start = next((i for i, word in enumerate(words) if word not in _TITLES), 0)
    return tuple(words[start:])


def _split(words: tuple[str, ...]) -> list[str]:
    """Join a suffix to the last name, so that it must be equal too."""
    *given, last = words or ("",)
    if given[1:] and last in _SUFFIXES:
        return [*given[:-1], f"{given[-1]} {last}"]
    return [*given, last]


def _compatible(given: list[str], others: list[str]) -> bool:
    shorter, longer = sorted((given, others), key=len)
    rest = iter(longer)
    return all(any(_same_first(word, candidate) for candidate in rest) for word in shorter)


def _same_first(left: str, right: str) -> bool:
    """Compare two first names: equal, one the beginning of the other ("J", "Chris"), or its short form ("Bob")."""
    full, other = _SHORT_FORMS.get(left, left), _SHORT_FORMS.get(right, right)
    return full == other or left.startswith(right) or right.startswith(left)
