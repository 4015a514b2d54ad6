"""What comes of printing makes no difference: accents apart from their letters, line ends, hard wraps."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import QuoteExtractor
from quoteattr.printing import compose, unwrap

ACCENTED = st.text(st.sampled_from("aeéñq .\r\n\u0301\u0303\u0323\u20d7İ가Å\u0958😀"), max_size=30)


@given(ACCENTED | st.text())
def test_every_character_has_its_place(text: str) -> None:
    """Places rise to the end of the text, and what lies between two is what was joined."""
    plain, places = compose(text)
    assert len(plain) + 1 == len(places)
    assert (0, len(text)) == (places[0], places[-1])
    assert all(start < end for start, end in pairwise(places))
    assert unicodedata.normalize("NFD", plain) == unicodedata.normalize("NFD", text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("text", "plain", "places"),
    [
        ("Zoe\u0308!", "Zoë!", [0, 1, 2, 4, 5]),
        ("e\u0323\u0301x", "ẹ\u0301x", [0, 2, 3, 4]),
        ("\u0301e", "\u0301e", [0, 1, 2]),
        ("q\u0301", "q\u0301", [0, 1, 2]),
        ("a\r\nb\r\n", "a\nb\n", [0, 1, 3, 4, 6]),
        ("a\rb", "a\rb", [0, 1, 2, 3]),
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


#: As wide as e-mail wraps.
LETTER = """\
The old bridge at Graz was closed on Monday after engineers found a
crack in one of its piers. Mayor Ida Moe, who had crossed it at noon,
said that it “will not be mended before the winter comes.” Her deputy
denied that."""


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (LETTER, True),
        (LETTER.replace("\n", "\r\n"), True),
        ("> " + LETTER.replace("\n", "\n> "), True),
        (LETTER.replace("found a\ncrack", "found\na crack"), True),
        ("Library van stolen\nThe van held two thousand books, most of them large print.", False),
        ("One sentence a line is how some sites write.\nThey do it for their readers’ sake, they say.", False),
        ("MOE: Were you there?\nBRILL: I was. All of us were.\nMOE: And then?", False),
        (
            "Library van stolen in the night\nTwo held\nMoe denies that she slept at the till\nGraz bridge to close",
            False,
        ),
        ("From: Ida Moe\nTo: all\nDate: Monday", False),
        (f"{'A paragraph that stands on one line is longer than that. ' * 3}\nand so is its next one", False),
        ("The first.\n\nThe second.", False),
    ],
)
def test_unwrap(text: str, joined: bool) -> None:  # noqa: FBT001  a table's column
    """Lines that were broken at a width are joined; headlines, turns, headers and paragraphs of a line stay."""
    read = unwrap(text)
    assert len(text) == len(read)
    assert joined is not ("\n" in read)
    assert text.split() == read.split()
    assert joined or text == read


@given(st.text(st.sampled_from("ab .\r\n>“"), max_size=60) | st.text())
def test_unwrap_changes_line_breaks_alone(text: str) -> None:
    """Of any text, nothing but line breaks become spaces."""
    read = unwrap(text)
    assert len(text) == len(read)
    assert all(was == now or (was in "\r\n" and now == " ") for was, now in zip(text, read, strict=True))


def test_wrapped_names_and_quotes(extractor: QuoteExtractor) -> None:
    """A name, a role and a quotation that run over line ends are found whole, and stand where they were."""
    text = (
        "The bridge at Graz will be closed until the spring, fire chief Ann\n"
        "Bo said. “We have found a crack in one of its piers, and will not\n"
        "open it before the winter is over,” she said at noon on Monday."
    )
    quotes = extractor.extract(text)
    assert ["Ann Bo"] * 2 == [quote.speaker and quote.speaker.name for quote in quotes]
    assert (
        "“We have found a crack in one of its piers, and will not\nopen it before the winter is over,”"
        == text[quotes[1].start : quotes[1].end]
    )
