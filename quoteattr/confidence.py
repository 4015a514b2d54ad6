"""The network's probability in, a confidence that means what it says out.

In: the kind of a report and its chance. Out: how often reports like it are right. Imports records.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import attrs

from quoteattr.records import QuoteKind

Line = tuple[float, float]


def _line(values: Iterable[float]) -> Line:
    slope, offset = values
    return slope, offset


@attrs.frozen(kw_only=True)
class Calibration:
    """For each kind the slope and offset that turn log-odds into log-odds of being right (Platt 1999).

    Fitted on development texts by `quoteattr.training.tuning`; a report is right if the reference has one with at
    least half of its words. By default chances stay as they are.

    >>> Calibration(indirect=(0.5, 0.0)).confidence(QuoteKind.INDIRECT, 0.9)
    0.75
    """

    direct: Line = attrs.field(default=(1.0, 0.0), converter=_line)
    mixed: Line = attrs.field(default=(1.0, 0.0), converter=_line)
    indirect: Line = attrs.field(default=(1.0, 0.0), converter=_line)

    def confidence(self, kind: QuoteKind, chance: float) -> float:
        """Give the share of reports of this kind and chance that are right, to four places."""
        slope, offset = getattr(self, kind.value)
        return round(1 / (1 + math.exp(-slope * log_odds(chance) - offset)), 4)


def log_odds(chance: float) -> float:
    """Give the log-odds of a probability, kept away from certainty, which no network has."""
    chance = min(max(chance, CERTAINTY), 1 - CERTAINTY)
    return math.log(chance / (1 - chance))


CERTAINTY = 1e-4
