"""doccano: JSON lines for a project of sequence labelling with relations.

In: results. Out: a line each, ``{"id": …, "text": …, "entities": […], "relations": […]}``; and back. Imports
formats.base, formats.annotations and formats.json_lines.

Offsets are UTF-16 units: so doccano counts, unless a project counts grapheme clusters, which is not supported. Carried
are the places of content, cue, source and addressee, and which quote is inside which. There are no fields for the rest:
kind and quoted words are told from the marks on reading; mode, polarity, speakers, confidence and repairs are lost.
The project must allow overlapping spans.
"""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from quoteattr.formats.annotations import Annotations, Region, Relation, annotate
from quoteattr.formats.base import Format, Result, reading
from quoteattr.formats.json_lines import read_lines

__all__ = ["Doccano"]


class Doccano(Format):
    """A line a document, its regions as entities.

    The document's id is written as ``id``, for which doccano puts a number of its own when it exports.
    """

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a line for every document."""
        for name, quotes in results:
            yield json.dumps(_row(name, annotate(quotes).apart()), ensure_ascii=False) + "\n"

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the document of every line."""
        for place, row in read_lines(source):
            with reading(place):
                name, quotes = str(row.get("id", place)), _annotations(row).quotes()
            yield name, quotes


def _row(name: str, annotations: Annotations) -> dict[str, Any]:
    units = _units(annotations.text)
    return {
        "id": name,
        "text": annotations.text,
        "entities": [
            {
                "id": n,
                "label": region.label,
                "start_offset": units[region.whole[0]],
                "end_offset": units[region.whole[1]],
            }
            for n, region in enumerate(annotations.regions)
        ],
        "relations": [
            {"id": n, "from_id": relation.head, "to_id": relation.child, "type": relation.label}
            for n, relation in enumerate(annotations.relations)
        ],
    }


def _annotations(row: Mapping[str, Any]) -> Annotations:
    text, entities = row["text"], row.get("entities", ())
    units = _units(text)

    def point(unit: int) -> int:
        return bisect_left(units, unit)

    regions = [Region(e["label"], ((point(e["start_offset"]), point(e["end_offset"])),)) for e in entities]
    number = {entity["id"]: n for n, entity in enumerate(entities)}
    ties = row.get("relations", ())
    return Annotations(text, regions, [Relation(r["type"], number[r["from_id"]], number[r["to_id"]]) for r in ties])


def _units(text: str) -> list[int]:
    """Give, for every place between characters, how many UTF-16 units come before it.

    >>> _units("a😀b")
    [0, 1, 3, 4]
    """
    return list(itertools.accumulate((1 + (char > "\uffff") for char in text), initial=0))
