"""The index of speakers: who is one person over many articles, and what becomes of them on disk and on the screen."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteattr import Quote, QuoteExtractor, Quotes, Speaker, SpeakerIndex, SpeakerKind, TextSpan
from quoteattr.cli import main
from quoteattr.errors import InputFileError, QuoteattrError, RecordError
from quoteattr.index import KnownPerson
from quoteattr.index.entries import Entry
from quoteattr.index.matching import PersonName, clash, fits
from quoteattr.index.merging import Person, merge

ROOT = Path(__file__).parents[1]

#: A speaker in few words: a name, or a name and its kind, or a name, a kind and a role.
Brief = str | tuple[str, str] | tuple[str, str, str | None]


def speaker(brief: Brief, number: int = 0) -> Speaker:
    """Make a speaker, a person unless the brief says otherwise."""
    name, kind, role = (
        (brief, "person", None) if isinstance(brief, str) else brief if len(brief) == 3 else (*brief, None)
    )
    return Speaker(name=name, kind=SpeakerKind(kind), role=role, id=number)


def quote(*speakers: Speaker, words: str = "It rained.", **facts: Any) -> Quote:
    """Make a quote of some speakers."""
    return Quote(kind="indirect", content=[TextSpan.of(words, 0, len(words))], speakers=speakers, **facts)


def said(*briefs: Brief) -> Quotes:
    """Make the quotes of one document, one for every speaker."""
    return Quotes([quote(speaker(brief, number)) for number, brief in enumerate(briefs)], text="It rained.")


def index_of(*documents: Sequence[Brief], people: Sequence[KnownPerson] = ()) -> SpeakerIndex:
    """Index documents that are called by their numbers."""
    index = SpeakerIndex(people)
    for number, briefs in enumerate(documents):
        index.add(said(*briefs), document=str(number))
    return index


def parts(*briefs: Brief) -> list[list[str]]:
    """Merge speakers, each of a document of its own; give the names of everyone who comes out."""
    return sorted(sorted({person.name, *person.aliases}) for person in index_of(*([brief] for brief in briefs)))


class TestPeople:
    """Which names are one person."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ana Brill", "ANA BRILL"),
            ("Ana Brill", "Sen. Ana Brill"),
            ("Ana Brill", "Ana M. Brill"),
            ("A. Brill", "Ana Brill"),
            ("A. M. Brill", "Ana Brill"),
            ("Ana Maria Brill", "Ana M. Brill"),
            ("Dan Orsk", "Daniel Orsk"),
            ("Brill", "Ana Brill"),
            ("Pavlo Zarensky", "Pavlo Zarenskyy"),
            ("Pavlo Zarenskiy", "Pavlo Zarensky"),
            ("Jürgen Müßig", "Jurgen Mussig"),
            ("Odile Harrant-Moe", "Odile Harrant Moe"),
            ("Ilse von der Reuth", "Ilse Reuth"),
            ("von der Reuth", "Ilse von der Reuth"),
            ("Zhao", "Zhao Tessin"),
            ("Ana “Nan” Brill", "Ana Brill"),
            ("Tom Falk Jr.", "Tom Falk, Jr"),
            ("Falk Jr.", "Falk"),
            ("J. Orsk", "James Orsk"),
            ("C. Orsk", "Charles Orsk"),
            ("J.D. Orsk", "JD Orsk"),
            ("J. D. Orsk", "JD Orsk"),
            ("Yevgeny Orsk", "Evgeny Orsk"),
            ("al-Rashan", "Tarek al-Rashan"),
            ("Tarek Rashan", "Tarek al-Rashan"),
        ],
    )
    def test_one(self, one: str, other: str) -> None:
        """Names of one person merge, whichever comes first; a form adds nobody."""
        assert [1, 1] == [len(parts(one, other)), len(parts(other, one))]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ana Brill", "Jo Brill"),
            ("John A. Orsk", "John B. Orsk"),
            ("J. Orsk", "Donal J. Orsk"),
            ("George H. W. Falk", "George W. Falk"),
            ("Paul Orsk", "Paula Orsk"),
            ("Ann Orsk", "Andrew Orsk"),
            ("Peter Hanson", "Peter Hansen"),
            ("Tom Falk Jr.", "Tom Falk Sr."),
            ("Tom Falk", "Tom Falk Jr."),
            ("Falk Jr.", "Falk Sr."),
            ("Mr. Orsk", "Mrs. Orsk"),
            ("Maria", "Maria Gomez"),
            ("Al Orsk", "Tilda Orsk"),
            ("Scott James", "James Scott"),
            ("…1", "…2"),
        ],
    )
    def test_two(self, one: str, other: str) -> None:
        """Names that two people may well bear do not merge."""
        assert 2 == len(parts(one, other))

    @pytest.mark.parametrize(
        ("briefs", "expected"),
        [
            (["J. Smith", "John Smith", "Jane Smith"], [["J. Smith"], ["Jane Smith"], ["John Smith"]]),
            (["Brill", "Ana Brill", "Jo Brill"], [["Ana Brill"], ["Brill"], ["Jo Brill"]]),
            (["Brill", "Ana Brill", "Ana M. Brill"], [["Ana Brill", "Ana M. Brill", "Brill"]]),
            (["John Orsk", "J. A. Orsk", "J. B. Orsk"], [["J. A. Orsk"], ["J. B. Orsk"], ["John Orsk"]]),
            (["Lee Orsk", "Mr. Orsk", "Mrs. Orsk"], [["Lee Orsk"], ["Mr. Orsk"], ["Mrs. Orsk"]]),
            (["A. Brill", "Jo Brill", "Ana Brill"], [["A. Brill", "Ana Brill"], ["Jo Brill"]]),
            (["Kim", "Kim Doryun", "Ana Kim"], [["Ana Kim"], ["Kim"], ["Kim Doryun"]]),
            (["Obama", "Michelle Obama"], [["Barack Obama", "Obama"], ["Michelle Obama"]]),
        ],
    )
    def test_unless_it_can_be_told(self, briefs: list[str], expected: list[list[str]]) -> None:
        """What fits two people stays by itself; what fits several forms of one person, or a public figure, does not."""
        assert expected == parts(*briefs)

    def test_the_role_decides(self) -> None:
        """A surname that two people bear goes to the one with the same role, in every document by itself."""
        index = index_of(
            [("Ana Brill", "person", "mayor of Selvane"), ("Jo Brill", "person", "pilot")],
            [("Brill", "person", "Mayor")],
            [("Brill", "person", "the former pilot")],
            [("Brill", "person", "baker")],
            [("Brill", "person", "deputy mayor of Selvane")],
        )
        assert {"Ana Brill": ("0", "1"), "Jo Brill": ("0", "2"), "Brill": ("3", "4")} == {
            person.name: person.documents for person in index
        }

    def test_the_office_decides(self) -> None:
        """A surname with an office is the public figure who held it."""
        index = index_of([("Johnson", "person", "prime minister")], ["Lyndon Johnson"], ["Ana Johnson"])
        assert {"Boris Johnson", "Lyndon Johnson", "Ana Johnson"} == {person.name for person in index}

    def test_name(self) -> None:
        """The fullest form is the name; of equally full ones that of most documents, then the first in the alphabet."""
        zarensky = index_of(["Pavlo Zarenskyy"], ["Pavlo Zarensky"], ["Pavlo Zarenskyy"], ["PAVLO ZARENSKYY"] * 3)
        assert ["Pavlo Zarenskyy"] == [person.name for person in zarensky]
        assert ["Ana M. Brill"] == [person.name for person in index_of(["Ana Brill"], ["Brill"], ["Ana M. Brill"])]
        assert ["Jurgen Falk"] == [person.name for person in index_of(["Jürgen Falk"], ["Jurgen Falk"])]

    def test_ids(self) -> None:
        """Ids are made of names; who shares one gets a number, whatever was added first."""
        briefs: list[Brief] = [("Brill", "organization"), "Brill", ("Brill", "place"), "Ørsk-Łoś", "Елена"]
        index = index_of(*([brief] for brief in briefs))
        assert ["brill", "brill-2", "ørsk-łos", "елена"] == sorted(person.id for person in index)
        assert index.people == index_of(*([brief] for brief in briefs)).people

    def test_very_long_names(self) -> None:
        """A name of a hundred thousand words is a name, its id is short."""
        (person,) = index_of(["Ana " * 100_000 + "Brill"], ["Brill"])
        assert 80 >= len(person.id)


class TestBodies:
    """Which names are one organization or place."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("the Harbour Board", "Harbour Board"),
            ("Élan Shipping", "Elan Shipping"),
            ("WHO", "World Health Organization"),
            ("the W.H.O.", "World Health Organization"),
            ("GM", "General Motors"),
            ("Northway", "Northway Lines"),
            ("Orsk Holdings", "Orsk Holdings Ltd"),
        ],
    )
    def test_one(self, one: str, other: str) -> None:
        """The same words, an acronym or a short form are one body, whichever comes first."""
        first, second = (one, "organization"), (other, "organization")
        assert [1, 1] == [len(parts(first, second)), len(parts(second, first))]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("Brill", "organization"), ("Ana Brill", "person")),
            (("Ana Brill", "organization"), ("Ana Brill", "person")),
            (("Selvane", "place"), ("Selvane Times", "organization")),
            (("General Motors", "organization"), ("Motors", "organization")),
            (("BBC", "organization"), ("BC", "organization")),
            (("Commission", "organization"), ("Commission Bureau", "organization")),
            (("White House", "organization"), ("White House Painters Union", "organization")),
            (("Justice Department", "organization"), ("Labour Department", "organization")),
        ],
    )
    def test_two(self, one: Brief, other: Brief) -> None:
        """A person is no body, a place no newspaper, and a word for any body no name of one."""
        assert 2 == len(parts(one, other))

    def test_ambiguous(self) -> None:
        """An acronym or a short form of two bodies stays by itself."""
        names = ["OB", "Orsk", "Orsk Airlines", "Orsk Bank", "Ostrel Board"]
        assert [[name] for name in names] == parts(*((name, "organization") for name in names))

    def test_kind(self) -> None:
        """What is a place in some documents and an organization in most is an organization."""
        index = index_of([("Karvany", "place")], [("Karvany", "organization")], [("Karvany", "organization")])
        assert ["organization"] == [person.kind for person in index]


class TestKnownPeople:
    """People whom the user knows win over everything."""

    def test_id_and_name(self) -> None:
        """Whoever fits a known person gets that id and name, namesakes in the index or not."""
        known = [KnownPerson("Ana Brill", "Q1", aliases=("Ana Moe",)), KnownPerson("Nobody Quoted", "Q2")]
        index = index_of(["Brill", "Jo Brill"], ["Ana M. Brill"], ["ana moe"], people=known)
        assert [("Q1", "Ana Brill", 3), ("jo-brill", "Jo Brill", 1)] == [(p.id, p.name, len(p.quotes)) for p in index]
        assert ("Ana M. Brill", "Ana Moe", "Brill", "ana moe") == index.people[0].aliases

    def test_roles_decide_between_known_namesakes(self) -> None:
        """Of two known namesakes the one with the role is meant; without one, nobody can tell."""
        known = [KnownPerson("Ana Brill", "Q1", roles=["mayor"]), KnownPerson("Ana Brill", "Q2", roles=["pilot"])]
        index = index_of(
            [("Brill", "person", "mayor")], [("Ana Brill", "person", "pilot")], ["Ana Brill"], people=known
        )
        assert {"Q1": "0", "Q2": "1", "ana-brill": "2"} == {person.id: person.documents[0] for person in index}

    def test_a_surname_of_two_known_people(self) -> None:
        """What may be two known people does not go to a stranger either."""
        known = [KnownPerson("Ana Brill", "Q1"), KnownPerson("Jo Brill", "Q2")]
        assert {"Q1", "tom-brill", "brill"} == {
            p.id for p in index_of(["Ana Brill"], ["Brill"], ["Tom Brill"], people=known)
        }

    def test_an_alias_that_is_a_surname(self) -> None:
        """A known person's surname as an alias draws in nobody else of that surname."""
        known = [KnownPerson("Ana Brill", "Q1", aliases=["Brill"])]
        assert {"Q1", "tom-brill"} == {p.id for p in index_of(["Brill", "Tom Brill"], people=known)}

    def test_organizations(self) -> None:
        """A known organization is met by acronym, short form and alias, and never by a person."""
        known = [KnownPerson("Northway Lines", "Q3", aliases=["Greyline"], kind="organization")]
        names = ["Northway", "NL", "the Greyline", "Northway Lines"]
        index = index_of(*([(name, "organization")] for name in names), ["Northway"], people=known)
        assert {"Q3": 4, "northway": 1} == {person.id: len(person.quotes) for person in index}

    def test_a_known_id_is_taken(self) -> None:
        """Nobody else gets the id of a known person."""
        known = [KnownPerson("Jo Falk", "ana-brill")]
        assert ["ana-brill-2"] == [person.id for person in index_of(["Ana Brill"], people=known)]

    @pytest.mark.parametrize("name", ["people.csv", "people.json"])
    def test_files(self, tmp_path: Path, name: str) -> None:
        """CSV and JSON hold the same people; missing columns and keys have their defaults."""
        rows = {
            "people.csv": (
                "\ufeffid,name,aliases,kind,roles,note\r\n"
                'Q2,"Brill, Ana",Ana Moe | A. Moe,person,mayor|pilot,x\r\nQ1,Orsk Bank,,organization,,\r\n'
            ),
            "people.json": json.dumps(
                [
                    {"id": "Q2", "name": "Brill, Ana", "aliases": ["Ana Moe", "A. Moe"], "roles": ["mayor", "pilot"]},
                    {"id": "Q1", "name": "Orsk Bank", "kind": "organization", "note": 1},
                ]
            ),
        }
        (tmp_path / name).write_text(rows[name], encoding="utf-8", newline="")
        known = [
            KnownPerson("Orsk Bank", "Q1", kind="organization"),
            KnownPerson("Brill, Ana", "Q2", aliases=["Ana Moe", "A. Moe"], roles=["mayor", "pilot"]),
        ]
        assert SpeakerIndex(known) == SpeakerIndex(tmp_path / name) == SpeakerIndex(str(tmp_path / name))

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("p.csv", "", "p.csv:1: the first line must name the columns id and name, got an empty file"),
            ("p.csv", "id;name\nQ1;Ana", "p.csv:1: the first line must name the columns id and name, got id;name"),
            ("p.csv", "id,name\nQ1,Ana\n\n,Jo\n", "p.csv:4: no id: every person needs an id and a name"),
            ("p.csv", "id,name\nQ1\n", "p.csv:2: no name: every person"),
            ("p.csv", "id,name\nQ1,Brill, Ana\n", "p.csv:2: more cells than columns: put cells with a comma"),
            ("p.csv", "id,name\nQ1,Ana\nQ1,Jo\n", "p.csv:3: the id 'Q1' is also that of Ana: give each person another"),
            ("p.csv", "id,name,kind\nQ1,Ana,group\n", "p.csv:2: kind must be organization, person, place, got 'group'"),
            ("p.csv", 'id,name\nQ1,"Ana\n', "p.csv:2: not readable as CSV: "),
            ("p.csv", "id,name\nQ1,…\n", "p.csv:2: name must be a string with a letter or a digit in it, got '…'"),
            ("p.csv", b"id,name\nQ1,\xff\n", "p.csv:2: not UTF-8: save the file as UTF-8 first"),
            ("p.json", "[\n{", "p.json:2: not valid JSON: "),
            ("p.json", "[" * 100_000, "p.json: not readable as JSON: "),
            ("p.json", "{}", "p.json:1: expected a list of people, got dict"),
            ("p.json", "[1]", "p.json: person 1: expected an object with id and name, got int"),
            ("p.json", '[{"id": "Q1"}]', "p.json: person 1: no name: "),
            ("p.json", '[{"id": 1, "name": "Ana"}]', "p.json: person 1: id must be a string"),
            ("p.json", '[{"id": "1", "name": "Ana", "aliases": "A"}]', "p.json: person 1: aliases and roles must be"),
            ("p.json", '[{"id": "1", "name": "Ana", "kind": [1]}]', "p.json: person 1: kind must be "),
            ("p.txt", "", "p.txt: known people are read from *.csv or *.json: rename or convert the file"),
        ],
    )
    def test_bad_files(self, tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
        """What is wrong is named with file and line, and what to do."""
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(InputFileError) as problem:
            SpeakerIndex(tmp_path / name)
        assert str(problem.value).startswith(f"{tmp_path}{os.sep}{message}")

    def test_missing_file(self, tmp_path: Path) -> None:
        """A file that is not there is named."""
        with pytest.raises(InputFileError, match=r"none\.csv: No such file"):
            SpeakerIndex(tmp_path / "none.csv")

    def test_two_of_one_id(self) -> None:
        """Two known people cannot share an id."""
        with pytest.raises(RecordError, match="the id 'Q1' is also that of Ana"):
            SpeakerIndex([KnownPerson("Ana", "Q1"), KnownPerson("Jo", "Q1")])


class TestDocuments:
    """What is kept of documents."""

    def test_quotes(self) -> None:
        """A quote is kept with its document, date, number, place, words and polarity."""
        index = SpeakerIndex()
        denied = quote(speaker("Ana Brill"), words="it rained", polarity="denied", mode="writing")
        index.add([quote(), denied], document="a", date="2024-05-31T10:00:00Z")
        (kept,) = index.people[0].quotes
        assert ("a", dt.date(2024, 5, 31), 1, "indirect", "it rained", 0, 9, "writing", "denied") == (
            kept.document,
            kept.date,
            kept.number,
            kept.kind,
            kept.text,
            kept.start,
            kept.end,
            kept.mode,
            kept.polarity,
        )

    def test_who_has_no_name(self) -> None:
        """Groups, documents, the anonymous and names without a letter are nobody, but are counted."""
        nobody = [("some", "group"), ("a report", "document"), ("officials", "anonymous"), ("she", "unknown")]
        index = index_of([*nobody, "", "…", " \n", "Ana Brill"])
        assert (["Ana Brill"], 7) == ([person.name for person in index], index.unnamed)

    def test_two_ids_of_one_person(self) -> None:
        """A quote of two speakers who turn out to be one counts once."""
        index = SpeakerIndex()
        both = speaker("Pavlo Zarensky"), speaker("Pavlo Zarenskyy", 1)
        index.add([quote(*both), quote(both[1]), quote(both[0], speaker("Jo Falk", 2))], document="a")
        assert [("Pavlo Zarensky", 3), ("Jo Falk", 1)] == [(person.name, len(person.quotes)) for person in index]

    def test_again(self) -> None:
        """A document that is added again takes the place of the one before."""
        index = index_of(["Ana Brill"], ["Ana Brill"])
        before = index.people
        index.add(said("Ana Brill"), document="1")
        assert before == index.people
        index.add(said("Jo Falk"), document="1")
        assert [("Ana Brill", 1), ("Jo Falk", 1)] == [(person.name, len(person.quotes)) for person in index]
        assert ("0", "1") == index.documents

    def test_roles_over_time(self) -> None:
        """A role has its first and last date and its documents; the latest is the speaker's, spelled as most do."""
        index = SpeakerIndex()
        days = [
            ("d", "2024-03-01", "mayor"),
            ("a", "2024-01-01", "pilot"),
            ("c", None, "pilot"),
            ("b", "2024-02-01", "Pilot"),
        ]
        for name, day, role in days:
            index.add(said(("Ana Brill", "person", role)), document=name, date=day)
        (ana,) = index
        first, last, march = (dt.date(2024, month, 1) for month in (1, 2, 3))
        assert [("pilot", first, last, ("a", "b", "c")), ("mayor", march, march, ("d",))] == [
            (mention.role, mention.first, mention.last, mention.documents) for mention in ana.roles
        ]
        assert ("mayor", ("a", "b", "d", "c")) == (ana.role, ana.documents)

    def test_find(self) -> None:
        """A name finds its bearers first, then aliases, surnames, forenames; an acronym finds a body."""
        index = index_of(
            ["Ana Brill", "Jo Brill", "Brill", "Anabel Moe", ("World Health Organization", "organization"), "Kim Moe"]
        )
        assert ["Brill", "Ana Brill", "Jo Brill"] == [person.name for person in index.find("brill")]
        assert ["Ana Brill"] == [person.name for person in index.find("Ana")]
        assert ["World Health Organization"] == [person.name for person in index.find("the WHO")]
        assert [(), (), ()] == [index.find(name) for name in ("", "…", "Tessin")]

    def test_get(self) -> None:
        """An id gets its speaker, any other nobody."""
        index = index_of(["Ana Brill"])
        assert (index.people[0], None) == (index.get("ana-brill"), index.get("jo"))

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"document": ""}, "a document needs an id"),
            ({"document": None}, "a document needs an id"),
            ({"document": "a", "date": "31/05/2024"}, "a date must be written as in 2024-05-31, got '31/05/2024'"),
            ({"document": "a", "date": 2024}, "a date must be a datetime.date or a string"),
            ({"document": "a", "quotes": "It rained."}, "expected the quotes of one document, got str"),
        ],
    )
    def test_wrong_use(self, arguments: dict[str, Any], message: str) -> None:
        """Wrong use is told, and changes nothing."""
        index = index_of(["Ana Brill"])
        with pytest.raises(RecordError, match=message):
            index.add(**{"quotes": said("Jo Falk"), **arguments})
        assert index_of(["Ana Brill"]) == index


FORENAMES = ["", "Ana", "Anabel", "A.", "Jo", "Jon", "J.", "Ana M.", "A. M.", "Ana Maria", "Mr.", "Mrs.", "Kim", "JO"]
SURNAMES = ["Brill", "Brïll", "Orsk", "von Orsk", "Orsk Brill", "Kim", "Falk Jr.", "Falk"]
ROLES = st.sampled_from([None, None, "mayor", "mayor of Selvane", "pilot"])
person_names = st.builds("{} {}".format, st.sampled_from(FORENAMES), st.sampled_from(SURNAMES)).map(str.strip)
body_names = st.sampled_from(["Orsk", "Orsk Bank", "the Orsk Bank Ltd", "OB", "Brill", "Ostrel Board", "ORSK", "Kim"])
briefs = st.one_of(
    st.tuples(person_names, st.just("person"), ROLES),
    st.tuples(body_names, st.sampled_from(["organization", "place"]), ROLES),
    st.tuples(st.text(max_size=6), st.sampled_from(["person", "organization", "group"]), ROLES),
)
documents = st.lists(st.lists(briefs, max_size=4), max_size=8)
KNOWN = st.sampled_from(
    [(), (KnownPerson("Ana Brill", "Q1", roles=["mayor"]), KnownPerson("Jon Brill", "Q2"), KnownPerson("Kim", "Q3"))]
)


class TestProperties:
    """What holds of every index."""

    @settings(deadline=None)
    @given(documents, KNOWN, st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, docs: list[list[Brief]], known: tuple[KnownPerson, ...], random: Any) -> None:
        """The people depend on the set of documents, not on when each was added or whether it was asked in between."""
        shuffled = list(enumerate(docs))
        random.shuffle(shuffled)
        index = SpeakerIndex(known[::-1])
        for number, doc in shuffled:
            index.add(said(*doc), document=str(number))
            assert len(index) == len(index.people)
        assert index_of(*docs, people=known).people == index.people

    @settings(deadline=None)
    @given(documents, KNOWN)
    def test_nothing_is_lost(self, docs: list[list[Brief]], known: tuple[KnownPerson, ...]) -> None:
        """Every quote of one speaker is somebody's, once, or counted as nobody's; ids are unique."""
        index = index_of(*docs, people=known)
        places = [(quote.document, quote.number) for person in index for quote in person.quotes]
        assert len(places) == len(set(places))
        assert sum(map(len, docs)) == len(places) + index.unnamed
        assert len(index) == len({person.id for person in index}) == len(index.people)
        assert all(index.get(person.id) == person for person in index)

    @settings(deadline=None)
    @given(st.lists(st.builds(Entry, person_names, st.just("person"), ROLES), max_size=12))
    def test_nobody_is_two_people(self, entries: list[Entry]) -> None:
        """No two names of a person contradict each other."""
        for group in merge(entries):
            assert isinstance(group, Person)
            assert not any(clash(one, other) for one, other in combinations(group.names, 2))

    @settings(deadline=None)
    @given(person_names, person_names)
    @example("Falk Jr.", "Mr. Falk")
    @example("J. Sam Orsk", "Jon S. Orsk")
    @example("Ana van Orsk", "Ana von Orsk")
    def test_two_names_are_one_person_if_they_fit(self, one: str, other: str) -> None:
        """How names are looked up leaves out none that fits; fitting and contradicting know no order."""
        a, b = PersonName.read(one), PersonName.read(other)
        groups = merge([Entry(one, "person"), Entry(other, "person")])
        assert (1 if a == b or fits(a, b) else 2) == len(groups)
        assert (fits(a, b), clash(a, b)) == (fits(b, a), clash(b, a))
        assert not (fits(a, b) and clash(a, b))

    @settings(deadline=None)
    @given(documents)
    def test_persons_are_no_bodies(self, docs: list[list[Brief]]) -> None:
        """No quote of a person is among those of an organization or a place, and none the other way round."""
        kinds = {(str(d), n): speaker(b).kind == "person" for d, doc in enumerate(docs) for n, b in enumerate(doc)}
        for person in index_of(*docs):
            assert {person.kind == "person"} == {kinds[quote.document, quote.number] for quote in person.quotes}

    @settings(max_examples=40, deadline=None)
    @given(documents, st.text(min_size=1), st.dates() | st.none(), KNOWN)
    def test_round_trip(
        self, tmp_path_factory: pytest.TempPathFactory, docs: list[list[Brief]], name: str, date: Any, known: Any
    ) -> None:
        """What is saved is loaded as it was, characters beyond the first plane and line breaks of every sort too."""
        index = index_of(*docs, people=known)
        index.add([quote(speaker("Ana 𝔅rill"), words=f"🦙{name}\u2028\x85\r\n")], document=name, date=date)
        path = tmp_path_factory.mktemp("index") / "i.jsonl"
        index.save(path)
        loaded = SpeakerIndex.load(path)
        assert index == loaded
        assert (index.people, index.unnamed) == (loaded.people, loaded.unnamed)


class TestSaving:
    """The file of an index."""

    @pytest.fixture(name="path")
    def make_path(self, tmp_path: Path) -> Path:
        """Save an index of two documents, out of order."""
        index = SpeakerIndex([KnownPerson("Ana Brill", "Q1")])
        index.add(said("Ana Brill", ("some", "group")), document="b", date=dt.date(2024, 5, 31))
        index.add(said("Jo Łoś"), document="a")
        index.save(tmp_path / "i.jsonl")
        return tmp_path / "i.jsonl"

    def test_layout(self, path: Path) -> None:
        """A header with the known people, then a line a document, sorted by id; letters stand as they are."""
        header, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert (1, ["Q1"], 2) == (header["schema"], [row["id"] for row in header["people"]], header["documents"])
        assert ["a", "b"] == [row["id"] for row in rows]
        assert "Łoś" in path.read_text(encoding="utf-8")

    def test_the_same_bytes(self, path: Path) -> None:
        """The same index is the same file."""
        before = path.read_bytes()
        SpeakerIndex.load(path).save(path)
        assert before == path.read_bytes()

    def test_cut_off_anywhere(self, path: Path, tmp_path: Path) -> None:
        """A file without its end is refused, wherever it was cut; only the last line break may be missing."""
        whole = path.read_bytes()
        for end in range(len(whole) - 1):
            (tmp_path / "cut.jsonl").write_bytes(whole[:end])
            with pytest.raises(InputFileError, match=r"cut\.jsonl.*restore the file .* or make the index anew"):
                SpeakerIndex.load(tmp_path / "cut.jsonl")

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"It rained, she said.", "1: not a line of an index"),
            (b"\xff\xfe", "1: not a line of an index"),
            (b"[1]\n", "1: not a line of an index"),
            (b'{"schema": 1, "id": "a.txt", "quotes": []}\n', "1: not a line of an index"),
            (b'{"schema": 2, "people": [], "documents": 0}\n', "1: layout 2 is newer than this quoteattr"),
            (b'{"schema": 1, "people": [], "documents": 1}\n{"id": "a"}\n', "2: not a line of an index"),
            (b'{"schema": 1, "people": [], "documents": 1}\nnull\n', "2: not a line of an index"),
            (b'{"schema": 1, "people": [{"id": "1"}], "documents": 0}\n', "1: not a line of an index"),
            (b"[" * 100_000, "1: not a line of an index"),
        ],
    )
    def test_foreign_files(self, tmp_path: Path, content: bytes, message: str) -> None:
        """What is no index is refused with file, line and what to do."""
        (tmp_path / "x.jsonl").write_bytes(content)
        with pytest.raises(InputFileError) as problem:
            SpeakerIndex.load(tmp_path / "x.jsonl")
        assert str(problem.value).startswith(f"{tmp_path / 'x.jsonl'}:{message}")

    @pytest.mark.parametrize("change", [("name", "…"), ("name", 5), ("kind", "group"), ("role", 1), ("aliases", [1])])
    def test_altered_files(self, path: Path, change: tuple[str, Any]) -> None:
        """A speaker who cannot be is refused."""
        lines = path.read_text(encoding="utf-8").splitlines()
        row = json.loads(lines[1])
        row["speakers"][0][change[0]] = change[1]
        path.write_text("\n".join([lines[0], json.dumps(row), lines[2]]), encoding="utf-8")
        with pytest.raises(InputFileError, match=r"i\.jsonl:2: not a line of an index"):
            SpeakerIndex.load(path)

    def test_missing(self, tmp_path: Path) -> None:
        """A file that is not there is named."""
        with pytest.raises(InputFileError, match=r"none\.jsonl: No such file"):
            SpeakerIndex.load(tmp_path / "none.jsonl")

    def test_other_people(self, path: Path) -> None:
        """People who are given take the place of those in the file."""
        index = SpeakerIndex.load(path, people=[KnownPerson("Jo Łoś", "Q5")])
        assert {"Q5", "ana-brill"} == {person.id for person in index}

    def test_one_stroke(self, path: Path) -> None:
        """A save that fails leaves the old file as it was and nothing beside it."""
        before = path.read_bytes()
        index = index_of(["Ana Brill"])
        index._documents["b"] = "no document"  # type: ignore[assignment]  # noqa: SLF001  as if the disk were full
        with pytest.raises(AttributeError):
            index.save(path)
        assert (before, [path]) == (path.read_bytes(), list(path.parent.iterdir()))

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_a_link_stays_a_link(self, path: Path, tmp_path: Path) -> None:
        """Saving through a link writes the file that it points to."""
        (tmp_path / "link").symlink_to(path)
        index_of(["Jo Falk"]).save(tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert SpeakerIndex.load(path) == index_of(["Jo Falk"])


def run(*arguments: str | Path) -> Result:
    """Run `quoteattr speakers` in this process."""
    return CliRunner().invoke(main, ["speakers", *map(str, arguments)])


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Make a folder with two texts and known people."""
    (tmp_path / "a.txt").write_text("“We lost the crane,” said Ana Brill, the harbour master.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("“I am sorry,” Brill said. “So am I,” said Jo Falk.\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name\nQ1,Ana Maria Brill\n", encoding="utf-8")
    return tmp_path


class TestCommand:
    """`quoteattr speakers`."""

    def test_table(self, folder: Path) -> None:
        """Everyone has a line with name, role, quotes and articles, the most quoted first, in columns."""
        result = run(folder)
        expected = (
            "name       role            quotes  articles\n"
            "Ana Brill  harbour master       2         2\n"
            "Jo Falk                         1         1\n"
        )
        assert (expected, "", 0) == (result.stdout, result.stderr, result.exit_code)

    def test_people(self, folder: Path) -> None:
        """Known people give their names."""
        assert "Ana Maria Brill  harbour master" in run(folder, "--people", folder / "people.csv").stdout

    def test_saved_and_added_to(self, folder: Path) -> None:
        """An index is saved, taken up again with its people, and the same article twice changes nothing."""
        saved = folder / "i.jsonl"
        first = run(folder / "a.txt", "-o", saved, "--people", folder / "people.csv")
        both = run(folder / "b.txt", "--index", saved, "-o", saved)
        again = run(folder / "b.txt", "--index", saved)
        assert [0, 0, 0] == [result.exit_code for result in (first, both, again)]
        assert "Ana Maria Brill  harbour master       2         2\n" in both.stdout
        assert both.stdout == again.stdout
        assert "Q1" == SpeakerIndex.load(saved).people[0].id

    def test_json_lines(self, folder: Path) -> None:
        """Articles come out of JSON lines as they do for `extract`."""
        (folder / "c.jsonl").write_text(json.dumps({"body": "“No,” said Ana Brill.", "url": "u"}), encoding="utf-8")
        run(folder / "c.jsonl", "--field", "body", "--id-field", "url", "-o", folder / "i.jsonl")
        assert ("u",) == SpeakerIndex.load(folder / "i.jsonl").documents

    def test_hostile_names(self, folder: Path) -> None:
        """A name can neither steer the terminal nor break the columns."""
        index = SpeakerIndex()
        index.add([quote(speaker("Ana \x1b[31m" + "x" * 99))], document="a")
        index.save(folder / "i.jsonl")
        (folder / "empty.txt").write_text("Nobody spoke.", encoding="utf-8")
        shown = run(folder / "empty.txt", "--index", folder / "i.jsonl").stdout
        assert shown.splitlines()[1].startswith("Ana �[31mxxx")
        assert [64, 64] == [len(line) for line in shown.splitlines()]

    @pytest.mark.parametrize(
        ("arguments", "status", "message"),
        [
            (["a.txt", "missing.txt"], 1, "missing.txt: no such file or folder"),
            (["a.txt", "--people", "none.csv"], 1, "none.csv: No such file or directory"),
            (["a.txt", "--index", "a.txt"], 1, "a.txt:1: not a line of an index of speakers"),
            (["a.txt", "-o", "none/i.jsonl"], 1, "none/i.jsonl: no such folder"),
            (["a.txt", "-o", "a.txt"], 2, "a.txt is also an input: choose another name"),
            (["a.txt", "--id-field", "url"], 2, "--id-field needs --field"),
        ],
    )
    def test_errors(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, message: str
    ) -> None:
        """What cannot be read or written is one line; nothing is overwritten."""
        monkeypatch.chdir(folder)
        before = (folder / "a.txt").read_bytes()
        result = run(*arguments)
        assert status == result.exit_code
        assert message in result.stderr.splitlines()[-1]
        assert before == (folder / "a.txt").read_bytes()


def test_example() -> None:
    """The example finds one speaker in two articles, with the id of the known person and what she denied."""
    command = [sys.executable, str(ROOT / "examples" / "follow_a_speaker.py")]
    shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert shown.startswith("Odile Harrant (tars-0012): Transport Minister\n\n  wire-ferry.txt\n    [indirect] ")
    assert "\n  wire-inquiry.txt\n    [direct] I signed papers that I should have read aloud,\n" in shown
    assert "\n    [indirect, denied] her staff had hidden anything from parliament\n" in shown


def test_articles_of_the_data_folder(data: Path, extractor: QuoteExtractor) -> None:
    """Everyone whom several of the articles of the data folder quote is one person."""
    index = SpeakerIndex()
    for file in sorted((data / "seeds" / "texts").glob("*.txt")):
        index.add(extractor.extract(file.read_text(encoding="utf-8")), document=file.name)
    for surname in ("Psaki", "Biden", "Putin", "Blinken", "Zelensky"):
        assert 1 == len(index.find(surname)), surname
    assert 3 == len(index.find("Jen Psaki")[0].documents)


def test_every_error_is_ours() -> None:
    """Errors of the index can be caught as the library's own."""
    with pytest.raises(QuoteattrError):
        KnownPerson("Ana", "Q1", aliases="Brill")
