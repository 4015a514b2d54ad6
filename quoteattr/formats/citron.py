"""Citron's annotation format: a JSON file a document, as it trains and evaluates on.

In: results. Out: the files; and back. Imports records, formats.base, formats.annotations and formats.file_names.

Offsets are code points, as the format's documentation has them; what the program ``citron-extract`` prints counts
tokens and holds no text, so that it is refused. Citron's reader needs a cue: quotes without one are left out. The other
mentions of the speakers are the coreferences of the source, and confidence is a string of four decimals, as the program
writes it; the documentation does not say of what type. On reading, kind and quoted words are told from the marks; the
addressee, mode, polarity, nesting, repairs, and speakers but for their mentions are lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from quoteattr.errors import FormatError
from quoteattr.formats.annotations import CONTENT, Annotations, Region, Relation
from quoteattr.formats.base import Format, Medium, Result, reading, require_object, require_text
from quoteattr.formats.file_names import FileNames, id_of
from quoteattr.records import Quote
from quoteattr.spans import Span

__all__ = ["Citron"]


class Citron(Format):
    """A file a document, called by its id with special characters escaped."""

    medium: ClassVar[Medium] = Medium.FOLDER

    def render(self, results: Iterable[Result]) -> Iterator[tuple[str, str]]:
        """Yield the names of the files and what stands in them."""
        names = FileNames()
        for name, quotes in results:
            document = {"text": quotes.text, "quotes": [_quote(quote) for quote in require_text(quotes) if quote.cue]}
            yield f"{names.give(name)}.json", json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def read(self, source: Path) -> Iterator[Result]:
        """Yield the documents of the JSON files in a folder, by name."""
        for file in sorted(source.glob("*.json")):
            with reading(file.name):
                document = require_object(json.loads(file.read_bytes().decode()), file.name)
                quotes = _annotations(document["text"], document["quotes"]).quotes()
            yield id_of(file.stem), quotes


def _quote(quote: Quote) -> dict[str, Any]:
    mentions = dict.fromkeys(mention for speaker in quote.speakers for mention in speaker.mentions)
    return {
        "cue": quote.cue and quote.cue.to_dict(),
        "sources": [quote.source.to_dict()] if quote.source else [],
        "contents": [part.to_dict() for part in quote.content],
        "coreferences": [mention.to_dict() for mention in mentions if mention != quote.source],
        "confidence": f"{quote.confidence:.4f}",
    }


def _annotations(text: str, quotes: Iterable[Mapping[str, Any]]) -> Annotations:
    regions: list[Region] = []
    relations: list[Relation] = []
    for quote in quotes:
        details = {"confidence": float(quote["confidence"])} if quote.get("confidence") is not None else {}
        head = len(regions)
        regions.append(Region(CONTENT, _spans(text, quote["contents"]), details=details))
        for label, spans in (("cue", [quote["cue"]]), ("source", quote["sources"])):
            if spans:
                relations.append(Relation(label, head, len(regions)))
                regions.append(Region(label.capitalize(), _spans(text, spans)))
    return Annotations(text, regions, relations)


def _spans(text: str, written: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    spans = []
    for span in written:
        if text[span["start"] : span["end"]] != span["text"]:
            raise FormatError(
                f"a span at [{span['start']}, {span['end']}) does not stand in the text: do its offsets count tokens?"
            )
        spans.append((span["start"], span["end"]))
    return tuple(spans)
