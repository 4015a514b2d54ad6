"""When two names can be one person's or one body's: stricter than within an article, where everybody is new but a few.

In: names as articles print them. Out: the names read, and whether they fit or contradict each other.
Imports names only; every function is pure and total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import attrs

from quoteattr.names.comparing import acronym, bare, fold, split_titles, title_gender
from quoteattr.names.lexicon import ARTICLES, NAME_NOUNS, NAME_SUFFIXES, PARTICLES, POSTNOMINALS

__all__ = ["BodyName", "PersonName", "clash", "fits", "role_words", "same_role"]

# Family names that stand first, as in Chinese, Korean and Vietnamese: these alone can shorten a name to its first word.
FAMILY_FIRST = frozenset(
    map(
        fold,
        """ahn bae bai bak cai cao chen cheng chiang cho choe choi chu dang deng ding do dong du duong fan fang feng
        fu gao gu guo han hang he ho hong hou hu huang hwang jang jeon jeong ji jia jiang jin jo jung kang kim kong
        kwon lai le lee lei li liang lim lin liu lu luo ly ma mao meng moon nam ngo nguyen no noh oh pan park peng
        pham phan pyo qian qin ryu seo shen shi shin sim son song su sun suh tan tang tao tian tran trinh truong tsai
        vo vu wan wang wei wen woo wu xi xia xiao xie xu xue yan yang yao ye yeo yi yin yoo yoon yu yuan yun zeng zhang
        zhao zheng zhou zhu zou""".split(),
    )
)
# What tells a son from his father.
_GENERATIONS = NAME_SUFFIXES - POSTNOMINALS
# A forename is shortened to so many letters or more (Dan for Daniel), and by so many or more: Paul is not Paula.
_SHORT_FORM, _LEFT_OFF = 3, 2
_TOKEN = re.compile(r"\w+(?:[-.'’&]\w+)*")
# Words that make another role of a role, and those that do not.
_DEPUTIES = frozenset(map(fold, ("vice", "deputy", "assistant")))
_IN_ROLES = ARTICLES | frozenset("of for and at in to with former ex then acting".split())


class Forename(NamedTuple):
    """A forename, folded, and the letter that it is shortened to; folding alone would part "J." from "James"."""

    word: str
    letter: str


@attrs.frozen
class PersonName:
    """A person's name, read: names of the same words, generation and gender are the same name.

    ``forenames`` are the words before the surname, without particles.
    """

    text: str = attrs.field(eq=False)
    words: tuple[str, ...]
    generation: str
    gender: str | None
    forenames: tuple[Forename, ...] = attrs.field(eq=False)

    @classmethod
    def read(cls, text: str) -> PersonName:
        """Read a name.

        >>> PersonName.read("Mr. J.D. Falk Jr.").words
        ('j', 'd', 'falk')
        """
        pieces = _pieces(bare(text)) or [text]
        last = text.replace(",", " ").split()[-1].lower().strip(".")
        return cls(
            text=text,
            words=tuple(fold(piece) or piece.casefold() for piece in pieces),
            generation=last if last in _GENERATIONS else "",
            gender=title_gender(split_titles(text)[0]),
            forenames=tuple(
                Forename(fold(piece), fold(piece[0]))
                for piece in pieces[:-1]
                if len(piece) == 1 or piece.lower() not in PARTICLES
            ),
        )

    @property
    def fullness(self) -> tuple[int, int, int]:
        """How much it says: words that are no initials, words, letters."""
        return sum(len(word) > 1 for word in self.words), len(self.words), sum(map(len, self.words))


def _pieces(name: str) -> list[str]:
    """Cut a name at what other writers write apart: hyphens, the points and the lack of points of initials."""
    tokens = [token for token in _TOKEN.findall(name) if token.lower() not in NAME_SUFFIXES]
    if len(tokens) > 1 and tokens[0].lower() == "the":
        del tokens[0]
    pieces = [piece for token in tokens for piece in re.split(r"[-.]", token) if fold(piece)]
    if name.isupper():
        return pieces
    return [part for piece in pieces for part in (piece if piece.isupper() and len(piece) in (2, 3) else [piece])]


def fits(a: PersonName, b: PersonName) -> bool:
    """Whether two names can be one person's.

    >>> name = PersonName.read
    >>> fits(name("J. Orsk"), name("Jon Orsk")), fits(name("Paul Orsk"), name("Paula Orsk"))
    (True, False)
    """
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if _differ(a, b) or (len(short.words) > 1 and a.generation != b.generation):
        return False
    if len(short.words) == 1:
        (word,) = short.words
        return word == long.words[-1] or (word == long.words[0] and word in FAMILY_FIRST)
    if not (short.forenames and long.forenames):
        return short.words == long.words[-len(short.words) :]
    return short.words[-1] == long.words[-1] and _agree(short.forenames, long.forenames)


def clash(a: PersonName, b: PersonName) -> bool:
    """Whether two names cannot be one person's; a surname alone contradicts nothing.

    >>> name = PersonName.read
    >>> clash(name("John A. Orsk"), name("John B. Orsk")), clash(name("Orsk"), name("J. Moe"))
    (True, False)
    """
    return _differ(a, b) or bool(a.forenames and b.forenames and not fits(a, b))


def _differ(a: PersonName, b: PersonName) -> bool:
    """Whether both say of which gender, or of which generation, and not the same."""
    genders, generations = {a.gender, b.gender}, {a.generation, b.generation}
    return (len(genders) > 1 and None not in genders) or (len(generations) > 1 and "" not in generations)


def _agree(one: Sequence[Forename], two: Sequence[Forename]) -> bool:
    """Whether the fewer forenames stand among the more, in order; an initial only in its own place."""
    fewer, more = (one, two) if len(one) <= len(two) else (two, one)
    at = 0
    for forename in fewer:
        while len(forename.word) > 1 and at < len(more) and not _same_forename(forename, more[at]):
            at += 1
        if at == len(more) or not _same_forename(forename, more[at]):
            return False
        at += 1
    return True


def _same_forename(a: Forename, b: Forename) -> bool:
    """Whether a forename is the other, its initial or its short form."""
    short, long = (a, b) if len(a.word) <= len(b.word) else (b, a)
    if len(short.word) == 1:
        return short.letter == long.letter
    shortened = len(short.word) >= _SHORT_FORM and len(long.word) - len(short.word) >= _LEFT_OFF
    return short.word == long.word or (shortened and long.word.startswith(short.word))


@attrs.frozen
class BodyName:
    """The name of an organization or a place, read: names of the same words are the same name.

    ``letters`` are those of an acronym ("WHO"), ``initials`` the acronym that a full name may have; either may be "".
    """

    text: str = attrs.field(eq=False)
    words: tuple[str, ...]
    letters: str = attrs.field(eq=False)
    initials: str = attrs.field(eq=False)

    @classmethod
    def read(cls, text: str) -> BodyName:
        """Read a name.

        >>> BodyName.read("the U.N."), BodyName.read("United Nations").initials
        (BodyName(text='the U.N.', words=('un',), letters='UN', initials=''), 'UN')
        """
        tokens = [piece for token in _TOKEN.findall(text) for piece in token.split("-")]
        while len(tokens) > 1 and tokens[0].lower() in ARTICLES:
            del tokens[0]
        # Capitals are not folded: BBC would be BC.
        letters = ["".join(c for c in token if c.isalnum()) for token in tokens]
        folded = [word.lower() if word.isupper() else fold(word) for word in letters]
        alone = letters[0] if len(letters) == 1 and letters[0].isupper() and len(letters[0]) > 1 else ""
        initials = acronym(text) if len(letters) > 1 else ""
        return cls(text, tuple(filter(None, folded)) or (text.casefold(),), alone, initials)

    @property
    def fullness(self) -> tuple[int, int]:
        """How much it says: words and letters."""
        return len(self.words), sum(map(len, self.words))

    @property
    def shortened(self) -> list[tuple[str, ...]]:
        """The forms without the words that say what it is.

        >>> BodyName.read("Orsk Holdings Ltd").shortened, BodyName.read("Bank of Orsk").shortened
        ([('orsk', 'holdings'), ('orsk',)], [])
        """
        forms = []
        for end in range(len(self.words) - 1, 0, -1):
            if self.words[end] not in _BODY_NOUNS or self.generic(self.words[:end]):
                break
            forms.append(self.words[:end])
        return forms

    @staticmethod
    def generic(some: Sequence[str]) -> bool:
        """Whether words only say what a body is: "Commission" names another one in every article."""
        return all(word in _BODY_NOUNS for word in some)


_BODY_NOUNS = frozenset(map(fold, NAME_NOUNS))


@lru_cache(maxsize=65536)
def role_words(role: str | None) -> frozenset[str]:
    """Give the words that tell a role.

    >>> sorted(role_words("the former port master of Orsk"))
    ['master', 'orsk', 'port']
    """
    return frozenset(fold(word) for word in re.findall(r"\w+", (role or "").lower()) if word not in _IN_ROLES)


def same_role(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two roles can be one, told at different lengths.

    >>> same_role(role_words("mayor"), role_words("Mayor of Selvane"))
    True
    >>> same_role(role_words("mayor"), role_words("deputy mayor"))
    False
    """
    return bool(a and b) and (a <= b or b <= a) and not (a ^ b) & _DEPUTIES
