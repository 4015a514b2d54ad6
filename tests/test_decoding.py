"""From reports to attributions: the rules that always hold."""

from __future__ import annotations

from typing import Any

import pytest
from test_windows import encoded

from quoteattr.confidence import Calibration
from quoteattr.decoding import Attribution, Thresholds, decode
from quoteattr.marks import find_quotations
from quoteattr.records import Mode, Polarity, QuoteKind
from quoteattr.reports import Report

Words = tuple[str, ...] | str


def attributions(text: str, *reports: tuple[Words, str | None, str | None], trim: bool = True) -> list[Attribution]:
    """Decode reports given as the words of content, cue and source."""
    encoding = encoded(text)

    def words(part: str) -> tuple[int, int]:
        start = text.index(part)
        inside = [i for i in range(len(encoding)) if start <= encoding.starts[i] < start + len(part)]
        return inside[0], inside[-1] + 1

    built = []
    for content, cue, source in reports:
        parts = (content,) if isinstance(content, str) else content
        spans = tuple(words(part) for part in parts)
        built.append(
            Report(
                anchor=words(cue)[0] if cue else spans[0][0],
                by_cue=cue is not None,
                chance=0.9,
                content=spans,
                cue=words(cue) if cue else None,
                source=words(source) if source else None,
                mode=Mode.SPEECH,
                polarity=Polarity.ASSERTED,
            )
        )
    return decode(text, encoding, find_quotations(text), built, Thresholds(), trim=trim)


def contents(text: str, found: list[Attribution]) -> list[list[str]]:
    """Cut the contents out of the text."""
    return [[text[a:b] for a, b in one.content] for one in found]


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected", "kind"),
    [
        ("“It rained all night,” Moe said.", "rained all night", "said", "“It rained all night,”", QuoteKind.DIRECT),
        ("Moe said that it rained a lot.", "that it rained a lot.", "said", "it rained a lot", QuoteKind.INDIRECT),
        ("Moe ruled out that plan.", "that plan.", "ruled out", "that plan", QuoteKind.INDIRECT),
        ("Moe said it was “a flood at last”.", "it was “a", "said", "it was", QuoteKind.INDIRECT),
        ("Moe said it was “a big flood”.", "it was “a big", "said", "it was “a big flood”", QuoteKind.MIXED),
        ("Moe called it “a flood”.", "“a flood”.", "called", "“a flood”", QuoteKind.DIRECT),
        ("MOE: I will not go.", "I will not go.", ":", "I will not go", QuoteKind.DIRECT),
        ("Moe: The hull held.", "The hull held.", ":", "The hull held", QuoteKind.DIRECT),
        ("MOE: We call it “a flood”.", "We call it “a flood”.", ":", "We call it “a flood”", QuoteKind.DIRECT),
        ("Moe wrote: we saw “a flood”.", "we saw “a flood”.", "wrote", "we saw “a flood”", QuoteKind.MIXED),
        ("Moe: flood talks go on", "flood talks go on", ":", "flood talks go on", QuoteKind.INDIRECT),
    ],
)
def test_edges_and_kinds(text: str, content: str, cue: str, expected: str, kind: QuoteKind) -> None:
    """A quotation is in the content as a whole or not at all; edges and kind follow the contract."""
    found = attributions(text, (content, cue, "Moe" if "Moe" in text else "MOE"))
    assert [[expected]] == contents(text, found)
    assert kind == found[0].kind


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“It rained.” ― Ida Moe.\n“It did not.” ― Jo Falk", "Ida Moe"),
        ("“It rained.” ― Ida Moe “It did not.”", "Ida Moe"),
        ("“It rained.” ―\nIda Moe left.", None),
        ("― “It rained.”", None),
    ],
)
def test_a_dash_is_nobody(text: str, source: str | None) -> None:
    """Where the dash of a signature is taken for the source, who signs is."""
    (found,) = attributions(text, ("“It rained.”", None, "―"))
    assert source == (found.source and text[slice(*found.source)])


def test_a_signature_is_no_cue() -> None:
    """Where the dash is taken for the source and the name after it for the cue, they change places."""
    text = "“It rained.” ― Ida Moe.\nNobody came."
    (found,) = attributions(text, ("“It rained.”", "Ida", "―"))
    assert ["―", "Ida Moe"] == [text[slice(*span)] for span in (found.cue, found.source) if span]


def test_content_untrimmed() -> None:
    """As PolNeAR draws it, content takes in the introducing "that", but no other."""
    text = "Moe said that it rained a lot. Moe ruled out that plan."
    found = attributions(text, ("it rained a lot", "said", "Moe"), ("that plan", "ruled out", "Moe"), trim=False)
    assert [["that it rained a lot"], ["that plan"]] == contents(text, found)


def test_report_inside_quotation() -> None:
    """A report whose cue stands inside a quotation stays inside it and points to the outer one."""
    text = "“The king said he would come,” Moe recalled."
    found = attributions(
        text, ("“The king said he would come,”", "recalled", "Moe"), ("he would come", "said", "The king")
    )
    assert [["“The king said he would come,”"], ["he would come"]] == contents(text, found)
    assert [None, 0] == [one.parent for one in found]


def test_paragraphs_of_one_quotation() -> None:
    """A quotation that goes on over paragraphs is one record of several parts."""
    text = "Moe said: “It rained.\n\n“Then it stopped.\n\n“Now it is dry.”"
    found = attributions(text, ("“It rained.", "said", "Moe"))
    assert [["“It rained.", "“Then it stopped.", "“Now it is dry.”"]] == contents(text, found)


def test_a_paragraph_that_goes_on_is_no_report_of_its_own_without_a_cue() -> None:
    """Whether the network takes the next paragraph for another report or not; with a cue of its own it is one."""
    text = "“It rained,” Moe said. “A lot.\n\n“Then it stopped,” he added."
    joined = [["“It rained,”", "“A lot.", "“Then it stopped,”"]]
    first = (("“It rained,”", "“A lot."), "said", "Moe")
    assert joined == contents(text, attributions(text, first))
    assert joined == contents(text, attributions(text, first, ("“Then it stopped,”", None, None)))
    apart = attributions(text, first, ("“Then it stopped,”", "added", None))
    assert [["“It rained,”", "“A lot."], ["“Then it stopped,”"]] == contents(text, apart)


def test_doubles() -> None:
    """Two reports of the same words are one; a quote without a cue gives way to one with a cue."""
    text = "“It rained,” Moe said."
    found = attributions(text, ("“It rained,”", None, None), ("“It rained,”", "said", "Moe"))
    assert 1 == len(found)
    assert found[0].cue is not None


def test_a_quotation_goes_to_the_nearest_cue() -> None:
    """Of two reports that claim one quotation, the farther keeps what else it has; claims to the same alone stay."""
    text = "“It broke,” said Ida Moe. “Nobody was hurt,” she told us."
    found = attributions(
        text, ("“It broke,”", "said", "Ida Moe"), (("“It broke,”", "“Nobody was hurt,”"), "told", "she")
    )
    assert [["“It broke,”"], ["“Nobody was hurt,”"]] == contents(text, found)
    text = "“It broke,” Moe said and wrote."
    found = attributions(text, ("“It broke,”", "said", "Moe"), ("“It broke,”", "wrote", "Moe"))
    assert all(["“It broke,”"] == content for content in contents(text, found))


def told(text: str, found: list[Attribution]) -> list[tuple[tuple[str, ...], str | None, str | None, int | None]]:
    """Cut content, cue and source out of the text, and give the number of the parent."""

    def cut(span: tuple[int, int] | None) -> str | None:
        return span and text[slice(*span)]

    return [(tuple(text[slice(*s)] for s in one.content), cut(one.cue), cut(one.source), one.parent) for one in found]


@pytest.mark.parametrize(
    ("text", "reports", "expected"),
    [
        pytest.param(
            "“It broke,” Moe said.\n\n“Nobody was hurt.”",
            [(("“It broke,”", "“Nobody was hurt.”"), "said", "Moe")],
            [(("“It broke,”",), "said", "Moe", None), (("“Nobody was hurt.”",), None, None, None)],
            id="the next paragraph is a quote of its own",
        ),
        pytest.param(
            "“It broke.”\n\n“Nobody was hurt,” Moe said.",
            [(("“It broke.”", "“Nobody was hurt,”"), "said", "Moe")],
            [(("“It broke.”",), None, None, None), (("“Nobody was hurt,”",), "said", "Moe", None)],
            id="the paragraph before too",
        ),
        pytest.param(
            "“It broke,” Moe said, before he left for the harbour and the\nboats: “Nobody was hurt.”",
            [(("“It broke,”", "“Nobody was hurt.”"), "said", "Moe")],
            [(("“It broke,”", "“Nobody was hurt.”"), "said", "Moe", None)],
            id="a wrapped line is no paragraph",
        ),
        pytest.param(
            "“One,” Bo said. “Two.\n\n“Three,” he added. “Four.\n\n“Five.”",
            [(("“One,”", "“Two."), "said", "Bo"), (("“Three,”", "“Four."), "added", "he")],
            [(("“One,”", "“Two."), "said", "Bo", None), (("“Three,”", "“Four.", "“Five.”"), "added", "he", None)],
            id="what goes on belongs to the last cue",
        ),
        pytest.param(
            "“Late,” said Bo. Ida told us: “It broke.”",
            [(("“Late,”", "“It broke.”"), "said", "Bo"), ("“It broke.”", "told", "Ida")],
            [(("“Late,”",), "said", "Bo", None), (("“It broke.”",), "told", "Ida", None)],
            id="a quotation goes to the nearest cue, be it the later",
        ),
        pytest.param(
            "“Ann said Bo told her Cy left,” Di wrote.",
            [
                ("Cy left", "told", "Bo"),
                ("“Ann said Bo told her Cy left,”", "wrote", "Di"),
                ("Bo told her Cy left", "said", "Ann"),
            ],
            [
                (("“Ann said Bo told her Cy left,”",), "wrote", "Di", None),
                (("Bo told her Cy left",), "said", "Ann", 0),
                (("Cy left",), "told", "Bo", 1),
            ],
            id="nested in the smallest",
        ),
        pytest.param(
            "Moe said it rained, and warned that it will.",
            [("it rained", "said", "Moe"), ("it will", "warned", "Moe")],
            [(("it rained",), "said", "Moe", None), (("it will",), "warned", "Moe", None)],
            id="beside each other is not nested",
        ),
        pytest.param(
            "Bo wrote “Ann said” it had rained all night.",
            [("“Ann said” it had rained all night", "said", "Ann")],
            [(("it had rained all night",), "said", "Ann", None)],
            id="a quotation that holds the cue but little content is left out",
        ),
        pytest.param(
            "Moe said, it rained, a lot.",
            [(", it rained,", "said", "Moe")],
            [(("it rained",), "said", "Moe", None)],
            id="commas at the edges",
        ),
        pytest.param(
            "“Late,” said Moe of Graz.",
            [("“Late,”", "said", "“Late,” said Moe")],
            [(("“Late,”",), "said", None, None)],
            id="a source in the content is none",
        ),
        pytest.param(
            "Moe said it rained said Bo.",
            [("it rained said Bo", "rained", "Moe")],
            [(("it rained said Bo",), None, "Moe", None)],
            id="a cue in the content is none",
        ),
        pytest.param(
            "It broke at last,” Moe said.",
            [("broke at last,", "said", "Moe")],
            [(("broke at last,”",), "said", "Moe", None)],
            id="up to the one mark of an open quotation",
        ),
    ],
)
def test_reports_become_attributions(
    text: str,
    reports: list[tuple[Words, str | None, str | None]],
    expected: list[tuple[tuple[str, ...], str | None, str | None, int | None]],
) -> None:
    """Which words, whose, and within which other report."""
    assert expected == told(text, attributions(text, *reports))


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("Moe: flood talks go on; I doubt it", "flood talks go on", QuoteKind.INDIRECT),
        ("I heard Moe: flood talks go on", "flood talks go on", QuoteKind.INDIRECT),
        ("Moe: flood talks go on, I hear", "flood talks go on, I hear", QuoteKind.DIRECT),
        ("Moe: “It broke” — “all of it”", "“It broke” — “all of it”", QuoteKind.DIRECT),
        ("Moe: “It broke” and “all of it”", "“It broke” and “all of it”", QuoteKind.MIXED),
    ],
)
def test_own_words(text: str, content: str, kind: QuoteKind) -> None:
    """After a colon, words are the speaker's own if one of them says so; marks with a dash between stay direct."""
    (found,) = attributions(text, (content, ":" if "“" not in text else None, "Moe"))
    assert kind == found.kind


def test_what_the_tagger_says_stays() -> None:
    """Mode, polarity and confidence are those of the report, the latter by kind."""
    text = "Moe never wrote that it rained."
    report = Report(
        anchor=2,
        by_cue=True,
        chance=0.7,
        content=((3, 6),),
        cue=(2, 3),
        source=(0, 1),
        mode=Mode.WRITING,
        polarity=Polarity.DENIED,
    )
    (found,) = decode(text, encoded(text), [], [report], Thresholds())
    assert (Mode.WRITING, Polarity.DENIED) == (found.mode, found.polarity)
    assert 0.7 == pytest.approx(found.confidence)
    calibrated = decode(text, encoded(text), [], [report], Thresholds(), calibration=Calibration(indirect=(0.5, 1.0)))
    assert found.confidence < calibrated[0].confidence < 1


def test_the_likelier_of_doubles() -> None:
    """Of two reports of the same words by cues, the likelier stays."""
    text = "Moe said and wrote it rained."
    fields: dict[str, Any] = {"by_cue": True, "content": ((4, 6),), "source": (0, 1), "mode": Mode.SPEECH}
    said, wrote = (
        Report(anchor=at, cue=(at, at + 1), chance=chance, polarity=Polarity.ASSERTED, **fields)
        for at, chance in ((1, 0.6), (3, 0.8))
    )
    for reports in ([said, wrote], [wrote, said]):
        (found,) = decode(text, encoded(text), [], reports, Thresholds())
        assert found.cue
        assert "wrote" == text[slice(*found.cue)]


def test_marks_alone_are_no_content() -> None:
    """What holds no letter and no figure was not said."""
    assert [] == attributions("“…” Moe said.", ("“…”", "said", "Moe"))


def test_open_quotation_is_not_stretched() -> None:
    """Where a closing mark is missing, its guessed place does not move the content's end."""
    text = "“It will be light by evening, promised Moe from the office in town."
    found = attributions(text, ("It will be light by evening", "promised", "Moe"))
    assert [["“It will be light by evening"]] == contents(text, found)
    assert QuoteKind.DIRECT == found[0].kind
    assert ["It will be light by evening"] == [text[a:b] for a, b in found[0].quoted]
    assert "closed_at_paragraph" in found[0].repairs


def test_unlikely_reports_are_left_out() -> None:
    """A report counts from the likelihood on that is set for its kind."""
    encoding = encoded("Moe said it rained.")
    report = Report(
        anchor=1,
        by_cue=True,
        chance=0.4,
        content=((2, 4),),
        cue=(1, 2),
        source=(0, 1),
        mode=Mode.SPEECH,
        polarity=Polarity.ASSERTED,
    )
    assert [] == decode("Moe said it rained.", encoding, [], [report], Thresholds(indirect=0.5, direct=0.3))
    assert 1 == len(decode("Moe said it rained.", encoding, [], [report], Thresholds(indirect=0.4, direct=0.3)))
