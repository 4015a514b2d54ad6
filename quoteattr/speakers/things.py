"""What "it" and "they" stand for: a body, a document, a group lately spoken of.

In: a text, its names and cast, the turns so far, a place. Out: a member, or the stretch of text that names it.
Imports antecedents, cast, layout, the word lists, spans and records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoteattr.layout import Layout
from quoteattr.names.lexicon import DOCUMENT_NOUNS, GROUP_NOUNS, NOT_NAMES, ORGANIZATION_NOUNS
from quoteattr.records import SpeakerKind
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import LOOK_BACK_TURNS, Candidates, Turn
from quoteattr.speakers.cast import Member

__all__ = ["Things"]

_REACH = 500  # characters before the pronoun
_NOUN_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|"
    r"[A-Z][\w-]+['’]s?)\s+((?:[\w’'-]+\s+){0,4}?)([\w-]+)\b|(?:^|(?<=[.!?]\s)|(?<=\n))([A-Z][a-z]+s)\b"
)
_SINGULAR = (SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.DOCUMENT)
_PLURAL = (SpeakerKind.GROUP, SpeakerKind.ANONYMOUS, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE)
_PREPOSITIONS = frozenset("in to on at by from with of for about against under over into via per as".split())


class Things:
    """Ranks what an impersonal or plural pronoun can take up."""

    def __init__(self, text: str, layout: Layout, candidates: Candidates) -> None:
        self.text, self.layout, self.candidates = text, layout, candidates

    def best(self, at: int, turns: Sequence[Turn], *, plural: bool) -> Sequence[Member] | Span | None:
        """The likeliest: members already known, or the span of a noun phrase to be read."""
        members = [*self._spoken(at, turns, plural=plural), *self._named(at, plural=plural)]
        known = max(
            ((v + self._salience(where, at), where, who) for v, where, who in members), default=None, key=_first
        )
        spans = self._described(at, plural=plural)
        new = max(((self._salience(span[0], at), span) for span in spans), default=None)
        if known is None or (new is not None and new[0] > known[0]):
            return new[1] if new else None
        return known[2]

    def _salience(self, where: int, at: int) -> float:
        """How much a place is in mind at another: near, the subject of its sentence, not inside marks."""
        distance = min(5, self.layout.sentence(at) - self.layout.sentence(where))
        opens = where - self.layout.sentences[self.layout.sentence(where)] <= 4
        before = self.text[max(0, where - 12) : where].split()
        oblique = bool(before) and before[-1].lower() in _PREPOSITIONS and not opens
        quoted = self.candidates.in_quote(where) and not self.candidates.in_quote(at)
        apart = self.layout.paragraph(at) != self.layout.paragraph(where)
        return -distance + 1.5 * opens - 1.5 * oblique - 3 * quoted - 0.5 * apart

    def _spoken(self, at: int, turns: Sequence[Turn], *, plural: bool) -> Iterator[tuple[float, int, Sequence[Member]]]:
        """Who spoke in the turns before."""
        kinds = _PLURAL if plural else _SINGULAR
        recent = [t for t in turns[-LOOK_BACK_TURNS:] if t.at < at]
        for age, turn in enumerate(reversed(recent)):
            fit = [m for m in turn.members if m.kind in kinds]
            if plural and len(turn.members) > 1:
                fit = list(turn.members)
            if fit:
                yield 2.0 if age == 0 else 1.0, turn.at, fit if plural else fit[-1:]

    def _named(self, at: int, *, plural: bool) -> Iterator[tuple[float, int, Sequence[Member]]]:
        """Bodies and places named before."""
        for spot in self.candidates.before(at):
            member = self.candidates.cast.of[spot]
            if at - self.candidates.starts[spot] > _REACH:
                return
            if member.kind in _SINGULAR:
                value = -1.0 if member.kind is SpeakerKind.PLACE else 0.0
                yield value - plural, self.candidates.starts[spot], [member]

    def _described(self, at: int, *, plural: bool) -> Iterator[Span]:
        """Noun phrases before that stand for a body, a document or several people."""
        start = max(0, at - _REACH)
        for match in _NOUN_PHRASE.finditer(self.text, start, at):
            noun = (match[2] or match[3]).lower()
            words = {w.lower() for w in (match[1] or "").split()}
            if words & NOT_NAMES or noun in NOT_NAMES:
                continue
            if plural:
                fits = noun in GROUP_NOUNS or (noun.endswith("s") and noun[-2:] not in ("ss", "us", "is"))
            else:
                fits = noun in ORGANIZATION_NOUNS or (noun in DOCUMENT_NOUNS and not noun.endswith("s"))
            if fits:
                yield match.span()


def _first(found: tuple[float, int, Sequence[Member]]) -> tuple[float, int]:
    return found[:2]
