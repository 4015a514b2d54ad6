"""Finds the quotation marks of a paragraph and prices every way to read each: opening, closing, or no mark at all.

In: the text and a paragraph's offsets. Out: Mark, in text order, line breaks among them. Imports attrs only.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

import attrs

__all__ = ["LINE_BREAKS", "NEVER", "Family", "Mark", "ends_sentence", "find_marks", "unlike"]


class Family(enum.Enum):
    """Marks that can close one another, if need be."""

    DOUBLE = enum.auto()
    ANGLE = enum.auto()
    SINGLE = enum.auto()
    CORNER = enum.auto()
    BREAK = enum.auto()  # no mark: the end of a line inside a paragraph


# Prices: a clean reading is free, an oddity costs about as much as the mark whose absence would explain it.
NEVER = 50.0
_UNCLOSED = 5.0  # a double mark that nothing closes
_UNREAD = 6.0  # a double mark that delimits nothing: dearer than any single mend
_MISMATCH, _FOREIGN = 1.0, 2.0  # closed by another mark of the family, of another family
_AGAINST, _MISPLACED = 6.0, 3.5  # a curly mark read against its shape, where its place speaks against that too

_MARKS: dict[str, tuple[Family, float, float]] = {
    mark: (family, opens, closes)
    for family, opens, closes, marks in (
        (Family.DOUBLE, 0.0, 0.0, "\" ＂ ″ ''"),
        (Family.DOUBLE, 0.0, 2.0, "“ ‟ ‘‘"),
        (Family.DOUBLE, 2.0, 0.0, "” ’’"),
        (Family.DOUBLE, 0.0, NEVER, "„ `` 〝 â€œ"),  # â€: UTF-8 that was read as Windows-1252
        (Family.DOUBLE, NEVER, 0.0, "〞 〟 â€\x9d â€"),
        (Family.ANGLE, 0.0, 1.0, "« ‹"),
        (Family.ANGLE, 1.0, 0.0, "» ›"),
        (Family.SINGLE, 0.0, 0.0, "' ′"),
        (Family.SINGLE, 0.0, 2.0, "‘ ‛ `"),
        (Family.SINGLE, 2.0, 0.0, "’"),
        (Family.SINGLE, 0.0, NEVER, "‚ â€˜"),
        (Family.SINGLE, NEVER, 0.0, "â€™"),
        (Family.CORNER, 0.0, NEVER, "「 『"),
        (Family.CORNER, NEVER, 0.0, "」 』"),
        # HTML that nobody unescaped.
        (Family.DOUBLE, 0.0, 0.0, "&quot; &#34; &#x22;"),
        (Family.DOUBLE, 0.0, 2.0, "&ldquo; &#8220; &#x201c; &#x201C;"),
        (Family.DOUBLE, 2.0, 0.0, "&rdquo; &#8221; &#x201d; &#x201D;"),
        (Family.ANGLE, 0.0, 1.0, "&laquo; &#171;"),
        (Family.ANGLE, 1.0, 0.0, "&raquo; &#187;"),
        (Family.SINGLE, 0.0, 0.0, "&#39; &#039; &#x27; &apos;"),
        (Family.SINGLE, 0.0, 2.0, "&lsquo; &#8216; &#x2018;"),
        (Family.SINGLE, 2.0, 0.0, "&rsquo; &#8217; &#x2019;"),
    )
    for mark in marks.split(" ")
}
_PAIRS = frozenset(
    (opener, closer)
    for openers, closers in (
        ("“ „ ‟", "”"),
        ("„", "“"),
        ("``", "''"),
        ("‘‘", "’’"),
        ("〝", "〞 〟"),
        ("â€œ", "â€ â€\x9d"),
        ("« »", "»"),
        ("»", "«"),
        ("‹ ›", "›"),
        ("›", "‹"),
        ("‘ ‚ ‛", "’"),
        ("‚", "‘"),
        ("`", "' `"),
        ("â€˜", "â€™"),
        ("「", "」"),
        ("『", "』"),
        ("&ldquo;", "&rdquo;"),
        ("&#8220;", "&#8221;"),
        ("&#x201c;", "&#x201d;"),
        ("&#x201C;", "&#x201D;"),
        ("&laquo;", "&raquo;"),
        ("&#171;", "&#187;"),
        ("&lsquo;", "&rsquo;"),
        ("&#8216;", "&#8217;"),
        ("&#x2018;", "&#x2019;"),
    )
    for opener in openers.split(" ")
    for closer in closers.split(" ")
) | {(mark, mark) for mark in "\" ＂ ″ '' ' ′ &quot; &#34; &#x22; &#39; &#039; &#x27; &apos;".split()}

LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # where str.splitlines splits
_TOKEN = re.compile(
    r"â€[“”¦¢]|(?<!\S)['’‘]n['’](?!\S)"  # dashes and dots in mojibake, rock 'n' roll: no marks
    rf"|[{LINE_BREAKS}]+"
    r"|(?<=[^\s'])'(?=''(?!'))"  # in ''she said 'no''' the single mark closes first
    "|" + "|".join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True))
)
_ELISION = re.compile(r"(?:t(?:is|was|were|ill?)|em|co[sz]|cause|bout|round|ere|n|\d\ds?)\b", re.IGNORECASE)
_CONTRACTION = re.compile(r"(?:s|d|re|ll|ve)\b")
_PHRASE = re.compile(r"\S{1,30}\s{1,3}\S{1,30}\s{1,3}\w")  # three words; bounded, so that no text makes it slow
_MEASURE = re.compile(r"(?<!\d)\d{1,3}$")  # 12" pipe, 6'2"; not 1999"

_KINDS = {char: kind for kind, chars in {"(": "([{<¿¡", ".": ".,;:!?…)]}>%", "-": "-–—―/_"}.items() for char in chars}
_KINDS |= dict.fromkeys("".join(mark for mark in _MARKS if mark[0] != "&"), "m")
_KINDS |= dict.fromkeys("\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069", " ")  # no width
# Prices by the kind of neighbour: white space, opening bracket, dash, mark, punctuation, word.
_OPENS_AFTER = {" ": 0.0, "(": 0.0, "-": 0.0, "m": 0.0, ".": 1.0, "a": 2.0}
_CLOSES_BEFORE = {" ": 0.0, "(": 0.5, "-": 0.0, "m": 0.0, ".": 0.0, "a": 1.0}
_CLOSES_DETACHED = {" ": 1.0, "(": 2.0, "-": 1.0, "m": 3.0, ".": 1.0, "a": 3.5}  # with white space before it
_ENDED = 0.5  # cheaper where a sentence has just ended: “ like this. ”
_SENTENCE_ENDS = tuple(".!?…")


class _Place(NamedTuple):
    """Where a mark stands; an edge of the paragraph counts as a line break."""

    text: str
    start: int
    end: int
    before: str
    after: str

    def edges(self) -> tuple[float, float]:
        """Price opening and closing here by the two neighbours alone.

        >>> _Place('a "we', 2, 3, " ", "w").edges(), _Place('we," he', 3, 4, ",", " ").edges()
        ((0.0, 3.5), (4.0, 0.0))
        """
        left, right = _kind(self.before), _kind(self.after)
        dots = self.after == "…" or self.text[self.end : self.end + 2] == ".."
        if right == " ":
            opens = 1.0 if left == " " else 1.5 if self.before == ":" else 4.0
        else:
            opens = _OPENS_AFTER[left] + (3.0 if right == "." and not dots else 0.0)
        if self.before == "\n":
            return opens, 9.0
        if left == " ":
            ended = self.text[max(0, self.start - 2) : self.start - 1] in _SENTENCE_ENDS and right == " "
            return opens, _CLOSES_DETACHED[right] - _ENDED * ended
        closes = _CLOSES_BEFORE[right] + (3.0 if left == "(" else 1.5 if self.before == ":" else 0.0)
        return opens, closes + (left == right == "a")


@attrs.frozen(eq=False)
class Mark:
    """A mark (or a line break) where it stands, with the price of each way to read it.

    ``words`` counts the stretches of text between marks up to here: it grows within every pair that holds something.
    """

    start: int
    end: int
    text: str
    family: Family
    words: int
    opens: float = NEVER
    closes: float = NEVER
    unread: float = 0.0
    unclosed: float = NEVER


def find_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the marks and line breaks of one paragraph, without the apostrophes inside words.

    >>> [(mark.text, mark.opens, mark.closes) for mark in find_marks('It’s "ours", he said', 0, 20)]
    [('"', 0.0, 3.5), ('"', 5.0, 0.0)]
    """
    words, last = 0, start
    full = ends_sentence(text[max(start, end - 9) : end])
    for match in _TOKEN.finditer(text, start, end):
        mark, at, to = match.group(), match.start(), match.end()
        before = text[at - 1] if at > start else "\n"
        after = text[to] if to < end else "\n"
        broken = mark[0] in LINE_BREAKS
        single = not broken and mark in _MARKS and _MARKS[mark][0] is Family.SINGLE
        if (mark not in _MARKS and not broken) or (single and before.isalnum() and after.isalnum()):
            continue
        words += at > last and not text[last:at].isspace()
        last = to
        place = _Place(text, at, to, before, after)
        if broken:
            yield Mark(at, to, mark, Family.BREAK, words)
        else:
            yield _single(place, words, end, full=full) if single else _double(place, words)


def unlike(opener: Mark, closer: Mark) -> float:
    """Price the closing of one mark by another: nothing if they are a pair, ``NEVER`` if they cannot be one."""
    if (opener.text, closer.text) in _PAIRS:
        return 0.0
    if opener.family is closer.family:
        return _MISMATCH
    return _FOREIGN if {opener.family, closer.family} == {Family.DOUBLE, Family.ANGLE} else NEVER


def ends_sentence(text: str) -> bool:
    """Tell whether the text's last word ends a sentence or announces what follows.

    >>> ends_sentence("said so.”"), ends_sentence("He said:"), ends_sentence("the mayor")
    (True, True, False)
    """
    return text[-9:].rstrip("\"'”’“‘»«)] ")[-1:] in tuple(".!?…:;")


def _kind(char: str) -> str:
    """Sort a neighbour of a mark.

    >>> [_kind(char) for char in " (—“.é"]
    [' ', '(', '-', 'm', '.', 'a']
    """
    return " " if char.isspace() else _KINDS.get(char, "a")


def _double(place: _Place, words: int) -> Mark:
    """Price a double mark, guillemet or corner bracket; some of them stand for inches too."""
    text, at, to, before, after = place
    mark = text[at:to]
    family, opens, closes = _MARKS[mark]
    open_edge, close_edge = place.edges()
    if family is Family.DOUBLE:
        open_edge += _AGAINST * (opens > 0 and open_edge >= _MISPLACED)
        close_edge += _AGAINST * (closes > 0 and close_edge >= _MISPLACED)
    measure = mark in ('"', "″", "”", "''") and before.isdigit() and not after.isalnum()
    inches = measure and _MEASURE.search(text[max(0, at - 4) : at])
    unread = 1.0 + opens if inches else _UNREAD
    unclosed = _UNCLOSED - (before in LINE_BREAKS)  # whole paragraphs are quoted that way
    return Mark(at, to, mark, family, words, opens + open_edge, closes + close_edge, unread, unclosed)


def _single(place: _Place, words: int, limit: int, *, full: bool) -> Mark:
    """Price a single mark, more often an apostrophe; ``full``: its paragraph ends, at ``limit``, as sentences do."""
    text, at, to, before, after = place
    mark = text[at:to]
    family, opens, closes = _MARKS[mark]
    open_edge, close_edge = place.edges()
    directed = opens < closes  # ‘ is hardly ever an apostrophe
    left, right = _kind(before), _kind(after)
    elided = _ELISION.match(text, to)
    if left == "a":  # a closing mark, or the workers' union, talkin' about, 6' tall
        loose = before in "sSzxn" or before.isdigit()
        unread = (0.5 if loose else 1.5) + 0.5 * (right not in " a")
        close_edge += (0.4 if right == " " else 0.2) * (1 + loose)
    elif left in ".m" and _CONTRACTION.match(text, to):  # the U.S.'s
        unread, close_edge = 0.3, close_edge + 2.0
    elif right == "a" and left != ".":  # an opening mark, or 'tis, the '90s
        unread = 0.3 if elided else 4.0 if directed else 1.0 if closes < opens else 2.5
        open_edge += bool(elided)
    else:
        unread = 2.0 if directed else 0.5 if left == right == " " else 3.0
    begins = before == "\n" or left == "m" or _kind(text[at - 2]) in ".m"  # as a sentence does
    speech = begins and full and after.isupper() and not elided and _PHRASE.match(text, to, limit)
    unclosed = NEVER if not speech else 2.0 if directed else 2.4
    return Mark(at, to, mark, family, words, opens + open_edge, closes + close_edge, unread, unclosed)
