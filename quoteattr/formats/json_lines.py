"""JSON Lines: one document a line.

In: results. Out: a line each, ``{"schema": 1, "id": …, "quotes": […]}``; and back. Imports formats.base only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import attrs

from quoteattr.formats.base import Format, Result, from_row, reading, require_object, to_row

__all__ = ["JsonLines", "read_lines"]


@attrs.frozen(kw_only=True)
class JsonLines(Format):
    """One JSON object a line, one line a document, also for a document without quotes.

    ``with_text`` adds the text itself under the key ``text``. Only then can the quotes be placed again: in a format
    for annotation, for example.
    """

    with_text: bool = False

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a line for every document."""
        for name, quotes in results:
            yield json.dumps(to_row(name, quotes, with_text=self.with_text), ensure_ascii=False) + "\n"

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the document of every line."""
        for place, row in read_lines(source):
            with reading(place):
                result = from_row(row)
            yield result


def read_lines(stream: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object on every line that is not blank, and where it stands."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            place = f"line {number}"
            with reading(place):
                value = json.loads(line)
            yield place, require_object(value, place)
