"""Extract the quotes of many texts on several cores: the articles beside this script, or the folder that you name.

Run it with: python examples/many_texts.py [FOLDER [WORKERS]]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from quoteattr.batch import extract_many

ARTICLES = Path(__file__).parent / "articles"


def main(folder: str | Path = ARTICLES, workers: str = "2") -> None:
    """Print how much was found, and the texts that could not be read."""
    texts = ((file.name, file.read_text(encoding="utf-8")) for file in sorted(Path(folder).glob("*.txt")))
    kinds: Counter[str] = Counter()
    failed = []
    for outcome in extract_many(texts, workers=int(workers)):
        if outcome.quotes is None:
            failed.append(f"{outcome.id}: {outcome.error}")
        else:
            kinds.update(quote.kind.value for quote in outcome.quotes)
            print(f"{outcome.id}: {len(outcome.quotes)} quotes of {len(outcome.quotes.speakers)} speakers")
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    print("\n".join(failed) or "No text failed.")


if __name__ == "__main__":  # needed: the workers import this script too
    main(*sys.argv[1:])
