"""What changed between two runs: ``quoteattr evaluate --diff BEFORE AFTER``.

In: two JSON Lines files of the same texts, made by ``quoteattr extract --format jsonl`` with two versions or models.
Out: the quotes gained, lost and changed, document by document. Imports files, formats and records.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from quoteattr.files import read_results
from quoteattr.formats.view import cut, plain
from quoteattr.records import Quote, TextSpan

__all__ = ["Change", "Sort", "compare", "differences"]

#: Share of the characters of two contents that both have, of all that either has, from which they are one quote.
LEAST_OVERLAP = 0.5


class Sort(enum.StrEnum):
    """What became of a quote."""

    LOST = "-"
    GAINED = "+"
    CHANGED = "~"


@attrs.frozen
class Change:
    """One difference: the quote as it is, or was, and for a changed one each field with its values before and after."""

    sort: Sort
    quote: Quote
    fields: dict[str, tuple[str, str]] = attrs.field(factory=dict)

    def __str__(self) -> str:
        told = "".join(f"\n      {name}: {old or '–'} → {new or '–'}" for name, (old, new) in self.fields.items())
        return f"  {self.sort} {cut(self.quote.speaker.name if self.quote.speaker else '', 30)}: " + cut(
            self.quote.text, 80
        ) + told  # fmt: skip


def compare(before: Sequence[Quote], after: Sequence[Quote]) -> list[Change]:
    """List what differs between the quotes of one text, in text order."""
    pairs = _pair(before, after)
    answered = set(pairs.values())
    changes = [Change(Sort.LOST, quote) for i, quote in enumerate(before) if i not in pairs]
    changes += [Change(Sort.GAINED, quote) for i, quote in enumerate(after) if i not in answered]
    for i, k in pairs.items():
        old, new = _fields(before[i]), _fields(after[k])
        told = {name: (old[name], new[name]) for name in old if old[name] != new[name]}
        changes += [Change(Sort.CHANGED, after[k], told)] if told else []
    return sorted(changes, key=lambda change: (change.quote.start, change.sort))


def _pair(before: Sequence[Quote], after: Sequence[Quote]) -> dict[int, int]:
    """Pair quotes one to one, those most alike first."""
    alike = [
        (overlap, -i, -k)
        for i, old in enumerate(before)
        for k, new in enumerate(after)
        if old.start < new.end and new.start < old.end and (overlap := _overlap(old, new)) >= LEAST_OVERLAP
    ]
    pairs: dict[int, int] = {}
    for _, i, k in sorted(alike, reverse=True):
        if -i not in pairs and -k not in pairs.values():
            pairs[-i] = -k
    return pairs


def _overlap(old: Quote, new: Quote) -> float:
    one, two = ({at for part in quote.content for at in range(part.start, part.end)} for quote in (old, new))
    return len(one & two) / len(one | two)


def _fields(quote: Quote) -> dict[str, str]:
    """What is compared, as text."""
    return {
        "kind": quote.kind,
        "content": " […] ".join(cut(part.text, 60) + f" [{part.start}:{part.end}]" for part in quote.content),
        "cue": _shown(quote.cue),
        "source": _shown(quote.source),
        "speakers": "; ".join(plain(f"{s.name} ({s.kind})") for s in quote.speakers),
        "addressee": _shown(quote.addressee),
        "mode": quote.mode,
        "polarity": quote.polarity,
    }


def _shown(span: TextSpan | None) -> str:
    return f"{cut(span.text, 60)} [{span.start}:{span.end}]" if span else ""


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield lines on the quotes gained (+), lost (-) and changed (~) between two files, and how many they are.

    Raises `QuoteattrError` where a file cannot be read.
    """
    old, new = (dict(read_results(path, format="jsonl")) for path in (before, after))
    total = dict.fromkeys(Sort, 0)
    for name in dict.fromkeys([*old, *new]):
        changes = compare(old.get(name, ()), new.get(name, ()))
        if changes:
            yield plain(name)
        for change in changes:
            total[change.sort] += 1
            yield str(change)
    yield f"{total[Sort.GAINED]} gained, {total[Sort.LOST]} lost, {total[Sort.CHANGED]} changed"
