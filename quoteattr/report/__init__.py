"""Reports for reading: one HTML page of many texts, and a small view of one for notebooks.

In: results, pairs of a document's id and its quotes. Out: HTML. Imports records and formats only.
"""

from __future__ import annotations

from quoteattr.report.dates import read_dates
from quoteattr.report.notebook import draw
from quoteattr.report.page import render

__all__ = ["draw", "read_dates", "render"]
