"""Who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.decoding import Attribution
from quoteattr.mentions.finding import find_names
from quoteattr.records import QuoteKind, Speaker
from quoteattr.reports import Entity
from quoteattr.speakers import Governments
from quoteattr.speakers.ranking import FORMS, Ranking, read_weights
from quoteattr.speakers.resolving import Resolver, resolve_speakers

Said = tuple[str, str | None, str | None]


def attribution(text: str, said: Said) -> Attribution:
    """Build an attribution from its content, cue and source; cue and source stand nearest to the content."""
    content, cue, source = said
    start = text.index(content)

    def place(part: str | None) -> tuple[int, int] | None:
        if part is None:
            return None
        spots = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]
        at = min(spots, key=lambda spot: min(abs(spot - start), abs(spot - start - len(content))))
        return at, at + len(part)

    direct = content[0] in "“\"'"
    return Attribution(
        kind=QuoteKind.DIRECT if direct else QuoteKind.INDIRECT,
        content=((start, start + len(content)),),
        quoted=((start + 1, start + len(content) - 1),) if direct else (),
        cue=place(cue),
        source=place(source),
    )


def resolve(text: str, *said: Said, entities: Sequence[Entity] = ()) -> list[tuple[Speaker, ...]]:
    """Resolve attributions given by their words."""
    return resolve_speakers(text, [attribution(text, s) for s in said], entities)


@pytest.mark.parametrize(
    ("text", "said", "name", "kind"),
    [
        (
            "Senator Maria Gomez arrived late. “I missed my train,” she said.",
            ("“I missed my train,”", "said", "she"),
            "Maria Gomez",
            "person",
        ),
        (
            "Rower Jo Falk won again on Sunday. “I felt strong today,” the 26-year-old said.",
            ("“I felt strong today,”", "said", "the 26-year-old"),
            "Jo Falk",
            "person",
        ),
        (
            "Lee met Anna Kraft on Monday. “We agreed on everything,” Lee’s spokeswoman said.",
            ("“We agreed on everything,”", "said", "Lee’s spokeswoman"),
            "Lee’s spokeswoman",
            "anonymous",
        ),
        (
            "President Volodymyr Zelenko spoke first. “We need help now,” Zelenkoh added.",
            ("“We need help now,”", "added", "Zelenkoh"),
            "Volodymyr Zelenko",
            "person",
        ),
        (
            "Sheikh Faisal bin Nasser al-Thani opened the forum. “Gas will flow,” al-Thani said.",
            ("“Gas will flow,”", "said", "al-Thani"),
            "Faisal bin Nasser al-Thani",
            "person",
        ),
        (
            "Mayor Ruiz spoke to Omar Haddad, who said residents felt ignored.",
            ("residents felt ignored", "said", "who"),
            "Omar Haddad",
            "person",
        ),
        ("Moscow said it would respond in kind.", ("it would respond in kind", "said", "Moscow"), "Moscow", "place"),
        (
            "The letter reads: “You have ten days to leave.”",
            ("“You have ten days to leave.”", "reads", "The letter"),
            "letter",
            "document",
        ),
        (
            "“It is a done deal,” said a senior official, who asked not to be named.",
            ("“It is a done deal,”", "said", "a senior official"),
            "senior official",
            "anonymous",
        ),
        (
            "Antonio “Tony” Greco said he was pleased.",
            ("he was pleased", "said", "Antonio “Tony” Greco"),
            "Antonio Greco",
            "person",
        ),
        (
            "The minister, Odile Renn, arrived. Ana Bo was there. “Enough,” the minister said.",
            ("“Enough,”", "said", "the minister"),
            "Odile Renn",
            "person",
        ),
        (
            "The Ministry of Works closed the bridge. It is unsafe, the ministry said.",
            ("It is unsafe", "said", "the ministry"),
            "Ministry of Works",
            "organization",
        ),
        (
            "The bridge is unsafe, according to a statement by Acme Holdings Ltd.",
            ("The bridge is unsafe", "according to", "a statement by Acme Holdings Ltd"),
            "Acme Holdings Ltd",
            "organization",
        ),
        (
            "The bridge, engineers say, could reopen in May.",
            ("could reopen in May", "say", "engineers"),
            "engineers",
            "group",
        ),
    ],
)
def test_one_speaker(text: str, said: Said, name: str, kind: str) -> None:
    """One source leads to one speaker under the fullest name that the text gives."""
    ((speaker,),) = resolve(text, said)
    assert (name, kind) == (speaker.name, speaker.kind)


def test_two_speakers() -> None:
    """A joint source names two."""
    text = "Ana Costa and Leo Meyer met. Costa and Meyer said the plan was dead."
    ((one, two),) = resolve(text, ("the plan was dead", "said", "Costa and Meyer"))
    assert ["Ana Costa", "Leo Meyer"] == [one.name, two.name]


def test_the_same_entity_keeps_id_name_and_role() -> None:
    """Whoever speaks twice is one entity; ids count up from 0 in order of first appearance."""
    text = "“Yes,” said fire chief Omar Haddad. “No,” said Ana Bo. “Perhaps,” Haddad added."
    (first,), (second,), (third,) = resolve(
        text,
        ("“Yes,”", "said", "fire chief Omar Haddad"),
        ("“No,”", "said", "Ana Bo"),
        ("“Perhaps,”", "added", "Haddad"),
    )  # fmt: skip
    assert [0, 1, 0] == [first.id, second.id, third.id]
    assert ("Omar Haddad", "fire chief", ("Haddad",)) == (third.name, third.role, third.aliases)


def test_the_chain_begins_with_the_source() -> None:
    """Mentions lead from the source over the last mention to the fullest name."""
    text = "Maria Gomez came. Gomez sat down. “I missed my train,” she said."
    ((speaker,),) = resolve(text, ("“I missed my train,”", "said", "she"))
    assert ["she", "Gomez", "Maria Gomez"] == [m.text for m in speaker.mentions]


@pytest.mark.parametrize(
    ("text", "said", "names"),
    [
        ("Mr Okoro and Ms Lind met. They said it was late.", ("it was late", "said", "They"), ["Okoro", "Lind"]),
        (
            "There were 95 generals, most of whom said they would vote.",
            ("they would vote", "said", "most of whom"),
            ["95 generals"],
        ),
        ("Ana Bo, to whom it was shown, denied it.", ("it was shown", "shown", "whom"), ["Ana Bo"]),
        (
            "Ben Marsh, 67, met Ida Moe. Moe, 41, was late. The 67-year-old said it was cold.",
            ("it was cold", "said", "The 67-year-old"),
            ["Ben Marsh"],
        ),
        (
            "Ben Marsh met Ida Moe. Moe, 41, was late. The 67-year-old said it was cold.",
            ("it was cold", "said", "The 67-year-old"),
            ["Ben Marsh"],
        ),
        (
            "Anna Berg spoke for her party at noon. Odo Lind was there. He said it was over.",
            ("it was over", "said", "He"),
            ["Odo Lind"],
        ),
        ("Acme Works grew. Acme said it would hire.", ("it would hire", "said", "Acme"), ["Acme Works"]),
        ("The Moscow Post lied. Moscow said it was ready.", ("it was ready", "said", "Moscow"), ["Moscow"]),
        ("The Obama Works grew. Obama said it was late.", ("it was late", "said", "Obama"), ["Barack Obama"]),
        (
            "OT Vale and the Osprey Times merged. OT said it was late.",
            ("it was late", "said", "OT"),
            ["Osprey Times"],
        ),
        ("Desmond Brill came. Des said it was late.", ("it was late", "said", "Des"), ["Desmond Brill"]),
        (
            "Desmond Brill met Desdemona Moe. Des said it was late.",
            ("it was late", "said", "Des"),
            ["Des"],
        ),
        (
            "Zaria, the chipmaker, grew on Monday. The company said it would hire.",
            ("it would hire", "said", "The company"),
            ["Zaria"],
        ),
        (
            "Ida Moe came. Tearful Ida said it was late.",
            ("it was late", "said", "Tearful Ida"),
            ["Ida Moe"],
        ),
        (
            "There were 95 retired soldiers and sailors, most of whom said no.",
            ("no", "said", "most of whom"),
            ["95 retired soldiers and sailors"],
        ),
        (
            "“It is settled,” said the Amsel Post on Monday. The Lund Bank fell. The newspaper says it was late.",
            ("it was late", "says", "The newspaper"),
            ["Amsel Post"],
        ),
        (
            "The paper, in the journal Hearing Review, found that bats sing.",
            ("bats sing", "found", "The paper, in the journal Hearing Review"),
            ["paper"],
        ),
        (
            "The 34-year-old, who cannot be named, said it was late. Prosecutor Ida Moe left.",
            ("it was late", "said", "The 34-year-old, who cannot be named,"),
            ["34-year-old"],
        ),
        (
            "Prime Minister Odo Lind came. The PM said it was late.",
            ("it was late", "said", "The PM"),
            ["Odo Lind"],
        ),
        (
            "Senator Ida Moe (R-Ohio) came. The Ohio Republican said it was late.",
            ("it was late", "said", "The Ohio Republican"),
            ["Ida Moe"],
        ),
        (
            "Lind met Moe, Odo Lind spoke, Ida Moe spoke. Anna Berg was there. Both candidates said it was late.",
            ("it was late", "said", "Both candidates"),
            ["Odo Lind", "Ida Moe"],
        ),
        ("Acme Ltd grew, I hope.", ("grew", "hope", "I"), ["I"]),
        (
            "Erik Moe died. Erika Moe said it was late.",
            ("it was late", "said", "Erika Moe"),
            ["Erika Moe"],
        ),
        (
            "The survey that was sent on Friday found nothing.",
            ("nothing", "found", "The survey that was sent on Friday"),
            ["survey"],
        ),
    ],
)
def test_who_is_meant(text: str, said: Said, names: list[str]) -> None:
    """What the text says of people and bodies leads from a short phrase to them."""
    entities = [Entity(m.start(), m.end(), "person") for m in re.finditer("Ida Moe|Anna Berg|Odo Lind", text)]
    (speakers,) = resolve(text, said, entities=entities)
    assert names == [speaker.name for speaker in speakers]


def test_a_titled_surname_finds_its_namesake() -> None:
    """Ms Shaw is not Bill Shaw when the text calls him Mr Shaw."""
    text = "Ms Anna Shaw and Mr Bill Shaw met. “Late,” Ms Shaw said. “Never,” Mr Shaw replied."
    (she,), (he,) = resolve(text, ("“Late,”", "said", "Ms Shaw"), ("“Never,”", "replied", "Mr Shaw"))
    assert ["Anna Shaw", "Bill Shaw"] == [she.name, he.name]


def test_gendered_pronouns_agree() -> None:
    """A pronoun passes over whoever is known to be of the other gender."""
    text = "Mrs Odile Renn thanked Mr Karl Orsk. “We did it,” he said. “Not yet,” she replied."
    (he,), (she,) = resolve(text, ("“We did it,”", "said", "he"), ("“Not yet,”", "replied", "she"))
    assert ["Karl Orsk", "Odile Renn"] == [he.name, she.name]


def test_first_person_inside_a_quotation() -> None:
    """The first person in reported words is whoever utters them."""
    text = "“I told them I would leave,” Ana Bo said."
    outer, inner = resolve(text, ("“I told them I would leave,”", "said", "Ana Bo"), ("I would leave", "told", "I"))
    assert outer[0].id == inner[0].id


def test_a_quotation_without_source_goes_on() -> None:
    """What follows without a cue belongs to the speaker before, even in the next paragraph."""
    text = "Farmers are angry, Peter Novak said.\n\n“Nobody asked us anything about the dam.”"
    first, second = resolve(
        text, ("Farmers are angry", "said", "Peter Novak"), ("“Nobody asked us anything about the dam.”", None, None)
    )
    assert first[0].name == second[0].name == "Peter Novak"
    assert ["Peter Novak"] == [m.text for m in second[0].mentions]


def test_a_participle_goes_on() -> None:
    """A participle without a source of its own shares that of its sentence."""
    text = "Weber called the deal fair, adding that more work lay ahead."
    _, second = resolve(text, ("fair", "called", "Weber"), ("more work lay ahead", "adding", None))
    assert ["Weber"] == [s.name for s in second]


def test_the_sentence_before_leads_to_a_quotation() -> None:
    """A quotation without a cue belongs to whoever acts in the sentence before it."""
    text = "“Late again,” Ana Bo said. Omar Haddad checked his watch. “By an hour.”"
    _, second = resolve(text, ("“Late again,”", "said", "Ana Bo"), ("“By an hour.”", None, None))
    assert ["Omar Haddad"] == [s.name for s in second]


def test_a_headline_is_spoken_by_whoever_says_it_below() -> None:
    """A headline's quotation without a speaker is matched with the words in the text."""
    text = "“Boats sink harbours too”: mayor digs in\n\n“Boats sink harbours too, believe me,” Ana Bo said."
    head, _ = resolve(
        text, ("“Boats sink harbours too”", None, None), ("“Boats sink harbours too, believe me,”", "said", "Ana Bo")
    )
    assert ["Ana Bo"] == [s.name for s in head]


def test_nobody_and_unknown() -> None:
    """Nobody named or implied gives no speaker; a pronoun without antecedent gives an unknown one."""
    text = "“Stop,” was heard. “Go,” she said."
    nobody, unknown = resolve(text, ("“Stop,”", "was heard", None), ("“Go,”", "said", "she"))
    assert () == nobody
    assert ["unknown"] == [s.kind for s in unknown]


def test_entities_decide_the_kind() -> None:
    """What the model calls an organisation is one."""
    text = "Vexley said it would appeal."
    ((speaker,),) = resolve(text, ("it would appeal", "said", "Vexley"), entities=[Entity(0, 6, "organization")])
    assert speaker.kind == "organization"


def test_a_surname_that_is_a_place_too() -> None:
    """Where somebody of that surname is named in full, it is theirs, but for what happens "in" the place."""
    text = "Jim Jordan came home. It was late, Jordan said. Nobody in Jordan heard it, and they slept, Jordan added."
    late = ("It was late", "said", "Jordan")
    ((speaker,),) = resolve(text, late, entities=[Entity(0, 10, "person")])
    assert (("Jim Jordan", "person"), ("Jordan",)) == ((speaker.name, speaker.kind), speaker.aliases)
    assert ["place"] == [s.kind for s in resolve(text, late)[0]]
    places = [m.kind for m in find_names(text, [Entity(0, 10, "person")])]
    assert ["person", "person", "place", "person"] == places


def test_you_are_nobody_yet() -> None:
    """Who is spoken to is no body called You."""
    ((speaker,),) = resolve("You said it would rain.", ("it would rain", "said", "You"))
    assert ("You", "unknown") == (speaker.name, speaker.kind)


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        (
            "Mr. Obama spoke in Vexley. “We will build it,” he said.",
            ("“We will build it,”", "said", "he"),
            "Barack Obama",
        ),
        (
            "Michelle Obama was there. “I am proud,” President Obama said.",
            ("“I am proud,”", "said", "President Obama"),
            "Barack Obama",
        ),
        (
            "Lena Obama runs the mill. “It turns again,” Ms. Obama said.",
            ("“It turns again,”", "said", "Ms. Obama"),
            "Lena Obama",
        ),
        ("Mr. Johnson, a farmer, said the hay was wet.", ("the hay was wet", "said", "Mr. Johnson"), "Johnson"),
        (
            "Joe Biden met Vladimir Putin. The talks were short, the Russian leader said.",
            ("The talks were short", "said", "the Russian leader"),
            "Vladimir Putin",
        ),
        (
            "Joe Biden met Vladimir Putin. The talks were short, the head of the White House said.",
            ("The talks were short", "said", "the head of the White House"),
            "Joe Biden",
        ),
    ],
)
def test_public_figures(text: str, said: Said, name: str) -> None:
    """Whom everybody knows by surname or office is found by it, unless the text tells of another bearer."""
    ((speaker,),) = resolve(text, said)
    assert name == speaker.name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        (
            "District Chief Executive Kofi Brill came. The road was safe, the DCE said.",
            ("The road was safe", "said", "the DCE"),
            "Kofi Brill",
        ),
        ("Ada-Lou Brill, 29, ordered chips. Ada-Lou said no.", ("no", "said", "Ada-Lou"), "Ada-Lou Brill"),
        ("ASP Kofi Brill came. ASP Brill said no.", ("no", "said", "ASP Brill"), "Kofi Brill"),
        ("A plumber came at nine. He said the boiler was old.", ("the boiler was old", "said", "He"), "plumber"),
        ("Ana Bo left early. Her deputy said she was ill.", ("she was ill", "said", "Her deputy"), "Ana Bo's deputy"),
        ("Groups like the Bird Union said no.", ("no", "said", "Groups like the Bird Union"), "Groups"),
        (
            "The Upper Vale Gazette was sued. The Gazette said it stood by the story.",
            ("it stood by the story", "said", "The Gazette"),
            "Upper Vale Gazette",
        ),
        (
            "“Rents must fall,” said Citizens for Fair Rents.",
            ("“Rents must fall,”", "said", "Citizens for Fair Rents"),
            "Citizens for Fair Rents",
        ),
        (
            "The Miners' Alliance said it would strike.",
            ("it would strike", "said", "The Miners' Alliance"),
            "Miners' Alliance",
        ),
        ("TomÃ¡s Brill said he would stay.", ("he would stay", "said", "TomÃ¡s Brill"), "TomÃ¡s Brill"),
        ("The WHO said the outbreak was over.", ("the outbreak was over", "said", "The WHO"), "WHO"),
        ("Acme Holdings Ltd grew. Acme said it would hire.", ("it would hire", "said", "Acme"), "Acme Holdings Ltd"),
        (
            "The Justice Department said it would wait.",
            ("it would wait", "said", "The Justice Department"),
            "Justice Department",
        ),
        ("Ana Bo KC said the case was weak.", ("the case was weak", "said", "Ana Bo KC"), "Ana Bo"),
        ("KAI VRBANO WAS A SWIMMER.\n\nVrbano said it was over.", ("it was over", "said", "Vrbano"), "KAI VRBANO"),
        ("The club to which he belongs said no.", ("no", "said", "The club to which he belongs"), "club"),
        ("At least one voter said no.", ("no", "said", "At least one voter"), "At least one voter"),
        ("Another regular, Ana Bo, said no.", ("no", "said", "Another regular, Ana Bo"), "Ana Bo"),
        ("Ana Bo left. She herself said no.", ("no", "said", "She herself"), "Ana Bo"),
        ("A cook spoke. “My sister said no,” said the cook.", ("no", "said", "My sister"), "My sister"),
    ],
)
def test_what_somebody_is_called(text: str, said: Said, name: str) -> None:
    """Bodies keep the small words in their names, unnamed people get their owner's name, damaged names stay whole."""
    ((speaker,),) = resolve(text, said, entities=[Entity(m.start(), m.end(), "organization") for m in re.finditer(
        "Citizens for Fair Rents", text)])  # fmt: skip
    assert name == speaker.name


def test_labels_of_a_transcript() -> None:
    """Questions are the interviewer's, answers and initials those of the person interviewed."""
    text = "Five minutes with Ana Bo\n\nAna Bo keeps bees.\n\nQ: Why?\n\nA: For the noise.\n\nAB: And honey."
    found = resolve(text, ("Why?", None, "Q"), ("For the noise.", None, "A"), ("And honey.", None, "AB"))
    assert [["interviewer"], ["Ana Bo"], ["Ana Bo"]] == [[s.name for s in speakers] for speakers in found]


def test_a_label_is_not_whom_its_turn_addresses() -> None:
    """The host who greets a guest by name is the host, and the same one in the next turn."""
    text = (
        "The bees at night\n\nA talk with Dr Ida Brill about bees.\n\nHOST: Dr Brill, how are the bees?\n\n"
        "BRILL: Loud.\n\nTHE CHAIR: Thank you, Dr Brill.\n\nHOST: Good night."
    )
    said = ("Dr Brill, how are the bees?", "HOST"), ("Loud.", "BRILL"), ("Thank you, Dr Brill.", "THE CHAIR")
    found = resolve(text, *((content, None, label) for content, label in said), ("Good night.", None, "HOST"))
    assert [["host"], ["Ida Brill"], ["chair"], ["host"]] == [[s.name for s in speakers] for speakers in found]
    assert found[0][0].id == found[3][0].id


def test_who_answers_may_have_no_name() -> None:
    """The letters of questions and answers are nobody's name."""
    found = resolve("Q: Why?\n\nA: For the noise.", ("Why?", None, "Q"), ("For the noise.", None, "A"))
    assert [["interviewer"], ["interviewee"]] == [[s.name for s in speakers] for speakers in found]


def test_a_name_of_a_headline_ends_where_it_does_below() -> None:
    """Words that are capitalised in a headline only are no part of a name."""
    text = "Harbour Chief Corners Brill Over Lost Crane And Missing Money\n\nOdo Brill said he had no idea."
    ((speaker,),) = resolve(text, ("he had no idea", "said", "Odo Brill"))
    assert ("Odo Brill", ()) == (speaker.name, tuple(a for a in speaker.aliases if "Corners" in a))


def test_clusters_of_a_doc_are_used() -> None:
    """Where the Doc says whom a pronoun means, it means that person."""
    text = "Ana Bo met Ida Moe. She said it was cold."
    spot = text.index("She")
    for start, name in ((0, "Ana Bo"), (11, "Ida Moe")):
        cluster = ((start, start + len(name)), (spot, spot + 3))
        ((speaker,),) = resolve_speakers(text, [attribution(text, ("it was cold", "said", "She"))], [], [cluster])
        assert name == speaker.name


def test_governments() -> None:
    """A seat of power is named as the institution that speaks from it, where that is wanted; persons never are."""
    text = "The Kremlin said it was ready. Paris Brill said she was not."
    said = [attribution(text, ("it was ready", "said", "The Kremlin"))]
    said += [attribution(text, ("she was not", "said", "Paris Brill"))]
    kremlin, person = Governments()(text, said, [])
    assert [("Government of Russia", "organization", ("Kremlin",))] == [(s.name, s.kind, s.aliases) for s in kremlin]
    assert ["Paris Brill"] == [s.name for s in person]
    ((own,), _) = Governments({"Kremlin": "Palace of Vex"})(text, said, [])
    assert "Palace of Vex" == own.name


def test_the_ranking_prefers_what_weighs_more() -> None:
    """Chances add up to one, unknown traits weigh nothing, and nobody is chosen from nobody."""
    rank = Ranking({"he": {"near": 2.0, "far": -1.0}})
    order = rank("he", {"a": {"far": 1.0}, "b": {"near": 1.0, "odd": 9.0}})
    assert ["b", "a"] == [who for who, _ in order]
    assert 1 == pytest.approx(sum(chance for _, chance in order))
    assert [] == rank("he", {})


def test_every_form_has_weights() -> None:
    """The weights that ship cover whatever is ranked."""
    assert set(FORMS) == set(read_weights().weights)
    assert all(read_weights().weights.values())


def test_is_a_resolver() -> None:
    """The function has the signature of the seam."""
    resolver: Resolver = resolve_speakers
    assert [] == resolver("", [], [])


SPANS = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(lambda pair: (min(pair), max(pair)))
WORDS = st.lists(
    st.sampled_from("Ana Bo said she “ ” the minister , . who Mr 's and ( it".split()) | st.just("\n"), max_size=40
).map(" ".join)
ATTRIBUTIONS = st.builds(
    Attribution,
    kind=st.sampled_from(list(QuoteKind)),
    content=st.lists(SPANS, max_size=2).map(tuple),
    quoted=st.lists(SPANS, max_size=2).map(tuple),
    cue=st.none() | SPANS,
    source=st.none() | SPANS,
)
ENTITIES = st.builds(Entity, st.integers(0, 90), st.integers(0, 90), st.sampled_from(["person", "place", "other"]))


@settings(deadline=None)
@given(WORDS | st.text(max_size=90), st.lists(ATTRIBUTIONS, max_size=5), st.lists(ENTITIES, max_size=4))
def test_never_raises(text: str, attributions: list[Attribution], entities: list[Entity]) -> None:
    """Any text, spans and entities give one tuple each, and every mention stands where it says."""
    found = resolve_speakers(text, attributions, entities)
    assert len(attributions) == len(found)
    assert all(text[m.start : m.end] == m.text for row in found for s in row for m in s.mentions)
