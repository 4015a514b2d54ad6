"""Stand-ins: a tagger whose scores are chance, since the rules must hold whatever the network says; and trouble."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from quoteattr import Speaker
from quoteattr.decoding import Attribution
from quoteattr.errors import ModelError
from quoteattr.extractor import MODEL
from quoteattr.mentions.given import Cluster
from quoteattr.reports import Entity
from quoteattr.speakers import resolve_speakers
from quoteattr.tagger import ANCHORS, ENTITIES, MODES, POLARITIES, ROLES, Scores
from quoteattr.windows import Encoding, SubWords, Window


class RandomTagger:
    """Draws the scores of every window from a seed and the window's place."""

    def __init__(self, seed: int, folder: Path = MODEL) -> None:
        self.seed = seed
        self.info: Mapping[str, Any] = {"thresholds": {"direct": 0.0, "mixed": 0.0, "indirect": 0.0}}
        self.subwords = SubWords(folder / "tokenizer.json")

    def __call__(self, encoding: Encoding, window: Window) -> Scores:  # noqa: ARG002  the seam gives it
        """Score one window by chance."""
        rng = np.random.default_rng((self.seed, window.first, window.last))
        words = window.last - window.first
        anchors = np.flatnonzero(rng.random(words) < 0.2)
        count = len(anchors)
        return Scores(
            anchors=anchors,
            odds=rng.dirichlet(np.ones(len(ANCHORS)), count).astype(np.float32),
            roles=rng.normal(0, 3, (count, words, len(ROLES))).astype(np.float32),
            modes=rng.random((count, len(MODES))).astype(np.float32),
            polarities=rng.random((count, len(POLARITIES))).astype(np.float32),
            entities=rng.integers(0, len(ENTITIES), words),
        )


def troubled(
    text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], clusters: Sequence[Cluster] = ()
) -> list[tuple[Speaker, ...]]:
    """Resolve as the library does, but come to grief at some texts."""
    if "FAILS" in text:
        raise ZeroDivisionError("a text\nthat fails")
    if "BREAKS" in text:
        raise ModelError("the model is broken")
    if "ENDS" in text:
        os._exit(3)
    return resolve_speakers(text, attributions, entities, clusters)
