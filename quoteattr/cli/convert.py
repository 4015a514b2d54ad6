"""``quoteattr convert``: quotes from one format into another.

In: files of a format that can be read. Out: another format. Imports texts, writing, formats and files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from quoteattr.cli.texts import EXIT_STATUS, Complaints, plain_errors, refuse_input
from quoteattr.cli.writing import check_format, make_format, output_option, text_option
from quoteattr.errors import InputFileError
from quoteattr.files import open_output, read_results, write_pieces
from quoteattr.formats import FORMATS, READABLE, JsonLines, Result
from quoteattr.formats.view import plain

__all__ = ["convert"]


@click.command(epilog=EXIT_STATUS)
@click.argument("sources", metavar="IN...", nargs=-1, required=True)
@click.option("--from", "source_name", type=click.Choice(READABLE), required=True, help="The format of the inputs.")
@click.option("--to", "format_name", type=click.Choice(list(FORMATS)), required=True, help="The format to write.")
@output_option
@text_option
def convert(
    *, sources: tuple[str, ...], source_name: str, format_name: str, output: Path | None, with_text: bool
) -> None:
    """Turn quotes from one format into another.

    IN is a file, a folder where the format has several files, or - for standard input.
    """
    format_ = check_format(format_name, output, with_text=with_text)
    refuse_input(output, sources)
    complaints = Complaints()
    with plain_errors(), open_output(format_.medium, output) as target:
        results = _read(sources, source_name, complaints)
        write_pieces(make_format(format_, target, with_text=with_text).render(results), target)
    complaints.exit()


def _read(sources: Iterable[str], source_name: str, complain: Complaints) -> Iterator[Result]:
    def failed(name: str, error: str) -> None:
        complain(InputFileError(f"{plain(name)} is left out: it was not extracted: {plain(error)}"))

    options = {"failed": failed} if issubclass(FORMATS[source_name], JsonLines) else {}
    for source in dict.fromkeys(sources):
        try:
            yield from read_results(source, format=source_name, **options)
        except InputFileError as problem:
            complain(problem)
