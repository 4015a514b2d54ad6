"""What a model folder must be, and that nothing in the package can be made to run what a file says."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import QuoteExtractor
from quoteattr.errors import ModelError
from quoteattr.extractor import MODEL
from quoteattr.tagger import FILES

PACKAGE = Path(quoteattr.__file__).parent
TEXT = "“It rained,” said Ida Moe, the mayor."

#: Modules whose loaders run what a file says.
RUNS_FILES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Copy the model, so that it can be damaged."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def change(folder: Path, **values: Any) -> None:
    """Write other values into ``model.json``; `None` takes a value out."""
    file = folder / "model.json"
    known = {**json.loads(file.read_text("utf-8")), **values}
    file.write_text(json.dumps({key: value for key, value in known.items() if value is not None}), "utf-8")


def sign(folder: Path) -> None:
    """Write the digests of the files as they are, as for a model that somebody made."""
    change(folder, sha256={name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES.values()})


def refusal(folder: Path) -> str:
    """Say why the folder is refused, when it is opened or at the first text."""
    with pytest.raises(ModelError) as refused:
        QuoteExtractor(folder).extract(TEXT)
    return str(refused.value)


@pytest.mark.parametrize("name", FILES.values())
@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data[:-1], "is not the file that was saved"),
        (lambda data: data[:1000], "is not the file that was saved"),
        (lambda _: b"", "is not the file that was saved"),
        (lambda data: bytes([data[0] ^ 1]) + data[1:], "is not the file that was saved"),
        (lambda data: data + b"x", "is not the file that was saved"),
        (None, "is missing"),
    ],
    ids=["cut by a byte", "cut", "empty", "one bit", "longer", "missing"],
)
def test_damaged_files(folder: Path, name: str, damage: Callable[[bytes], bytes] | None, message: str) -> None:
    """A file that is not the one saved is refused by name, before anything is read from it."""
    file = folder / name
    data = file.read_bytes()
    file.unlink() if damage is None else file.write_bytes(damage(data))
    assert re.search(rf"{name} {message}", refusal(folder))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"schema": 99}, r"\(schema 99\) belongs to another version"),
        ({"schema": None}, r"\(schema None\) belongs to another version"),
        ({"labels": None}, "belongs to another version"),
        ({"labels": []}, "belongs to another version"),
        ({"labels": {"anchors": ["cue", "none", "content"]}}, "belongs to another version"),
        ({"sha256": None}, "lacks the convention, or names and sha256"),
        ({"sha256": {}}, "lacks the convention, or names and sha256"),
        ({"sha256": {"model.onnx": "0", "../tokenizer.json": "0"}}, "lacks the convention, or names and sha256"),
        ({"convention": None}, "lacks the convention, or names and sha256"),
        ({"convention": "house style"}, "choose one of"),
        ({"thresholds": {"shouted": 0.5}}, "thresholds or calibration are of another version"),
        ({"calibration": {"direct": [1, 2, 3]}}, "thresholds or calibration are of another version"),
    ],
)
def test_wrong_description(folder: Path, values: dict[str, Any], message: str) -> None:
    """A ``model.json`` of another version, or without what is needed, is refused with what to do."""
    change(folder, **values)
    assert re.search(message, refusal(folder))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000], ids=lambda data: repr(data[:4])
)
def test_description_that_is_none(folder: Path, content: bytes) -> None:
    """A ``model.json`` that is no JSON object is refused by name."""
    (folder / "model.json").write_bytes(content)
    assert re.search(r"model\.json .*(not valid JSON|another version)", refusal(folder))


def test_an_opset_to_come(folder: Path) -> None:
    """A network of an opset that onnxruntime does not know is refused, and the message says so."""
    file = folder / "model.onnx"
    data = file.read_bytes()
    plain = [entry for entry in (b"B\x04\n\x00\x10\x11", b"B\x02\x10\x11") if entry in data]  # domain "", version 17
    assert plain
    head, _, tail = data.rpartition(plain[0])
    file.write_bytes(head + plain[0][:-1] + b"\x7f" + tail)
    sign(folder)
    assert re.search(r"onnxruntime [\d.]+ cannot open .*model\.onnx: .*(?i:opset)", refusal(folder))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("model.onnx", b"no network", "cannot open .*model.onnx"),
        ("vectors.npz", b"no vectors", "vectors.npz holds no vectors"),
        ("vectors.npz", b"PK", "vectors.npz holds no vectors"),
        ("tokenizer.json", b"{}", "tokenizers cannot open .*tokenizer.json"),
    ],
)
def test_signed_all_the_same(folder: Path, name: str, content: bytes, message: str) -> None:
    """A file that fits its digest but is nothing of the kind is refused by name too."""
    (folder / name).write_bytes(content)
    sign(folder)
    assert re.search(message, refusal(folder))


def test_another_network(folder: Path) -> None:
    """A network that takes or gives something else is refused before it runs."""
    file = folder / "model.onnx"
    data = file.read_bytes()
    assert data.count(b"polarities") > 0
    file.write_bytes(data.replace(b"polarities", b"popularity"))
    sign(folder)
    assert re.search("no network of this version", refusal(folder))


def imports(tree: ast.AST) -> set[str]:
    """Name the packages that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def loaders(tree: ast.AST) -> set[str]:
    """Name what is called of the modules that could run what a file says, and loads of weights that could."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            name = f"{node.func.value.id}.{node.func.attr}"
            safe = {keyword.arg: keyword.value for keyword in node.keywords}
            weights_only = isinstance(flag := safe.get("weights_only"), ast.Constant) and flag.value is True
            pickled = isinstance(flag := safe.get("allow_pickle"), ast.Constant) and flag.value is True
            if node.func.value.id in RUNS_FILES or (name == "torch.load" and not weights_only) or pickled:
                found.add(name)
    return found


def test_no_file_is_run() -> None:
    """No module loads pickles or anything like them; one asks pickle whether a job can travel to a worker."""
    trees = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert {"workers.py": {"pickle"}} == {
        name: used for name, tree in trees.items() if (used := imports(tree) & RUNS_FILES)
    }
    assert {"workers.py": {"pickle.dumps"}} == {
        name: called for name, tree in trees.items() if (called := loaders(tree))
    }
    names = {node.id for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"eval", "exec", "__import__"}
