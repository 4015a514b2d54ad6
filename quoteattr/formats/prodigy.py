"""Prodigy: tasks for its interfaces ``relations`` and ``spans_manual``.

In: results. Out: a JSON line a document with text, tokens, spans and relations; and back. Imports formats.base,
formats.annotations and formats.json_lines.

Offsets are code points. A token is a word or a sign, cut where a span begins or ends, and says with ``ws`` whether a
space follows; other white space is a token too. ``head`` and ``child`` of a relation are the last tokens of its spans.
Nothing is lost: kind, mode, polarity and all details stand in keys of their own on the span of a content. Spans inside
others are drawn by ``spans_manual`` only.
"""

from __future__ import annotations

import itertools
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from quoteattr.formats.annotations import DETAILS, TRAITS, Annotations, Region, Relation, annotate
from quoteattr.formats.base import Format, Result, reading
from quoteattr.formats.json_lines import read_lines

__all__ = ["Prodigy"]

NUMBER = "number"
TOKEN = re.compile(r"\w+|[^\w\s]|\s")


class Prodigy(Format):
    """A task a document; what annotators rejected or ignored is left out on reading."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a line for every document."""
        for name, quotes in results:
            yield json.dumps(_task(name, annotate(quotes).apart()), ensure_ascii=False) + "\n"

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the document of every line with the answer "accept" or none."""
        for place, task in read_lines(source):
            if task.get("answer", "accept") == "accept":
                with reading(place):
                    name, quotes = str((task.get("meta") or {}).get("id", place)), _annotations(task).quotes()
                yield name, quotes


def _task(name: str, annotations: Annotations) -> dict[str, Any]:
    text, tokens = annotations.text, _tokens(annotations)
    starts = [token["start"] for token in tokens]
    places = [{**_place(region, starts), NUMBER: n} for n, region in enumerate(annotations.regions)]
    spans = [
        {**place, "text": text[place["start"] : place["end"]], **region.traits, **region.details}
        for place, region in zip(places, annotations.regions, strict=True)
    ]
    relations = [
        _relation(relation.label, places[relation.head], places[relation.child]) for relation in annotations.relations
    ]
    return {"text": text, "meta": {"id": name}, "tokens": tokens, "spans": spans, "relations": relations}


def _tokens(annotations: Annotations) -> list[dict[str, Any]]:
    text, firsts = annotations.text, {region.whole[0] for region in annotations.regions}
    own = {edge for match in TOKEN.finditer(text) for edge in match.span()}
    edges = sorted(own | {edge for region in annotations.regions for edge in region.whole})
    tokens: list[dict[str, Any]] = []
    for start, end in itertools.pairwise(edges):
        if text[start:end] == " " and start not in firsts and tokens and not tokens[-1]["ws"]:
            tokens[-1]["ws"] = True
        else:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def _place(region: Region, starts: Sequence[int]) -> dict[str, Any]:
    start, end = region.whole
    tokens = {"token_start": bisect_right(starts, start) - 1, "token_end": bisect_left(starts, end) - 1}
    return {"start": start, "end": end, **tokens, "label": region.label}


def _relation(label: str, head: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    ends = {"head": head["token_end"], "child": child["token_end"]}
    return {**ends, "head_span": head, "child_span": child, "label": label}


def _annotations(task: Mapping[str, Any]) -> Annotations:
    regions: list[Region] = []
    number: dict[tuple[Any, ...], int] = {}
    for span in task.get("spans") or ():
        traits = {name: span[name] for name in TRAITS if name in span}
        details = {name: span[name] for name in DETAILS if name in span}
        for key in (_key(span), _key(span)[:3]):
            number.setdefault(key, len(regions))
        regions.append(Region(span["label"], ((span["start"], span["end"]),), traits, details))
    relations = []
    for tie in task.get("relations") or ():
        keys = _key(tie["head_span"]), _key(tie["child_span"])
        head, child = (number.get(key, number.get(key[:3])) for key in keys)
        if head is not None and child is not None:
            relations.append(Relation(tie["label"], head, child))
    return Annotations(task["text"], regions, relations)


def _key(span: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a relation finds a span by: its place and, of several spans there, the number that it was written with."""
    return span["start"], span["end"], span.get("label"), span.get(NUMBER)
