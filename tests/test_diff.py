"""What changed between two runs, as ``quoteattr evaluate --diff`` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from quoteattr import Quote, Quotes, Speaker, TextSpan
from quoteattr.evaluation.__main__ import main
from quoteattr.evaluation.diff import Sort, compare
from quoteattr.files import write_results

TEXT = "“The dam will hold,” Ines Okoro said on Monday. She denied that the gates had failed."


def span(phrase: str) -> TextSpan:
    """Place a phrase in the text."""
    start = TEXT.index(phrase)
    return TextSpan.of(TEXT, start, start + len(phrase))


def quote(*content: str, cue: str | None = None, speaker: str | None = None, **more: Any) -> Quote:
    """Build a quote out of phrases of the text."""
    speakers = [Speaker(id=0, name=speaker, kind="person")] if speaker else []
    more = {"kind": "direct", "cue": span(cue) if cue else None, **more}
    return Quote(content=[span(phrase) for phrase in content], speakers=speakers, **more)


HELD = quote("“The dam will hold,”", cue="said", speaker="Ines Okoro")
FAILED = quote("the gates had failed", cue="denied", kind="indirect", polarity="denied")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([HELD, FAILED], [HELD, FAILED], [], id="nothing"),
        pytest.param([HELD, FAILED], [FAILED], [(Sort.LOST, HELD, {})], id="lost"),
        pytest.param([], [FAILED], [(Sort.GAINED, FAILED, {})], id="gained"),
        pytest.param(
            [HELD],
            [quote("“The dam will hold,”", cue="said", speaker="Okoro")],
            [(Sort.CHANGED, None, {"speakers": ("Ines Okoro (person)", "Okoro (person)")})],
            id="another speaker",
        ),
        pytest.param(
            [FAILED],
            [quote("that the gates had failed", cue="denied", kind="indirect", polarity="denied")],
            [
                (
                    Sort.CHANGED,
                    None,
                    {"content": ("the gates had failed [64:84]", "that the gates had failed [59:84]")},
                )
            ],
            id="longer",
        ),
        pytest.param(
            [quote("gates", kind="indirect")],
            [FAILED],
            [(Sort.GAINED, FAILED, {}), (Sort.LOST, quote("gates", kind="indirect"), {})],
            id="less than half of the words",
        ),
        pytest.param(
            [quote("the gates had", kind="indirect"), quote("the gates had failed", kind="indirect")],
            [quote("the gates had failed", kind="indirect")],
            [(Sort.LOST, quote("the gates had", kind="indirect"), {})],
            id="the likest is the same",
        ),
        pytest.param(
            [HELD],
            [attrs.evolve(HELD, cue=None, mode="writing", confidence=0.2)],
            [(Sort.CHANGED, None, {"cue": ("said [32:36]", ""), "mode": ("speech", "writing")})],
            id="several fields, but not how sure",
        ),
    ],
)
def test_compare(
    before: Sequence[Quote], after: Sequence[Quote], expected: Sequence[tuple[Sort, Quote | None, dict[str, Any]]]
) -> None:
    """Quotes are paired by the words they share, and what is left is told in text order."""
    found = [(change.sort, change.quote, change.fields) for change in compare(before, after)]
    assert [(sort, quote or after[0], fields) for sort, quote, fields in expected] == found


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Give the files of two runs over three texts, of which the third is in the second alone."""
    olds = [("a.txt", Quotes([HELD, FAILED], text=TEXT)), ("b.txt", Quotes([HELD], text=TEXT))]
    news = [("a.txt", Quotes([HELD], text=TEXT)), olds[1], ("c\x1b[2J.txt", Quotes([FAILED], text=TEXT))]
    places = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    for place, results in zip(places, (olds, news), strict=True):
        write_results(results, place)
    return places


def test_command(runs: tuple[Path, Path]) -> None:
    """Changes stand under their documents, with their number at the end, and without the data folder."""
    result = CliRunner().invoke(main, ["--diff", *map(str, runs)], env={"QUOTEATTR_DATA": ""})
    assert 0 == result.exit_code, result.output
    assert [
        "a.txt",
        "  - : the gates had failed",
        "c\ufffd[2J.txt",
        "  + : the gates had failed",
        "1 gained, 1 lost, 0 changed",
    ] == result.output.splitlines()


def test_a_change_of_the_shown_kind(tmp_path: Path) -> None:
    """A field that changed is told as it was and as it is."""
    places = [tmp_path / "old.jsonl", tmp_path / "new.jsonl"]
    for place, found in zip(places, (HELD, attrs.evolve(HELD, cue=None)), strict=True):
        write_results([("a.txt", Quotes([found], text=TEXT))], place)
    result = CliRunner().invoke(main, ["--diff", *map(str, places)])
    assert "  ~ Ines Okoro: “The dam will hold,”\n      cue: said [32:36] → –\n" in result.output


def test_a_file_that_is_no_result(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    """What is wrong with it is told in one line."""
    (tmp_path / "bad.jsonl").write_text("[]\n", "utf-8")
    result = CliRunner().invoke(main, ["--diff", str(runs[0]), str(tmp_path / "bad.jsonl")])
    assert 1 == result.exit_code
    assert "Error: " in result.output
    assert "bad.jsonl" in result.output
    assert "Traceback" not in result.output
