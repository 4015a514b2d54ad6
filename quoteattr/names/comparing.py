"""How names compare: titles split off, surnames, initials, spellings, acronyms.

In and out: plain strings. Imports the word lists and errors only.
Nothing here knows of a text; every function is pure and total.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from quoteattr.names.lexicon import (
    ADDRESS_GENDER,
    ARTICLES,
    FORENAMES_TOO,
    NAME_NOUNS,
    NAME_SUFFIXES,
    PARTICLES,
    POSTNOMINALS,
    SURNAMES_TOO,
    TITLES,
)

__all__ = [
    "acronym", "bare", "compatible", "fold", "is_particle", "is_title", "same_name", "same_word", "shortens",
    "split_titles", "strip_possessive", "title_gender", "words",
]  # fmt: skip

_WORD = re.compile(r"@?\w+(?:[-.'’/&]\w+)*")
_NICKNAME = re.compile(r"(?<!\s)\s*(?:[“\"«‘'(][^“”\"«»‘’'()]{1,24}[”\"»’')])(?=\s)")
# Articles before a name; the initial of "A. Brill" is none.
_ARTICLES = re.compile(rf"^(?:(?:{'|'.join(sorted(ARTICLES))})\s+(?=\S))+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
# One spelling for sounds that transliterations write differently: first match wins, left to right.
_SOUNDS = (
    ("iyy", "i"), ("yy", "i"), ("iy", "i"), ("ij", "i"), ("ii", "i"), ("ia", "ia"), ("ya", "ia"), ("ja", "ia"),
    ("yu", "iu"), ("ju", "iu"), ("ye", "e"), ("y", "i"), ("ck", "k"), ("kh", "h"), ("tch", "ch"), ("tsch", "ch"),
    ("w", "v"), ("ou", "u"), ("ph", "f"), ("q", "k"),
)  # fmt: skip
# Letters that carry no separable accent, yet are often written without their stroke or dot.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
# What folding makes of an initial alone, and of it before other letters ("C." and "Charles", "J." and "James").
_INITIALS = {"k": "c", "c": "k", "j": "i", "i": "j", "v": "w", "p": "f"}
# An acronym has so many letters at most; a longer word in capitals is shouted.
_LONGEST_ACRONYM = 5
# A bare surname of at least so many letters may differ from the full form by one (Rautenkranz, Rautenkrantz).
_FUZZY_LETTERS = 6


def strip_possessive(name: str) -> str:
    """Take the possessive off the end of a name.

    >>> strip_possessive("Orsk’s")
    'Orsk'
    """
    return _POSSESSIVE.sub("", name.strip())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Reduce a word to what all its spellings share: no case, accents, doubled letters or transliteration.

    >>> {fold(w) for w in ("Zarensky", "Zarenskiy", "Zarenskyy")}
    {'zarenski'}
    """
    plain = unicodedata.normalize("NFKD", word.lower()).translate(_LETTERS)
    plain = "".join(c for c in plain if c.isalnum() or c == "@")
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    plain = re.sub(r"c(?=[aou]|[^aeiouyhz]|$)", "k", plain)
    plain = re.sub(r"([^\W\d])\1+", r"\1", plain)
    return plain[:-1] if len(plain) > 4 and plain.endswith("h") else plain


def split_titles(name: str) -> tuple[str, str]:
    """Split the titles before a name from the name; "Oliver Dean Brill" has none.

    >>> split_titles("Sen. Maria Gomez")
    ('Sen.', 'Maria Gomez')
    >>> split_titles("White House Press Secretary Ann Bo")
    ('White House Press Secretary', 'Ann Bo')
    """
    found = list(_WORD.finditer(name))
    if len(found) > 1 and found[-1][0].lower() in NAME_NOUNS and found[-2][0].lower() in TITLES:
        return "", name  # "Justice Department", "General Motors"
    cut = 0
    for this, after in pairwise(found):
        lower = this[0].lower()
        named = cut < this.start() and (lower in FORENAMES_TOO or after[0].lower() in NAME_SUFFIXES)
        if is_title(lower) and not (named and lower in SURNAMES_TOO):
            cut = after.start()
    if not cut:
        return "", name
    return name[:cut].rstrip(), name[cut:]


def bare(name: str) -> str:
    """Give a name without titles, nickname and possessive.

    >>> bare("Mayor Antonio “Tony” Greco's")
    'Antonio Greco'
    """
    _, rest = split_titles(_NICKNAME.sub("", strip_possessive(name)))
    found = rest.split()
    while len(found) > 1 and found[-1].lower() in POSTNOMINALS and (len(found) > 2 or found[-1].isupper()):
        del found[-1]
    return " ".join(found).rstrip(",")


def is_title(word: str) -> bool:
    """Whether a word is a title, alone or joined to another ("Brigadier-General").

    >>> is_title("sen."), is_title("Vice-President"), is_title("Smith-Jones")
    (True, True, False)
    """
    lower = word.lower().rstrip(".")
    return lower in TITLES or ("-" in lower and lower.rsplit("-", 1)[1] in TITLES)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Give the words of a name that count in a comparison, folded.

    >>> words("the Rev. Jo Falk, Jr.")
    ('jo', 'falk')
    """
    plain = _ARTICLES.sub("", bare(name))
    found = [w[0] for w in _WORD.finditer(plain)]
    return tuple(f for w in found if w.lower() not in NAME_SUFFIXES or len(found) == 1 for f in _pieces(w))


def _generation(name: str) -> str:
    """The suffix that tells a son from his father, or nothing."""
    last = name.replace(",", " ").rsplit(maxsplit=1)[-1:] or [""]
    return suffix if (suffix := last[0].lower().strip(".")) in NAME_SUFFIXES - POSTNOMINALS else ""


def _pieces(word: str) -> list[str]:
    """Fold a word; a hyphen joins words that other writers set apart. The letters of an acronym stay as they are."""
    letters = word.replace(".", "")
    if letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM:
        return [letters.lower()]
    return [folded for piece in word.split("-") if (folded := fold(piece))]


def title_gender(titles: str) -> str | None:
    """Say which gender the titles give their bearer: "m", "f" or `None`.

    >>> title_gender("Ms."), title_gender("Dr")
    ('f', None)
    """
    genders = {ADDRESS_GENDER[w] for w in re.findall(r"\w+", titles.lower()) if w in ADDRESS_GENDER}
    return genders.pop() if len(genders) == 1 else None


def _same_forename(a: str, b: str) -> bool:
    """Whether one forename can be the other's initial, short form or spelling; Erik and Erika are two."""
    short, long = sorted((a, b), key=len)
    if len(short) > 3 and long == short + "a":
        return False
    return long.startswith(short) or (len(short) == 1 and long[:1] == _INITIALS.get(short))


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one, but for a single letter in a long word."""
    if a == b:
        return True
    return a[:1] == b[:1] and min(len(a), len(b)) >= _FUZZY_LETTERS and OSA.distance(a, b) <= 1


def _follows(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of the short form stand in the long form in the same order."""
    rest = iter(long)
    return all(any(same_word(word, other) or _same_forename(word, other) for other in rest) for word in short)


def compatible(a: str, b: str) -> bool:
    """Whether two forms can name one person: a surname and a full name, an initial, a spelling.

    >>> compatible("Orsk", "Donal J. Orsk"), compatible("Bill Shaw", "Anna Shaw")
    (True, False)
    """
    (short, form), (long, _) = sorted(((words(name), name) for name in (a, b)), key=lambda pair: len(pair[0]))
    if not short or (len(short) > 1 and _generation(a) != _generation(b)):
        return False
    if len(short) == 1:
        return same_word(short[0], long[-1]) or short[0] == long[0] or fold(form) == long[-1]  # "KELLY" is no acronym
    if " " not in form.strip() and short == long[: len(short)]:
        return True  # "Ann-Kay" is the forename of Ann-Kay Bo
    return (same_word(short[-1], long[-1]) and _same_forename(short[0], long[0])) or (
        same_word(short[-1], long[-1]) and _follows(short, long)
    )


def same_name(a: str, b: str) -> bool:
    """Whether two forms are the same name, as the evaluation counts it.

    >>> same_name("Donal Orsk", "Donal J. Orsk"), same_name("Renn", "Odile Renn")
    (True, False)
    """
    one, two = words(a), words(b)
    if one == two:
        return bool(one)
    return len(one) > 1 and len(two) > 1 and compatible(a, b)


def acronym(name: str) -> str:
    """Give the initials that an organisation goes by.

    >>> acronym("the World Health Organization")
    'WHO'
    """
    found = [w[0] for w in re.finditer(r"[^\W\d_]+", name)]
    return "".join(w[0] for w in found if w[0].isupper() and w.lower() not in ARTICLES)


def shortens(short: str, full: str) -> bool:
    """Whether a short form can stand for an organisation's full name.

    >>> shortens("Acme", "Acme Holdings Ltd"), shortens("the WHO", "World Health Organization")
    (True, True)
    """
    one, two = words(short), words(full)
    if not one or len(one) >= len(two):
        return False
    if one == two[: len(one)] or (len(one) > 1 and one == two[-len(one) :]):
        return True
    letters = re.sub(r"^the\s|[\W_]", "", short, flags=re.IGNORECASE)
    return len(letters) > 1 and letters.isupper() and letters == acronym(full)


def is_particle(word: str) -> bool:
    """Whether a lower-case word can stand inside a name (bin, von, de la), or begins one (al-Thani, d’Arzac)."""
    if word in PARTICLES or word.islower():
        return word in PARTICLES
    head, tail = re.match(r"(\w*)[-'’]?(.*)", word, re.DOTALL).groups()  # type: ignore[union-attr]
    return head in PARTICLES and tail[:1].isupper()
