"""How time grows with text made to be slow: ``python -m quoteattr.evaluation.growth``.

In: nothing; the texts are made here. Out: a table of each stage's seconds, and of how they grow when a text grows
fourfold. Imports every stage, the formats, the index and the report.

The network reads one window after another, so that its time is that of the windows. In its place stands a tagger that
takes every "said" for a report, every capital for a name and every mark for the beginning of a quote, which gives the
other stages all the work there can be.
"""

from __future__ import annotations

import gc
import itertools
import string
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click
import numpy as np

from quoteattr.addressees import find_addressee
from quoteattr.decoding import Thresholds, decode
from quoteattr.errors import MissingLibraryError
from quoteattr.evaluation.tables import markdown
from quoteattr.extractor import MODEL, to_quote, tokenize
from quoteattr.formats import FORMATS
from quoteattr.index import SpeakerIndex
from quoteattr.marks import find_quotations
from quoteattr.printing import unwrap
from quoteattr.records import Quotes
from quoteattr.report import render
from quoteattr.reports import read_scores
from quoteattr.speakers import resolve_speakers
from quoteattr.tagger import ANCHORS, ENTITIES, MODES, POLARITIES, ROLES, Scores
from quoteattr.windows import CASES, PLACES, Encoding, SubWords, Window, cut_windows, encode, split_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TRAPS", "Cost", "Zealot", "growth", "read_at_cost", "surnames", "without_collections", "write_at_cost"]

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Anchors in a window at most: more than the network finds in any news text.
MOST_ANCHORS = 64
#: Words of content after a cue, and words before it in which its source and the end of a quotation are looked for.
FOLLOWING, BEFORE = 12, 4
#: A stage that takes less than this many seconds of the larger text is not looked at: that is noise.
SHORT = 0.05


class Zealot:
    """A tagger that sees reports, names and quotes wherever there can be any."""

    def __init__(self) -> None:
        self.info: Mapping[str, Any] = {}
        self.subwords = SubWords(MODEL / "tokenizer.json")

    @cached_property
    def cues(self) -> set[int]:
        """The sub-words taken for cues."""
        return {ids[0] for ids in self.subwords(["said", "told", "asked", ":"])}

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""
        words = window.last - window.first
        pieces = encoding.pieces[encoding.firsts[window.first : window.last]]
        places = encoding.places[window.first : window.last]
        cues = np.isin(pieces, list(self.cues))
        opens = places == PLACES.index("opening")
        anchors = np.flatnonzero(cues | opens)[:MOST_ANCHORS]
        roles = np.zeros((len(anchors), words, len(ROLES)), np.float32)
        for row, anchor in zip(roles, anchors, strict=True):
            for role, first, last in self._spans(int(anchor), places, by_cue=bool(cues[anchor])):
                _mark(row, role, max(first, 0), min(last, words))
        odds = np.zeros((len(anchors), len(ANCHORS)), np.float32)
        odds[np.arange(len(anchors)), np.where(cues[anchors], ANCHORS.index("cue"), ANCHORS.index("content"))] = 0.9
        return Scores(
            anchors=anchors,
            odds=odds,
            roles=roles,
            modes=np.ones((len(anchors), len(MODES)), np.float32),
            polarities=np.ones((len(anchors), len(POLARITIES)), np.float32),
            entities=_persons(encoding.cases[window.first : window.last]),
        )

    @staticmethod
    def _spans(anchor: int, places: NDArray[np.int32], *, by_cue: bool) -> Iterator[tuple[str, int, int]]:
        """Yield the roles of a report, each with its first word and the one after its last."""
        closing = np.flatnonzero(places == PLACES.index("closing"))
        if not by_cue:
            behind = closing[closing > anchor]
            yield "content", anchor, int(behind[0]) + 1 if len(behind) else len(places)
            return
        yield "cue", anchor, anchor + 1
        yield "source", anchor - 2, anchor
        ended = closing[(closing < anchor) & (closing >= anchor - BEFORE)]
        if not len(ended):
            yield "content", anchor + 1, anchor + 1 + FOLLOWING
            return
        opening = np.flatnonzero(places[: ended[-1]] == PLACES.index("opening"))
        yield "content", int(opening[-1]) if len(opening) else 0, int(ended[-1]) + 1
        yield "source", int(ended[-1]) + 1, anchor


def _mark(row: NDArray[np.float32], role: str, first: int, last: int) -> None:
    if last - first == 1:
        row[first, ROLES.index(f"S-{role}")] = 9
    elif first < last:
        row[first, ROLES.index(f"B-{role}")] = row[last - 1, ROLES.index(f"E-{role}")] = 9
        row[first + 1 : last - 1, ROLES.index(f"I-{role}")] = 9


def _persons(cases: NDArray[np.int32]) -> NDArray[np.int64]:
    """Take every run of capitalised words for a person."""
    capital = np.isin(cases, [CASES.index(case) for case in ("title", "upper", "mixed", "initial")])
    begins = capital & ~np.concatenate(([False], capital[:-1]))
    tags = np.where(begins, ENTITIES.index("B-person"), np.where(capital, ENTITIES.index("I-person"), 0))
    return tags.astype(np.int64)


def surnames() -> Iterator[str]:
    """Yield surnames, no two alike."""
    letters = string.ascii_lowercase
    for a, b, c, d in itertools.product("BDGKMNRT", "aeiou", letters, letters):
        yield from (f"{a}{b}{c}{d}{end}" for end in ("", "man", "sen", "off", "ard", "ini", "ova", "ley"))


def _repeated(piece: str) -> Callable[[int], str]:
    """Repeat a piece until so many characters are full."""
    return lambda size: piece * (size // len(piece))


def _numbered(piece: str) -> Callable[[int], str]:
    """Repeat a piece with ``{}`` filled by one name after another."""

    def made(size: int) -> str:
        count = size // (len(piece) + 5)
        return "".join(piece.replace("{}", name) for name in itertools.islice(itertools.cycle(surnames()), count))

    return made


#: Texts of about so many characters, each made to be slow somewhere.
TRAPS: dict[str, Callable[[int], str]] = {
    "opening marks": _repeated("“"),
    "marks of all kinds": _repeated("“‘'\"«»’”`"),
    "marks and words": _repeated("a “b ‘c "),
    "nested marks": lambda size: "“a ‘b " * (size // 12) + "c’ d” " * (size // 12),
    "marks as entities": _repeated("&amp;quot;no&quot; "),
    "quotations in one": lambda size: "“" + "he ‘no’ and said it, " * (size // 21) + "”",
    "quotations on one line": _repeated("“It rained,” Ann Bo said. "),
    "one quotation": lambda size: "“" + "it rained and " * (size // 14) + "” Ann Bo said.",
    "a quotation of many paragraphs": lambda size: "Ann Bo said: “It rains.\n\n" + "“It said so.\n\n" * (size // 14),
    "a quotation of many lines": lambda size: "Ann said: “It rains,\n" + "and it pours and,\n" * (size // 18) + "so.”",
    "paragraphs": _repeated("“No,” she said.\n\n"),
    "wrapped lines": _repeated("said the man of the\n"),
    "no spaces": _repeated("said,so.He"),
    "one word": _repeated("x"),
    "white space": lambda size: "“It rained,” Ann" + " " * size + "Bo said.",
    "empty lines": lambda size: "Ann Bo said no." + "\n \n" * (size // 3) + "“Yes.”",
    "cues": _repeated("said "),
    "no full stop": _repeated("the nurse Ann Bo said the nurse said no, and "),
    "pronouns": _repeated("He said it. She told them. They asked it. "),
    "nouns": _repeated("The minister said no. The company said so. The report said it. "),
    "brackets": _repeated("([{(“"),
    "capitals": _repeated("Aa Bb Cc Dd "),
    "a name with joints": lambda size: "Ministry" + " of Aa" * (size // 6) + " said no.",
    "a headline": lambda size: "Bbbb, Cccc, " * (size // 16) + "d'B " * (size // 16) + "said",
    "names": _numbered("Ann {} said no. "),
    "names that begin alike": lambda size: "".join(
        f"Ann Mar{''.join(p)} said no. "
        for p in itertools.islice(itertools.product(string.ascii_lowercase, repeat=4), size // 20)
    ),
    "forenames": _numbered("{} Bo said no. "),
    "names in the middle": _numbered("Ann {} Bo said no. "),
    "roles of one person": _numbered("The {} nurse Ann Bo said the nurse said no. "),
    "labels": _numbered("{}: No, said Ann {}.\n"),
    "bodies": _numbered("The {} Ministry said no. "),
    "acronyms": _repeated("A.A.A.B.B"),
    "dots and marks": _repeated("no.') "),
    "commas": _repeated("Ann, Bo, "),
    "and": _repeated("Ann and the men and Bo said so and "),
}


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
