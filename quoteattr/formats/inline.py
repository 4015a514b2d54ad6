"""Elements written into a text, and read out of it again: XML cannot let two of them cross.

In: a text, and elements with offsets. Out: XML; and back. Imports spans only.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

import attrs

from quoteattr.spans import Span

__all__ = ["PARSED_ID", "Inline", "escape_text", "find_elements", "render_inline"]

ID = "xml:id"
PARSED_ID = "{http://www.w3.org/XML/1998/namespace}id"
SAME = "sameAs"


@attrs.frozen
class Inline:
    """An element around the words ``[start, end)``: its tag, its id in the file, and its other attributes."""

    tag: str
    id: str
    span: Span
    attributes: Mapping[str, str] = attrs.field(factory=dict)


def render_inline(text: str, elements: Sequence[Inline]) -> str:
    """Write elements into a text; one that crosses the end of another goes on in a further element, the same as it.

    >>> render_inline("a b c", [Inline("x", "1", (0, 3)), Inline("y", "2", (2, 5))])
    '<x xml:id="1">a <y xml:id="2">b</y></x><y sameAs="#2"> c</y>'
    """
    starting: dict[int, list[Inline]] = {}
    for element in elements:
        starting.setdefault(element.span[0], []).append(element)
    edges = sorted({0, len(text), *(edge for element in elements for edge in element.span)})
    pieces: list[str] = []
    open_: list[Inline] = []
    for at, until in itertools.pairwise(edges):
        first = next((n for n, element in enumerate(open_) if element.span[1] <= at), len(open_))
        closed, open_ = open_[first:], open_[:first]
        pieces += (f"</{element.tag}>" for element in reversed(closed))
        again = [element for element in closed if element.span[1] > at]
        fresh = starting.get(at, [])
        for element in sorted([*again, *fresh], key=lambda element: -element.span[1]):
            pieces.append(_opening(element, again=element.span[0] < at))
            open_.append(element)
        pieces.append(escape_text(text[at:until]))
    pieces += (f"</{element.tag}>" for element in reversed(open_))
    return "".join(pieces)


def escape_text(text: str) -> str:
    """Escape text for XML, carriage returns too, which a parser would read as line feeds."""
    return escape(text, {"\r": "&#13;"})


def _opening(element: Inline, *, again: bool) -> str:
    attributes = {SAME: f"#{element.id}"} if again else {ID: element.id, **element.attributes}
    return f"<{element.tag} {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}>"


def find_elements(block: Element) -> tuple[str, list[Inline]]:
    """Give the text of a parsed element, and the elements in it, what was cut put together again."""
    pieces: list[str] = []
    found: dict[str, Inline] = {}
    _collect(block, pieces, found)
    return "".join(pieces), list(found.values())


def _collect(parent: Element, pieces: list[str], found: dict[str, Inline], at: int = 0) -> int:
    """Note the text and the elements of an element that begins at an offset; give the offset where it ends."""
    pieces.append(parent.text or "")
    at += len(pieces[-1])
    for element in parent:
        name = element.get(PARSED_ID) or element.get(SAME, "").removeprefix("#")
        whole = found.get(name) or Inline(element.tag.rpartition("}")[2], name, (at, at), element.attrib)
        found[name] = whole
        at = _collect(element, pieces, found, at)
        found[name] = attrs.evolve(whole, span=(whole.span[0], at))
        pieces.append(element.tail or "")
        at += len(pieces[-1])
    return at
