"""What each ingredient gives: ``python -m quoteattr.training.ablation DATA FOLDER``.

In: the data folder. Out: a model for each variant, and a table of their scores. Imports the rest of the subpackage and
evaluation.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import click

from quoteattr.decoding import Thresholds
from quoteattr.evaluation.corpora import DEVELOPMENT, data_root, read_split
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.metrics import Scores
from quoteattr.evaluation.tables import markdown, percent
from quoteattr.extractor import read_text, read_windows
from quoteattr.tagger import OnnxTagger
from quoteattr.training.__main__ import Run
from quoteattr.training.examples import by_pieces
from quoteattr.training.export import save
from quoteattr.training.settings import Settings
from quoteattr.training.tuning import Read, score

log = logging.getLogger("quoteattr.training")

VARIANTS: Mapping[str, Mapping[str, object]] = {
    "as it is": {},
    "each tag learnt by itself, no CRF": {"crf": False},
    "sub-words labelled, not words": {"words": False},
    "place to the marks not told": {"marks": False},
    "texts never changed": {"augment": False},
    "no invented articles of our own": {"invented": ("styles-train",)},
    "PolNeAR alone": {"invented": ()},
    "3 layers": {"layers": 3},
}


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--passes", default=1, show_default=True, help="Passes over the data for each variant.")
@click.option("--share", default=1.0, show_default=True, help="Share of the texts of a pass that is used.")
@click.option("--threads", default=0, help="CPU threads; 0 leaves it to torch.")
@click.option("--only", multiple=True, type=click.Choice(list(VARIANTS)), help="Train these variants alone.")
def main(data: Path, folder: Path, passes: int, share: float, threads: int, only: Sequence[str]) -> None:
    """Train each variant for a while, all alike, and write FOLDER/ablation.json and FOLDER/ablation.md."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("quoteattr").setLevel(logging.INFO)
    results = folder / "ablation.json"
    known: dict[str, dict[str, float | None]] = json.loads(results.read_text("utf-8")) if results.exists() else {}
    for name in only or VARIANTS:
        settings = attrs.evolve(Settings(passes=passes, horizon=passes, soup=1, again=0), **VARIANTS[name])  # type: ignore[arg-type]  # names and values are those of Settings
        known[name] = variant(data, folder / f"variant-{list(VARIANTS).index(name)}", settings, share, threads)
        results.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
        (folder / "ablation.md").write_text(table(known) + "\n", "utf-8")
        log.info("%s: %s", name, known[name])


def variant(data: Path, folder: Path, settings: Settings, share: float, threads: int) -> dict[str, float | None]:
    """Train one variant and score it with the same thresholds as all others."""
    run = Run(data, folder, settings, threads, 0)
    run.texts = random.Random(settings.seed).sample(run.texts, round(share * len(run.texts)))
    facts = run.train()
    save(run.network, run.tokenizer, folder, facts)
    figures: dict[str, float | None] = {}
    tagger = OnnxTagger(folder)
    for split in DEVELOPMENT:
        documents = read_split(split, data_root(data))
        scores = score([_read(document, tagger, words=settings.words) for document in documents], Thresholds())
        figures |= {f"{split} {name}": value for name, value in _figures(scores).items()}
    return figures


def _read(document: GoldDocument, tagger: OnnxTagger, *, words: bool) -> Read:
    quotations, encoding = read_text(document.text, tagger.subwords)
    if not words:
        encoding = by_pieces(encoding)
    reports, _ = read_windows(encoding, tagger)
    return document, encoding, quotations, reports


def _figures(scores: Scores) -> dict[str, float | None]:
    shares = scores.rows["all"].shares()
    return {
        "found": shares["recall"],
        "precision": shares["precision"],
        "exact content": scores.exact["content"].f1,
        "content token F1": scores.token["content"].f1,
    }


def table(results: Mapping[str, Mapping[str, float | None]]) -> str:
    """Lay the results out as a Markdown table, one row a variant; found/precision/token F1 of each split."""
    names = ("found", "precision", "exact content", "content token F1")
    rows = [
        [label, *(" / ".join(percent(figures[f"{split} {name}"]) for name in names) for split in DEVELOPMENT)]
        for label, figures in results.items()
    ]
    return markdown([["variant", *DEVELOPMENT], *rows])


if __name__ == "__main__":
    main()
