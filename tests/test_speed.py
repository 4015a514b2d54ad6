"""The benchmark: its tables have every row, its figures every name. How fast anything is, no test says."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from click.testing import CliRunner

from quoteattr.evaluation.speed.__main__ import main
from quoteattr.evaluation.speed.pace import Stopwatch
from quoteattr.evaluation.speed.pages import between_marks


def test_the_command_measures_all_there_is(tmp_path: Path) -> None:
    """A quick run has both models, every stage, workers, memory and growth, in the page, the JSON and the picture."""
    page, target, picture = tmp_path / "speed.md", tmp_path / "speed.json", tmp_path / "growth.svg"
    page.write_text("# Speed\n\n<!-- SPEED -->\nold\n<!-- END -->\n\nMore.\n", "utf-8")
    drawn = ["--picture", str(picture)] if find_spec("matplotlib") else []
    options = ["--quick", "--json", str(target), "--docs", str(page), *drawn]
    result = CliRunner().invoke(main, options)
    assert 0 == result.exit_code, result.output
    figures = json.loads(target.read_text("utf-8"))
    assert ["en", "fast"] == list(figures["models"])
    shares = figures["models"]["fast"]["shares"]
    assert {"network", "marks", "speakers", "decoding", "reading of scores", "words and sub-words"} <= set(shares)
    assert 0.99 < sum(shares.values()) < 1.01
    assert {"1", "2"} == set(figures["workers"])
    assert figures["memory, megabytes"]["import spacy"] <= figures["memory, megabytes"]["after one article"]
    assert ["100"] == list(figures["growth"])
    text = page.read_text("utf-8")
    assert text.startswith("# Speed\n\n<!-- SPEED -->\nMeasured on ")
    assert text.endswith("|\n<!-- END -->\n\nMore.\n")
    assert result.output.strip() in text
    assert not drawn or picture.read_text("utf-8").startswith("<?xml")


def test_a_stage_counts_without_those_it_calls() -> None:
    """Time within another timed function counts for that one alone, also when it raises."""
    watch = Stopwatch()

    def busy() -> None:
        sum(range(200_000))

    inner = watch.timed("inner", busy)
    watch.timed("outer", inner)()
    assert {"inner", "outer"} == set(watch.seconds)
    assert watch.seconds["outer"] < watch.seconds["inner"]


def test_a_page_keeps_the_rest() -> None:
    """Only what stands between the marks is replaced."""
    assert "a\n<!-- SPEED -->\nnew\n<!-- END -->\nb" == between_marks("a\n<!-- SPEED -->\n<!-- END -->\nb", "new\n")
