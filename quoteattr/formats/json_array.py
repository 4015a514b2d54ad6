"""JSON: one array of documents, indented for reading.

In: results. Out: the array, a document at a time; each is what a line of JSON Lines holds. Imports formats.base only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from quoteattr.formats.base import Format, Result, to_row

__all__ = ["JsonArray"]


class JsonArray(Format):
    """A JSON array with one object a document."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the array, one document at a time."""
        separator = "[\n"
        for name, quotes in results:
            yield separator + json.dumps(to_row(name, quotes), ensure_ascii=False, indent=2)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"
