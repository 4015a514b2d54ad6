"""The comparison with textacy: what is counted, and that it is run as its users run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr import Quote, TextSpan
from quoteattr.evaluation import GoldDocument, GoldQuote
from quoteattr.evaluation.peers import Tally, quoteattr_finder, tally, textacy_finders

TEXT = '"The dam will hold," Ines Okoro said.\n\n"It will," said Tom Pell. He denied that it leaks.'
ODD = TEXT + '\n\nA mark of inches, 6", stands alone.'


def span(phrase: str) -> tuple[int, int]:
    """Place a phrase in the text."""
    start = TEXT.index(phrase)
    return start, start + len(phrase)


DOCUMENT = GoldDocument(
    name="dam",
    corpus="invented",
    text=TEXT,
    quotes=(
        GoldQuote(id="0", content=(span('"The dam will hold,"'),), source=span("Ines Okoro"), cue=span("said")),
        GoldQuote(id="1", content=(span('"It will,"'),), source=span("Tom Pell")),
        GoldQuote(id="2", content=(span("it leaks"),), source=span("He"), cue=span("denied")),
    ),
)


def find_one(text: str) -> list[Quote]:
    """Find the first quote, by the wrong source."""
    content, source = (TextSpan.of(text, *span(phrase)) for phrase in ('"The dam will hold,"', "Tom Pell"))
    return [Quote(kind="direct", content=[content], source=source)]


def counts(found: Tally) -> tuple[int, ...]:
    """Give all that is counted but time."""
    return found.there, found.found, found.told, found.sourced, found.given_up


def test_tally() -> None:
    """Direct quotes count alone; a text that a tool gives up has none found."""
    assert (2, 2, 2, 2, 0) == counts(tally(quoteattr_finder(), [DOCUMENT]))
    assert (4, 2, 4, 0, 0) == counts(tally(find_one, [DOCUMENT] * 2))
    assert (2, 0, 2, 0, 1) == counts(tally(lambda _: None, [DOCUMENT]))


def test_cells() -> None:
    """Shares are in per cent, the pace is a multiple of the other's."""
    assert ["50.0", "25.0", "1", "3.00"] == Tally(
        there=4, found=2, told=4, sourced=1, given_up=1, words=600, seconds=2
    ).cells(yardstick=100)


@pytest.mark.filterwarnings("ignore:.*W095")  # the pipeline was made with another version of spaCy
def test_textacy(data: Path) -> None:
    """What it finds is placed in the text; for an odd mark it gives up the whole text, or only a paragraph of it."""
    pytest.importorskip("textacy")
    find, by_paragraph = textacy_finders(data / "peers" / "en_ud").values()
    first = (TextSpan.of(TEXT, *span('"The dam will hold,"')),)
    found = find(TEXT)
    assert found
    assert first == found[0].content
    assert find(ODD) is None
    assert [quote.content for quote in found] == [quote.content for quote in by_paragraph(ODD) or ()][: len(found)]
