"""Print who said what in one text: the one below, or the file that you name.

Run it with: python examples/one_text.py [FILE]
"""

from __future__ import annotations

import sys
from pathlib import Path

from quoteattr import Quote, extract_quotes

TEXT = """
The bridge of Vexley will open in May, engineer Ana Brill told reporters on Monday.
“We have tested every cable,” she said. Mayor Ida Moe called it “a small miracle”.
“It took us nine years,” she added, “and I would do it again.”
"""


def line(quote: Quote) -> str:
    """Say in one line who spoke, in what manner, and the words."""
    speaker = quote.speaker.name if quote.speaker else "nobody named"
    role = f", {quote.speaker.role}" if quote.speaker and quote.speaker.role else ""
    return f"{speaker}{role} [{quote.kind}, {quote.confidence:.0%} sure]: {' '.join(quote.text.split())}"


def main(file: Path | None = None) -> None:
    """Print a line for every quote, those inside another set in."""
    text = file.read_text(encoding="utf-8") if file else TEXT
    for quote in extract_quotes(text):
        print("  " * (quote.parent is not None) + line(quote))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
