"""What every command that extracts has in common: the options that say what to read and find, and the work itself.

In: what a user names. Out: results; messages on standard error. Imports errors, inputs, formats and batch; the
extractor, and with it spaCy, only once there is work for it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from quoteattr.batch import Outcome, extract_many, results_of
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.formats import Result
from quoteattr.formats.view import plain
from quoteattr.inputs import STANDARD_INPUT, Document, find_files, read_documents

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor

__all__ = ["EXIT_STATUS", "Complaints", "Texts", "make_extractor", "plain_errors", "refuse_input", "text_options"]

#: Seconds before a progress bar appears: shorter work needs none.
BAR_DELAY = 2.0

EXIT_STATUS = "Exit status: 0, or 1 when an input could not be read; the other inputs are done all the same."


@attrs.define
class Complaints:
    """Where input errors go: a line each on standard error, and a count for the exit status."""

    count: int = 0

    def __call__(self, problem: InputFileError) -> None:
        """Print one problem, above a progress bar if there is one."""
        from tqdm import tqdm

        self.count += 1
        tqdm.write(f"quoteattr: {problem}", file=sys.stderr)

    def exit(self) -> None:
        """End the command, with status 1 if there was any."""
        sys.exit(1 if self.count else 0)


@attrs.define(kw_only=True)
class Texts:
    """The texts that a command is to read, and how; `results` reads them."""

    sources: tuple[str, ...]
    field: str | None
    id_field: str | None
    min_confidence: float | None
    no_attitudes: bool
    model: str | None
    batch_size: int
    workers: int
    complain: Complaints = attrs.field(factory=Complaints)

    def results(self, output: Path | None, *, hidden: bool = False) -> Iterator[Result]:
        """Check the inputs, and open the way to the quotes of each; no progress is shown if ``hidden``."""
        return results_of(self.outcomes(output, hidden=hidden))

    def outcomes(
        self, output: Path | None, *, hidden: bool = False, done: Counter[str] | None = None
    ) -> Iterator[Outcome]:
        """As `results`, with the texts that could not be extracted; ``done`` counts ids of documents to pass over."""
        if self.id_field and not self.field:
            raise click.UsageError("--id-field needs --field")
        files = find_files(self.sources, field=self.field, complain=self.complain)
        refuse_input(output, files)
        documents = read_documents(files, field=self.field, id_field=self.id_field, complain=self.complain)
        with plain_errors():
            extractor = make_extractor(
                model=self.model, attitudes=not self.no_attitudes, min_confidence=self.min_confidence
            )
        new = _progress(documents, files, done or Counter(), hidden=hidden)
        return self._told(extract_many(new, workers=self.workers, batch_size=self.batch_size, extractor=extractor))

    def _told(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            if outcome.error is not None:
                self.complain(InputFileError(f"{plain(outcome.id)}: not extracted: {plain(outcome.error)}"))
            yield outcome


_OPTIONS = (
    click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(readable=False)),
    click.option("--field", metavar="NAME", help="Read JSON lines or Parquet; this key or column holds the text."),
    click.option("--id-field", metavar="NAME", help="Call a document by the value of this key or column."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), help="Leave out quotes that are less sure than this."
    ),
    click.option("--no-attitudes", is_flag=True, help="Leave out what is believed, feared, hoped or wanted."),
    click.option("--model", metavar="FOLDER", help="Use this model instead of the one that is installed."),
    click.option(
        "--workers", type=click.IntRange(min=0), default=1, show_default=True,
        help="Processes to share the work; 0 for one for every core.",
    ),
    click.option(
        "--batch-size", type=click.IntRange(min=1), default=32, show_default=True,
        help="Texts that go to a worker at once, at most.",
    ),
)  # fmt: skip


def text_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of reading texts; it is called with them as one `Texts`."""

    @wraps(command)
    def collected(**values: Any) -> None:
        names = [field.name for field in attrs.fields(Texts) if field.name in values]
        command(texts=Texts(**{name: values.pop(name) for name in names}), **values)

    for option in reversed(_OPTIONS):
        collected = option(collected)
    return collected


def make_extractor(**options: Any) -> QuoteExtractor:
    """Load the extractor."""
    from quoteattr.extractor import QuoteExtractor

    return QuoteExtractor(**options)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn this library's own errors into one line and exit status 1."""
    try:
        yield
    except QuoteattrError as problem:
        raise click.ClickException(str(problem)) from problem


def refuse_input(output: Path | None, sources: Iterable[str]) -> None:
    """Refuse to write over what is read."""
    if output and any(output.resolve() == Path(source).resolve() for source in sources):
        raise click.UsageError(f"--output {output} is also an input: choose another name")


def _progress(
    documents: Iterable[Document], files: Iterable[str], done: Counter[str], *, hidden: bool
) -> Iterator[Document]:
    """Pass on the documents that are not done; a bar of bytes read shows how many a second, and the time left.

    It is on standard error, if that is a terminal free of results.
    """
    from tqdm import tqdm

    sizes = [None if file == STANDARD_INPUT else Path(file).stat().st_size for file in files]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    disable = hidden or None  # None: only where standard error is no terminal
    with tqdm(total=total, unit="B", unit_scale=True, delay=BAR_DELAY, disable=disable, file=sys.stderr) as bar:
        new, start = 0, time.perf_counter()
        for document in documents:
            if done[document.id]:
                done[document.id] -= 1
                start = time.perf_counter()
            else:
                yield document
                new += 1
                seconds = max(time.perf_counter() - start, 1e-6)
                bar.set_postfix_str(f"{new / seconds:.1f} documents/s", refresh=False)
            bar.update(document.size)
