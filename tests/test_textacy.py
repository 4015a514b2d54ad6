"""Textacy users at home: its triples, of any Doc, and the quotes of its corpora."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from quoteattr import Quote, QuoteExtractor, Speaker, TextSpan
from quoteattr.component import RECORDS
from quoteattr.errors import InputTypeError, MissingLibraryError
from quoteattr.textacy import corpus_quotes, direct_quotations

textacy = pytest.importorskip("textacy")

TEXT = """\
“We lost the crane,” said Ana Brill, the harbour master, “and nobody was hurt.” She called it “a warning to us all”.

Northway Lines denied that it had been told. “The crews' fears are real,” Bo Hurst said.
"""
#: Of each triple: speaker, cue, content.
TRIPLES = [
    ("Ana Brill, the harbour master", "said", "“We lost the crane,”"),
    ("Ana Brill, the harbour master", "said", "“and nobody was hurt.”"),
    ("She", "called", "“a warning to us all”"),
    ("Bo Hurst", "said", "“The crews' fears are real,”"),
]


@pytest.fixture(name="nlp", scope="module")
def make_nlp() -> Language:
    """Make a blank pipeline."""
    return spacy.blank("en")


def words(tokens: list[Token]) -> str:
    """Give the text that tokens stand for."""
    return "".join(token.text_with_ws for token in tokens).strip()


def shown(doc: Doc) -> list[tuple[str, str, str]]:
    """Give the triples of a Doc as texts."""
    return [(words(speaker), words(cue), content.text) for speaker, cue, content in direct_quotations(doc)]


def test_direct_and_mixed_quotations(nlp: Language) -> None:
    """Every part of a direct quote and what a mixed one has between marks is there in order; indirect ones are not."""
    assert TRIPLES == shown(nlp(TEXT))


def test_types_are_textacys(nlp: Language) -> None:
    """A triple is textacy's own: lists of tokens of the Doc, and a Span of it."""
    doc = nlp(TEXT)
    for triple in direct_quotations(doc):
        assert isinstance(triple, textacy.extract.triples.DQTriple)
        assert isinstance(triple.content, Span)
        assert all(isinstance(part, list) for part in (triple.speaker, triple.cue))
        assert all(isinstance(token, Token) and token.doc is doc for token in triple.speaker + triple.cue)


def test_agrees_with_textacy() -> None:
    """Where textacy's own function finds a quotation, in a parsed Doc, ours finds the same content and cue."""
    tokens = 'Bo Hurst said , " The road is open again . "'.split()
    doc = Doc(
        spacy.blank("en").vocab,
        words=tokens,
        pos="PROPN PROPN VERB PUNCT PUNCT DET NOUN AUX ADJ ADV PUNCT PUNCT".split(),
        deps="compound nsubj ROOT punct punct det nsubj ccomp acomp advmod punct punct".split(),
        heads=[1, 2, 2, 2, 2, 6, 7, 2, 7, 8, 7, 2],
        lemmas=["Bo", "Hurst", "say", *tokens[3:]],
        sent_starts=[True, *[False] * 11],
    )
    (theirs,), (ours,) = textacy.extract.direct_quotations(doc), direct_quotations(doc)
    assert (theirs.speaker, theirs.cue, theirs.content) == (ours.speaker, ours.cue, ours.content)


@pytest.mark.parametrize(
    "text",
    ["", " ", "'", "”", "’’’ said", "The workers' strike and the ‘town’ he said", "“Unclosed, said Bo Hurst.", "\n“\n"],
)
def test_odd_marks(nlp: Language, text: str) -> None:
    """Odd numbers of marks and apostrophes, for which textacy raises, give a list like any other."""
    doc = nlp(text)
    assert all(triple.content.doc is doc for triple in direct_quotations(doc))


@given(st.text(alphabet="aA '\"“”‘’.,:\n-said", max_size=60))
def test_never_raises(text: str) -> None:
    """Whatever the text, every content is a span with words in it and the triples are in order."""
    starts = [triple.content.start for triple in direct_quotations(spacy.blank("en")(text))]
    assert sorted(starts) == starts


def test_tokens_of_another_kind(nlp: Language) -> None:
    """Where tokens do not end with the marks, content is widened to whole tokens."""
    split = TEXT.split(" ")
    doc = Doc(nlp.vocab, words=split, spaces=[True] * (len(split) - 1) + [False])
    assert "“and nobody was hurt.”" in [content for _, _, content in shown(doc)]


def test_quotes_of_a_component_are_kept(nlp: Language) -> None:
    """A Doc that a component has seen is not read again: its options hold."""
    sure = spacy.blank("en")
    sure.add_pipe("quoteattr", config={"min_confidence": 1.0})
    assert [] == shown(sure(TEXT))
    assert TRIPLES == shown(nlp(TEXT))


def test_no_cue_no_source(nlp: Language) -> None:
    """Without a source the speaker is where it was last named; without a speaker the list is empty."""
    doc = nlp("“No.” Bo Hurst went home. “Yes.”")
    no, name, yes = (TextSpan.of(doc.text, *match.span()) for match in re.finditer("“No.”|Bo Hurst|“Yes.”", doc.text))
    bo = Speaker(id=0, name="Bo Hurst", kind="person", mentions=[name])
    quotes = [Quote(kind="direct", content=[no]), Quote(kind="direct", content=[yes], speakers=[bo])]
    doc.spans["quotes"] = [doc[0:1]]
    doc.spans["quotes"].attrs = {RECORDS: [quote.to_dict() for quote in quotes]}
    assert [("", "", "“No.”"), ("Bo Hurst", "", "“Yes.”")] == shown(doc)


def test_a_doc_that_lost_its_records_is_read(nlp: Language) -> None:
    """A group of spans whose records are of another text is passed over."""
    seen = spacy.blank("en")
    seen.add_pipe("quoteattr")
    doc = nlp(TEXT)
    doc.spans["quotes"] = [doc[0:1]]
    doc.spans["quotes"].attrs = seen("“No,” said Bo Hurst.").spans["quotes"].attrs
    assert TRIPLES == shown(doc)


def test_corpus(extractor: QuoteExtractor) -> None:
    """Every Doc of a corpus comes with its quotes, of all kinds, and its metadata."""
    records = [(TEXT, {"id": "crane"}), ("It rained.", {"id": "rain"})]
    corpus = textacy.Corpus(spacy.blank("en"), data=records)
    found = [(doc._.meta["id"], quotes) for doc, quotes in corpus_quotes(corpus)]
    assert [("crane", extractor.extract(TEXT)), ("rain", [])] == found


@pytest.mark.parametrize("given_", [TEXT, None, [TEXT]])
def test_wrong_use(given_: Any) -> None:
    """What is no Doc is refused, as wrong use."""
    with pytest.raises(InputTypeError, match=type(given_).__name__):
        next(direct_quotations(given_))


def test_without_textacy(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without textacy the error says what to install; a corpus of plain Docs can be read all the same."""
    for name in ("textacy", "textacy.extract.triples"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingLibraryError, match="pip install textacy"):
        next(direct_quotations(nlp(TEXT)))
    ((doc, quotes),) = corpus_quotes([nlp(TEXT)])
    assert doc.text == quotes.text
    assert quotes
