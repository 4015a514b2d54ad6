"""Hypothesis strategies for texts full of quotation marks: nested, unbalanced, misprinted, over many paragraphs.

Out: ``marked_texts`` (paragraphs that may be anything), ``clean_paragraphs`` (every mark in its place) and their parts.
"""

from __future__ import annotations

from hypothesis import strategies as st

PAIRS = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''"), ("''", "''"), ("‹", "›"))
"""Opening and closing marks as printers pair them."""

DOUBLE_PAIRS = tuple(pair for pair in PAIRS if pair[0] not in "‘'‹")

MARKS = (
    *sorted({mark for pair in PAIRS for mark in pair}),
    "’’",
    "‟",
    "‛",
    "‚",
    "″",
    "′",
    "「",
    "」",
    "＂",
    "`",
    "â€œ",
    "â€",
)

_WORDS = st.sampled_from(
    [
        "the",
        "dam",
        "broke",
        "we",
        "Marta",
        "didn't",
        "it’s",
        "workers'",
        "drivers’",
        "'90s",
        "12",
        "6'2",
        "…",
        "—",
        "Why?",
    ]
)
_PLAIN = st.sampled_from(["the", "ferry", "sailed", "late", "again", "and", "nobody", "told", "Odile", "why"])


@st.composite
def sentences(draw: st.DrawFn, words: st.SearchStrategy[str] = _PLAIN) -> str:
    """Draw a few words with a capital and a full stop."""
    text = " ".join(draw(st.lists(words, min_size=3, max_size=8)))
    return text[0].upper() + text[1:] + "."


@st.composite
def quoted(draw: st.DrawFn, pairs: tuple[tuple[str, str], ...] = PAIRS) -> str:
    """Draw a sentence between a pair of marks, sometimes with another pair inside."""
    opening, closing = draw(st.sampled_from(pairs))
    inner = draw(sentences())
    if draw(st.booleans()):
        inner = f"{inner[:-1]} {draw(quoted(pairs=tuple(pair for pair in PAIRS if pair != (opening, closing))))}"
    return f"{opening}{inner}{closing}"


@st.composite
def clean_paragraphs(draw: st.DrawFn) -> str:
    """Draw a paragraph of whole sentences, plain ones and double-quoted ones, every mark in its place."""
    opening, closing = draw(st.sampled_from(DOUBLE_PAIRS))
    parts = draw(st.lists(st.tuples(sentences(), st.booleans()), min_size=1, max_size=4))
    return " ".join(f"{opening}{sentence}{closing}" if marked else sentence for sentence, marked in parts)


@st.composite
def damaged_paragraphs(draw: st.DrawFn) -> str:
    """Draw one line where marks stand anywhere: glued, spaced, missing, doubled, the wrong way round."""
    pieces = st.one_of(_WORDS, st.sampled_from(MARKS), st.sampled_from([" ", " ", ", ", ". ", "\t", "\xa0"]), quoted())
    return "".join(draw(st.lists(pieces, max_size=14)))


BREAKS = st.sampled_from(["\n\n", "\n", "\r\n", "\n \n", "\u2029"])


@st.composite
def marked_texts(draw: st.DrawFn) -> str:
    """Draw several paragraphs, clean, damaged or arbitrary, with breaks of every sort between them."""
    paragraph = st.one_of(clean_paragraphs(), damaged_paragraphs(), st.text(max_size=12))
    parts = draw(st.lists(st.tuples(paragraph, BREAKS), max_size=5))
    return "".join(paragraph + line_break for paragraph, line_break in parts)
