"""The package reads top to bottom: no module imports one that comes later."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import quoteattr

#: The order of the pipeline; a package stands for all its modules.
LAYERS = [
    "errors",
    "records",
    "spans",
    "typography",
    "printing",
    "marks",
    "windows",
    "tagger",
    "viterbi",
    "reports",
    "confidence",
    "decoding",
    "addressees",
    "layout",
    "names",
    "mentions",
    "speakers",
    "extractor",
    "component",
    "textacy",
    "index",
    "table",
    "formats",
    "files",
    "partial",
    "frames",
    "report",
    "pages",
    "inputs",
    "workers",
    "batch",
    "distributed",
    "evaluation",
    "cli",
    "training",
]

#: A record's methods of convenience hand it on to a later layer, which they import when called: from, to.
HANDED_ON = {("records", "frames"), ("records", "report")}

PACKAGE = Path(quoteattr.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def layer_of(path: Path) -> str:
    """Name the layer that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> Iterator[str]:
    """Yield the layers that a file imports, inside functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "quoteattr":
            names = [f"quoteattr.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            names = [node.module or ""]
        for name in names:
            package, _, rest = name.partition(".")
            layer = rest.partition(".")[0]
            if package == "quoteattr" and (PACKAGE / layer).with_suffix(".py").exists() | (PACKAGE / layer).is_dir():
                yield layer or "__init__"


def test_every_module_has_its_layer() -> None:
    """A new module must be given its place in the order."""
    assert set(LAYERS) == {layer_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_only_what_comes_before(path: Path) -> None:
    """A module imports its own layer and earlier ones, nothing later."""
    own = layer_of(path)
    later = set(LAYERS[LAYERS.index(own) + 1 :]) - {to for layer, to in HANDED_ON if layer == own}
    assert set() == later & set(imported_layers(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_says_what_it_is_for(path: Path) -> None:
    """A module begins with a docstring that says what comes in and what goes out; a package may do with one line."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert len(docstring.splitlines()) >= (1 if path.name == "__init__.py" else 3)
