"""Texts in, how fast they are read out: the network alone, every stage, other tools, several processes.

In: texts. Out: figures as plain values. Imports the extractor, batch, and the peers of evaluation.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

import quoteattr.extractor as stages
from quoteattr.batch import extract_many
from quoteattr.evaluation.peers import Finder, textacy_finders
from quoteattr.extractor import QuoteExtractor, read_text
from quoteattr.records import Quote
from quoteattr.tagger import Scores, Tagger
from quoteattr.windows import Encoding, SubWords, Window, cut_windows

LENGTHS = (64, 128, 192, 256, 320)  # sub-words of a window
NAMED = {  # what is timed under which name; each counts without those that it calls
    "marks": "find_quotations",
    "words and sub-words": "read_text",
    "reading of scores": "read_windows",
    "decoding": "decode",
    "addressees": "find_addressee",
    "records": "to_quote",
}


def words_of(texts: Sequence[str]) -> int:
    """Count words as they stand between white space."""
    return sum(len(text.split()) for text in texts)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Give the least, the middle and the largest of some figures."""
    return {"least": min(values), "median": statistics.median(values), "most": max(values)}


def floor(tagger: Tagger, texts: Sequence[str], repeat: int) -> dict[str, dict[str, float]]:
    """Measure the network alone: sub-words a second of CPU time, by the length of the windows."""
    encodings = [read_text(text, tagger.subwords)[1] for text in texts]
    paces: dict[str, list[float]] = {str(length): [] for length in LENGTHS}
    for _ in range(repeat):
        for length in LENGTHS:
            windows = [(e, w) for e in encodings for w in cut_windows(e, length, 0)]
            pieces = sum(int(e.bounds[w.last] - e.bounds[w.first]) for e, w in windows)
            began = time.process_time()
            for encoding, window in windows:
                tagger(encoding, window)
            paces[str(length)].append(pieces / (time.process_time() - began))
    return {length: spread(values) for length, values in paces.items()}


class Stopwatch:
    """Adds up CPU time by name; what runs within something else counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[tuple[str, float]] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function that does the same and is timed."""

        def run(*arguments: Any, **options: Any) -> Any:
            self._switch(name)
            try:
                return function(*arguments, **options)
            finally:
                self._switch(None)

        return run

    def _switch(self, name: str | None) -> None:
        now = time.process_time()
        if self._running:
            running, since = self._running.pop()
            self.seconds[running] = self.seconds.get(running, 0.0) + now - since
            if name is not None:
                self._running.append((running, now))
        if name is not None:
            self._running.append((name, now))
        elif self._running:
            self._running[-1] = (self._running[-1][0], now)


@attrs.frozen
class Timed:
    """A tagger whose time is taken."""

    tagger: Tagger
    call: Callable[..., Any]

    @property
    def info(self) -> Mapping[str, Any]:
        """What the tagger says of itself."""
        return self.tagger.info

    @property
    def subwords(self) -> SubWords:
        """How it splits words."""
        return self.tagger.subwords

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""
        scores: Scores = self.call(encoding, window)
        return scores


@contextmanager
def _watched(watch: Stopwatch) -> Iterator[None]:
    """Time the stages that the extractor calls."""
    kept = {function: getattr(stages, function) for function in NAMED.values()}
    try:
        for name, function in NAMED.items():
            setattr(stages, function, watch.timed(name, kept[function]))
        yield
    finally:
        for function, original in kept.items():
            setattr(stages, function, original)


def pipeline(extractor: QuoteExtractor, texts: Sequence[str], repeat: int) -> dict[str, Any]:
    """Measure text to records: words and sub-words a second, and the share of each stage."""
    pieces = sum(len(read_text(text, extractor.tagger.subwords)[1].pieces) for text in texts)
    cpu, wall = [], []
    for _ in range(repeat):
        began, started = time.process_time(), time.perf_counter()
        for text in texts:
            extractor.extract(text)
        cpu.append(time.process_time() - began)
        wall.append(time.perf_counter() - started)
    words = words_of(texts)
    return {
        "words a second": spread([words / seconds for seconds in cpu]),
        "words a second by the clock": spread([words / seconds for seconds in wall]),
        "sub-words a second": spread([pieces / seconds for seconds in cpu]),
        "shares": _shares(extractor, texts),
    }


def _shares(extractor: QuoteExtractor, texts: Sequence[str]) -> dict[str, float]:
    watch = Stopwatch()
    watched = QuoteExtractor(
        tagger=Timed(extractor.tagger, watch.timed("network", extractor.tagger)),
        resolver=watch.timed("speakers", extractor.resolver),
    )
    with _watched(watch):
        for text in texts:
            watch.timed("everything else", watched.extract)(text)
    whole = sum(watch.seconds.values())
    return {name: seconds / whole for name, seconds in watch.seconds.items()}


def peers(extractors: Mapping[str, QuoteExtractor], pipeline: str, texts: Sequence[str], repeat: int) -> dict[str, Any]:
    """Measure beside a spaCy pipeline, alone and with textacy's `direct_quotations`, round by round.

    The pace is in words a second of CPU time; the ratio is to textacy's in the same round.
    """
    import spacy

    nlp = spacy.load(pipeline)

    def parse(text: str) -> list[Quote]:
        nlp(text)
        return []

    yardstick = "spaCy and textacy"
    finders: dict[str, Finder] = {
        yardstick: textacy_finders(pipeline)["textacy"],
        "the spaCy pipeline alone": parse,
        **{name: extractor.extract for name, extractor in extractors.items()},
    }
    words = words_of(texts)
    paces: dict[str, list[float]] = {name: [] for name in finders}
    found = dict.fromkeys(finders, 0)
    for _ in range(repeat):
        for name, find in finders.items():
            began = time.process_time()
            quotes = [quote for text in texts for quote in find(text) or ()]
            paces[name].append(words / (time.process_time() - began))
            found[name] = len(quotes)
    return {
        name: {
            "words a second": spread(values),
            "ratio": spread([a / b for a, b in zip(values, paces[yardstick], strict=True)]),
            "quotes": found[name],
        }
        for name, values in paces.items()
    }


def processes(texts: Sequence[str], counts: Sequence[int], repeat: int) -> dict[str, dict[str, float]]:
    """Measure `extract_many` by the clock: words a second with so many workers, their start included."""
    documents = [(str(number), text) for number, text in enumerate(texts)]
    paces: dict[str, list[float]] = {str(count): [] for count in counts}
    for _ in range(repeat):
        for count in counts:
            began = time.perf_counter()
            for _outcome in extract_many(documents, workers=count):
                pass
            paces[str(count)].append(words_of(texts) / (time.perf_counter() - began))
    return {count: spread(values) for count, values in paces.items()}
