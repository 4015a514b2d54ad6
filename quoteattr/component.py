"""The spaCy component: `nlp.add_pipe("quoteattr")`.

In: Docs. Out: the same Docs with a group of spans, and `doc._.quotes`. Imports records and errors, and the extractor
only when a component is made: spaCy imports this module at every `spacy.blank()`, so it must stay light.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from quoteattr.errors import RecordError
from quoteattr.records import Quote, Quotes, TextSpan

__all__ = ["COLOURS", "QuoteComponent", "Settings", "make_quoteattr", "quotes_in", "store"]

SPANS_KEY = "quotes"
EXTENSION = "quotes"

#: Where a span group keeps the records themselves, as plain JSON values: spaCy cannot serialise objects of ours.
RECORDS = "quoteattr"

#: The colours of the roles in displaCy, which finds them by an entry point. Its black labels can be read on each, and
#: each shows on light pages and on dark ones.
COLOURS = {"content": "#8fd0c4", "cue": "#f3c567", "source": "#c5aef2", "addressee": "#f2a7b5"}


@attrs.frozen(kw_only=True)
class Settings:
    """The component's options, as they stand in a pipeline's config."""

    spans_key: str = SPANS_KEY
    attitudes: bool = True
    min_confidence: float | None = None
    model: str | None = None


@Language.factory(
    "quoteattr", assigns=["doc.spans", f"doc._.{EXTENSION}"], default_config=attrs.asdict(Settings()), retokenizes=False
)
def make_quoteattr(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    *,
    spans_key: str,
    attitudes: bool,
    min_confidence: float | None,
    model: str | None,
) -> QuoteComponent:
    """Make the component for a pipeline."""
    settings = Settings(spans_key=spans_key, attitudes=attitudes, min_confidence=min_confidence, model=model)
    return QuoteComponent(settings)


class QuoteComponent:
    """Finds the quotes of Docs and stores them in ``doc.spans[spans_key]``.

    The group holds one span for every content, cue, source and addressee, widened to whole tokens: ``label_`` is the
    role, ``id_`` the number of the quote. The records with their exact offsets are in the group's ``attrs``.
    On disk the options are in the pipeline's own config, and nowhere else, so that `spacy.load` can change them.
    """

    def __init__(self, settings: Settings) -> None:
        self._configure(settings)

    def _configure(self, settings: Settings) -> None:
        from quoteattr.extractor import QuoteExtractor

        self.settings = settings
        self.extractor = QuoteExtractor(
            settings.model, attitudes=settings.attitudes, min_confidence=settings.min_confidence
        )
        _register()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        _register()  # a worker process that was spawned has not made a component, only unpickled one

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of one Doc."""
        return store(doc, self.extractor.extract(doc), self.settings.spans_key)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Find the quotes of many Docs, batch by batch."""
        pairs = ((doc, doc) for doc in docs)
        for quotes, doc in self.extractor.pipe(pairs, batch_size=batch_size, as_tuples=True):
            yield store(doc, quotes, self.settings.spans_key)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002  spaCy passes it
        """Give the settings; the model stays where it is installed."""
        return json.dumps(attrs.asdict(self.settings)).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> QuoteComponent:  # noqa: ARG002
        """Take the settings that `to_bytes` gave."""
        self._configure(Settings(**json.loads(data)))
        return self


def store(doc: Doc, quotes: Quotes, spans_key: str = SPANS_KEY) -> Doc:
    """Put the quotes of a Doc into a group of its spans, from which `quotes_in` reads them."""
    spans = [span for number, quote in enumerate(quotes) for span in _spans(doc, number, quote)]
    doc.spans[spans_key] = SpanGroup(doc, name=spans_key, attrs={RECORDS: quotes.to_dicts()}, spans=spans)
    return doc


def quotes_in(doc: Doc, spans_key: str | None = None) -> Quotes:
    """Rebuild the quotes of a Doc from its span group; ``doc._.quotes`` calls this.

    Without a key it reads the group "quotes" or, if there is none, the first one that a component of this package
    made: with several components in a pipeline, name the key. A Doc that no component has seen has no quotes.
    Raises `RecordError` where the records were lost, or do not fit the Doc's text any more.
    """
    text, group = doc.text, doc.spans.get(spans_key or _key(doc))
    if not group:
        return Quotes(text=text)
    place = f"doc.spans[{group.name!r}]"
    if RECORDS not in group.attrs:
        raise RecordError(f"{place} has lost its quotes, as happens in Doc.from_docs: run the component on the new Doc")
    quotes = Quotes(map(Quote.from_dict, group.attrs[RECORDS]), text=text)
    if any(text[span.start : span.end] != span.text for quote in quotes for _, span in _roles(quote)):
        raise RecordError(f"{place} belongs to another text: run the component on this Doc")
    return quotes


def _key(doc: Doc) -> str:
    made = [key for key, group in doc.spans.items() if RECORDS in group.attrs]
    return SPANS_KEY if SPANS_KEY in doc.spans or not made else made[0]


def _register() -> None:
    """Give Docs their getter, unless something else has taken the name."""
    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, getter=quotes_in)


def _roles(quote: Quote) -> Iterator[tuple[str, TextSpan]]:
    """Yield the spans of a quote with their roles."""
    for part in quote.content:
        yield "content", part
    for role in ("cue", "source", "addressee"):
        if span := getattr(quote, role):
            yield role, span


def _spans(doc: Doc, number: int, quote: Quote) -> Iterator[Span]:
    for role, span in _roles(quote):
        tokens = doc.char_span(span.start, span.end, label=role, span_id=str(number), alignment_mode="expand")
        if tokens is not None:  # a Doc of tokens that leave the text out cannot hold it
            yield tokens
