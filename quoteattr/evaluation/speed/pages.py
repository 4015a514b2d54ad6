"""Figures in, tables and a curve out.

In: what the command measured. Out: Markdown, and a picture. Imports tables and picture.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quoteattr.evaluation.picture import COLOURS, sheet
from quoteattr.evaluation.tables import markdown, percent

MARKED = re.compile(r"(?<=<!-- SPEED -->\n).*?(?=<!-- END -->)", re.DOTALL)
QUOTEBANK = 196_000_000  # articles (Vaucher et al., WSDM 2021)
SECONDS = 3600

Spread = Mapping[str, float]


def middle(values: Spread) -> str:
    """Give a median, and how far the other rounds were from it."""
    return f"{values['median']:,.0f} ({values['least']:,.0f} to {values['most']:,.0f})"


def tables(figures: Mapping[str, Any]) -> str:
    """Set out all figures as Markdown."""
    told = (
        f"Measured on {dt.datetime.now(tz=dt.UTC).date()} ({figures['machine']}) on {figures['texts']} texts of "
        f"{figures['words']:,} words; medians, with the least and the most of all rounds."
    )
    parts = [
        told,
        _paces(figures["models"]),
        _floors(figures["models"]),
        _stages(figures["models"]),
        *([_peers(figures["peers"])] if "peers" in figures else []),
        _row("workers", "words a second by the clock", {k: middle(v) for k, v in figures["workers"].items()}),
        _row("", "seconds", {k: f"{v:.2f}" for k, v in figures["start, seconds"].items()}),
        _row("", "megabytes", {k: f"{v:.0f}" for k, v in figures["memory, megabytes"].items()}),
        _growth(figures["growth"]),
        _sizing(figures),
    ]
    return "\n\n".join(parts) + "\n"


def _row(head: str, value: str, cells: Mapping[str, str]) -> str:
    return markdown([[head, value], *([name, cell] for name, cell in cells.items())])


def _best(model: Mapping[str, Any]) -> float:
    return max(float(values["median"]) for values in model["floor"].values())


def _paces(models: Mapping[str, Any]) -> str:
    rows = [
        [
            f"`{name}`",
            middle(model["words a second"]),
            middle(model["sub-words a second"]),
            f"{_best(model):,.0f}",
            f"{_best(model) / model['sub-words a second']['median']:.2f}",
        ]
        for name, model in models.items()
    ]
    head = ["model", "words a second", "sub-words a second", "the network alone, at best", "time to the network's"]
    return "Text to records, one core, CPU time:\n\n" + markdown([head, *rows])


def _floors(models: Mapping[str, Any]) -> str:
    lengths = list(next(iter(models.values()))["floor"])
    rows = [[f"`{name}`", *(f"{model['floor'][n]['median']:,.0f}" for n in lengths)] for name, model in models.items()]
    return "The network alone, sub-words a second, by the length of a window:\n\n" + markdown([["", *lengths], *rows])


def _stages(models: Mapping[str, Any]) -> str:
    names = sorted(
        {name for model in models.values() for name in model["shares"]},
        key=lambda name: -max(model["shares"].get(name, 0.0) for model in models.values()),
    )
    rows = [[name, *(percent(model["shares"].get(name, 0.0)) for model in models.values())] for name in names]
    heads = ["stage, per cent of the time", *(f"`{name}`" for name in models)]
    return markdown([heads, *rows])


def _peers(found: Mapping[str, Any]) -> str:
    rows = [
        [
            name,
            middle(row["words a second"]),
            f"{row['ratio']['median']:.2f} ({row['ratio']['least']:.2f} to {row['ratio']['most']:.2f})",
            str(row["quotes"]),
        ]
        for name, row in found.items()
    ]
    head = ["tool", "words a second", "as a multiple of the first", "quotes returned"]
    return "Beside textacy, round by round on the same texts:\n\n" + markdown([head, *rows])


def _growth(rows: Mapping[str, Any]) -> str:
    head = ["words of one text", "microseconds a word", "megabytes beyond the loaded model"]
    cells = [
        [f"{int(size):,}", f"{row['microseconds a word']:.0f}", f"{row['megabytes']:.0f}"] for size, row in rows.items()
    ]
    return markdown([head, *cells])


def _sizing(figures: Mapping[str, Any]) -> str:
    """How long a corpus takes, from the pace of one core."""
    length = figures["words"] / figures["texts"]
    rows = []
    for name, model in figures["models"].items():
        articles = model["words a second"]["median"] * SECONDS / length
        rows.append([f"`{name}`", f"{articles:,.0f}", f"{16 * articles:,.0f}", f"{QUOTEBANK / articles:,.0f}"])
    head = ["model", "articles an hour and core", "and on 16 cores", "core hours for 196 million articles"]
    return f"Articles of {length:.0f} words, as these are:\n\n" + markdown([head, *rows])


def between_marks(page: str, text: str) -> str:
    """Put a text between the marks of a page."""
    return MARKED.sub(lambda _: text, page)


def curve(rows: Mapping[str, Any], path: Path) -> None:
    """Draw the time for a word over the words of a text; needs matplotlib."""
    with sheet(path, (6, 3.2)) as (axes,):
        sizes = [row["words"] for row in rows.values()]
        axes.plot(sizes, [row["microseconds a word"] for row in rows.values()], color=COLOURS[0], marker="o")
        axes.set(xscale="log", xlabel="words of one text", ylabel="microseconds a word")
        axes.set_ylim(bottom=0)
