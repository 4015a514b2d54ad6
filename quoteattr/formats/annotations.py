"""Quotes as annotation tools see them: labelled regions of a text, and relations between them.

In: quotes. Out: `Annotations`; and back. Imports records, spans, marks and formats.base.

A quote is a region ``Content``; its cue, source and addressee are regions of those names, each tied to it by a relation
of the same name in small letters, ``part`` ties the further parts of a content that is split, ``parent`` a nested
content to the one around it. What annotators choose (kind, mode, polarity) and what no tool has a field for
(speakers, confidence and the like) goes with the content, as far as the format can carry it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from quoteattr.formats.base import require_text
from quoteattr.marks import find_quotations
from quoteattr.records import Quote, QuoteKind, Quotes, Speaker, TextSpan
from quoteattr.spans import Span, intersect, subtract, unite

__all__ = ["CONTENT", "DETAILS", "LABELS", "RELATIONS", "TRAITS", "Annotations", "Region", "Relation", "annotate"]

CONTENT = "Content"
ROLES = ("cue", "source", "addressee")
PART, PARENT = "part", "parent"

#: The labels of regions, and of relations from a content to another region.
LABELS = (CONTENT, *(role.capitalize() for role in ROLES))
RELATIONS = (*ROLES, PART, PARENT)

#: What is chosen for a content from a few values, and what else is known of it, JSON values.
TRAITS = ("kind", "mode", "polarity")
DETAILS = ("quoted", "speakers", "confidence", "repairs")


@attrs.frozen
class Region:
    """A labelled region, in one or more spans ``[start, end)``; only a content has traits and details."""

    label: str
    spans: tuple[Span, ...]
    traits: Mapping[str, str] = attrs.field(factory=dict)
    details: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def whole(self) -> Span:
        """From where the first span starts to where the last ends."""
        return min(self.spans)[0], max(end for _, end in self.spans)


@attrs.frozen
class Relation:
    """A relation from one region to another, by their numbers."""

    label: str
    head: int
    child: int


@attrs.frozen(slots=False)
class Annotations:
    """The regions and relations of one text."""

    text: str
    regions: Sequence[Region]
    relations: Sequence[Relation] = ()

    def apart(self) -> Annotations:
        """Make every further span of a region one of its own, for formats whose regions are in one piece."""
        regions = [attrs.evolve(region, spans=region.spans[:1]) for region in self.regions]
        relations = list(self.relations)
        for head, region in enumerate(self.regions):
            for span in region.spans[1:]:
                relations.append(Relation(PART, head, len(regions)))
                regions.append(Region(region.label, (span,)))
        return Annotations(self.text, regions, relations)

    def quotes(self) -> Quotes:
        """Read the quotes, in text order; `RecordError` if a region does not fit the text.

        Where a content has no kind, it is told from the marks, and so is what stands inside them. Regions and relations
        with other labels, and those that belong to no content, count for nothing.
        """
        whole: dict[int, list[Span]] = {}
        for n, region in enumerate(self.regions):
            if region.label == CONTENT:
                whole.setdefault(self._head(n), []).extend(region.spans)
        contents = {n: unite(spans) for n, spans in whole.items()}
        order = sorted(contents, key=lambda n: (contents[n][0][0], -contents[n][-1][1]))
        number = {n: i for i, n in enumerate(order)}
        return Quotes((self._quote(n, contents[n], number) for n in order), text=self.text)

    @cached_property
    def _tied(self) -> Mapping[tuple[int, str], list[int]]:
        """The regions that a region is tied to, by its number and the relation."""
        tied: dict[tuple[int, str], list[int]] = {}
        for relation in self.relations:
            tied.setdefault((relation.head, relation.label), []).append(relation.child)
        return tied

    @cached_property
    def _holders(self) -> Mapping[int, int]:
        return {relation.child: relation.head for relation in self.relations if relation.label == PART}

    def _head(self, n: int) -> int:
        """Find the first part of the content that a region is a part of."""
        seen = {n}
        while (holder := self._holders.get(n, n)) not in seen:
            n = holder
            seen.add(n)
        return n

    def _quote(self, n: int, content: Sequence[Span], number: Mapping[int, int]) -> Quote:
        def role(label: str) -> TextSpan | None:
            child = next(iter(self._tied.get((n, label), ())), None)
            return None if child is None else TextSpan.of(self.text, *self.regions[child].whole)

        details = self.regions[n].details
        traits: dict[str, Any] = {name: value for name, value in self.regions[n].traits.items() if name in TRAITS}
        quoted: list[Span] = []
        if "kind" not in traits or "quoted" not in details:
            kind, quoted = self._marked(content)
            traits.setdefault("kind", kind)
        if "quoted" in details:
            quoted = [cut for span in details["quoted"] for cut in intersect(content, (span[0], span[1]))]
        around = (number.get(self._head(p), len(number)) for p in self._tied.get((n, PARENT), ()))
        return Quote(
            **traits,
            content=[TextSpan.of(self.text, *span) for span in content],
            quoted=[TextSpan.of(self.text, *span) for span in quoted],
            cue=role("cue"),
            source=role("source"),
            addressee=role("addressee"),
            speakers=[Speaker.from_dict(speaker) for speaker in details.get("speakers", ())],
            confidence=details.get("confidence", 1.0),
            repairs=details.get("repairs", ()),
            parent=next((parent for parent in around if parent < number[n]), None),
        )

    @cached_property
    def _quotations(self) -> list[tuple[Span, ...]]:
        return [((q.start, q.end), (q.inner_start, q.inner_end)) for q in find_quotations(self.text)]

    def _marked(self, content: Sequence[Span]) -> tuple[QuoteKind, list[Span]]:
        """Tell how much of a content stands in marks, and what, without them."""
        quoted: list[Span] = []
        taken: list[Span] = []
        first, last = (bisect_left(self._quotations, ((place, 0),)) for place in (content[0][0], content[-1][1]))
        for whole, inner in self._quotations[first:last]:
            outside = not taken or taken[-1][1] <= whole[0]
            if outside and inner[0] < inner[1] and intersect(content, whole) == [whole]:
                taken.append(whole)
                quoted.append(inner)
        if not quoted:
            return QuoteKind.INDIRECT, []
        bare = any(c.isalnum() for start, end in subtract(content, taken) for c in self.text[start:end])
        return (QuoteKind.MIXED if bare else QuoteKind.DIRECT), quoted


def annotate(quotes: Quotes) -> Annotations:
    """Turn the quotes of a text into regions and relations; a cue or source of two quotes is one region.

    Raises `FormatError` where the quotes have lost their text.
    """
    require_text(quotes)
    regions = [_content(quote) for quote in quotes]
    relations: list[Relation] = []
    places: dict[tuple[str, Span], int] = {}
    for head, quote in enumerate(quotes):
        for label in ROLES:
            if span := getattr(quote, label):
                place = label.capitalize(), (span.start, span.end)
                if place not in places:
                    places[place] = len(regions)
                    regions.append(Region(place[0], (place[1],)))
                relations.append(Relation(label, head, places[place]))
        if quote.parent is not None:
            relations.append(Relation(PARENT, head, quote.parent))
    return Annotations(quotes.text, regions, relations)


def _content(quote: Quote) -> Region:
    traits = {name: getattr(quote, name).value for name in TRAITS}
    details = {
        "quoted": [list(span) for span in _offsets(quote.quoted)],
        "speakers": [speaker.to_dict() for speaker in quote.speakers],
        "confidence": quote.confidence,
        "repairs": list(quote.repairs),
    }
    return Region(CONTENT, _offsets(quote.content), traits, details)


def _offsets(spans: Iterable[TextSpan]) -> tuple[Span, ...]:
    return tuple((span.start, span.end) for span in spans)
