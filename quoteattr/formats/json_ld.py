"""JSON-LD, in pieces, safe to stand in a web page.

In: the frame of a document and its items. Out: text. Imports nothing of the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["render_items"]


def render_items(frame: Mapping[str, Any], key: str, items: Iterable[Any]) -> Iterator[str]:
    r"""Yield a JSON object: the frame, and last under ``key`` an array of the items, an item a line.

    Less-than signs are written as escapes, so that no text ends the ``<script>`` element that holds it.

    >>> print(*render_items({"@type": "List"}, "items", ["</script>", 2]), sep="", end="")
    {"@type": "List", "items": [
    "\u003c/script>",
    2
    ]}
    """
    head = _dump({**frame, key: []})
    separator = head.removesuffix("]}") + "\n"
    for item in items:
        yield separator + _dump(item)
        separator = ",\n"
    yield "\n]}\n" if separator == ",\n" else head + "\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
