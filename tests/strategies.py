"""Hypothesis strategies: texts full of quotation marks, and quotes of hostile texts.

Out: ``marked_texts`` (paragraphs that may be anything), ``clean_paragraphs`` (every mark in its place) and their parts;
``hostile_texts`` (what breaks formats) and ``results`` (documents with quotes in them).
"""

from __future__ import annotations

from hypothesis import strategies as st

from quoteattr import Quote, QuoteKind, Quotes, Speaker, SpeakerKind, TextSpan
from quoteattr.marks import Repair
from quoteattr.records import Mode, Polarity

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


_HOSTILE = st.sampled_from(
    [
        "</script>",
        "]]>",
        "<!--",
        "&amp;",
        "&#0;",
        '"',
        "'",
        "\\",
        "=1+1",
        "\r\n",
        "\n\n",
        "\r",
        "\t",
        "\x00",
        "\x0b",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\ud83d",
        "\udc00",
        "😀",
        "e\u0301",
        "“We lost it,”",
        " said ",
        "Ana Brill",
    ]
)


@st.composite
def hostile_texts(draw: st.DrawFn, max_size: int = 12) -> str:
    """Draw a text of pieces that break formats; two halves of a surrogate pair are one character, as JSON has it."""
    text = "".join(draw(st.lists(st.one_of(_HOSTILE, st.characters()), max_size=max_size)))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _spans(text: str, start: int, end: int, *, least: int = 0) -> st.SearchStrategy[list[TextSpan]]:
    """Draw spans of a part of a text, in order and apart."""
    if end - start < 1:
        return st.just([])
    edges = st.lists(st.integers(start, end), min_size=2 * least, max_size=6, unique=True).map(sorted)
    return edges.map(lambda found: [TextSpan.of(text, *pair) for pair in zip(found[::2], found[1::2], strict=False)])


def _span(text: str) -> st.SearchStrategy[TextSpan | None]:
    return _spans(text, 0, len(text)).map(lambda found: found[0] if found else None)


@st.composite
def quotes_of(draw: st.DrawFn, text: str) -> Quotes:
    """Draw quotes of a text: split, nested, overlapping, by several speakers or by nobody."""
    names = draw(st.lists(st.tuples(hostile_texts(4), st.sampled_from(SpeakerKind)), max_size=3))
    speakers = [
        Speaker(
            id=n,
            name=name,
            kind=kind,
            role=draw(st.none() | hostile_texts(3)),
            aliases=draw(st.lists(hostile_texts(3), max_size=2)),
            mentions=draw(_spans(text, 0, len(text))),
        )
        for n, (name, kind) in enumerate(names)
    ]
    contents = draw(st.lists(_spans(text, 0, len(text), least=1), max_size=4)) if text else []
    contents.sort(key=lambda content: (content[0].start, -content[-1].end))
    quotes = Quotes(text=text)
    for n, content in enumerate(contents):
        who = draw(st.lists(st.sampled_from(speakers), max_size=2, unique_by=id)) if speakers else []
        quotes.append(
            Quote(
                kind=draw(st.sampled_from(QuoteKind)),
                content=content,
                quoted=[inner for part in content for inner in draw(_spans(text, part.start, part.end))],
                cue=draw(_span(text)),
                source=draw(_span(text)),
                addressee=draw(_span(text)),
                speakers=who,
                mode=draw(st.sampled_from(Mode)),
                polarity=draw(st.sampled_from(Polarity)),
                confidence=draw(st.floats(0, 1)),
                repairs=draw(st.lists(st.sampled_from([repair.value for repair in Repair]), max_size=2)),
                parent=draw(st.none() | st.integers(0, n - 1)) if n else None,
            )
        )
    return quotes


@st.composite
def results(draw: st.DrawFn) -> list[tuple[str, Quotes]]:
    """Draw documents, each with an id of its own, some without quotes, some without text."""
    names = draw(st.lists(hostile_texts(4), max_size=3, unique=True))
    return [(name, draw(hostile_texts().flatmap(quotes_of))) for name in names]
