"""Who speaks: the person or institution behind the source of every attribution.

In: a text, its attributions, its named entities. Out: one tuple of speakers per attribution.
Imports every module from layout to echoes, decoding, reports and records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Protocol

import attrs

from quoteattr.decoding import Attribution
from quoteattr.layout import HEADLINE_CHARACTERS, Layout, even
from quoteattr.mentions.finding import find_names
from quoteattr.mentions.given import Cluster
from quoteattr.mentions.phrases import Form, Phrase, read_relative, read_source
from quoteattr.names.lexicon import ARTICLES, PRONOUNS
from quoteattr.records import Speaker, SpeakerKind, TextSpan
from quoteattr.reports import Entity
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import LOOK_BACK_TURNS, Candidates, Traits, Turn
from quoteattr.speakers.cast import Member, gather
from quoteattr.speakers.descriptions import Descriptions
from quoteattr.speakers.echoes import echoes
from quoteattr.speakers.labels import Labels
from quoteattr.speakers.ranking import Ranker, read_weights
from quoteattr.speakers.things import BODIES, Thing, Things
from quoteattr.speakers.unnamed import Unnamed

__all__ = ["Reading", "Resolver", "resolve_speakers"]

# A pronoun whose likeliest antecedent is less likely than this stays unknown: of those on the development splits, most
# would have been resolved to the wrong one.
SURE = 0.4
# Other forms of a name that a speaker comes with: nobody has more but in a list of names, which would fill every quote.
ALIASES = 50
# The traits that count for a quotation which nobody is said to utter.
_FLOATING = frozenset("full sure unsure most spoke coming quoted loudest".split()) | {
    "sentence 0",
    "sentence 1",
    "turns",
}


class Resolver(Protocol):
    """Whatever can say who speaks; `resolve_speakers` is one."""

    def __call__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        clusters: Sequence[Cluster] = (),
        /,
    ) -> list[tuple[Speaker, ...]]:
        """Give one tuple of speakers per attribution.

        ``entities`` are names as the model or the Doc has them; ``clusters``, the Doc's own coreference, are passed
        only where there are any.
        """


@attrs.frozen
class _Found:
    """A speaker of one attribution: the member, and the mentions that led to it."""

    member: Member
    chain: tuple[Span, ...] = ()


def resolve_speakers(
    text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], clusters: Sequence[Cluster] = ()
) -> list[tuple[Speaker, ...]]:
    """Say who speaks in every attribution; an empty tuple where nobody is named or implied."""
    reading = Reading(text, attributions, entities, read_weights(), clusters)
    found = reading.through()
    lacking = [a.source is None or _lacks(reading.text, a.source, f) for a, f in zip(attributions, found, strict=True)]
    for i, echo in echoes(reading.text, attributions, lacking):
        found[i] = found[echo]
    return _speakers(text, found)


def _lacks(text: str, source: Span, found: Sequence[_Found]) -> bool:
    """Whether a headline leaves its speaker open: nobody, or a bare noun ("Mayor vows to resign")."""
    if not found or found[0].member.kind is SpeakerKind.UNKNOWN:
        return True
    first = text[source[0] : source[1]].split(maxsplit=1)[0].lower()
    bare = first not in PRONOUNS and first not in ARTICLES and not first.isdigit() and not found[0].member.mentions
    return bare and found[0].member.kind is SpeakerKind.ANONYMOUS and not text.endswith("s", 0, source[1])


def _may_say_i(member: Member) -> bool:
    """Whether a speaker can be one person."""
    return member.kind not in (*BODIES, SpeakerKind.GROUP)


def _place(attribution: Attribution) -> tuple[int, int]:
    """Reading order: by where the content begins, what contains before what is contained."""
    start, end = _extent(attribution)
    return start, -end


def _extent(attribution: Attribution) -> Span:
    """Where the content stands from first to last, or the source for want of any."""
    if attribution.content:
        return attribution.content[0][0], attribution.content[-1][1]
    return attribution.source or attribution.cue or (0, 0)


def _speakers(text: str, found: Sequence[Sequence[_Found]]) -> list[tuple[Speaker, ...]]:
    speakers: dict[Member, Speaker] = {}
    for member in (one.member for each in found for one in each):
        if member not in speakers:
            speakers[member] = _speaker(member, len(speakers))
    return [
        tuple(
            attrs.evolve(
                speakers[one.member],
                mentions=[TextSpan.of(text, s, e) for s, e in dict.fromkeys(one.chain) if 0 <= s < e <= len(text)],
            )
            for one in each
        )
        for each in found
    ]


def _speaker(member: Member, number: int) -> Speaker:
    forms = (form for form in member.forms if form != member.name)
    return Speaker(
        id=number, name=member.name, kind=member.kind, role=_role(member), aliases=list(islice(forms, ALIASES))
    )


def _role(member: Member) -> str | None:
    """What the member is, unless its name says just that ("spokesman")."""
    same = member.role and member.role.casefold() == member.name.casefold()
    return None if same else member.role


class Reading:
    """A reading of the text from top to bottom: what is known when an attribution comes."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        rank: Ranker,
        clusters: Sequence[Cluster] = (),
    ) -> None:
        self.text = text = even(text)  # nothing hangs on how white space is printed
        self.attributions = attributions
        self.order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
        self.layout = Layout.of(text)
        sources = [a.source for a in attributions if a.source]
        self.names = find_names(text, entities, sources)
        self.cast = gather(text, self.names)
        quoted = (span for a in attributions for span in a.quoted)
        self.candidates = Candidates(text, self.names, self.cast, self.layout, quoted=quoted, sources=sources)
        self.rank = rank
        self.things = Things(text, self.layout, self.candidates)
        self.descriptions = Descriptions(text, self.names, self.cast, self.candidates, self.things, rank)
        self.turns: list[Turn] = []
        self.unnamed = Unnamed(text)
        self.clusters = {start: cluster for cluster in clusters for start, _ in cluster}
        self.labels = Labels(self.cast.members)

    def through(self) -> list[list[_Found]]:
        """Resolve all attributions, in the order in which a reader meets them; give them in their own."""
        found = {i: self.take(self.attributions[i]) for i in self.order}
        return [found[i] for i in range(len(found))]

    def take(self, attribution: Attribution) -> list[_Found]:
        """Resolve the next attribution and remember it."""
        source = attribution.source
        content = _extent(attribution)
        at = source[0] if source else content[0]
        found: list[_Found] = []
        label = self._label(attribution)
        if source is None:
            found = self._carried(attribution)
        elif label:
            found = [self._lead(source, label)]
        else:
            for phrase in read_source(self.text, source, self.names, self.candidates.starts):
                found += [
                    one for one in self._phrase(phrase, content[0]) if all(one.member is not f.member for f in found)
                ]
        nested = any(t.content[0] <= at < t.content[1] for t in self.turns[-LOOK_BACK_TURNS:])
        self.turns.append(Turn(at, content, tuple(f.member for f in found), nested))
        return found

    def _label(self, attribution: Attribution) -> Member | None:
        """Whom the label of a transcript's turn stands for."""
        source = attribution.source
        cue = self.text[slice(*attribution.cue)].strip() if attribution.cue else ""
        if source is None or cue not in ("", ":") or ":" not in self.text[source[1] - 1 : source[1] + 1]:
            return None
        return self.labels[self.text[source[0] : source[1]].strip(": *")]

    def _phrase(self, phrase: Phrase, begin: int) -> list[_Found]:
        if phrase.form is Form.NAME and phrase.name is not None:
            named = bisect_left(self.candidates.starts, phrase.name.start)
            return [self._lead((phrase.start, phrase.end), self.cast.of[named])]
        given = self._given(phrase)
        if given is not None:
            return [self._lead((phrase.start, phrase.end), given)]
        if phrase.form is Form.FIRST_PERSON:
            return self._first_person(phrase)
        if phrase.form is Form.RELATIVE:
            return self._relative(phrase, begin)
        if phrase.form is Form.PRONOUN:
            return self._pronoun(phrase, begin)
        return self._noun(phrase, begin)

    def _given(self, phrase: Phrase) -> Member | None:
        """Whom the Doc's own coreference names for a phrase."""
        cluster = self.clusters.get(phrase.start, ())
        spots = ((bisect_left(self.candidates.starts, start), end) for start, end in cluster)
        named = Counter(self.cast.of[i] for i, end in spots if i < len(self.names) and self.names[i].start < end)
        return named.most_common(1)[0][0] if named else None

    def _lead(self, span: Span, member: Member) -> _Found:
        """Chain a source to the last mention of its speaker and on to the fullest."""
        chain = [span]
        for spot in self.candidates.before(span[0]):
            if self.cast.of[spot] is member:
                chain.append((self.names[spot].start, self.names[spot].end))
                break
        if member.fullest is not None:
            full = self.names[member.fullest]
            chain += [] if span[0] <= full.start < span[1] else [(full.start, full.end)]
        return _Found(member, tuple(chain))

    def _unknown(self, phrase: Phrase) -> _Found:
        return _Found(Member(phrase.text), ((phrase.start, phrase.end),))

    def _first_person(self, phrase: Phrase) -> list[_Found]:
        """Take "I" for whoever utters the quotation that it stands in."""
        inside = [t for t in self.turns[-LOOK_BACK_TURNS:] if t.content[0] <= phrase.start < t.content[1]]
        turn = inside[-1] if inside else self._last_turn()
        alone = phrase.text.lower() in ("i", "me", "my")
        if turn is None or not turn.members or (alone and not all(_may_say_i(m) for m in turn.members)):
            return [self._unknown(phrase)]
        return [self._lead((phrase.start, phrase.end), m) for m in turn.members]

    def _last_turn(self) -> Turn | None:
        """The last attribution that stands in no other."""
        return next((t for t in reversed(self.turns[-LOOK_BACK_TURNS:]) if not t.nested), None)

    def _relative(self, phrase: Phrase, begin: int) -> list[_Found]:
        taken = read_relative(self.text, phrase.start, self.names, self.candidates.starts)
        if taken is None or taken.form is Form.RELATIVE:
            return [self._unknown(phrase)]
        span = (phrase.start, phrase.end)
        return [_Found(f.member, (span, *f.chain)) for f in self._phrase(taken, begin)]

    def _person(self, at: int, gender: str | None, begin: int) -> Member | None:
        """Whom "he" or "she" stands for."""
        order = self.rank("he", self.candidates.persons(at, gender, self.turns, begin))
        return order[0][0] if order else None

    def _pronoun(self, phrase: Phrase, begin: int) -> list[_Found]:
        span = (phrase.start, phrase.end)
        order: Sequence[tuple[Thing, float]]
        things: dict[Thing, Traits]
        if phrase.gender in ("m", "f"):
            persons = self.candidates.persons(phrase.start, phrase.gender, self.turns, begin)
            things = dict([*persons.items(), *self.things.people(begin, phrase.gender).items()])
            order = self.rank("he", things)
        else:
            things = self.things.all(phrase.start, begin, self.turns, plural=phrase.plural)
            order = self.rank("they" if phrase.plural else "it", things)
        if not order or order[0][1] < SURE:
            return [self._unknown(phrase)]
        thing = order[0][0]
        if isinstance(thing, Member):
            return [self._lead(span, thing)]
        if isinstance(thing[0], Member):
            return [self._lead(span, m) for m in thing]
        read = read_source(self.text, thing, self.names, self.candidates.starts)
        return [
            _Found(f.member, (span, *f.chain))
            for p in read
            if p.form is not Form.PRONOUN
            for f in self._phrase(p, begin)
        ]

    def _noun(self, phrase: Phrase, begin: int) -> list[_Found]:
        """A description stands for somebody named, for somebody described before, or for itself."""
        span = (phrase.start, phrase.end)
        described = self.descriptions.people(phrase, self.turns, begin)
        if not described and phrase.definite:
            described = [m for m in (self.descriptions.body(phrase, self.turns, begin),) if m is not None]
        if described:
            return [self._lead(span, m) for m in described]
        return [_Found(self.unnamed.member(phrase, self._owned(phrase)), (span,))]

    def _owned(self, phrase: Phrase) -> str | None:
        """Put the owner's name for the pronoun: "her allies" are Ann Bo's allies."""
        rest = phrase.text[len(phrase.owner or "") :].strip()
        if phrase.owner in ("my", "our"):
            mine = self._first_person(phrase)
            return f"{mine[0].member.name}'s {rest}" if len(mine) == 1 and mine[0].member.mentions else None
        gender = {"his": "m", "her": "f"}.get(phrase.owner or "")
        order = self.rank("pronoun", self.candidates.persons(phrase.start, gender, self.turns)) if gender else []
        if not order:
            return None
        owner = order[0][0]
        return f"{owner.name.split()[-1]} {rest}" if phrase.head == "campaign" else f"{owner.name}'s {rest}"

    def _carried(self, attribution: Attribution) -> list[_Found]:
        """An attribution without a source goes on with the speaker before."""
        last = self._last_turn()
        start, _ = _extent(attribution)
        at = min(start, attribution.cue[0]) if attribution.cue else start
        if last is not None and attribution.cue:
            same = self.layout.sentence(attribution.cue[0]) == self.layout.sentence(last.at)
            return [self._lead((at, at), m) for m in last.members] if same and self._goes_on(attribution.cue) else []
        if attribution.cue:
            return []
        order = self.rank("none", self._around(at, last))
        best = order[0][0]
        return [self._lead((at, at), m) for m in best] if best else []

    def _around(self, at: int, last: Turn | None) -> dict[tuple[Member, ...] | None, Traits]:
        """Describe whoever may utter a quotation that nobody is said to utter."""
        paragraph = self.layout.paragraph(at)
        top = float(self.layout.headed(at) or (paragraph == 1 and at < HEADLINE_CHARACTERS))
        gap = min(3, paragraph - self.layout.paragraph(last.end - 1)) if last else 3
        found: dict[tuple[Member, ...] | None, Traits] = {}
        for member, described in self.candidates.persons(at, None, self.turns, at).items():
            traits = described | self.candidates.voice(member)
            found[member,] = {key: value for key, value in traits.items() if key in _FLOATING} | {
                f"top {key}": top * traits[key] for key in ("voice", "loudest", "most")
            }
        subject = self._subject_before(at, last.end if last else 0)
        if last is not None and last.members:
            found.setdefault(last.members, {"joint": 1.0})[f"carried {gap}" if subject is None else "passed over"] = 1.0
        if subject is not None:
            found.setdefault((subject,), {})["leads"] = 1.0
        found[None] = {"self": 1.0, "self top": top, f"self gap {gap}": 1.0}
        return found

    def _goes_on(self, cue: Span) -> bool:
        """Whether a cue without a source is joined to the report before: "adding that", "and asked"."""
        before = self.text[max(0, cue[0] - 8) : cue[0]].split()
        words = self.text[cue[0] : cue[1]].split()
        return before[-1:] in (["and"], ["but"]) or (bool(words) and words[0].endswith("ing"))

    def _subject_before(self, at: int, after: int) -> Member | None:
        """Who acts in the sentence that leads to a quotation: "Bo checked her watch. “Late again.”"."""
        number = self.layout.sentence(at)
        begin = self.layout.sentences[number]
        if begin >= at and number:
            begin = self.layout.sentences[number - 1]
        if begin < after or begin >= at or self.layout.paragraph(at) - self.layout.paragraph(begin) > 1:
            return None
        spot = bisect_left(self.candidates.starts, begin)
        if spot < len(self.names) and self.names[spot].start - begin < 4 and not self.names[spot].possessive:
            member = self.cast.of[spot]
            if member.kind is SpeakerKind.PERSON and (member.sure or " " in member.name):
                return member
        pronoun = re.compile(r"(He|She)\b").match(self.text, begin)
        return self._person(begin, PRONOUNS[pronoun[1].lower()], begin) if pronoun else None
