"""Write an HTML report of a folder of texts: the articles beside this script, or the folder that you name.

Run it with: python examples/make_report.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from quoteattr import QuoteExtractor
from quoteattr.report import render

ARTICLES = Path(__file__).parent / "articles"


def main(folder: Path = ARTICLES) -> None:
    """Write report.html, in the folder where you are."""
    files = sorted(folder.glob("*.txt"))
    extractor = QuoteExtractor()
    texts = ((file.read_text(encoding="utf-8"), file.name) for file in files)
    results = [(name, quotes) for quotes, name in extractor.pipe(texts, as_tuples=True)]
    report = Path("report.html")
    report.write_text(render(results, title=f"Who said what in {len(results)} articles"), encoding="utf-8")
    print(f"{report.resolve()}: open it in a browser")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
