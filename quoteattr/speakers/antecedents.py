"""Whom a phrase stands for: everyone named in the text, described as a reader has them in mind at that place.

In: the names and cast of a text, the turns resolved so far, a place. Out: the candidates with their traits.
Imports cast, mentions, names, layout, spans and records.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import attrs

from quoteattr.layout import Layout
from quoteattr.mentions.finding import NameMention
from quoteattr.names.comparing import words
from quoteattr.spans import Span
from quoteattr.speakers.cast import Cast, Member

__all__ = ["LOOK_BACK_TURNS", "Candidates", "Traits", "Turn"]

#: What speaks for and against a candidate: the name of a trait and how much there is of it.
Traits = dict[str, float]

# An antecedent is looked for among so many names and turns before a place, and so many names after it.
LOOK_BACK_NAMES = 40
LOOK_BACK_TURNS = 8
LOOK_AHEAD_NAMES = 6
LOOK_AHEAD_FROM_TOP = 30  # a headline's noun is often named at length further down
_OBJECT_WORDS = frozenset("to with by of about for against told asked like than from on over at".split())
_ACTS = re.compile(
    r"(?:,[^,.\n]{2,60},)? ?\s(?:\w+ly\s)?(?!as\b|is\b$|his\b|its\b)[a-z]+(?:ed|s|id|ot|ame|ew|ll|uld)\b"
)


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
    """Describes those named in one text as antecedents."""

    def __init__(
        self,
        text: str,
        names: Sequence[NameMention],
        cast: Cast,
        layout: Layout,
        *,
        quoted: Iterable[Span],
        sources: Iterable[Span],
    ) -> None:
        self.text, self.names, self.cast, self.layout = text, names, cast, layout
        self.starts = [n.start for n in names]
        self.sentences = [layout.sentence(at) for at in self.starts]
        self.quotes = _merged(quoted)
        self.quote_starts = [q[0] for q in self.quotes]
        self.quoted = [self.in_quote(at) for at in self.starts]
        self.objects = [_is_object(text, at) for at in self.starts]
        spans = ((bisect_left(self.starts, start), bisect_left(self.starts, end)) for start, end in sources)
        self.voices = Counter(cast.of[i] for first, stop in spans for i in range(first, stop))
        self.most_named, self.loudest = _first_of_each(Counter(cast.of)), _first_of_each(self.voices)

    def voice(self, member: Member) -> Traits:
        """How much somebody speaks in the text."""
        loudest = float(member is self.loudest.get(member.personal))
        return {"voice": math.log1p(self.voices[member]), "loudest": loudest}

    def in_quote(self, at: int) -> bool:
        """Whether a place is inside quotation marks."""
        spot = bisect_right(self.quote_starts, at) - 1
        return spot >= 0 and at < self.quotes[spot][1]

    def before(self, at: int) -> range:
        """Indexes of the names before a place, the nearest first."""
        spot = bisect_left(self.starts, at)
        return range(spot - 1, max(-1, spot - 1 - LOOK_BACK_NAMES), -1)

    def after(self, at: int) -> range:
        """Indexes of the names after a place, the nearest first."""
        spot = bisect_left(self.starts, at)
        ahead = LOOK_AHEAD_FROM_TOP if self.layout.headed(at) else LOOK_AHEAD_NAMES
        return range(spot, min(len(self.starts), spot + ahead))

    def persons(
        self, at: int, gender: str | None, turns: Sequence[Turn], begin: int | None = None
    ) -> dict[Member, Traits]:
        """Describe every person whom a phrase at this place can stand for."""
        found = self.members(at, turns, begin, lambda m: m.personal and _agrees(m, gender))
        for member, traits in found.items():
            traits["gender"] = float(gender is not None and member.gender == gender)
            if gender and member.gender is None and begin is not None:  # elsewhere the pronoun heard may be this one
                lead = member.genders[gender] - member.genders["f" if gender == "m" else "m"]
                traits |= {"leans": float(lead > 0), "leans away": float(lead < 0)}
        return found

    def members(
        self, at: int, turns: Sequence[Turn], begin: int | None, fits: Callable[[Member], bool]
    ) -> dict[Member, Traits]:
        """Describe whoever fits among those named around a place and those who spoke before it.

        ``begin`` is where the report begins that the phrase at this place is part of.
        """
        begin = at if begin is None else min(at, begin)
        inside = self.in_quote(at)
        recent = [t for t in turns[-LOOK_BACK_TURNS:] if t.at < at]
        result: dict[Member, Traits] = {}
        for spot in self.before(at):
            member, quoted = self.cast.of[spot], self.quoted[spot] and not inside
            if not fits(member) or (quoted and not self._counts_in_marks(spot, begin)):
                continue
            if member not in result or (result[member]["quoted"] and not quoted):
                result[member] = self._of_name(spot, begin) | {"quoted": float(quoted)}
        unnamed = (m for turn in recent for m in turn.members if not m.mentions and fits(m))
        result |= {member: {"noun": 1.0} for member in unnamed}
        for spot in self.after(at):
            member = self.cast.of[spot]
            if member not in result and fits(member):
                result[member] = self._of_coming(spot, at)
        self._of_turns(at, begin, recent, result)
        return {member: found | self._of_member(member) for member, found in result.items()}

    def _counts_in_marks(self, spot: int, begin: int) -> bool:
        """Whether a name inside marks can be taken up outside: no mere capital, nor in the words being uttered."""
        member = self.cast.of[spot]
        return self.starts[spot] < begin and (member.sure or " " in member.name)

    def distance(self, spot: int, at: int) -> Traits:
        """How far one place is from another, in sentences and paragraphs."""
        sentences = max(0, min(3, self.layout.sentence(at) - self.layout.sentence(spot)))
        paragraphs = max(0, self.layout.paragraph(at) - self.layout.paragraph(spot))
        return {
            f"sentence {sentences}": 1.0,
            "paragraphs": math.log1p(paragraphs),
            "same paragraph": float(not paragraphs),
        }

    def _of_name(self, spot: int, at: int) -> Traits:
        """What the nearest mention tells."""
        name = self.names[spot]
        first = spot == 0 or self.sentences[spot - 1] != self.sentences[spot]
        subject = first and not self.objects[spot] and not name.possessive
        acts = _ACTS.match(self.text, name.end, name.end + 100) is not None
        between = {self.cast.of[i] for i in range(spot + 1, bisect_left(self.starts, at))} - {self.cast.of[spot]}
        rivals = sum(m.personal is self.cast.of[spot].personal for m in between)
        return self.distance(name.start, at) | {
            "subject": float(subject),
            "acts": float(acts and not name.possessive),
            "own": float(name.start >= at),
            "opens": float(name.start - self.layout.sentences[self.sentences[spot]] < 4 and subject),
            "object": float(self.objects[spot]),
            "possessive": float(name.possessive),
            f"between {min(3, rivals)}": 1.0,
        }

    def _of_coming(self, spot: int, at: int) -> Traits:
        """What tells of a person who is named only later."""
        sentences = min(3, self.sentences[spot] - self.layout.sentence(at))
        return {"coming": 1.0, f"coming {sentences}": 1.0, "quoted": float(self.quoted[spot])}

    def _of_member(self, member: Member) -> Traits:
        """What the whole text tells of a candidate."""
        full = len(words(member.name)) > 1
        return {
            "unsure": float(not member.sure and not full),
            "once": float(not member.sure and not full and len(member.mentions) == 1),
            "sure": float(member.sure),
            "full": float(full),
            "often": math.log1p(len(member.mentions)),
            "most": float(member is self.most_named.get(member.personal)),
            "role": float(bool(member.roles)),
        }

    def _of_turns(self, at: int, begin: int, recent: Sequence[Turn], result: dict[Member, Traits]) -> None:
        """Add what the turns before tell of those who spoke in them."""
        inside = [t for t in recent if t.content[0] <= at < t.content[1]]
        outer = [t for t in recent if t not in inside and not t.nested]
        for turn in inside:
            for member in turn.members:
                if member in result:
                    result[member]["inside direct" if self.in_quote(at) else "inside indirect"] = 1.0
        speakers = [m for t in reversed(outer) for m in t.members]
        for rank, member in enumerate(dict.fromkeys(speakers)):
            if member in result:
                result[member] |= {"spoke": 1.0, f"spoke {min(rank, 3)}": 1.0}
                result[member]["turns"] = math.log1p(speakers.count(member))
        for turn, member in ((t, m) for t in recent for m in t.members if m in result):
            near = self.distance(turn.at, begin)
            result[member] |= {f"turn {key}": value for key, value in near.items() if "sentence" in key}
            if "noun" in result[member]:
                result[member] |= near
        if outer:
            self._of_last(at, outer[-1], result)

    def _of_last(self, at: int, turn: Turn, result: dict[Member, Traits]) -> None:
        gap = self.layout.paragraph(at) - self.layout.paragraph(turn.end - 1)
        for member in turn.members:
            if member in result and gap <= 1:
                result[member]["last here" if gap <= 0 else "last above"] = 1.0


def _first_of_each(counts: Counter[Member]) -> dict[bool, Member]:
    """The most frequent of the persons, and of all others."""
    return {member.personal: member for member, _ in reversed(counts.most_common())}


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
