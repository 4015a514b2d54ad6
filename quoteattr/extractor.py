"""The stages wired together: text in, `Quotes` out.

In: strings or spaCy Docs. Out: `Quotes`. Imports every stage; each is an argument where another may take its
place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, overload

import attrs
import spacy
from spacy.tokens import Doc

from quoteattr.addressees import find_addressee
from quoteattr.confidence import Calibration
from quoteattr.decoding import Attribution, Thresholds, decode
from quoteattr.errors import InputTypeError, ModelError
from quoteattr.marks import Quotation, find_quotations
from quoteattr.mentions.given import given_clusters, given_entities
from quoteattr.printing import compose, unwrap
from quoteattr.records import Mode, Quote, Quotes, Speaker, TextSpan
from quoteattr.reports import Entity, Report, read_scores
from quoteattr.speakers import Resolver, resolve_speakers
from quoteattr.tagger import OnnxTagger, Tagger
from quoteattr.windows import Encoding, SubWords, clean, cut_windows, encode, split_words

Context = TypeVar("Context")

# spaCy's tokenizer takes time quadratic in characters without a space: from here on it is given a new start.
LONG_RUN = re.compile(r"\S{200}(?=\S)")
#: Distinct words that the tokenizer may know, some 50 MB.
MOST_WORDS = 500_000
MODELS = Path(__file__).parent / "models"
MODEL = MODELS / "en"
SHIPPED = ("en", "fast")  # the models of the package, by name


class QuoteExtractor:
    """Finds who said what in a text.

    The model is opened at the first text and kept; one extractor serves many threads and pickles.

    ``model``: ``"en"``, the default, or ``"fast"``, which takes six tenths of the time and misses more; or a folder
    made by ``python -m quoteattr.training``.
    ``attitudes``: also return what is believed, feared, hoped, wanted. ``min_confidence``: leave out
    quotes below it. ``convention``: whose habits of drawing spans to follow, ``contract`` or ``polnear``.
    ``tagger`` and ``resolver`` take the place of the model and of what finds the speakers.
    Named entities and coreference clusters that a Doc already carries are used.
    Raises `ModelError` for a model folder that cannot be used.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        attitudes: bool = True,
        min_confidence: float | None = None,
        convention: str | None = None,
        tagger: Tagger | None = None,
        resolver: Resolver = resolve_speakers,
    ) -> None:
        self.attitudes = attitudes
        self.min_confidence = min_confidence or 0.0
        self.tagger: Tagger = tagger or OnnxTagger(model_folder(model), convention=convention)
        self.trim = convention != "polnear"
        self.resolver = resolver
        try:
            self.thresholds = Thresholds(**self.tagger.info.get("thresholds", {}))
            self.calibration = Calibration(**self.tagger.info.get("calibration", {}))
        except (TypeError, ValueError) as problem:
            raise ModelError(f"the model's thresholds or calibration are of another version: {problem}") from problem

    @property
    def model_info(self) -> Mapping[str, Any]:
        """The name, settings, scores and digests of the model."""
        return self.tagger.info

    def extract(self, text: str | Doc) -> Quotes:
        """Find the quotes of one text; raise `InputTypeError` for anything else.

        >>> quotes = QuoteExtractor().extract("“It rained,” said Ida Moe, the mayor.")
        >>> quotes[0].speaker
        Speaker('Ida Moe', mayor, person)
        """
        read, places = compose(text) if isinstance(text, str) else (text, ())
        attributions, entities = self.attribute(read)
        plain, clusters = (read.text, given_clusters(read)) if isinstance(read, Doc) else (read, [])
        known = (entities, clusters) if clusters else (entities,)
        speakers = self.resolver(plain, attributions, *known)
        quotes = [to_quote(plain, a, s) for a, s in zip(attributions, speakers, strict=True)]
        if isinstance(text, str) and plain is not text:
            plain, quotes = text, [placed(quote, text, places) for quote in quotes]
        return Quotes(keep(quotes, self._wanted), text=plain)

    def attribute(self, text: str | Doc) -> tuple[list[Attribution], list[Entity]]:
        """Find the attributions of one text and its named entities: what the resolver is given."""
        tokens = text if isinstance(text, Doc) else None
        plain = text.text if isinstance(text, Doc) else text
        if not isinstance(plain, str):
            raise InputTypeError(plain)
        encoding, quotations, reports, entities = read_reports(plain, self.tagger, tokens)
        attributions = decode(
            plain, encoding, quotations, reports, self.thresholds, calibration=self.calibration, trim=self.trim
        )
        addressed = [attrs.evolve(a, addressee=find_addressee(plain, a)) for a in attributions]
        return addressed, entities if tokens is None else given_entities(tokens, entities)

    def _wanted(self, quote: Quote) -> bool:
        return quote.confidence >= self.min_confidence and (self.attitudes or quote.mode != Mode.ATTITUDE)

    @overload
    def pipe(
        self, texts: Iterable[str | Doc], *, batch_size: int = ..., as_tuples: Literal[False] = ...
    ) -> Iterator[Quotes]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[str | Doc, Context]], *, batch_size: int = ..., as_tuples: Literal[True]
    ) -> Iterator[tuple[Quotes, Context]]: ...

    def pipe(self, texts: Iterable[Any], *, batch_size: int = 32, as_tuples: bool = False) -> Iterator[Any]:
        """Find the quotes of many texts, one after another, without holding them all.

        With ``as_tuples``, takes ``(text, context)`` and yields ``(quotes, context)``, as spaCy's
        ``nlp.pipe`` does. ``batch_size`` is there for the same likeness: each text is read by itself, so
        that its quotes never depend on its neighbours.
        """
        del batch_size
        for item in texts:
            if as_tuples:
                text, context = item
                yield self.extract(text), context
            else:
                yield self.extract(item)


def model_folder(model: str | Path | None) -> Path:
    """Find the folder of a model: one that ships by its name, another by its path."""
    return MODELS / model if model in SHIPPED else Path(model or MODEL)


def to_quote(text: str, attribution: Attribution, speakers: tuple[Speaker, ...]) -> Quote:
    """Turn an attribution's offsets into spans of the text."""

    def cut(span: tuple[int, int] | None) -> TextSpan | None:
        return span and TextSpan.of(text, *span)

    a = attribution
    return Quote(
        kind=a.kind,
        content=[TextSpan.of(text, *span) for span in a.content],
        quoted=[TextSpan.of(text, *span) for span in a.quoted],
        cue=cut(a.cue),
        source=cut(a.source),
        speakers=speakers,
        addressee=cut(a.addressee),
        mode=a.mode,
        polarity=a.polarity,
        confidence=a.confidence,
        repairs=a.repairs,
        parent=a.parent,
    )


def placed(quote: Quote, text: str, places: Sequence[int]) -> Quote:
    """Find the spans of a quote again in the text that was given, by where its characters went."""

    def find(span: TextSpan) -> TextSpan:
        return TextSpan.of(text, places[span.start], places[span.end])

    return attrs.evolve(
        quote,
        content=map(find, quote.content),
        quoted=map(find, quote.quoted),
        cue=quote.cue and find(quote.cue),
        source=quote.source and find(quote.source),
        addressee=quote.addressee and find(quote.addressee),
        speakers=[attrs.evolve(speaker, mentions=map(find, speaker.mentions)) for speaker in quote.speakers],
    )


def keep(quotes: Sequence[Quote], wanted: Any) -> list[Quote]:
    """Keep the wanted quotes; a nested one whose parent goes is handed to the parent's parent."""
    number: dict[int | None, int | None] = {None: None}
    kept: list[Quote] = []
    for i, quote in enumerate(quotes):
        parent = number[quote.parent]
        if wanted(quote):
            number[i] = len(kept)
            kept.append(attrs.evolve(quote, parent=parent))
        else:
            number[i] = parent
    return kept


def read_reports(
    text: str, tagger: Tagger, tokens: Doc | None = None
) -> tuple[Encoding, list[Quotation], list[Report], list[Entity]]:
    """Read a text once: its words, its quotations, and what the tagger sees in it."""
    quotations, encoding = read_text(text, tagger.subwords, tokens)
    return encoding, quotations, *read_windows(encoding, tagger)


def read_windows(encoding: Encoding, tagger: Tagger) -> tuple[list[Report], list[Entity]]:
    """Read what the tagger sees in the windows of a text."""
    return read_scores(encoding, ((window, tagger(encoding, window)) for window in cut_windows(encoding)))


def read_text(text: str, subwords: SubWords, tokens: Doc | None = None) -> tuple[list[Quotation], Encoding]:
    """Find the quotations and the words of a text; ``tokens`` are its words where they are known already."""
    text = unwrap(text)
    quotations = find_quotations(text)
    spans = tokenize(text) if tokens is None else offsets(tokens)
    return quotations, encode(text, split_words(spans, quotations), quotations, subwords)


def tokenize(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of a text's words, by spaCy's tokenizer."""
    read = tokenizer()
    text = clean(text)
    start = 0
    for end in [*(m.end() for m in LONG_RUN.finditer(text)), len(text)]:
        yield from offsets(read(text[start:end]), start)
        start = end


def offsets(tokens: Doc, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where the tokens of a Doc that begins at ``start`` stand, white space left out."""
    return ((start + t.idx, start + t.idx + len(t)) for t in tokens if not t.is_space)


def tokenizer() -> Callable[[str], Doc]:
    """Give spaCy's English tokenizer, or a new one where it knows too many words, since it never forgets any."""
    if len(_tokenizer().vocab.strings) > MOST_WORDS:
        _tokenizer.cache_clear()
    made: Callable[[str], Doc] = _tokenizer()
    return made


@cache
def _tokenizer() -> Any:
    """Make a tokenizer, which takes longer than reading an article."""
    return spacy.blank("en").tokenizer


@cache
def _default_extractor() -> QuoteExtractor:
    return QuoteExtractor()


def extract_quotes(text: str | Doc, **options: Any) -> Quotes:
    """Find who said what in a text; ``options`` are those of `QuoteExtractor`.

    The extractor without options is made once and kept.

    >>> [quote.text for quote in extract_quotes("“Not today,” said Ida Moe. “Perhaps tomorrow.”")]
    ['Not today, Perhaps tomorrow.']
    """
    extractor = QuoteExtractor(**options) if options else _default_extractor()
    return extractor.extract(text)
