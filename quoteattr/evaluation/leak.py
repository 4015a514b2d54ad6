"""Whether memory stays flat over many documents: ``python -m quoteattr.evaluation.leak``.

In: how many documents, which are made here. Out: a table of resident memory. Imports the extractor, tables and traps.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from quoteattr.evaluation.tables import aligned
from quoteattr.evaluation.traps import surnames
from quoteattr.extractor import QuoteExtractor

__all__ = ["articles", "resident"]

#: Where Linux says how many pages of memory a process holds.
PAGES = Path("/proc/self/statm")


def articles(distinct: int = 0) -> Iterator[str]:
    """Make short articles without end, each with words and a name that none before had, or only so many distinct ones.

    >>> next(articles())
    'Ann Baaa, harbour master of Baaa-0, said pier 0 was shut. “We lost ship0,” she said.'
    """
    names = itertools.islice(surnames(), distinct or None)
    for count, name in enumerate(itertools.cycle(names)):
        number = count % distinct if distinct else count
        yield (
            f"Ann {name}, harbour master of {name}-{number}, said pier {number} was shut. "
            f"“We lost ship{number},” she said."
        )


def resident() -> int:
    """Give the bytes of memory that this process holds; where the system does not tell, the most it has held."""
    if PAGES.exists():
        return int(PAGES.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@click.command()
@click.option("--documents", type=click.IntRange(min=2), default=10_000, show_default=True, help="How many to extract.")
@click.option("--warm-up", type=click.IntRange(min=1), default=1_000, show_default=True, help="Not counted: the first.")
@click.option(
    "--distinct",
    type=click.IntRange(min=0),
    default=1_000,
    show_default=True,
    help="Articles after which the same come again; 0: never, so that what is remembered of words grows to its bounds.",
)
@click.option("--limit", default=5.0, show_default=True, help="Per cent by which memory may have grown after these.")
def main(*, documents: int, warm_up: int, distinct: int, limit: float) -> None:
    """Extract short documents and show the memory that the process holds.

    Exit status: 0, or 1 when memory has grown by more than the limit.
    """
    extractor = QuoteExtractor()
    documents = max(documents, warm_up)
    step = max(1, (documents - warm_up) // 10)
    first = 0
    rows = [["documents", "MB", "grown, per cent"]]
    for number, _ in enumerate(extractor.pipe(itertools.islice(articles(distinct), documents)), start=1):
        if number == warm_up:
            first = resident()
        if number >= warm_up and ((number - warm_up) % step == 0 or number == documents):
            held = resident()
            rows.append([str(number), f"{held / 1e6:.1f}", f"{100 * (held / first - 1):.1f}"])
    click.echo(aligned(rows))
    sys.exit(float(rows[-1][-1]) > limit)


if __name__ == "__main__":
    main()
