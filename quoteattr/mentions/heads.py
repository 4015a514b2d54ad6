"""What carries a noun phrase: its noun, or the name that it is about.

In: the words of a phrase, the names within. Out: the noun, the name, what sort of thing they stand for.
Imports mentions, roles, layout, the word lists and records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quoteattr.layout import Word
from quoteattr.mentions.finding import NameMention
from quoteattr.names.lexicon import (
    ANONYMOUS_NOUNS,
    ARTICLES,
    BODIES,
    DEMONYMS,
    DOCUMENT_NOUNS,
    GROUP_NOUNS,
    NOUN_GENDER,
    ORGANIZATION_NOUNS,
    RELATIVES,
    STATEMENTS,
)
from quoteattr.names.roles import is_role
from quoteattr.records import SpeakerKind

__all__ = ["BOUNDARY", "head_name", "head_word", "inside", "is_plural", "issuer", "noun_kind"]

# Words and marks after which a phrase only tells more of what its noun has named.
BOUNDARY = frozenset(
    """of in at from for with to on by about near among within outside inside who that which whose whom where familiar
    close including like such out against behind working aboard across over under after before during around as
    this last next due today yesterday there here monday tuesday wednesday thursday friday saturday sunday wishing
    speaking monitoring standing representing living using asking calling seeking fighting protesting
    , ( — – - : ; “""".split()
)
_PARTICIPLES = frozenset(
    """published released sent posted made issued read circulated taped signed seen taken carried conducted pinned
    written surveyed polled interviewed briefed fed based found left given obtained led paid involved""".split()
)
# Leagues of states are none of their own agencies: "the UN refugee agency".
_LEAGUES = frozenset({"UN", "U.N", "EU", "AU", "United Nations", "European Union", "African Union"})
_FEW = frozenset("one two three four five six".split())
_DETERMINERS = ARTICLES | frozenset("another its his her their my our".split())
_PLURAL = re.compile(r"(?:[^su'’i]s|us?es|ies|men|people|women|children)$")


def is_plural(noun: str) -> bool:
    """Whether a noun stands for several.

    >>> is_plural("voters"), is_plural("police"), is_plural("boss")
    (True, True, False)
    """
    return noun in GROUP_NOUNS or _PLURAL.search(noun) is not None


def head_word(part: Sequence[Word], names: Sequence[NameMention] = ()) -> Word:
    """The noun that carries a phrase: the last word before a preposition, a comma or a clause."""
    head = part[0]
    for word in part[1:]:
        told = word.lower in BOUNDARY | _PARTICIPLES or (word.lower.endswith("ed") and _is_noun(head.lower))
        if told and not inside(word, names):
            break
        head = head if word.text.isdigit() and head.text.isalpha() else word  # "Article 5"
    return head


def _is_noun(word: str) -> bool:
    return word in DOCUMENT_NOUNS | ORGANIZATION_NOUNS or is_role(word) or is_plural(word)


def inside(word: Word, names: Sequence[NameMention]) -> bool:
    """Whether a word is part of a name ("of" in "Ministry of Finance")."""
    return any(n.start <= word.start < n.end for n in names)


def head_name(part: Sequence[Word], names: Sequence[NameMention]) -> NameMention | None:
    """Find the name that a phrase is about: not a modifier, not within a prepositional phrase."""
    starts = {w.start: i for i, w in enumerate(part)}
    ends = {w.end: i for i, w in enumerate(part)}
    for name in names:
        first, last = starts.get(name.start), ends.get(name.end)
        if first is None or last is None:
            continue
        before, after = part[:first], part[last + 1 :]
        told = bool(after) and _says_what(name, after)
        owned = before and before[-1].possessive and name.kind is SpeakerKind.ORGANIZATION and first == last
        if (owned and not told) or (after and (name.possessive or not (told or _closes(after)))):
            continue
        if name.kind is SpeakerKind.ORGANIZATION and _behind_its_office(part, names, name):
            continue
        if _unbound(before[1:], names) or _apposed(before) or (not after and _ends(part, before, name)):
            return name
    return None


def _behind_its_office(part: Sequence[Word], names: Sequence[NameMention], body: NameMention) -> bool:
    """Whether a person comes behind the body: "the director, National Roads Agency, Dr Ann Bo"."""
    opens = {after.start for mark, after in pairwise(part) if mark.text == ","}
    persons = (n for n in names if n.kind is SpeakerKind.PERSON and n.start > body.end and n.start in opens)
    return is_role(head_word(part).lower) and any(persons)


def _unbound(words: Sequence[Word], names: Sequence[NameMention] = ()) -> bool:
    """Whether no preposition stands among some words."""
    return all(w.lower not in BOUNDARY or inside(w, names) for w in words)


def _closes(after: Sequence[Word]) -> bool:
    """Whether what follows a name leaves it the head: nothing but a mark, a handle, a phrase that tells more."""
    if after[0].text == ".":
        return len(after) == 1
    modifies = len(after) > 1 and after[1].text.islower() and is_role(after[1].lower)  # "the “Night Tide” singer"
    return after[0].lower in BOUNDARY | _PARTICIPLES or (after[0].text[0] in "”\"’'»)@" and not modifies)


def _says_what(name: NameMention, after: Sequence[Word]) -> bool:
    """Whether a name is followed by what it is: "the Gannett newspaper chain", "the Dawn bloc"."""
    noun = head_word(after)
    plain = all(w.text.islower() and not w.possessive for w in after[: after.index(noun) + 1])
    body = name.kind is SpeakerKind.ORGANIZATION and name.name not in _LEAGUES
    return body and plain and noun.lower in BODIES


def _apposed(before: Sequence[Word]) -> bool:
    """Whether a name stands beside a role or a body: "the union's leader, Ann Bo", "PRESENTER (Ann Bo)"."""
    if len(before) == 2 and before[1].text == "(":
        return True
    commas = [i for i, w in enumerate(before) if w.text == ","]
    if not commas or not commas[-1] or not _unbound(before[commas[-1] + 1 :]):
        return False
    if len(commas) > 1 and any(w.lower in RELATIVES for w in before):
        return False
    opening = before[: commas[-1]]
    noun = head_word(opening).lower
    if noun == "one" or any(w.possessive for w in opening) or opening[0].lower in _DETERMINERS:
        return True
    return not is_plural(noun) and (is_role(noun) or noun in ORGANIZATION_NOUNS)


def _ends(part: Sequence[Word], before: Sequence[Word], name: NameMention) -> bool:
    """Whether a full name ends a phrase whose noun it belongs to: "the director of the plant Ann Bo"."""
    if name.kind is not SpeakerKind.PERSON or " " not in name.name:
        return False
    if before[-1].lower in BOUNDARY or is_role(before[-1].lower):
        return False
    noun = head_word(part).lower
    return is_role(noun) or not (noun in DOCUMENT_NOUNS | ORGANIZATION_NOUNS or is_plural(noun))


def noun_kind(part: Sequence[Word], head: Word) -> SpeakerKind:
    """What sort of speaker a phrase without a name stands for."""
    noun = head.lower
    singular = noun.rstrip("s")
    from_there = noun in DEMONYMS and part[0].lower in ("the", "a", "an", "another")
    tests = (
        (SpeakerKind.UNKNOWN, noun == "you"),
        (SpeakerKind.ANONYMOUS, from_there),
        (SpeakerKind.ANONYMOUS, noun in ANONYMOUS_NOUNS or part[0].lower in _FEW),
        (SpeakerKind.DOCUMENT, noun in DOCUMENT_NOUNS or singular in DOCUMENT_NOUNS),
        (SpeakerKind.ORGANIZATION, noun in ORGANIZATION_NOUNS),
        (SpeakerKind.ANONYMOUS, is_role(noun) or noun in NOUN_GENDER),
        (SpeakerKind.GROUP, is_plural(noun) or part[0].text[0].isdigit()),
        (SpeakerKind.ORGANIZATION, head.capital and all(w is head or w.text.isdigit() for w in part)),
    )
    return next((kind for kind, holds in tests if holds), SpeakerKind.ANONYMOUS)


def issuer(part: Sequence[Word], head: Word, names: Sequence[NameMention]) -> Sequence[Word]:
    """Whose statement it is: "a Kremlin statement", "the union's reply", "a statement by Acme" speak for another."""
    at = part.index(head)
    numbered = at + 1 < len(part) and part[at + 1].text.isdigit()  # "Article 5 of the treaty"
    if head.lower not in STATEMENTS or numbered:
        return ()
    if at and part[at - 1].possessive:
        return part[:at]
    for name in names:
        if at and name.end == part[at - 1].end:
            return [w for w in part[:at] if w.start >= name.start]
    joint = next((i for i in range(at + 1, len(part)) if part[i].lower in ("by", "from", "of", "in")), len(part))
    return part[joint + 1 :]
