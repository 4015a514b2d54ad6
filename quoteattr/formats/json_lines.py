"""JSON Lines: one document a line.

In: results. Out: a line each, ``{"schema": 1, "id": …, "quotes": […]}``. Imports formats.base only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from quoteattr.formats.base import Format, Result, to_row

__all__ = ["JsonLines"]


class JsonLines(Format):
    """One JSON object a line, one line a document, also for a document without quotes."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a line for every document."""
        for name, quotes in results:
            yield json.dumps(to_row(name, quotes), ensure_ascii=False) + "\n"
