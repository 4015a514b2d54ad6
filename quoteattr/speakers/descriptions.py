"""Whom a description takes up: "the minister", "the 26-year-old", "the company", "the two leaders".

In: a noun phrase, the cast of a text with the roles it gives, the turns so far. Out: members of the cast.
Imports antecedents, cast, phrases, mentions, roles, layout, the word lists and records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from quoteattr.layout import read_words
from quoteattr.mentions.finding import NameMention
from quoteattr.mentions.phrases import Phrase
from quoteattr.names.lexicon import (
    ARTICLES,
    COMPANIES,
    COUNTRIES,
    DESCRIPTIONS,
    LEADERS,
    NOUN_GENDER,
    OFFICES,
    ROLE_NOUNS,
)
from quoteattr.names.roles import head_noun, is_role
from quoteattr.records import SpeakerKind
from quoteattr.speakers.antecedents import LOOK_BACK_TURNS, Candidates, Turn
from quoteattr.speakers.cast import Cast, Member

__all__ = ["Descriptions"]

_AGE_AFTER = re.compile(r"[\s,(]{1,3}(?:who is |aged )?(\d{1,3})\b(?!\s*(?:per|%|years of|million|\w+s\b))")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\s+(?:[\w-]+\s+){0,3}$")
_AGE = re.compile(r"^(\d{1,3})-year-old$")
_PAIR = frozenset({"two", "both", "pair", "couple", "duo"})
_FORMER = frozenset({"former", "retired", "ex", "veteran", "late", "outgoing", "embattled"})
_ABBREVIATED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor",
    "dr": "doctor", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant", "cllr": "councillor",
}  # fmt: skip
_HEADS_OF = (("head", "of", "state"), ("head", "of", "government"))
_THINGS = (SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.DOCUMENT)


class Descriptions:
    """What the text has said of its people and bodies, to be found again by a noun."""

    def __init__(self, text: str, names: Sequence[NameMention], cast: Cast, candidates: Candidates) -> None:
        self.text, self.names, self.cast, self.candidates = text, names, cast, candidates
        self.by_noun: defaultdict[str, list[tuple[Member, frozenset[str]]]] = defaultdict(list)
        self.by_age: dict[str, Member] = {}
        for member in cast.members:
            for role in member.roles:
                for noun in _nouns(role):
                    self.by_noun[noun].append((member, _plain_words(role)))
        for name, member in zip(names, cast.of, strict=True):
            self._hear_age(name, member)

    def _hear_age(self, name: NameMention, member: Member) -> None:
        after = _AGE_AFTER.match(self.text, name.end)
        before = _AGE_BEFORE.search(self.text, max(0, name.start - 48), name.start)
        for match in (after, before):
            if match and member.kind is SpeakerKind.PERSON:
                self.by_age.setdefault(match[1], member)

    def people(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> list[Member]:
        """The persons named elsewhere whom a phrase describes; none when it introduces or names itself."""
        if phrase.plural:
            return self._several(phrase, turns, begin)
        age = _AGE.match(_first_word(phrase.text))
        if age:
            known = self.by_age.get(age[1])
            return [known] if known else self._in_mind(phrase, turns, begin)
        if phrase.kind is not SpeakerKind.ANONYMOUS:
            return []
        named = self._by_role(phrase)
        if named is not None:
            return [named]
        if not phrase.definite or phrase.owner or not self._takes_up(phrase):
            return []
        return self._in_mind(phrase, turns, begin)

    def _several(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> list[Member]:
        """The two leaders: the two persons most in mind."""
        found = phrase.text.lower().split()
        if not (_PAIR & set(found[:2])) or len(found) > 3 or not (phrase.definite or found[0] == "both"):
            return []
        noun = phrase.head.rstrip("s")
        if noun not in ROLE_NOUNS | {"men", "women", "side"}:
            return []
        ranked = [m for m in self.candidates.ranked(phrase.start, None, turns, begin) if _may_be(m, noun)][:2]
        return ranked if len(ranked) == 2 else []

    def _by_role(self, phrase: Phrase) -> Member | None:
        """Find the person whose role shares the noun: of several the one described alike, then the nearest."""
        if phrase.owner or any(w in phrase.text for w in ("'s ", "’s ")):
            return None
        found = _plain_words(phrase.text)
        leads = phrase.head in LEADERS or tuple(w.lower() for w in phrase.text.split()[-3:]) in _HEADS_OF
        nouns = LEADERS if leads else {phrase.head}
        wanted = found - LEADERS - {phrase.head, "head", "of", "state", "government"} - ARTICLES
        best, score = None, 0.0
        for noun in sorted(nouns):
            for member, role in self.by_noun.get(noun, ())[:50]:
                value = self._likeness(phrase, wanted, role, member)
                if value > score:
                    best, score = member, value
        return best

    def _likeness(self, phrase: Phrase, wanted: frozenset[str], role: frozenset[str], member: Member) -> float:
        if phrase.gender and member.gender and phrase.gender != member.gender:
            return 0
        countries = set(COUNTRIES.values())
        if wanted & countries and role & countries and not wanted & role & countries:
            return 0
        distance = min(
            (abs(self.names[i].start - phrase.start) for i in self._near(member, phrase.start)), default=1 << 30
        )
        missing = len(wanted - role - _FORMER) + 2 * len({"former"} & (wanted ^ role))
        if not phrase.definite and (
            missing or (member.mentions and self.names[member.mentions[0]].start < phrase.start)
        ):
            return 0
        return 1 + len(wanted & role) - 0.6 * missing - min(0.4, distance / 20_000)

    def _near(self, member: Member, at: int) -> Iterator[int]:
        """The mentions of a member just before and just after a place."""
        spot = bisect_left(member.mentions, bisect_left(self.candidates.starts, at))
        yield from member.mentions[max(0, spot - 1) : spot + 1]

    def _takes_up(self, phrase: Phrase) -> bool:
        """Whether a definite noun without a known role still means somebody named: a trade, not an office."""
        found = phrase.text.lower().split()
        if _FORMER & set(found[:2]) or phrase.head in DESCRIPTIONS or re.search(r"-of-\w+$", phrase.head):
            return True
        if len(found) > 3 or phrase.head in OFFICES or any(w.endswith(("'s", "’s")) for w in found):
            return False
        if phrase.head in COUNTRIES and len(found) == 2:
            return True
        return is_role(phrase.head) and not self._introduced(phrase)

    def _introduced(self, phrase: Phrase) -> bool:
        """Whether the text speaks of "a guide" before "the guide": then it is that one, unnamed."""
        start = max(0, phrase.start - 2000)
        pattern = rf"\b(?:an?|one|another)\s+(?:[\w-]+\s+){{0,3}}{re.escape(phrase.head)}\b(?!,?\s+[A-Z])"
        return re.search(pattern, self.text[start : phrase.start]) is not None

    def _in_mind(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> list[Member]:
        gender = phrase.gender or NOUN_GENDER.get(phrase.head)
        ranked = self.candidates.ranked(phrase.start, gender, turns, begin)
        return [m for m in ranked if _may_be(m, phrase.head)][:1]

    def body(self, phrase: Phrase, turns: Sequence[Turn]) -> Member | None:
        """The institution or document that a definite noun takes up."""
        if phrase.kind not in _THINGS or phrase.owner:
            return None
        for turn in reversed(turns[-LOOK_BACK_TURNS:]):
            for member in turn.members:
                if member.kind in _THINGS and _ends_alike(phrase, member):
                    return member
        before = [self.cast.of[i] for i in self.candidates.before(phrase.start)]
        for member in before:
            if member.kind in _THINGS and _ends_alike(phrase, member):
                return member
        found = self.by_noun.get(phrase.head, ())
        known = [m for m, _ in found[:50] if m.kind in _THINGS]
        if known:
            return known[-1]
        if phrase.kind is SpeakerKind.DOCUMENT or phrase.head not in COMPANIES or len(phrase.text.split()) > 3:
            return None
        return next((m for m in before if m.kind is SpeakerKind.ORGANIZATION), None)


def _may_be(member: Member, noun: str) -> bool:
    """Whether what the text says of a person lets it be called a leader; any other noun may be news."""
    return noun not in LEADERS or not member.roles or any(_nouns(role) & LEADERS for role in member.roles)


def _ends_alike(phrase: Phrase, member: Member) -> bool:
    """Whether a name carries the noun, and all that the phrase says besides ("the interior ministry")."""
    name = _plain_words(member.name)
    return phrase.head in name and _plain_words(phrase.text) - ARTICLES <= name


def _nouns(role: str) -> set[str]:
    """The nouns that carry a role, one on each side of an "and"."""
    heads = (head_noun(read_words(part)) for part in re.split(r"\sand\s|,\s", role))
    return {_ABBREVIATED.get(h, h) for h in heads if h}


def _first_word(phrase: str) -> str:
    found = phrase.lower().split()
    return next((w for w in found if w not in ARTICLES), "")


def _plain_words(phrase: str) -> frozenset[str]:
    """The words of a description, countries and their adjectives made one."""
    found = (w.strip(".,“”\"'’()") for w in phrase.lower().split())
    return frozenset(_ABBREVIATED.get(w, COUNTRIES.get(w, w)) for w in found if w)
