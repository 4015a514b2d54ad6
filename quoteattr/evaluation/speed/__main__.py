"""The command ``python -m quoteattr.evaluation.speed``: how fast this library is, and beside what.

In: nothing, or the data folder, and a spaCy pipeline to compare with. Out: tables on standard output and, on request,
a JSON file, a picture and the tables of a page of the documentation. Imports the modules of this package.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.corpora import read_split
from quoteattr.evaluation.speed.footprint import growth, memory, start
from quoteattr.evaluation.speed.pace import floor, peers, pipeline, processes, words_of
from quoteattr.evaluation.speed.pages import between_marks, curve, tables
from quoteattr.extractor import SHIPPED, QuoteExtractor

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)  # words of one text
ARTICLE = 600  # words of the article whose first quote is waited for
MANY = 300  # articles after which memory is looked at


@click.command()
@click.argument("data", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pipeline", "spacy_pipeline", metavar="NAME", help="Compare with textacy on this spaCy pipeline.")
@click.option("--model", "models", multiple=True, help="Measure this model instead of those that ship.")
@click.option("--repeat", default=5, show_default=True, type=click.IntRange(min=1), help="Rounds to take medians of.")
@click.option("--quick", is_flag=True, help="A few texts and small sizes only, to see that all works.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the figures to this file too.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the growth to this .svg or .png file.")
@click.option("--docs", type=click.Path(exists=True, path_type=Path), help="Put the tables into this page.")
def main(
    *,
    data: Path | None,
    spacy_pipeline: str | None,
    models: tuple[str, ...],
    repeat: int,
    quick: bool,
    target: Path | None,
    picture: Path | None,
    docs: Path | None,
) -> None:
    """Measure on one core: the network, every stage, other tools, workers, memory, growth.

    The texts are the invented articles of the package, or PolNeAR's where the folder DATA is given.
    """
    try:
        texts = _texts(data)[: 3 if quick else None]
        extractors = {name: QuoteExtractor(name) for name in models or SHIPPED}
        figures = measure(extractors, spacy_pipeline, texts, 1 if quick else repeat, SIZES[: 1 if quick else None])
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error
    page = tables(figures)
    click.echo(page)
    if target:
        target.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if picture:
        curve(figures["growth"], picture)
    if docs:
        docs.write_text(between_marks(docs.read_text("utf-8"), page), "utf-8")


def _texts(data: Path | None) -> list[str]:
    splits = ("articles-dev", "articles-train") if data is None else ("polnear-dev",)
    return [document.text for split in splits for document in read_split(split, data)]


def measure(
    extractors: Mapping[str, QuoteExtractor],
    spacy_pipeline: str | None,
    texts: Sequence[str],
    repeat: int,
    sizes: Sequence[int],
) -> dict[str, Any]:
    """Measure all; the figures by name, as `tables` sets them out."""
    for extractor in extractors.values():
        extractor.extract(texts[0])  # the model is opened at the first text
    sample = texts[:30]
    figures: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "texts": len(texts),
        "words": words_of(texts),
        "models": {
            name: {"floor": floor(extractor.tagger, sample, repeat), **pipeline(extractor, texts, repeat)}
            for name, extractor in extractors.items()
        },
    }
    if spacy_pipeline:
        figures["peers"] = peers(extractors, spacy_pipeline, sample, repeat)
    many = _cycled(texts, MANY if len(sizes) > 1 else len(texts))
    return {
        **figures,
        "workers": processes(texts, (1, 2), min(repeat, 3)),
        "start, seconds": start(_of_size(texts, ARTICLE), repeat),
        "memory, megabytes": memory(many),
        "growth": growth({size: _of_size(texts, size) for size in sizes}),
    }


def _cycled(texts: Sequence[str], count: int) -> list[str]:
    return [texts[number % len(texts)] for number in range(count)]


def _of_size(texts: Sequence[str], words: int) -> str:
    """Put articles in a random order, as often as it takes, and cut off what is too much."""
    rng = random.Random(words)  # noqa: S311  no secret
    parts: list[str] = []
    left = words
    while left > 0:
        for text in rng.sample(texts, len(texts)):
            starts = [match.start() for match in re.finditer(r"\S+", text)]
            parts.append(text if len(starts) <= left else text[: starts[left]])
            left -= len(starts)
            if left <= 0:
                break
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
