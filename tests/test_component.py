"""The spaCy component: at home in a pipeline, and whole after every trip that a Doc or a pipeline can make."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from quoteattr import QuoteExtractor, Quotes
from quoteattr.component import COLOURS, QuoteComponent, Settings, quotes_in
from quoteattr.errors import ModelError, RecordError
from quoteattr.extractor import MODEL

TEXT = "“We lost the crane,” said Ana Brill, the harbour master. “Nobody was hurt,” she added."
OTHER = "Bo Hurst said: “The road is open again.”"


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Make a blank pipeline with the component and its defaults."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    return nlp


def tokenless(text: str) -> Doc:
    """Make a Doc whose tokens do not end where quotes do: one token a word, marks and commas included."""
    words = text.split(" ")
    return Doc(spacy.blank("en").vocab, words=words, spaces=[True] * (len(words) - 1) + [False])


def settings_of(nlp: Language, name: str = "quoteattr") -> Settings:
    """Give the options of a pipeline's component."""
    component = nlp.get_pipe(name)
    assert isinstance(component, QuoteComponent)
    return component.settings


def roles(doc: Doc, spans_key: str = "quotes") -> list[tuple[str, str, str]]:
    """List what the span group holds."""
    return [(span.id_, span.label_, span.text) for span in doc.spans[spans_key]]


class TestDoc:
    """What a Doc holds after the component has seen it."""

    def test_getter_gives_what_extract_gives(self, nlp: Language, extractor: QuoteExtractor) -> None:
        """`doc._.quotes` equals the extractor's own result, text included."""
        expected, found = extractor.extract(TEXT), nlp(TEXT)._.quotes
        assert expected
        assert (expected, expected.text) == (found, found.text)

    def test_group_has_roles_and_numbers(self, nlp: Language) -> None:
        """Every span of the group names its role and the number of its quote."""
        doc = nlp(TEXT)
        assert ("0", "content", "“We lost the crane,”") in roles(doc)
        assert ("0", "cue", "said") in roles(doc)
        assert {str(number) for number in range(len(doc._.quotes))} == {number for number, _, _ in roles(doc)}

    def test_offsets_within_tokens_stay_exact(self, nlp: Language) -> None:
        """Spans are widened to tokens, the records keep the exact characters."""
        doc = nlp.get_pipe("quoteattr")(tokenless(TEXT))
        assert doc._.quotes
        for quote in doc._.quotes:
            for part in quote.content:
                assert part.text == doc.text[part.start : part.end]
        assert nlp(TEXT)._.quotes[0].content == doc._.quotes[0].content

    def test_an_empty_doc_has_no_quotes(self, nlp: Language) -> None:
        """An empty text gives an empty list and an empty group."""
        doc = nlp("")
        assert [] == doc._.quotes
        assert [] == roles(doc)

    def test_a_doc_that_was_not_seen_has_no_quotes(self, nlp: Language) -> None:
        """A Doc from the tokenizer alone has no quotes, and knows its text."""
        quotes = nlp.make_doc(TEXT)._.quotes
        assert ([], TEXT) == (quotes, quotes.text)

    def test_a_merged_doc_is_told_apart(self, nlp: Language) -> None:
        """`Doc.from_docs` drops the records: the getter says so and what to do, rather than give none."""
        merged = Doc.from_docs([nlp(TEXT), nlp(OTHER)])
        with pytest.raises(RecordError, match="run the component on the new Doc"):
            _ = merged._.quotes

    def test_records_of_another_text_are_refused(self, nlp: Language) -> None:
        """A group put on another Doc is refused, since its offsets would lie."""
        doc, other = nlp(TEXT), nlp.make_doc(OTHER)
        other.spans["quotes"] = [Span(other, 0, 1)]
        other.spans["quotes"].attrs = doc.spans["quotes"].attrs
        with pytest.raises(RecordError, match="another text"):
            _ = other._.quotes

    def test_a_name_already_taken_is_left_alone(self, nlp: Language) -> None:
        """An extension of that name that somebody else has set is not overwritten."""
        ours = Doc.get_extension("quotes")
        Doc.set_extension("quotes", default="theirs", force=True)
        try:
            spacy.blank("en").add_pipe("quoteattr")
            assert "theirs" == nlp(TEXT)._.quotes
        finally:
            Doc.set_extension("quotes", getter=ours[2], force=True)


class TestRoundTrips:
    """Nothing is lost on the way to bytes, disk or another process."""

    def test_doc_to_bytes(self, nlp: Language) -> None:
        """`Doc.to_bytes` and back keeps quotes and roles."""
        doc = nlp(TEXT)
        again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
        assert (doc._.quotes, roles(doc)) == (again._.quotes, roles(again))

    def test_doc_bin(self, nlp: Language) -> None:
        """`DocBin` and back, with a new vocabulary, keeps quotes and roles."""
        docs = list(nlp.pipe([TEXT, OTHER]))
        data = DocBin(docs=docs, store_user_data=True).to_bytes()
        again = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
        assert [doc._.quotes for doc in docs] == [doc._.quotes for doc in again]
        assert [roles(doc) for doc in docs] == [roles(doc) for doc in again]

    def test_doc_pickle(self, nlp: Language) -> None:
        """A pickled Doc keeps its quotes."""
        doc = nlp(TEXT)
        assert doc._.quotes == pickle.loads(pickle.dumps(doc))._.quotes  # noqa: S301  our own bytes

    def test_pipe_equals_call(self, nlp: Language) -> None:
        """`nlp.pipe` gives, text by text and in order, what `nlp` gives, with its contexts."""
        texts = [TEXT, "", OTHER, "No one spoke."]
        expected = [(nlp(text)._.quotes, number) for number, text in enumerate(texts)]
        pairs = nlp.pipe(((text, number) for number, text in enumerate(texts)), as_tuples=True, batch_size=3)
        assert expected == [(doc._.quotes, number) for doc, number in pairs]

    def test_two_processes(self, nlp: Language) -> None:
        """`nlp.pipe(n_process=2)` gives what one process gives."""
        texts = [TEXT, OTHER] * 2
        assert [nlp(text)._.quotes for text in texts] == [doc._.quotes for doc in nlp.pipe(texts, n_process=2)]

    def test_component_pickle(self, nlp: Language) -> None:
        """A pickled component works, as a worker process that is spawned needs it to."""
        component = pickle.loads(pickle.dumps(nlp.get_pipe("quoteattr")))  # noqa: S301  our own bytes
        assert nlp(TEXT)._.quotes == component(nlp.make_doc(TEXT))._.quotes

    def test_pipeline_to_disk(self, tmp_path: Path) -> None:
        """`nlp.to_disk` and `spacy.load` keep the component and its options."""
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", config={"spans_key": "press", "attitudes": False})
        nlp.to_disk(tmp_path)
        again = spacy.load(tmp_path)
        assert Settings(spans_key="press", attitudes=False) == settings_of(again)
        assert nlp(TEXT)._.quotes == again(TEXT)._.quotes

    @pytest.mark.parametrize(
        ("option", "value"), [("spans_key", "press"), ("attitudes", False), ("min_confidence", 0.75), ("model", MODEL)]
    )
    def test_every_option_is_in_the_config(self, tmp_path: Path, option: str, value: Any) -> None:
        """An option stands in the pipeline's config, and a pipeline made of that config, or loaded, has it."""
        written = str(value) if isinstance(value, Path) else value
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", config={option: written})
        assert written == nlp.config["components"]["quoteattr"][option]
        nlp.to_disk(tmp_path)
        for again in (spacy.util.load_model_from_config(nlp.config), spacy.load(tmp_path)):
            assert {**attrs.asdict(Settings()), option: written} == attrs.asdict(settings_of(again))

    def test_two_instances_to_disk(self, tmp_path: Path) -> None:
        """Two components with a key each come back as two, with their own options and the same quotes."""
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", name="all", config={"spans_key": "all"})
        nlp.add_pipe("quoteattr", name="said", config={"spans_key": "said", "attitudes": False})
        nlp.to_disk(tmp_path)
        again = spacy.load(tmp_path)
        assert [settings_of(nlp, name) for name in ("all", "said")] == [
            settings_of(again, name) for name in ("all", "said")
        ]
        doc = again("Bo Hurst fears a flood. “We lost the crane,” said Ana Brill.")
        assert ["attitude", "speech"] == [quote.mode for quote in quotes_in(doc, "all")]
        assert ["speech"] == [quote.mode for quote in quotes_in(doc, "said")]

    def test_pipeline_to_bytes(self) -> None:
        """`nlp.to_bytes` carries the options over to a pipeline that was made without them."""
        nlp, again = spacy.blank("en"), spacy.blank("en")
        nlp.add_pipe("quoteattr", config={"min_confidence": 0.5})
        again.add_pipe("quoteattr")
        assert Settings(min_confidence=0.5) == settings_of(again.from_bytes(nlp.to_bytes()))


class TestOptions:
    """The options do what they say."""

    def test_attributes_are_declared(self, nlp: Language) -> None:
        """The pipeline analysis of spaCy knows what the component sets."""
        analysis = nlp.analyze_pipes()
        assert analysis
        assert ["doc.spans", "doc._.quotes"] == analysis["summary"]["quoteattr"]["assigns"]

    def test_spans_key(self) -> None:
        """With another key alone, the group is there and the getter finds it."""
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", config={"spans_key": "press"})
        doc = nlp(TEXT)
        assert ["press"] == list(doc.spans)
        assert doc._.quotes

    def test_two_instances(self) -> None:
        """Two components live side by side: the getter reads the default key, `quotes_in` either."""
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", name="sure", config={"spans_key": "sure", "min_confidence": 1.0})
        nlp.add_pipe("quoteattr")
        doc = nlp(TEXT)
        assert quotes_in(doc, "quotes") == doc._.quotes
        assert [] == quotes_in(doc, "sure")
        assert isinstance(quotes_in(doc, "sure"), Quotes)

    def test_options_can_change_at_a_load(self, nlp: Language, tmp_path: Path) -> None:
        """What `spacy.load` is told to set takes the place of what was saved."""
        nlp.to_disk(tmp_path)
        again = spacy.load(tmp_path, config={"components.quoteattr.min_confidence": 1.0})
        assert Settings(min_confidence=1.0) == settings_of(again)
        assert [] == again(TEXT)._.quotes

    def test_a_missing_model_is_told_at_once(self) -> None:
        """A model folder that is not there is named when the pipeline is made, not at the first text."""
        with pytest.raises(ModelError, match="nowhere"):
            spacy.blank("en").add_pipe("quoteattr", config={"model": "nowhere"})

    def test_unknown_options_are_refused(self) -> None:
        """A misspelt option is refused by spaCy."""
        with pytest.raises(ValueError, match="span_key"):
            spacy.blank("en").add_pipe("quoteattr", config={"span_key": "press"})


class TestDisplacy:
    """displaCy draws the spans, each role in a colour of its own."""

    def test_colours(self, nlp: Language) -> None:
        """Every role of a Doc is drawn in its colour without an option, and no two roles share one."""
        doc = nlp("“We lost the crane,” Ana Brill told reporters.")
        html = displacy.render(doc, style="span", options={"spans_key": "quotes"}, jupyter=False)
        drawn = dict(re.findall(r"background: (#\w+); z-index.*?>\s*(\w+)", html))
        assert {colour: role for role, colour in COLOURS.items()} == drawn

    def test_another_key(self) -> None:
        """The group of a component with another key is drawn under that key."""
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteattr", config={"spans_key": "press"})
        html = displacy.render(nlp(TEXT), style="span", options={"spans_key": "press"}, jupyter=False)
        assert html.count(COLOURS["content"]) > 2
