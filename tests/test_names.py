"""How names compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.layout import read_words
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
from quoteattr.names.known import known_by_office, known_by_surname, known_role
from quoteattr.names.roles import head_noun, is_role, role_after, role_before


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
        ("Billie King Jr.", "", "Billie King Jr."),
        ("King Harald", "King", "Harald"),
        ("Prosecutor Oliver Dean Brill", "Prosecutor", "Oliver Dean Brill"),
        ("Dean Brill", "Dean", "Brill"),
        ("Harald King KC", "", "Harald King KC"),
        ("Dr King", "Dr", "King"),
        ("Justice Department", "", "Justice Department"),
        ("Justice Ann Bo", "Justice", "Ann Bo"),
        ("Department", "", "Department"),
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
        ("Lucan Adeyo KC MP", "Lucan Adeyo"),
        ("Adeyo MP", "Adeyo"),
        ("Adeyo Esq", "Adeyo Esq"),
        ("KC", "KC"),
        ("Lucan Adeyo, KC", "Lucan Adeyo"),
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
        ("Bo Falk", "Ann Bo Falk", True),
        ("B. Falk", "Ann Bo Falk", True),
        ("Falk Jr.", "Jon Falk", True),
        ("Jon Falk, Jr.", "Jon Falk Jr", True),
        ("Jon Falk III", "Jon Falk Jr.", False),
        ("Sanden", "Ida Sander", True),
        ("Sanden", "Ida Wanden", False),
        ("Rander", "Ida Sander", False),
        ("Sandel", "Ida Sander", True),
        ("Sendel", "Ida Sander", False),
        ("Abel", "Ida Abet", False),
        ("Ida", "Idas", False),
        ("A. Brill", "Jo Brill", False),
        ("KELLY", "Ida Kelly", True),
        ("Ida-Lou", "Ida-Lou Gomez", True),
        ("Ida Lou", "Ida-Lou Gomez", False),
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
    assert [("us",), ("bbck",), ("tammy",)] == [words(name) for name in ("U.S.", "BBCK", "TAMMY")]
    assert [("tami",), ("tamifel",), ("smit", "jones")] == [words(n) for n in ("Tammy", "TAMMYFELL", "Smith-Jones")]


def test_a_bare_surname_is_not_the_same_name() -> None:
    """The evaluation counts a surname alone as somebody else."""
    assert same_name("Dr. Ana M. Silva", "Ana Silva")
    assert not same_name("Silva", "Ana Silva")
    assert not same_name("Ana Silva", "Silva")
    assert not same_name("", "")


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Acme", "Acme Holdings Ltd", True),
        ("WHO", "World Health Organization", True),
        ("the U.N.C.", "Union of Northern Cities", True),
        ("Acme Holdings Ltd", "Acme", False),
        ("Acne", "Acme Holdings Ltd", False),
        ("Holdings Ltd", "Acme Holdings Ltd", True),
        ("Ltd", "Acme Holdings Ltd", False),
        ("Holdings Group", "Acme Holdings Ltd", False),
        ("Acme Ltd", "Acme Holdings Ltd", False),
        ("Who", "World Health Organization", False),
        ("THE WHO", "World Health Organization", True),
        ("UN", "United Nations", True),
        ("U", "United Nations", False),
        ("", "United Nations", False),
    ],
)
def test_organisations_are_shortened(short: str, full: str, *, expected: bool) -> None:
    """An organisation goes by its first words or its initials."""
    assert expected is shortens(short, full)


def test_acronym_and_gender() -> None:
    """Initials leave the small words out; a title gives a gender only if it says one."""
    assert acronym("the Ministry of Works") == acronym("The Ministry of Works") == "MW"
    assert ["f", "m", None] == [title_gender(t) for t in ("Mrs", "Mr.", "Prof.")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_total_and_symmetric(a: str, b: str) -> None:
    """Nothing here raises, and comparing does not depend on the order."""
    bare(a), words(a), acronym(a), split_titles(a), title_gender(a), shortens(a, b)
    assert compatible(a, b) is compatible(b, a)
    assert same_name(a, b) is same_name(b, a)


def roles(text: str, name: str) -> tuple[str | None, str | None]:
    """Read the roles before and after a name in a text."""
    found = read_words(text)
    first = next(i for i, word in enumerate(found) if word.start >= text.index(name))
    last = first + len(name.split()) - 1
    before, after = role_before(text, found, first, last), role_after(text, found, last)
    return before and f"{before.text}|{before.noun}", after and f"{after.text}|{after.noun}"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Fire chief Ann Bo left.", "Fire chief|chief"),
        ("The former fire chief Ann Bo left.", "former fire chief|chief"),
        ("The secretary of state Ann Bo left.", "secretary of state|secretary"),
        ("Graz's mayor Ann Bo left.", "Graz's mayor|mayor"),
        ("The volcanologist Ann Bo left.", "volcanologist|volcanologist"),
        ("The union's leader, Ann Bo, left.", "leader|leader"),
        ("The president of the union, Ann Bo, left.", "president of the union|president"),
        ("“It broke.” A spokesman for the plant, Ann Bo said, left.", None),
        ("HOST (Ann Bo): Good evening.", "HOST|host"),
        ("The director of the plant Ann Bo left.", None),
        ("He was asked by a reporter, Ann Bo said.", None),
        ("The window Ann Bo left.", None),
        ("It was said Ann Bo left.", None),
        ("Chief Ann Bo left.", "Chief|chief"),
        ("(Ann Bo) left.", None),
        ("The river (Ann Bo) left.", None),
        ("The union's leader,\nAnn Bo, left.", "leader|leader"),
        ("The union's\nleader, Ann Bo, left.", None),
        ("“Late.” The leader, Ann Bo left.", "leader|leader"),
        ("The mayor\n\nAnn Bo left.", None),
        ("Ann Bo left.", None),
    ],
)
def test_roles_before_names(text: str, before: str | None) -> None:
    """What stands right before a name, or before a comma, is a role if its noun is one."""
    assert before == roles(text, "Ann Bo")[0]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Ann Bo, a nurse who has seen it, left.", "nurse|nurse"),
        ("Ann Bo, 47, a nurse, left.", "nurse|nurse"),
        ("Ann Bo, spokesman for the State Office, left.", "spokesman for the State Office|spokesman"),
        ("Ann Bo, the plant's first director of works, left.", "plant's first director of works|director"),
        ("Ann Bo, a mother-of-two from Graz, left.", "mother-of-two from Graz|mother-of-two"),
        ("Ann Bo, Mayor Cy Di and others left.", None),
        ("Ann Bo, Mayor, left.", None),
        ("Ann Bo, Fire Chief, left.", None),
        ("Ann Bo, Chief of the Graz office, left.", "Chief of the Graz office|chief"),
        ("Ann Bo, the Mayor, left.", "Mayor|mayor"),
        ("Ann Bo, 47", None),
        ("Ann Bo, said a spokesman, left.", None),
        ("Ann Bo, a window, left.", None),
        ("Ann Bo, hoping that the mayor would, left.", None),
        ("Ann Bo left, a nurse.", None),
        ("Ann Bo,", None),
        ("Ann Bo", None),
    ],
)
def test_roles_after_names(text: str, after: str | None) -> None:
    """What follows a name after a comma, and an age, is a role if its noun is one."""
    assert after == roles(text, "Ann Bo")[1]


@pytest.mark.parametrize("determiner", "a an the its his her their one".split())
def test_trades_after_names(determiner: str) -> None:
    """A trade that is in no list is a role after a determiner alone."""
    assert "glassblower|glassblower" == roles(f"Ann Bo, {determiner} glassblower, left.", "Ann Bo")[1]
    assert roles("Ann Bo, glassblower, left.", "Ann Bo")[1] is None


@pytest.mark.parametrize("word", "who which whose that said says told".split())
def test_ends_of_roles(word: str) -> None:
    """A clause ends the role after a name."""
    assert "nurse|nurse" == roles(f"Ann Bo, a nurse {word} it, left.", "Ann Bo")[1]


@pytest.mark.parametrize("word", "of in at for".split())
def test_bodies_are_no_roles_of_who_is_in_them(word: str) -> None:
    """A body right before a name is what the name is, as in a caption, but not after a preposition."""
    assert roles(f"The man {word} the plant Ann Bo left.", "Ann Bo")[0] is None
    assert "plant|plant" == roles("The plant Ann Bo left.", "Ann Bo")[0]


def test_heads_of_roles() -> None:
    """The noun that carries a role stands before what tells more of it."""
    heads = [head_noun(read_words(text)) for text in ("fire chief of Graz", "head, and founder", "of Graz", "")]
    assert ["chief", "head", "graz", ""] == heads
    assert [True, True, True, False, False] == [
        is_role(noun) for noun in ("mayor", "ex-mayor", "father-of-three", "river", "mayor-elected")
    ]


@pytest.mark.parametrize(
    ("surname", "given_roles", "name"),
    [
        ("Obama", [], "Barack Obama"),
        ("Johnson", [], None),
        ("Johnson", ["Prime Minister"], "Boris Johnson"),
        ("Johnson", ["premier, party leader"], "Boris Johnson"),
        ("Johnson", ["fire chief"], None),
        ("Brillstein", [], None),
        ("Brillstein", ["president"], None),
        ("", ["president"], None),
    ],
)
def test_known_people(surname: str, given_roles: list[str], name: str | None) -> None:
    """A public figure is known by a surname that nobody shares, or by office; nobody else is."""
    assert name == known_by_surname(surname, given_roles)
    assert (name if given_roles else None) == known_by_office(surname, given_roles)


def test_known_roles() -> None:
    """Their offices are known too."""
    assert ["german chancellor", "", ""] == [known_role(name) for name in ("Angela Merkel", "Merkel", "Ann Bo")]
