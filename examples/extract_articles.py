"""Print who said what in a folder of texts: the articles beside this script, or the folder that you name.

Run it with: python examples/extract_articles.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from quoteattr import QuoteExtractor

ARTICLES = Path(__file__).parent / "articles"


def main(folder: Path = ARTICLES) -> None:
    """Print the quotes of every text in a folder, speaker by speaker."""
    files = sorted(folder.glob("*.txt"))
    extractor = QuoteExtractor()
    texts = ((file.read_text(encoding="utf-8"), file.name) for file in files)
    for quotes, name in extractor.pipe(texts, as_tuples=True):
        print(name)
        for speaker in quotes.speakers:
            print(f"\n  {speaker.name}" + (f", {speaker.role}" if speaker.role else ""))
            for quote in quotes:
                if speaker.id in {other.id for other in quote.speakers}:
                    print(f"    [{quote.kind}] {' '.join(quote.text.split())}")
        print()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
