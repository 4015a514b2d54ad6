"""What every format is: a class that turns results into what is written, and maybe back.

In: pairs of a document's id and its quotes. Out: pieces to write one after the other. Imports records and errors only.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from quoteattr.errors import FormatError
from quoteattr.records import Quote, Quotes, TextSpan

__all__ = [
    "SCHEMA",
    "Format",
    "Medium",
    "Result",
    "failed_row",
    "from_row",
    "reading",
    "replace_characters",
    "require_object",
    "require_text",
    "spans_of",
    "to_row",
]

#: The version of the JSON layout; it grows when a field changes its meaning or goes.
SCHEMA = 1

#: Half surrogate pairs, which JSON can escape but no encoding can hold.
SURROGATES = re.compile("[\ud800-\udfff]")

#: Those whose other half stands beside them: a reader of JSON would take both for one character, and lose count.
PAIRED = re.compile("[\ud800-\udbff](?=[\udc00-\udfff])|(?<=[\ud800-\udbff])[\udc00-\udfff]")

Result = tuple[str, Quotes]


class Medium(enum.Enum):
    """What a format is written to and read from."""

    TEXT = "text"  #: One file of text; `render` yields strings, `read` takes an open text stream.
    BINARY = "binary"  #: One file of bytes; `render` yields bytes, `read` takes an open binary stream.
    FOLDER = "folder"  #: Several files; `render` yields pairs of a name and a text, `read` takes the folder's Path.


class Format(ABC):
    """A format. A new one is a subclass and a line in the registry."""

    medium: ClassVar[Medium] = Medium.TEXT

    @classmethod
    def on(cls, stream: Any) -> Self:  # noqa: ARG003  most formats are the same wherever they go
        """Make the format as it suits the stream, or the folder, that it will be written to."""
        return cls()

    @abstractmethod
    def render(self, results: Iterable[Result]) -> Iterator[Any]:
        """Yield the pieces of the results as they come, so that a long run can be written as it goes."""

    def read(self, source: Any) -> Iterator[Result]:  # noqa: ARG002  those that can, do
        """Yield the results that `render` wrote; raise `FormatError` for anything else, or if the format is one-way."""
        raise FormatError(f"{type(self).__name__} is a format for writing only")


def to_row(name: str, quotes: Quotes, *, with_text: bool = False) -> dict[str, Any]:
    """Give one document as JSON values, as JSON Lines and JSON hold it; title and date only where they are known."""
    known = {"title": quotes.title, "date": quotes.date and quotes.date.isoformat()}
    about = {key: value for key, value in known.items() if value}
    text = {"text": require_text(quotes).text} if with_text else {}
    return {"schema": SCHEMA, "id": name, **about, **text, "quotes": quotes.to_dicts()}


def failed_row(name: str, error: str) -> dict[str, Any]:
    """Give a document whose text could not be read, as JSON values; who does not know of errors finds no quotes."""
    return {"schema": SCHEMA, "id": name, "error": error, "quotes": []}


def from_row(row: Mapping[str, Any]) -> Result:
    """Take back what `to_row` gave; without its text, the quotes have an empty one."""
    if row["schema"] != SCHEMA:
        raise FormatError(f"has schema {row['schema']}, this version reads {SCHEMA}")
    name, text, title, date = (row.get(key) for key in ("id", "text", "title", "date"))
    if not isinstance(name, str) or not all(isinstance(value, str | None) for value in (text, title, date)):
        raise FormatError("id, text, title and date must be strings")
    day = dt.date.fromisoformat(date) if date else None
    quotes = Quotes(map(Quote.from_dict, row["quotes"]), text=text or "", title=title, date=day)
    return name, require_text(quotes) if "text" in row else quotes


def spans_of(quote: Quote) -> Iterator[TextSpan]:
    """Yield every span of a quote."""
    yield from quote.content
    yield from quote.quoted
    yield from (span for span in (quote.cue, quote.source, quote.addressee) if span)
    yield from (mention for speaker in quote.speakers for mention in speaker.mentions)


def require_text(quotes: Quotes) -> Quotes:
    """Give the quotes back; raise `FormatError` if a span does not stand in the text, as where the text is missing."""
    for span in (span for quote in quotes for span in spans_of(quote)):
        if quotes.text[span.start : span.end] != span.text:
            raise FormatError(
                f"a span at [{span.start}, {span.end}) does not stand in the text"
                if quotes.text
                else "the text is missing, and without it the quotes cannot be placed: write JSON lines --with-text"
            )
    return quotes


def replace_characters(quotes: Quotes, pattern: re.Pattern[str] = SURROGATES) -> Quotes:
    """Put a replacement character for every character that a format cannot hold; offsets stay as they are."""

    def replace(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub("\ufffd", value)
        if isinstance(value, list):
            return [replace(item) for item in value]
        return {key: replace(item) for key, item in value.items()} if isinstance(value, dict) else value

    found = (Quote.from_dict(replace(quote.to_dict())) for quote in quotes)
    return Quotes(found, text=replace(quotes.text), title=replace(quotes.title or "") or None, date=quotes.date)


def require_object(value: Any, place: str) -> dict[str, Any]:
    """Give a JSON object back; raise `FormatError` for any other value."""
    if not isinstance(value, dict):
        raise FormatError(f"{place}: expected a JSON object, got {type(value).__name__}")
    return value


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turn whatever goes wrong with foreign data into a `FormatError` that names the place."""
    try:
        yield
    except KeyError as missing:
        raise FormatError(f"{place}: lacks {missing}") from missing
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        SyntaxError,
        TypeError,
        ValueError,
    ) as problem:
        raise FormatError(f"{place}: {problem}") from problem
