"""Damaged texts: spans move along, and one damaged mark stays a matter of its paragraph."""

from __future__ import annotations

import random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from strategies import clean_paragraphs

from quoteattr.evaluation import damage
from quoteattr.evaluation.corpora import read_split
from quoteattr.evaluation.damage import DAMAGES, damaged
from quoteattr.marks import find_quotations

DOCUMENTS = read_split("articles-dev")[:6]
SAME_WORDS = [name for name in DAMAGES if name not in {"case lost", "letters misread", "marks as HTML entities"}]


def words(text: str) -> str:
    """Leave the letters and digits."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("name", SAME_WORDS)
def test_spans_move_along(name: str) -> None:
    """Every span of a damaged text has the words that it had, and some text is changed by each damage."""
    changed = False
    for document in DOCUMENTS:
        after = damaged(document, DAMAGES[name], random.Random(1))  # noqa: S311  no secret
        changed |= after.text != document.text
        assert [words("".join(document.text[a:b] for a, b in quote.content)) for quote in document.quotes] == [
            words("".join(after.text[a:b] for a, b in quote.content)) for quote in after.quotes
        ]
    assert changed == (name != "none")


@given(st.lists(clean_paragraphs(), min_size=2, max_size=4), st.data())
def test_one_damaged_mark_changes_no_other_paragraph(paragraphs: list[str], data: st.DataObject) -> None:
    """A mark that is lost, doubled or turned changes no quotation outside its paragraph."""
    text = "\n\n".join(paragraphs)
    marks = [i for i, char in enumerate(text) if char in '“”«»"„']
    if not marks:
        return
    at = data.draw(st.sampled_from(marks))
    new = data.draw(st.sampled_from(["", text[at] * 2, "”", "“", f" {text[at]} "]))
    broken = text[:at] + new + text[at + 1 :]
    start = text.rfind("\n\n", 0, at) + 1
    end = text.find("\n\n", at) % (len(text) + 1)
    shift = len(broken) - len(text)
    whole = {(q.start, q.end, q.depth) for q in find_quotations(text) if q.end <= start or q.start >= end}
    left = {
        (q.start - shift * (q.start >= end), q.end - shift * (q.start >= end), q.depth)
        for q in find_quotations(broken)
        if q.end <= start or q.start >= end + shift
    }
    assert whole == left


def test_the_command_has_a_row_for_each_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table begins with the texts as they are, and has twelve more rows."""
    monkeypatch.setattr(damage, "read_split", lambda *_: DOCUMENTS[:1])
    result = CliRunner().invoke(damage.main, [], env={"QUOTEATTR_DATA": None})
    assert 0 == result.exit_code, result.output
    assert ["damage", "---", *DAMAGES] == [
        line.strip("| ").split(" |")[0].split("|")[0] for line in result.output.splitlines()
    ]
