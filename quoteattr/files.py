"""Files and folders of results, in any format that `quoteattr.formats` knows.

In: results and where to write them, or what to read. Out: files, or results. Imports errors and formats only.
"""

from __future__ import annotations

import codecs
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from quoteattr.errors import FormatError, InputFileError, OutputFileError
from quoteattr.formats import FORMATS, Format, Medium, Result
from quoteattr.formats.base import PAIRED

__all__ = [
    "ENCODING",
    "STANDARD_INPUT",
    "is_replaced",
    "open_output",
    "open_private",
    "publish",
    "read_results",
    "save",
    "write_pieces",
    "write_results",
    "writing",
]

STANDARD_INPUT = "-"


def _escape_halves(error: UnicodeError) -> tuple[bytes, int]:
    """Write half a surrogate pair as its escape, and both halves of one as two replacement characters."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    halves = PAIRED.sub("\ufffd", error.object[error.start : error.end])
    return halves.encode("utf-8", "backslashreplace"), error.end


codecs.register_error("quoteattr.halves", _escape_halves)

#: How text is written: UTF-8 everywhere, with line ends as they are; half a surrogate pair is written as its escape.
ENCODING: dict[str, Any] = {"encoding": "utf-8", "errors": "quoteattr.halves", "newline": "\n"}


def write_results(results: Iterable[Result], output: str | Path, *, format: str = "jsonl", **options: Any) -> None:  # noqa: A002
    """Write results, pairs of a document's id and its `Quotes`, to a file, or to a folder where a format needs several.

    ``options`` are those of the format, such as ``with_text=True`` for "jsonl". A file takes its name when it is whole.
    Raises `OutputFileError` for a place that cannot be written, and `FormatError` for quotes that the format cannot
    hold.
    """
    format_ = _named(format)(**options)
    with open_output(format_.medium, Path(output)) as target:
        write_pieces(format_.render(results), target)


def read_results(source: str | Path, *, format: str = "jsonl", **options: Any) -> Iterator[Result]:  # noqa: A002
    """Yield the results in a file or folder, ``-`` for standard input; raise `InputFileError` where it cannot be read.

    ``options`` are those of the format, such as ``failed`` for "jsonl", which is told of rows with an error.

    >>> list(read_results("nowhere.jsonl"))
    Traceback (most recent call last):
    quoteattr.errors.InputFileError: nowhere.jsonl: No such file or directory
    """
    format_ = _named(format)(**options)
    try:
        with _open_input(format_.medium, str(source)) as stream:
            yield from format_.read(stream)
    except FormatError as problem:
        raise InputFileError(f"{source}: {problem}") from problem
    except UnicodeDecodeError as problem:
        raise InputFileError(f"{source}: not UTF-8 (byte 0x{problem.object[problem.start]:02x})") from problem
    except OSError as problem:
        raise InputFileError(f"{source}: {problem.strerror or problem}") from problem


def _named(format_name: str) -> type[Format]:
    if format_name not in FORMATS:
        raise FormatError(f"no format {format_name!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[format_name]


def write_pieces(pieces: Iterable[Any], target: Any) -> None:
    """Write what a format has rendered, as it comes, to what `open_output` gave."""
    for piece in pieces:
        if isinstance(target, Path):
            name, text = piece
            with writing(target / name), (target / name).open("w", **ENCODING) as file:
                file.write(text)
        else:
            target.write(piece)
            if target.isatty():
                target.flush()


@contextmanager
def open_output(medium: Medium, output: Path | None) -> Iterator[Any]:
    """Open what a medium is written to: an open stream, of standard output without a name, or the Path of a folder.

    A file takes its name when it is whole; where the work is broken off, what stood there stays.
    Raises `OutputFileError`, also for bytes on a terminal and for a folder without a name.
    """
    if output is None:
        yield _standard_output(medium)
        sys.stdout.flush()
    elif medium is Medium.FOLDER:
        with writing(output):
            output.mkdir(exist_ok=True)
        yield output
    else:
        mode: dict[str, Any] = {"mode": "wb"} if medium is Medium.BINARY else {"mode": "w", **ENCODING}
        with _replacing(output, mode) if is_replaced(output) else _plainly(output, mode) as file:
            yield file


def is_replaced(output: Path) -> bool:
    """Tell whether a file can be put in a place: devices and pipes are written to, not replaced.

    Raises `OutputFileError` for a folder, and for a file that may not be written.
    """
    with writing(output):
        if output.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if output.exists() and not os.access(output, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return output.is_file() or not output.exists()


@contextmanager
def _replacing(output: Path, mode: dict[str, Any]) -> Iterator[IO[Any]]:
    """Open a file beside a place, for nobody else to read, and move it there at the end."""
    output = output.resolve()  # a link stays one
    beside = output.with_name(f".quoteattr-{secrets.token_hex(8)}")
    with writing(output):
        file = open_private(beside, **mode)
    try:
        with file:
            yield file
            with writing(output):
                save(file)
        with writing(output):
            publish(beside, output)
    finally:
        beside.unlink(missing_ok=True)


def open_private(path: Path, mode: str, **options: Any) -> IO[Any]:
    """Open a file as `open` does; a new one is for its owner alone, and no link is followed."""

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)

    return open(path, mode, opener=opened, **options)


def publish(beside: Path, output: Path) -> None:
    """Move a file to its place, with the permissions of the file there, or of any new file."""
    if output.exists():
        shutil.copymode(output, beside)
    else:
        mask = os.umask(0o077)  # the only way to ask; what other threads open meanwhile is for the owner alone
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
    beside.replace(output)


def save(file: IO[Any]) -> None:
    """See to it that what was written to a file outlives a power cut."""
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _plainly(output: Path, mode: dict[str, Any]) -> Iterator[IO[Any]]:
    with writing(output):
        file: IO[Any] = output.open(**mode)
    with file:
        yield file


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn the system's refusal to write into an `OutputFileError` that names the place."""
    try:
        yield
    except OSError as problem:
        raise OutputFileError(f"cannot write {output}: {problem.strerror}") from problem


def _standard_output(medium: Medium) -> Any:
    if medium is Medium.FOLDER:
        raise OutputFileError("this format has several files: name a folder for them")
    if medium is Medium.BINARY:
        if sys.stdout.isatty():
            raise OutputFileError("this format is not for a terminal: name a file")
        return sys.stdout.buffer
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(**ENCODING)
    return sys.stdout


@contextmanager
def _open_input(medium: Medium, source: str) -> Iterator[Any]:
    if medium is Medium.FOLDER:
        if not Path(source).is_dir():
            raise FormatError("not a folder: this format has several files")
        yield Path(source)
        return
    with nullcontext(sys.stdin.buffer) if source == STANDARD_INPUT else Path(source).open("rb") as stream:
        yield stream if medium is Medium.BINARY else TextIOWrapper(stream, "utf-8-sig", newline="\n")
