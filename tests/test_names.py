"""How names compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.names.comparing import (
    acronym,
    bare,
    compatible,
    fold,
    same_name,
    shortens,
    split_titles,
    strip_possessive,
    title_gender,
    words,
)


@pytest.mark.parametrize(
    ("name", "titles", "rest"),
    [
        ("Mr Bell", "Mr", "Bell"),
        ("Sen. Maria Gomez", "Sen.", "Maria Gomez"),
        ("White House Press Secretary Ann Bo", "White House Press Secretary", "Ann Bo"),
        ("Prime Minister Eva Lind", "Prime Minister", "Eva Lind"),
        ("Brigadier-General Aksel Orn", "Brigadier-General", "Aksel Orn"),
        ("Jonas Weber", "", "Jonas Weber"),
        ("Billie King", "", "Billie King"),
    ],
)
def test_titles_are_split_off(name: str, titles: str, rest: str) -> None:
    """All words up to the last title before the name are its titles; a surname that is also a title stays."""
    assert (titles, rest) == split_titles(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Antonio “Tony” Greco", "Antonio Greco"),
        ('Antonio "Tony" Greco', "Antonio Greco"),
        ("Orsk’s", "Orsk"),
        ("Dr Ines Marques", "Ines Marques"),
        ("Lucan Adeyo KC", "Lucan Adeyo"),
        ("Jo Falk Jr.", "Jo Falk Jr."),
        ("@oskari_h", "@oskari_h"),
        ("", ""),
    ],
)
def test_bare(name: str, expected: str) -> None:
    """A bare name has no title, nickname, possessive or letters of honour; the son keeps his suffix."""
    assert expected == bare(name)


def test_possessives() -> None:
    """Both forms of the possessive come off."""
    assert ["Lee", "Davis", "Orsk"] == [strip_possessive(n) for n in ("Lee’s", "Davis'", "Orsk's")]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zarensky", "Zarenskiy", "Zarenskyy", "ZARENSKY"),
        ("Liabkov", "Lyabkov"),
        ("Kiprotich", "Kiprotitch"),
        ("Tekinbaşlı", "Tekinbasli"),
        ("Dossa", "Dossah"),
        ("Lukumí", "Lucumi"),
    ],
)
def test_transliterations_fold_to_one(spellings: tuple[str, ...]) -> None:
    """Spellings that only transliterate or accent a name differently are one."""
    assert 1 == len({fold(word) for word in spellings})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Gomez", "Maria Gomez", True),
        ("Mr. Gomez", "Maria Gomez", True),
        ("Qiu", "Qiu Wenbo", True),
        ("al-Thani", "Faisal bin Nasser al-Thani", True),
        ("von der Lahn", "Ulla von der Lahn", True),
        ("M. Gomez", "Maria Gomez", True),
        ("Maria Gomez", "Maria L. Gomez", True),
        ("Volodymyr Zelenko", "Volodymyr Zelenkoh", True),
        ("Rautenkrantz", "Gesine Rautenkranz", True),
        ("A. Brill", "Ana Brill", True),
        ("J. Brill", "James Brill", True),
        ("C. Orsk", "Charles Orsk", True),
        ("A. Brill", "Jo Brill", False),
        ("Bill Shaw", "Anna Shaw", False),
        ("Maria Gomez", "Maria Lopez", False),
        ("Jon Falk", "Jon Falk Jr.", False),
        ("", "Maria Gomez", False),
    ],
)
def test_compatible(a: str, b: str, *, expected: bool) -> None:
    """A surname, an initial, a spelling can name the full name; another forename cannot."""
    assert expected is compatible(a, b)
    assert expected is compatible(b, a)


def test_acronyms_are_not_spelt_another_way() -> None:
    """Letters of an acronym are neither doubled nor transliterated, and bodies keep the titles in their names."""
    assert not same_name("BBC", "BC")
    assert same_name("B.B.C.", "BBC")
    assert ("general", "motors") == words("the General Motors")
    assert ("", "General Motors") == split_titles("General Motors")


def test_a_bare_surname_is_not_the_same_name() -> None:
    """The evaluation counts a surname alone as somebody else."""
    assert same_name("Dr. Ana M. Silva", "Ana Silva")
    assert not same_name("Silva", "Ana Silva")


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Acme", "Acme Holdings Ltd", True),
        ("WHO", "World Health Organization", True),
        ("the U.N.C.", "Union of Northern Cities", True),
        ("Acme Holdings Ltd", "Acme", False),
        ("Acne", "Acme Holdings Ltd", False),
    ],
)
def test_organisations_are_shortened(short: str, full: str, *, expected: bool) -> None:
    """An organisation goes by its first words or its initials."""
    assert expected is shortens(short, full)


def test_acronym_and_gender() -> None:
    """Initials leave the small words out; a title gives a gender only if it says one."""
    assert acronym("the Ministry of Works") == "MW"
    assert ["f", "m", None] == [title_gender(t) for t in ("Mrs", "Mr.", "Prof.")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_total_and_symmetric(a: str, b: str) -> None:
    """Nothing here raises, and comparing does not depend on the order."""
    bare(a), words(a), acronym(a), split_titles(a), title_gender(a), shortens(a, b)
    assert compatible(a, b) is compatible(b, a)
    assert same_name(a, b) is same_name(b, a)
