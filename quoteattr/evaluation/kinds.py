"""How the words of a gold quote are given, derived from the marks where the corpus does not say.

In: a gold document. Out: one QuoteKind for each of its quotes. Imports marks, records, corpora and matching.
"""

from __future__ import annotations

from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.matching import Words
from quoteattr.marks import find_quotations
from quoteattr.records import QuoteKind
from quoteattr.spans import Span

__all__ = ["gold_kinds"]


def gold_kinds(document: GoldDocument) -> tuple[QuoteKind, ...]:
    """Give the kind of every quote of a document, the corpus' own where it has one."""
    if all(quote.kind for quote in document.quotes):
        return tuple(quote.kind for quote in document.quotes if quote.kind)
    words = Words(document.text)
    quotations = [(found.start, found.end) for found in find_quotations(document.text)]
    return tuple(quote.kind or _derive(quote, quotations, words) for quote in document.quotes)


def _derive(quote: GoldQuote, quotations: list[Span], words: Words) -> QuoteKind:
    """Direct if all words of the content lie inside marks, mixed if some do, else indirect.

    Marks that hold the cue (or else the source) too belong to the report around this one and do not count.
    """
    start, end = quote.cue or quote.source or (-1, -1)
    own = (span for span in quotations if not (span[0] <= start and end <= span[1]))
    content = words.of(*quote.content)
    inside = content & words.of(*own)
    if not inside:
        return QuoteKind.INDIRECT
    return QuoteKind.DIRECT if inside == content else QuoteKind.MIXED
