"""The whole pipeline: what always holds, and what must not matter."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from fakes import RandomTagger
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from strategies import marked_texts

from quoteattr import QuoteExtractor, Quotes, Speaker, extract_quotes
from quoteattr.decoding import Attribution
from quoteattr.errors import InputTypeError, ModelError
from quoteattr.evaluation.invariants import changes, violations
from quoteattr.extractor import MODEL, tokenize
from quoteattr.mentions.given import Cluster
from quoteattr.records import Mode
from quoteattr.reports import Entity

ARTICLE = (
    "Transport Minister Odile Harrant said on Monday that the ferry would not sail.\n\n"
    "“We are not going to wait for a funeral,” she told reporters in Lorne. “The hull is forty years old.”\n\n"
    "Union leader Tomas Brill called the decision “late”, but denied that his members had refused to sail."
)


def assert_sound(text: str, quotes: Quotes) -> None:
    """Check what holds for every text and every model."""
    assert [] == list(violations(text, quotes))


@settings(max_examples=150, deadline=None)
@given(st.one_of(marked_texts(), st.text()), st.integers(0, 2**16))
@example("«+;0…0\n\n«+;0…0‘\n\n", 0)  # a source inside the next paragraph of the quotation
def test_rules_hold_for_any_scores(text: str, seed: int) -> None:
    """Whatever the network says of whatever text, spans are faithful and roles apart."""
    assert_sound(text, QuoteExtractor(tagger=RandomTagger(seed)).extract(text))


@settings(max_examples=100, deadline=None)
@given(marked_texts(), st.integers(0, 2**16))
@example("Moe:\n\nnot yet.", 3)  # words after a colon, and a break of two characters or four
@example("Brill said it.\n\n‘", 0)
def test_white_space_does_not_matter(text: str, seed: int) -> None:
    """Reading again, other line ends, spaces that do not break, and a break at the end change nothing."""
    assert [] == list(changes(text, QuoteExtractor(tagger=RandomTagger(seed))))


@settings(max_examples=30, deadline=None)
@given(st.one_of(marked_texts(), st.text(max_size=200)))
def test_odd_text_never_raises(extractor: QuoteExtractor, text: str) -> None:
    """The shipped model takes whatever comes."""
    assert_sound(text, extractor.extract(text))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud800", "“", "'" * 50, "\u202e“abc” said אבג.", "🙂 “🙂🙂,” 🙂 said."]
)
def test_odd_texts(extractor: QuoteExtractor, text: str) -> None:
    """Empty, broken and foreign texts give a result whose spans are faithful."""
    assert_sound(text, extractor.extract(text))


@pytest.mark.parametrize("wrong", [None, 7, b"said", ["a text"]])
def test_wrong_input(extractor: QuoteExtractor, wrong: object) -> None:
    """Anything but a text is refused with a message that says what to pass."""
    with pytest.raises(InputTypeError, match="expected a str or a spacy"):
        extractor.extract(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        extract_quotes(wrong)  # type: ignore[arg-type]


def test_empty_text() -> None:
    """An empty text has no quotes."""
    assert [] == extract_quotes("")


def test_article(extractor: QuoteExtractor) -> None:
    """A plain article comes out whole: kinds, speakers, a split quote as one, a denial told."""
    quotes = extractor.extract(ARTICLE)
    rows = [(q.kind.value, q.speaker and q.speaker.name, q.polarity.value) for q in quotes]
    assert [
        ("indirect", "Odile Harrant", "asserted"),
        ("direct", "Odile Harrant", "asserted"),
        ("mixed", "Tomas Brill", "asserted"),
        ("indirect", "Tomas Brill", "denied"),
    ] == rows
    assert "We are not going to wait for a funeral, The hull is forty years old." == quotes[1].text
    assert quotes[1].addressee is not None
    assert "reporters" == quotes[1].addressee.text
    assert ("Odile Harrant", "Tomas Brill") == tuple(speaker.name for speaker in quotes.speakers)


def test_same_everywhere(extractor: QuoteExtractor, articles: Path) -> None:
    """A text's quotes are the same alone, in a stream, in a thread, in a Doc, after pickling."""
    texts = [path.read_text("utf-8") for path in sorted(articles.glob("*.txt"))]
    alone = [extractor.extract(text) for text in texts]
    assert alone == list(extractor.pipe(texts, batch_size=2))
    assert alone[::-1] == [quotes for quotes, _ in extractor.pipe([(t, 0) for t in texts[::-1]], as_tuples=True)]
    with ThreadPoolExecutor(4) as pool:
        assert alone == list(pool.map(extractor.extract, texts))
    nlp = spacy.blank("en")
    assert alone == [extractor.extract(nlp(text)) for text in texts]
    assert alone[0] == pickle.loads(pickle.dumps(extractor)).extract(texts[0])  # noqa: S301  our own bytes


def test_trailing_newline(extractor: QuoteExtractor) -> None:
    """A newline at the end changes nothing."""
    assert extractor.extract(ARTICLE) == extractor.extract(ARTICLE + "\n")


def test_attitudes_and_confidence() -> None:
    """Attitudes and unsure quotes are left out on request, and parents still point to the right quote."""
    text = "Harrant said she believed the ferry would sail. Brill hopes it will."
    every = extract_quotes(text)
    some = extract_quotes(text, attitudes=False)
    assert [q for q in every if q.mode != Mode.ATTITUDE] == [q for q in some if q.parent is None or q in every]
    assert [] == extract_quotes(text, min_confidence=1.0)


def test_resolver_by_argument() -> None:
    """Another resolver takes the place of the rules."""

    def nobody(
        text: str,  # noqa: ARG001  the seam gives it
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],  # noqa: ARG001
        clusters: Sequence[Cluster] = (),  # noqa: ARG001
    ) -> list[tuple[Speaker, ...]]:
        return [() for _ in attributions]

    quotes = QuoteExtractor(resolver=nobody).extract(ARTICLE)
    assert quotes
    assert [()] * len(quotes) == [quote.speakers for quote in quotes]


def test_entities_of_a_doc_are_used(extractor: QuoteExtractor) -> None:
    """Named entities that a Doc carries say what kind of speaker a name is."""
    doc = spacy.blank("en")("Vexley said it would appeal the ruling.")
    for label, kind in (("ORG", "organization"), ("GPE", "place"), ("PERSON", "person")):
        doc.ents = [Span(doc, 0, 1, label=label)]
        assert [kind] == [quote.speakers[0].kind for quote in extractor.extract(doc)]


def test_clusters_of_a_doc_are_used(extractor: QuoteExtractor) -> None:
    """Coreference clusters that a Doc carries say whom a pronoun means."""
    doc = spacy.blank("en")("Ana Bo met Ida Moe in Graz. She said the bridge was cold.")
    for name in (doc[0:2], doc[3:5]):
        doc.spans["coref_clusters_1"] = [name, doc[8:9]]
        assert [name.text] == [quote.speakers[0].name for quote in extractor.extract(doc)]


@pytest.mark.parametrize(
    ("clusters", "speaker"),
    [
        ([[(0, 6), (28, 31)]], "Ana Bo"),
        ([[(11, 18), (28, 31)]], "Ida Moe"),
        ("not clusters", None),
        ([None, ["She"], [(28, "31")], [(28,)]], None),
    ],
)
def test_clusters_of_fastcoref(extractor: QuoteExtractor, clusters: object, speaker: str | None) -> None:
    """Clusters under fastcoref's name are used; whatever else stands there is passed over."""
    Doc.set_extension("coref_clusters", default=None)
    try:
        doc = spacy.blank("en")("Ana Bo met Ida Moe in Graz. She said the bridge was cold.")
        plain = extractor.extract(doc)[0].speakers[0].name
        doc._.coref_clusters = clusters
        assert [speaker or plain] == [found.name for found in extractor.extract(doc)[0].speakers]
    finally:
        Doc.remove_extension("coref_clusters")


def test_missing_model(tmp_path: Path) -> None:
    """A folder without a model is refused with its name and the remedy."""
    with pytest.raises(ModelError, match=r"model\.json is missing: reinstall"):
        QuoteExtractor(tmp_path)


def test_altered_model(tmp_path: Path) -> None:
    """A model file that was changed since it was saved is refused by name."""
    for file in MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "model.onnx").open("ab") as weights:
        weights.write(b"x")
    with pytest.raises(ModelError, match=r"model\.onnx is not the file that was saved"):
        QuoteExtractor(tmp_path).extract("“It rained,” Moe said.")


def test_unknown_convention() -> None:
    """A convention that the model was not trained with is refused with the choices."""
    with pytest.raises(ModelError, match="choose one of"):
        QuoteExtractor(convention="house style")


def test_long_and_hostile(extractor: QuoteExtractor) -> None:
    """A text of nothing but marks, and one long line, give a result."""
    for text in ("“" * 3000, "'\"" * 1500, "word " * 4000, "x" * 200_000):
        assert_sound(text, extractor.extract(text))


@pytest.mark.parametrize("text", ["“" * 100_000, "'\"" * 50_000, "x" * 5_000_000, "a “b” " * 20_000])
def test_monstrous_texts_are_cut_into_words(text: str) -> None:
    """Words of a text without spaces come in order and leave nothing out, in time that grows with the text."""
    spans = list(tokenize(text))
    assert len(text.replace(" ", "")) == sum(end - start for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


def test_the_fast_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The smaller model goes by its name, whatever folder the program runs in, and reads the article as well."""
    (tmp_path / "fast").mkdir()
    monkeypatch.chdir(tmp_path)
    fast = QuoteExtractor("fast")
    assert "fast" == fast.model_info["name"]
    assert 3 == fast.model_info["settings"]["layers"]
    found = fast.extract(ARTICLE)
    assert {"Odile Harrant", "Tomas Brill"} == {speaker.name for speaker in found.speakers}
    with pytest.raises(ModelError, match=r"model\.json is missing"):
        QuoteExtractor("./fast")
