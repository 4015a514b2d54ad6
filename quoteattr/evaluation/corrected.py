"""Results that people have corrected, and articles that they marked, as annotated texts.

In: a folder of ``.jsonl`` files, as ``quoteattr extract --with-text`` and ``quoteattr convert`` write them, and of
``.txt`` files as `marked` has them. Out: GoldDocument. Imports errors, files, records, gold and marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quoteattr.errors import InputFileError
from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.marked import read_marked
from quoteattr.files import read_results
from quoteattr.formats.base import require_text
from quoteattr.records import Quote, Quotes, SpeakerKind, TextSpan

__all__ = ["gold_of", "read_folder"]


def read_folder(folder: Path) -> Iterator[GoldDocument]:
    """Yield the annotated texts of a folder, file by file; raise `InputFileError` for what cannot be read."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".txt":
            yield from read_marked(path)
        elif path.suffix == ".jsonl":
            for name, quotes in read_results(path):
                if not quotes.text:
                    raise InputFileError(f"{path}: {name!r} has no text: write it with --with-text")
                yield gold_of(name, quotes)
        elif not path.name.startswith("."):
            raise InputFileError(f"{path} is neither .txt nor .jsonl: see quoteattr convert --help")


def gold_of(name: str, quotes: Quotes) -> GoldDocument:
    """Take the quotes of a text to be right; raise `FormatError` if they do not stand in it.

    >>> quote = Quote(kind="indirect", content=[TextSpan(start=0, end=2, text="It")])
    >>> gold_of("gull", Quotes([quote], text="It ate.")).quotes[0].content
    ((0, 2),)
    """
    quotes = require_text(quotes)
    gold = tuple(_gold(str(number), quote) for number, quote in enumerate(quotes, start=1))
    return GoldDocument(name=name, corpus="own", text=quotes.text, quotes=gold)


def _gold(name: str, quote: Quote) -> GoldQuote:
    def place(span: TextSpan | None) -> tuple[int, int] | None:
        return (span.start, span.end) if span else None

    named = [speaker for speaker in quote.speakers if speaker.kind is not SpeakerKind.UNKNOWN]
    return GoldQuote(
        id=name,
        content=tuple((span.start, span.end) for span in quote.content),
        cue=place(quote.cue),
        source=place(quote.source),
        kind=quote.kind,
        speakers=tuple(speaker.name for speaker in named) or None,
        type=named[0].kind.value if named else None,
        role=named[0].role if named else None,
        mode=quote.mode,
        polarity=quote.polarity,
    )
