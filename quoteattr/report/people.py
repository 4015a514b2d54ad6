"""The speakers of many texts: whom the texts share, and what each is called.

In: the quotes of texts. Out: Person. Imports formats.view and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import attrs

from quoteattr.formats.view import NOBODY, called
from quoteattr.records import QuoteKind, Quotes, Speaker, SpeakerKind

__all__ = ["Person", "gather"]


@attrs.frozen(kw_only=True)
class Person:
    """Someone who speaks in one text or in several; ``counts`` are quotes by kind. ``kind`` is `None` for nobody."""

    name: str
    kind: SpeakerKind | None
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    counts: Counter[QuoteKind]


def same(speaker: Speaker) -> Hashable:
    """Give what two speakers share who are taken for one: kind and name; those who cannot be told are one."""
    return speaker.kind, called(speaker)


def gather(texts: Iterable[Quotes]) -> tuple[list[Person], list[tuple[int, ...]]]:
    """List the speakers, and for every quote of all texts, in order, the places of its speakers in that list.

    Who has most quotes comes first; the quotes of nobody belong to a person of no kind at the end.
    """
    found: dict[Hashable, list[Speaker]] = {}
    counts: dict[Hashable, Counter[QuoteKind]] = {}
    keys: list[list[Hashable]] = []
    for quote in (quote for quotes in texts for quote in quotes):
        keys.append(list(dict.fromkeys(map(same, quote.speakers))) or [None])
        for speaker in quote.speakers:
            found.setdefault(same(speaker), []).append(speaker)
        for key in keys[-1]:
            counts.setdefault(key, Counter())[quote.kind] += 1
    ranked = sorted(counts, key=lambda key: (key is None, -counts[key].total()))
    place = {key: number for number, key in enumerate(ranked)}
    people = [_person(found.get(key, ()), counts[key]) for key in ranked]
    return people, [tuple(place[key] for key in group) for group in keys]


def _person(speakers: Sequence[Speaker], counts: Counter[QuoteKind]) -> Person:
    if not speakers:
        return Person(name=NOBODY, kind=None, roles=(), aliases=(), counts=counts)
    name = called(speakers[0])
    aliases = dict.fromkeys(alias for speaker in speakers for alias in speaker.aliases if alias != name)
    roles = dict.fromkeys(speaker.role for speaker in speakers if speaker.role)
    return Person(name=name, kind=speakers[0].kind, roles=tuple(roles), aliases=tuple(aliases), counts=counts)
