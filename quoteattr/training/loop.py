"""Labelled windows in, a trained network out.

In: a function that gives the windows of one pass. Out: the network with averaged weights. Needs torch.
"""

from __future__ import annotations

import copy
import ctypes
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from quoteattr.tagger import CONVENTIONS
from quoteattr.training.examples import UNLABELLED, Labelled
from quoteattr.training.network import Network, Outputs, role_loss, word_loss
from quoteattr.training.settings import Settings
from quoteattr.training.teacher import distance
from quoteattr.windows import Encoding, Window

log = logging.getLogger(__name__)


Longs = np.ndarray[Any, np.dtype[np.int64]]


@attrs.frozen(eq=False)
class Tensors:
    """A batch on the device; ``rows`` and ``at`` say where the gold anchors are."""

    inputs: dict[str, Tensor]
    lines: Tensor
    convention: Tensor
    anchors: Tensor
    entities: Tensor
    rows: Tensor
    at: Tensor
    kinds: Tensor
    roles: Tensor
    lengths: Tensor
    modes: Tensor
    polarities: Tensor


@attrs.frozen(eq=False)
class Batch:
    """Windows padded to one shape, with labels to be added.

    ``pieces``, ``cases``, ``places``: ``[batch, pieces]``; ``firsts``, ``lines``: ``[batch, words]``, the
    place of each word's first sub-word, -1 where there is no word.
    """

    pieces: Longs
    cases: Longs
    places: Longs
    firsts: Longs
    lines: Longs


def stack(slices: Sequence[tuple[Encoding, Window]], cls: int, sep: int) -> Batch:
    """Pad windows to one shape; ``cls`` and ``sep`` frame each, 0 pads."""
    widest = max(int(e.bounds[w.last] - e.bounds[w.first]) for e, w in slices) + 2
    words = max(w.last - w.first for _, w in slices)
    shape = (len(slices), widest)
    pieces, cases, places = (np.zeros(shape, np.int64) for _ in range(3))
    firsts = np.full((len(slices), words), -1, np.int64)
    lines = np.zeros((len(slices), words), np.int64)
    for row, (encoding, window) in enumerate(slices):
        a, b = window.first, window.last
        low, high = encoding.bounds[a], encoding.bounds[b]
        lengths = np.diff(encoding.bounds[a : b + 1])
        end = high - low + 1
        pieces[row, 0], pieces[row, 1:end], pieces[row, end] = cls, encoding.pieces[low:high], sep
        cases[row, 1:end] = np.repeat(encoding.cases[a:b], lengths)
        places[row, 1:end] = np.repeat(encoding.places[a:b], lengths)
        firsts[row, : b - a] = encoding.firsts[a:b] - low + 1
        lines[row, : b - a] = encoding.lines[a:b]
    return Batch(pieces, cases, places, firsts, lines)


def keep_memory() -> None:
    """Tell glibc to keep freed memory: giving back and taking again each step's arrays costs half the time."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return  # another C library
    for setting, value in ((-1, 2**31 - 1), (-2, 2**28), (-4, 0)):  # trim threshold, top pad, no mmap
        mallopt(setting, value)


def batches(items: Sequence[Labelled], settings: Settings, rng: random.Random) -> list[list[Labelled]]:
    """Group windows of like length, so that little is padding; batches in random order."""

    def size(item: Labelled) -> int:
        return int(item.encoding.bounds[item.window.last] - item.encoding.bounds[item.window.first]) + 2

    groups: list[list[Labelled]] = []
    group: list[Labelled] = []
    for item in sorted(items, key=lambda i: size(i) + rng.random() * 24):
        if group and (len(group) + 1) * max(size(item), size(group[0])) > settings.batch:
            groups.append(group)
            group = []
        group.append(item)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    return groups


def tensors(
    items: Sequence[Labelled], settings: Settings, rng: random.Random, device: str, ids: dict[str, int]
) -> Tensors:
    """Pad a group of windows and their labels."""
    stacked = stack([(i.encoding, i.window) for i in items], ids["[CLS]"], ids["[SEP]"])
    words = stacked.firsts.shape[1]
    anchors, entities = (np.full((len(items), words), UNLABELLED, np.int64) for _ in range(2))
    for row, item in enumerate(items):
        anchors[row, : len(item.anchors)] = item.anchors
        entities[row, : len(item.entities)] = item.entities
    roles = np.zeros((sum(len(i.at) for i in items), words), np.int64)
    at = 0
    for item in items:
        roles[at : at + len(item.at), : item.roles.shape[1]] = item.roles
        at += len(item.at)
    rows = np.concatenate([np.full(len(i.at), row, np.int64) for row, i in enumerate(items)])
    places = np.concatenate([i.at for i in items])
    hidden = np.random.default_rng(rng.getrandbits(32)).random(stacked.pieces.shape) < settings.hide
    hidden &= (stacked.places % 2 == 0) & (stacked.pieces > 999)  # marks and special tokens stay readable
    pieces = np.where(hidden, ids["[MASK]"], stacked.pieces)
    told = [0 if rng.random() < settings.forget else CONVENTIONS.index(i.convention) for i in items]

    def put(array: np.ndarray | list[int]) -> Tensor:
        return torch.as_tensor(array, dtype=torch.long, device=device)

    return Tensors(
        inputs={
            "pieces": put(pieces),
            "cases": put(stacked.cases),
            "places": put(stacked.places),
            "firsts": put(stacked.firsts),
        },
        lines=put(stacked.lines),
        convention=put(told),
        anchors=put(anchors),
        entities=put(entities),
        rows=put(rows),
        at=put(places),
        kinds=put(anchors[rows, places]),
        roles=put(roles),
        lengths=put([len(i.anchors) for i in items for _ in i.at]),
        modes=put(np.concatenate([i.modes for i in items])),
        polarities=put(np.concatenate([i.polarities for i in items])),
    )


def losses(
    network: Network, batch: Tensors, settings: Settings, device: str, teacher: Network | None = None
) -> dict[str, Tensor]:
    """The loss of each head, per report; where there is a teacher, of its answers as well as of the labels."""
    told = {**batch.inputs, "convention": batch.convention}
    asked = told, batch.lines, batch.rows, batch.at, batch.kinds
    short = torch.autocast(device, dtype=torch.bfloat16, enabled=_counts_in_halves(device))
    with short:
        ours = network.answer(*asked)
    parts = _labelled(ours, batch, settings)
    if teacher is not None:
        with short, torch.no_grad():
            theirs = teacher.answer(*asked)
        weights = {"anchors": settings.anchor_weight, "entities": settings.entity_weight, "vectors": settings.alike}
        far = distance(ours, theirs, batch.inputs["firsts"] >= 0, batch.lengths)
        parts = {name: (1 - settings.taught) * part for name, part in parts.items()}
        parts |= {f"{name}, told": settings.taught * weights.get(name, 1.0) * part for name, part in far.items()}
    return {name: part / max(len(batch.at), 1) for name, part in parts.items()}


def _counts_in_halves(device: str) -> bool:
    """Whether 16-bit floats are faster than 32-bit ones: a CPU without them takes more than twice as long."""
    return device != "cpu" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def _labelled(ours: Outputs, batch: Tensors, settings: Settings) -> dict[str, Tensor]:
    """The loss of each head by the labels."""

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        return F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=UNLABELLED, reduction="sum")

    manner = entropy(ours.manner[:, :3], batch.modes) + entropy(ours.manner[:, 3:], batch.polarities)
    parts = {
        "anchors": settings.anchor_weight * entropy(ours.anchors, batch.anchors),
        "entities": settings.entity_weight * entropy(ours.entities, batch.entities),
        "manner": settings.manner_weight * manner,
    }
    if len(batch.at):
        loss = role_loss if settings.crf else word_loss
        parts["roles"] = loss(ours.roles, batch.roles, batch.lengths).sum()
    return parts


def train(
    network: Network,
    windows: Callable[[int], Iterator[Labelled]],
    settings: Settings,
    *,
    ids: dict[str, int],
    device: str,
    after: Callable[[int, Network], None],
    teacher: Network | None = None,
) -> Network:
    """Train in two rounds, the second and gentler one from the mean of the first, and give back the mean of both.

    Of the weights that it began with the network keeps the share that the settings say.

    ``windows(n)`` yields the labelled windows of pass ``n``; ``after(n, averaged)`` is called after each pass; a
    ``teacher`` answers for each batch too.
    """

    def loss(network: Network, batch: Tensors) -> dict[str, Tensor]:
        return losses(network, batch, settings, device, teacher)

    keep_memory()
    network.to(device)
    begun = {name: value.clone() for name, value in network.state_dict().items()}
    first = Round(passes=range(settings.passes), horizon=settings.horizon, rate=1.0)
    last = settings.passes + settings.again
    again = Round(passes=range(settings.passes, last), horizon=settings.again_horizon, rate=settings.again_rate)
    states: list[dict[str, Tensor]] = []
    for number, step in enumerate((first, again)):
        if not step.passes:
            continue
        rng = random.Random(settings.seed + number)
        new = list(step.run(network, windows, loss, settings, rng=rng, ids=ids, device=device, after=after))
        states = [mean([*states, *new[-settings.soup :]])]
        network.load_state_dict(states[0])
    network.load_state_dict(between(network.state_dict(), begun, settings.keep))
    return network.eval()


@attrs.frozen
class Round:
    """Passes under one curve of the learning rate, laid out for ``horizon`` passes, at a share of the rates."""

    passes: range
    horizon: int
    rate: float

    def run(
        self,
        network: Network,
        windows: Callable[[int], Iterator[Labelled]],
        loss: Callable[[Network, Tensors], dict[str, Tensor]],
        settings: Settings,
        *,
        rng: random.Random,
        ids: dict[str, int],
        device: str,
        after: Callable[[int, Network], None],
    ) -> Iterator[dict[str, Tensor]]:
        """Train the network and yield the averaged weights after each pass."""
        network.train()
        averaged = copy.deepcopy(network).eval()
        optimizer = torch.optim.AdamW(_groups(network, settings), betas=(0.9, 0.98), fused=True)
        rates = [self.rate * group["lr"] for group in optimizer.param_groups]
        step, began = 0, time.monotonic()
        for number in self.passes:
            groups = batches(list(windows(number)), settings, rng)
            total = len(groups) * max(self.horizon, len(self.passes))
            seen: dict[str, float] = {}
            for group in groups:
                factor = _schedule(min(step / total, 1.0), settings.warmup)
                for parameters, rate in zip(optimizer.param_groups, rates, strict=True):
                    parameters["lr"] = rate * factor
                batch = tensors(group, settings, rng, device, ids)
                parts = loss(network, batch)
                optimizer.zero_grad(set_to_none=True)
                torch.stack(list(parts.values())).sum().backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
                optimizer.step()
                _follow(averaged, network, min(settings.average, (1 + step) / (10 + step)))
                step += 1
                for name, part in parts.items():
                    seen[name] = 0.98 * seen.get(name, part.item()) + 0.02 * part.item()
                if step % 20 == 0:
                    rest = (time.monotonic() - began) / step * (len(groups) * len(self.passes) - step) / 60
                    shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(seen.items()))
                    log.info("pass %d step %d, %.0f min left: %s", number + 1, step, rest, shown)
            after(number, averaged)
            yield {name: value.clone() for name, value in averaged.state_dict().items()}


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Average the weights of several states; whole numbers are the same in all."""
    return {
        name: torch.stack([s[name] for s in states]).mean(0) if first.is_floating_point() else first
        for name, first in states[0].items()
    }


def between(ours: dict[str, Tensor], theirs: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Give the weights on the line from ours to theirs; whole numbers are the same in both."""
    return {
        name: value.lerp(theirs[name], share) if value.is_floating_point() else value for name, value in ours.items()
    }


def _groups(network: Network, settings: Settings) -> list[dict[str, object]]:
    encoder = list(network.encoder.parameters())
    heads = list(network.heads.parameters())
    return [
        {"params": encoder, "lr": settings.encoder_rate, "weight_decay": settings.decay},
        {"params": heads, "lr": settings.head_rate, "weight_decay": settings.decay},
    ]


def _schedule(done: float, warmup: float) -> float:
    """Linear warm-up, then down to nothing along half a cosine."""
    if done < warmup:
        return done / warmup
    return 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


@torch.no_grad()
def _follow(averaged: Network, network: Network, keep: float) -> None:
    ours, theirs = list(averaged.parameters()), list(network.parameters())
    torch._foreach_lerp_(ours, theirs, 1 - keep)
