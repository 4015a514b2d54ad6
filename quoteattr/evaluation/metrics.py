"""Scores of predicted quotes against gold ones, as counts that add up over documents.

In: a gold document and the quotes predicted for its text. Out: Scores. Imports records, corpora, matching, kinds,
naming and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

import attrs

from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.matching import Numbers, Words, match
from quoteattr.evaluation.naming import same_name
from quoteattr.evaluation.tables import aligned, percent
from quoteattr.records import Quote, QuoteKind

__all__ = ["ROLES", "ROWS", "Counts", "Scores", "Tally", "score_document"]

ROLES = ("source", "cue", "content")
ROWS = ("all", *(kind.value for kind in QuoteKind))

#: Sources that say nothing without what stands before them.
_PRONOUNS = frozenset({"i", "me", "he", "him", "she", "her", "they", "them", "we", "us", "it", "you"})


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@attrs.frozen
class _Sum:
    """Whole numbers that add up field by field."""

    def __add__(self, other: Self) -> Self:
        fields = [field.name for field in attrs.fields(type(self))]
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in fields))


@attrs.frozen
class Tally(_Sum):
    """How many were right, of how many predicted and how many gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @classmethod
    def of(cls, gold: frozenset[Any], predicted: frozenset[Any]) -> Self:
        """Compare two sets."""
        return cls(len(gold & predicted), len(predicted), len(gold))

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; `None` where nothing was predicted and nothing gold."""
        return _share(2 * self.right, self.predicted + self.gold)

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, precision, recall and F1."""
        shares = {"precision": _share(self.right, self.predicted), "recall": _share(self.right, self.gold)}
        return {**attrs.asdict(self), **shares, "f1": self.f1}


@attrs.frozen
class Counts(_Sum):
    """Required attributions of one kind and what became of them; the predictions are those of this kind.

    ``sourced`` have a gold source, ``named`` a gold speaker, ``pronouns`` a speaker and a pronoun as source; the
    ``…_found`` of them were found, the ``…_ok`` found and right. ``whole`` have exactly the gold's words and the source
    (or, where none stands beside the quote, the speaker) right. Optional gold counts nowhere.
    """

    gold: int = 0
    found: int = 0
    whole: int = 0
    predicted: int = 0
    right: int = 0
    kind_ok: int = 0
    sourced: int = 0
    sourced_found: int = 0
    source_ok: int = 0
    named: int = 0
    named_found: int = 0
    speaker_ok: int = 0
    pronouns: int = 0
    pronouns_found: int = 0
    pronoun_ok: int = 0
    modes_found: int = 0
    mode_ok: int = 0
    polarities_found: int = 0
    polarity_ok: int = 0

    def shares(self) -> dict[str, float | None]:
        """Give the rates: of all gold attributions that have the thing, and ``…_of_found`` of those found."""
        return {
            "recall": _share(self.found, self.gold),
            "precision": _share(self.right, self.predicted),
            "whole": _share(self.whole, self.gold),
            "source_ok": _share(self.source_ok, self.sourced),
            "source_ok_of_found": _share(self.source_ok, self.sourced_found),
            "speaker_ok": _share(self.speaker_ok, self.named),
            "speaker_ok_of_found": _share(self.speaker_ok, self.named_found),
            "pronoun_ok": _share(self.pronoun_ok, self.pronouns),
            "pronoun_ok_of_found": _share(self.pronoun_ok, self.pronouns_found),
            "kind_ok_of_found": _share(self.kind_ok, self.found),
            "mode_ok_of_found": _share(self.mode_ok, self.modes_found),
            "polarity_ok_of_found": _share(self.polarity_ok, self.polarities_found),
        }

    def as_dict(self) -> dict[str, Any]:
        """Give the counts and, under ``shares``, the rates."""
        return {**attrs.asdict(self), "shares": self.shares()}


def _rows() -> dict[str, Counts]:
    return {row: Counts() for row in ROWS}


def _tallies() -> dict[str, Tally]:
    return {role: Tally() for role in ROLES}


@attrs.frozen(kw_only=True)
class Scores:
    """The scores of some documents: attributions by kind, and per role runs of words (``exact``) and words (``token``).

    ``Scores() + score_document(...) + ...`` or `Scores.total` sums them.
    """

    documents: int = 0
    rows: Mapping[str, Counts] = attrs.field(factory=_rows)
    exact: Mapping[str, Tally] = attrs.field(factory=_tallies)
    token: Mapping[str, Tally] = attrs.field(factory=_tallies)

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            documents=self.documents + other.documents,
            rows={row: self.rows[row] + other.rows[row] for row in ROWS},
            exact={role: self.exact[role] + other.exact[role] for role in ROLES},
            token={role: self.token[role] + other.token[role] for role in ROLES},
        )

    @classmethod
    def total(cls, scores: Iterable[Scores]) -> Scores:
        """Sum the scores of documents."""
        return sum(scores, start=cls())

    def as_dict(self) -> dict[str, Any]:
        """Give counts and rates as JSON values."""
        return {
            "documents": self.documents,
            "attributions": {row: counts.as_dict() for row, counts in self.rows.items()},
            "exact": {role: tally.as_dict() for role, tally in self.exact.items()},
            "token": {role: tally.as_dict() for role, tally in self.token.items()},
        }

    def table(self) -> str:
        """Set the main rates in two plain tables, in per cent: attributions by kind, then words by role."""
        heads = ["gold", "found", "precision", "whole", "source ok", "speaker ok", "pronoun ok", "kind ok"]
        return f"{aligned([['attributions', *heads], *map(self._row, ROWS)])}\n\n{aligned(self.role_rows())}"

    def _row(self, row: str) -> list[str]:
        counts, shares = self.rows[row], self.rows[row].shares()
        names = ("recall", "precision", "whole", "source_ok", "speaker_ok", "pronoun_ok", "kind_ok_of_found")
        return [row, str(counts.gold), *(percent(shares[name]) for name in names)]

    def role_rows(self) -> list[list[str]]:
        """Give F1 per role in per cent as rows of a table."""
        rows = {"exact F1": self.exact, "token F1": self.token}
        return [["roles", *ROLES], *([name, *(percent(row[role].f1) for role in ROLES)] for name, row in rows.items())]


def score_document(gold: GoldDocument, predicted: Sequence[Quote]) -> Scores:
    """Score the quotes predicted for one text."""
    words = Words(gold.text)
    roles = {role: _role_words(role, gold, predicted, words) for role in ROLES}
    return Scores(
        documents=1,
        rows=_count(gold, predicted, words),
        exact={role: Tally.of(frozenset(_runs(g)), frozenset(_runs(p))) for role, (g, p) in roles.items()},
        token={role: Tally.of(g, p) for role, (g, p) in roles.items()},
    )


def _count(gold: GoldDocument, predicted: Sequence[Quote], words: Words) -> dict[str, Counts]:
    """Count every required gold quote under its kind, every prediction under its own, and both under "all"."""
    matching = match(gold, predicted, words)
    rows = _rows()
    right = frozenset(matching.found.values())
    kinds = gold_kinds(gold)
    for g, quote in enumerate(gold.quotes):
        if not quote.optional:
            found = predicted[matching.found[g]] if g in matching.found else None
            counts = _judge(quote, kinds[g], found, words)
            rows["all"] += counts
            rows[kinds[g]] += counts
    for p, answer in enumerate(predicted):
        if p not in matching.excused:
            counts = Counts(predicted=1, right=p in right)
            rows["all"] += counts
            rows[answer.kind] += counts
    return rows


def _judge(gold: GoldQuote, kind: QuoteKind, found: Quote | None, words: Words) -> Counts:
    """Judge what was found for one gold quote."""
    source = words.of(gold.source)
    pronoun = bool(gold.speakers) and _is_pronoun(gold, words)
    counts = {"gold": 1, "sourced": bool(source), "named": bool(gold.speakers), "pronouns": pronoun}
    if found is None:
        return Counts(**counts)
    source_ok = bool(source & words.of(found.source))
    speaker_ok = speakers_agree(gold, found)
    beside_ok = source_ok if source else speaker_ok or not gold.speakers
    return Counts(
        **counts,
        found=1,
        whole=beside_ok and words.of(*gold.content) == words.of(*found.content),
        kind_ok=found.kind is kind,
        sourced_found=bool(source),
        source_ok=source_ok,
        named_found=bool(gold.speakers),
        speaker_ok=speaker_ok,
        pronouns_found=pronoun,
        pronoun_ok=pronoun and speaker_ok,
        modes_found=gold.mode is not None,
        mode_ok=found.mode is gold.mode,
        polarities_found=gold.polarity is not None,
        polarity_ok=found.polarity is gold.polarity,
    )


def speakers_agree(gold: GoldQuote, found: Quote) -> bool:
    """Tell whether the gold has speakers and for every one of them one predicted speaker has the same name."""
    names = [speaker.name for speaker in found.speakers]
    return bool(gold.speakers) and all(any(same_name(name, n) for n in names) for name in gold.speakers or ())


def _is_pronoun(gold: GoldQuote, words: Words) -> bool:
    return gold.source is not None and words.text[slice(*gold.source)].casefold() in _PRONOUNS


def _role_words(role: str, gold: GoldDocument, predicted: Sequence[Quote], words: Words) -> tuple[Numbers, Numbers]:
    """Give the words of a role in gold and prediction; those of optional gold alone are left out of both."""

    def union(quotes: Iterable[GoldQuote | Quote]) -> Numbers:
        return frozenset[int]().union(*(_spans(role, quote, words) for quote in quotes))

    required = union(quote for quote in gold.quotes if not quote.optional)
    optional = union(quote for quote in gold.quotes if quote.optional) - required
    return required, union(predicted) - optional


def _spans(role: str, quote: GoldQuote | Quote, words: Words) -> Numbers:
    if role == "content":
        return words.of(*quote.content)
    return words.of(quote.cue if role == "cue" else quote.source)


def _runs(numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Give the runs of consecutive numbers as first and last."""
    for first in sorted(n for n in numbers if n - 1 not in numbers):
        last = first
        while last + 1 in numbers:
            last += 1
        yield first, last
