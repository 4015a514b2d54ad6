"""Which role the words beside a name give its bearer.

In: the words of a text, the first or last word of a name. Out: the role as printed, and its noun.
Imports layout and the word lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from quoteattr.layout import Word, adjacent
from quoteattr.names.lexicon import NOT_NAMES, ORGANIZATION_NOUNS, ROLE_NOUNS

__all__ = ["Role", "head_noun", "is_role", "office_before", "role_after", "role_before"]

# A role is looked for among so many words before a name, and so many after it.
_WORDS_BEFORE = 12
_WORDS_AFTER = 16
# An office may stand so many words before the name of the body that it is in.
_WORDS_TO_OFFICE = 7
_TRADE = re.compile(
    r"(?:ologist|ographer|ician|ist|eer|iatrician|woman|man|person|-in-law|keeper|maker|holder|worker|er|or|ian|ant|"
    r"-of-(?:one|two|three|four|five|six))$"
)
_STRONG_TRADE = re.compile(
    r"(?:ologist|ographer|ician|iatrician|woman|keeper|-in-law|-of-(?:one|two|three|four|five))$"
)
_DETERMINERS = frozenset("the a an its his her their my our one another".split())
_ADJECTIVES = frozenset("former senior junior chief acting new late outgoing incoming ex local first".split())
_PREPOSITIONS = frozenset("of for at in from with on to and".split())
_VERBS = frozenset("said says told added asked called named met quoted is was were are by as that after over".split())
_FINITE = frozenset("is are was were has had will would can could".split())
_ENDS_NOUN = _PREPOSITIONS | {"who", "whose", "which", "that", ","}
_STOP = NOT_NAMES - _ADJECTIVES


class Role(NamedTuple):
    """A role as printed ("fire chief"), and the noun that carries it ("chief")."""

    text: str
    noun: str


def is_role(noun: str) -> bool:
    """Whether a noun names a person by office or trade.

    >>> is_role("volcanologist"), is_role("river")
    (True, False)
    """
    trade = noun.rsplit("-", 1)[-1] in ROLE_NOUNS and not noun.endswith("-man")  # "ten-man" is no man
    return noun in ROLE_NOUNS or trade or _STRONG_TRADE.search(noun) is not None


def head_noun(words: Sequence[Word]) -> str:
    """The noun that carries a role: the last word before a preposition, a comma or a clause."""
    head = ""
    for word in words:
        if head and word.lower in _ENDS_NOUN:
            break
        head = word.lower
    return head


def role_before(
    text: str, words: Sequence[Word], first: int, last: int, starts: AbstractSet[int] = frozenset()
) -> Role | None:
    """Read the role before a name: "fire chief Ann Bo", "the union's leader, Ann Bo", "HOST (Ann Bo)".

    ``starts`` are places that no role reaches beyond: where sentences begin, and sources ("declared | fire chief").
    """
    if first == 0:
        return None
    if words[first - 1].text == ",":
        return _apposed_before(text, words, first - 1, last)
    if words[first - 1].text == "(" and first > 1 and is_role(words[first - 2].lower):
        return _stretch(text, words, first - 2, first - 1, words[first - 2].lower)
    return _attached_before(text, words, first, starts) if adjacent(words, first - 1, text) else None


def _stretch(text: str, words: Sequence[Word], begin: int, end: int, noun: str) -> Role:
    return Role(text[words[begin].start : words[end - 1].end], noun)


def _attached_before(text: str, words: Sequence[Word], first: int, starts: AbstractSet[int]) -> Role | None:
    """Read "fire chief" or "secretary of state" right before a name."""
    before = words[first - 1]
    at = first - 1
    bare = before.text.islower() and before.lower not in _DETERMINERS
    if bare and first > 2 and words[first - 2].lower == "of" and words[first - 3].lower in ROLE_NOUNS:
        at = first - 3
    noun = words[at].lower
    fits = is_role(noun) or noun in ORGANIZATION_NOUNS or (_TRADE.search(noun) and before.text.islower())
    hour = noun in ("pm", "cm") and before.text.islower()  # "at 5 pm"
    if not fits or hour or noun in _VERBS | _STOP or not before.text[0].isalpha():
        return None
    begin = _qualified(text, words, at, starts)
    if begin > 1 and words[begin - 1].lower == "the" and words[begin - 2].lower in ("of", "in", "at", "for"):
        return None  # "the director of the plant Ann Bo": the plant is not what Ann Bo is
    return _stretch(text, words, begin, first, noun)


def office_before(
    text: str, words: Sequence[Word], body: int, name: int, starts: AbstractSet[int] = frozenset()
) -> Role | None:
    """Read the office that a body goes on, up to a name: "head of the Fifth Board" before "Fifth Board Ann Bo"."""
    joint = False
    for index in range(body - 1, max(-1, body - 1 - _WORDS_TO_OFFICE), -1):
        word = words[index]
        if not adjacent(words, index, text) or not word.text[0].isalpha():
            return None
        if joint and is_role(word.lower):
            return _stretch(text, words, _qualified(text, words, index, starts), name, word.lower)
        joint = word.lower in _PREPOSITIONS - {"and"}
        if not (joint or word.lower == "the" or word.capital or word.lower not in _STOP | _VERBS):
            return None
    return None


def _qualified(text: str, words: Sequence[Word], noun: int, starts: AbstractSet[int]) -> int:
    """Index of the first word that belongs to the role which a noun carries."""
    begin, stop = noun, max(0, noun - _WORDS_BEFORE)
    while begin > stop and words[begin].start not in starts and _qualifies(text, words, begin - 1):
        begin -= 1
    return begin


def _qualifies(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a word belongs to the role that the next word is in."""
    word = words[index]
    if word.lower in _STOP | _VERBS or not word.text[0].isalnum():
        return False
    return adjacent(words, index, text) or (word.possessive and word.capital)


def _apposed_before(text: str, words: Sequence[Word], comma: int, last: int) -> Role | None:
    """Read "the president of the union," before a name: from the nearest determiner whose noun is a role."""
    for index in range(comma - 1, max(-1, comma - _WORDS_BEFORE), -1):
        word = words[index]
        broken = "\n" in text[word.end : words[index + 1].start]
        if broken or word.lower in _VERBS or not (word.text[0].isalnum() or word.text in '“”"&'):
            return None
        if not (word.lower in _DETERMINERS or word.possessive) or words[max(0, index - 1)].lower == "of":
            continue
        if not (_opens(text, words, index) or last + 1 == len(words) or words[last + 1].text in ',.;:)(”"'):
            return None  # "asked by a reporter, Bo said": no apposition
        inside = words[index + 1 : comma]
        noun = head_noun(inside)
        if inside and (is_role(noun) or noun in ORGANIZATION_NOUNS) and not inside[0].possessive:
            return _stretch(text, words, index + 1, comma, noun)
    return None


def _opens(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a word begins a sentence or a quotation has just ended."""
    if index == 0:
        return True
    before = words[index - 1]
    return before.text in '.!?”"' or "\n" in text[before.end : words[index].start]


def role_after(text: str, words: Sequence[Word], last: int) -> Role | None:
    """Read an apposition after a name: ", 47, a nurse who has …" gives "nurse"."""
    at = last + 1
    if at >= len(words) or words[at].text != ",":
        return None
    at += 1
    if at + 1 < len(words) and words[at].text.isdigit() and words[at + 1].text == ",":
        at += 2
    if at < len(words) and words[at].lower in ("a", "an", "the", "its", "his", "her", "their", "one"):
        at += 1
    stop = at
    while stop < min(len(words), at + _WORDS_AFTER) and not _ends_role(words[stop]):
        stop += 1
    inside = words[at:stop]
    # No apposition: "In a post on Echo, the founder said", "According to the port, a guest was late".
    told = words[at - 1].lower == "the" and stop < len(words) and words[stop].lower in ("said", "says", "told")
    if told or any(w.lower in _FINITE for w in inside):
        return None
    noun = head_noun(inside)
    determined = words[at - 1].text != ","
    if not inside or inside[0].lower in _STOP | _VERBS or not (is_role(noun) or (determined and _TRADE.search(noun))):
        return None
    if not determined and _determined(inside, noun):
        return None
    if not determined and inside[0].capital and (len(inside) < 2 or (noun == inside[-1].lower and inside[-1].capital)):
        return None
    return Role(text[inside[0].start : inside[-1].end], noun)


def _determined(words: Sequence[Word], noun: str) -> bool:
    """Whether a determiner stands before the noun, so that what follows the comma is no bare role."""
    at = next((i for i, w in enumerate(words) if w.lower == noun), len(words))
    return any(w.lower in _DETERMINERS for w in words[:at])


def _ends_role(word: Word) -> bool:
    if not word.text[0].isalnum() and word.text not in '“”"&':
        return True
    return word.lower in ("who", "which", "whose", "that", "said", "says", "told")
