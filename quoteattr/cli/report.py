"""``quoteattr report``: an HTML page that shows texts with their quotes marked.

In: texts, dates. Out: one file. Imports texts, files and formats; the report once there is work for it.
"""

from __future__ import annotations

from pathlib import Path

import click

from quoteattr.cli.texts import Texts, plain_errors, text_options
from quoteattr.errors import InputFileError
from quoteattr.files import open_output
from quoteattr.formats import Medium

__all__ = ["report"]

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Exit status: as of extract.")
@text_options
@click.option("-o", "--output", metavar="FILE", required=True, type=_FILE, help="Write here.")
@click.option("--title", metavar="TEXT", default="Who said what", show_default=True, help="The heading of the page.")
@click.option(
    "--dates", "dates_file", metavar="FILE", type=_FILE,
    help="Show quotes over time, by the columns id and date of this CSV file.",
)  # fmt: skip
def report(*, texts: Texts, output: Path, title: str, dates_file: Path | None) -> None:
    """Write an HTML page that shows texts with their quotations marked.

    FILE is what it is for extract. The page is one file, which needs no network.
    """
    from quoteattr.report import read_dates, render

    results = texts.results(output)
    with plain_errors():
        dates = read_dates(dates_file) if dates_file else {}
        with open_output(Medium.TEXT, output) as target:
            found = list(results)
            known = {name: quotes.date for name, quotes in found if quotes.date}
            target.write(render(found, title=title, dates=known | dates))
    if dates and found and not any(name in dates for name, _ in found):
        texts.complain(InputFileError(f"{dates_file}: no id is that of a text; the first text's is {found[0][0]!r}"))
    texts.complain.exit()
