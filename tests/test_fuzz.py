"""Texts that nobody would write: what the command tries by the hundred thousand, here by the dozen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes import RandomTagger

from quoteattr import QuoteExtractor, Quotes
from quoteattr.evaluation import fuzz
from quoteattr.evaluation.corpora import read_split
from quoteattr.evaluation.fuzz import faults, generate, shortened
from quoteattr.evaluation.invariants import violations
from quoteattr.records import Quote, TextSpan

ARTICLES = [document.text for document in read_split("articles-dev")]


def test_generated_texts_break_no_rule() -> None:
    """Made-up and mutated texts raise nothing and break no rule, read in several ways."""
    extractor = QuoteExtractor(tagger=RandomTagger())
    assert {} == {
        text: found for text in generate(ARTICLES, 150, 7) if (found := faults(text, extractor, thorough=True))
    }


@pytest.mark.parametrize("text", ["Ida Moe knew hİs plan.", "Ida Moe. HE\u017f said ſhe knew."])
def test_letters_that_have_no_single_small_one(text: str, extractor: QuoteExtractor) -> None:
    """What a pattern takes for a letter may have another small one: texts that were found by the million."""
    assert [] == faults(text, extractor, thorough=True)


def test_generated_texts_are_the_same_for_the_same_seed() -> None:
    """A seed is enough to see a fault again, and another seed gives other texts."""
    assert list(generate(ARTICLES, 20, 3)) == list(generate(ARTICLES, 20, 3)) != list(generate(ARTICLES, 20, 4))


def said(text: str, start: int, end: int, **more: object) -> Quote:
    """Build a quote of a part of a text."""
    return Quote(kind="indirect", content=[TextSpan(start=start, end=end, text=text)], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        (said("It ruined", 9, 18), "a span has other words than the text"),
        (said("it", 99, 101), "a span is empty or out of bounds"),
        (said(" ", 8, 9), "content is blank"),
        (
            said("It rained,", 1, 11, cue=TextSpan(start=4, end=10, text="rained")),
            "cue or source stand within the content",
        ),
        (said("rained,” said", 4, 17), "a quotation is cut"),
        (
            said("said", 13, 17, quoted=[TextSpan(start=1, end=3, text="It")]),
            "words in marks stand outside the content",
        ),
        (said("said", 13, 17, parent=4), "a nested quote stands before the one around it"),
    ],
)
def test_broken_rules_are_told(quote: Quote, rule: str) -> None:
    """Each rule is told when it is broken."""
    text = "“It rained,” said Ida Moe."
    assert rule in list(violations(text, Quotes([quote], text=text)))


def test_a_fault_is_shown_by_the_shortest_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ends with status 1, and shows of a text only what the fault needs."""

    class Broken(QuoteExtractor):
        def extract(self, text: object) -> Quotes:
            if "“" in str(text):
                raise ZeroDivisionError("marks")
            return super().extract(text)  # type: ignore[arg-type]

    fault = "ZeroDivisionError: marks"
    assert "“" == shortened("so “it” went", fault, Broken(tagger=RandomTagger()), thorough=False)
    monkeypatch.setattr(fuzz, "QuoteExtractor", Broken)
    result = CliRunner().invoke(fuzz.main, ["--texts", "30", "--json", str(tmp_path / "faults.json")])
    assert 1 == result.exit_code
    assert fault in result.output
    assert {fault: "“"} == json.loads((tmp_path / "faults.json").read_text("utf-8"))["shown"]
