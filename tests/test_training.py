"""What the network is taught: labels that say what the annotation says, changes that keep who said what."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import unescape

import attrs
import pytest

from quoteattr.evaluation import GoldDocument, GoldQuote
from quoteattr.extractor import MODEL
from quoteattr.reports import spans_of
from quoteattr.spans import Edit
from quoteattr.tagger import ANCHORS, ENTITIES
from quoteattr.training.__main__ import windows
from quoteattr.training.augment import CHANGES, apply, augment, damage, rename, restyle, reword
from quoteattr.training.examples import UNLABELLED, Example, Labelled, Report, example_of, label, under_contract
from quoteattr.training.settings import Settings
from quoteattr.windows import SubWords

SUBWORDS = SubWords(MODEL / "tokenizer.json")
TEXT = (
    "“We're late,” Ida Moe told the council. “The ‘big’ ferry isn't ready.”\n\n"
    "Moe's deputy, Jon Ask, said that it wouldn't sail before May.\n\nNobody asked why."
)


def span(part: str) -> tuple[int, int]:
    """Find a part of the text."""
    return TEXT.index(part), TEXT.index(part) + len(part)


EXAMPLE = Example(
    text=TEXT,
    reports=(
        Report(
            content=(span("“We're late,”"), span("“The ‘big’ ferry isn't ready.”")),
            cue=(span("told"),),
            source=(span("Ida Moe"),),
            mode="speech",
            polarity="asserted",
        ),
        Report(
            content=(span("it wouldn't sail before May"),), cue=(span("said"),), source=(span("Moe's deputy, Jon Ask"),)
        ),
    ),
    entities=((*span("Ida Moe"), "person"), (*span("Jon Ask"), "person")),
    convention="contract",
    people=frozenset({"Ida Moe", "Jon Ask"}),
)


def roles(example: Example) -> list[tuple[str, ...]]:
    """Give the words of every report's roles, marks and casing left out."""

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " ".join(re.findall(r"\w+", unescape(" ".join(example.text[a:b] for a, b in spans)))).lower()

    return [(words(r.content), words(r.cue), words(r.source)) for r in example.reports]


def test_labels_say_what_the_annotation_says() -> None:
    """The labels of a window give back the words of every role, the anchors and the entities."""
    (item,) = label(EXAMPLE, SUBWORDS)
    starts, ends = item.encoding.starts, item.encoding.ends
    found = []
    for tags in item.roles:
        runs = spans_of(tags)
        spans = {role: tuple((int(starts[a]), int(ends[b - 1])) for a, b in runs[role]) for role in runs}
        found.append(Report(content=spans["content"], cue=spans["cue"], source=spans["source"]))
    assert [(r.content, r.cue, r.source) for r in EXAMPLE.reports] == [(r.content, r.cue, r.source) for r in found]
    assert ["told", "said"] == [TEXT[starts[i] : ends[i]] for i in item.at]
    assert {0: len(item.anchors) - 2, ANCHORS.index("cue"): 2} == {k: list(item.anchors).count(k) for k in (0, 1)}
    named = [TEXT[starts[i] : ends[i]] for i, tag in enumerate(item.entities) if ENTITIES[tag] != "O"]
    assert ["Ida", "Moe", "Jon", "Ask"] == named
    assert [0, UNLABELLED] == list(item.modes)


def test_a_report_without_a_cue_is_anchored_by_its_content() -> None:
    """Where there is no cue, the first word of the content is the anchor."""
    report = Report(content=(span("“The ‘big’ ferry isn't ready.”"),), cue=(), source=())
    (item,) = label(Example(text=TEXT, reports=(report,), entities=None, convention="polnear"), SUBWORDS)
    assert ["“"] == [TEXT[item.encoding.starts[i] : item.encoding.ends[i]] for i in item.at]
    assert {UNLABELLED} == set(item.entities)


def test_short_windows_cut_no_label_in_two() -> None:
    """A report that a window's edge cuts still has well-formed tags."""
    rng = random.Random(0)  # noqa: S311  no secret
    for _ in range(30):
        for item in label(EXAMPLE, SUBWORDS, rng):
            for tags in item.roles:
                assert sum(len(runs) for runs in spans_of(tags).values()) >= 1


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=lambda change: change.__name__)
def test_changes_keep_who_said_what(change: Callable[[Example, random.Random], list[Edit]]) -> None:
    """However a text is printed, every span still covers the same words; only names and verbs may be others."""
    for seed in range(20):
        changed = apply(EXAMPLE, change(EXAMPLE, random.Random(seed)))  # noqa: S311
        assert len(EXAMPLE.reports) == len(changed.reports)
        if change not in {rename, reword}:
            assert roles(EXAMPLE) == roles(changed)


def test_restyle_moves_the_marks_with_the_content() -> None:
    """Content that begins and ends with a mark does so in the other style too."""
    styles = set()
    for seed in range(40):
        changed = apply(EXAMPLE, restyle(EXAMPLE, random.Random(seed)))  # noqa: S311
        first, last = changed.reports[0].content[0]
        part = changed.text[first:last]
        assert not part[0].isalnum()
        assert not part[-1].isalnum()
        styles.add(part[0])
    assert {"“", '"', "‘", "'"} <= styles


def test_rename_is_the_same_everywhere() -> None:
    """A person's new name stands wherever the old one stood."""
    changed = apply(EXAMPLE, rename(EXAMPLE, random.Random(3)))  # noqa: S311
    assert "Moe" not in changed.text
    source = changed.text[slice(*changed.reports[0].source[0])]
    assert 2 == changed.text.count(source.split()[-1])


def test_reword_changes_plain_cues_alone() -> None:
    """Where "said" is a cue another verb may stand, and the rest of the text is the same."""
    texts = {apply(EXAMPLE, reword(EXAMPLE, random.Random(seed))).text for seed in range(30)}  # noqa: S311
    before, _, after = TEXT.partition("said")
    assert 10 < len(texts)
    assert all(text.startswith(before) and text.endswith(after) for text in texts)


def test_the_introducing_that_is_left_out() -> None:
    """PolNeAR's annotators take it in; a phrase's "that" stays."""
    text = "Moe said that the ferry sank. Moe said that ferry."
    quotes = [
        GoldQuote(id="1", content=((9, 28),), cue=(4, 8), source=(0, 3)),
        GoldQuote(id="2", content=((39, 49),), cue=(34, 38), source=(30, 33)),
    ]
    example = example_of(GoldDocument(name="x", corpus="polnear", text=text, quotes=tuple(quotes)))
    assert ["the ferry sank", "that ferry"] == [text[slice(*report.content[0])] for report in example.reports]


def test_what_the_contract_calls_no_report_is_left_out() -> None:
    """What nobody is said to expect, plans and topics go; a report with a plain cue stays."""
    text = "Moe is expected to run. Moe said it rained. They discussed the dam. Moe expects rain."
    cues = ["is expected", "said", "discussed", "expects"]
    places = [(text.index(cue), text.index(cue) + len(cue)) for cue in cues]
    reports = tuple(Report(content=((end + 1, end + 5),), cue=((start, end),), source=()) for start, end in places)
    example = Example(text=text, reports=reports, entities=None, convention="polnear")
    found = under_contract(example)
    assert ["said", "expects"] == [text[slice(*report.cue[0])] for report in found.reports]
    assert "contract" == found.convention


def test_damage_spoils_some_marks() -> None:
    """Among damaged copies some have lost or turned marks, and the words stay."""
    texts = {apply(EXAMPLE, damage(EXAMPLE, random.Random(seed))).text for seed in range(30)}  # noqa: S311
    assert 2 < len(texts)
    assert 1 == len({re.sub(r"\W", "", text) for text in texts})


def test_augment_is_reproducible() -> None:
    """The same seed gives the same text."""
    assert augment(EXAMPLE, random.Random(7)) == augment(EXAMPLE, random.Random(7))  # noqa: S311


def test_sub_words_taken_for_words_cover_the_same_text() -> None:
    """Labelling sub-words marks the same stretches of the text as labelling words."""

    def stretches(items: list[Labelled]) -> list[list[str]]:
        (item,) = items
        starts, ends = item.encoding.starts, item.encoding.ends
        return [
            [TEXT[starts[a] : ends[b - 1]] for runs in spans_of(tags).values() for a, b in runs] for tags in item.roles
        ]

    words, pieces = label(EXAMPLE, SUBWORDS), label(EXAMPLE, SUBWORDS, words=False)
    assert stretches(words) == stretches(pieces)
    assert len(pieces[0].encoding) == len(pieces[0].encoding.pieces) - 2 > len(words[0].encoding)


@pytest.mark.parametrize(("home", "conventions"), [(1.0, {"polnear", "contract"}), (0.0, {"contract"})])
def test_part_of_a_corpus_can_be_left_out(home: float, conventions: set[str]) -> None:
    """A model that knows PolNeAR can go on to learn from other texts with as much of it as is wanted."""
    texts = [attrs.evolve(EXAMPLE, convention="polnear"), EXAMPLE]
    seen = windows(texts, SUBWORDS, Settings(home=home, reconcile=0.0), 0)
    assert conventions == {item.convention for item in seen}
