"""A text and its quotes in, what is wrong with them whatever was said out.

In: a text and `Quotes`, or an extractor. Out: a sentence for each rule that is broken. Imports spans, printing, marks,
decoding, records, the extractor, files and formats.base.

These rules hold for every text and every model; the tests and the command ``python -m quoteattr.evaluation.fuzz`` apply
them to many.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from quoteattr.decoding import is_open
from quoteattr.extractor import QuoteExtractor
from quoteattr.files import ENCODING
from quoteattr.formats.base import PAIRED, replace_characters
from quoteattr.marks import Quotation, find_quotations
from quoteattr.printing import compose, unwrap
from quoteattr.records import Quote, QuoteKind, Quotes, TextSpan
from quoteattr.spans import Span

#: Changes of a text that leave every word and mark where it is: a quote's words must not change with them.
HARMLESS: Mapping[str, Callable[[str], str]] = {
    "a line break at the end": lambda text: text + "\n",
    "lines that end in CR and LF": lambda text: re.sub(r"(?<!\r)\n", "\r\n", text),
    "letters and accents apart": lambda text: unicodedata.normalize("NFD", text),
    "spaces that do not break": lambda text: re.sub(r"(?<=\w) (?=\w)", "\xa0", text),
    "tabs for spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\t", text),
}


def violations(text: str, quotes: Quotes) -> Iterator[str]:
    """Say which rules the quotes of a text break."""
    if quotes.text != text:
        yield "the text is another"
    plain, places = compose(text)
    whole = [(places[q.start], places[q.end]) for q in find_quotations(unwrap(plain)) if not is_open(q)]
    for number, quote in enumerate(quotes):
        yield from _of_spans(text, quote)
        yield from _of_marks(quote, whole)
        if quote.parent is not None and not (quote.parent < number and quotes[quote.parent].start <= quote.start):
            yield "a nested quote stands before the one around it"
    if any(before.start > after.start for before, after in pairwise(quotes)):
        yield "quotes are out of order"
    written = json.dumps(quotes.to_dicts(), ensure_ascii=False).encode(ENCODING["encoding"], ENCODING["errors"])
    if [Quote.from_dict(row) for row in json.loads(written)] != replace_characters(quotes, PAIRED):
        yield "JSON does not give back the quotes"


def _of_spans(text: str, quote: Quote) -> Iterator[str]:
    """Every span says what stands there, and has something to say; roles stand apart."""
    roles = [span for span in (quote.cue, quote.source, quote.addressee) if span]
    mentions = [mention for speaker in quote.speakers for mention in speaker.mentions]
    for span in (*quote.content, *quote.quoted, *roles, *mentions):
        if not 0 <= span.start < span.end <= len(text):
            yield "a span is empty or out of bounds"
        elif text[span.start : span.end] != span.text:
            yield "a span has other words than the text"
    if not all(part.text.strip() for part in quote.content):
        yield "content is blank"
    for spans in (quote.content, quote.quoted):
        if any(before.end > after.start for before, after in pairwise(spans)):
            yield "spans overlap or are out of order"
    for role in filter(None, (quote.cue, quote.source)):
        if any(role.start < part.end and part.start < role.end for part in quote.content):
            yield "cue or source stand within the content"
    if not 0 <= quote.confidence <= 1:
        yield "confidence is no chance"


def _of_marks(quote: Quote, whole: Sequence[Span]) -> Iterator[str]:
    """No quotation is cut, and the kind agrees with the marks."""
    for start, end in whole:
        for part in quote.content:
            apart = part.end <= start or end <= part.start
            inside = part.start <= start and end <= part.end
            around = start <= part.start and part.end <= end
            if not (apart or inside or around):
                yield "a quotation is cut"
    if quote.kind is QuoteKind.MIXED and not quote.quoted:
        yield "a mixed quote has nothing in marks"
    if not all(any(_within(inner, part) for part in quote.content) for inner in quote.quoted):
        yield "words in marks stand outside the content"


def _within(inner: TextSpan, outer: TextSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def changes(text: str, extractor: QuoteExtractor) -> Iterator[str]:
    """Say which harmless changes of a text, or reading it again, change what is found in it."""
    found = extractor.extract(text)
    if extractor.extract(text) != found:
        yield "read again: other quotes"
    for name, change in HARMLESS.items():
        changed = extractor.extract(change(text))
        if [_said(quote) for quote in changed] != [_said(quote) for quote in found]:
            yield f"{name}: other quotes"


def _said(quote: Quote) -> tuple[object, ...]:
    """What a quote says, white space being all alike, and accents on their letters."""
    spans = (*quote.content, *quote.quoted, quote.cue, quote.source, quote.addressee)
    names = tuple(_alike(speaker.name) for speaker in quote.speakers)
    return quote.kind, tuple(span and _alike(span.text) for span in spans), names


def _alike(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def mark_changes(before: str, after: str) -> Iterator[str]:
    """Say whether the marks of a paragraph depend on the paragraphs before it."""
    alone = [_shape(q, 0) for q in find_quotations(after)]
    together = [q for q in find_quotations(f"{before}\n\n{after}") if q.start >= len(before) + 2]
    if [_shape(q, len(before) + 2) for q in together] != alone:
        yield "the marks of a paragraph depend on those before it"


def _shape(quotation: Quotation, start: int) -> tuple[object, ...]:
    return quotation.start - start, quotation.end - start, quotation.depth
