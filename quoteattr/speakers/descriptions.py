"""Whom a description takes up: "the minister", "the 26-year-old", "the company", "the two leaders".

In: a noun phrase, the cast of a text with the roles it gives, the turns so far. Out: members of the cast.
Imports antecedents, cast, phrases, mentions, roles, sorts, layout, the word lists and records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quoteattr.layout import read_words
from quoteattr.mentions.finding import NameMention
from quoteattr.mentions.heads import head_word
from quoteattr.mentions.phrases import Phrase
from quoteattr.names.known import known_role
from quoteattr.names.lexicon import (
    ANONYMOUS_NOUNS,
    ARTICLES,
    COMPANIES,
    COUNTRIES,
    DESCRIPTIONS,
    LEADERS,
    NOUN_GENDER,
    OFFICES,
    OFFICES_IN_LETTERS,
    PARTIES,
    ROLE_NOUNS,
    STATES,
)
from quoteattr.names.roles import head_noun, is_role
from quoteattr.names.sorts import sorts_of_name, sorts_of_noun
from quoteattr.records import SpeakerKind
from quoteattr.speakers.antecedents import Candidates, Traits, Turn
from quoteattr.speakers.cast import Cast, Member
from quoteattr.speakers.ranking import Ranker
from quoteattr.speakers.things import BODIES, Things

__all__ = ["Descriptions"]

_AGE_AFTER = re.compile(r"[\s,(]{1,3}(?:who is |aged )?(\d{1,3})\b(?!\s*(?:per|%|years of|million|\w+s\b))")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\s+(?:[\w-]+\s+){0,3}$")
_AGE = re.compile(r"^(\d{1,3})-year-old$")
_SEAT = re.compile(r",? \(?([RDI])-([A-Z][A-Za-z.]*(?: [A-Z]\w+)?)")
_SENTENCE_REACH = 1000  # characters before and after a name in which its sentence is looked through
_PAIR = frozenset({"two", "both", "pair", "couple", "duo"})
_RIVALS = frozenset({"candidate", "nominee", "contender", "rival", "finalist"})
_FORMER = frozenset({"former", "retired", "ex", "veteran", "late", "outgoing", "embattled"})
_ABBREVIATED = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "gen": "general", "prof": "professor",
    "dr": "doctor", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant", "cllr": "councillor",
}  # fmt: skip
# The seats of power by which the press calls countries and those who lead them.
_SEATS = {"white house": "us", "kremlin": "russian", "elysée": "french", "elysee": "french", "downing street": "uk"}
_OF_LEADERS = frozenset({"of", "state", "government"})
_LANDS = frozenset(COUNTRIES.values())


class _Told(NamedTuple):
    """What a text, and for public figures everybody, tells of a member.

    ``roles`` are the words of each role, ``nouns`` the nouns that carry one, ``own`` those that the text gives itself.
    """

    roles: list[frozenset[str]]
    nouns: frozenset[str]
    own: frozenset[str]

    @classmethod
    def of(cls, member: Member, seat: frozenset[str]) -> _Told:
        roles = [_spelled_out(role) for role in member.roles]
        own = frozenset(noun for role in roles for noun in _nouns(role))
        office = frozenset(known_role(member.name).split())
        found = [*map(_plain_words, roles), *filter(None, (office, seat))]
        return cls(found, own | office | seat & frozenset(PARTIES.values()), own)


class Descriptions:
    """What the text has said of its people and bodies, to be found again by a noun."""

    def __init__(
        self, text: str, names: Sequence[NameMention], cast: Cast, candidates: Candidates, things: Things, rank: Ranker
    ) -> None:
        self.text, self.names, self.rank = text, names, rank
        self.candidates, self.things = candidates, things
        self.told: dict[Member, _Told] = {}
        self.ages: dict[Member, str] = {}
        self.seats: dict[Member, frozenset[str]] = {}
        for name, member in zip(names, cast.of, strict=True):
            if member.kind is SpeakerKind.PERSON:
                self._hear_age(name, member)
                self._hear_seat(name, member)

    def _hear_age(self, name: NameMention, member: Member) -> None:
        after = _AGE_AFTER.match(self.text, name.end)
        before = _AGE_BEFORE.search(self.text, max(0, name.start - 48), name.start)
        for match in (after, before):
            if match:
                self.ages.setdefault(member, match[1])

    def _hear_seat(self, name: NameMention, member: Member) -> None:
        """Note the party and the state that stand behind a name: "Ann Bo (R-Ohio)"."""
        seat = _SEAT.match(self.text, name.end, name.end + 40)
        if seat:
            short = seat[2].rstrip(".").lower()
            state = STATES.get(short, short).replace("-", " ")
            self.seats.setdefault(member, _plain_words(f"{PARTIES[seat[1]]} {state}"))

    def people(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> list[Member]:
        """The persons named elsewhere whom a phrase describes; none when it introduces or names itself."""
        if phrase.plural:
            return self._several(phrase, turns, begin)
        if phrase.kind is not SpeakerKind.ANONYMOUS and not _AGE.match(_first_word(phrase.text)):
            return []
        best = self.rank("noun", self.described(phrase, turns, begin))[0][0]
        return [best] if best else []

    def described(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> dict[Member | None, Traits]:
        """Describe everyone whom a noun can stand for, and, under `None`, that it names nobody else."""
        gender = phrase.gender or NOUN_GENDER.get(phrase.head)
        article = _article(phrase)
        persons = self._of_age(phrase, self.candidates.persons(phrase.start, gender, turns, begin))
        wanted = _plain_words(_in_countries(_spelled_out(phrase.text))) - ARTICLES - _OF_LEADERS - {phrase.head}
        fitted = {m: t | self._fit(phrase, wanted, m, article) | self._headed(phrase, m) for m, t in persons.items()}
        leaders = {m: traits for m, traits in fitted.items() if traits["leads"] and not traits["other country"]}
        found: dict[Member | None, Traits] = {None: self._alone(phrase, article) | {f"self: {phrase.head}": 1.0}}
        found.update((leaders or fitted).items())  # whoever leads no country is not "the American leader"
        return found

    def _of_age(self, phrase: Phrase, persons: dict[Member, Traits]) -> dict[Member, Traits]:
        """Whoever can be "the 26-year-old": those of that age, or else those whose age the text does not tell."""
        age = _AGE.match(_first_word(phrase.text))
        if age is None:
            return persons
        known = {member for member in persons if self.ages.get(member) == age[1]}
        untold = {m for m, traits in persons.items() if m not in self.ages and not ("coming" in traits and m.roles)}
        return {m: traits | {"any age": 1.0} for m, traits in persons.items() if m in (known or untold)}

    def _fit(self, phrase: Phrase, wanted: frozenset[str], member: Member, article: str) -> Traits:
        """How well a phrase describes a member: by noun, by its other ``wanted`` words, by what is beside the name."""
        roles, nouns, _ = self._told_of(member)
        best = max((len(wanted & role) for role in roles), default=0)
        of_land, leader = _leads(phrase), bool(nouns & LEADERS)
        head = phrase.head in nouns or (leader and (phrase.head == "leader" or of_land))
        own = frozenset[str]().union(*roles)
        traits = {
            f"any {article}": 1.0,
            "head": float(head),
            "matched": float(best),
            "missing": float(len(wanted - own - _FORMER)),
            "former": float(bool({"former"} & (wanted ^ own)) and bool(roles)),
            "leads": float(leader and (phrase.head in LEADERS or of_land)),
            "other country": float(bool(wanted & _LANDS and own & _LANDS and not wanted & own & _LANDS)),
            "other role": float(bool(nouns) and not head),
            "beside": float(self._beside(phrase.head, member)),
        }
        keys = ("head", "matched", "beside")
        return traits | {f"{key} {article}": traits[key] for key in keys if traits[key]}

    def _headed(self, phrase: Phrase, member: Member) -> Traits:
        """How much somebody speaks in a text whose headline has but a noun: "Owner: I saw the lynx"."""
        if _article(phrase) != "bare" or not self.candidates.layout.headed(phrase.start):
            return {}
        voice = self.candidates.voice(member)
        return {"top": 1.0, "top voice": voice["voice"], "top loudest": voice["loudest"]}

    def _told_of(self, member: Member) -> _Told:
        """What is told of a member; read once, for every phrase asks for it."""
        if member not in self.told:
            self.told[member] = _Told.of(member, self.seats.get(member, frozenset()))
        return self.told[member]

    def _beside(self, noun: str, member: Member) -> bool:
        """Whether the noun stands in the sentence that first names a member."""
        if not member.mentions:
            return bool(member.roles) and noun in member.roles[0].lower().split()
        layout, at = self.candidates.layout, self.names[member.mentions[0]].start
        number = layout.sentence(at)
        begin = max(layout.sentences[number], at - _SENTENCE_REACH)
        end = layout.sentences[number + 1] if number + 1 < len(layout.sentences) else len(self.text)
        sentence = self.text[begin : min(end, at + _SENTENCE_REACH)].lower()
        return re.search(rf"\b{re.escape(noun)}\b", sentence) is not None

    def _alone(self, phrase: Phrase, article: str) -> Traits:
        """What speaks for a phrase naming nobody but itself."""
        found = phrase.text.lower().split()
        return {
            f"self {article}": 1.0,
            "self office": float(phrase.head in OFFICES),
            "self description": float(phrase.head in DESCRIPTIONS),
            "self role": float(is_role(phrase.head)),
            "self former": float(bool(_FORMER & set(found[:2]))),
            "self introduced": float(self._introduced(phrase)),
            "self words": float(min(6, len(found))),
            "self owned": float(any(w.endswith(("'s", "’s")) for w in found)),
            "self anonymous": float(phrase.head in ANONYMOUS_NOUNS),
            "self top": float(self.candidates.layout.paragraph(phrase.start) < 2),
        }

    def _several(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> list[Member]:
        """The two leaders: the two persons most in mind."""
        found = phrase.text.lower().split()
        if not (_PAIR & set(found[:2])) or len(found) > 3 or not (phrase.definite or found[0] == "both"):
            return []
        noun = phrase.head.rstrip("s")
        if noun not in ROLE_NOUNS | {"men", "women", "side"}:
            return []
        order = self.rank("he", self.candidates.persons(phrase.start, None, turns, begin))
        ranked = [m for m, _ in order if noun not in LEADERS or not m.roles or self._told_of(m).own & LEADERS]
        if noun in _RIVALS:  # the text is about them
            ranked.sort(key=lambda m: (noun not in self._told_of(m).nouns, -len(m.mentions)))
        return ranked[:2] if len(ranked) > 1 else []

    def _introduced(self, phrase: Phrase) -> bool:
        """Whether the text speaks of "a guide" before "the guide": then it is that one, unnamed."""
        start = max(0, phrase.start - 2000)
        pattern = rf"\b(?:an?|one|another)\s+(?:[\w-]+\s+){{0,3}}{re.escape(phrase.head)}\b(?!,?\s+[A-Z])"
        return re.search(pattern, self.text[start : phrase.start]) is not None

    def body(self, phrase: Phrase, turns: Sequence[Turn], begin: int) -> Member | None:
        """The institution or document that a definite noun takes up."""
        if phrase.kind not in BODIES or phrase.owner:
            return None
        article = _article(phrase)
        found: dict[Member | None, Traits] = {None: self._alone(phrase, article) | {f"self {phrase.kind}": 1.0}}
        for member, traits in self.things.bodies(phrase.start, begin, turns, plural=False).items():
            inside = any(phrase.start <= self.names[i].start < phrase.end for i in member.mentions)
            if phrase.kind is SpeakerKind.DOCUMENT and "coming" in traits and not inside:
                continue  # "the study, published in the Peer Review, found"
            found[member] = traits | self._suits(phrase, member, article)
        return self.rank("body", found)[0][0]

    def _suits(self, phrase: Phrase, member: Member, article: str) -> Traits:
        """How well a noun suits a body: it is part of its name, or what the text says of it, or of its kind."""
        name = _plain_words(_called(member))
        meant, shown = sorts_of_noun(phrase.head), sorts_of_name(name)
        traits = {
            f"any {article}": 1.0,
            "in name": float(phrase.head in name),
            "all in name": float(_ends_alike(phrase, name)),
            "told": float(phrase.head in self._told_of(member).own),
            "same kind": float(member.kind is phrase.kind),
            "same sort": float(bool(meant & shown)),
            "other sort": float(bool(meant and shown and not meant & shown)),
            "company": float(phrase.head in COMPANIES),
            "company of name": float(phrase.head in COMPANIES and bool(member.mentions)),
            "words": float(min(6, len(phrase.text.split()))),
            "beside": float(self._beside(phrase.head, member)),
        }
        keys = ("in name", "all in name", "told", "beside")
        return traits | {f"{key} {phrase.kind}": traits[key] for key in keys if traits[key]}


def _spelled_out(phrase: str) -> str:
    """Write offices in full: "the PM" is the prime minister."""
    return " ".join(OFFICES_IN_LETTERS.get(word, word) for word in phrase.split())


def _in_countries(phrase: str) -> str:
    """Write countries for their seats of power."""
    lower = phrase.lower()
    for seat, country in _SEATS.items():
        lower = lower.replace(seat, country)
    return lower


def _leads(phrase: Phrase) -> bool:
    """Whether a phrase means whoever leads a country: "the head of state", "the head of the White House"."""
    lower = phrase.text.lower()
    return phrase.head in ("head", "leader", "chief", "boss", "master", "tenant") and (
        lower.endswith((" of state", " of government")) or any(seat in lower for seat in _SEATS)
    )


def _called(member: Member) -> str:
    """What a body is called: its name, or the noun of "report released by the bureau"."""
    return member.name if member.mentions else member.name[: head_word(read_words(member.name)).end]


def _ends_alike(phrase: Phrase, name: frozenset[str]) -> bool:
    """Whether the words of a name hold the noun, and all that the phrase says besides ("the interior ministry")."""
    return phrase.head in name and _plain_words(phrase.text) - ARTICLES <= name


def _nouns(role: str) -> set[str]:
    """The nouns that carry a role, one on each side of an "and"."""
    parts = ([w for w in read_words(part) if w.text[0].isalnum()] for part in re.split(r"\sand\s|,\s", role))
    heads = (head_noun(part) for part in parts)
    return {_ABBREVIATED.get(h, h) for h in heads if h}


def _first_word(phrase: str) -> str:
    found = phrase.lower().split()
    return next((w for w in found if w not in ARTICLES), "")


def _plain_words(phrase: str) -> frozenset[str]:
    """The words of a description, countries and their adjectives made one."""
    found = (w.strip(".,“”\"'’()") for w in phrase.lower().split())
    return frozenset(_ABBREVIATED.get(w, COUNTRIES.get(w, w)) for w in found if w)


def _article(phrase: Phrase) -> str:
    """How a phrase begins: with an article, an owner, or bare as in headlines."""
    first = phrase.text.lower().split()[0]
    if phrase.owner or phrase.text.split()[0].endswith(("'s", "’s")):
        return "owner"
    if first in ("the", "this", "that"):
        return "the"
    return "a" if first in ("a", "an", "one", "another") else "bare"
