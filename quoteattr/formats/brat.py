"""brat: standoff annotation, a ``.ann`` file next to the ``.txt`` file of every document.

In: results. Out: both files of each, and the configuration; and back. Imports formats.base, formats.annotations and
formats.file_names.

Offsets are code points, and content that is split is one annotation in several pieces. As brat wants it, no piece runs
over the end of a line. Kind, mode and polarity are attributes; what brat has no line for stands as JSON in a note to
the annotation. Nothing is lost but half surrogate pairs, which become U+FFFD.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import attrs

from quoteattr.formats.annotations import (
    CONTENT,
    DETAILS,
    LABELS,
    RELATIONS,
    TRAITS,
    Annotations,
    Region,
    Relation,
    annotate,
)
from quoteattr.formats.base import Format, Medium, Result, reading, replace_characters
from quoteattr.formats.file_names import FileNames, id_of
from quoteattr.records import Mode, Polarity, QuoteKind
from quoteattr.spans import Span, subtract

__all__ = ["Brat"]

#: Where a reader of lines may take one to end; no piece of an annotation holds such a character.
LINE_END = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

#: The key in a note for the spans of an annotation that had to be cut at the ends of lines.
WHOLE = "whole"

CONFIGURATION = "\n".join(
    [
        "[entities]",
        *LABELS,
        "[relations]",
        *(f"{name}\tArg1:{CONTENT}, Arg2:<ENTITY>" for name in RELATIONS),
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "[events]",
        "[attributes]",
        *(
            f"{name}\tArg:{CONTENT}, Value:{'|'.join(values)}"
            for name, values in zip(TRAITS, (QuoteKind, Mode, Polarity), strict=True)
        ),
        "",
    ]
)


class Brat(Format):
    """Two files a document, called by its id with special characters escaped, and ``annotation.conf``."""

    medium: ClassVar[Medium] = Medium.FOLDER

    def render(self, results: Iterable[Result]) -> Iterator[tuple[str, str]]:
        """Yield the names of the files and what stands in them."""
        names = FileNames()
        yield "annotation.conf", CONFIGURATION
        for name, quotes in results:
            annotations, base = annotate(replace_characters(quotes)), names.give(name)
            yield f"{base}.txt", annotations.text
            yield f"{base}.ann", "".join(f"{line}\n" for line in _lines(annotations))

    def read(self, source: Path) -> Iterator[Result]:
        """Yield the documents of a folder that have an ``.ann`` file, by name."""
        for file in sorted(source.glob("*.ann")):
            with reading(file.name):
                text, lines = (path.read_bytes().decode() for path in (file.with_suffix(".txt"), file))
                quotes = _annotations(text, lines.split("\n")).quotes()
            yield id_of(file.stem), quotes


def _lines(annotations: Annotations) -> Iterator[str]:
    text, attribute = annotations.text, itertools.count(1)
    for n, region in enumerate(annotations.regions, start=1):
        pieces = _pieces(text, region.spans)
        words = LINE_END.sub(" ", " ".join(text[start:end] for start, end in pieces))
        yield f"T{n}\t{region.label} {';'.join(f'{start} {end}' for start, end in pieces)}\t{words}"
        for name, value in region.traits.items():
            yield f"A{next(attribute)}\t{name} T{n} {value}"
        note = {**region.details, **({WHOLE: region.spans} if pieces != list(region.spans) else {})}
        if note:
            yield f"#{n}\tAnnotatorNotes T{n}\t{json.dumps(note)}"
    for n, relation in enumerate(annotations.relations, start=1):
        yield f"R{n}\t{relation.label} Arg1:T{relation.head + 1} Arg2:T{relation.child + 1}"


def _pieces(text: str, spans: Iterable[Span]) -> list[Span]:
    """Cut spans at the ends of lines; one that holds nothing else stays."""
    pieces: list[Span] = []
    for span in spans:
        pieces += subtract([span], [end.span() for end in LINE_END.finditer(text, *span)]) or [span]
    return pieces


def _annotations(text: str, lines: Iterable[str]) -> Annotations:
    regions: dict[str, Region] = {}
    traits: dict[str, dict[str, str]] = {}
    notes: dict[str, Mapping[str, Any]] = {}
    ties: list[tuple[str, str, str]] = []
    for line in filter(None, lines):
        name, fields, *rest = line.split("\t", 2)
        label, _, values = fields.partition(" ")
        if name.startswith("T"):
            regions[name] = Region(label, tuple(map(_span, values.split(";"))))
        elif name.startswith("A") and label in TRAITS:
            target, value = values.split()
            traits.setdefault(target, {})[label] = value
        elif name.startswith("R"):
            head, child = (argument.partition(":")[2] for argument in values.split())
            ties.append((label, head, child))
        elif name.startswith("#") and rest and rest[0].startswith("{"):
            notes[values] = json.loads(rest[0])
    number = {name: n for n, name in enumerate(regions)}
    return Annotations(
        text,
        [_region(text, region, traits.get(name, {}), notes.get(name, {})) for name, region in regions.items()],
        [Relation(label, number[head], number[child]) for label, head, child in ties],
    )


def _span(written: str) -> Span:
    start, end = map(int, written.split())
    return start, end


def _region(text: str, region: Region, traits: Mapping[str, str], note: Mapping[str, Any]) -> Region:
    """Put together what stands on several lines; the spans of the note hold as long as nobody has moved the pieces."""
    whole = tuple((start, end) for start, end in note.get(WHOLE, ()))
    spans = whole if tuple(_pieces(text, whole)) == region.spans else region.spans
    details = {name: note[name] for name in DETAILS if name in note}
    return attrs.evolve(region, spans=spans, traits=traits, details=details)
