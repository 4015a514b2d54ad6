"""The index of speakers: documents in, one after another, in any order; people and what they said out.

In: the quotes of documents, known people. Out: `IndexedSpeaker` records. Imports the other modules of the package.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from quoteattr.index.entries import IndexedDocument, IndexedSpeaker, read_document
from quoteattr.index.gathering import gather
from quoteattr.index.people import People, read_people
from quoteattr.index.saving import read_index, write_index
from quoteattr.index.searching import search
from quoteattr.records import Quote

__all__ = ["SpeakerIndex"]


class SpeakerIndex:
    """Merges the speakers of many documents into people, organizations and places.

    ``people``: whom you know, as a JSON or CSV file or as `KnownPerson` records; a speaker who fits one of them gets
    that id and name. See `quoteattr.index.KnownPerson` for what the files hold.

    Full names are one person when they are the same but for titles, initials, accents, hyphens and transliteration. A
    surname, or an initial with it, joins the only fuller name that it fits in the whole index, or the one that has the
    same role; where several fit, it stays by itself. A person is never merged with an organization or a place. Two
    people of the very same full name cannot be told apart, and count as one.

    The result depends on the documents alone, not on the order in which they were added. It is worked out anew when it
    is asked for after a change. Raises `InputFileError` for a file of people that cannot be read.

    >>> from quoteattr import extract_quotes
    >>> index = SpeakerIndex()
    >>> index.add(extract_quotes("“It rained,” said Ida Moe, the mayor."), document="a", date="2024-05-30")
    >>> index.add(extract_quotes("“It is dry again,” Moe said."), document="b", date="2024-05-31")
    >>> [(person.name, person.role, len(person.quotes), person.documents) for person in index]
    [('Ida Moe', 'mayor', 2, ('a', 'b'))]
    """

    def __init__(self, people: People = None) -> None:
        self._known = read_people(people)
        self._documents: dict[str, IndexedDocument] = {}
        self._people: dict[str, IndexedSpeaker] | None = None

    def add(self, quotes: Iterable[Quote], document: str, date: dt.date | str | None = None) -> None:
        """Take in the quotes of one document, in the place of those that it had before.

        ``document`` is an address or another id, ``date`` a date or how ISO writes it. Raises `RecordError` for others.
        """
        self._documents[document] = read_document(quotes, document, date)
        self._people = None

    @property
    def people(self) -> tuple[IndexedSpeaker, ...]:
        """Everyone who is quoted by name, the most quoted first; anonymous speakers and groups are nobody here."""
        return tuple(self._by_id.values())

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, sorted."""
        return tuple(sorted(self._documents))

    @property
    def unnamed(self) -> int:
        """How many quotes are of no person, organization or place."""
        return sum(document.unnamed for document in self._documents.values())

    def get(self, id: str) -> IndexedSpeaker | None:  # noqa: A002  what the record calls it
        """Give the speaker of an id, or `None`."""
        return self._by_id.get(id)

    def find(self, name: str) -> tuple[IndexedSpeaker, ...]:
        """Give those whom a name can mean: of this very name first, then by alias, surname, forename or acronym."""
        return tuple(search(name, self))

    def save(self, path: str | Path) -> None:
        """Write the index as JSON Lines, in one stroke: a header with the known people, then a line a document."""
        write_index(Path(path), self._known, [self._documents[name] for name in self.documents])

    @classmethod
    def load(cls, path: str | Path, people: People = None) -> Self:
        """Read what `save` wrote; ``people`` take the place of the known people in it.

        Raises `InputFileError` for a file that is cut off, altered or something else.
        """
        known, documents = read_index(Path(path))
        index = cls(known if people is None else people)
        index._documents = {document.id: document for document in documents}
        return index

    def __iter__(self) -> Iterator[IndexedSpeaker]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self._by_id)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SpeakerIndex):
            return NotImplemented
        return (self._known, self._documents) == (other._known, other._documents)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __repr__(self) -> str:
        return f"SpeakerIndex({len(self)} speakers, {len(self._documents)} documents)"

    @property
    def _by_id(self) -> dict[str, IndexedSpeaker]:
        if self._people is None:
            self._people = gather(self._documents.values(), self._known)
        return self._people
