"""The published JSON Schema: up to date, and true of what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from strategies import results

from quoteattr import Quote, TextSpan
from quoteattr.formats import JsonLines, Result
from quoteattr.formats.schema import document_schema, dump_schema

FILE = Path(__file__).parents[1] / "docs" / "schema" / "quotes.schema.json"


def test_the_file_is_up_to_date() -> None:
    """The file is what the records say; write it again with: python -m quoteattr.formats.schema > FILE."""
    assert FILE.read_text(encoding="utf-8") == dump_schema()


@given(documents=results())
def test_what_is_written_is_valid(documents: list[Result]) -> None:
    """Every line of JSON Lines, with its text or without, is a document as the schema has it."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(document_schema())
    for with_text in (False, True):
        rows = [json.loads(line) for line in JsonLines(with_text=with_text).render(documents)]
        assert all(validator.is_valid(row) for row in rows)


QUOTE = Quote(kind="direct", content=[TextSpan(start=0, end=2, text="no")]).to_dict()


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "shouted"},
        {"content": []},
        {"content": [{"start": -1, "end": 1, "text": "no"}]},
        {"cue": "said"},
        {"confidence": 1.5},
        {"parent": "0"},
        {"speakers": [{"name": "Bo"}]},
        {"text": None},
    ],
)
def test_what_is_no_quote_is_invalid(changed: dict[str, Any]) -> None:
    """The schema tells a quote from what is none."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(document_schema())
    document = {"schema": 1, "id": "a", "quotes": [QUOTE]}
    assert validator.is_valid(document)
    assert not validator.is_valid({**document, "quotes": [{**QUOTE, **changed}]})
    assert not validator.is_valid({"quotes": [QUOTE]})
