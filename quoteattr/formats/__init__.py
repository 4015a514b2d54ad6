"""Output formats by name.

In: results, pairs of a document's id and its quotes. Out: text, piece by piece. Imports records only.
"""

from __future__ import annotations

from quoteattr.formats.base import Format, Result
from quoteattr.formats.csv_table import CsvTable
from quoteattr.formats.json_array import JsonArray
from quoteattr.formats.json_lines import JsonLines
from quoteattr.formats.view import View

__all__ = ["FORMATS", "CsvTable", "Format", "JsonArray", "JsonLines", "Result", "View"]

#: Every format by the name that `quoteattr extract --format` knows it by.
FORMATS: dict[str, type[Format]] = {"view": View, "jsonl": JsonLines, "json": JsonArray, "csv": CsvTable}
