"""Label Studio: tasks as it imports and exports them, for correcting quotes by hand.

In: results. Out: a JSON array of tasks; and back. Imports formats.base, formats.annotations and formats.json_array.

Offsets are code points: its editor counts so since the middle of 2022; what older versions exported from a text with
emoji counts UTF-16 units and is read wrongly. Nothing is lost: kind, mode and polarity are choices for a region, the
rest stands in the region's ``meta``, which the editor keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from quoteattr.formats.annotations import DETAILS, TRAITS, Annotations, Region, Relation, annotate
from quoteattr.formats.base import Format, Result, reading
from quoteattr.formats.json_array import read_array, render_array

__all__ = ["LabelStudio"]

MODEL = "quoteattr"


class LabelStudio(Format):
    """A task a document, its quotes a prediction; what annotators submitted is read in preference to it.

    The project needs ``<Labels name="role">``, ``<Choices>`` named kind, mode and polarity with ``perRegion``, and
    ``<Relations>``, all for ``<Text name="text" value="$text"/>``.
    """

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the array, one task at a time."""
        return render_array((_task(name, annotate(quotes).apart()) for name, quotes in results), indent=None)

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the first annotation of every task that was not cancelled, or the first prediction, or no quotes."""
        for place, task in read_array(source):
            with reading(place):
                data, rows = task["data"], _rows(task)
                name, quotes = str(data.get("id", task.get("id", place))), _annotations(data["text"], rows).quotes()
            yield name, quotes


def _task(name: str, annotations: Annotations) -> dict[str, Any]:
    rows = [row for n, region in enumerate(annotations.regions) for row in _region(n, region, annotations.text)]
    ties = [
        {"type": "relation", "from_id": f"r{r.head}", "to_id": f"r{r.child}", "direction": "right", "labels": [r.label]}
        for r in annotations.relations
    ]
    result = {"model_version": MODEL, "result": rows + ties}
    return {"data": {"id": name, "text": annotations.text}, "predictions": [result]}


def _region(n: int, region: Region, text: str) -> Iterator[dict[str, Any]]:
    start, end = region.whole
    place = {"start": start, "end": end, "text": text[start:end]}
    common = {"id": f"r{n}", "to_name": "text"}
    label = {**common, "from_name": "role", "type": "labels", "value": {**place, "labels": [region.label]}}
    yield {**label, "meta": dict(region.details)} if region.details else label
    for name, value in region.traits.items():
        yield {**common, "from_name": name, "type": "choices", "value": {**place, "choices": [value]}}


def _rows(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    submitted = [row for row in task.get("annotations", ()) if not row.get("was_cancelled")]
    rows: list[dict[str, Any]] = (submitted or task.get("predictions") or [{"result": []}])[0]["result"]
    return rows


def _annotations(text: str, rows: Iterable[Mapping[str, Any]]) -> Annotations:
    regions: dict[str, Region] = {}
    traits: dict[str, dict[str, str]] = {}
    ties = []
    for row in rows:
        if row["type"] == "relation":
            ties += [(label, row["from_id"], row["to_id"]) for label in row.get("labels") or ()]
        elif row["type"] == "labels":
            value, details = row["value"], row.get("meta") or {}
            details = {name: details[name] for name in DETAILS if name in details}
            chosen = traits.setdefault(row["id"], {})
            regions[row["id"]] = Region(value["labels"][0], ((value["start"], value["end"]),), chosen, details)
        elif row["type"] == "choices" and row["from_name"] in TRAITS:
            traits.setdefault(row["id"], {})[row["from_name"]] = row["value"]["choices"][0]
    number = {region: n for n, region in enumerate(regions)}
    relations = [
        Relation(label, number[head], number[child]) for label, head, child in ties if {head, child} <= number.keys()
    ]
    return Annotations(text, list(regions.values()), relations)
