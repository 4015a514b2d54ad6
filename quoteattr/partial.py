"""A file of JSON lines that grows beside its place: what it has outlives a kill, and a later run adds the rest.

In: where the lines are to stand in the end, and the lines. Out: that file, once it is whole. Imports errors and files
only.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import attrs

from quoteattr.errors import OutputFileError
from quoteattr.files import ENCODING, open_private, publish, save, writing

__all__ = ["grow", "partial_of", "take_up"]

#: Seconds of work that a power cut may cost; a kill costs none.
SAVED_EVERY = 5.0


def partial_of(output: Path) -> Path:
    """Name the file that grows until it becomes the output.

    >>> partial_of(Path("quotes.jsonl")).name
    'quotes.jsonl.partial'
    """
    place = output.resolve()  # a link stays one
    return place.with_name(f"{place.name}.partial")


def take_up(output: Path) -> Counter[str]:
    """Count the ids of the lines that an interrupted run has left, and cut off a last line that is not whole.

    Without such a run there are none. Raises `OutputFileError` for a file that is none of ours.
    """
    partial, done, whole = partial_of(output), Counter[str](), 0
    with writing(partial):
        if not partial.exists():
            return done
        with open_private(partial, "r+b") as file:
            for number, line in enumerate(file, start=1):
                if line.endswith(b"\n"):
                    done[_id_of(line, f"{partial}:{number}")] += 1
                    whole += len(line)
            file.truncate(whole)
    return done


def _id_of(line: bytes, place: str) -> str:
    try:
        return str(json.loads(line)["id"])
    except (ValueError, LookupError, TypeError, RecursionError) as problem:
        raise OutputFileError(
            f"{place}: not a line of quotes, so nothing can be added: move the file away"
        ) from problem


@contextmanager
def grow(output: Path) -> Iterator[Callable[[str], None]]:
    """Open what an interrupted run has left, or a new file, and give what adds a line; at the end it is the output.

    Until then it is for its owner alone, and no link is followed.

    Where the work is broken off, what was written stays for `take_up`, unless it is nothing.
    """
    partial = partial_of(output)
    with writing(output):
        file: IO[str] = open_private(partial, "a", **ENCODING)
    try:
        with file:
            yield _Adding(partial, file)
            with writing(partial):
                save(file)
        with writing(output):
            publish(partial, output.resolve())
    finally:
        if partial.exists() and not partial.stat().st_size:
            partial.unlink()


@attrs.define
class _Adding:
    """Adds lines to a file, each of which is there for good before the next one."""

    place: Path
    file: IO[str]
    saved: float = attrs.field(factory=time.monotonic)

    def __call__(self, line: str) -> None:
        with writing(self.place):
            self.file.write(line)
            self.file.flush()
            if time.monotonic() > self.saved + SAVED_EVERY:
                save(self.file)
                self.saved = time.monotonic()
