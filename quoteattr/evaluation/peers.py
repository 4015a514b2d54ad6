"""Beside textacy, in one run: ``python -m quoteattr.evaluation.peers DATA PIPELINE``.

In: the data folder, a spaCy pipeline with a parser. Out: a table of the direct quotes that both find, with the right
source, and how fast. Imports the extractor, the modules of this package; spaCy and textacy when used.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from quoteattr.errors import MissingLibraryError, QuoteattrError
from quoteattr.evaluation.corpora import DATA_VARIABLE, DEVELOPMENT, read_split
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.matching import Words, match
from quoteattr.evaluation.tables import markdown, percent
from quoteattr.extractor import QuoteExtractor
from quoteattr.records import Quote, QuoteKind, TextSpan

#: Finds the direct quotes of a text; `None` where it gave up the whole text.
Finder = Callable[[str], Sequence[Quote] | None]


@attrs.define
class Tally:
    """What one tool did: direct quotes there and found, those with a source there and right; texts given up."""

    there: int = 0
    found: int = 0
    told: int = 0
    sourced: int = 0
    given_up: int = 0
    words: int = 0
    seconds: float = 0.0

    @property
    def pace(self) -> float:
        """Words a second of CPU time."""
        return self.words / max(1e-9, self.seconds)

    def cells(self, yardstick: float) -> list[str]:
        """Give the figures of a row; the pace as a multiple of the yardstick."""
        found, sourced = self.found / max(1, self.there), self.sourced / max(1, self.told)
        return [percent(found), percent(sourced), str(self.given_up), f"{self.pace / yardstick:.2f}"]


def quoteattr_finder() -> Finder:
    """Find direct quotes as this library does."""
    extractor = QuoteExtractor()
    return lambda text: [quote for quote in extractor.extract(text) if quote.kind is QuoteKind.DIRECT]


def textacy_finders(pipeline: str | Path) -> dict[str, Finder]:
    """Find direct quotes with textacy's `direct_quotations` on a spaCy pipeline: in whole texts, or by paragraph.

    On whole texts it gives up those with an odd number of marks, an apostrophe among them; by paragraph it loses less.
    """
    try:
        from textacy.extract import direct_quotations
    except ImportError as problem:
        raise MissingLibraryError("textacy", "a comparison with it") from problem
    import spacy

    nlp = spacy.load(pipeline)

    def find(text: str, start: int = 0, end: int | None = None) -> list[Quote] | None:
        doc = nlp(text[start:end])
        try:
            return [_quote(text, triple, start) for triple in direct_quotations(doc)]
        except ValueError:
            return None

    def find_by_paragraph(text: str) -> list[Quote]:
        return [quote for line in re.finditer(r"[^\n]+", text) for quote in find(text, *line.span()) or ()]

    return {"textacy": find, "textacy, by paragraph": find_by_paragraph}


def _quote(text: str, triple: Any, start: int) -> Quote:
    """Place a triple of the stretch of text that begins at ``start``."""

    def span(tokens: Any) -> TextSpan:
        return TextSpan.of(text, start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1]))

    return Quote(kind="direct", content=[span(triple.content)], cue=span(triple.cue), source=span(triple.speaker))


def tally(find: Finder, documents: Sequence[GoldDocument]) -> Tally:
    """Score one tool on the direct quotes of some texts."""
    result = Tally()
    for document in documents:
        start = time.process_time()
        quotes = find(document.text)
        result.seconds += time.process_time() - start
        words = Words(document.text)
        result.words += len(words.of((0, len(document.text))))
        result.given_up += quotes is None
        found = match(document, quotes or [], words).found
        for number, (gold, kind) in enumerate(zip(document.quotes, gold_kinds(document), strict=True)):
            if kind is QuoteKind.DIRECT and not gold.optional:
                answer = (quotes or [])[found[number]] if number in found else None
                result.there += 1
                result.told += gold.source is not None
                result.found += answer is not None
                result.sourced += answer is not None and bool(words.of(gold.source) & words.of(answer.source))
    return result


@click.command()
@click.argument("data", envvar=DATA_VARIABLE, type=click.Path(path_type=Path))
@click.argument("pipeline")
def main(data: Path, pipeline: str) -> None:
    """Compare with textacy on PIPELINE, the name or folder of a spaCy pipeline with a parser."""
    try:
        finders = {"quoteattr": quoteattr_finder(), **textacy_finders(pipeline)}
        for find in finders.values():
            find("“Warm,” said Ana Brill.")  # models open at the first text
        rows = []
        for split in DEVELOPMENT:
            documents = read_split(split, data)
            tallies = {name: tally(find, documents) for name, find in finders.items()}
            yardstick = tallies["textacy"].pace
            rows += [[split, name, *found.cells(yardstick)] for name, found in tallies.items()]
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error
    heads = [
        "texts",
        "tool",
        "direct found",
        "with the right source",
        "texts given up",
        "words a second, textacy's = 1",
    ]
    click.echo(markdown([heads, *rows]))


if __name__ == "__main__":
    main()
