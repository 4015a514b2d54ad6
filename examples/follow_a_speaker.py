"""Print what one speaker said over many articles: those beside this script, and whom you name.

Run it with: python examples/follow_a_speaker.py [NAME [FOLDER]]
"""

from __future__ import annotations

import sys
from pathlib import Path

from quoteattr import QuoteExtractor, SpeakerIndex

HERE = Path(__file__).parent


def main(name: str = "Harrant", folder: str | Path = HERE / "articles") -> None:
    """Index every text of a folder, then print the quotes of everyone whom a name can mean."""
    extractor = QuoteExtractor()
    index = SpeakerIndex(people=HERE / "people.csv")
    for file in sorted(Path(folder).glob("*.txt")):
        index.add(extractor.extract(file.read_text(encoding="utf-8")), document=file.name)
    for speaker in index.find(name):
        roles = ", ".join(mention.role for mention in speaker.roles)
        print(f"{speaker.name} ({speaker.id}): {roles or 'no role'}")
        for document in speaker.documents:
            print(f"\n  {document}")
            for quote in speaker.quotes:
                if quote.document == document:
                    denied = ", denied" if quote.polarity == "denied" else ""
                    print(f"    [{quote.kind}{denied}] {' '.join(quote.text.split())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
