"""The command line: texts in, who said what out.

In: files, globs, folders, standard input. Out: results on standard output, messages on standard error.
Imports errors, inputs and formats; the report and the extractor, and with it spaCy, only once there is work for them.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import attrs
import click

from quoteattr import __version__
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.formats import FORMATS, Result
from quoteattr.inputs import STANDARD_INPUT, Document, find_files, read_documents

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor

__all__ = ["main"]

#: Seconds before a progress bar appears: shorter work needs none.
BAR_DELAY = 2.0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quoteattr", message="%(prog)s %(version)s")
def main() -> None:
    """Find who said what in English news text."""


@main.command(epilog="Exit status: 0, or 1 when an input could not be read; the other inputs are done all the same.")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--field", metavar="NAME", help="Read JSON lines; the text is the value of this key.")
@click.option("--id-field", metavar="NAME", help="Call a JSON line's document by the value of this key.")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="view", show_default=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write here.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out quotes that are less sure than this.")
@click.option("--no-attitudes", is_flag=True, help="Leave out what is believed, feared, hoped or wanted.")
@click.option("--model", metavar="FOLDER", help="Use this model instead of the one that is installed.")
@click.option("--batch-size", type=click.IntRange(min=1), default=32, show_default=True, help="Texts read ahead.")
def extract(
    *,
    sources: tuple[str, ...],
    field: str | None,
    id_field: str | None,
    format_name: str,
    output: Path | None,
    min_confidence: float | None,
    no_attitudes: bool,
    model: str | None,
    batch_size: int,
) -> None:
    """Print the quotations of texts and their speakers.

    FILE is a text file, a web page (*.html), a folder of these, a pattern such as 'articles/*.txt', or - for standard
    input. With --field, other files hold one JSON object a line. Texts are UTF-8.
    """
    complaints = Complaints()
    files, documents = _documents(sources, field, id_field, output, complaints)
    with _plain_errors():
        extractor = _extractor(model=model, attitudes=not no_attitudes, min_confidence=min_confidence)
        with _stream(output) as stream:
            results = _results(extractor, _progress(documents, files, stream), batch_size)
            for piece in FORMATS[format_name].on(stream).render(results):
                stream.write(piece)
                if stream.isatty():
                    stream.flush()
    sys.exit(1 if complaints.count else 0)


@main.command(
    params=[option for option in extract.params if option.name not in {"format_name", "output"}],
    epilog="Exit status: as of extract.",
)
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Write here."
)
@click.option("--title", metavar="TEXT", default="Who said what", show_default=True, help="The heading of the page.")
@click.option(
    "--dates",
    "dates_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Show quotes over time, by the columns id and date of this CSV file.",
)
def report(
    *,
    sources: tuple[str, ...],
    field: str | None,
    id_field: str | None,
    output: Path,
    title: str,
    dates_file: Path | None,
    min_confidence: float | None,
    no_attitudes: bool,
    model: str | None,
    batch_size: int,
) -> None:
    """Write an HTML page that shows texts with their quotations marked.

    FILE is what it is for extract. The page is one file, which needs no network.
    """
    from quoteattr.report import read_dates, render

    complaints = Complaints()
    files, documents = _documents(sources, field, id_field, output, complaints)
    with _plain_errors():
        dates = read_dates(dates_file) if dates_file else {}
        extractor = _extractor(model=model, attitudes=not no_attitudes, min_confidence=min_confidence)
        with _stream(output) as stream:
            results = list(_results(extractor, _progress(documents, files, stream), batch_size))
            known = {name: quotes.date for name, quotes in results if quotes.date}
            stream.write(render(results, title=title, dates=known | dates))
    if dates and results and not any(name in dates for name, _ in results):
        complaints(InputFileError(f"{dates_file}: no id is that of a text; the first text's is {results[0][0]!r}"))
    sys.exit(1 if complaints.count else 0)


@main.command()
@click.option("--model", metavar="FOLDER", help="Look at this model instead of the one that is installed.")
def info(model: str | None) -> None:
    """Print versions, and what is known of the model."""
    from importlib.metadata import version

    libraries = {name: version(name) for name in ("spacy", "onnxruntime", "tokenizers")}
    with _plain_errors():
        facts = {"quoteattr": __version__, "python": platform.python_version(), **libraries}
        for line in _outline({**facts, "model": _extractor(model=model).model_info}):
            click.echo(line)


@attrs.define
class Complaints:
    """Where input errors go: a line each on standard error, and a count for the exit status."""

    count: int = 0

    def __call__(self, problem: InputFileError) -> None:
        """Print one problem, above a progress bar if there is one."""
        from tqdm import tqdm

        self.count += 1
        tqdm.write(f"quoteattr: {problem}", file=sys.stderr)


def _documents(
    sources: Iterable[str], field: str | None, id_field: str | None, output: Path | None, complaints: Complaints
) -> tuple[list[str], Iterator[Document]]:
    """List the files that are meant, and open the way to the texts in them."""
    if id_field and not field:
        raise click.UsageError("--id-field needs --field")
    files = find_files(sources, field=field, complain=complaints)
    if output and any(output.resolve() == Path(file).resolve() for file in files):
        raise click.UsageError(f"--output {output} is also an input: choose another name")
    return files, read_documents(files, field=field, id_field=id_field, complain=complaints)


def _extractor(**options: Any) -> QuoteExtractor:
    from quoteattr.extractor import QuoteExtractor

    return QuoteExtractor(**options)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn this library's own errors into one line and exit status 1."""
    try:
        yield
    except QuoteattrError as problem:
        raise click.ClickException(str(problem)) from problem


@contextmanager
def _stream(output: Path | None) -> Iterator[TextIO]:
    """Open what results are written to: UTF-8 everywhere; half a surrogate pair is written as its escape."""
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        file = output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as problem:
        raise click.ClickException(f"cannot write {output}: {problem.strerror}") from problem
    with file:
        yield file


def _results(extractor: QuoteExtractor, documents: Iterable[Document], batch_size: int) -> Iterator[Result]:
    pairs = ((document.text, document) for document in documents)
    for quotes, document in extractor.pipe(pairs, batch_size=batch_size, as_tuples=True):
        quotes.title, quotes.date = document.title, document.date
        yield document.id, quotes


def _progress(documents: Iterable[Document], files: Iterable[str], stream: TextIO) -> Iterator[Document]:
    """Pass the documents on, with a bar of bytes read on standard error, if that is a terminal free of results."""
    from tqdm import tqdm

    sizes = [None if file == STANDARD_INPUT else Path(file).stat().st_size for file in files]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    disable = True if stream.isatty() else None  # None: only where standard error is no terminal
    with tqdm(total=total, unit="B", unit_scale=True, delay=BAR_DELAY, disable=disable, file=sys.stderr) as bar:
        for document in documents:
            yield document
            bar.update(document.size)


def _outline(values: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Lay out a mapping in lines, what is nested set further in.

    >>> list(_outline({"name": "en", "scores": {"f1": 0.9}}))
    ['name  en', 'scores', '  f1  0.9']
    """
    leaves = [key for key, value in values.items() if not isinstance(value, Mapping)]
    width = max(map(len, leaves), default=0)
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{'  ' * depth}{key}"
            yield from _outline(value, depth + 1)
        else:
            yield f"{'  ' * depth}{key:<{width}}  {value}"
