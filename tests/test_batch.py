"""Many texts at once: the same results from any number of workers, and trouble that stays where it is."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from fakes import RandomTagger, troubled

from quoteattr import QuoteExtractor
from quoteattr.batch import Outcome, extract_many, results_of
from quoteattr.errors import ModelError, WorkerError
from quoteattr.inputs import Document
from quoteattr.workers import AHEAD

TEXT = "“We lost the crane,” said Ana Brill, the harbour master. “Nobody was hurt,” she added."

one_or_two = pytest.mark.parametrize("workers", [1, 2])


@pytest.fixture(name="chance", scope="module")
def make_chance() -> QuoteExtractor:
    """Make an extractor that sees quotes by chance, and comes to grief at some texts."""
    return QuoteExtractor(tagger=RandomTagger(7), resolver=troubled)


def children() -> list[int | None]:
    """List the worker processes that are still there."""
    return [child.pid for child in multiprocessing.active_children()]


class TestResults:
    """What comes out."""

    @pytest.mark.parametrize("workers", [1, 2, 3])
    def test_same_from_any_number_of_workers(self, workers: int, extractor: QuoteExtractor, articles: Path) -> None:
        """The quotes are those of the texts one by one, in the same order, also for equal ids and empty texts."""
        texts = [file.read_text(encoding="utf-8") for file in sorted(articles.glob("*.txt"))[:4]]
        documents = [("a", texts[0]), ("b", ""), ("a", texts[1]), *((str(n), "Short.") for n in range(40)), ("c", TEXT)]
        expected = [(name, extractor.extract(text)) for name, text in documents]
        found = list(results_of(extract_many(documents, workers=workers, extractor=extractor)))
        assert expected == found
        assert [quotes.text for _, quotes in expected] == [quotes.text for _, quotes in found]
        assert [] == children()

    @one_or_two
    def test_no_documents(self, workers: int, chance: QuoteExtractor) -> None:
        """Nothing in, nothing out, and no process is started."""
        assert [] == list(extract_many([], workers=workers, extractor=chance))

    def test_documents_of_files(self, chance: QuoteExtractor) -> None:
        """Documents that were read from files are taken as they are."""
        (outcome,) = extract_many([Document(id="a", text=TEXT, size=90)], extractor=chance)
        assert Outcome(id="a", quotes=chance.extract(TEXT)) == outcome

    def test_bounded(self, chance: QuoteExtractor) -> None:
        """However many documents there are, only so many chunks are read ahead; left alone, the workers end."""
        documents = iter([(str(n), TEXT) for n in range(99)])
        outcomes = extract_many(documents, workers=2, batch_size=1, extractor=chance)
        assert "0" == next(outcomes).id
        assert 2 == len(children())
        del outcomes
        assert [] == children()
        assert 99 - 2 * AHEAD <= len(list(documents))


class TestTrouble:
    """What goes wrong, and what it costs."""

    def test_a_text_that_raises(self, chance: QuoteExtractor) -> None:
        """A document that raises, or that is no text, has its error for a result; those around it have their quotes."""
        outcomes = list(extract_many([("a", TEXT), ("b", "“FAILS,”"), ("c", None), ("d", TEXT)], extractor=chance))
        assert Outcome(id="b", error="ZeroDivisionError: a text\nthat fails") == outcomes[1]
        assert (None, "InputTypeError: expected a str") == (outcomes[2].quotes, (outcomes[2].error or "")[:30])
        assert [chance.extract(TEXT)] * 2 == [outcome.quotes for outcome in outcomes[::3]]

    def test_a_text_that_ends_its_process(self, chance: QuoteExtractor) -> None:
        """A document that takes its worker along has an error; the rest of its chunk is done by another."""
        texts = ["“FAILS,”", TEXT, "“ENDS,”", TEXT, "“ENDS,”", TEXT]
        outcomes = list(extract_many([(str(n), t) for n, t in enumerate(texts)], workers=2, extractor=chance))
        assert [str(n) for n in range(6)] == [outcome.id for outcome in outcomes]
        assert ["2", "4"] == [outcome.id for outcome in outcomes if "(exit status 3)" in (outcome.error or "")]
        assert "ZeroDivisionError: a text\nthat fails" == outcomes[0].error
        assert [chance.extract(TEXT)] * 3 == [outcomes[n].quotes for n in (1, 3, 5)]

    @one_or_two
    def test_a_broken_model(self, workers: int, chance: QuoteExtractor) -> None:
        """A model that cannot be used ends the run: it is no fault of a document."""
        with pytest.raises(ModelError, match="the model is broken"):
            list(extract_many([("a", TEXT), ("b", "“BREAKS,”")], workers=workers, extractor=chance))
        assert [] == children()

    def test_wrong_use(self) -> None:
        """A number of workers below none, and an extractor that cannot travel, are refused before any work."""
        with pytest.raises(WorkerError, match="-1 workers cannot be"):
            extract_many([], workers=-1)
        unfit = QuoteExtractor(tagger=RandomTagger(7), resolver=lambda *_: [])
        with pytest.raises(WorkerError, match="define it at the top of a module"):
            next(extract_many([("a", TEXT)], workers=2, extractor=unfit))

    def test_a_script_without_a_guard(self, tmp_path: Path) -> None:
        """A script that starts workers whenever it is imported is told what it lacks."""
        script = tmp_path / "script.py"
        script.write_text(
            "from quoteattr.batch import extract_many\nlist(extract_many([('a', 'Yes.')], workers=2))\n",
            encoding="utf-8",
        )
        done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
        assert 1 == done.returncode
        assert "WorkerError: a worker process ended while it started" in done.stderr
        assert '`if __name__ == "__main__":`' in done.stderr.splitlines()[-1]


class TestPlaces:
    """Where workers can be started from."""

    def test_in_a_thread(self, chance: QuoteExtractor) -> None:
        """As many workers as there are cores can be started and ended outside the main thread."""
        found: list[Outcome] = []
        thread = threading.Thread(target=lambda: found.extend(extract_many([("a", TEXT)], workers=0, extractor=chance)))
        thread.start()
        thread.join()
        assert [chance.extract(TEXT)] == [outcome.quotes for outcome in found]

    @pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork there")
    def test_in_a_fork(self, extractor: QuoteExtractor) -> None:
        """In a process that was forked after the model was opened, alone and with workers, results are the same."""
        expected = extractor.extract(TEXT)
        context = multiprocessing.get_context("fork")
        results = context.SimpleQueue()

        def work() -> None:
            for workers in (1, 2):
                results.put([o.quotes for o in extract_many([("a", TEXT)], workers=workers, extractor=extractor)])

        process = context.Process(target=work)
        process.start()
        assert [[expected]] * 2 == [results.get(), results.get()]
        process.join()
        assert 0 == process.exitcode
