"""Annotated texts in, what is still found of them when they are damaged out: ``python -m quoteattr.evaluation.damage``.

In: annotated texts. Out: a table, one row a kind of damage. Imports the extractor, marks, spans and the scorer.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import click

from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.corpora import DATA_VARIABLE, read_split
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.metrics import Scores, score_document
from quoteattr.evaluation.tables import markdown, percent
from quoteattr.extractor import QuoteExtractor
from quoteattr.marks import find_quotations
from quoteattr.spans import Edit, edited

Damage = Callable[[str, random.Random], Sequence[Edit]]

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
MISREAD = {"l": "1", "O": "0", "rn": "m", "S": "5", "B": "8"}  # by optical character recognition
MISREAD_SHARE = 0.05
WRAP = 70  # characters of a line
HALF = 0.5


def _marks(change: Callable[[str, str, random.Random], tuple[str, str]]) -> Damage:
    """Make a damage that prints the marks of every quotation in another way."""

    def damage(text: str, rng: random.Random) -> Iterator[Edit]:
        for q in filter(lambda q: q.is_marked, find_quotations(text)):
            opening, closing = change(text[q.start : q.inner_start], text[q.inner_end : q.end], rng)
            yield q.start, q.inner_start, opening
            yield q.inner_end, q.end, closing

    return lambda text, rng: list(damage(text, rng))


def _one_gone(opening: str, closing: str, rng: random.Random) -> tuple[str, str]:
    return ("", closing) if rng.random() < HALF else (opening, "")


def _each(pattern: str, change: Callable[[re.Match[str], random.Random], str]) -> Damage:
    """Make a damage that replaces what a pattern finds."""
    compiled = re.compile(pattern)
    return lambda text, rng: [(m.start(), m.end(), change(m, rng)) for m in compiled.finditer(text)]


def _wrapped(text: str, rng: random.Random) -> list[Edit]:
    """Break lines at a width, as e-mail does."""
    del rng
    edits, line = [], 0
    for space in re.finditer(r"[ \n]", text):
        if space[0] == "\n":
            line = space.end()
        elif space.start() - line >= WRAP:
            edits.append((space.start(), space.end(), "\n"))
            line = space.end()
    return edits


def _misread(match: re.Match[str], rng: random.Random) -> str:
    return MISREAD[match[0]] if rng.random() < MISREAD_SHARE else match[0]


DAMAGES: dict[str, Damage] = {
    "none": lambda _text, _rng: [],
    "marks straightened": _each("[“”‘’]", lambda m, _: STRAIGHT[m[0]]),
    "marks dropped": _marks(lambda _o, _c, _: ("", "")),
    "marks doubled": _marks(lambda o, c, _: (o * 2, c * 2)),
    "marks spaced": _marks(lambda o, c, _: (f"{o} ", f" {c}")),
    "marks reversed": _marks(lambda o, c, _: (c, o)),
    "marks of another language": _marks(lambda _o, _c, _: ("«", "»")),
    "one mark of each pair gone": _marks(_one_gone),
    "paragraphs joined": _each(r"\n+", lambda _m, _: " "),
    "lines wrapped": _wrapped,
    "case lost": _each(r"[A-Z]", lambda m, _: m[0].lower()),
    "letters misread": _each("|".join(MISREAD), _misread),
    "marks as HTML entities": _each("[“”‘’\"'&]", lambda m, _: _entity(m[0])),
}


def _entity(char: str) -> str:
    return {"“": "&ldquo;", "”": "&rdquo;", "‘": "&lsquo;", "’": "&rsquo;"}.get(char, html.escape(char))


def damaged(document: GoldDocument, damage: Damage, rng: random.Random) -> GoldDocument:
    """Damage an annotated text; kinds stay what they were, and spans move along."""
    text, move = edited(document.text, damage(document.text, rng))
    quotes = [
        attrs.evolve(
            quote,
            kind=kind,
            content=tuple(filter(None, map(move, quote.content))),
            cue=quote.cue and move(quote.cue),
            source=quote.source and move(quote.source),
        )
        for quote, kind in zip(document.quotes, gold_kinds(document), strict=True)
    ]
    return attrs.evolve(document, text=text, quotes=tuple(q for q in quotes if q.content))


def rows(documents: Sequence[GoldDocument], extractor: QuoteExtractor) -> Iterator[list[str]]:
    """Score every damage."""
    for name, damage in DAMAGES.items():
        texts = [damaged(document, damage, random.Random(document.name)) for document in documents]  # noqa: S311
        scores = Scores.total(score_document(text, extractor.extract(text.text)) for text in texts)
        shares, direct = scores.rows["all"].shares(), scores.rows["direct"].shares()
        figures = (direct["recall"], direct["source_ok"], shares["recall"], shares["precision"])
        yield [name, *map(percent, figures)]


@click.command()
@click.argument("data", required=False, envvar=DATA_VARIABLE, type=click.Path(path_type=Path))
def main(data: Path | None) -> None:
    """Damage the development articles of the package, and those of the folder DATA where one is given."""
    try:
        splits = ["articles-dev", *(["styles-dev"] if data else [])]
        documents = [document for split in splits for document in read_split(split, data)]
        head = ["damage", "direct found", "with the right source", "all found", "precision"]
        click.echo(markdown([head, *rows(documents, QuoteExtractor())]))
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
