"""What "it", "they", "the company" and "the report" stand for: bodies, documents, groups lately spoken of.

In: a text, its names and cast, the turns so far, a place. Out: candidates with their traits: members, several members
together, or the stretch of text that names one. Imports antecedents, cast, layout, the word lists, spans and records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quoteattr.layout import Layout
from quoteattr.names.lexicon import DOCUMENT_NOUNS, GROUP_NOUNS, NOT_NAMES, NOUN_GENDER, ORGANIZATION_NOUNS
from quoteattr.names.roles import is_role
from quoteattr.records import SpeakerKind
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import LOOK_BACK_TURNS, Candidates, Traits, Turn
from quoteattr.speakers.cast import Member

__all__ = ["BODIES", "Thing", "Things"]

#: One member, several that spoke together, or a noun phrase yet to be read.
Thing = Member | tuple[Member, ...] | Span

_REACH = 500  # characters before the pronoun
_WORD = re.compile(r"[\w’'-]+")
# A determiner and what follows it, or a plural that opens a sentence.
_NOUN_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ome|[Mm]any|[Ss]everal|"
    r"[Mm]ost|[A-Z][\w-]+['’]s?)(?=(?P<rest>(?:\s+[\w’'-]+){1,5}))"
    r"|(?:^|(?<=[.!?]\s)|(?<=\n))(?P<plural>[A-Z][a-z]+s)\b"
)
#: What "it" can stand for.
BODIES = (SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.DOCUMENT)
_PLURAL = (SpeakerKind.GROUP, SpeakerKind.ANONYMOUS, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE)
_PREPOSITIONS = frozenset("in to on at by from with of for about against under over into via per as".split())


class Things:
    """Describes what an impersonal or plural pronoun can take up."""

    def __init__(self, text: str, layout: Layout, candidates: Candidates) -> None:
        self.text, self.layout, self.candidates = text, layout, candidates

    def bodies(self, at: int, begin: int, turns: Sequence[Turn], *, plural: bool) -> dict[Member, Traits]:
        """Describe the bodies, documents and groups named or heard before a place."""
        kinds = _PLURAL if plural else BODIES
        found = self.candidates.members(at, turns, begin, lambda m: m.kind in kinds)
        for member, traits in found.items():
            traits[f"kind {member.kind}"] = 1.0
        return found

    def all(self, at: int, begin: int, turns: Sequence[Turn], *, plural: bool) -> dict[Thing, Traits]:
        """Describe all that "it" or "they" can take up."""
        found: dict[Thing, Traits] = dict(self.bodies(at, begin, turns, plural=plural).items())
        if plural:
            for age, turn in enumerate(t for t in reversed(turns[-LOOK_BACK_TURNS:]) if t.at < at):
                if len(turn.members) > 1:
                    near = self.candidates.distance(turn.at, begin)
                    found.setdefault(turn.members, near | {"joint": 1.0, f"joint {min(2, age)}": 1.0})
            for spot, pair in self._pairs(at):
                found.setdefault(pair, self._of_pair(spot, begin))
        for span in self._described(begin, _of_several if plural else _of_body):
            found[span] = self._of_phrase(span, begin)
        return found

    def people(self, at: int, gender: str) -> dict[Span, Traits]:
        """Describe whoever "he" or "she" can take up that a noun has brought in: "a guide", "his lawyer"."""
        found: dict[Span, Traits] = {}
        for start, end in self._described(at, lambda noun: _of_one(noun, gender)):
            apposed = self.text[max(0, start - 2) : start] in (", ", "— ", "– ")  # "Ann Bo, a nurse"
            titled = self.text[end : end + 2].strip()[:1].isupper()  # "the minister Ann Bo"
            if not (apposed or titled):
                opening = self.text[start:end].split()[0].lower()
                article = "a" if opening in ("a", "an", "one") else "the" if opening == "the" else "owner"
                found[start, end] = self._of_phrase((start, end), at) | {f"phrase {article}": 1.0}
        return found

    def _pairs(self, at: int) -> Iterator[tuple[int, tuple[Member, ...]]]:
        """Two that were named together before a place, the nearest first: "Ann Bo and Tom Brill met"."""
        names, of = self.candidates.names, self.candidates.cast.of
        for spot in filter(None, self.candidates.before(at)):
            one, other = pair = of[spot - 1], of[spot]
            joint = self.text[names[spot - 1].end : names[spot].start].strip() in ("and", "&")
            if joint and one is not other and one.personal and other.personal:
                yield spot - 1, pair

    def _of_pair(self, spot: int, at: int) -> Traits:
        """How much two that were named together are in mind at a place."""
        start = self.candidates.starts[spot]
        return self.candidates.distance(start, at) | {
            "joint": 1.0,
            "phrase opens": float(self._opens(start)),
            "quoted": float(self._uttered(start, at)),
        }

    def _opens(self, start: int) -> bool:
        """Whether a phrase opens its sentence."""
        return start - self.layout.sentences[self.layout.sentence(start)] <= 4

    def _uttered(self, start: int, at: int) -> bool:
        """Whether a phrase stands inside marks that a place is outside of."""
        return self.candidates.in_quote(start) and not self.candidates.in_quote(at)

    def _of_phrase(self, span: Span, at: int) -> Traits:
        """How much a noun phrase is in mind at a place."""
        start = span[0]
        opens = self._opens(start)
        before = self.text[max(0, start - 12) : start].split()
        noun = self.text[span[0] : span[1]].rsplit(maxsplit=1)[-1].lower()
        return self.candidates.distance(start, at) | {
            "phrase": 1.0,
            "phrase opens": float(opens),
            "phrase object": float(bool(before) and before[-1].lower() in _PREPOSITIONS and not opens),
            "phrase quoted": float(self._uttered(start, at)),
            "phrase document": float(noun in DOCUMENT_NOUNS),
            "phrase group": float(noun in GROUP_NOUNS),
        }

    def _described(self, at: int, fits: Callable[[str], bool]) -> Iterator[Span]:
        """Noun phrases before a place, up to a noun that fits."""
        for match in _NOUN_PHRASE.finditer(self.text, max(0, at - _REACH), at):
            if match["plural"]:
                if fits(match["plural"].lower()):
                    yield match.span()
                continue
            end = None
            for word in _WORD.finditer(self.text, match.end(), min(at, match.end("rest"))):
                noun = word[0].lower()
                if noun in NOT_NAMES or noun[0].isdigit():  # "the 1960s"
                    break
                if fits(noun):
                    end = word.end()
                elif end is not None:
                    break
            if end is not None:
                yield match.start(), end


def _of_body(noun: str) -> bool:
    """Whether "it" can take up a noun: a body's or a document's."""
    return noun in ORGANIZATION_NOUNS or (noun in DOCUMENT_NOUNS and not noun.endswith("s"))


def _of_one(noun: str, gender: str) -> bool:
    """Whether a noun is one person's, of a gender that it can have."""
    return (is_role(noun) or noun in NOUN_GENDER) and NOUN_GENDER.get(noun, gender) == gender


def _of_several(noun: str) -> bool:
    """Whether "they" can take up a noun."""
    return noun in GROUP_NOUNS or (noun.endswith("s") and noun[-2:] not in ("ss", "us", "is"))
