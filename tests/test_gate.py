"""The shipped model against its floors, and how floors are set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quoteattr import QuoteExtractor
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.gate import Gate, main

TESTS = Path(__file__).parent
FLOORS = TESTS / "floors.json"


def failures(gate: Gate, extractor: QuoteExtractor) -> list[str]:
    """Name the figures below their floors."""
    floors = list(gate.measure(extractor))
    assert floors
    return [f"{f.split}: {f.name} {f.reached} < {f.floor}" for f in floors if not f.holds]


def test_the_model_holds_its_floors_on_what_the_project_has(extractor: QuoteExtractor) -> None:
    """On the golden cases and the invented articles every figure reaches its floor."""
    assert [] == failures(Gate(FLOORS, golden=TESTS / "golden"), extractor)


def test_the_model_holds_its_floors_on_the_data(data: Path, extractor: QuoteExtractor) -> None:
    """On the development texts of the data folder too."""
    assert [] == failures(Gate(FLOORS, data=data), extractor)


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """Give a file of two floors on the golden cases, one too high and one low, set on these texts."""
    pinned = json.loads(FLOORS.read_bytes())["golden"]
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"golden": {**pinned, "floors": {"all recall": 0.1, "all precision": 0.9999}}}), "utf-8")
    return path


def run(*arguments: object) -> tuple[int, str]:
    """Run the command and give its exit code and all it writes."""
    result = CliRunner().invoke(
        main, ["--golden", str(TESTS / "golden"), *map(str, arguments)], env={"QUOTEATTR_DATA": ""}
    )
    return result.exit_code, result.output


def test_a_figure_below_its_floor_fails(floors: Path) -> None:
    """The table says which, and the message what to do."""
    code, output = run(floors)
    assert 1 == code
    assert "below" in next(line for line in output.splitlines() if "all precision" in line)
    assert "below" not in next(line for line in output.splitlines() if "all recall" in line)
    assert "--renew --lower" in output


def test_floors_rise_but_fall_only_when_asked(floors: Path) -> None:
    """Renewing raises what was low; the high floor stays until ``--lower`` is given."""
    code, output = run(floors, "--renew")
    raised = json.loads(floors.read_bytes())["golden"]["floors"]
    assert (1, 0.9999) == (code, raised["all precision"])
    assert raised["all recall"] > 0.5
    assert "add --lower" in output
    code, _ = run(floors, "--renew", "--lower")
    lowered = json.loads(floors.read_bytes())["golden"]["floors"]
    assert 0 == code
    assert 0.5 < lowered["all precision"] < 0.9999
    assert (0, True) == (run(floors)[0], lowered["all recall"] == raised["all recall"])


def test_other_texts_are_refused(floors: Path, extractor: QuoteExtractor) -> None:
    """Floors say what they were set on; figures of other texts mean nothing for them."""
    pinned = json.loads(floors.read_bytes())
    pinned["golden"]["sha256"] = "0" * 64
    floors.write_text(json.dumps(pinned), "utf-8")
    with pytest.raises(QuoteattrError, match=r"golden is not the one that .* was set on"):
        list(Gate(floors, golden=TESTS / "golden").measure(extractor))
