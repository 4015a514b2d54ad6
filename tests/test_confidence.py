"""Confidence: fitted to what is right, and told in a table that a reader can check."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.confidence import Calibration
from quoteattr.evaluation import GoldDocument, GoldQuote
from quoteattr.evaluation.reliability import Reliability
from quoteattr.extractor import MODEL, QuoteExtractor
from quoteattr.records import Quote, QuoteKind, TextSpan
from quoteattr.training.tuning import fit_line

TEXT = "Ida said it rained. Jon said it snowed. Ada said it thawed."
CONTENT = ((9, 18), (29, 38), (49, 58))


def quote(span: tuple[int, int], confidence: float) -> Quote:
    """Make a quote of a span."""
    return Quote(kind="indirect", content=[TextSpan.of(TEXT, *span)], confidence=confidence)


def gold(optional: int) -> GoldDocument:
    """Make a reference with all contents, one of them optional."""
    quotes = [GoldQuote(id=str(n), content=(span,), optional=n == optional) for n, span in enumerate(CONTENT)]
    return GoldDocument(name="x", corpus="x", text=TEXT, quotes=tuple(quotes))


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(QuoteKind), st.floats(0.1, 5), st.floats(-5, 5))
def test_calibration_keeps_order_and_bounds(
    one: float, other: float, kind: QuoteKind, slope: float, offset: float
) -> None:
    """What is likelier is surer, and every confidence is a share."""
    calibration = Calibration(**{kind.value: (slope, offset)})
    low, high = (calibration.confidence(kind, chance) for chance in sorted((one, other)))
    assert 0 <= low <= high <= 1


def test_without_calibration_chances_stay() -> None:
    """The default changes nothing."""
    assert [0.25, 0.5, 0.9] == [Calibration().confidence(QuoteKind.MIXED, chance) for chance in (0.25, 0.5, 0.9)]


def test_the_model_is_calibrated() -> None:
    """The shipped model knows its calibration, kind by kind, and the extractor uses it."""
    told = json.loads((MODEL / "model.json").read_bytes())["calibration"]
    assert {kind.value for kind in QuoteKind} == set(told)
    assert Calibration(**told) == QuoteExtractor().calibration != Calibration()


def test_reliability_counts_right_and_wrong_but_not_optional() -> None:
    """A quote that answers an optional attribution is neither; what is missed lowers recall."""
    predicted = [quote(CONTENT[0], 0.95), quote(CONTENT[1], 0.55), quote((0, 8), 0.52)]
    reliability = Reliability.of([gold(optional=1)], [predicted])
    assert (((0.52, False), (0.95, True)), 2) == (reliability.pairs, reliability.gold)
    assert (0.5, 0.5) == reliability.at(0)
    assert (0.5, 1.0) == reliability.at(0.6)


def test_the_calibration_error_of_a_known_case() -> None:
    """Half the quotes ten points too sure, half of them sound: five points."""
    pairs = [(0.85, n < 75) for n in range(100)] + [(0.65, n < 65) for n in range(100)]
    reliability = Reliability(pairs=tuple(sorted(pairs)), gold=200)
    assert reliability.error == pytest.approx(0.05)
    bins = [b for b in reliability.bins() if b]
    assert [(100, 0.65), (100, 0.75)] == [(b.quotes, b.right) for b in bins]
    assert "expected calibration error: 5.0" in reliability.as_text()


def test_a_fitted_line_gives_back_the_odds_it_was_made_with() -> None:
    """Chances drawn from a line are found again, whatever the weights."""
    rng = random.Random(5)  # noqa: S311  no secret
    odds = np.array([rng.uniform(-4, 6) for _ in range(20_000)])
    right = np.array([rng.random() < 1 / (1 + np.exp(-0.6 * o + 0.3)) for o in odds], float)
    slope, offset = fit_line(odds, right, np.array([rng.uniform(0.5, 1.5) for _ in odds]))
    assert slope == pytest.approx(0.6, abs=0.05)
    assert offset == pytest.approx(-0.3, abs=0.08)
