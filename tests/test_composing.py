"""Accents apart from their letters, as some systems write names, make no difference."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import QuoteExtractor
from quoteattr.composing import compose

ACCENTED = st.text(st.sampled_from("aeéñq .\n\u0301\u0303\u0323\u20d7İ가Å\u0958😀"), max_size=30)


@given(ACCENTED | st.text())
def test_every_character_has_its_place(text: str) -> None:
    """Places rise to the end of the text, and what lies between two is what was joined."""
    plain, places = compose(text)
    assert len(plain) + 1 == len(places)
    assert (0, len(text)) == (places[0], places[-1])
    assert all(start < end for start, end in pairwise(places))
    joined = [text[start:end] for start, end in pairwise(places)]
    assert all(c == part or c == unicodedata.normalize("NFC", part)[0] for c, part in zip(plain, joined, strict=True))


@pytest.mark.parametrize(
    ("text", "plain", "places"),
    [
        ("Zoe\u0308!", "Zoë!", [0, 1, 2, 4, 5]),
        ("e\u0323\u0301x", "ẹ\u0301x", [0, 2, 3, 4]),
        ("\u0301e", "\u0301e", [0, 1, 2]),
        ("q\u0301", "q\u0301", [0, 1, 2]),
        ("", "", [0]),
    ],
)
def test_compose(text: str, plain: str, places: list[int]) -> None:
    """An accent is joined to its letter where Unicode has one character for both."""
    assert (plain, places) == (compose(text)[0], list(compose(text)[1]))


def test_offsets_are_those_of_the_text_that_was_given(extractor: QuoteExtractor) -> None:
    """Spans, mentions of speakers among them, stand in the text as it is; names come with their letters joined."""
    text = unicodedata.normalize("NFD", "“Não é nada,” said José Álvarez. He denied that Zoë’s café had closed.")
    quotes = extractor.extract(text)
    assert text == quotes.text
    assert ["“Não é nada,”", "Zoë’s café had closed"] == [
        unicodedata.normalize("NFC", q.content[0].text) for q in quotes
    ]
    assert ["José Álvarez"] * 2 == [q.speaker and q.speaker.name for q in quotes]
    mentions = [mention for quote in quotes for speaker in quote.speakers for mention in speaker.mentions]
    assert mentions
    assert all(text[span.start : span.end] == span.text for span in [*mentions, *(q.content[0] for q in quotes)])
