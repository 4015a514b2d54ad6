"""An index as a file of JSON Lines: a header with the known people, then a line a document.

In: known people and documents. Out: the file, written whole or not at all; and back. Imports entries, people, errors.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from quoteattr.errors import InputFileError
from quoteattr.index.entries import Entry, IndexedDocument, IndexedQuote
from quoteattr.index.people import KnownPerson

__all__ = ["SCHEMA", "read_index", "write_index"]

#: The version of the layout; it grows when a field changes its meaning or goes.
SCHEMA = 1


def write_index(path: Path, known: Sequence[KnownPerson], documents: Sequence[IndexedDocument]) -> None:
    """Write an index beside its place, then move it there: a reader, or a power cut, never meets half of it."""
    place = path.resolve()  # a link stays a link
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            header = {"schema": SCHEMA, "people": [person.to_dict() for person in known], "documents": len(documents)}
            for row in (header, *map(_to_row, documents)):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def read_index(path: Path) -> tuple[tuple[KnownPerson, ...], list[IndexedDocument]]:
    """Read an index; raise `InputFileError` for a file that is cut off, altered or something else."""
    number = 1
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            known, count = _header(json.loads(file.readline()), path)
            documents = []
            for number, line in enumerate(file, start=2):  # noqa: B007  the error names it
                documents.append(_from_row(json.loads(line)))
    except OSError as problem:
        raise InputFileError(f"{path}: {problem.strerror or problem}") from problem
    except (LookupError, TypeError, ValueError, RecursionError) as problem:
        raise InputFileError(f"{path}:{number}: not a line of an index of speakers: {_REMEDY}") from problem
    if count != len({document.id for document in documents}):
        raise InputFileError(f"{path}: has {len(documents)} of its {count} documents: {_REMEDY}")
    return known, documents


_REMEDY = "restore the file that SpeakerIndex.save() wrote, or make the index anew"


def _header(row: dict[str, Any], path: Path) -> tuple[tuple[KnownPerson, ...], int]:
    if row["schema"] > SCHEMA:
        raise InputFileError(f"{path}:1: layout {row['schema']} is newer than this quoteattr: install a newer version")
    return tuple(map(KnownPerson.from_dict, row["people"])), row["documents"]


def _to_row(document: IndexedDocument) -> dict[str, Any]:
    """Give a document as JSON values; quotes name their speakers by number."""
    entries = list(dict.fromkeys(entry for _, some in document.said for entry in some))
    number = {entry: i for i, entry in enumerate(entries)}
    return {
        "id": document.id,
        "date": document.date and document.date.isoformat(),
        "unnamed": document.unnamed,
        "speakers": [attrs.asdict(entry) for entry in entries],
        "quotes": [
            {**attrs.asdict(quote, filter=_own), "speakers": [number[entry] for entry in some]}
            for quote, some in document.said
        ],
    }


def _own(attribute: attrs.Attribute[Any], _: object) -> bool:
    """Whether a field is the quote's own, not its document's."""
    return attribute.name not in {"document", "date"}


def _from_row(row: dict[str, Any]) -> IndexedDocument:
    date = row["date"] and dt.date.fromisoformat(row["date"])
    entries = [Entry(**speaker) for speaker in row["speakers"]]
    said = []
    for data in row["quotes"]:
        some = tuple(entries[number] for number in data.pop("speakers"))
        said.append((IndexedQuote(document=row["id"], date=date, **data), some))
    return IndexedDocument(id=row["id"], date=date, said=tuple(said), unnamed=row["unnamed"])
