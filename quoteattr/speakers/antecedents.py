"""Whom a pronoun stands for: every person named before it, ranked by how much they are in mind.

In: the names and cast of a text, the turns resolved so far, a place. Out: the candidates with their scores.
Imports cast, mentions, names, layout, spans and records.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

import attrs

from quoteattr.layout import Layout
from quoteattr.mentions.finding import NameMention
from quoteattr.names.comparing import words
from quoteattr.records import SpeakerKind
from quoteattr.spans import Span
from quoteattr.speakers.cast import Cast, Member

__all__ = ["Candidates", "Turn"]

# An antecedent is looked for among so many names and turns before the pronoun; farther ones are out of mind.
LOOK_BACK_NAMES = 40
LOOK_BACK_TURNS = 8
_OBJECT_WORDS = frozenset("to with by of about for against told asked like than from on over at".split())

# How much each trait speaks for a candidate: a softmax regression on the 764 sources "he", "she", "his", "her" and
# "him" of the PolNeAR and styles training texts, rounded.
WEIGHTS: Mapping[str, float] = {
    "sentence 0": 0.8, "sentence 1": 0.7, "sentence 2": -0.4, "sentence 3": -1.1, "paragraphs": -1.1,
    "same paragraph": 1.8, "own": -1.7, "opens": 0.6, "subject": 0.2, "object": -1.0, "possessive": -1.4,
    "quoted": -2.3, "gender": 1.5, "unsure": -5.3, "last here": 1.0, "last above": 1.5, "spoke": 0.6,
    "inside indirect": -1.8, "inside direct": -5.0, "noun inside": 3.2, "noun": -3.5,
}  # fmt: skip


@attrs.frozen(eq=False)
class Turn:
    """An attribution already resolved, as those after it see it."""

    at: int
    content: Span
    members: tuple[Member, ...]
    nested: bool = False

    @property
    def end(self) -> int:
        """Where the source and the content are both over."""
        return max(self.at, self.content[1])


class Candidates:
    """Ranks the persons of one text as antecedents."""

    def __init__(
        self, text: str, names: Sequence[NameMention], cast: Cast, layout: Layout, quoted: Iterable[Span]
    ) -> None:
        self.names, self.cast, self.layout = names, cast, layout
        self.starts = [n.start for n in names]
        self.sentences = [layout.sentence(at) for at in self.starts]
        self.quotes = _merged(quoted)
        self.quote_starts = [q[0] for q in self.quotes]
        self.quoted = [self.in_quote(at) for at in self.starts]
        self.objects = [_is_object(text, at) for at in self.starts]

    def in_quote(self, at: int) -> bool:
        """Whether a place is inside quotation marks."""
        spot = bisect_right(self.quote_starts, at) - 1
        return spot >= 0 and at < self.quotes[spot][1]

    def before(self, at: int) -> range:
        """Indexes of the names before a place, the nearest first."""
        spot = bisect_left(self.starts, at)
        return range(spot - 1, max(-1, spot - 1 - LOOK_BACK_NAMES), -1)

    def ranked(self, at: int, gender: str | None, turns: Sequence[Turn], begin: int | None = None) -> list[Member]:
        """Whom a pronoun can stand for, the likeliest first; ``begin`` is where the pronoun's own report begins."""
        scores = {
            member: sum(WEIGHTS[name] * value for name, value in found.items())
            for member, found in self.features(at, gender, turns, begin).items()
        }
        return sorted(scores, key=lambda m: -scores[m])

    def features(
        self, at: int, gender: str | None, turns: Sequence[Turn], begin: int | None = None
    ) -> dict[Member, dict[str, float]]:
        """Describe everyone whom a pronoun at this place can stand for."""
        begin = at if begin is None else min(at, begin)
        result: dict[Member, dict[str, float]] = {}
        inside = self.in_quote(at)
        for spot in self.before(at):
            member = self.cast.of[spot]
            if member.kind is not SpeakerKind.PERSON or not _agrees(member, gender):
                continue
            quoted = self.quoted[spot] and not inside
            if quoted and (self.starts[spot] >= begin or not (member.sure or " " in member.name)):
                continue  # a name inside the very words that the pronoun utters, or a mere capital inside marks
            if member not in result or (result[member]["quoted"] and not quoted):
                found = self._of_name(spot, begin)
                found["gender"] = float(gender is not None and member.gender == gender)
                found["quoted"] = float(quoted)
                result[member] = found
        recent = [t for t in turns[-LOOK_BACK_TURNS:] if t.at < at]
        for turn in recent:
            for member in turn.members:
                if member.human and member.kind is SpeakerKind.ANONYMOUS and _agrees(member, gender):
                    result[member] = self._distance(turn.at, begin) | {
                        "noun": 1.0,
                        "noun inside": float(turn.content[0] <= at < turn.content[1] and not inside),
                        "gender": float(gender is not None and member.gender == gender),
                    }
        self._of_turns(at, recent, result)
        return result

    def _distance(self, spot: int, at: int) -> dict[str, float]:
        sentences = max(0, min(3, self.layout.sentence(at) - self.layout.sentence(spot)))
        paragraphs = max(0, self.layout.paragraph(at) - self.layout.paragraph(spot))
        return {
            f"sentence {sentences}": 1.0,
            "paragraphs": math.log1p(paragraphs),
            "same paragraph": float(not paragraphs),
        }

    def _of_name(self, spot: int, at: int) -> dict[str, float]:
        """What the nearest mention of a person tells."""
        name, member = self.names[spot], self.cast.of[spot]
        first = spot == 0 or self.sentences[spot - 1] != self.sentences[spot]
        subject = first and not self.objects[spot] and not name.possessive
        return self._distance(name.start, at) | {
            "subject": float(subject),
            "own": float(name.start >= at),
            "opens": float(name.start - self.layout.sentences[self.sentences[spot]] < 4 and subject),
            "object": float(self.objects[spot]),
            "possessive": float(name.possessive),
            "unsure": float(not member.sure and len(words(member.name)) < 2),
        }

    def _of_turns(self, at: int, recent: Sequence[Turn], result: dict[Member, dict[str, float]]) -> None:
        """Add what the turns before tell of those who spoke in them."""
        inside = [t for t in recent if t.content[0] <= at < t.content[1]]
        outer = [t for t in recent if t not in inside and not t.nested]
        for turn in inside:
            for member in turn.members:
                if member in result:
                    result[member]["inside direct" if self.in_quote(at) else "inside indirect"] = 1.0
        for turn in outer:
            for member in turn.members:
                if member in result:
                    result[member]["spoke"] = 1.0
        if outer:
            self._of_last(at, outer[-1], result)

    def _of_last(self, at: int, turn: Turn, result: dict[Member, dict[str, float]]) -> None:
        gap = self.layout.paragraph(at) - self.layout.paragraph(turn.end - 1)
        for member in turn.members:
            if member in result and gap <= 1:
                result[member]["last here" if gap <= 0 else "last above"] = 1.0


def _agrees(member: Member, gender: str | None) -> bool:
    return gender is None or member.gender is None or member.gender == gender


def _is_object(text: str, at: int) -> bool:
    """Whether a preposition or a verb of telling stands right before a place."""
    before = text[max(0, at - 12) : at].split()
    return bool(before) and before[-1].lower() in _OBJECT_WORDS


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
