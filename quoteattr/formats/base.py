"""What every output format is: a class that turns results into text, piece by piece.

In: pairs of a document's id and its quotes. Out: pieces of text to write one after the other. Imports records only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Self, TextIO

from quoteattr.records import Quotes

__all__ = ["SCHEMA", "Format", "Result", "to_row"]

#: The version of the JSON layout; it grows when a field changes its meaning or goes.
SCHEMA = 1

Result = tuple[str, Quotes]


def to_row(name: str, quotes: Quotes) -> dict[str, Any]:
    """Give one document as JSON values, as JSON Lines and JSON hold it; title and date only where they are known."""
    known = {"title": quotes.title, "date": quotes.date and quotes.date.isoformat()}
    about = {key: value for key, value in known.items() if value}
    return {"schema": SCHEMA, "id": name, **about, "quotes": quotes.to_dicts()}


class Format(ABC):
    """An output format. A new one is a subclass and a line in the registry."""

    @classmethod
    def on(cls, stream: TextIO) -> Self:  # noqa: ARG003  most formats are the same on every stream
        """Make the format as it suits the stream that it will be written to."""
        return cls()

    @abstractmethod
    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the text of the results as they come, so that a long run can be written as it goes."""
