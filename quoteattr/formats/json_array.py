"""JSON: one array of documents, indented for reading.

In: results. Out: the array, a document at a time, each what a line of JSON Lines holds; and back. Imports formats.base
only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import attrs

from quoteattr.errors import FormatError
from quoteattr.formats.base import Format, Result, from_row, reading, require_object, to_row

__all__ = ["JsonArray", "read_array", "render_array"]


@attrs.frozen(kw_only=True)
class JsonArray(Format):
    """A JSON array with one object a document; ``with_text`` adds the text itself, as in JSON Lines."""

    with_text: bool = False

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the array, one document at a time."""
        return render_array(to_row(name, quotes, with_text=self.with_text) for name, quotes in results)

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the document of every object."""
        for place, row in read_array(source):
            with reading(place):
                result = from_row(row)
            yield result


def render_array(values: Iterable[Any], *, indent: int | None = 2) -> Iterator[str]:
    """Yield a JSON array, one value at a time; without ``indent``, each on a line."""
    separator = "[\n"
    for value in values:
        yield separator + json.dumps(value, ensure_ascii=False, indent=indent)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def read_array(stream: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects in a JSON array, and where they stand."""
    with reading("the file"):
        values = json.load(stream)
    if not isinstance(values, list):
        raise FormatError(f"the file: expected a JSON array, got {type(values).__name__}")
    for number, value in enumerate(values, start=1):
        place = f"item {number}"
        yield place, require_object(value, place)
