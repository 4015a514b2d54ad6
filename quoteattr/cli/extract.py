"""``quoteattr extract``: the quotes of texts, in any format.

In: texts. Out: results on standard output or in a file. Imports texts, writing, formats, files, partial and batch.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quoteattr.batch import Outcome, results_of
from quoteattr.cli.texts import EXIT_STATUS, Texts, plain_errors, text_options
from quoteattr.cli.writing import check_format, make_format, output_option, text_option
from quoteattr.files import is_replaced, open_output, write_pieces
from quoteattr.formats import FORMATS, Format, JsonLines
from quoteattr.partial import grow, partial_of, take_up

__all__ = ["extract"]

#: The exit status of a command that Ctrl-C has ended, as shells have it.
INTERRUPTED = 130


@click.command(epilog=EXIT_STATUS)
@text_options
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="view", show_default=True)
@output_option
@text_option
@click.option(
    "--resume", is_flag=True, help="Keep what is done when broken off, and go on from there; for jsonl with --output."
)
def extract(*, texts: Texts, format_name: str, output: Path | None, with_text: bool, resume: bool) -> None:
    """Print the quotations of texts and their speakers.

    FILE is a text file, a web page (*.html), a folder of these, a pattern such as 'articles/*.txt', or - for standard
    input. With --field, a file *.parquet is a table, and others hold one JSON object a line. Texts are UTF-8.
    """
    format_ = check_format(format_name, output, with_text=with_text)
    if resume and not (output and issubclass(format_, JsonLines)):
        raise click.UsageError("--resume is for --format jsonl with --output")
    with plain_errors(), _interruptible(output, resume=resume):
        if output and resume:
            _grow(texts, JsonLines(with_text=with_text), output)
        else:
            _write(texts, format_, output, with_text=with_text)
    texts.complain.exit()


def _grow(texts: Texts, format_: JsonLines, output: Path) -> None:
    """Write JSON lines that outlive a kill, after those that an earlier run has left."""
    if not is_replaced(output):
        raise click.UsageError(f"--resume is for files, and {output} is none")
    outcomes = texts.outcomes(output, done=take_up(output))
    with grow(output) as add:
        for line in _lines(format_, outcomes):
            add(line)


def _write(texts: Texts, format_: type[Format], output: Path | None, *, with_text: bool) -> None:
    """Write results as they come."""
    on_terminal = output is None and sys.stdout.isatty()
    outcomes = texts.outcomes(output, hidden=on_terminal)
    with open_output(format_.medium, output) as target:
        made = make_format(format_, target, with_text=with_text)
        pieces = _lines(made, outcomes) if isinstance(made, JsonLines) else made.render(results_of(outcomes))
        write_pieces(pieces, target)


def _lines(format_: JsonLines, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield a line for every document, also for those that could not be extracted."""
    for outcome in outcomes:
        if outcome.quotes is None:
            yield format_.render_failed(outcome.id, outcome.error or "")
        else:
            yield from format_.render([(outcome.id, outcome.quotes)])


@contextmanager
def _interruptible(output: Path | None, *, resume: bool) -> Iterator[None]:
    """Let Ctrl-C end the command with a line that says what is kept."""
    try:
        yield
    except KeyboardInterrupt:
        message = "interrupted"
        if output and resume and partial_of(output).exists():
            message += f"; what is done is in {partial_of(output)}, and the same command goes on from there"
        elif output:
            message += f"; nothing was written to {output}"
        click.echo(f"quoteattr: {message}", err=True)
        sys.exit(INTERRUPTED)
