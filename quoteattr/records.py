"""The records that the library returns: plain, frozen, checked, and equal by value.

Out: TextSpan, Speaker, Quote, Quotes. Imports errors only.

Offsets are code points, half open, into the text that was given: ``text[s.start:s.end] == s.text``.
"""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Self

import attrs

from quoteattr.errors import RecordError

__all__ = ["Mode", "Polarity", "Quote", "QuoteKind", "Quotes", "Speaker", "SpeakerKind", "TextSpan"]


class QuoteKind(enum.StrEnum):
    """How the words are given: themselves, partly themselves, or in the writer's words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SpeakerKind(enum.StrEnum):
    """What sort of entity speaks."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Mode(enum.StrEnum):
    """Whether the content was said, written, or is held (believed, feared, hoped, wanted)."""

    SPEECH = "speech"
    WRITING = "writing"
    ATTITUDE = "attitude"


class Polarity(enum.StrEnum):
    """Whether the source stands by the content or rejects it."""

    ASSERTED = "asserted"
    DENIED = "denied"


def _shorten(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


#: What is left of a quotation without its words, also where a mark is HTML or was read in a wrong encoding.
#: What has matched stays matched, so that text made of such pieces takes no more time than other text.
_MARKS_ALONE = re.compile(r"(?:&#?\w{2,6};|â€[œ˜™\x9d]?|[\W_])*+")


@attrs.frozen(kw_only=True, repr=False)
class TextSpan:
    """A stretch of the given text.

    ``start`` and ``end`` are code-point offsets ``[start, end)``; ``text`` is exactly what stands there.

    >>> TextSpan(start=4, end=8, text="said")
    TextSpan(4, 8, 'said')
    """

    start: int
    end: int
    text: str

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise RecordError(f"a span needs 0 <= start < end, got [{self.start}, {self.end})")
        if self.end - self.start != len(self.text):
            raise RecordError(
                f"a span's text must have end - start = {self.end - self.start} characters, "
                f"got {len(self.text)}: take it from the text as text[start:end]"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Cut a span out of a text."""
        return cls(start=start, end=end, text=text[start:end])

    def to_dict(self) -> dict[str, Any]:
        """Give the span as JSON values."""
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Take back what `to_dict` gave."""
        return cls(start=data["start"], end=data["end"], text=data["text"])

    def __repr__(self) -> str:
        return f"TextSpan({self.start}, {self.end}, {_shorten(self.text)!r})"


def _start(span: TextSpan) -> int:
    return span.start


# mypy loses the element type of a bare `tuple` as a converter.
def _spans(values: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    return tuple(values)


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


def _speakers(values: Iterable[Speaker]) -> tuple[Speaker, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Speaker:
    """Whom a quote belongs to: a person, an institution, or an explicit unknown.

    ``name`` is canonical within the document, ``role`` is as printed ("White House spokeswoman"),
    ``mentions`` is the chain that led here, and ``id`` is stable within the document.
    """

    name: str
    kind: SpeakerKind = attrs.field(converter=SpeakerKind)
    role: str | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_strings)
    mentions: tuple[TextSpan, ...] = attrs.field(default=(), converter=_spans)
    id: int

    def to_dict(self) -> dict[str, Any]:
        """Give the speaker as JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind.value,
            "role": self.role,
            "aliases": list(self.aliases),
            "mentions": [m.to_dict() for m in self.mentions],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Take back what `to_dict` gave."""
        return cls(
            id=data["id"],
            name=data["name"],
            kind=data["kind"],
            role=data["role"],
            aliases=data["aliases"],
            mentions=map(TextSpan.from_dict, data["mentions"]),
        )

    def __repr__(self) -> str:
        role = f", {self.role}" if self.role else ""
        return f"Speaker({self.name!r}{role}, {self.kind.value})"


def _ordered(_: Quote, attribute: attrs.Attribute[Any], spans: tuple[TextSpan, ...]) -> None:
    for left, right in itertools.pairwise(spans):
        if right.start < left.end:
            raise RecordError(
                f"the spans of {attribute.name} must be in order and apart, got "
                f"[{left.start}, {left.end}) and [{right.start}, {right.end})"
            )


def _fraction(_: Quote, attribute: attrs.Attribute[Any], value: float) -> None:
    if not 0 <= value <= 1:
        raise RecordError(f"{attribute.name} must lie between 0 and 1, got {value}")


def _index(_: Quote, attribute: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None and value < 0:
        raise RecordError(f"{attribute.name} must be the index of a quote or None, got {value}")


@attrs.frozen(kw_only=True, repr=False)
class Quote:
    """One attribution: what was said, in whose words, by whom, and where it stands.

    ``content`` is what was said as it stands, quotation marks included, in several spans when split;
    ``quoted`` are the words inside marks, without the marks. ``cue`` holds the reporting words and
    ``source`` the noun phrase beside it; both are `None` for a quote that follows without a cue of
    its own. ``speakers`` is empty when nobody is named or implied. ``repairs`` names what was mended
    in the marks. ``parent`` is the index, in the same `Quotes`, of the quote this one is nested in.

    Raises `RecordError` where the values contradict each other.

    >>> said = TextSpan(start=0, end=9, text="“Enough.”")
    >>> Quote(kind="direct", content=[said], quoted=[TextSpan(start=1, end=8, text="Enough.")])
    Quote('Enough.', speaker=None, kind=direct)
    """

    kind: QuoteKind = attrs.field(converter=QuoteKind)
    content: tuple[TextSpan, ...] = attrs.field(converter=_spans, validator=_ordered)
    quoted: tuple[TextSpan, ...] = attrs.field(default=(), converter=_spans, validator=_ordered)
    cue: TextSpan | None = None
    source: TextSpan | None = None
    speakers: tuple[Speaker, ...] = attrs.field(default=(), converter=_speakers)
    addressee: TextSpan | None = None
    mode: Mode = attrs.field(default=Mode.SPEECH, converter=Mode)
    polarity: Polarity = attrs.field(default=Polarity.ASSERTED, converter=Polarity)
    confidence: float = attrs.field(default=1.0, converter=float, validator=_fraction)
    repairs: tuple[str, ...] = attrs.field(default=(), converter=_strings)
    parent: int | None = attrs.field(default=None, validator=_index)

    def __attrs_post_init__(self) -> None:
        if not self.content:
            raise RecordError("a quote needs at least one span of content")

    @property
    def text(self) -> str:
        """The words, split parts joined by a space, outer marks off."""
        return " ".join(self._bare(part) for part in self.content)

    def _bare(self, part: TextSpan) -> str:
        """Drop the marks of a part that is one quotation from end to end."""
        first = bisect_left(self.quoted, part.start, key=_start)
        for inner in (self.quoted[i] for i in range(first, len(self.quoted))):
            if inner.end > part.end:
                break
            before, behind = inner.start - part.start, inner.end - part.start
            if _MARKS_ALONE.fullmatch(part.text, 0, before) and _MARKS_ALONE.fullmatch(part.text, behind):
                return inner.text
        return part.text

    @property
    def speaker(self) -> Speaker | None:
        """The first speaker, or `None`."""
        return self.speakers[0] if self.speakers else None

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end

    def to_dict(self) -> dict[str, Any]:
        """Give the quote as JSON values; `from_dict` takes them back."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "content": [s.to_dict() for s in self.content],
            "quoted": [s.to_dict() for s in self.quoted],
            "cue": self.cue and self.cue.to_dict(),
            "source": self.source and self.source.to_dict(),
            "speakers": [s.to_dict() for s in self.speakers],
            "addressee": self.addressee and self.addressee.to_dict(),
            "mode": self.mode.value,
            "polarity": self.polarity.value,
            "confidence": self.confidence,
            "repairs": list(self.repairs),
            "parent": self.parent,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Take back what `to_dict` gave; raise `RecordError` naming what is missing."""
        try:
            return cls(
                kind=data["kind"],
                content=map(TextSpan.from_dict, data["content"]),
                quoted=map(TextSpan.from_dict, data["quoted"]),
                cue=data["cue"] and TextSpan.from_dict(data["cue"]),
                source=data["source"] and TextSpan.from_dict(data["source"]),
                speakers=map(Speaker.from_dict, data["speakers"]),
                addressee=data["addressee"] and TextSpan.from_dict(data["addressee"]),
                mode=data["mode"],
                polarity=data["polarity"],
                confidence=data["confidence"],
                repairs=data["repairs"],
                parent=data["parent"],
            )
        except KeyError as missing:
            raise RecordError(f"a quote's dictionary lacks {missing}: pass what Quote.to_dict() gave") from missing

    def __repr__(self) -> str:
        name = self.speaker.name if self.speaker else None
        return f"Quote({_shorten(self.text)!r}, speaker={name!r}, kind={self.kind.value})"


class Quotes(list[Quote]):
    """The quotes of one text, in text order, nested ones after their parent.

    A list that also knows its ``text`` and its ``speakers``, and the ``title`` and the ``date`` of the text where
    these are known, as of a web page.
    """

    def __init__(
        self, quotes: Iterable[Quote] = (), *, text: str, title: str | None = None, date: dt.date | None = None
    ) -> None:
        super().__init__(quotes)
        self.text = text
        self.title = title
        self.date = date

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everyone who speaks, once each, in order of first appearance."""
        return tuple({s.id: s for quote in self for s in quote.speakers}.values())

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give every quote as JSON values."""
        return [quote.to_dict() for quote in self]

    def _repr_html_(self) -> str:
        """Show the text with its quotes marked, in a notebook."""
        from quoteattr.report import draw

        return draw(self)

    def to_frame(self, *, name: str = "", backend: str = "pandas") -> Any:
        """Give a data frame with a row a quote, see `quoteattr.frames.to_frame`; ``name`` fills the column ``id``."""
        from quoteattr.frames import to_frame

        return to_frame([(name, self)], backend=backend)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (list(self), self.text, self.title, self.date))


def _rebuild(quotes: list[Quote], text: str, title: str | None = None, date: dt.date | None = None) -> Quotes:
    return Quotes(quotes, text=text, title=title, date=date)
