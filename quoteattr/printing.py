"""What only comes of how a text was printed is taken back before it is read: hard wraps, accents apart, line ends.

In: a text. Out: the text as it is read, and where its characters stand in the one that was given. Imports typography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

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
    block: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line and not line.isspace():
            block.append(number)
            continue
        for i in _wraps([lines[n].rstrip() for n in block]) if len(block) > 1 else ():
            ends[block[i]] = " "
            if lines[block[i]].endswith("\r"):
                lines[block[i]] = lines[block[i]][:-1] + " "
        block = []
    return "".join(chain(*zip(lines, [*ends, ""], strict=True)))


def _wraps(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a block that the next one goes on, if most of its line breaks look like wraps.

    A line was wrapped if it breaks off in the middle of a sentence, where the next one begins small or its first word
    would not have fitted in. If most are, so are those that end with a sentence and were full.
    """
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return
    full, small = [], []
    for i, (line, after) in enumerate(pairwise(lines)):
        words = after.lstrip(_QUOTED).split(maxsplit=1)
        if words and len(line) + 1 + len(words[0]) > width:
            full.append(i)
        if words and words[0][0].islower() and not ends_sentence(line):
            small.append(i)
    told = {i for i in full if not ends_sentence(lines[i])} | set(small)
    yield from sorted({*full, *small} if 2 * len(told) >= len(lines) - 1 else small)
