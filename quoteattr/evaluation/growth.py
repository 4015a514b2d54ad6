"""How time grows with text made to be slow: ``python -m quoteattr.evaluation.growth``.

In: nothing. Out: a table of each stage's seconds, and of how they grow when a text grows fourfold. Imports traps, every
stage, the formats, the index and the report.

The network reads one window after another, so that its time is that of the windows; in its place stands a `Zealot`.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import attrs
import click

from quoteattr.addressees import find_addressee
from quoteattr.decoding import Thresholds, decode
from quoteattr.errors import MissingLibraryError
from quoteattr.evaluation.tables import markdown
from quoteattr.evaluation.traps import TRAPS, Zealot
from quoteattr.extractor import to_quote, tokenize
from quoteattr.formats import FORMATS
from quoteattr.index import SpeakerIndex
from quoteattr.marks import find_quotations
from quoteattr.printing import unwrap
from quoteattr.records import Quotes
from quoteattr.report import render
from quoteattr.reports import read_scores
from quoteattr.speakers import resolve_speakers
from quoteattr.windows import cut_windows, encode, split_words

Item = TypeVar("Item")
Result = TypeVar("Result")

#: A stage that takes less than this many seconds of the larger text is not looked at: that is noise.
SHORT = 0.05


@attrs.define
class Cost:
    """What the stages take of one text: seconds of CPU time each, and bytes at the peak where they were counted."""

    seconds: dict[str, float] = attrs.field(factory=dict)
    peak: int = 0

    def __call__(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do the work of a stage and note its time."""
        start = time.process_time()
        result = work()
        self.seconds[stage] = time.process_time() - start
        return result


def read_at_cost(text: str, tagger: Zealot, cost: Cost) -> Quotes:
    """Extract the quotes of a text as the library does, stage by stage, the tagger left out."""
    read = cost("unwrap", lambda: unwrap(text))
    quotations = cost("marks", lambda: find_quotations(read))
    spans = cost("tokenize", lambda: list(tokenize(read)))
    words = cost("split words", lambda: split_words(spans, quotations))
    encoding = cost("encode", lambda: encode(read, words, quotations, tagger.subwords))
    windows = cost("cut windows", lambda: cut_windows(encoding))
    scored = ((window, tagger(encoding, window)) for window in windows)
    reports, entities = _without_tagger(cost, "read scores", lambda seen: read_scores(encoding, seen), scored)
    found = cost("decode", lambda: decode(text, encoding, quotations, reports, Thresholds()))
    addressed = cost("addressees", lambda: [attrs.evolve(a, addressee=find_addressee(text, a)) for a in found])
    speakers = cost("speakers", lambda: resolve_speakers(text, addressed, entities))
    pairs = zip(addressed, speakers, strict=True)
    return cost("records", lambda: Quotes([to_quote(text, a, s) for a, s in pairs], text=text))


def _without_tagger(cost: Cost, stage: str, work: Callable[[Iterable[Item]], Result], items: Iterable[Item]) -> Result:
    """Do work on items that are made as it goes, and note its time less that of the making."""
    making = 0.0

    def made() -> Iterator[Item]:
        nonlocal making
        pending = iter(items)
        while True:
            start = time.process_time()
            item = next(pending, None)
            making += time.process_time() - start
            if item is None:
                return
            yield item

    result = cost(stage, lambda: work(made()))
    cost.seconds[stage] -= making
    return result


def write_at_cost(quotes: Quotes, cost: Cost) -> None:
    """Write quotes in every format that can be written here, and gather their speakers."""
    for name, format_ in FORMATS.items():
        with suppress(MissingLibraryError):
            cost(name, lambda format_=format_: [len(piece) for piece in format_().render([("a", quotes)])])  # type: ignore[misc]
    cost("index", lambda: _index(quotes))
    cost("report", lambda: render([("a", quotes)]))


def _index(quotes: Quotes) -> int:
    index = SpeakerIndex()
    index.add(quotes, document="a")
    return len(index.people)


@contextmanager
def without_collections() -> Iterator[None]:
    """Keep the collector of garbage out: it would fall on whichever stage is running."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def growth(small: Cost, large: Cost) -> dict[str, float]:
    """Tell for each stage how many times as long the larger text took; of what is too short to tell, nothing."""
    return {
        stage: seconds / max(small.seconds[stage], SHORT / 10)
        for stage, seconds in large.seconds.items()
        if seconds >= SHORT
    }


def measure(size: int, *, memory: bool) -> Iterator[tuple[str, Cost, Cost]]:
    """Yield for every trap what a text of ``size`` characters costs, and one of four times as many."""
    tagger = Zealot()
    write_at_cost(read_at_cost("“No,” Ann Bo said.", tagger, Cost()), Cost())  # every stage loads what it needs
    for name, make in TRAPS.items():
        costs = Cost(), Cost()
        for cost, length in zip(costs, (size, 4 * size), strict=True):
            with without_collections():
                write_at_cost(read_at_cost(make(length), tagger, cost), cost)
            if memory:
                tracemalloc.start()
                read_at_cost(make(length), tagger, Cost())
                cost.peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
        yield (name, *costs)


@click.command()
@click.option("--size", default=5_000, show_default=True, help="Characters of the smaller text.")
@click.option("--memory", is_flag=True, help="Measure memory too, which takes several times as long.")
def main(*, size: int, memory: bool) -> None:
    """Measure how the time of every stage grows when a text that was made to be slow grows fourfold."""
    head = ["text", f"s, {size:,}", f"s, {4 * size:,}", "times", "stage that grows most", "its times"]
    rows = [[*head, "MB, larger", "times"] if memory else head]
    for name, small, large in measure(size, memory=memory):
        grown = growth(small, large)
        worst = max(grown, key=grown.__getitem__, default="")
        seconds = [sum(cost.seconds.values()) for cost in (small, large)]
        row = [name, *(f"{s:.2f}" for s in seconds), f"{seconds[1] / max(seconds[0], SHORT / 10):.1f}"]
        row += [worst, f"{grown[worst]:.1f}" if worst else ""]
        if memory:
            row += [f"{large.peak / 1e6:.1f}", f"{large.peak / max(1, small.peak):.1f}"]
        rows.append(row)
    click.echo(markdown(rows))


if __name__ == "__main__":
    main()
