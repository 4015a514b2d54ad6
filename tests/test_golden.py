"""Golden cases: invented articles in many styles, annotated whole; what the model must reach on them is a floor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from quoteattr import QuoteKind, SpeakerKind
from quoteattr.evaluation.corpora import read_golden
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.matching import Words
from quoteattr.records import Mode, Polarity

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(path.parent for path in GOLDEN.glob("*/quotes.json"))
DOCUMENTS = {document.name: document for document in read_golden(GOLDEN)}
FIELDS = set("kind content content_text cue cue_text source source_text speakers type mode polarity parent".split())

#: Every sign with which the cases open or close a quotation, however damaged.
MARKS = (*"\"'“”‘’«»", "&quot;")

Row = dict[str, Any]


def read(folder: Path) -> tuple[str, list[Row]]:
    """Read a case: its text, decoded byte for byte since offsets count its line ends, and its attributions."""
    text = (folder / "text.txt").read_bytes().decode("utf8")
    gold = json.loads((folder / "quotes.json").read_bytes())
    assert gold["style"].strip()
    rows: list[Row] = gold["quotes"]
    return text, rows


def spans_of(row: Row) -> list[tuple[list[int], str]]:
    """List the spans of an attribution, each with the string it must hold."""
    beside = [(row[role], row[f"{role}_text"]) for role in ("cue", "source") if row[role] is not None]
    return [*zip(row["content"], row["content_text"], strict=True), *beside]


def is_marked(content: str) -> bool:
    """Tell whether content begins or ends with a mark, be the other one lost or misprinted."""
    return content.startswith(MARKS) or content.endswith(MARKS)


def is_given_word_for_word(row: Row) -> bool:
    """Tell whether unmarked words may be direct: a turn or post under its author's name, or what somebody wrote."""
    return row["cue"] is None or not row["cue_text"].isalpha() or row["mode"] == "writing"


def test_there_are_cases() -> None:
    """The folder holds the cases, and each has a text and its attributions."""
    assert len(FOLDERS) >= 24
    assert [path for path in sorted(GOLDEN.iterdir()) if path.is_dir()] == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_is_sound(folder: Path) -> None:
    """Offsets hold the strings beside them, values are the contract's, and the order is text order."""
    text, rows = read(folder)
    for row in rows:
        assert FIELDS == set(row)
        assert row["content"]
        for (start, end), held in spans_of(row):
            assert 0 <= start < end <= len(text)
            assert held == text[start:end]
            assert held == held.strip()
        assert row["content"] == sorted(row["content"])
        assert all(one[1] <= other[0] for one, other in zip(row["content"], row["content"][1:], strict=False))
        assert (row["cue"] is None, row["source"] is None) == (row["cue_text"] is None, row["source_text"] is None)
        assert bool(row["speakers"]) or row["type"] == "unknown"
        assert row["type"] in list(SpeakerKind)
        assert row["mode"] in list(Mode)
        assert row["polarity"] in list(Polarity)
    starts = [row["content"][0][0] for row in rows]
    assert starts == sorted(starts)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_roles_of_a_case_are_apart(folder: Path) -> None:
    """The content, the cue and the source of one attribution share no words, and no attribution stands twice."""
    text, rows = read(folder)
    words = Words(text)
    for row in rows:
        content = words.of(*map(tuple, row["content"]))
        cue, source = (words.of(row[role] and tuple(row[role])) for role in ("cue", "source"))
        assert content
        assert not content & cue
        assert not content & source
        assert not cue & source
    assert len(rows) == len({json.dumps([row["content"], row["cue"], row["source"]]) for row in rows})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nested_attributions_follow_their_parent(folder: Path) -> None:
    """A parent comes first and holds the nested report with its cue; whatever is held so has a parent."""
    _, rows = read(folder)
    for n, row in enumerate(rows):
        inside = [*row["content"], *([row["cue"]] if row["cue"] else [])]
        around = [
            m
            for m, other in enumerate(rows)
            if other["content"] != row["content"]
            and all(any(s <= start and end <= e for s, e in other["content"]) for start, end in inside)
        ]
        assert (row["parent"] is None) == (not around)
        assert row["parent"] is None or (row["parent"] in around and row["parent"] < n)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_kinds_agree_with_marks(folder: Path) -> None:
    """Kinds are what the marks say; direct besides are turns and posts without marks, and words whose mark is lost."""
    gold = DOCUMENTS[folder.name]
    unjudged = attrs.evolve(gold, quotes=tuple(attrs.evolve(quote, kind=None) for quote in gold.quotes))
    _, rows = read(folder)
    for row, kind in zip(rows, gold_kinds(unjudged), strict=True):
        if row["kind"] != kind:
            assert row["kind"] == QuoteKind.DIRECT, row["content_text"]
            assert is_marked(" ".join(row["content_text"])) or is_given_word_for_word(row), row["content_text"]
