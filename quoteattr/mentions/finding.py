"""Where the names of a text stand, and what the words beside them say of their bearers.

In: a text, the model's entities, the sources of its attributions. Out: name mentions in text order.
Imports runs, roles, names, layout, the word lists, spans, reports and records.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs

from quoteattr.layout import Layout, Word, read_words
from quoteattr.mentions.bodies import TEAMS, is_known_body, tells_body, with_known_bodies
from quoteattr.mentions.titles import after_body, after_titles
from quoteattr.names.comparing import bare, is_particle, is_title, title_gender
from quoteattr.names.lexicon import (
    ADDRESS_GENDER,
    BODIES,
    BODIES_BY_NAME,
    COUNTRIES,
    DEMONYMS,
    NAME_NOUNS,
    NOT_NAMES,
    NOUN_GENDER,
    OPENERS,
    ORGANIZATION_NOUNS,
    PEOPLES,
    PLACES,
    POSTNOMINALS,
    ROLE_NOUNS,
    TITLES,
)
from quoteattr.names.roles import Role, is_role, office_before, role_after, role_before
from quoteattr.names.runs import name_runs
from quoteattr.records import SpeakerKind
from quoteattr.reports import Entity
from quoteattr.spans import Span

__all__ = ["NameMention", "find_names"]

_KINDS = {kind.value: kind for kind in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE)}
_BEFORE_PLACES = frozenset({"in", "at", "near", "outside"})
_ADJECTIVE = re.compile(r"(?:ful|less|[rti]ous|struck|stricken)$")
_SEAT = re.compile(r"[rdi]-[a-z]")
_ADDRESS = frozenset("mr mrs ms miss sir dame lord lady dr prof hon mx m mme rev".split())


@attrs.frozen(kw_only=True)
class NameMention:
    """A name as it stands in the text, titles included in the span but not in ``name``.

    ``body``: the words beside it tell that a body bears it.
    """

    start: int
    end: int
    name: str
    kind: SpeakerKind
    sure: bool
    role: str | None = None
    gender: str | None = None
    possessive: bool = False
    body: bool = False


def find_names(text: str, entities: Sequence[Entity], sources: Sequence[Span] = ()) -> list[NameMention]:
    """Find every name of a text.

    Capitalised runs give the candidates; the model's entities and the sources say where to trust them.
    """
    words = read_words(text)
    layout = Layout.of(text)
    entities = with_known_bodies(text, entities)
    hints = _Hints.of(entities)
    starts = set(layout.sentences) | {s[0] for s in sources}
    persons = (text[e.start : e.end].split() for e in entities if e.label == "person")
    full = [(first, last) for first, *_, last in (name for name in persons if len(name) > 1)]
    reader = _Reader(
        text=text,
        words=words,
        hints=hints,
        starts=starts,
        ends={s[1] for s in sources},
        forenames={first for first, _ in full},
        surnames={last for _, last in full},
    )
    wholes = [
        (e.start + 4 * text[e.start : e.end].lower().startswith("the "), e.end) for e in entities if e.label in _KINDS
    ]
    runs = name_runs(text, words, layout, sources, wholes)
    found = [mention for run in runs if (mention := reader.read(*run)) is not None]
    return sorted([*found, *_only_hinted(text, found, hints)], key=lambda m: m.start)


@attrs.frozen
class _Hints:
    """The model's entities, to be looked up by place."""

    starts: list[int]
    entities: list[Entity]

    @classmethod
    def of(cls, entities: Sequence[Entity]) -> _Hints:
        ordered = sorted((e for e in entities if e.start < e.end), key=lambda e: (e.start, e.end))
        return cls([e.start for e in ordered], ordered)

    def over(self, start: int, end: int) -> list[Entity]:
        """Entities that overlap a stretch; they do not nest, so a few before it are enough."""
        low = max(0, bisect_right(self.starts, start) - 2)
        high = bisect_right(self.starts, end)
        return [e for e in self.entities[low:high] if e.end > start and e.start < end]


def _only_hinted(text: str, found: Sequence[NameMention], hints: _Hints) -> Iterator[NameMention]:
    """Give what only the model sees as a name: written small, or made of words that are no names elsewhere."""
    begins = [m.start for m in found]
    for hint in hints.entities:
        spot = bisect_right(begins, hint.start)
        near = found[max(0, spot - 1) : spot + 2]
        name = bare(text[hint.start : hint.end])
        taken = any(m.start < hint.end and hint.start < m.end for m in near)
        role = is_role(name.lower()) and (name.islower() or hint.label != "person")
        common = role or (name.islower() and name in ORGANIZATION_NOUNS)
        small = name.partition(" ")[0].lower() in NOT_NAMES  # "of Sussex"
        if hint.label not in _KINDS or not name or common or taken or small:
            continue
        yield NameMention(
            start=hint.start, end=hint.end, name=name, kind=_KINDS[hint.label], sure=hint.label == "person"
        )


@attrs.frozen(kw_only=True)
class _Reader:
    """Reads runs of capitalised words: titles told from the name, and what kind of thing bears it."""

    text: str
    words: Sequence[Word]
    hints: _Hints
    starts: set[int]  # of sentences and sources
    ends: set[int]  # of sources
    forenames: set[str]  # of the people whom the model sees named in full
    surnames: set[str]

    def read(self, first: int, last: int) -> NameMention | None:
        """Read the run from the first to the last word; `None` when it is no name but a title or a people."""
        words = self.words
        first += self._opens_with_adjective(first, last)
        head = self._head(first, last)
        if head is None or (first == last and self._is_office(first)):
            return None
        begin = first
        if head == first:
            first = head = self._behind_office(first, last)
        start, end = words[first].start, words[last].end
        name = self.text[words[head].start : end]
        name = name if is_known_body(name) else bare(name)
        people = head == last and _is_people(words[head].lower)
        if not name or people or (begin < last and self._is_somebody_from(begin, last)):
            return None
        title = self.text[start : words[head].start].strip()
        role = Role("", "") if self._called_a_body(last) else self._role(begin, head, last)
        kind, sure = self._kind(head, first, last, role)
        gender = title_gender(title) or NOUN_GENDER.get(_last(title)) or NOUN_GENDER.get(role.noun)
        return NameMention(
            start=start,
            end=end,
            name=name,
            kind=kind,
            sure=sure,
            role=role.text or None,
            gender=gender if kind is SpeakerKind.PERSON else None,
            possessive=words[last].possessive,
            body=head == first == last and tells_body(self.text, start, end),
        )

    def _is_office(self, index: int) -> bool:
        """Whether a noun for an office, capitalised, is just that: "CEO", "the Head of the Republic"."""
        word = self.words[index]
        before, after = self.words[max(0, index - 1)].lower, self.words[min(index + 1, len(self.words) - 1)].lower
        alone = word.text.isupper() or (before == "the" and after in ("of", "for"))
        return word.lower in ROLE_NOUNS and alone

    def _is_somebody_from(self, first: int, last: int) -> bool:
        """Whether a run only describes: "the Montana Republican"."""
        determined = first > 0 and self.words[first - 1].lower == "the"
        return determined and self.words[last].lower in PEOPLES & ROLE_NOUNS

    def _opens_with_adjective(self, first: int, last: int) -> bool:
        """Whether a sentence opens with an adjective before a name: "Tearful Ida", where Ida Moe is named in full."""
        if first == last or self.words[first].start not in self.starts:
            return False
        word, after = self.words[first], self.words[first + 1]
        address = after.lower in _ADDRESS and not (is_title(word.lower) or is_role(word.lower))
        known = first + 1 == last and (after.text in self.forenames or after.text in self.surnames)
        return address or (known and _ADJECTIVE.search(word.text) is not None)

    def _head(self, first: int, last: int) -> int | None:
        """Index of the first word of the name itself."""
        if is_known_body(self.text[self.words[first].start : self.words[last].end]):
            return first  # "General Staff"
        last -= self._ends_in_letters(first, last)
        head = after_titles(self.words, first, last)
        if head is None:
            return None
        begin, end = self.words[head].start, self.words[last].end
        opens = first == head and self.words[first].start in self.starts
        for hint in self.hints.over(begin, end):
            # The model knows better where a person's name begins; its end is ours (possessives, "of").
            full = len(self.text[hint.start : hint.end].split()) > 1
            if hint.label == "person" and begin < hint.start < end <= hint.end:
                # It cuts names at hyphens: "Jean-Paul Bo".
                ends = (w.end if full else w.start + 1 for w in self.words[head : last + 1])
                inner = next((i for i, at in enumerate(ends, head) if at > hint.start), head)
                if any(is_particle(w.lower) for w in self.words[max(head, inner - 1) : inner + 1]):
                    continue  # "Nguyen Van Moe"
                if full or (opens and all(_no_forename(w) for w in self.words[head:inner])):
                    head = inner
            if hint.label == "person" and full and hint.start < begin < hint.end:
                # "Oliver Dean Brill": the title is a name.
                whole = next((i for i in range(first, head) if self.words[i].start == hint.start), head)
                head = head if is_title(self.words[whole].lower) or is_role(self.words[whole].lower) else whole
        return self._after_stray(first, last) if head == first else head

    def _ends_in_letters(self, first: int, last: int) -> bool:
        """Whether the letters of an office follow a person's name: "Ann Bo MP", not "the Scottish Labour MP"."""
        letters, before = self.words[last], self.words[max(first, last - 1)]
        hinted = self.hints.over(before.start, before.end)
        return letters.text.isupper() and letters.lower in POSTNOMINALS and any(e.label == "person" for e in hinted)

    def _after_stray(self, first: int, last: int) -> int:
        """Skip a word that only looks like part of the name: a people's adjective, a trade that opens a sentence."""
        lower = self.words[first].lower
        if last - first < 2 or any(w.lower in NAME_NOUNS for w in self.words[first : last + 1]):
            return first
        trade = self.words[first].start in self.starts and is_role(lower)
        people = lower in COUNTRIES and lower not in PLACES
        return first + 1 if people or trade or lower in ("old", "young", "little", "big") else first

    def _behind_office(self, first: int, last: int) -> int:
        """Where a person begins in a run that goes on an office: "head of the Fifth Board Ann Bo"."""
        office = office_before(self.text, self.words, first, last) if first < last else None
        if office is None:
            return first
        end = self.words[last].end
        over = self.hints.over(self.words[last].start, end)
        person = next((e for e in over if e.label == "person" and e.end >= end), None)
        behind = after_body(self.words, first, last) if person or end in self.ends else None
        if behind is None and person and person.start <= self.words[last - 1].start:
            behind = next(i for i in range(first, last) if self.words[i].start >= person.start)
            if behind == first < last - 1 and office.noun in TITLES - set(ADDRESS_GENDER):
                behind = last - 1  # "the mayor of Graz Ann Bo": nobody is mayor of a person
        joint = behind is not None and self.words[behind - 1].text in ("and", "&")  # "the chief of Moe and Falk"
        return first if behind is None or joint else behind

    def _called_a_body(self, last: int) -> bool:
        """Whether the words say so of what the model takes for a body: "the official Osprey news agency"."""
        after = [w.lower for w in self.words[last + 1 : last + 3]]
        hinted = self.hints.over(self.words[last].start, self.words[last].end)
        said = after[:1] and (after[0] in BODIES or (after[0] == "news" and after[-1] in BODIES))
        return bool(said) and any(e.label == "organization" for e in hinted)

    def _role(self, begin: int, head: int, last: int) -> Role:
        """The role of a name: its title or office, else what stands before or after.

        ``begin`` is where the run begins that the name ends, be it with a title or with the body that somebody heads.
        """
        name = head
        while name > begin and self.words[at := name - 1 - (self.words[name - 1].text == ".")].lower in _ADDRESS:
            name = at
        title = self.text[self.words[begin].start : self.words[name - 1].end] if name > begin else ""
        if any(is_role(w.lower) for w in self.words[begin:name]):
            return Role(title, _last(title))
        if title:
            return office_before(self.text, self.words, begin, name, self.starts) or Role(title, _last(title))
        before = role_before(self.text, self.words, begin, last, self.starts)
        return before or role_after(self.text, self.words, last) or Role("", "")

    def _kind(self, head: int, first: int, last: int, role: Role) -> tuple[SpeakerKind, bool]:
        """Say what kind of thing a run names, and whether the words themselves tell."""
        inside = [w for w in self.words[head : last + 1] if w.text[0].isalnum()]
        if head > first or self.words[head].text[0] == "@":
            return SpeakerKind.PERSON, True
        team = len(inside) > 1 and inside[-1].text in TEAMS
        joint = any(w.text in ("and", "&") for w in self.words[head : last + 1])
        if team or joint or any(w.lower in NAME_NOUNS for w in inside):
            return SpeakerKind.ORGANIZATION, True
        if role.noun:
            body, trade = role.noun in ORGANIZATION_NOUNS, is_role(role.noun)
            like_person = trade and len(inside) in (2, 3)
            return SpeakerKind.ORGANIZATION if body and not like_person else SpeakerKind.PERSON, body != trade
        known = _known_kind("-".join(w.lower for w in inside))
        if known:
            before = self.words[first - 1].lower if first else ""
            named = first == last and inside[0].text in self.surnames and before not in _BEFORE_PLACES
            return (SpeakerKind.PERSON, False) if named else (known, True)
        hinted = self.hints.over(self.words[first].start, self.words[last].end)
        end = self.words[last].end
        label = next((e.label for e in hinted if e.label in _KINDS and (e.label != "place" or e.end >= end)), "")
        return (_KINDS[label], label == "person") if label else (self._likely_kind(inside, first, last), False)

    def _likely_kind(self, inside: Sequence[Word], first: int, last: int) -> SpeakerKind:
        """Guess the kind from the letters and the words around."""
        before = self.words[first - 1].lower if first else ""
        after = self.words[last + 1].text if last + 1 < len(self.words) else ""
        shouted = all(w.text.isupper() for w in inside)
        if before in _BEFORE_PLACES or (shouted and after in ("-", "–", "—", "(")):
            return SpeakerKind.PLACE  # "in Graz", and the dateline "GRAZ —"
        if shouted and len(inside) == 1 and 1 < len(inside[0].text) < 6:
            return SpeakerKind.ORGANIZATION
        if len(inside) > 1 and inside[0].lower in PLACES:
            return SpeakerKind.ORGANIZATION  # "Russia Today"
        modifies = after.islower() and after not in NOT_NAMES  # "the Gomez campaign"
        return SpeakerKind.ORGANIZATION if before == "the" and not modifies else SpeakerKind.PERSON


def _known_kind(name: str) -> SpeakerKind | None:
    """What everybody knows a place or a body of one word to be."""
    return SpeakerKind.PLACE if name in PLACES else SpeakerKind.ORGANIZATION if name in BODIES_BY_NAME else None


def _no_forename(word: Word) -> bool:
    """Whether a word that opens a sentence is a trade or an adjective rather than a forename."""
    return is_role(word.lower) or word.lower in OPENERS | PEOPLES


def _is_people(word: str) -> bool:
    """Whether a word only says where somebody belongs: "American", "D-Ohio"."""
    return word in PEOPLES | DEMONYMS or word.endswith(("-american", "-americans")) or _SEAT.match(word) is not None


def _last(phrase: str) -> str:
    """The last word of a title, as the word lists have it."""
    return phrase.rsplit(maxsplit=1)[-1].lower().strip(".") if phrase else ""
