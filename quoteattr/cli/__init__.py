"""The command line: texts in, who said what out.

In: files, globs, folders, standard input. Out: results on standard output, messages on standard error.
Imports the modules of its commands, one each.
"""

from __future__ import annotations

import click

from quoteattr import __version__
from quoteattr.cli.convert import convert
from quoteattr.cli.evaluate import evaluate
from quoteattr.cli.extract import extract
from quoteattr.cli.info import info
from quoteattr.cli.report import report
from quoteattr.cli.speakers import speakers

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quoteattr", message="%(prog)s %(version)s")
def main() -> None:
    """Find who said what in English news text."""


for command in (extract, report, speakers, convert, evaluate, info):
    main.add_command(command)
