"""Formats by name: what quotes are written to, and some are read from.

In: results, pairs of a document's id and its quotes. Out: pieces to write, and back. Imports errors, records, spans,
marks and table only; what a library is needed for imports it when used.
"""

from __future__ import annotations

from quoteattr.formats.base import Format, Medium, Result
from quoteattr.formats.brat import Brat
from quoteattr.formats.citron import Citron
from quoteattr.formats.csv_table import CsvTable
from quoteattr.formats.doc_bin import DocBinary
from quoteattr.formats.doccano import Doccano
from quoteattr.formats.json_array import JsonArray
from quoteattr.formats.json_lines import JsonLines
from quoteattr.formats.label_studio import LabelStudio
from quoteattr.formats.parquet import Parquet
from quoteattr.formats.prodigy import Prodigy
from quoteattr.formats.schema_org import SchemaOrg
from quoteattr.formats.tei import Tei
from quoteattr.formats.view import View
from quoteattr.formats.web_annotation import WebAnnotation

__all__ = [
    "FORMATS",
    "READABLE",
    "Brat",
    "Citron",
    "CsvTable",
    "DocBinary",
    "Doccano",
    "Format",
    "JsonArray",
    "JsonLines",
    "LabelStudio",
    "Medium",
    "Parquet",
    "Prodigy",
    "Result",
    "SchemaOrg",
    "Tei",
    "View",
    "WebAnnotation",
]

#: Every format by the name that the command line knows it by.
FORMATS: dict[str, type[Format]] = {
    "view": View,
    "jsonl": JsonLines,
    "json": JsonArray,
    "csv": CsvTable,
    "parquet": Parquet,
    "webanno": WebAnnotation,
    "schemaorg": SchemaOrg,
    "tei": Tei,
    "brat": Brat,
    "labelstudio": LabelStudio,
    "prodigy": Prodigy,
    "doccano": Doccano,
    "docbin": DocBinary,
    "citron": Citron,
}

#: The names of the formats that can be read back.
READABLE = tuple(name for name, format_ in FORMATS.items() if format_.read is not Format.read)
