"""The dates of texts: read from a file, and counted in days, weeks, months or years.

In: a CSV file; dates. Out: dates by a text's id; periods. Imports errors only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import attrs

from quoteattr.errors import InputFileError

__all__ = ["Period", "periods", "read_dates"]

#: So many columns still stand side by side on a narrow screen.
MOST_PERIODS = 60

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def read_dates(file: Path) -> dict[str, date]:
    """Read the dates of texts from a CSV file with the columns ``id`` and ``date``; other columns are left alone.

    A date is written as in ISO 8601, such as 2026-05-04; a time after it is dropped. A row without a date is a text
    whose date is not known. Raises `InputFileError` naming the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not {"id", "date"} <= set(rows.fieldnames or ()):
                raise InputFileError(f"{file}: the first line must name the columns id and date")
            dated = (row for row in rows if row["id"] and row["date"])
            return {row["id"]: _read(row["date"], f"{file}:{rows.line_num}") for row in dated}
    except UnicodeDecodeError as problem:
        raise InputFileError(f"{file}: not UTF-8: convert the file to UTF-8 first") from problem
    except csv.Error as problem:
        raise InputFileError(f"{file}: not readable as CSV: {problem}") from problem
    except OSError as problem:
        raise InputFileError(f"{file}: {problem.strerror or problem}") from problem


def _read(text: str, place: str) -> date:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError as problem:
        raise InputFileError(f"{place}: {text!r} is not a date: write it as 2026-05-04") from problem


@attrs.frozen
class Period:
    """A way to cut time in pieces: its name, the number of the piece a date lies in, and what a piece is called."""

    name: str
    number: Callable[[date], int]
    label: Callable[[int], str]


def _day(number: int) -> str:
    day = date.fromordinal(number)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# Day 1, the first of January of year 1, was a Monday.
_PERIODS = (
    Period("day", date.toordinal, _day),
    Period("week", lambda day: (day.toordinal() - 1) // 7, lambda week: _day(week * 7 + 1)),
    Period("month", lambda d: d.year * 12 + d.month - 1, lambda m: f"{MONTHS[m % 12]} {m // 12}"),
    Period("year", lambda day: day.year, str),
    Period("decade", lambda day: day.year // 10, lambda decade: f"{decade}0s"),
    Period("century", lambda day: day.year // 100, lambda century: f"{century}00s"),
)


def periods(dates: Iterable[date]) -> Period:
    """Choose the finest period of which the dates, one or more, span not too many.

    >>> periods([date(2026, 5, 4), date(2026, 12, 24)]).name
    'week'
    """
    known = list(dates)
    first, last = min(known), max(known)
    fitting = (p for p in _PERIODS if p.number(last) - p.number(first) < MOST_PERIODS)
    return next(fitting, _PERIODS[-1])
