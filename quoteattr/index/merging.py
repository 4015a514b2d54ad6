"""Which entries are one person or one body, over all documents.

In: the entries of all documents, the people whom the user knows. Out: groups of entries, each of one speaker.
The result depends on the set of entries alone, not on their order. Imports entries, people, matching and names.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import attrs

from quoteattr.index.entries import Entry
from quoteattr.index.matching import BodyName, PersonName, clash, fits, role_words, same_role
from quoteattr.index.people import KnownPerson
from quoteattr.names.known import known_by_surname
from quoteattr.records import SpeakerKind

__all__ = ["Body", "Group", "Person", "merge"]

# Letters; no prefix of a forename is looked up beyond, which bounds the time for names that are no names.
_LONGEST_FORENAME = 30


@attrs.define(eq=False)
class Person:
    """Entries of one person, the names they are met under, and the words of the roles they give."""

    known: KnownPerson | None = None
    names: list[PersonName] = attrs.field(factory=list)
    entries: list[Entry] = attrs.field(factory=list)
    roles: set[frozenset[str]] = attrs.field(factory=set)

    def take(self, name: PersonName, entry: Entry) -> None:
        """Add an entry under a name."""
        if not self.known and name not in self.names:
            self.names.append(name)
        self.entries.append(entry)
        if entry.role:
            self.roles.add(role_words(entry.role))


@attrs.define(eq=False)
class Body:
    """Entries of one organization or place, and the names they bear."""

    known: KnownPerson | None = None
    names: list[BodyName] = attrs.field(factory=list)
    entries: list[Entry] = attrs.field(factory=list)


Group = Person | Body


def merge(entries: Iterable[Entry], known: Sequence[KnownPerson] = ()) -> list[Group]:
    """Group entries by whom they are of; people and bodies never meet.

    >>> groups = merge([Entry("Ana Brill", "person"), Entry("Brill", "person"), Entry("Jo Brill", "person")])
    >>> [[entry.name for entry in group.entries] for group in groups]  # whose "Brill" is cannot be told
    [['Ana Brill'], ['Jo Brill'], ['Brill']]
    """
    ordered = sorted(set(entries), key=lambda entry: entry.order)
    persons = [entry for entry in ordered if entry.kind is SpeakerKind.PERSON]
    bodies = [entry for entry in ordered if entry.kind is not SpeakerKind.PERSON]
    known_persons = [person for person in known if person.kind is SpeakerKind.PERSON]
    known_bodies = [person for person in known if person.kind is not SpeakerKind.PERSON]
    return [*merge_persons(persons, known_persons), *merge_bodies(bodies, known_bodies)]


def merge_persons(entries: Iterable[Entry], known: Sequence[KnownPerson]) -> list[Person]:
    """Group people: fuller names first; each joins whom the user knows by it, or else the one person it fits."""
    theirs, others = _KnownPersons(known), _Register()
    names: defaultdict[PersonName, list[Entry]] = defaultdict(list)
    for entry in entries:
        name = PersonName.read(entry.name)
        names[name if theirs.meant(name) else _public_figure(name, entry)].append(entry)
    people = [*theirs.people]
    for _, level in groupby(sorted(names, key=_before), key=_before):
        open_names = {}
        for name in level:
            if candidates := theirs.meant(name):
                people += _share(name, names[name], candidates)
            else:
                open_names[name] = names[name]
        people += _place(open_names, others)
    return people


def _share(name: PersonName, entries: Iterable[Entry], candidates: Sequence[Person]) -> list[Person]:
    """Share the entries of a name out among known people; those who may be several stay apart, as a new person."""
    apart = Person()
    for entry, person in [(entry, _one(candidates, entry)) for entry in entries]:
        (person or apart).take(name, entry)
    return [apart] if apart.entries else []


def _public_figure(name: PersonName, entry: Entry) -> PersonName:
    """Read a surname as the public figure whom it means alone or with the role."""
    meant = None if name.forenames else known_by_surname(entry.name, [entry.role] if entry.role else [])
    return PersonName.read(meant) if meant else name


def _one(candidates: Sequence[Person], entry: Entry) -> Person | None:
    """Give the only candidate, or the only one who has the entry's role."""
    if len(candidates) > 1 and entry.role:
        role = role_words(entry.role)
        candidates = [person for person in candidates if any(same_role(role, other) for other in person.roles)]
    return candidates[0] if len(candidates) == 1 else None


def _place(names: Mapping[PersonName, list[Entry]], register: _Register) -> list[Person]:
    """Let names that are equally full join the one person whom each fits; give those who are new.

    Where several of the names contradict each other, none has the better claim to a person: they stay apart.
    """
    claims: defaultdict[Person, defaultdict[PersonName, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    left: defaultdict[PersonName, list[Entry]] = defaultdict(list)
    for name, entries in names.items():
        fitting = register.fitting(name)
        for entry in entries:
            person = _one(fitting, entry)
            (claims[person] if person else left)[name].append(entry)
    for person, claimed in claims.items():
        for name in [name for name in claimed if any(clash(name, other) for other in (*person.names, *claimed))]:
            left[name] += claimed.pop(name)
    new = _newcomers(left)
    for name, entries in left.items():
        claims[new[name]][name] = entries
    for person, claimed in claims.items():
        for name, entries in claimed.items():
            for entry in entries:
                person.take(name, entry)
            register.enter(name, person)
    return list(dict.fromkeys(new.values()))


def _newcomers(names: Iterable[PersonName]) -> dict[PersonName, Person]:
    """Make people of names that are equally full: "J. Sam Orsk" and "Jon S. Orsk" are one if either fits no third."""
    own = {name: Person(names=[name]) for name in names}
    register = _Register()
    for name, person in own.items():
        register.enter(name, person)
    near = {name: [person for person in register.fitting(name) if person is not own[name]] for name in own}
    people = own.copy()
    for name, others in near.items():
        twin = others[0].names[0] if len(others) == 1 else name
        if near[twin] == [own[name]]:
            first, second = sorted((name, twin), key=lambda one: one.text)
            people[second] = own[first]
    return people


def _before(name: PersonName) -> tuple[bool, str, list[int]]:
    """Sort full names before single words, by surname, then the fullest first."""
    measures = (*name.fullness, bool(name.generation), name.gender is not None)
    return len(name.words) == 1, name.words[-1], [-measure for measure in measures]


class _Register:
    """People by the names they can be met under: by the last word, and by the first where the family's stands there."""

    def __init__(self) -> None:
        self.by_last: defaultdict[str, _Shelf] = defaultdict(_Shelf)
        self.by_first: defaultdict[str, dict[Person, None]] = defaultdict(dict)

    def enter(self, name: PersonName, person: Person) -> None:
        """Let a person be found by a name."""
        self.by_last[name.words[-1]].put(name, person)
        self.by_first[name.words[0]][person] = None

    def fitting(self, name: PersonName) -> list[Person]:
        """List the people one of whose names a name fits."""
        near = self.by_last[name.words[-1]].near(name) if name.words[-1] in self.by_last else {}
        if len(name.words) == 1:
            near = near | self.by_first.get(name.words[0], {})
        return [person for person in near if any(fits(name, other) for other in person.names if _as_full(other, name))]


def _as_full(name: PersonName, other: PersonName) -> bool:
    """Whether a name has forenames if the other has: "Tom Brill" is not meant by the surname "Brill"."""
    return bool(name.forenames or not other.forenames)


class _Shelf:
    """The people of one surname, by their forenames: a surname of thousands takes no time that grows with all pairs."""

    def __init__(self) -> None:
        self.everyone: dict[Person, None] = {}
        self.by_forename: defaultdict[str, dict[Person, None]] = defaultdict(dict)
        self.by_letter: defaultdict[str, dict[Person, None]] = defaultdict(dict)
        self.forenames: list[str] = []

    def put(self, name: PersonName, person: Person) -> None:
        self.everyone[person] = None
        for forename in name.forenames:
            if forename.word not in self.by_forename:
                insort(self.forenames, forename.word)
            self.by_forename[forename.word][person] = None
            self.by_letter[forename.letter][person] = None

    def near(self, name: PersonName) -> dict[Person, None]:
        """Give those with a forename that begins one of the name's or begins with it; all for a surname alone."""
        if not name.forenames:
            return self.everyone
        near: dict[Person, None] = {}
        for word, letter in name.forenames:
            if len(word) == 1:
                near |= self.by_letter.get(letter, {})
                continue
            for begin in (letter, *(word[:end] for end in range(2, min(len(word), _LONGEST_FORENAME)))):
                near |= self.by_forename.get(begin, {})
            first, behind = (bisect_left(self.forenames, end) for end in (word, word + chr(sys.maxunicode)))
            for longer in self.forenames[first:behind]:
                near |= self.by_forename[longer]
        return near


class _KnownPersons:
    """The people whom the user knows, by name."""

    def __init__(self, known: Iterable[KnownPerson]) -> None:
        self.people: list[Person] = []
        self.register = _Register()
        self.exact: defaultdict[tuple[str, ...], dict[Person, PersonName]] = defaultdict(dict)
        for one in known:
            person = Person(one, roles=set(map(role_words, one.roles)))
            self.people.append(person)
            for name in map(PersonName.read, (one.name, *one.aliases)):
                person.names.append(name)
                self.exact[name.words][person] = name
                if len(name.words) > 1:
                    self.register.enter(name, person)

    def meant(self, name: PersonName) -> list[Person]:
        """List whom a name means: those of this very name, or else those it fits."""
        exact = self.exact.get(name.words, {})
        return [person for person, own in exact.items() if not clash(name, own)] or self.register.fitting(name)


def merge_bodies(entries: Iterable[Entry], known: Sequence[KnownPerson]) -> list[Body]:
    """Group organizations and places: the same words, then acronyms and short forms of exactly one."""
    names: defaultdict[BodyName, list[Entry]] = defaultdict(list)
    for entry in entries:
        names[BodyName.read(entry.name)].append(entry)
    theirs, others = _Bodies(), _Bodies()
    for one in known:
        body = Body(one)
        theirs.bodies.append(body)
        for name in map(BodyName.read, (one.name, *one.aliases)):
            theirs.enter(name, body, [one.kind])
    for name in sorted(names, key=lambda name: (-len(name.words), name.words)):
        kinds = [entry.kind for entry in names[name]]
        register = theirs if theirs.fitting(name, kinds) else others
        fitting = register.fitting(name, kinds)
        if len(fitting) == 1:
            (body,) = fitting
        else:
            body = Body()
            register.bodies.append(body)
        body.names.append(name)
        body.entries += names[name]
        if register is others:
            register.enter(name, body, kinds)
    return [*theirs.bodies, *others.bodies]


class _Bodies:
    """Organizations and places by the names they can be met under."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self.by_words: defaultdict[tuple[str, ...], dict[Body, None]] = defaultdict(dict)
        self.by_initials: defaultdict[str, dict[Body, None]] = defaultdict(dict)
        self.by_short_form: defaultdict[tuple[str, ...], dict[Body, None]] = defaultdict(dict)

    def enter(self, name: BodyName, body: Body, kinds: Iterable[SpeakerKind]) -> None:
        """Let a body be found by a name."""
        self.by_words[name.words][body] = None
        if name.initials:
            self.by_initials[name.initials][body] = None
        if SpeakerKind.PLACE not in kinds:
            for form in name.shortened:
                self.by_short_form[form][body] = None

    def fitting(self, name: BodyName, kinds: Iterable[SpeakerKind]) -> list[Body]:
        """List the bodies that a name can mean; a place does not stand for the newspaper that is called after it."""
        found = self.by_words.get(name.words) or (self.by_initials.get(name.letters) if name.letters else None)
        if not found and SpeakerKind.PLACE not in kinds:
            found = self.by_short_form.get(name.words)
        return list(found or ())
