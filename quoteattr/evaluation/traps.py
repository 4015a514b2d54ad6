"""Texts made to be slow, and a tagger that gives every stage all the work there can be.

In: a number of characters. Out: a text of about so many; or, for a window, `Scores`. Imports extractor, tagger and
windows.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from quoteattr.extractor import MODEL
from quoteattr.tagger import ANCHORS, ENTITIES, MODES, POLARITIES, ROLES, Scores
from quoteattr.windows import CASES, PLACES, Encoding, SubWords, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TRAPS", "Zealot", "surnames"]

#: Anchors in a window at most: more than the network finds in any news text.
MOST_ANCHORS = 64
#: Words of content after a cue, and words before it in which its source and the end of a quotation are looked for.
FOLLOWING, BEFORE = 12, 4


class Zealot:
    """A tagger that takes every "said" for a report, every capital for a name, every mark for a quote's beginning."""

    def __init__(self) -> None:
        self.info: Mapping[str, Any] = {}
        self.subwords = SubWords(MODEL / "tokenizer.json")

    @cached_property
    def cues(self) -> set[int]:
        """The sub-words taken for cues."""
        return {ids[0] for ids in self.subwords(["said", "told", "asked", ":"])}

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""
        words = window.last - window.first
        pieces = encoding.pieces[encoding.firsts[window.first : window.last]]
        places = encoding.places[window.first : window.last]
        cues = np.isin(pieces, list(self.cues))
        opens = places == PLACES.index("opening")
        anchors = np.flatnonzero(cues | opens)[:MOST_ANCHORS]
        roles = np.zeros((len(anchors), words, len(ROLES)), np.float32)
        for row, anchor in zip(roles, anchors, strict=True):
            for role, first, last in self._spans(int(anchor), places, by_cue=bool(cues[anchor])):
                _mark(row, role, max(first, 0), min(last, words))
        odds = np.zeros((len(anchors), len(ANCHORS)), np.float32)
        odds[np.arange(len(anchors)), np.where(cues[anchors], ANCHORS.index("cue"), ANCHORS.index("content"))] = 0.9
        return Scores(
            anchors=anchors,
            odds=odds,
            roles=roles,
            modes=np.ones((len(anchors), len(MODES)), np.float32),
            polarities=np.ones((len(anchors), len(POLARITIES)), np.float32),
            entities=_persons(encoding.cases[window.first : window.last]),
        )

    @staticmethod
    def _spans(anchor: int, places: NDArray[np.int32], *, by_cue: bool) -> Iterator[tuple[str, int, int]]:
        """Yield the roles of a report, each with its first word and the one after its last."""
        closing = np.flatnonzero(places == PLACES.index("closing"))
        if not by_cue:
            behind = closing[closing > anchor]
            yield "content", anchor, int(behind[0]) + 1 if len(behind) else len(places)
            return
        yield "cue", anchor, anchor + 1
        yield "source", anchor - 2, anchor
        ended = closing[(closing < anchor) & (closing >= anchor - BEFORE)]
        if not len(ended):
            yield "content", anchor + 1, anchor + 1 + FOLLOWING
            return
        opening = np.flatnonzero(places[: ended[-1]] == PLACES.index("opening"))
        yield "content", int(opening[-1]) if len(opening) else 0, int(ended[-1]) + 1
        yield "source", int(ended[-1]) + 1, anchor


def _mark(row: NDArray[np.float32], role: str, first: int, last: int) -> None:
    if last - first == 1:
        row[first, ROLES.index(f"S-{role}")] = 9
    elif first < last:
        row[first, ROLES.index(f"B-{role}")] = row[last - 1, ROLES.index(f"E-{role}")] = 9
        row[first + 1 : last - 1, ROLES.index(f"I-{role}")] = 9


def _persons(cases: NDArray[np.int32]) -> NDArray[np.int64]:
    """Take every run of capitalised words for a person."""
    capital = np.isin(cases, [CASES.index(case) for case in ("title", "upper", "mixed", "initial")])
    begins = capital & ~np.concatenate(([False], capital[:-1]))
    tags = np.where(begins, ENTITIES.index("B-person"), np.where(capital, ENTITIES.index("I-person"), 0))
    return tags.astype(np.int64)


def surnames() -> Iterator[str]:
    """Yield surnames, no two alike."""
    letters = string.ascii_lowercase
    for a, b, c, d in itertools.product("BDGKMNRT", "aeiou", letters, letters):
        yield from (f"{a}{b}{c}{d}{end}" for end in ("", "man", "sen", "off", "ard", "ini", "ova", "ley"))


def _repeated(piece: str) -> Callable[[int], str]:
    """Repeat a piece until so many characters are full."""
    return lambda size: piece * (size // len(piece))


def _numbered(piece: str) -> Callable[[int], str]:
    """Repeat a piece with ``{}`` filled by one name after another."""

    def made(size: int) -> str:
        count = size // (len(piece) + 5)
        return "".join(piece.replace("{}", name) for name in itertools.islice(itertools.cycle(surnames()), count))

    return made


#: Texts of about so many characters, each made to be slow somewhere.
TRAPS: dict[str, Callable[[int], str]] = {
    "opening marks": _repeated("“"),
    "marks of all kinds": _repeated("“‘'\"«»’”`"),
    "marks and words": _repeated("a “b ‘c "),
    "nested marks": lambda size: "“a ‘b " * (size // 12) + "c’ d” " * (size // 12),
    "marks as entities": _repeated("&amp;quot;no&quot; "),
    "quotations in one": lambda size: "“" + "he ‘no’ and said it, " * (size // 21) + "”",
    "quotations on one line": _repeated("“It rained,” Ann Bo said. "),
    "one quotation": lambda size: "“" + "it rained and " * (size // 14) + "” Ann Bo said.",
    "a quotation of many paragraphs": lambda size: "Ann Bo said: “It rains.\n\n" + "“It said so.\n\n" * (size // 14),
    "a quotation of many lines": lambda size: "Ann said: “It rains,\n" + "and it pours and,\n" * (size // 18) + "so.”",
    "paragraphs": _repeated("“No,” she said.\n\n"),
    "wrapped lines": _repeated("said the man of the\n"),
    "no spaces": _repeated("said,so.He"),
    "one word": _repeated("x"),
    "white space": lambda size: "“It rained,” Ann" + " " * size + "Bo said.",
    "empty lines": lambda size: "Ann Bo said no." + "\n \n" * (size // 3) + "“Yes.”",
    "cues": _repeated("said "),
    "no full stop": _repeated("the nurse Ann Bo said the nurse said no, and "),
    "pronouns": _repeated("He said it. She told them. They asked it. "),
    "nouns": _repeated("The minister said no. The company said so. The report said it. "),
    "brackets": _repeated("([{(“"),
    "capitals": _repeated("Aa Bb Cc Dd "),
    "a name with joints": lambda size: "Ministry" + " of Aa" * (size // 6) + " said no.",
    "a headline": lambda size: "Bbbb, Cccc, " * (size // 16) + "d'B " * (size // 16) + "said",
    "names": _numbered("Ann {} said no. "),
    "names that begin alike": lambda size: "".join(
        f"Ann Mar{''.join(p)} said no. "
        for p in itertools.islice(itertools.product(string.ascii_lowercase, repeat=4), size // 20)
    ),
    "forenames": _numbered("{} Bo said no. "),
    "names in the middle": _numbered("Ann {} Bo said no. "),
    "roles of one person": _numbered("The {} nurse Ann Bo said the nurse said no. "),
    "labels": _numbered("{}: No, said Ann {}.\n"),
    "bodies": _numbered("The {} Ministry said no. "),
    "acronyms": _repeated("A.A.A.B.B"),
    "dots and marks": _repeated("no.') "),
    "commas": _repeated("Ann, Bo, "),
    "and": _repeated("Ann and the men and Bo said so and "),
}
