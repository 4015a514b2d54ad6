"""A trained network in, a model folder out.

In: network, tokenizer, settings and scores. Out: ``model.onnx`` and ``vectors.npz`` with 8-bit weights,
``tokenizer.json``, ``model.json``.
Needs torch and onnx.
"""

from __future__ import annotations

import copy
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from quoteattr.tagger import FILES, INPUTS, LABELS, OUTPUTS, SCHEMA, Vectors, read_info
from quoteattr.training.network import Network, attend

OPSET = 17
SHARED = ("vectors", "vocabulary")  # what a smaller model can take from a larger


class Attention(torch.autograd.Function):
    """`attend` as the one operator that onnxruntime has for it, for windows without padding."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, _mask: Any, heads: int) -> Any:
        """Give the operator."""
        operator = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return operator.setType(query.type())

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, mask: Tensor, heads: int) -> Tensor:
        """Do what the operator does."""
        return attend(query, key, value, mask, heads)


def export_float(network: Network, path: Path) -> None:
    """Write the network as float ONNX with every length dynamic; it takes windows without padding only."""
    network = copy.deepcopy(network).cpu().float().eval()
    for layer in network.encoder.layers:
        layer.attend = Attention.apply
    cases = torch.zeros((2, 12), dtype=torch.long)
    firsts = torch.tensor([[1, 2, 4, 5, -1], [1, 3, 5, 7, 9]])
    inputs = (
        torch.rand((2, 12, network.shape.width)),
        cases,
        cases,
        firsts,
        torch.zeros_like(firsts),
        torch.zeros(2, dtype=torch.long),
        torch.tensor(0.0),
    )
    batch, length, words = {0: "batch"}, {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes: dict[str, dict[int, str]] = {
        "vectors": length,
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
            custom_opsets={"com.microsoft": 1},
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


def save(network: Network, tokenizer: Path, folder: Path, info: Mapping[str, Any], lender: Path | None = None) -> Path:
    """Write a model folder that `quoteattr.tagger.OnnxTagger` opens; give the path of the float model beside it.

    ``lender`` is the folder of a model with the same vocabulary and vectors: they are copied, or shared if that folder
    stands beside this one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder.with_name(f"{folder.name}-float.onnx")
    export_float(network, whole)
    quantize(whole, folder / FILES["network"])
    files = dict(FILES)
    if lender:
        lent = {name: lender / read_info(lender)["files"][name] for name in SHARED}
        if lender.resolve().parent == folder.resolve().parent:
            files |= {name: Path(os.path.relpath(path, folder)).as_posix() for name, path in lent.items()}
        else:
            for name, path in lent.items():
                shutil.copyfile(path, folder / FILES[name])
    else:
        Vectors.of(network.encoder.words.weight.detach().cpu().numpy()).write(folder / FILES["vectors"])
        shutil.copyfile(tokenizer, folder / FILES["vocabulary"])
    write_info(folder, {**info, "files": files})
    return whole


def write_info(folder: Path, info: Mapping[str, Any]) -> None:
    """Write ``model.json`` with the digests of the other files and the versions that made them."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in info["files"].values()}
    versions = {
        name: importlib.metadata.version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers", "spacy")
    }
    versions["python"] = platform.python_version()
    whole = {"schema": SCHEMA, **info, "labels": LABELS, "sha256": digests, "versions": versions}
    (folder / "model.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
