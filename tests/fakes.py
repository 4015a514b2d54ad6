"""Stand-ins: a tagger whose scores are chance, since the rules must hold whatever the network says; and trouble."""

from __future__ import annotations

import os
from collections.abc import Sequence

from quoteattr import Speaker
from quoteattr.decoding import Attribution
from quoteattr.errors import ModelError
from quoteattr.evaluation.fuzz import RandomTagger
from quoteattr.mentions.given import Cluster
from quoteattr.reports import Entity
from quoteattr.speakers import resolve_speakers

__all__ = ["RandomTagger", "troubled"]


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
