"""Marks over a text, however they overlap, as well-nested HTML.

In: a text and marks, stretches of it with an element each. Out: HTML that holds every character of the text once, in
order. Imports escaping only.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable

import attrs

from quoteattr.report.escaping import visible

__all__ = ["Mark", "nest"]

#: Line ends that browsers do not break lines at.
_BREAKS = re.compile(r"\r(?!\n)|[\u2028\u2029]")


@attrs.frozen
class Mark:
    """An element over a stretch of text: its name, and its attributes as HTML, a space before each.

    ``again`` are the attributes of the pieces after the first, where another mark cuts this one in pieces.
    """

    start: int
    end: int
    element: str
    attributes: str
    again: str


def nest(text: str, marks: Iterable[Mark]) -> str:
    """Write a text as HTML with its marks as elements; of equal marks, the first is the outermost.

    Marks that cross are cut where the other ends; what lies outside the text is left out. Characters that would hide
    or steer are shown as replacement characters. Line ends stay as they are: style the text with
    ``white-space: pre-wrap``.

    >>> nest("a & bc", [Mark(0, 5, "b", " id=x", ""), Mark(4, 6, "i", "", "")])
    '<b id=x>a &amp; <i>b</i></b><i>c</i>'
    """
    starting = defaultdict(list)
    for mark in marks:
        if 0 <= mark.start < min(mark.end, len(text)):
            starting[mark.start].append(attrs.evolve(mark, end=min(mark.end, len(text))))
    breaks = {found.end() for found in _BREAKS.finditer(text)}
    ends = {mark.end for group in starting.values() for mark in group}
    edges = sorted({0, len(text), *breaks, *starting, *ends})
    shown = visible(text)
    pieces: list[str] = []
    opened: list[Mark] = []
    for here, there in zip(edges, [*edges[1:], len(text)], strict=True):
        if here in breaks:
            pieces.append("<br>")
        kept = next((i for i, mark in enumerate(opened) if mark.end <= here), len(opened))
        closed = opened[kept:]
        del opened[kept:]
        pieces += [f"</{mark.element}>" for mark in reversed(closed)]
        opening = [(mark, mark.again) for mark in closed if mark.end > here]
        opening += [(mark, mark.attributes) for mark in starting.get(here, ())]
        for mark, attributes in sorted(opening, key=lambda pair: -pair[0].end):
            pieces.append(f"<{mark.element}{attributes}>")
            opened.append(mark)
        pieces.append(html.escape(shown[here:there], quote=False).replace("\r", "&#13;"))
    return "".join(pieces)
