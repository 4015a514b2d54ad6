"""One extractor for many: threads, processes and coroutines get what a loop gets."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy

import quoteattr.extractor as module
from quoteattr import QuoteExtractor, Quotes
from quoteattr.evaluation.leak import articles
from quoteattr.extractor import tokenize

TEXTS = [
    "Transport Minister Odile Harrant said the ferry would not sail. “The hull is forty years old,” she said.",
    "“We lost the crane,” said Ana Brill, the harbour master. “Nobody was hurt,” she added.",
    "Union leader Tomas Brill called the decision “late”, but denied that his members had refused to sail.",
    "",
    "Northway Lines denied that it had been warned. Its owner, Pavo Renstrel, hopes the trial will be short.",
    *itertools.islice(articles(), 8),
]

ROOT = Path(__file__).parents[1]


@pytest.fixture(name="alone", scope="module")
def extract_alone(extractor: QuoteExtractor) -> list[Quotes]:
    """Extract the texts one after another."""
    return [extractor.extract(text) for text in TEXTS]


def test_threads(alone: list[Quotes]) -> None:
    """Eight threads that begin at once, on an extractor that has not opened its model yet, all get the same."""
    fresh, start = QuoteExtractor(), threading.Barrier(8)

    def work(shift: int) -> list[Quotes]:
        start.wait()
        order = [*range(shift, len(TEXTS)), *range(shift)]
        found = {number: fresh.extract(TEXTS[number]) for number in order}
        return [found[number] for number in range(len(TEXTS))]

    with ThreadPoolExecutor(8) as pool:
        assert [alone] * 8 == list(pool.map(work, range(8)))


@pytest.mark.parametrize(
    "method", [name for name in ("fork", "spawn") if name in multiprocessing.get_all_start_methods()]
)
def test_processes(method: str, extractor: QuoteExtractor, alone: list[Quotes]) -> None:
    """Processes get the same, whether they are forked from one with an open model or begin afresh."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert alone == list(pool.map(extractor.extract, TEXTS, chunksize=4))


def test_coroutines(extractor: QuoteExtractor, alone: list[Quotes]) -> None:
    """In a program of coroutines the work goes on in threads, and other coroutines run meanwhile."""

    async def gathered() -> list[Quotes]:
        return await asyncio.gather(*(asyncio.to_thread(extractor.extract, text) for text in TEXTS))

    assert alone == asyncio.run(gathered())


def test_pipelines_in_processes(alone: list[Quotes]) -> None:
    """The processes of a pipeline give the same, each with a component of its own."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    assert alone == [doc._.quotes for doc in nlp.pipe(TEXTS, n_process=2, batch_size=3)]


def test_the_tokenizer_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tokenizer never forgets a word, so that another takes its place; the words of a text stay the same."""
    expected = [list(tokenize(text)) for text in TEXTS[:3]]
    before = module.tokenizer()
    monkeypatch.setattr(module, "MOST_WORDS", 0)
    assert expected == [list(tokenize(text)) for text in TEXTS[:3]]
    assert before is not module.tokenizer()


def test_the_command_that_looks_for_leaks() -> None:
    """It says how much memory the process holds, and by its status whether that has grown."""
    command = [sys.executable, "-m", "quoteattr.evaluation.leak", "--documents", "24", "--warm-up", "4"]
    done = subprocess.run([*command, "--limit", "100"], capture_output=True, text=True, check=True)
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert [str(number) for number in range(4, 25, 2)] == [row[0] for row in rows]
    assert all(float(megabytes) > 10 for _, megabytes, _ in rows)
    assert 1 == subprocess.run([*command, "--limit", "-100"], capture_output=True, check=False).returncode
