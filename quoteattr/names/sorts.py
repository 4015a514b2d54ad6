"""What sorts of bodies there are: "the paper" can be the Amsel Post, "the club" Kelder Rovers.

In: a noun, the words of a name. Out: the sorts that each speaks of. Imports nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["sorts_of_name", "sorts_of_noun"]

# Of each sort, the nouns that a text uses for one, and the words that show in its name that it is one.
_SORTS = {
    "press": (
        "paper newspaper daily weekly tabloid broadsheet magazine outlet publication journal title",
        """times post news herald guardian tribune gazette courier telegraph observer chronicle journal mail star sun
        mirror express daily weekly standard echo argus examiner inquirer press review dispatch independent today
        newspaper magazine spiegel zeit monde figaro país pais mundo repubblica stampa corriere bild izvestia
        kommersant haaretz politico""",
    ),
    "air": (
        "channel station broadcaster network outlet",
        """radio tv television channel broadcasting news network bbc cnn fox nbc abc cbs msnbc rt itv sky jazeera
        arabiya""",
    ),
    "wire": ("agency outlet", "reuters xinhua tass interfax ukrinform afp dpa efe ansa kyodo yonhap anadolu agency"),
    "school": (
        "university college school institute institution academy",
        "university college school institute academy",
    ),
    "hospital": ("hospital clinic", "hospital clinic infirmary general medical"),
    "club": (
        "club team side franchise",
        """united rovers wanderers athletic albion hotspur rangers harlequins fc afc city town county real sporting
        deportivo inter olympic racing club""",
    ),
    "office": (
        "agency bureau office service department regulator watchdog",
        "agency bureau office service administration authority commission department investigations inspectorate",
    ),
    "ministry": ("ministry department", "ministry department"),
    "force": ("force police", "police constabulary"),
    "military": ("military army navy", "army navy forces staff command military guard"),
    "court": ("court tribunal bench", "court tribunal"),
    "bank": ("bank lender", "bank"),
    "union": ("union federation", "union federation workers brotherhood"),
    "party": ("party", "party labour labor greens alliance front tories democrats republicans conservatives"),
    "panel": ("committee commission panel board council", "committee commission panel board council"),
}


def _by_word(column: int) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sort, row in _SORTS.items():
        for word in row[column].split():
            found[word].add(sort)
    return {word: frozenset(sorts) for word, sorts in found.items()}


_OF_NOUNS, _OF_NAMES = _by_word(0), _by_word(1)


def sorts_of_noun(noun: str) -> frozenset[str]:
    """Give the sorts of bodies that a noun can stand for.

    >>> sorted(sorts_of_noun("outlet"))
    ['air', 'press', 'wire']
    """
    return _OF_NOUNS.get(noun, frozenset())


def sorts_of_name(words: Iterable[str]) -> frozenset[str]:
    """Give the sorts that the words of a name, in small letters, tell of its bearer.

    >>> sorts_of_name(["amsel", "post"])
    frozenset({'press'})
    """
    return frozenset[str]().union(*(_OF_NAMES.get(word, ()) for word in words))
