"""Names found in a text, and sources read as phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.mentions.finding import NameMention, find_names
from quoteattr.mentions.phrases import Form, Phrase, read_relative, read_source
from quoteattr.reports import Entity


def names_of(text: str, *entities: Entity) -> list[str]:
    """The bare names found."""
    return [name.name for name in find_names(text, entities)]


def first_name(text: str) -> NameMention:
    """The first name found."""
    return find_names(text, [])[0]


def phrases_of(text: str, source: str) -> list[Phrase]:
    """How a source within a text is read."""
    start = text.index(source)
    span = (start, start + len(source))
    names = find_names(text, [], [span])
    return read_source(text, span, names, [n.start for n in names])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sheikh Faisal bin Nasser al-Thani opened it.", ["Faisal bin Nasser al-Thani"]),
        ("We met Ulla von der Lahn and J. R. Orsk.", ["Ulla von der Lahn", "J. R. Orsk"]),
        ("Antonio “Tony” Greco left.", ["Antonio Greco"]),
        ("Reporters asked Jo Falk, Jr., twice.", ["Jo Falk, Jr"]),
        ("The Ministry of Works met.", ["Ministry of Works"]),
        ("Later the Water and Sewers Authority met.", ["Water and Sewers Authority"]),
        ("On Monday the minister met Theresa May Orsk in March.", ["Theresa May Orsk"]),
        ("Secretary of State Ann Bo spoke.", ["Ann Bo"]),
        ("Rower Jo Falk won.", ["Jo Falk"]),
        ("Yesterday nobody came.", []),
        ("The President spoke.", []),
        ("Regulators in four states agreed.", []),
        ("@oskari_h wrote it.", ["@oskari_h"]),
        ("He was with Ada “Skip” Brandt of the Union of Northern Cities.", ["Ada Brandt", "Union of Northern Cities"]),
        ("al-Thani said no.", ["al-Thani"]),
        ("The 4th Infantry Division left on the 4th day.", ["4th Infantry Division"]),
        ("However Brill left, although Moe stayed.", ["Brill", "Moe"]),
        ("The minister met J. K. Orsk and A. Brill.", ["J. K. Orsk", "A. Brill"]),
        ("The Ministry of Works and Roads closed the Bank of Graz.", ["Ministry of Works and Roads", "Bank of Graz"]),
        ("We asked Smith & Sons, and Bo & Co. too.", ["Smith & Sons", "Bo & Co"]),
        ("They saw Ludwig van der Berg and Dr. Ines Marques-Ito.", ["Ludwig van der Berg", "Ines Marques-Ito"]),
        ("On Monday, March 3, Ida Moe Jr. left with Jo Falk III.", ["Ida Moe Jr", "Jo Falk III"]),
        ("Then WHO and NATO agreed, but not the U.N. in New York.", ["WHO", "NATO", "U.N", "New York"]),
        ("“Late,” said Moe’s sister Ida, and O’Hara’s dog ran.", ["Moe", "Ida", "O’Hara"]),
        ("U.S. Secretary of State Ann Bo left us.", ["Ann Bo"]),
        ("Alexander James Brill left. Jennifer Lee Moe did not.", ["Alexander James Brill", "Jennifer Lee Moe"]),
        ("The People's Party of Norland met the Women's League.", ["People's Party of Norland", "Women's League"]),
        ("The children's Ida said so.", ["Ida"]),
        ("Marks and Spencer met Moor Fire and Rescue.", ["Marks and Spencer", "Moor Fire and Rescue"]),
        ("Vale and Moor Police met the Society for Birds and Bees.",
         ["Vale and Moor Police", "Society for Birds and Bees"]),
        ("Ida and Moe met Jo Falk and Ann Bo.", ["Ida", "Moe", "Jo Falk", "Ann Bo"]),
        ("Then Norland Today and the NORLAND TODAY poll came today.", ["Norland Today", "NORLAND TODAY"]),
        ("He works for Save the Children, Human Rights Watch and Al Jazeera.",
         ["Save the Children", "Human Rights Watch", "Al Jazeera"]),
        ("The General Staff met at No 10 with General Brill.", ["General Staff", "No 10", "Brill"]),
        ("Tearful Ida Moe left. Exhausted Mr Brill stayed.", ["Tearful Ida Moe", "Brill"]),
        ("He met Ada Brandt of the Union of Northern Cities.", ["Ada Brandt", "Union of Northern Cities"]),
        ("Last came Ada “the Wall” Brandt.", ["Ada Brandt"]),
        ("Engr. Ida Barr left. They met Barr.", ["Ida Barr", "Barr"]),
        ("The Grey Heron sank, as The Times reported.", ["Grey Heron", "Times"]),
        ("", []),
    ],
)  # fmt: skip
def test_names_found(text: str, expected: list[str]) -> None:
    """Particles, initials, nicknames and offices do not break a name; days, titles and plain words are none."""
    assert expected == names_of(text)


@pytest.mark.parametrize(
    "forename",
    """Peter Oliver Jennifer Heather Victor Eleanor Honor Brian Julian Christian Carter Piper Tyler Herman
    Augustin Grace Faith Rose Joy Rich Mark Miles Crystal Austin Paris Georgia Jordan Chelsea Sydney India Florence
    Anne-Marie Jean-Luc Kofi-James""".split(),
)
@pytest.mark.parametrize("text", ["{} left.", "They met {}.", "Then came {}, a cook.", "“No,” {} said."])
def test_names_that_look_like_something_else(forename: str, text: str) -> None:
    """A forename that ends as trades do, or is a place, a month or a plain word, is part of the name."""
    for name in (f"{forename} Brill", f"{forename} James Brill"):
        assert [name] == names_of(text.format(name))


def test_headlines_name_only_whom_the_text_knows() -> None:
    """In a line of capitals a run counts only if its surname stands below."""
    text = "Harbour Plan Splits Town As Ann Bo Quits\n\nThe council said on Friday that Bo had left, and Bo agreed.\n"
    assert "Ann Bo" not in names_of("Harbour Plan Splits Town As Ann Bo Quits\n\nNobody spoke.")
    assert "Harbour Plan Splits Town" not in names_of(text)
    below = "Mayor Ana Brill resigned on Monday. Brill said the dam leaks."
    for headline in ("MAYOR BRILL QUITS OVER DAM", "Mayor Brill Quits Over Leaking Dam"):
        assert ["Ana Brill", "Brill"] == names_of(f"{headline}\n\n{below}")


def test_entities_add_what_capitals_do_not_show() -> None:
    """A name written small is found where the model sees it."""
    assert ["ann bo"] == names_of("said ann bo today", Entity(5, 11, "person"))
    assert [] == names_of("the inspector said no", Entity(4, 13, "organization"))


def test_bodies_that_go_by_one_word() -> None:
    """Nothing but a list tells an agency from a surname."""
    assert ["organization", "person"] == [n.kind for n in find_names("According to Xinhua, Brill left.", [])]
    text = "Michael Bloomberg left. Bloomberg was late."
    assert ["person", "person"] == [n.kind for n in find_names(text, [Entity(0, 17, "person")])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kelder United won.", "organization"),
        ("Costa & Moe won.", "organization"),
        ("The official Osprey news agency won.", "organization"),
        ("Norland Today won.", "person"),
        ("Paris Today won.", "organization"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """Teams, firms and papers are told by how they are called."""
    entities = [Entity(m.start(), m.end(), "organization") for m in re.finditer("Osprey", text)]
    entities += [Entity(m.start(), m.end(), "place") for m in re.finditer("Paris", text)]
    assert kind == find_names(text, entities)[0].kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zaria shares fell.", True),
        ("They sold their stake in Zaria.", True),
        ("Zaria, the chipmaker, fell.", True),
        ("Zaria said on Monday that its plant was shut.", True),
        ("Zaria’s chief executive left.", True),
        ("Zaria, the sculptor, fell.", False),
        ("Zaria, the company said, was ill.", False),
        ("Zaria said on Monday that her plant was shut.", False),
        ("They shared it with Zaria.", False),
    ],
)
def test_the_words_beside_a_name_tell_of_a_body(text: str, expected: bool) -> None:  # noqa: FBT001 - of a table
    """Bodies have shares and founders, and are called companies; persons are none for speaking of one."""
    (name,) = (n for n in find_names(text, []) if n.name == "Zaria")
    assert expected == name.body


def test_an_adjective_opens_a_sentence() -> None:
    """An adjective before a forename or surname that the text has in full is no part of the name."""
    known = [Entity(0, 7, "person")]
    assert ["Ida Moe", "Ida", "Moe"] == names_of("Ida Moe left. Tearful Ida left. Furious Moe stayed.", *known)
    assert ["Ida Moe", "Grateful Brill"] == names_of("Ida Moe left. Grateful Brill left.", *known)


def test_entities_tell_where_names_begin() -> None:
    """A forename is kept behind whose hyphen the model begins a name, and one that is a title elsewhere."""
    assert ["Kofi-James Brill"] == names_of("Striker Kofi-James Brill left.", Entity(13, 24, "person"))
    assert ["Oliver Dean Brill"] == names_of("Prosecutor Oliver Dean Brill left.", Entity(11, 28, "person"))
    assert ["Evander Moe-Brill"] == names_of("Evander Moe-Brill left.", Entity(12, 17, "person"))
    assert ["Nguyen Van Moe"] == names_of("Nguyen Van Moe left.", Entity(7, 14, "person"))
    assert [] == names_of("the duke of sussex left.", Entity(9, 18, "organization"))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("said fire chief Omar Haddad.", "fire chief"),
        ("The union’s regional leader, Omar Haddad, left.", "regional leader"),
        ("The president of the rowing club, Omar Haddad, left.", "president of the rowing club"),
        ("Omar Haddad, 47, a nurse who lives here, left.", "nurse"),
        ("Omar Haddad, spokesman for the port, left.", "spokesman for the port"),
        ("White House national security adviser Omar Haddad left.", "White House national security adviser"),
        ("Leader of the Opposition Sir Omar Haddad left.", "Leader of the Opposition"),
        ("PM Haddad left.", "PM"),
        ("According to Haddad, a guest was late.", None),
        ("In a letter to Haddad, the founder said no.", None),
        ("At 5 pm Haddad left.", None),
        ("Mr Haddad left.", None),
        ("Asked by a reporter, Haddad left.", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    """A role stands before a name or beside it; a form of address is none."""
    found = [n for n in find_names(text, []) if n.name.endswith("Haddad")]
    assert role == found[0].role


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("head of the State Rescue Service Ana Orsk", "Ana Orsk", "head of the State Rescue Service"),
        (
            "director of the local Department of Trade Lê Minh Anh",
            "Lê Minh Anh",
            "director of the local Department of Trade",
        ),
        (
            "Minister of Trade and Rural Development Lê Minh Anh",
            "Lê Minh Anh",
            "Minister of Trade and Rural Development",
        ),
        ("envoy of Norway to the UN Ana Orsk", "Ana Orsk", "envoy of Norway to the UN"),
        (
            "director of the local Museum of History Lê Minh Anh",
            "Lê Minh Anh",
            "director of the local Museum of History",
        ),
        ("SLP National Organiser Ana Orsk MP", "Ana Orsk", "SLP National Organiser"),
        ("The Head of the Republic Ana Orsk", "Ana Orsk", "Head of the Republic"),
        ("professor of law at Lund University Ana Orsk", "Ana Orsk", "professor of law at Lund University"),
        ("the lawyer of Jan Ana Orsk", "Jan Ana Orsk", None),
        ("the chief of Moe and Orsk", "Moe", None),
    ],
)
def test_a_person_behind_an_office(source: str, name: str, role: str | None) -> None:
    """An office goes on through the body or place it is in, a person may follow at once; a cue before it is outside."""
    text = f"“No,” declared {source}."
    start = text.index(source)
    person = Entity(text.rindex(name), text.rindex(name) + len(name), "person")
    (found,) = (n for n in find_names(text, [person], [(start, start + len(source))]) if n.name == name)
    assert role == found.role


def test_nobody_is_mayor_of_a_person() -> None:
    """A place that the model takes for a forename belongs to the office."""
    text = "“No,” declared the mayor of Lund Ana Orsk."
    (found,) = find_names(
        text, [Entity(text.index("Lund"), len(text) - 1, "person")], [(text.index("the"), len(text) - 1)]
    )
    assert ("Ana Orsk", "mayor of Lund") == (found.name, found.role)


@pytest.mark.parametrize(
    "source",
    [
        "the president of the University of North Lund",
        "a spokesman for the Ministry of Foreign Affairs",
        "the owner of the Golden Lion",
        "the Montana Republican",
        "the Head of the plant",
    ],
)
def test_offices_with_nobody_behind(source: str) -> None:
    """What an office is of bears no role, and a party's member is not called so."""
    assert [] == [n for n in find_names(f"“No,” {source} said.", []) if n.role or n.kind.value == "person"]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs Orsk left.", "f"),
        ("Dr Orsk left.", None),
        ("The spokeswoman, Ana Orsk, left.", "f"),
        ("Sir Al Orsk.", "m"),
    ],
)
def test_gender_only_from_titles_and_nouns(text: str, gender: str | None) -> None:
    """Gender comes from what is said of the bearer, never from a forename."""
    assert gender == first_name(text).gender


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Ana Orsk and Omar Haddad", ["Ana Orsk", "Omar Haddad"]),
        ("Senator Ana Orsk of Lund and Senator Omar Haddad", ["Ana Orsk", "Omar Haddad"]),
        ("Ana Orsk, Jo Falk and Omar Haddad", ["Ana Orsk", "Jo Falk", "Omar Haddad"]),
        ("two analysts, Ana Orsk and Omar Haddad", ["Ana Orsk", "Omar Haddad"]),
        ("Ana Orsk, a nurse and a friend of Omar Haddad", ["Ana Orsk"]),
        ("the head of the plant Omar Haddad", ["Omar Haddad"]),
        ("its spokesman, Omar Haddad", ["Omar Haddad"]),
        ("HOST (Omar Haddad)", ["Omar Haddad"]),
        ("Ana Orsk & Omar Haddad", ["Ana Orsk", "Omar Haddad"]),
        ("Senator Ana Orsk (D-Ohio)", ["Ana Orsk"]),
        ("Responding, Senator Ana Orsk", ["Ana Orsk"]),
        ("The Director, National Roads Agency, Dr. Ana Orsk", ["Ana Orsk"]),
        ("Secretary in the Ministry of Works and Public Roads, Omar Haddad", ["Omar Haddad"]),
        ("The Minister of Works and Special Duties, Engr. Omar Haddad", ["Omar Haddad"]),
        ("the UN", ["UN"]),
    ],
)
def test_sources_with_names(source: str, names: list[str]) -> None:
    """Coordinated names are speakers of their own; a name in a description is not."""
    found = phrases_of(f"So {source} said nothing.", source)
    assert names == [p.name.name for p in found if p.name]
    assert len(names) == len(found)


@pytest.mark.parametrize(
    ("source", "form", "kind"),
    [
        ("she", Form.PRONOUN, "unknown"),
        ("I", Form.FIRST_PERSON, "unknown"),
        ("who", Form.RELATIVE, "unknown"),
        ("a senior official", Form.NOUN, "anonymous"),
        ("the mayor", Form.NOUN, "anonymous"),
        ("Orsk’s spokeswoman", Form.NOUN, "anonymous"),
        ("residents of the old town", Form.NOUN, "group"),
        ("the letter", Form.NOUN, "document"),
        ("the finance ministry", Form.NOUN, "organization"),
        ("a volcanologist", Form.NOUN, "anonymous"),
        ("a spokesman for Orsk & Sons", Form.NOUN, "anonymous"),
        ("Article 5 of the treaty", Form.NOUN, "document"),
        ("Kanal 1", Form.NOUN, "organization"),
        ("most of whom", Form.RELATIVE, "unknown"),
        ("the PM", Form.NOUN, "anonymous"),
        ("the UN refugee agency", Form.NOUN, "organization"),
        ("the “Night Tide” singer", Form.NOUN, "anonymous"),
        ("The Icelander", Form.NOUN, "anonymous"),
        ("experts on ice (among them Ana Orsk and Omar Haddad)", Form.NOUN, "group"),
        ("a bench of Justices Ana Orsk and Omar Haddad", Form.NOUN, "organization"),
    ],
)
def test_sources_without_names(source: str, form: Form, kind: str) -> None:
    """Pronouns, role nouns, groups, bodies and documents are told apart."""
    (phrase,) = phrases_of(f"“No,” {source} said.", source)
    assert (form, kind) == (phrase.form, phrase.kind)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The mayor spoke to Omar Haddad, ", "Omar Haddad"),
        ("There was Omar Haddad, 24, from Graz, ", "Omar Haddad"),
        ("There was Omar Haddad, a nurse from Graz, ", "Omar Haddad"),
        ("There was Omar Haddad, to ", "Omar Haddad"),
        ("There was Governor Omar Haddad (R-Idaho), an early backer, ", "Omar Haddad"),
    ],
)
def test_relatives(before: str, name: str) -> None:
    """The relative takes up the name before it, over what describes the bearer."""
    text = before + "who said so."
    names = find_names(text, [])
    phrase = read_relative(text, len(before), names, [n.start for n in names])
    assert phrase is not None
    assert phrase.name is not None
    assert name == phrase.name.name


@given(st.text(max_size=80), st.integers(0, 90), st.integers(0, 90))
def test_never_raises(text: str, start: int, end: int) -> None:
    """Any text and any span can be read, and every name lies where it says."""
    names = find_names(text, [Entity(start, end, "person")], [(start, end)])
    assert all(0 <= n.start < n.end for n in names)
    starts = [n.start for n in names]
    read_source(text, (start, end), names, starts)
    read_relative(text, start, names, starts)
