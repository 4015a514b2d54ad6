"""What "it", "they", "the company" and "the report" stand for: bodies, documents, groups lately spoken of.

In: a text, its names and cast, the turns so far, a place. Out: candidates with their traits: members, several members
together, or the stretch of text that names one. Imports antecedents, cast, layout, the word lists, spans and records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoteattr.layout import Layout
from quoteattr.names.lexicon import DOCUMENT_NOUNS, GROUP_NOUNS, NOT_NAMES, ORGANIZATION_NOUNS
from quoteattr.records import SpeakerKind
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import LOOK_BACK_TURNS, Candidates, Traits, Turn
from quoteattr.speakers.cast import Member

__all__ = ["BODIES", "Thing", "Things"]

#: One member, several that spoke together, or a noun phrase yet to be read.
Thing = Member | tuple[Member, ...] | Span

_REACH = 500  # characters before the pronoun
_NOUN_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|"
    r"[A-Z][\w-]+['’]s?)\s+((?:[\w’'-]+\s+){0,4}?)([\w-]+)\b|(?:^|(?<=[.!?]\s)|(?<=\n))([A-Z][a-z]+s)\b"
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
        for span in self._described(begin, plural=plural):
            found[span] = self._of_phrase(span, begin)
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

    def _described(self, at: int, *, plural: bool) -> Iterator[Span]:
        """Noun phrases before that stand for a body, a document or several people."""
        start = max(0, at - _REACH)
        for match in _NOUN_PHRASE.finditer(self.text, start, at):
            noun = (match[2] or match[3]).lower()
            words = {w.lower() for w in (match[1] or "").split()}
            if words & NOT_NAMES or noun in NOT_NAMES or noun[0].isdigit():  # "the 1960s"
                continue
            if plural:
                fits = noun in GROUP_NOUNS or (noun.endswith("s") and noun[-2:] not in ("ss", "us", "is"))
            else:
                fits = noun in ORGANIZATION_NOUNS or (noun in DOCUMENT_NOUNS and not noun.endswith("s"))
            if fits:
                yield match.span()
