"""Text in, overlapping windows of sub-words out.

In: a text with its words (spaCy's tokenizer) and its quotations. Out: an `Encoding` of the whole text and
the `Window` slices the tagger reads. Imports errors and marks only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from quoteattr.errors import ModelError
from quoteattr.marks import Quotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

LIMIT = 320  # sub-words in a window: the length the tagger is trained on
CONTEXT = 64  # sub-words repeated from the window before, so that "she said" still sees whom and what
LONGEST_WORD = 12  # sub-words kept of one word; the rest of a monster tells nothing

#: Casing of a word; the vocabulary itself is uncased.
CASES = ("none", "lower", "title", "upper", "mixed", "digit", "initial")
#: Where a word stands to the quotation marks.
PLACES = ("outside", "opening", "inside", "closing", "nested")

_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@attrs.frozen(eq=False)
class Encoding:
    """A text as arrays: one row per word, and its sub-words one after another.

    ``starts``, ``ends``: offsets of the words. ``lines``: index of the line each word stands on.
    ``cases``, ``places``: indexes into `CASES`, `PLACES`. ``pieces``: sub-word ids of the text;
    those of word ``i`` are ``pieces[bounds[i]:bounds[i + 1]]`` and ``firsts[i]`` is the first that
    is not a line break.
    """

    starts: Ints
    ends: Ints
    lines: Ints
    cases: Ints
    places: Ints
    pieces: Ints
    bounds: Ints
    firsts: Ints
    glued: frozenset[int]

    def __len__(self) -> int:
        return len(self.starts)


@attrs.frozen
class Window:
    """Words ``[first, last)`` of a text, of which this window answers for ``[own_first, own_last)``."""

    first: int
    last: int
    own_first: int
    own_last: int


class SubWords:
    """Words to sub-word ids, each distinct word split once.

    Wraps a `tokenizers.Tokenizer` file; thread-safe, picklable, opened at the first use.
    """

    _KEEP = 200_000  # distinct words remembered: some 30 MB, far above the vocabulary of a corpus' daily batch

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._clear()

    def _clear(self) -> None:
        self._tokenizer: Any = None
        self._known: dict[str, tuple[int, ...]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.path = state["path"]
        self._clear()

    def _open(self) -> Any:
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            try:
                tokenizer = Tokenizer.from_file(str(self.path))
            except Exception as error:  # the library raises nothing narrower
                raise ModelError(f"tokenizers cannot open {self.path}: {error}: reinstall quoteattr") from error
            tokenizer.no_padding()
            tokenizer.no_truncation()
            self._tokenizer = tokenizer
        return self._tokenizer

    def special(self, name: str) -> int:
        """The id of a special token such as ``[CLS]``."""
        number = self._open().token_to_id(name)
        if number is None:
            raise ModelError(f"{self.path} has no {name}: use the file that came with the model")
        return int(number)

    def __call__(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Split words; each has at least one sub-word."""
        if len(self._known) > self._KEEP:
            self._known = {}  # a new dictionary, not a cleared one: other threads may be reading the old
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            tokenizer = self._open()
            unknown = (self.special("[UNK]"),)
            split = tokenizer.encode_batch(new, add_special_tokens=False)
            known.update((word, tuple(e.ids[:LONGEST_WORD]) or unknown) for word, e in zip(new, split, strict=True))
        return [known[word] for word in words]


def clean(text: str) -> str:
    """Replace lone surrogates, which spaCy cannot hash, by as many replacement characters."""
    return _SURROGATES.sub("\ufffd", text)


def split_words(spans: Iterable[tuple[int, int]], quotations: Iterable[Quotation]) -> list[tuple[int, int]]:
    """Cut tokens where a quotation begins or ends, so that no word straddles a mark; each mark is one word."""
    marks = {mark for q in quotations for mark in ((q.start, q.inner_start), (q.inner_end, q.end))}
    cuts = sorted({edge for mark in marks for edge in mark})
    ends = {start: end for start, end in marks if start < end}
    words: list[tuple[int, int]] = []
    at = whole = 0
    for first, end in spans:
        start = first
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        while start < end:
            cut = min(cuts[at], end) if at < len(cuts) else end
            if start < whole:  # a mark of several tokens, such as &quot;
                words[-1] = (words[-1][0], cut)
            else:
                words.append((start, cut))
                whole = ends.get(start, 0)
            start = cut
            at += at < len(cuts) and cuts[at] <= start
    return words


def case_of(word: str) -> int:
    """The index into `CASES` of a word's casing."""
    if not any(map(str.isalnum, word)):
        return 0
    if word[0].isdigit():
        return 5
    if word.islower() or not any(map(str.isupper, word)):
        return 1
    if len(word) == 1:
        return 6
    if word.isupper():
        return 3
    return 2 if word[0].isupper() and not any(map(str.isupper, word[1:])) else 4


def encode(
    text: str, words: Sequence[tuple[int, int]], quotations: Sequence[Quotation], subwords: SubWords
) -> Encoding:
    """Turn a text, its words and its quotations into arrays."""
    text = clean(text)
    starts = np.fromiter((w[0] for w in words), np.int32, len(words))
    ends = np.fromiter((w[1] for w in words), np.int32, len(words))
    breaks = _line_breaks(text, words)
    strings = [unescape(text[s:e]) for s, e in words]
    line_mark, blank_mark = subwords.special("[unused1]"), subwords.special("[unused2]")
    pieces: list[int] = []
    bounds = [0]
    firsts = []
    for ids, broken in zip(subwords(strings), breaks, strict=True):
        if broken:
            pieces.append(line_mark if broken == 1 else blank_mark)
        firsts.append(len(pieces))
        pieces.extend(ids)
        bounds.append(len(pieces))
    lines = np.cumsum(np.minimum(breaks, 1), dtype=np.int32) if words else np.zeros(0, np.int32)
    cases: dict[str, int] = {s: case_of(s) for s in set(strings)}
    return Encoding(
        starts=starts,
        ends=ends,
        lines=lines,
        cases=np.fromiter((cases[s] for s in strings), np.int32, len(words)),
        places=_places(starts, quotations),
        pieces=np.asarray(pieces, np.int32),
        bounds=np.asarray(bounds, np.int32),
        firsts=np.asarray(firsts, np.int32),
        glued=_glued(text, lines, ends, starts, quotations),
    )


def _line_breaks(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """Line breaks before each word: 0 none, 1 one, 2 a blank line or more."""
    before = 0
    breaks = []
    for start, end in words:
        gap = text[before:start] if before else ""
        breaks.append(min(2, len(_LINE_BREAK.findall(gap.replace("\r\n", "\n")))) if gap else 0)
        before = end
    return breaks


def _places(starts: Ints, quotations: Sequence[Quotation]) -> Ints:
    places = np.zeros(len(starts), np.int32)
    edges = np.array([(q.start, q.inner_start, q.inner_end, q.end) for q in quotations], np.int32).reshape(-1, 4)
    for q, (first, inner, ending, last) in zip(quotations, np.searchsorted(starts, edges).tolist(), strict=True):
        places[first:last] = 2 if q.depth == 0 else 4  # parents come first, so the innermost wins
        places[first:inner] = 1
        places[ending:last] = 3
    return places


def _glued(text: str, lines: Ints, ends: Ints, starts: Ints, quotations: Sequence[Quotation]) -> frozenset[int]:
    """Lines that belong to the one before: after a colon, or going on a quotation over paragraphs."""
    glued = set()
    for i in np.flatnonzero(np.diff(lines)):
        if text[ends[i] - 1] == ":":
            glued.add(int(lines[i + 1]))
    further = np.array([q.start for q in quotations if q.continues], np.int32)
    glued.update(int(lines[at]) for at in np.searchsorted(starts, further) if at < len(lines))
    return frozenset(glued)


def cut_windows(encoding: Encoding, limit: int = LIMIT, context: int = CONTEXT) -> list[Window]:
    """Pack whole lines into windows of at most ``limit`` sub-words, each repeating the last ``context`` before it.

    A line longer than a window is cut where its sub-words run out; the overlap's middle then parts the
    two windows' own words.
    """
    room = limit - context
    bounds = encoding.bounds.tolist()
    windows: list[Window] = []
    end = 0
    total = len(encoding)
    while end < total:
        start = min(bisect_left(bounds, bounds[end] - context), end) if end else 0
        stop = _line_end(encoding, bounds, end, bounds[start] + limit, room)
        whole = end == 0 or encoding.lines[end - 1] != encoding.lines[end]
        own = end if whole else (start + end) // 2
        if windows and not whole:
            windows[-1] = attrs.evolve(windows[-1], own_last=own)
        windows.append(Window(start, stop, own, stop))
        end = stop
    return windows


def _line_end(encoding: Encoding, bounds: Sequence[int], begin: int, budget: int, room: int) -> int:
    """The last word such that the window fits its budget, at the end of a line if it can be."""
    lines = encoding.lines
    total = len(encoding)
    stop = max(bisect_right(bounds, budget) - 1, begin + 1)
    if stop >= total:
        return total
    # Back to the start of the line that does not fit, and of those it is glued to.
    cut = int(np.searchsorted(lines, lines[stop]))
    best = cut
    while cut > begin and int(lines[cut]) in encoding.glued:
        cut = int(np.searchsorted(lines, lines[cut - 1]))
    if cut > begin and bounds[cut] - bounds[begin] > room // 3:
        return cut
    return best if best > begin and bounds[best] - bounds[begin] > room // 3 else stop
