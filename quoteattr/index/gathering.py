"""The people of an index: for each group of entries its name, id, roles over time and quotes.

In: documents, known people. Out: `IndexedSpeaker` records by id. Imports entries, people, matching and merging.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import attrs

from quoteattr.index.entries import Entry, IndexedDocument, IndexedQuote, IndexedSpeaker, RoleMention
from quoteattr.index.matching import BodyName, PersonName
from quoteattr.index.merging import Group, Person, merge
from quoteattr.index.people import KnownPerson
from quoteattr.records import SpeakerKind

__all__ = ["gather"]

# Characters of an id that is made of a name.
_LONGEST_ID = 80


@attrs.define
class _Found:
    """What the documents say of one group; a name counts once a document and entry."""

    group: Group
    names: Counter[str] = attrs.field(factory=Counter)
    kinds: Counter[SpeakerKind] = attrs.field(factory=Counter)
    aliases: set[str] = attrs.field(factory=set)
    roles: defaultdict[str, list[tuple[str, IndexedDocument]]] = attrs.field(factory=lambda: defaultdict(list))
    quotes: list[IndexedQuote] = attrs.field(factory=list)

    def take(self, entry: Entry, document: IndexedDocument) -> None:
        self.names[entry.name] += 1
        self.kinds[entry.kind] += 1
        self.aliases.update(entry.aliases)
        if entry.role:
            self.roles[entry.role.casefold()].append((entry.role, document))


def gather(documents: Iterable[IndexedDocument], known: Sequence[KnownPerson]) -> dict[str, IndexedSpeaker]:
    """Make the people of an index, by id, the most quoted first."""
    ordered = sorted(documents, key=lambda document: (document.date or dt.date.max, document.id))
    groups = merge({entry for document in ordered for _, entries in document.said for entry in entries}, known)
    found = [_Found(group) for group in groups]
    of = {entry: number for number, group in enumerate(groups) for entry in group.entries}
    for document in ordered:
        for quote, entries in document.said:
            for number in dict.fromkeys(of[entry] for entry in entries):
                found[number].quotes.append(quote)
        for entry in dict.fromkeys(entry for _, entries in document.said for entry in entries):
            found[of[entry]].take(entry, document)
    speakers = _with_ids([some for some in found if some.quotes], {person.id for person in known})
    return {speaker.id: speaker for speaker in sorted(speakers, key=lambda s: (-len(s.quotes), s.name, s.id))}


def _with_ids(found: Iterable[_Found], taken: set[str]) -> list[IndexedSpeaker]:
    """Make the records; who has no known id gets one of the name, numbered where others have it."""
    speakers = []
    for speaker in sorted((_speaker(some) for some in found), key=lambda s: (s.name, s.kind)):
        made = speaker.id or _slug(speaker.name)
        number = 1
        while not speaker.id and made in taken:
            number += 1
            made = f"{_slug(speaker.name)}-{number}"
        taken.add(made)
        speakers.append(attrs.evolve(speaker, id=made))
    return speakers


def _slug(name: str) -> str:
    """Make an id of a name.

    >>> _slug("Søren Å. Kjær-Lund")
    'søren-a-kjær-lund'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", plain))[:_LONGEST_ID].strip("-") or "speaker"


def _speaker(found: _Found) -> IndexedSpeaker:
    known = found.group.known
    name = known.name if known else _fullest(found)
    others = {*found.names, *found.aliases, *(known.aliases if known else ())} - {name}
    return IndexedSpeaker(
        id=known.id if known else "",
        name=name,
        kind=known.kind if known else min(found.kinds, key=lambda kind: (-found.kinds[kind], kind)),
        aliases=tuple(sorted(others)),
        roles=_roles(found),
        quotes=tuple(found.quotes),
    )


def _fullest(found: _Found) -> str:
    """Give the name that says most; of several, the one that most documents use, not all in capitals."""
    if isinstance(found.group, Person):
        full = {name: PersonName.read(name) for name in {*found.names, *(n.text for n in found.group.names)}}
        return min(full, key=lambda n: ([-m for m in full[n].fullness], n.isupper(), -found.names[n], n))
    bodies = {name: BodyName.read(name) for name in found.names}
    return min(bodies, key=lambda n: ([-m for m in bodies[n].fullness], -found.names[n], n))


def _roles(found: _Found) -> tuple[RoleMention, ...]:
    mentions = []
    for given in found.roles.values():
        spellings = Counter(role for role, _ in given)
        dates = [document.date for _, document in given if document.date]
        mentions.append(
            RoleMention(
                role=min(spellings, key=lambda role: (-spellings[role], role)),
                first=min(dates, default=None),
                last=max(dates, default=None),
                documents=tuple(dict.fromkeys(document.id for _, document in given)),
            )
        )
    return tuple(sorted(mentions, key=lambda m: (m.first or dt.date.max, m.last or dt.date.max, m.role)))
