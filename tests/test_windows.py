"""Words, sub-words and windows."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import marked_texts

from quoteattr.extractor import MODEL
from quoteattr.marks import find_quotations
from quoteattr.windows import CASES, PLACES, Encoding, SubWords, case_of, clean, cut_windows, encode, split_words

SUBWORDS = SubWords(MODEL / "tokenizer.json")
NLP = spacy.blank("en")


def encoded(text: str) -> Encoding:
    """Encode a text as the extractor does."""
    quotations = find_quotations(text)
    tokens = [(t.idx, t.idx + len(t)) for t in NLP.tokenizer(clean(text)) if not t.is_space]
    return encode(text, split_words(tokens, quotations), quotations, SUBWORDS)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", "lower"),
        ("Ida", "title"),
        ("NATO", "upper"),
        ("McBride", "mixed"),
        ("I", "initial"),
        ("47", "digit"),
        ("“", "none"),
        ("", "none"),
    ],
)
def test_case(word: str, case: str) -> None:
    """A word's casing is told although the vocabulary has none."""
    assert case == CASES[case_of(word)]


def test_places() -> None:
    """Words know whether they stand outside marks, are marks, or stand inside, nested or not."""
    encoding = encoded("He: “A ‘b’ cat.”")
    assert [
        "outside",
        "outside",
        "opening",
        "inside",
        "opening",
        "nested",
        "closing",
        "inside",
        "inside",
        "closing",
    ] == [PLACES[place] for place in encoding.places]


def test_words_end_at_marks() -> None:
    """A word that runs into a mark without a space is cut there."""
    text = "It rained.“Again?”she asked."
    encoding = encoded(text)
    words = [text[a:b] for a, b in zip(encoding.starts, encoding.ends, strict=True)]
    assert {"“", "”", "she"} <= set(words)


def test_html_left_in_is_read_as_what_it_stands_for() -> None:
    """A mark written as HTML is one word with the sub-words of the mark; an apostrophe is one too."""
    text, plain = "&quot;It&rsquo;s late,&quot; she said.", '"It’s late," she said.'
    encoding = encoded(text)
    assert ["&quot;", "&quot;"] == [
        text[a:b] for a, b in zip(encoding.starts, encoding.ends, strict=True) if b - a == 6
    ]
    assert [PLACES[place] for place in encoding.places].count("closing") == 1
    assert set(encoded(plain).pieces) - set(encoding.pieces) == set()


@settings(max_examples=60, deadline=None)
@given(marked_texts(), st.integers(24, 60))
def test_windows_share_out_the_words(text: str, limit: int) -> None:
    """Every word belongs to exactly one window, which holds it, and no window is too long."""
    encoding = encoded(text)
    windows = cut_windows(encoding, limit, limit // 5)
    owned = [word for w in windows for word in range(w.own_first, w.own_last)]
    assert owned == list(range(len(encoding)))
    for w in windows:
        assert w.first <= w.own_first < w.own_last <= w.last
        assert encoding.bounds[w.last] - encoding.bounds[w.first] <= limit + 14  # one word of the longest may stick out


def test_colon_keeps_its_line() -> None:
    """A line after a colon stands in the window that owns the colon, where it fits."""
    filler = "The harbour stayed shut for a third day because of the wind. " * 2
    text = "\n".join([filler] * 7 + ["The mayor said:", "“We wait.”"] + [filler] * 3)
    encoding = encoded(text)
    colon = next(i for i in range(len(encoding)) if text[encoding.starts[i]] == ":")
    owner = next(w for w in cut_windows(encoding, 200, 30) if w.own_first <= colon < w.own_last)
    assert text[encoding.starts[colon + 2]] == "W"
    assert owner.last > colon + 3


def test_lone_surrogate() -> None:
    """Half a surrogate pair, which spaCy cannot hash, is read as one unknown character."""
    assert clean("a\ud800b") == "a\ufffdb"


def test_every_word_has_pieces() -> None:
    """Characters that the vocabulary lacks still give a word, so that no offset is lost."""
    encoding = encoded("\u2063 𓂀 ok")
    assert all(a < b for a, b in zip(encoding.bounds, encoding.bounds[1:], strict=False))
