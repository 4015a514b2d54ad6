"""Whom a name can mean, among the people of an index.

In: a name, people. Out: those whom it can mean, the likeliest first. Imports entries, matching and names.
"""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr.index.entries import IndexedSpeaker
from quoteattr.index.matching import BodyName, PersonName, fits
from quoteattr.names.comparing import compatible, words
from quoteattr.records import SpeakerKind

__all__ = ["search"]


def search(name: str, people: Iterable[IndexedSpeaker]) -> list[IndexedSpeaker]:
    """List the people whom a name can mean: of this very name, by an alias, a surname, anything else that fits."""
    if not any(c.isalnum() for c in name):
        return []
    as_person, as_body = PersonName.read(name), BodyName.read(name)
    found = []
    for person in people:
        rank = _person(as_person, person) if person.kind is SpeakerKind.PERSON else _body(as_body, person)
        if rank is not None:
            found.append((rank, person))
    return [person for _, person in sorted(found, key=lambda pair: pair[0])]


def _person(name: PersonName, person: IndexedSpeaker) -> int | None:
    asked, forms = words(name.text), (person.name, *person.aliases)
    spelled = [words(form) for form in forms]
    if asked in spelled:
        return min(spelled.index(asked), 1)
    if any(s[-1:] == name.words[-1:] and fits(name, PersonName.read(f)) for s, f in zip(spelled, forms, strict=True)):
        return 2
    return 3 if any(compatible(name.text, form) for form in forms) else None


def _body(name: BodyName, body: IndexedSpeaker) -> int | None:
    own = BodyName.read(body.name)
    if name == own:
        return 0
    if any(name == BodyName.read(alias) for alias in body.aliases):
        return 1
    return 2 if (name.letters and name.letters == own.initials) or name.words in own.shortened else None
