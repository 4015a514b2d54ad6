"""The JSON Schema of a document as JSON Lines and JSON hold it, made from the records.

In: nothing. Out: the schema; ``python -m quoteattr.formats.schema`` writes it to standard output. Imports records and
formats.base only.
"""

from __future__ import annotations

import enum
import json
import sys
import types
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from quoteattr.formats.base import SCHEMA
from quoteattr.records import Quote, Speaker, TextSpan

__all__ = ["document_schema", "dump_schema"]

PLAIN: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}

#: What the types do not say.
LIMITS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("TextSpan", "start"): {"minimum": 0},
    ("TextSpan", "end"): {"minimum": 1},
    ("Quote", "content"): {"minItems": 1},
    ("Quote", "confidence"): {"minimum": 0, "maximum": 1},
    ("Quote", "parent"): {"minimum": 0},
}


def document_schema() -> dict[str, Any]:
    """Give the schema of one document, in draft 2020-12.

    >>> sorted(document_schema()["$defs"])
    ['Quote', 'Speaker', 'TextSpan']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Quotes of a text",
        "description": "A line of JSON Lines, or an item of the JSON array. Offsets are code points, half open.",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "id": {"type": "string"},
            "title": {"type": "string"},
            "date": {"type": "string", "format": "date"},
            "text": {"type": "string"},
            "error": {"type": "string", "description": "Why the text has no quotes here: it could not be read."},
            "quotes": {"type": "array", "items": {"$ref": "#/$defs/Quote"}},
        },
        "required": ["schema", "id", "quotes"],
        "$defs": {record.__name__: _record(record) for record in (Quote, Speaker, TextSpan)},
    }


def dump_schema() -> str:
    """Give the schema as it stands in its file."""
    return json.dumps(document_schema(), indent=2) + "\n"


def _record(record: type[attrs.AttrsInstance]) -> dict[str, Any]:
    hints = get_type_hints(record)
    name = record.__name__
    fields = {f.name: {**_type(hints[f.name]), **LIMITS.get((name, f.name), {})} for f in attrs.fields(record)}
    if record is Quote:
        fields["text"] = _type(str)
    return {
        "description": (record.__doc__ or "").splitlines()[0],
        "type": "object",
        "properties": fields,
        "required": list(fields),
    }


def _type(hint: Any) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if isinstance(hint, types.UnionType):
        return {"anyOf": [_type(part) for part in get_args(hint)]}
    if issubclass(hint, enum.Enum):
        return {"enum": [value.value for value in hint]}
    return {"$ref": f"#/$defs/{hint.__name__}"}


if __name__ == "__main__":
    sys.stdout.write(dump_schema())
