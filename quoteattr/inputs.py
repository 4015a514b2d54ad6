"""Files, globs, folders and standard input, read one document at a time.

In: what a user names on a command line. Out: documents, an id and a text each; what cannot be read goes to `complain`.
Imports errors, files and pages only.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from quoteattr.errors import InputFileError, MissingLibraryError, QuoteattrError
from quoteattr.files import STANDARD_INPUT
from quoteattr.pages import LARGEST, SUFFIXES, read_page

__all__ = ["STANDARD_INPUT", "Document", "find_files", "read_documents"]

#: Rows of a Parquet file that are held at once.
BATCH = 256

#: Names of fields or columns that a message lists, and characters of each.
MOST_NAMES, LONGEST_NAME = 20, 60

Complain = Callable[[InputFileError], None]


@attrs.frozen(kw_only=True)
class Document:
    """One text, what to call it in the output, and how many bytes it took in its file; of a page, title and date."""

    id: str
    text: str
    size: int
    title: str | None = None
    date: dt.date | None = None


def find_files(sources: Iterable[str], *, field: str | None = None, complain: Complain) -> list[str]:
    """List the files that ``sources`` name, each once, in the order given.

    A folder stands for the ``*.txt`` files and the web pages in it and below it, and for the ``*.jsonl`` and
    ``*.parquet`` files too when a ``field`` is given. A name that is no file may be a pattern such as
    ``articles/*.txt``.
    """
    files: dict[str, None] = {}
    for source in sources:
        try:
            files.update(dict.fromkeys(_expand(source, field)))
        except InputFileError as problem:
            complain(problem)
        except OSError as problem:
            complain(InputFileError(f"{source}: {problem.strerror}"))
    return list(files)


def _expand(source: str, field: str | None) -> list[str]:
    path = Path(source)
    if source == STANDARD_INPUT or path.is_file():
        return [source]
    if path.is_dir():
        suffixes = {".txt"} if field is None else {".txt", ".jsonl", ".parquet"}
        named = (file for file in sorted(path.rglob("*")) if file.suffix in suffixes or _is_page(file))
        found = [str(file) for file in named if file.is_file()]
        if not found:
            kinds = ", ".join(f"*{suffix}" for suffix in sorted(suffixes | SUFFIXES))
            raise InputFileError(f"{source}: none of {kinds} in this folder")
        return found
    if path.exists():  # a named pipe or a device
        return [source]
    matches = glob.glob(source, recursive=True)  # noqa: PTH207  a Path takes no absolute pattern
    found = [match for match in sorted(matches) if Path(match).is_file()]
    if not found:
        raise InputFileError(f"{source}: no such file or folder")
    return found


def read_documents(
    files: Iterable[str], *, field: str | None = None, id_field: str | None = None, complain: Complain
) -> Iterator[Document]:
    """Yield the documents of ``files``, one at a time.

    Without ``field`` a file is one text. With it, ``*.parquet`` files have the texts in the column ``field``, and
    every other file but ``*.txt`` and web pages holds a JSON object a line, and the text is the value of ``field``. A
    document is called by its file, with the number of the line or row if it has several, or by ``id_field``.
    """
    for file in files:
        try:
            with _open(file) as stream:
                if _is_page(file):
                    yield _page(file, stream)
                elif field is not None and file.endswith(".parquet"):
                    yield from _rows(file, stream, field, id_field, complain)
                elif field is not None and not file.endswith(".txt"):
                    yield from _lines(file, stream, field, id_field, complain)
                elif file.endswith(".jsonl"):
                    complain(InputFileError(f"{file}: JSON lines need --field NAME, the key that holds the text"))
                elif file.endswith(".parquet"):
                    complain(InputFileError(f"{file}: Parquet needs --field NAME, the column that holds the text"))
                else:
                    yield _whole(file, stream)
        except InputFileError as problem:
            complain(problem)
        except OSError as problem:
            complain(InputFileError(f"{file}: {problem.strerror or problem}"))


def _is_page(file: str | Path) -> bool:
    return Path(file).suffix.lower() in SUFFIXES


def _open(file: str) -> AbstractContextManager[BinaryIO]:
    if file == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return Path(file).open("rb")


def _whole(file: str, stream: BinaryIO) -> Document:
    data = stream.read()
    return Document(id=file, text=_decode(data, file), size=len(data))


def _page(file: str, stream: BinaryIO) -> Document:
    data = stream.read(LARGEST + 1)
    try:
        page = read_page(data)
    except QuoteattrError as problem:
        raise InputFileError(f"{file}: {problem}") from problem
    return Document(id=file, text=page.text, size=len(data), title=page.title, date=page.date)


def _lines(file: str, stream: BinaryIO, field: str, id_field: str | None, complain: Complain) -> Iterator[Document]:
    for number, data in enumerate(stream, start=1):
        place = f"{file}:{number}"
        try:
            if line := _decode(data, file, first_line=number).strip():
                yield _document(_parse(line, place), place, field, id_field, len(data))
        except InputFileError as problem:
            complain(problem)


def _rows(file: str, stream: BinaryIO, field: str, id_field: str | None, complain: Complain) -> Iterator[Document]:
    """Yield the documents of a Parquet file, a batch of rows at a time, of no more columns than are asked for."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise InputFileError(f"{file}: {MissingLibraryError('pyarrow', 'reading Parquet')}") from None
    wanted = [name for name in (field, id_field) if name is not None]
    try:
        table = parquet.ParquetFile(stream)
        columns = table.schema_arrow.names
        if missing := [name for name in wanted if name not in columns]:
            raise InputFileError(f"{file}: no column {missing[0]!r}, only {_listed(columns)}")
        size = Path(file).stat().st_size // max(table.metadata.num_rows, 1)
        batches = table.iter_batches(BATCH, columns=wanted)
        for number, row in enumerate(chain.from_iterable(batch.to_pylist() for batch in batches), start=1):
            try:
                yield _document(row, f"{file}:{number}", field, id_field, size)
            except InputFileError as problem:
                complain(problem)
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise InputFileError(f"{file}: not readable as Parquet: {problem}") from problem


def _document(row: dict[str, Any], place: str, field: str, id_field: str | None, size: int) -> Document:
    name = place if id_field is None else _value(row, id_field, place, (str, int))
    return Document(id=str(name), text=_value(row, field, place, (str,)), size=size)


def _decode(data: bytes, file: str, *, first_line: int = 1) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = first_line + data.count(b"\n", 0, problem.start)
        raise InputFileError(
            f"{file}:{line}: not UTF-8 (byte 0x{data[problem.start]:02x}): convert the file to UTF-8 first"
        ) from problem


def _parse(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as problem:
        raise InputFileError(f"{place}: not valid JSON: {problem.msg} at column {problem.colno}") from problem
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits, thousands of brackets
        raise InputFileError(f"{place}: not readable as JSON: {problem}") from problem
    if not isinstance(row, dict):
        raise InputFileError(f"{place}: expected a JSON object, got {type(row).__name__}")
    return row


def _listed(names: Iterable[str]) -> str:
    """Name a few, which tells what a file holds; a file of millions still costs one line."""
    first = [
        repr(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…") for name in islice(names, MOST_NAMES + 1)
    ]
    return ", ".join(first if len(first) <= MOST_NAMES else [*first[:MOST_NAMES], "…"])


def _value(row: dict[str, Any], field: str, place: str, types: tuple[type, ...]) -> Any:
    if field not in row:
        raise InputFileError(f"{place}: no field {field!r}, only {_listed(row) or 'an empty object'}")
    value = row[field]
    if not isinstance(value, types) or isinstance(value, bool):
        names = " or ".join({str: "a string", int: "an integer"}[t] for t in types)
        raise InputFileError(f"{place}: field {field!r} must be {names}, got {type(value).__name__}")
    return value
