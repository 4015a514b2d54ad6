"""What the distribution says of itself: version, changelog, files and entry points."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest

import quoteattr

ROOT = Path(__file__).parents[1]
CHANGELOG = ROOT / "CHANGELOG.md"


def test_installed_version() -> None:
    """The installed distribution has the version that the package says."""
    assert quoteattr.__version__ == version("quoteattr")


def test_changelog_has_this_version() -> None:
    """The changelog begins with what is unreleased, and has an entry for this version."""
    headings = re.findall(r"^## (.+)$", CHANGELOG.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert "Unreleased" == headings[0]
    assert quoteattr.__version__ in [heading.split()[0] for heading in headings]


def test_is_typed() -> None:
    """The package tells type checkers that it is typed."""
    assert (files("quoteattr") / "py.typed").is_file()


@pytest.mark.parametrize(
    ("group", "value"),
    [("console_scripts", "quoteattr.cli:main"), ("spacy_factories", "quoteattr.component:make_quoteattr")],
)
def test_entry_points(group: str, value: str) -> None:
    """The command and the spaCy factory are found by name, and load."""
    (point,) = {point.value: point for point in entry_points(group=group, name="quoteattr")}.values()
    assert value == point.value
    assert callable(point.load())


def test_displacy_finds_the_colours() -> None:
    """The entry point for displaCy's colours leads to a colour for each role."""
    (point,) = {point.value: point for point in entry_points(group="spacy_displacy_colors", name="quoteattr")}.values()
    assert {"content", "cue", "source", "addressee"} == set(point.load())


def test_heavy_dependencies_are_declared() -> None:
    """Everything that users run without an extra is a dependency, textacy only where it can be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[^\w-]", dependency)[0] for dependency in project["dependencies"]}
    assert {"attrs", "click", "numpy", "onnxruntime", "rapidfuzz", "spacy", "textacy", "tokenizers", "tqdm"} == names
    assert "textacy>=0.13; python_version < '3.13'" in project["dependencies"]
    assert {"html", "test", "train", "docs", "lint"} <= set(project["optional-dependencies"])
