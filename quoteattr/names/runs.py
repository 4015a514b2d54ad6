"""Which runs of capitalised words can be names.

In: the words and layout of a text, the sources of its attributions. Out: first and last word of every run.
Imports names, layout, the word lists and spans.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import attrs

from quoteattr.layout import Layout, Word, adjacent, follows
from quoteattr.names.comparing import is_particle, is_title
from quoteattr.names.lexicon import (
    DOCUMENT_NOUNS,
    GROUP_NOUNS,
    NAME_NOUNS,
    NAME_SUFFIXES,
    NOT_NAMES,
    OPENERS,
    ORGANIZATION_NOUNS,
    PARTICLES,
    ROLE_NOUNS,
)
from quoteattr.spans import Span

__all__ = ["name_runs"]

# "Sixteen-year-old", "Oslo-based", "Off-duty": capitalised at most by their place.
_COMPOUND = re.compile(r"-(?:year-old|based|listed|duty|time|man|[a-z]{2,}ed|born|led|owned|run)$")
_PLURAL_TRADE = re.compile(r"(?:er|or|ist|ian|ant|ent|man|wom[ae]n|men|yst|ive|nee)s$|men$|women$")
# Words that are names as well, inside a capitalised run.
_ALSO_NAMES = frozenset({"May", "Will", "June", "April", "August", "Jan", "So", "Do", "An", "Today", "TODAY"})
# Acronyms that are little words in small letters.
_ACRONYMS = frozenset({"US", "WHO"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_JOINTS = frozenset({"of", "for", "&", "and"})
# Bodies that two places share: "Devon and Cornwall Police".
_SHARED = frozenset({"Police", "Council", "Constabulary", "Ambulance", "Fire", "Railway", "Ferries", "Authority"})
# Names and services that are a pair.
_PAIRS = frozenset({
    ("fire", "rescue"), ("search", "rescue"), ("food", "drug"), ("marks", "spencer"), ("procter", "gamble"),
    ("johnson", "johnson"), ("ernst", "young"), ("barnes", "noble"), ("smith", "wesson"), ("tate", "lyle"),
    ("simon", "schuster"), ("dolce", "gabbana"), ("bath", "beyond"),
})  # fmt: skip
# Plurals without an s, in whose name a body can be: "the People's Party".
_MANY = frozenset({"people", "children", "women", "men"})
_OPEN, _CLOSE = "“\"‘'«(", "”\"’'»)"
# A run of so many capitalised words is a headline, not a name.
_LONGEST_NAME = 9
# Words, small ones too, in which a longer run is looked at closely: what is longer is no name.
_LONGEST_RUN = 40


def name_runs(
    text: str, words: Sequence[Word], layout: Layout, sources: Sequence[Span], wholes: Sequence[Span] = ()
) -> Iterator[tuple[int, int]]:
    """Give the first and last word of every capitalised run that can be a name.

    ``wholes`` are stretches known to be one name, whatever small words they hold.
    """
    page = _Page.of(text, words, layout, sources, wholes)
    index = 0
    while index < len(words):
        if not page.begins(index):
            index += 1
            continue
        last = page.end_of_run(index)
        short = sum(w.capital for w in words[index : last + 1]) < _LONGEST_NAME
        if short and page.titled[index] and not page.known(index, last):
            index = index + 1 if last - index < _LONGEST_RUN else last + 1
            continue
        if short:
            yield index, last
        index = last + 1


@attrs.frozen(kw_only=True)
class _Page:
    """A text's words, and how they are written elsewhere in it."""

    text: str
    words: Sequence[Word]
    starts: set[int]  # of sentences and sources, where a capital proves nothing
    titled: list[bool]  # words of headlines
    common: set[str]  # words met without a capital
    body: set[str]  # words met with a capital that proves something
    surnames: set[str]  # words that follow a forename or an initial
    begun: set[int]  # starts of names of several words known to be one
    joined: set[int]  # starts of words that go on such a name

    @classmethod
    def of(
        cls, text: str, words: Sequence[Word], layout: Layout, sources: Sequence[Span], wholes: Sequence[Span]
    ) -> _Page:
        starts = set(layout.sentences) | {s[0] for s in sources}
        titled = _headline_words(words, layout, sources)
        starts_of_words = [w.start for w in words]
        return cls(
            text=text,
            words=words,
            starts=starts,
            titled=titled,
            common={w.lower for w in words if not w.capital},
            body={w.text for w, shouted in zip(words, titled, strict=True) if not shouted and w.start not in starts},
            surnames={w.text for before, w in pairwise(words) if w.capital and _precedes(before, w, text)},
            begun={start for start, end in wholes if len(text[start:end].split()) > 1 or text[start:end].isupper()},
            joined={at for whole in wholes for at in _starts_inside(words, starts_of_words, whole)},
        )

    def known(self, first: int, last: int) -> bool:
        """Whether a run in a headline is a name all the same: its words stand below, none of them as a common word."""
        run = self.words[first : last + 1]
        shown = all(w.text in self.body for w in run) or (
            run[-1].text in self.body and all(w.start in self.joined for w in run[1:])
        )
        return shown and all(self.words[i].lower not in self.common for i in range(first, last + 1))

    def begins(self, index: int) -> bool:
        """Whether a name can begin with a word."""
        word = self.words[index]
        if not word.capital:
            small = is_particle(word.text) and word.text not in PARTICLES
            return small or (_ORDINAL.match(word.text) is not None and not self._alone(index))
        if word.start in self.begun or (word.text in _ACRONYMS and not self.titled[index]):
            return True
        if word.lower in NOT_NAMES or _COMPOUND.search(word.text):
            return self._is_initial(index) or (word.possessive and self._in_owned_body(index) is not None)
        alone = self._alone(index)
        if alone and word.lower in OPENERS and word.text not in self.surnames:
            return False
        opens = word.start in self.starts or self.text[max(0, word.start - 1) : word.start] in _OPEN
        return not opens or is_title(word.lower) or self._proves(index, alone=alone)

    def _alone(self, index: int) -> bool:
        """Whether no word follows that a name could go on with."""
        return not (adjacent(self.words, index, self.text) and _goes_on(self.words[index + 1]))

    def _is_initial(self, index: int) -> bool:
        """Whether an "A" or "I" is an initial: "A. Brill"."""
        letter, point, name = [*self.words[index : index + 3], None, None][:3]
        if not (letter and point and name) or len(letter.text) != 1 or point.text != "." or point.start != letter.end:
            return False
        opens = letter.start in self.starts or not index or self.words[index - 1].lower in ("and", "by", "said", "with")
        return opens and name.capital and follows(point, name, self.text)

    def _proves(self, index: int, *, alone: bool) -> bool:
        """Whether a capital at the beginning of a sentence is a name's: the word is not met small, and is no trade."""
        word = self.words[index]
        if is_particle(word.lower) and not alone:
            return True
        if alone and word.text not in self.surnames | self.body and _is_common_noun(word.lower):
            return False
        return word.lower not in self.common and not (
            word.lower in ROLE_NOUNS and adjacent(self.words, index, self.text)
        )

    def end_of_run(self, first: int) -> int:
        """Find the last word of the name that begins here."""
        last = first
        while (step := self._next_part(first, last)) is not None and self.titled[step] == self.titled[first]:
            last = step
        return last

    def _next_part(self, first: int, last: int) -> int | None:
        """Give the next word of the run after ``last``: beside it, or behind a point, a comma, small words."""
        words, word, at = self.words, self.words[last], last
        if last + 2 > len(words):
            return None
        if word.possessive:
            return self._in_owned_body(last)
        if words[last + 1].text == "." and (len(word.text) == 1 or is_title(word.lower) or "." in word.text):
            at += 1
            beside = at + 1 < len(words) and words[at + 1].start == words[at].end
            if beside or at + 1 == len(words):
                return at + 1 if beside and words[at + 1].capital else None
        after = words[at + 1]
        if after.text == "," and at + 2 < len(words) and words[at + 2].lower in NAME_SUFFIXES:
            return at + 2
        wrapped = after.start in self.joined and not self.text[words[at].end : after.start].strip()
        if not (wrapped or adjacent(words, at, self.text)):
            return None
        whole = after.start in self.joined and (after.capital or after.text.isdigit())  # "Human Rights Watch"
        return at + 1 if whole or _goes_on(after) else self._over_small_words(first, at)

    def _in_owned_body(self, last: int) -> int | None:
        """Step over the possessive plural inside the name of a body: "Harbour Workers' Alliance", "Children's Ward"."""
        mark, body = [*self.words[last + 1 : last + 3], None, None][:2]
        if mark and self.words[last].lower in _MANY and mark.capital and mark.start == self.words[last].end + 3:
            return last + 1 if self._body_ends(last + 1) or mark.lower in NAME_NOUNS | ORGANIZATION_NOUNS else None
        fits = mark and body and mark.text in "'’" and body.capital and body.lower in NAME_NOUNS
        return last + 2 if fits else None

    def _over_small_words(self, first: int, at: int) -> int | None:
        """Step over particles, a nickname in marks, or the "of" and "and" inside an organisation's name."""
        words, after = self.words, self.words[at + 1]
        if is_particle(after.text) and after.text not in PARTICLES:
            return at + 1
        spot = at + 1
        while spot < len(words) and words[spot].text in PARTICLES and spot - at < 4:
            spot += 1
        if at + 1 < spot < len(words) and (words[spot].capital or is_particle(words[spot].text)):
            return spot
        if after.text in _OPEN:
            return self._over_nickname(at)
        whole = self._inside_a_whole(at)
        return self._inside_a_body(first, at) if whole is None and after.text in _JOINTS else whole

    def _inside_a_whole(self, at: int) -> int | None:
        """Step over small words inside a stretch known to be one name."""
        spot = at + 1
        while spot < len(self.words) and self.words[spot].start in self.joined and not self.words[spot].capital:
            spot += 1
        inside = spot < len(self.words) and self.words[spot].start in self.joined and spot - at < 5
        return spot if inside and spot > at + 1 else None

    def _inside_a_body(self, first: int, at: int) -> int | None:
        """Step over "of", "for the", "and" in "Ministry of Finance" or "the Water and Sewers Authority"."""
        words, joint = self.words, self.words[at + 1].text
        article = joint != "and" and at + 2 < len(words) and words[at + 2].text in ("the", "a")
        spot = at + 3 if article else at + 2
        if spot >= len(words):
            return None
        inside = {w.lower for w in words[max(first, at - _LONGEST_RUN) : at + 1]}
        goes_on = adjacent(words, spot, self.text)
        if joint == "and":
            named = first > 0 and words[first - 1].lower == "the" and not inside & NAME_NOUNS and self._body_ends(spot)
            shared = at == first and goes_on and words[spot + 1].text in _SHARED
            pair = (words[at].lower, words[spot].lower) in _PAIRS
            whole = inside & {"of", "for"} or named or pair or shared
            return spot if words[spot].capital and whole else None
        apart = at > first and goes_on and words[spot + 1].capital and not self._body_ends(spot)
        opens = (joint == "&" and not apart) or inside & NAME_NOUNS or is_title(words[at].lower)
        return spot if opens and (_goes_on(words[spot]) or _ORDINAL.match(words[spot].text)) else None

    def _body_ends(self, index: int) -> bool:
        """Whether the run from here on ends in a word for a body."""
        while adjacent(self.words, index, self.text) and self.words[index + 1].capital:
            index += 1
        return self.words[index].lower in NAME_NOUNS

    def _over_nickname(self, at: int) -> int | None:
        """Antonio “Tony” Greco, Ann “the Wall” Bo: the nickname belongs to the run if a surname follows."""
        spot = at + 2
        spot += spot < len(self.words) and self.words[spot].text == "the"
        nick, close, name = [*self.words[spot : spot + 3], None, None, None][:3]
        if not (nick and close and name) or not nick.text[0].isupper() or close.text not in _CLOSE:
            return None
        return spot + 2 if _goes_on(name) and follows(close, name, self.text) else None


def _headline_words(words: Sequence[Word], layout: Layout, sources: Sequence[Span]) -> list[bool]:
    """Mark the words of lines that are capitalised throughout, outside sources: capitals tell nothing there.

    A line that ends in a full stop, and has more than little words in small letters, is a short sentence full of names.
    """
    marked: list[bool] = []
    for _, line in groupby(words, key=lambda w: layout.paragraph(w.start)):
        part = list(line)
        long = [w.capital for w in part if w.text[0].isalpha() and len(w.text) > 3]
        short = [w.capital for w in part if w.text[0].isalpha() and len(w.text) <= 3]
        shouts = sum(long) > 0.8 * len(long) and sum(long) + sum(short) > 0.6 * (len(long) + len(short))
        plain = any(w.text.islower() and w.lower not in NOT_NAMES for w in part)
        sentence = part[-1].text == "." and plain
        marked += [len(long) > 3 and shouts and not sentence] * len(part)
    starts = [w.start for w in words]
    for start, end in sources:
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            marked[index] = False
    return marked


def _starts_inside(words: Sequence[Word], starts: Sequence[int], whole: Span) -> Iterator[int]:
    """Give the starts of the words that stand in a stretch, but for its first word."""
    for index in range(bisect_right(starts, whole[0]), bisect_left(starts, whole[1])):
        yield words[index].start


def _is_common_noun(word: str) -> bool:
    """Whether a word at the beginning of a sentence is a plain noun: several people, a document."""
    known = ROLE_NOUNS | DOCUMENT_NOUNS
    return _PLURAL_TRADE.search(word) is not None or word in GROUP_NOUNS | known or word.removesuffix("s") in known


def _precedes(before: Word, word: Word, text: str) -> bool:
    """Whether a word can be the forename or initial of the next."""
    return (
        follows(before, word, text)
        and not before.possessive
        and before.capital
        and before.lower not in NOT_NAMES | OPENERS
    )


def _goes_on(word: Word) -> bool:
    """Whether a word can follow the first of a name."""
    if word.text in _ALSO_NAMES or (len(word.text) == 1 and word.text.isupper() and word.text != "I"):
        return True
    return word.text[0].isupper() and (word.lower not in NOT_NAMES or word.lower in NAME_SUFFIXES)
