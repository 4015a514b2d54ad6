"""What an index holds: the speakers and quotes of every document, and the people made of them.

In: the quotes of one document. Out: a plain record of who said what in it. Imports records and errors only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs
from attrs.validators import deep_iterable, instance_of, optional

from quoteattr.errors import RecordError
from quoteattr.records import Mode, Polarity, Quote, QuoteKind, Speaker, SpeakerKind

__all__ = [
    "NAMED", "Entry", "IndexedDocument", "IndexedQuote", "IndexedSpeaker", "RoleMention", "is_name", "read_document",
]  # fmt: skip

#: Who has a name by which other articles can call him or it too.
NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE})


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


def is_name(name: str, kind: SpeakerKind) -> bool:
    """Whether it is a name: a letter or a digit is in it, and it is not what a group or a document is called."""
    return kind in NAMED and any(c.isalnum() for c in name)


@attrs.frozen
class Entry:
    """A speaker as one document has it."""

    name: str = attrs.field(validator=instance_of(str))
    kind: SpeakerKind = attrs.field(converter=SpeakerKind)
    role: str | None = attrs.field(default=None, validator=optional(instance_of(str)))
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_strings, validator=deep_iterable(instance_of(str)))

    def __attrs_post_init__(self) -> None:
        if not is_name(self.name, self.kind):
            raise RecordError(f"{self.name!r}, {self.kind}: an entry is of somebody with a name")

    @property
    def order(self) -> tuple[str, str, str, tuple[str, ...]]:
        """What entries are sorted by."""
        return self.name, self.kind, self.role or "", self.aliases


@attrs.frozen(kw_only=True)
class IndexedQuote:
    """A quote and where it stands: its document, its number there, its words.

    ``number`` counts the quotes of the document from 0; ``start`` and ``end`` are code-point offsets into its text.
    """

    document: str = attrs.field(validator=instance_of(str))
    date: dt.date | None
    number: int = attrs.field(validator=instance_of(int))
    kind: QuoteKind = attrs.field(converter=QuoteKind)
    text: str = attrs.field(validator=instance_of(str))
    start: int = attrs.field(validator=instance_of(int))
    end: int = attrs.field(validator=instance_of(int))
    mode: Mode = attrs.field(converter=Mode)
    polarity: Polarity = attrs.field(converter=Polarity)


@attrs.frozen(kw_only=True)
class RoleMention:
    """A role that documents give somebody, the first and the last date of them, and their ids."""

    role: str
    first: dt.date | None
    last: dt.date | None
    documents: tuple[str, ...]


def _standing(mention: RoleMention) -> tuple[dt.date, int, int]:
    return mention.last or dt.date.min, len(mention.documents), len(mention.role)


@attrs.frozen(kw_only=True)
class IndexedSpeaker:
    """A person or an institution, with everything said in any document.

    ``id`` is that of the known person, or else made of the name. ``aliases`` are the other forms of the name.
    ``roles`` and ``quotes`` stand in order of their dates, the undated last.
    """

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    roles: tuple[RoleMention, ...]
    quotes: tuple[IndexedQuote, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that quote the speaker, once each, in order of their dates."""
        return tuple(dict.fromkeys(quote.document for quote in self.quotes))

    @property
    def role(self) -> str | None:
        """The latest role; of several, the one that most documents give, or the longest."""
        latest = max(self.roles, key=_standing, default=None)
        return latest.role if latest else None


@attrs.frozen(kw_only=True)
class IndexedDocument:
    """Who said what in one document; ``unnamed`` counts the quotes without a person or an institution."""

    id: str = attrs.field(validator=instance_of(str))
    date: dt.date | None
    said: tuple[tuple[IndexedQuote, tuple[Entry, ...]], ...]
    unnamed: int = attrs.field(validator=instance_of(int))


def read_document(quotes: Iterable[Quote], document: str, date: dt.date | str | None) -> IndexedDocument:
    """Take out of a document's quotes what the index keeps; raise `RecordError` for anything but quotes."""
    if not (document and isinstance(document, str)):
        raise RecordError(f"a document needs an id that is a string, such as its address, got {document!r}")
    day = _day(date)
    said = []
    unnamed = 0
    for number, quote in enumerate(quotes):
        if not isinstance(quote, Quote):
            raise RecordError(f"expected the quotes of one document, got {type(quote).__name__}: extract them first")
        entries = dict.fromkeys(_entry(speaker) for speaker in quote.speakers if is_name(speaker.name, speaker.kind))
        if entries:
            said.append((_indexed(quote, document, day, number), tuple(entries)))
        else:
            unnamed += 1
    return IndexedDocument(id=document, date=day, said=tuple(said), unnamed=unnamed)


def _day(date: dt.date | str | None) -> dt.date | None:
    try:
        when = dt.datetime.fromisoformat(date) if isinstance(date, str) else date
    except ValueError as problem:
        raise RecordError(f"a date must be written as in 2024-05-31, got {date!r}") from problem
    if isinstance(when, dt.datetime):
        return when.date()
    if when is not None and not isinstance(when, dt.date):
        raise RecordError(f"a date must be a datetime.date or a string such as 2024-05-31, got {date!r}")
    return when


def _entry(speaker: Speaker) -> Entry:
    aliases = dict.fromkeys(" ".join(alias.split()) for alias in speaker.aliases)
    role = " ".join((speaker.role or "").split())
    return Entry(" ".join(speaker.name.split()), speaker.kind, role or None, tuple(filter(None, aliases)))


def _indexed(quote: Quote, document: str, date: dt.date | None, number: int) -> IndexedQuote:
    return IndexedQuote(
        document=document,
        date=date,
        number=number,
        kind=quote.kind,
        text=quote.text,
        start=quote.start,
        end=quote.end,
        mode=quote.mode,
        polarity=quote.polarity,
    )
