"""What the commands that write a format have in common: the options, and telling wrong use before any work is done.

In: a format's name and where to write. Out: the format, ready to render. Imports formats.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from quoteattr.formats import FORMATS, Format, JsonArray, JsonLines, Medium

__all__ = ["check_format", "make_format", "output_option", "text_option"]

output_option = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write here; a folder for brat and citron."
)
text_option = click.option("--with-text", is_flag=True, help="Write the texts too, in json and jsonl.")


def check_format(name: str, output: Path | None, *, with_text: bool) -> type[Format]:
    """Give the format of a name; raise `UsageError` where the other options do not suit it."""
    format_ = FORMATS[name]
    if format_.medium is Medium.FOLDER and output is None:
        raise click.UsageError(f"{name} has several files: name a folder for them with --output")
    if with_text and not issubclass(format_, JsonArray | JsonLines):
        raise click.UsageError("--with-text is for json and jsonl: of the others, each has the text always or never")
    return format_


def make_format(format_: type[Format], target: Any, *, with_text: bool) -> Format:
    """Make a format as it suits what it is written to."""
    made = format_.on(target)
    return attrs.evolve(made, with_text=True) if isinstance(made, JsonArray | JsonLines) and with_text else made
