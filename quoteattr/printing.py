"""What only comes of how a text was printed is taken back before it is read: hard wraps, accents apart, line ends.

In: a text. Out: the text as it is read, and where its characters stand in the one that was given. Imports typography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from attrs import frozen

from quoteattr.typography import ends_sentence

__all__ = ["compose", "unwrap"]

_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
# A letter with what stands on it, which Unicode limits to 30, or a line end of Windows.
_APART = re.compile(f"[^{_ACCENTS}][{_ACCENTS}]{{1,30}}|\r\n")
# Characters of the longest line of a block that was wrapped: a narrow column, and by hand, by e-mail, for a terminal.
_NARROWEST, _WIDEST = 30, 100
# What e-mail puts before the lines that it answers to.
_QUOTED = "> \t"


def compose(text: str) -> tuple[str, Sequence[int]]:
    r"""Join letters and accents into one character where there is one (Unicode's NFC), and line ends into one.

    Also give, for every place in what is read and for its end, the place in ``text``.

    >>> plain, places = compose("Lukumi\u0301 said")
    >>> plain, plain[7:], places[7]
    ('Lukumí said', 'said', 8)
    """
    if "\r\n" not in text and unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    parts: list[str] = []
    places: list[Sequence[int]] = []
    done = 0
    for match in _APART.finditer(text):
        start, end = match.span()
        joined = "\n" if match[0] == "\r\n" else unicodedata.normalize("NFC", match[0])
        if len(joined) < end - start:
            parts += text[done:start], joined
            places += range(done, start + 1), range(end - len(joined) + 1, end)  # what is not joined stands last
            done = end
    return "".join([*parts, text[done:]]), [*chain(*places), *range(done, len(text) + 1)]


def unwrap(text: str) -> str:
    r"""Put spaces for the line breaks inside paragraphs that were wrapped at a width; all else stays where it is.

    >>> unwrap("The bridge was closed on Monday\nafter a crack was found.\n\nBoats go on.")
    'The bridge was closed on Monday after a crack was found.\n\nBoats go on.'
    """
    lines = text.split("\n")
    ends = ["\n"] * (len(lines) - 1)
    for i in _wraps([line.rstrip() for line in lines]):
        ends[i] = " "
        if lines[i].endswith("\r"):
            lines[i] = lines[i][:-1] + " "
    return "".join(chain(*zip(lines, [*ends, ""], strict=True)))


def _wraps(lines: Sequence[str]) -> set[int]:
    """Give the lines that the next one goes on.

    A line was wrapped if it breaks off in the middle of a sentence, where the next one begins small or its first word
    would not have fitted in. If most of a block were, so are those that end with a sentence and were full. Where hardly
    a line of the text begins small, it is a list, of headlines for one.
    """
    blocks = [_Block.of(lines, start, end) for start, end in _blocks(lines)]
    small = set().union(*(block.small for block in blocks))
    if 3 * len(small) < sum(len(block.told) for block in blocks):
        return small
    return small.union(*(block.full for block in blocks if 2 * len(block.told) >= block.breaks))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first line and end of the lines that stand together without an empty one."""
    for filled, group in groupby(range(len(lines)), key=lambda number: bool(lines[number])):
        numbers = list(group)
        if filled:
            yield numbers[0], numbers[-1] + 1


@frozen
class _Block:
    """Lines that stand together: which are full, which are followed by a small letter, and which tell of a wrap."""

    breaks: int
    full: set[int]
    small: set[int]
    told: set[int]

    @classmethod
    def of(cls, lines: Sequence[str], start: int, end: int) -> _Block:
        """Measure the lines from ``start`` to ``end``, unless no one would wrap at that width."""
        width = max(map(len, lines[start:end]))
        full, small, whole = set(), set(), set()
        for i in range(start, end - 1) if _NARROWEST <= width <= _WIDEST else ():
            words = lines[i + 1].lstrip(_QUOTED).split(maxsplit=1)
            if ends_sentence(lines[i]):
                whole.add(i)
            elif words and words[0][0].islower():
                small.add(i)
            if words and len(lines[i]) + 1 + len(words[0]) > width:
                full.add(i)
        return cls(end - 1 - start, full, small, (full - whole) | small)
