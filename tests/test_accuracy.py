"""What the shipped model must reach on annotated texts, where the data folder is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr import QuoteExtractor
from quoteattr.evaluation.corpora import read_split
from quoteattr.evaluation.report import SplitReport


def report(split: str, data: Path, extractor: QuoteExtractor) -> SplitReport:
    """Score the shipped model on a split."""
    documents = read_split(split, data)
    return SplitReport.of(split, documents, list(extractor.pipe(document.text for document in documents)))


@pytest.fixture(scope="module")
def articles(data: Path, extractor: QuoteExtractor) -> SplitReport:
    """Score the five articles once."""
    return report("seeds", data, extractor)


def test_direct_quotes_of_the_articles(articles: SplitReport) -> None:
    """All direct quotes of the five articles are found with kind and source right."""
    direct = articles.scores.rows["direct"]
    assert (9, 9) == (direct.gold, direct.found)
    assert direct.source_ok == direct.sourced
    assert direct.kind_ok == direct.found


@pytest.mark.parametrize(
    ("share", "floor"), [("recall", 0.8), ("precision", 0.7), ("source_ok", 0.72), ("kind_ok_of_found", 0.95)]
)
def test_articles(articles: SplitReport, share: str, floor: float) -> None:
    """The five articles, damaged and translated as they are, come out nearly whole."""
    reached = articles.scores.rows["all"].shares()[share]
    assert reached is not None
    assert reached >= floor


def test_polnear(data: Path, extractor: QuoteExtractor) -> None:
    """On PolNeAR's development texts nearly all content words and direct quotes are found."""
    scores = report("polnear-dev", data, extractor).scores
    assert (scores.token["content"].f1 or 0) >= 0.89
    assert (scores.rows["direct"].shares()["recall"] or 0) >= 0.97
