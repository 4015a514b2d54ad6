"""W3C Web Annotation: every quote an Annotation of the text where it stands.

In: results. Out: JSON-LD, one AnnotationPage; and back. Imports records, formats.base and formats.json_ld.

A target is a part of the content, by its place in code points and by its words with those around them; the bodies are
tags for people (kind, mode, polarity, the speakers' names) and the whole record as JSON, from which it is read back.
The text itself is not in the page, nor is a document without quotes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from quoteattr.errors import FormatError
from quoteattr.formats.base import Format, Result, reading, require_object, require_text
from quoteattr.formats.json_ld import render_items
from quoteattr.records import Quote, Quotes, TextSpan

__all__ = ["WebAnnotation"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

#: Characters of the text on either side by which a reader finds words again whose place has changed.
AROUND = 32

RECORD = {"type": "TextualBody", "purpose": "describing", "format": "application/json"}


class WebAnnotation(Format):
    """One page with an Annotation a quote; the source of a target is the id of the document."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the page, one Annotation at a time."""
        annotations = (
            _annotation(name, quote, quotes.text) for name, quotes in results for quote in require_text(quotes)
        )
        return render_items({"@context": CONTEXT, "type": "AnnotationPage"}, "items", annotations)

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the documents of a page that `render` wrote, in order, with their quotes but without their text."""
        with reading("the page"):
            items = require_object(json.load(source), "the page")["items"]
            records = [_record(item) for item in items]
        for name, quotes in itertools.groupby(records, key=lambda record: record[0]):
            yield name, Quotes((quote for _, quote in quotes), text="")


def _annotation(name: str, quote: Quote, text: str) -> dict[str, Any]:
    tags = [quote.kind.value, quote.mode.value, quote.polarity.value, *(speaker.name for speaker in quote.speakers)]
    return {
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
            {**RECORD, "value": json.dumps(quote.to_dict(), ensure_ascii=False)},
        ],
        "target": [{"source": name, "selector": _selectors(part, text)} for part in quote.content],
    }


def _selectors(part: TextSpan, text: str) -> list[dict[str, Any]]:
    around = {"prefix": text[max(0, part.start - AROUND) : part.start], "suffix": text[part.end : part.end + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": part.start, "end": part.end},
        {"type": "TextQuoteSelector", "exact": part.text, **around},
    ]


def _record(item: dict[str, Any]) -> tuple[str, Quote]:
    bodies = [body for body in item["body"] if RECORD.items() <= body.items()]
    if not bodies:
        raise FormatError("an Annotation lacks the record of its quote: only pages written by quoteattr can be read")
    return item["target"][0]["source"], Quote.from_dict(json.loads(bodies[0]["value"]))
