"""GAP: pronouns of Wikipedia with two names each (Webster et al., TACL 2018).

In: its tab-separated files. Out: examples, and the F1 of the ranking's choice between the two names.
Imports the extractor, speakers, the word lists and errors.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from quoteattr.errors import InputFileError
from quoteattr.extractor import QuoteExtractor
from quoteattr.names.lexicon import PERSONAL
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import Traits
from quoteattr.speakers.cast import Member
from quoteattr.speakers.ranking import read_weights
from quoteattr.speakers.resolving import Reading

__all__ = ["GapExample", "gap_f1", "read_gap"]


@attrs.frozen
class GapExample:
    """A pronoun, where its two names stand, and which of them (none, one) it means."""

    text: str
    at: int
    pronoun: str
    names: tuple[Span, Span]
    told: tuple[bool, bool]

    def candidates(self, extractor: QuoteExtractor) -> tuple[dict[Member, Traits], tuple[Member | None, Member | None]]:
        """Describe whom the pronoun can stand for, and say who bears the two names."""
        attributions, entities = extractor.attribute(self.text)
        reading = Reading(self.text, attributions, entities, read_weights())
        reading.through()
        found = reading.candidates.persons(self.at, PERSONAL.get(self.pronoun), reading.turns)
        return found, (_bearer(reading, self.names[0]), _bearer(reading, self.names[1]))


def _bearer(reading: Reading, span: Span) -> Member | None:
    pairs = zip(reading.names, reading.cast.of, strict=True)
    return next((member for name, member in pairs if name.start < span[1] and span[0] < name.end), None)


def read_gap(path: Path) -> Iterator[GapExample]:
    """Read a gzipped file of GAP; raise `InputFileError` where that cannot be."""
    try:
        with gzip.open(path, "rt", encoding="utf8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                starts = int(row["A-offset"]), int(row["B-offset"])
                yield GapExample(
                    text=row["Text"],
                    at=int(row["Pronoun-offset"]),
                    pronoun=row["Pronoun"].lower(),
                    names=((starts[0], starts[0] + len(row["A"])), (starts[1], starts[1] + len(row["B"]))),
                    told=(row["A-coref"].upper() == "TRUE", row["B-coref"].upper() == "TRUE"),
                )
    except (OSError, KeyError, ValueError) as error:
        raise InputFileError(f"cannot read {path}: {error}") from error


def gap_f1(examples: Sequence[GapExample], extractor: QuoteExtractor) -> float:
    """Score the choice of the likelier name for every pronoun: F1 over all pairs of a pronoun and a name."""
    rank = read_weights()
    right = wrong = missed = 0
    for example in examples:
        candidates, bearers = example.candidates(extractor)
        order = [member for member, _ in rank("pronoun", candidates) if member in bearers]
        chosen = [bearer is not None and bearer is order[0] if order else False for bearer in bearers]
        pairs = list(zip(example.told, chosen, strict=True))
        right += pairs.count((True, True))
        wrong += pairs.count((False, True))
        missed += pairs.count((True, False))
    return 2 * right / max(1, 2 * right + wrong + missed)
