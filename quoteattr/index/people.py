"""People whom the user knows: their ids and names, from a file or given one by one.

In: a JSON or CSV file, or records. Out: `KnownPerson` records, sorted by id. Imports entries, records and errors only.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import attrs

from quoteattr.errors import InputFileError, RecordError
from quoteattr.index.entries import NAMED
from quoteattr.records import SpeakerKind

__all__ = ["KnownPerson", "People", "read_people"]

#: What stands between the aliases or the roles in one cell of a CSV file.
BETWEEN = "|"


def _kind(value: object) -> SpeakerKind:
    if not isinstance(value, str) or value not in NAMED:
        raise RecordError(f"kind must be {', '.join(sorted(NAMED))}, got {value!r}")
    return SpeakerKind(value)


def _name(_: KnownPerson, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not any(c.isalnum() for c in value):
        raise RecordError(f"{attribute.name} must be a string with a letter or a digit in it, got {value!r}")


def _strings(values: object) -> tuple[str, ...]:
    if isinstance(values, list | tuple) and all(isinstance(value, str) for value in values):
        return tuple(value for value in values if value.strip())
    raise RecordError(f"aliases and roles must be lists of strings, got {values!r}")


@attrs.frozen
class KnownPerson:
    """A person or an institution that the user has an id for, such as one of Wikidata.

    ``kind`` is person, organization or place. ``aliases`` are other names; ``roles`` decide between namesakes.
    Raises `RecordError` for values of another sort.

    >>> KnownPerson("Ana Brill", "Q1", aliases=["Ana Moe"], roles=["harbour master"]).kind
    <SpeakerKind.PERSON: 'person'>
    """

    name: str = attrs.field(validator=_name)
    id: str = attrs.field(validator=_name)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_strings)
    kind: SpeakerKind = attrs.field(default=SpeakerKind.PERSON, converter=_kind)
    roles: tuple[str, ...] = attrs.field(default=(), converter=_strings)

    def to_dict(self) -> dict[str, Any]:
        """Give the person as JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "aliases": list(self.aliases),
            "kind": self.kind.value,
            "roles": list(self.roles),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a person of JSON values; what is not there has its default."""
        return cls(**{key: data[key] for key in ("name", "id", "aliases", "kind", "roles") if key in data})


#: Where known people come from: a file, the records themselves, or nowhere.
People = str | Path | Iterable[KnownPerson] | None


def read_people(people: People) -> tuple[KnownPerson, ...]:
    """Read known people from a JSON or CSV file, or take them as they are.

    CSV has the columns id, name, aliases, kind and roles, the last three of which may be missing; aliases and roles
    are separated by "|". JSON is a list of objects with the same keys. Raises `InputFileError`, which names file and
    line, and `RecordError` for records that share an id.
    """
    found: dict[str, KnownPerson] = {}
    for person, place in _placed(people):
        if person.id in found:
            message = f"{place}the id {person.id!r} is also that of {found[person.id].name}: give each person another"
            raise InputFileError(message) if place else RecordError(message)
        found[person.id] = person
    return tuple(found[key] for key in sorted(found))


def _placed(people: People) -> Iterator[tuple[KnownPerson, str]]:
    """Yield people, each with the place to name in an error."""
    if not isinstance(people, str | Path):
        yield from ((person, "") for person in people or ())
        return
    path = Path(people)
    readers = {".csv": _csv_rows, ".json": _json_rows}
    if path.suffix.lower() not in readers:
        raise InputFileError(f"{path}: known people are read from *.csv or *.json: rename or convert the file")
    for row, place in readers[path.suffix.lower()](_text(path), path):
        if missing := [key for key in ("id", "name") if not row.get(key)]:
            raise InputFileError(f"{place}: no {' and no '.join(missing)}: every person needs an id and a name")
        try:
            yield KnownPerson.from_dict(row), f"{place}: "
        except RecordError as problem:
            raise InputFileError(f"{place}: {problem}") from problem


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise InputFileError(f"{path}: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise InputFileError(f"{path}:{line}: not UTF-8: save the file as UTF-8 first") from problem


def _csv_rows(text: str, path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = rows.fieldnames or ()
        if not {"id", "name"} <= set(columns):
            found = ", ".join(columns) or "an empty file"
            raise InputFileError(f"{path}:1: the first line must name the columns id and name, got {found}")
        for row in rows:
            place = f"{path}:{rows.line_num}"
            if None in row:
                raise InputFileError(f'{place}: more cells than columns: put cells with a comma in "quotation marks"')
            yield {key: _cell(key, value) for key, value in row.items() if value and value.strip()}, place
    except csv.Error as problem:
        raise InputFileError(f"{path}:{rows.reader.line_num}: not readable as CSV: {problem}") from problem


def _cell(column: str, value: str) -> str | list[str]:
    parts = [part.strip() for part in value.split(BETWEEN)]
    return parts if column in {"aliases", "roles"} else value.strip()


def _json_rows(text: str, path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as problem:
        raise InputFileError(f"{path}:{problem.lineno}: not valid JSON: {problem.msg}") from problem
    except (ValueError, RecursionError) as problem:
        raise InputFileError(f"{path}: not readable as JSON: {problem}") from problem
    if not isinstance(rows, list):
        raise InputFileError(f"{path}:1: expected a list of people, got {type(rows).__name__}")
    for number, row in enumerate(rows, start=1):
        place = f"{path}: person {number}"
        if not isinstance(row, dict):
            raise InputFileError(f"{place}: expected an object with id and name, got {type(row).__name__}")
        yield row, place
