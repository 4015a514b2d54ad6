"""A model folder in, its network out: for another to begin from and to learn from.

In: a model folder. Out: a `Network` with its weights. Imports network; needs torch and onnx.

A smaller network learns from a larger one as in DistilBERT (Sanh et al., 2019): it begins with some of its layers, and
is told besides the annotation what the larger one answers, and how it sees each word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from quoteattr.errors import ModelError
from quoteattr.tagger import Vectors, check_files, read_info
from quoteattr.training.network import Network, Outputs, Shape, spaced

TRANSPOSED = "_Transposed"  # how the optimiser of onnxruntime names a matrix that it turned


def read_network(folder: Path) -> Network:
    """Read the network of a model folder, its 8-bit weights as floats; raise `ModelError` for a folder of another make.

    To save it again gives the same weights: each is a whole number of steps of its channel.
    """
    info = read_info(folder)
    check_files(folder, info)
    network = Network(Shape(layers=info["settings"]["layers"]))
    names = set(network.state_dict())
    vectors = Vectors.read(folder / info["files"]["vectors"])
    weights = dict(_weights(folder / info["files"]["network"], names))
    weights["encoder.words.weight"] = torch.from_numpy(vectors[np.arange(len(vectors.scales))])
    if missing := names - weights.keys():
        raise ModelError(f"{folder} is of another make: {', '.join(sorted(missing)[:3])} cannot be found in it")
    network.load_state_dict(weights)
    return network.eval()


def _weights(path: Path, names: set[str]) -> Iterator[tuple[str, Tensor]]:
    """Yield the weights of an exported network by the names that they have in it."""
    import onnx

    graph = onnx.load(path).graph
    arrays = {array.name: onnx.numpy_helper.to_array(array) for array in graph.initializer}
    users = {name: node.name for node in graph.node for name in node.input}
    for stored, array in arrays.items():
        name, weight = stored, torch.from_numpy(array.copy())
        if stored.endswith("_quantized"):
            name = stored.removesuffix("_quantized")
            weight = (weight.float() - _float(arrays, f"{name}_zero_point")) * _float(arrays, f"{name}_scale")
            if name.endswith(TRANSPOSED):
                name, weight = name.removesuffix(TRANSPOSED), weight.T.contiguous()
            elif name not in names:  # a matrix that the exporter turned is known by the node that multiplies with it
                module = users[stored].strip("/").partition("/MatMul")[0].replace("/", ".")
                name, weight = f"{module}.weight", weight.T.contiguous()
        for known in (name, f"heads.{name}"):
            if known in names:
                yield known, weight


def _float(arrays: Mapping[str, Any], name: str) -> Tensor:
    return torch.from_numpy(arrays[name].copy()).float()


def begin_from(network: Network, teacher: Network) -> None:
    """Give a network the weights of one that has as many layers or more; of those it takes evenly spaced ones.

    The vectors of the vocabulary stay as they are, so that both models can share them.
    """
    take = spaced(len(teacher.encoder.layers), len(network.encoder.layers))
    weights = {k: v for k, v in teacher.state_dict().items() if not k.startswith("encoder.layers.")}
    for ours, theirs in enumerate(take):
        layer = teacher.encoder.layers[theirs].state_dict()
        weights |= {f"encoder.layers.{ours}.{name}": value for name, value in layer.items()}
    network.load_state_dict(weights)
    network.encoder.words.weight.requires_grad_(requires_grad=False)


def distance(ours: Outputs, theirs: Outputs, words: Tensor, lengths: Tensor) -> dict[str, Tensor]:
    """How far a network's answers are from its teacher's, for each head; ``vectors``: how far the words themselves.

    ``words`` ``[batch, words]``: which places hold a word; ``lengths`` ``[anchors]``: words of each report's window.
    """
    within = torch.arange(ours.roles.shape[1], device=words.device)[None] < lengths[:, None]
    gap = F.mse_loss(ours.words.float(), theirs.words.float(), reduction="none").mean(-1)
    return {
        "anchors": _divergence(ours.anchors, theirs.anchors)[words].sum(),
        "entities": _divergence(ours.entities, theirs.entities)[words].sum(),
        "roles": _divergence(ours.roles, theirs.roles)[within].sum(),
        "vectors": gap[words].sum(),
    }


def _divergence(ours: Tensor, theirs: Tensor) -> Tensor:
    """Kullback and Leibler's, of each row."""
    told = theirs.float().log_softmax(-1)
    return (told.exp() * (told - ours.float().log_softmax(-1))).sum(-1)
