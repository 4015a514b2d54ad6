"""``quoteattr extract``: the quotes of texts, in any format.

In: texts. Out: results on standard output or in a file. Imports texts, writing, formats and files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quoteattr.cli.texts import EXIT_STATUS, Texts, plain_errors, text_options
from quoteattr.cli.writing import check_format, make_format, output_option, text_option
from quoteattr.files import open_output, write_pieces
from quoteattr.formats import FORMATS

__all__ = ["extract"]


@click.command(epilog=EXIT_STATUS)
@text_options
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="view", show_default=True)
@output_option
@text_option
def extract(*, texts: Texts, format_name: str, output: Path | None, with_text: bool) -> None:
    """Print the quotations of texts and their speakers.

    FILE is a text file, a web page (*.html), a folder of these, a pattern such as 'articles/*.txt', or - for standard
    input. With --field, other files hold one JSON object a line. Texts are UTF-8.
    """
    format_ = check_format(format_name, output, with_text=with_text)
    on_terminal = output is None and sys.stdout.isatty()
    results = texts.results(output, hidden=on_terminal)
    with plain_errors(), open_output(format_.medium, output) as target:
        write_pieces(make_format(format_, target, with_text=with_text), results, target)
    texts.complain.exit()
