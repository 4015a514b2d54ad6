"""How a text is laid out: its words, its sentences, its paragraphs.

In: a text. Out: words with their offsets; where sentences and paragraphs begin.
Imports printing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from quoteattr.printing import unwrap

__all__ = ["HEADLINE_CHARACTERS", "Layout", "Word", "adjacent", "even", "follows", "read_words"]

# Letters that were read in a wrong encoding: "TomÃ¡s", "FranÃ§ois", "PapieÅ¼yk".
_MISREAD = r"[ÂÃÄÅ][\x80-\xbf\u2018-\u203a\u20ac\u2122\u0152-\u0178\u02c6\u02dc]"
_TOKEN = re.compile(rf"@\w+|(?:{_MISREAD}|\w)+(?:[-.'’&/](?:{_MISREAD}|\w)+)*|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[^\W_a-zß-ÿ])|\n+\s*")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Sens|Rep|Reps|Gov|Lt|Col|Gen|Capt|Sgt|Maj|Rev|Hon|Jr|Sr|vs|No|U\.S|U\.K|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


# White space of all sorts, as a space or a line break.
_SPACES = dict.fromkeys((*range(0x2000, 0x200B), 0x09, 0x0B, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n")


def even(text: str) -> str:
    r"""Print all white space as spaces and line breaks, none at the end or in wrapped lines; all else stays in place.

    >>> even("Ana\xa0Brill.\r\nSaid\n")
    'Ana Brill. \nSaid'
    """
    return unwrap(text).replace("\r\n", " \n").translate(_SPACES | _BREAKS).rstrip()


class Word(NamedTuple):
    """A word or a punctuation mark; a possessive ending is outside ``text`` but told of."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does."""
        return self.text[0].isupper() or self.text[0] == "@"


def read_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Cut a stretch of text into words and marks.

    >>> [w.text for w in read_words("Bo's plan, he said.")]
    ['Bo', 'plan', ',', 'he', 'said', '.']
    """
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        token, stop, owns = match[0], match.end(), False
        if len(token) > 2 and token[-2] in "'’" and token[-1] in "sS":
            token, stop, owns = token[:-2], stop - 2, True
        elif token[-1] in "sS" and text[stop : stop + 1] in ("'", "’") and text[stop + 1 : stop + 2] == " ":
            owns = token[0].isupper()
        found.append(Word(match.start(), stop, token, token.lower(), owns))
    return found


def adjacent(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether the next word follows after a single space."""
    if index + 1 >= len(words) or words[index].possessive:
        return False
    return text[words[index].end : words[index + 1].start] == " "


def follows(before: Word, word: Word, text: str) -> bool:
    """Whether a word stands after another, spaces or one line break between them; ``text`` is `even`."""
    gap = text[before.end : word.start]
    return bool(gap) and gap.strip(" ") in ("", "\n")


#: A headline and a subtitle: what stands before the second paragraph break, if it is no longer than this.
HEADLINE_CHARACTERS = 400


@attrs.frozen
class Layout:
    """Where the sentences and paragraphs of a text begin."""

    sentences: list[int]
    paragraphs: list[int]

    @classmethod
    def of(cls, text: str) -> Layout:
        """Find the beginnings; an abbreviation ends no sentence."""
        sentences, paragraphs = [0], [0]
        for match in _SENTENCE.finditer(text):
            if "\n" in match[0]:
                paragraphs.append(match.end())
            elif _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
                continue
            sentences.append(match.end())
        return cls(sentences, paragraphs)

    def sentence(self, at: int) -> int:
        """Number of the sentence at an offset."""
        return bisect_right(self.sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """Number of the paragraph at an offset."""
        return bisect_right(self.paragraphs, at) - 1

    def headed(self, at: int) -> bool:
        """Whether an offset stands in a headline: a first line, not long, with more below."""
        return len(self.paragraphs) > 1 and at < self.paragraphs[1] <= HEADLINE_CHARACTERS
