"""JSON Lines: one document a line.

In: results. Out: a line each, ``{"schema": 1, "id": …, "quotes": […]}``; and back. Imports formats.base only.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

import attrs

from quoteattr.formats.base import Format, Result, failed_row, from_row, reading, require_object, to_row

__all__ = ["JsonLines", "read_lines"]


def _log(name: str, error: str) -> None:
    logging.getLogger(__name__).warning("%r is left out: it was not extracted: %s", name, error)


@attrs.frozen(kw_only=True)
class JsonLines(Format):
    """One JSON object a line, one line a document, also for a document without quotes.

    ``with_text`` adds the text itself under the key ``text``. Only then can the quotes be placed again: in a format
    for annotation, for example.
    A document that could not be extracted has a line with the key ``error``. It is no result: when read, it is left
    out, and ``failed`` is told its id and the error, which are otherwise logged as a warning.
    """

    with_text: bool = False
    failed: Callable[[str, str], None] = attrs.field(default=_log, eq=False, repr=False)

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a line for every document."""
        for name, quotes in results:
            yield _line(to_row(name, quotes, with_text=self.with_text))

    def render_failed(self, name: str, error: str) -> str:
        """Give the line of a document that could not be extracted."""
        return _line(failed_row(name, error))

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the document of every line."""
        for place, row in read_lines(source):
            with reading(place):
                result = from_row(row)
                error = row.get("error")
            if error is None:
                yield result
            else:
                self.failed(result[0], str(error))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def read_lines(stream: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object on every line that is not blank, and where it stands."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            place = f"line {number}"
            with reading(place):
                value = json.loads(line)
            yield place, require_object(value, place)
