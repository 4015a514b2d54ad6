"""What a source phrase says of its speaker: a name, a pronoun, a role noun, a body, a document.

In: a text, a source span, the names found in it. Out: one phrase per speaker, told apart at "and".
Imports heads, mentions, roles, layout, the word lists, spans and records.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import attrs

from quoteattr.layout import Word, read_words
from quoteattr.mentions.finding import NameMention
from quoteattr.mentions.heads import (
    BOUNDARY,
    head_name,
    head_word,
    inside,
    is_plural,
    issuer,
    noun_kind,
)
from quoteattr.names.lexicon import (
    ARTICLES,
    DOCUMENT_NOUNS,
    FIRST_PERSON,
    NOUN_GENDER,
    OFFICES_IN_LETTERS,
    PRONOUNS,
    RELATIVES,
)
from quoteattr.names.roles import is_role
from quoteattr.records import SpeakerKind
from quoteattr.spans import Span

__all__ = ["Form", "Phrase", "read_relative", "read_source"]


class Form(enum.Enum):
    """How a source refers to its speaker."""

    NAME = "name"
    PRONOUN = "pronoun"
    FIRST_PERSON = "first person"
    RELATIVE = "relative"
    NOUN = "noun"


@attrs.frozen(kw_only=True)
class Phrase:
    """One speaker's noun phrase within a source."""

    start: int
    end: int
    text: str
    form: Form
    kind: SpeakerKind = SpeakerKind.UNKNOWN
    head: str = ""
    name: NameMention | None = None
    definite: bool = False
    owner: str | None = None
    gender: str | None = None
    plural: bool = False

    @property
    def plain(self) -> str:
        """The words without an article before them."""
        return _ARTICLE.sub("", self.text)

    @property
    def role(self) -> str:
        """The role of somebody unnamed: the words up to the noun ("senior official")."""
        found = self.plain.split()
        at = next((i for i, word in enumerate(found) if word.lower().strip(".,") == self.head), len(found) - 1)
        return " ".join(w for w in found[: at + 1] if not w.isdigit() and w.lower() not in _COUNTED) or self.plain


_LEADING = frozenset("by from to of among for according per as even also only just both in with on at".split())
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_COUNTED = frozenset(
    "at least most one two three four five six some many several another its his her their my our".split()
)
_ANSWERING = frozenset("responding replying reacting speaking writing testifying commenting continuing".split())
_TRAILING = RELATIVES | frozenset("himself herself itself themselves".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_QUANTIFIERS = frozenset(
    "others some many several most few other much all half two three four five his her their its".split()
)
_VERBS = frozenset("is are was were said says told be been has have had and but so that begging named called".split())
_EXAMPLES = frozenset("including like such between".split())
_TELLS_MORE = _EXAMPLES - {"between"} | {"which", "whom", "here", "there"}
# A source holds at most so many names; a relative pronoun stands at most so many characters after what it takes up.
_NAMES = 24
_RELATIVE_REACH = 160


def read_source(text: str, span: Span, names: Sequence[NameMention], starts: Sequence[int]) -> list[Phrase]:
    """Read a source: every coordinated speaker is a phrase of its own.

    ``starts`` are the starts of ``names``, so that the names of a source are found at once.
    """
    spot = bisect_left(starts, span[0])
    named = [n for n in names[spot : spot + _NAMES] if n.end <= span[1]]
    return [p for part in _coordinated(text, span, named) if (p := _read_phrase(text, part, named)) is not None]


def _coordinated(text: str, span: Span, names: Sequence[NameMention]) -> Iterator[list[Word]]:
    """Split at "and" where both sides stand for somebody of their own."""
    parts: list[list[Word]] = [[]]
    found = _without_asides(read_words(text, *span))
    for index, word in enumerate(found):
        joint = parts[-1] and _joins(found, index, names)
        if joint and _stands_alone(found[index + 1 :], names) and _complete(parts[-1], names):
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) > 1:
        yield from _listed(parts[0], names)
        del parts[0]
    yield from (part for part in parts if part)


def _joins(found: Sequence[Word], index: int, names: Sequence[NameMention]) -> bool:
    """Whether a word can stand between two speakers: "and" or a dash, "&" between persons, none inside a name."""
    word = found[index]
    if word.lower not in ("and", "&", "—", "–") or any(n.start < word.start < n.end for n in names):
        return False
    people = [n for n in names if n.kind is SpeakerKind.PERSON]
    before, after = found[max(0, index - 1)], found[min(index + 1, len(found) - 1)]
    return word.text != "&" or (
        any(n.end == before.end for n in people) and any(n.start == after.start for n in people)
    )


def _listed(part: Sequence[Word], names: Sequence[NameMention]) -> Iterator[list[Word]]:
    """Split what stands before an "and" at its commas if it is a list of names ("A, B and C")."""
    segments = _segments(part, ",")
    named = [any(n.end == s[-1].end and (n.start == s[0].start or len(s) < 6) for n in names) for s in segments]
    if len(segments) > 1 and all(named):
        yield from segments
    elif len(segments) == 2 and named[1] and is_plural(head_word(segments[0], names).lower):
        yield segments[1]  # "two analysts, A" before "and B"
    else:
        yield list(part)


def _segments(part: Sequence[Word], marks: str) -> list[list[Word]]:
    """Cut at marks; what is left of several marks in a row is nothing."""
    segments: list[list[Word]] = [[]]
    for word in part:
        if word.text in marks:
            segments.append([])
        else:
            segments[-1].append(word)
    return [s for s in segments if s]


def _stands_alone(rest: Sequence[Word], names: Sequence[NameMention]) -> bool:
    """Whether what follows an "and" begins a noun phrase of its own."""
    while rest and rest[0].lower in ("and", "even", "also"):
        rest = rest[1:]
    if not rest or not rest[0].text[0].isalnum():
        return False
    if rest[0].lower in ARTICLES | _QUANTIFIERS | set(PRONOUNS):
        return True
    ends = {n.start: n.end for n in names}
    at = next((i for i, word in enumerate(rest[:6]) if word.start in ends), None)
    if at is None:
        return False
    if at == 0:
        after = next((w for w in rest if w.start >= ends[rest[0].start]), None)
        # In "White House and Pentagon spokesmen" the names only qualify what follows.
        return after is None or not (after.text.islower() and is_plural(after.lower))
    return is_role(rest[at - 1].lower) or (rest[at - 1].text == "," and is_role(rest[at - 2].lower))


def _complete(part: Sequence[Word], names: Sequence[NameMention]) -> bool:
    """Whether what precedes an "and" is a whole noun phrase, and the "and" not inside its apposition."""
    segments = _segments(part, ",")
    if not segments or any(w.lower in _EXAMPLES for w in part):
        return False
    if len(segments) == 2 and part[-1].text != "," and segments[1][0].lower in ("a", "an"):
        return False
    name = next((n for n in names if n.end == part[-1].end), None)
    if name and _lists(part, name):
        return False
    if part[-1].text == "," or name:
        return True
    if part[0].lower in ARTICLES | _QUANTIFIERS and part[0].lower not in PRONOUNS:
        return len(part) > 1 or is_plural(part[-1].lower)
    return part[0].lower in PRONOUNS or part[0].capital or is_plural(part[-1].lower)


def _lists(part: Sequence[Word], name: NameMention) -> bool:
    """Whether a phrase says who is in a body: "a bench of Justices Ann Bo", before "and Tom Brill"."""
    at = next((i for i, word in enumerate(part) if word.start == name.start), 0)
    several = any(is_plural(w.lower) and is_role(w.lower.removesuffix("s")) for w in part[max(1, at - 1) : at + 1])
    return several and any(w.lower in BOUNDARY for w in part[1:at])


def read_relative(text: str, at: int, names: Sequence[NameMention], starts: Sequence[int]) -> Phrase | None:
    """Read what a relative pronoun takes up: the noun phrase before it, or the name that this phrase is said of."""
    begin = max(0, at - _RELATIVE_REACH)
    spot = bisect_left(starts, begin)
    near = [n for n in names[spot : spot + _NAMES] if n.end <= at]
    segments = _segments(_clause(_without_asides(_before_relative(read_words(text, begin, at))), near), ",()")
    for earlier, later in zip(segments[-2::-1], segments[:0:-1], strict=False):
        # "Ann Bo, 24, from Graz, who": what describes a name leads back to it.
        describes = later[0].lower in ("a", "an", "the", "from", "of", "one") or later[0].text.isdigit()
        name = next((n for n in near if n.end == earlier[-1].end), None)
        if not describes:
            break
        if name is not None and name.kind is SpeakerKind.PERSON:
            return _named(text, name.start, name.end, name)
    return _read_phrase(text, _noun_phrase(segments[-1], near), near) if segments else None


def _before_relative(words: list[Word]) -> list[Word]:
    """Leave out what leads to a relative pronoun: "to whom", "most of whom"."""
    while words and words[-1].lower in _LEADING | _QUANTIFIERS:
        words = words[:-1]
    return words


def _without_asides(words: Sequence[Word]) -> list[Word]:
    """Leave out what stands in brackets: "Gov. Ann Bo (D-Ohio)"; but not in "PRESENTER (Ann Bo)"."""
    kept: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.text == ")" and opened:
            begin = opened.pop()
            del kept[begin if begin > 1 else len(kept) :]
            continue
        if word.text == "(":
            opened.append(len(kept))
        kept.append(word)
    return kept


def _clause(words: Sequence[Word], names: Sequence[NameMention]) -> Sequence[Word]:
    """Keep what stands after the last mark that ends a clause; marks at the very end do not count ("Bo — who")."""
    stop = len(words)
    while stop and words[stop - 1].text in '”"—–-':
        stop -= 1
    last = -1
    for index, word in enumerate(words[:stop]):
        shortens = word.text == "." and index + 1 < stop and words[index + 1].text == ","  # "Jr.,"
        if word.text in '.!?;:“”"—–' and not shortens and not any(n.start < word.start < n.end for n in names):
            last = index
    return [w for w in words[last + 1 : stop] if w.text != "."]


def _noun_phrase(part: list[Word], names: Sequence[NameMention]) -> list[Word]:
    """Cut the noun phrase off the end of a stretch: back to its determiner, a preposition or a verb."""
    name = next((n for n in names if n.end == part[-1].end), None)
    begin = next((i for i, w in enumerate(part) if name and w.start >= name.start), len(part) - 1)
    while begin > 0:
        before = part[begin - 1].lower
        linked = before in ("to", "for", "of") and begin > 1 and is_role(part[begin - 2].lower)
        determined = part[begin].lower in ARTICLES | {"one", "another", "some", "many", "those"}
        if before == "and" and begin > 1 and all(is_plural(part[i].lower) for i in (begin - 2, begin)):
            begin -= 2  # "soldiers and sailors"
            continue
        if not linked and (determined or before in (BOUNDARY | _VERBS | _LEADING) - {"of"}):
            break
        begin -= 1
    return part[begin:]


def _read_phrase(text: str, part: list[Word], names: Sequence[NameMention]) -> Phrase | None:
    """Read one speaker's words."""
    part = part[-1:] if part and part[-1].lower == "whom" else _trim(part)  # "most of whom"
    if not part:
        return None
    start, end, first = part[0].start, part[-1].end, part[0].lower
    if len(part) == 1 and part[0].text != "WHO" and first in FIRST_PERSON | RELATIVES | set(PRONOUNS):
        form = Form.FIRST_PERSON if first in FIRST_PERSON else Form.RELATIVE if first in RELATIVES else Form.PRONOUN
        gender = PRONOUNS.get(first)
        return Phrase(start=start, end=end, text=text[start:end], form=form, gender=gender, plural=gender == "p")
    within = [n for n in names if start <= n.start and n.end <= end]
    head = head_name(part, within)
    return _read_noun(text, part, within) if head is None else _named(text, start, end, head)


def _essential(part: list[Word], head: Word, names: Sequence[NameMention]) -> list[Word]:
    """Leave out examples and clauses that only tell more: "groups like the Bird Union" are "groups"."""
    at = part.index(head)
    written = head.lower in DOCUMENT_NOUNS
    if written and at > 1 and part[at - 1].capital:
        return part[: at + 1]  # "A Hanbyeol poll of 900 voters" goes by its name
    for index in range(at + 1, len(part)):
        more = part[index].lower in _TELLS_MORE or (written and part[index].lower in ("that", "being"))
        if more and not inside(part[index], names):
            return part[: index - (part[index - 1].lower in _LEADING)]  # "the club to which he belongs"
    return part


def _named(text: str, start: int, end: int, name: NameMention) -> Phrase:
    return Phrase(
        start=start, end=end, text=text[start:end], form=Form.NAME, kind=name.kind, name=name, gender=name.gender
    )


def _trim(part: list[Word]) -> list[Word]:
    """Drop prepositions and "Responding," before; relatives, "himself" and commas after."""
    if len(part) > 2 and part[0].lower in _ANSWERING and part[1].text == ",":
        part = part[2:]
    while len(part) > 1 and (part[0].lower in _LEADING or (not part[0].text[0].isalnum() and part[0].text[0] != "@")):
        if part[0].lower in ("both", "all") and part[1].lower not in PRONOUNS and not part[1].capital:
            break
        if part[0].text in "“\"‘'«" or (part[0].lower == "at" and part[1].lower in ("least", "most")):
            break
        part = part[1:]
    if len(part) > 1 and part[0].possessive and part[0].lower in _DAYS:
        part = part[1:]
    while len(part) > 1 and ((part[-1].lower in _TRAILING and part[-1].text != "WHO") or part[-1].text in ",—–-:;("):
        part = part[:-1]
    return part


def _read_noun(text: str, part: list[Word], names: Sequence[NameMention]) -> Phrase | None:
    """Read a phrase without a name of its own."""
    part = part[: next((i for i, w in enumerate(part) if i and w.text in ",(—–"), len(part))]
    head = head_word(part, names)
    speaks = issuer(part, head, names)
    if speaks:
        return _read_phrase(text, list(speaks), names)
    part = _essential(part, head, names)
    first = part[0].lower
    start, end = part[0].start, part[-1].end
    owner = first if len(part) > 1 and (first in PRONOUNS or first in ("my", "our")) else None
    return Phrase(
        start=start,
        end=end,
        text=text[start:end],
        form=Form.NOUN,
        kind=noun_kind(part, head),
        head=OFFICES_IN_LETTERS.get(head.text, head.lower).rpartition(" ")[2],
        definite=first in ("the", "this", "that", "these", "those") or owner is not None,
        owner=owner,
        gender=NOUN_GENDER.get(head.lower),
        plural=is_plural(head.lower),
    )
