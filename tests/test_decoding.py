"""From reports to attributions: the rules that always hold."""

from __future__ import annotations

import pytest
from test_windows import encoded

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
