"""What every command that extracts has in common: the options that say what to read and find, and the work itself.

In: what a user names. Out: results; messages on standard error. Imports errors, inputs and formats; the extractor, and
with it spaCy, only once there is work for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.formats import Result
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
    complain: Complaints = attrs.field(factory=Complaints)

    def results(self, output: Path | None, *, hidden: bool = False) -> Iterator[Result]:
        """Check the inputs, and open the way to the quotes of each; no progress is shown if ``hidden``."""
        if self.id_field and not self.field:
            raise click.UsageError("--id-field needs --field")
        files = find_files(self.sources, field=self.field, complain=self.complain)
        refuse_input(output, files)
        documents = read_documents(files, field=self.field, id_field=self.id_field, complain=self.complain)
        with plain_errors():
            extractor = make_extractor(
                model=self.model, attitudes=not self.no_attitudes, min_confidence=self.min_confidence
            )
        return self._extracted(extractor, _progress(documents, files, hidden=hidden))

    def _extracted(self, extractor: QuoteExtractor, documents: Iterable[Document]) -> Iterator[Result]:
        pairs = ((document.text, document) for document in documents)
        for quotes, document in extractor.pipe(pairs, batch_size=self.batch_size, as_tuples=True):
            quotes.title, quotes.date = document.title, document.date
            yield document.id, quotes


_OPTIONS = (
    click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(readable=False)),
    click.option("--field", metavar="NAME", help="Read JSON lines; the text is the value of this key."),
    click.option("--id-field", metavar="NAME", help="Call a JSON line's document by the value of this key."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), help="Leave out quotes that are less sure than this."
    ),
    click.option("--no-attitudes", is_flag=True, help="Leave out what is believed, feared, hoped or wanted."),
    click.option("--model", metavar="FOLDER", help="Use this model instead of the one that is installed."),
    click.option(
        "--batch-size", type=click.IntRange(min=1), default=32, show_default=True, help="Texts read ahead."
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


def _progress(documents: Iterable[Document], files: Iterable[str], *, hidden: bool) -> Iterator[Document]:
    """Pass the documents on, with a bar of bytes read on standard error, if that is a terminal free of results."""
    from tqdm import tqdm

    sizes = [None if file == STANDARD_INPUT else Path(file).stat().st_size for file in files]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    disable = hidden or None  # None: only where standard error is no terminal
    with tqdm(total=total, unit="B", unit_scale=True, delay=BAR_DELAY, disable=disable, file=sys.stderr) as bar:
        for document in documents:
            yield document
            bar.update(document.size)
