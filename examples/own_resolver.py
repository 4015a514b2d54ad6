"""Pass in a resolver of your own: here the newsroom's own list has the last word on what speakers are called.

Run it with: python examples/own_resolver.py
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from quoteattr import QuoteExtractor, Speaker
from quoteattr.speakers import resolve_speakers

KNOWN = {"Odile Harrant": ("Odile Harrant MP", "transport minister"), "Northway Lines": ("Northway plc", "shipowner")}
TEXT = "Northway Lines was warned, Odile Harrant said. “It sailed,” she told reporters. Northway Lines denied that."


def newsroom(text: str, attributions: Sequence[Any], *known: Any) -> list[tuple[Speaker, ...]]:
    """Resolve as the library does, then give everyone in the list the name and role that the list has."""
    return [tuple(map(rename, found)) for found in resolve_speakers(text, attributions, *known)]


def rename(speaker: Speaker) -> Speaker:
    """Look a speaker up in the list."""
    name, role = KNOWN.get(speaker.name, (speaker.name, speaker.role))
    return attrs.evolve(speaker, name=name, role=role)


for quote in QuoteExtractor(resolver=newsroom).extract(TEXT):
    print(quote.speaker, quote.cue and quote.cue.text, quote.text, sep=" | ")
