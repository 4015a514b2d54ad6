"""Seats of power and what speaks from them: "the Kremlin" is the Government of Russia, for those who want that.

In: the speakers of a text. Out: the same, institutions in the place of their metonyms. Imports resolving, records.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs

from quoteattr.decoding import Attribution
from quoteattr.mentions.given import Cluster
from quoteattr.names.comparing import words
from quoteattr.records import Speaker, SpeakerKind
from quoteattr.reports import Entity
from quoteattr.speakers.resolving import Resolver, resolve_speakers

__all__ = ["Governments", "read_metonyms"]

TABLE = Path(__file__).parent / "metonyms.csv"


@cache
def read_metonyms() -> Mapping[str, str]:
    """Read the table that ships: the seat of power → the institution."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["metonym"]: row["government"] for row in csv.DictReader(lines)}


class Governments:
    """A resolver that names institutions where another names the places they speak from.

    ``table`` maps metonyms to institutions, by default the one that ships; ``resolver`` is what finds the speakers. The
    metonym stays among the aliases.

    >>> from quoteattr import QuoteExtractor
    >>> QuoteExtractor(resolver=Governments()).extract("The Kremlin said it was ready.")[0].speaker.name
    'Government of Russia'
    """

    def __init__(self, table: Mapping[str, str] | None = None, resolver: Resolver = resolve_speakers) -> None:
        chosen = read_metonyms() if table is None else table
        self.table = {words(metonym): name for metonym, name in chosen.items()}
        self.resolver = resolver

    def __call__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        clusters: Sequence[Cluster] = (),
    ) -> list[tuple[Speaker, ...]]:
        """Give one tuple of speakers per attribution."""
        known = (entities, clusters) if clusters else (entities,)
        return [tuple(map(self._named, speakers)) for speakers in self.resolver(text, attributions, *known)]

    def _named(self, speaker: Speaker) -> Speaker:
        name = self.table.get(words(speaker.name))
        if name is None or speaker.kind not in (SpeakerKind.PLACE, SpeakerKind.ORGANIZATION):
            return speaker
        return attrs.evolve(speaker, name=name, kind=SpeakerKind.ORGANIZATION, aliases=(speaker.name, *speaker.aliases))
