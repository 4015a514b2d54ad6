"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from quoteattr import QuoteExtractor

# How long a text takes is measured elsewhere, and depends on what else the machine does.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def extractor() -> QuoteExtractor:
    """Load the shipped model once for all tests."""
    return QuoteExtractor()


@pytest.fixture(scope="session")
def articles() -> Path:
    """Give the folder of the example articles."""
    return ROOT / "examples" / "articles"


@pytest.fixture(scope="session")
def data() -> Path:
    """Give the data folder, or skip the test where QUOTEATTR_DATA does not name one."""
    folder = os.environ.get("QUOTEATTR_DATA")
    if not folder:
        pytest.skip("QUOTEATTR_DATA does not name the data folder")
    return Path(folder)
