"""Draw docs/report.png: the report of the example articles in a browser, with one quote chosen.

Run it with: python docs/picture.py (needs the extra [test], and Chromium)
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from quoteattr import QuoteExtractor
from quoteattr.report import render

DOCS = Path(__file__).parent
ARTICLES = DOCS.parent / "examples" / "articles"


def main() -> None:
    """Render the articles, choose the first direct quote and take the picture."""
    extractor = QuoteExtractor()
    files = sorted(ARTICLES.glob("*.txt"), reverse=True)
    results = [(file.name, extractor.extract(file.read_text(encoding="utf-8"))) for file in files]
    dates = {name: date(2026, 3, 2) + timedelta(weeks=week) for week, (name, _) in enumerate(results)}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = Path(folder) / "report.html"
        report.write_text(render(results, "Who said what in five articles", dates), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1270})
        page.goto(report.as_uri())
        page.locator("#articles mark.direct").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=DOCS / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
