"""The public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import quoteattr

#: What must stay out of an import: each takes longer to load than a short article takes to read.
HEAVY = {"onnxruntime", "pandas", "rapidfuzz", "textacy", "tokenizers", "torch"}


def loaded_by(statement: str, *, after: str = "pass") -> set[str]:
    """List the top-level modules that a statement loads in a fresh Python, beyond those loaded before it."""
    code = f"import sys; {after}; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_all_is_sorted_and_importable() -> None:
    """`__all__` is sorted, and everything in it can be had from the package."""
    assert sorted(quoteattr.__all__) == quoteattr.__all__
    assert all(getattr(quoteattr, name) for name in quoteattr.__all__)


def test_all_is_everything() -> None:
    """Every class of this library that the package holds is in `__all__`."""
    ours = {
        name for name, value in vars(quoteattr).items() if getattr(value, "__module__", "").startswith("quoteattr.")
    }
    assert ours <= set(quoteattr.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that the package lacks is refused as Python refuses it."""
    with pytest.raises(AttributeError, match="has no attribute 'quotes'"):
        quoteattr.quotes  # noqa: B018  reading it is the test


def test_the_package_imports_light() -> None:
    """`import quoteattr` loads its records and attrs, not spaCy nor anything heavier."""
    loaded = loaded_by("import quoteattr")
    assert "quoteattr" in loaded
    assert set() == loaded & (HEAVY | {"click", "numpy", "spacy", "tqdm"})


def test_the_component_adds_little_to_spacy() -> None:
    """The component is imported at every `spacy.blank()`: that loads nothing heavy on top of spaCy itself."""
    loaded = loaded_by("import quoteattr.component", after="import spacy")
    assert "quoteattr" in loaded
    assert set() == loaded & HEAVY


def test_the_command_line_imports_light() -> None:
    """`quoteattr --version` and `--help` wait neither for spaCy nor for the model's runtime."""
    loaded = loaded_by("import quoteattr.cli")
    assert "click" in loaded
    assert set() == loaded & (HEAVY | {"numpy", "spacy"})
