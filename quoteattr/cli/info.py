"""``quoteattr info``: versions, and what is known of the model.

In: a model folder. Out: an outline on standard output. Imports texts.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from typing import Any

import click

from quoteattr import __version__
from quoteattr.cli.texts import make_extractor, plain_errors

__all__ = ["info"]


@click.command()
@click.option("--model", metavar="FOLDER", help="Look at this model instead of the one that is installed.")
def info(model: str | None) -> None:
    """Print versions, and what is known of the model."""
    from importlib.metadata import version

    libraries = {name: version(name) for name in ("spacy", "onnxruntime", "tokenizers")}
    with plain_errors():
        facts = {"quoteattr": __version__, "python": platform.python_version(), **libraries}
        for line in _outline({**facts, "model": make_extractor(model=model).model_info}):
            click.echo(line)


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
