"""A trained network in, a model folder out.

In: network, tokenizer, settings and scores. Out: ``model.onnx`` (int8), ``tokenizer.json``, ``model.json``.
Needs torch and onnx.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from quoteattr.tagger import FILES, INPUTS, LABELS, OUTPUTS, SCHEMA
from quoteattr.training.network import Network

OPSET = 17


def export_float(network: Network, path: Path) -> None:
    """Write the network as float ONNX with every length dynamic."""
    network = network.cpu().float().eval()
    pieces = torch.randint(1000, 2000, (2, 12))
    firsts = torch.tensor([[1, 2, 4, 5, -1], [1, 3, 5, 7, 9]])
    inputs = (
        pieces,
        torch.zeros_like(pieces),
        torch.zeros_like(pieces),
        firsts,
        torch.zeros_like(firsts),
        torch.zeros(2, dtype=torch.long),
        torch.tensor(0.0),
    )
    batch, length, words = {0: "batch"}, {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes: dict[str, dict[int, str]] = {
        "pieces": length,
        "cases": length,
        "places": length,
        "firsts": words,
        "lines": words,
        "convention": batch,
        "found": {0: "anchors"},
        "odds": {0: "anchors"},
        "roles": {0: "anchors", 1: "words"},
        "modes": {0: "anchors"},
        "polarities": {0: "anchors"},
        "entities": words,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of each constant it folds
        torch.onnx.export(
            network,
            inputs,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def quantize(source: Path, target: Path) -> None:
    """Make the weights of a float model 8-bit integers, one scale for each output channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)


def save(network: Network, tokenizer: Path, folder: Path, info: Mapping[str, Any]) -> Path:
    """Write a model folder that `quoteattr.tagger.OnnxTagger` opens; give the path of the float model beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder.with_name(f"{folder.name}-float.onnx")
    export_float(network, whole)
    quantize(whole, folder / "model.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_info(folder, info)
    return whole


def write_info(folder: Path, info: Mapping[str, Any]) -> None:
    """Write ``model.json`` with the digests of the files beside it and the versions that made them."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    versions = {
        name: importlib.metadata.version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers", "spacy")
    }
    versions["python"] = platform.python_version()
    whole = {"schema": SCHEMA, **info, "labels": LABELS, "sha256": digests, "versions": versions}
    (folder / "model.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
