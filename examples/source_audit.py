"""Whom do articles quote, how often, and how? Count the sources of a folder; where matplotlib is there, draw them.

Run it with: python examples/source_audit.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from quoteattr import QuoteExtractor

ARTICLES = Path(__file__).parent / "articles"


def main(folder: Path = ARTICLES) -> None:
    """Print who is quoted, their roles, and kinds of quotes and sources; draw sources.png where you are."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))
    found = [quote for quotes in QuoteExtractor().pipe(texts) for quote in quotes]
    told = Counter(speaker.name for quote in found for speaker in quote.speakers)
    direct = Counter(speaker.name for quote in found if quote.kind == "direct" for speaker in quote.speakers)
    roles = {speaker.name: speaker.role for quote in found for speaker in quote.speakers if speaker.role}
    kinds = {speaker.name: speaker.kind.value for quote in found for speaker in quote.speakers}
    for name, count in told.most_common(10):
        print(f"{name:24} {roles.get(name, '-'):24} {count:3} quotes, {direct[name]:3} direct")
    print("Quotes by kind:", dict(Counter(quote.kind.value for quote in found)))
    print("Sources by kind:", dict(Counter(kinds.values())))
    if told and find_spec("matplotlib"):
        from matplotlib.figure import Figure

        figure = Figure(layout="constrained")
        figure.add_subplot(xlabel="quotes").barh(*zip(*reversed(told.most_common(10)), strict=True))
        figure.savefig("sources.png")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
