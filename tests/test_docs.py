"""README and docs, as a newcomer follows them: their commands and snippets run, and print what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from quoteattr import QuoteExtractor
from quoteattr.files import write_results

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
TEXT = "“We lost the crane,” said engineer Ana Brill. “Nobody was hurt,” she told reporters."


def read(page: str) -> str:
    """A page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """What a page has in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", read(page), re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[str]:
    """The commands of this library on a page."""
    return [line for block in blocks(page, "console") for line in block.splitlines() if line.startswith("quoteattr ")]


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, extractor: QuoteExtractor, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has all that the pages name."""
    pandas = pytest.importorskip("pandas")
    for needed in ("polars", "pyarrow", "trafilatura"):
        pytest.importorskip(needed)
    articles = ROOT / "examples" / "articles"
    for folder in ("examples/articles", "articles", "monday", "tuesday"):
        shutil.copytree(articles, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    first = min(articles.glob("*.txt"))
    shutil.copy(first, "article.txt")
    shutil.copy(ROOT / "examples" / "people.csv", "people.csv")
    Path("dates.csv").write_text(f"id,date\narticles/{first.name},2026-05-04\n", encoding="utf-8")
    Path("DATA/own").mkdir(parents=True)
    for folder in ("pages", "saved-pages"):
        Path(folder).mkdir()
        body = "".join(f"<p>{paragraph}</p>" for paragraph in first.read_text(encoding="utf-8").split("\n\n"))
        Path(folder, "a.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    rows = pandas.DataFrame([{"url": "a", "body": TEXT}])
    rows.to_json("news.jsonl", orient="records", lines=True)
    for name in ("news", "texts"):
        rows.to_parquet(f"{name}.parquet")
    write_results([("a", extractor.extract(TEXT))], "export.json", format="labelstudio")
    write_results([("a", extractor.extract(TEXT))], "quotes.spacy", format="docbin")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_commands_run(page: str, desk: Path) -> None:
    """The commands of a page run one after the other, as they are printed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for command in commands(page):
        shell = ["bash", "-c", command]
        run = subprocess.run(shell, check=False, cwd=desk, env={**os.environ, "PATH": path}, capture_output=True)
        assert 0 == run.returncode, f"{command}: {run.stderr.decode()}"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_snippets_run(page: str) -> None:
    """The Python of a page runs from top to bottom, each snippet after the ones before it."""
    if page == "docs/migration.md":
        pytest.importorskip("textacy")
    names: dict[str, object] = {"text": TEXT, "texts": [TEXT]}
    for snippet in blocks(page, "python"):
        exec(snippet, names)  # noqa: S102  our own pages


def test_readme_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The first example of the README prints just what stands below it."""
    match = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", read("README.md"), re.DOTALL | re.MULTILINE)
    assert match
    exec(match[1], {})  # noqa: S102  our own page
    assert match[2] == capsys.readouterr().out


@pytest.mark.skipif(find_spec("textacy") is None, reason="textacy is not there")
def test_migration_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The triples of the page for textacy's users are those in the comment below them."""
    match = re.search(r"^```python\n(.*?)((?:^# [^\n]*\n)+)```", read("docs/migration.md"), re.DOTALL | re.MULTILINE)
    assert match
    exec(match[1], {})  # noqa: S102  our own page
    assert match[2] == "".join(f"# {line}\n" for line in capsys.readouterr().out.splitlines())


def test_readme_view_is_real() -> None:
    """What the README shows of the command line is what the command prints, from the top."""
    (shown,) = (block for block in blocks("README.md", "text") if block.startswith("examples/articles/"))
    article = shown.split()[0]
    printed = subprocess.run(
        [sys.executable, "-c", "from quoteattr.cli import main; main()", "extract", article],
        capture_output=True,
        check=True,
        encoding="utf-8",
        cwd=ROOT,
    ).stdout
    assert printed.startswith(shown.removesuffix("…\n"))
