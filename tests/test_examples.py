"""The examples: they run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from quoteattr import QuoteExtractor, extract_quotes
from quoteattr.component import COLOURS
from quoteattr.files import write_results

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
ARTICLES = sorted((EXAMPLES / "articles").glob("*.txt"))


def run(*arguments: str | Path) -> str:
    """Run an example as a user would."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def test_there_are_enough_articles() -> None:
    """Five articles or more are there, each long enough to be one."""
    assert 5 <= len(ARTICLES)
    assert all(250 <= len(article.read_text(encoding="utf-8").split()) <= 500 for article in ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_every_article_has_quotes(article: Path, extractor: QuoteExtractor) -> None:
    """Quotes of named speakers are found in every article, and every span stands where it says."""
    text = article.read_text(encoding="utf-8")
    quotes = extractor.extract(text)
    assert 3 <= len(quotes.speakers)
    for quote in quotes:
        assert all(part.text == text[part.start : part.end] for part in (*quote.content, *quote.quoted))


def test_extract_articles() -> None:
    """The script lists every article and the quotes under their speakers."""
    shown = run(EXAMPLES / "extract_articles.py")
    assert all(f"{article.name}\n" in shown for article in ARTICLES)
    assert "\n  Odile Harrant" in shown
    assert "\n    [direct] We are not going to wait for a funeral," in shown


def test_extract_articles_of_a_folder(tmp_path: Path) -> None:
    """The script takes any folder of texts."""
    (tmp_path / "a.txt").write_text("“Yes,” said Ana Brill.", encoding="utf-8")
    assert "a.txt\n\n  Ana Brill\n    [direct] Yes,\n\n" == run(EXAMPLES / "extract_articles.py", tmp_path)


def test_extract_articles_of_the_data_folder(data: Path) -> None:
    """The script runs on the articles of the data folder, where there is one."""
    texts = data / "seeds" / "texts"
    shown = run(EXAMPLES / "extract_articles.py", texts)
    assert all(f"{file.name}\n" in shown for file in texts.glob("*.txt"))


def test_many_texts(extractor: QuoteExtractor) -> None:
    """The script tells of every article what is found in it, and that none failed."""
    shown = run(EXAMPLES / "many_texts.py").splitlines()
    found = [extractor.extract(article.read_text(encoding="utf-8")) for article in ARTICLES]
    assert [
        f"{article.name}: {len(quotes)} quotes of {len(quotes.speakers)} speakers"
        for article, quotes in zip(ARTICLES, found, strict=True)
    ] == shown[:-2]
    assert "No text failed." == shown[-1]


def test_own_resolver() -> None:
    """The newsroom's own names and roles are those of its list."""
    shown = run(EXAMPLES / "own_resolver.py")
    assert "Speaker('Odile Harrant MP', transport minister, person) | told | It sailed,\n" in shown
    assert "Speaker('Northway plc', shipowner, organization) | denied" in shown


def test_one_text(tmp_path: Path) -> None:
    """The script shows its own text, and that of a file, in full."""
    assert "Ana Brill, engineer [direct, " in run(EXAMPLES / "one_text.py")
    (tmp_path / "a.txt").write_text("“Yes,” said Bo Hurst.", encoding="utf-8")
    assert re.fullmatch(r"Bo Hurst \[direct, \d+% sure\]: Yes,\n", run(EXAMPLES / "one_text.py", tmp_path / "a.txt"))


def test_data_frame() -> None:
    """The script prints a row a quote, and how many each speaker has."""
    pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    assert run(EXAMPLES / "data_frame.py").endswith("{'Ana Brill': 2, 'Ida Renn': 1, 'Odo Marsh': 1}\n")


def test_label_studio(tmp_path: Path) -> None:
    """The script reads back the quotes of its own tasks, and those of an export."""
    expected = "quay | Ana Brill | direct | It held all night,\nquay | Ana Brill | indirect | the crane was old\n"
    assert expected == run(EXAMPLES / "label_studio.py")
    export = tmp_path / "export.json"
    write_results([("b", extract_quotes("“No,” said Bo Hurst."))], export, format="labelstudio")
    assert "b | Bo Hurst | direct | No,\n" == run(EXAMPLES / "label_studio.py", export)


def test_own_annotations(tmp_path: Path) -> None:
    """The script puts its own text, or those of an export, where the splits of one's own texts are read."""
    shown = run(EXAMPLES / "own_annotations.py").splitlines()
    assert ["1 texts to learn from, 0 to score:", "quay | direct | “It held all night,”"] == shown[:2]
    export = tmp_path / "export.json"
    texts = [(f"b{n}", extract_quotes("“No,” said Bo Hurst.")) for n in range(8)]
    write_results(texts, export, format="labelstudio")
    assert "7 texts to learn from, 1 to score:" == run(EXAMPLES / "own_annotations.py", export).splitlines()[0]


def test_spacy_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script counts cues, and draws Docs that have been kept."""
    monkeypatch.chdir(tmp_path)
    shown = run(EXAMPLES / "spacy_pipeline.py")
    assert all(f"{article.name}: " in shown for article in ARTICLES)
    assert "Cues: said " in shown
    assert (tmp_path / "quotes.html").read_text(encoding="utf-8").count(COLOURS["source"]) > len(ARTICLES)


def test_source_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script counts whom the articles quote, with their roles, and draws it where it can."""
    monkeypatch.chdir(tmp_path)
    shown = run(EXAMPLES / "source_audit.py")
    assert re.search(r"^Odile Harrant +Transport Minister +\d+ quotes, +\d+ direct$", shown, re.MULTILINE)
    assert "Quotes by kind: {" in shown
    assert (find_spec("matplotlib") is not None) == (tmp_path / "sources.png").exists()


def test_scripts_are_short() -> None:
    """An example that can be taken in at a glance has fewer than 40 lines."""
    assert all(40 > len(script.read_text(encoding="utf-8").splitlines()) for script in EXAMPLES.glob("*.py"))
