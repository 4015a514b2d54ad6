"""Quotations as textacy has them, and the quotes of a textacy corpus.

In: spaCy Docs. Out: textacy's own ``DQTriple``; Docs with their quotes. Imports errors, records, marks, extractor and
component; textacy itself only when its triples are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from quoteattr.component import RECORDS, quotes_in
from quoteattr.errors import InputTypeError, MissingLibraryError, RecordError
from quoteattr.extractor import extract_quotes
from quoteattr.marks import find_quotations
from quoteattr.records import Quote, QuoteKind, Quotes, TextSpan

if TYPE_CHECKING:
    from textacy.extract.triples import DQTriple

__all__ = ["corpus_quotes", "direct_quotations"]

#: Places of quotations with their marks, by the places of the words inside.
Outer = dict[tuple[int, int], tuple[int, int]]


def direct_quotations(doc: Doc) -> Iterator[DQTriple]:
    """Yield the direct and mixed quotations of a Doc as textacy does: what stands between marks, in order.

    Takes the place of `textacy.extract.direct_quotations`: ``speaker`` and ``cue`` are lists of tokens, ``content`` is
    a Span, marks included. A quote in several parts gives a triple each. A quotation that follows without a source of
    its own has for its speaker the tokens that named the speaker before; where there is none, the list is empty, as
    is that of a missing cue. A Doc that a component has seen keeps its quotes; no parse or tag is needed.
    Raises `InputTypeError` for what is no Doc, `MissingLibraryError` without textacy, and nothing for odd text.

    >>> import spacy
    >>> doc = spacy.blank("en")("The crews' chief told us: “It isn't over.”")
    >>> [(speaker, cue, content) for speaker, cue, content in direct_quotations(doc)]
    [([The, crews, ', chief], [told], “It isn't over.”)]
    """
    if not isinstance(doc, Doc):
        raise InputTypeError(doc)
    try:
        from textacy.extract.triples import DQTriple
    except ImportError as missing:
        raise MissingLibraryError("textacy", "direct_quotations") from missing
    outer = {(q.inner_start, q.inner_end): (q.start, q.end) for q in find_quotations(doc.text)}
    triples = [
        DQTriple(speaker=_tokens(doc, _source(quote)), cue=_tokens(doc, quote.cue), content=content)
        for quote in _quotes(doc)
        for content in _contents(doc, quote, outer)
    ]
    yield from sorted(triples, key=lambda triple: (triple.content.start, -triple.content.end))


def corpus_quotes(corpus: Iterable[Doc]) -> Iterator[tuple[Doc, Quotes]]:
    """Yield every Doc of a `textacy.Corpus` with its quotes of all kinds; ``doc._.meta`` has what textacy knows of it.

    A Doc that a component has seen keeps its quotes. Any other Docs can be given just as well.
    """
    for doc in corpus:
        yield doc, _quotes(doc)


def _quotes(doc: Doc) -> Quotes:
    """Give the quotes that a component has found, or find them."""
    if any(RECORDS in group.attrs for group in doc.spans.values()):
        with suppress(RecordError):  # they belong to another text
            return quotes_in(doc)
    return extract_quotes(doc)


def _contents(doc: Doc, quote: Quote, outer: Outer) -> Iterator[Span]:
    """Yield what textacy calls content: a direct quote's parts, and of a mixed one what stands between marks."""
    if quote.kind is QuoteKind.DIRECT:
        places = [(part.start, part.end) for part in quote.content]
    else:
        places = [outer.get((words.start, words.end), (words.start, words.end)) for words in quote.quoted]
    for start, end in places:
        if span := doc.char_span(start, end, alignment_mode="expand"):
            yield span


def _source(quote: Quote) -> TextSpan | None:
    return quote.source or next((mention for speaker in quote.speakers for mention in speaker.mentions), None)


def _tokens(doc: Doc, span: TextSpan | None) -> list[object]:
    return list((span and doc.char_span(span.start, span.end, alignment_mode="expand")) or ())
