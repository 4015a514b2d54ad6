"""schema.org: every quote a ``Quotation``, for web pages and knowledge graphs.

In: results. Out: JSON-LD, a graph of Quotations; not read back. Imports records, formats.base and formats.json_ld.

Carried are the words, the speakers with role and aliases, and the article they stand in. What a source denies, and what
it only believes, fears or hopes, is left out: schema.org has no word for either, and without it the Quotation would
say what nobody said. Offsets, cue, kind and confidence are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quoteattr.formats.base import Format, Result
from quoteattr.formats.json_ld import render_items
from quoteattr.records import Mode, Polarity, Quote, QuoteKind, Speaker, SpeakerKind

__all__ = ["SchemaOrg"]

PERSONS = frozenset({SpeakerKind.PERSON, SpeakerKind.ANONYMOUS})


class SchemaOrg(Format):
    """Every quote that was said or written, in one graph.

    ``spokenByCharacter`` names the speakers; ``creator`` does so too where the words are their own.
    """

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the graph, one Quotation at a time."""
        quotations = (_quotation(name, quote) for name, quotes in results for quote in quotes if _said(quote))
        return render_items({"@context": "https://schema.org"}, "@graph", quotations)


def _said(quote: Quote) -> bool:
    return quote.polarity is Polarity.ASSERTED and quote.mode is not Mode.ATTITUDE


def _quotation(name: str, quote: Quote) -> dict[str, Any]:
    speakers = [_speaker(speaker) for speaker in quote.speakers if speaker.kind is not SpeakerKind.UNKNOWN]
    by: dict[str, Any] = {"spokenByCharacter": speakers}
    if quote.kind is QuoteKind.DIRECT:
        by["creator"] = speakers
    return {
        "@type": "Quotation",
        "text": quote.text,
        **(by if speakers else {}),
        "isPartOf": {"@type": "Article", "url" if name.startswith(("http://", "https://")) else "name": name},
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    person = speaker.kind in PERSONS
    found = {"@type": "Person" if person else "Organization", "name": speaker.name}
    if speaker.role:
        found["jobTitle" if person else "description"] = speaker.role
    return {**found, **({"alternateName": list(speaker.aliases)} if speaker.aliases else {})}
