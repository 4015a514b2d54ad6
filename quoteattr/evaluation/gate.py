"""Floors under the figures: ``python -m quoteattr.evaluation.gate FLOORS``.

In: a file of floors, the annotated texts they were set on. Out: what falls below. Imports errors, corpora, gold,
metrics and tables.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

import quoteattr
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.evaluation.corpora import DATA_VARIABLE, read_golden, read_split
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.metrics import ROLES, ROWS, Scores, score_document
from quoteattr.evaluation.tables import aligned, percent

__all__ = ["Floor", "Gate", "digest", "figures"]

SLACK = 0.005  # by which a new floor lies below what was reached: sums differ a little between machines


@attrs.frozen
class Floor:
    """One figure of a split with its floor and what was reached."""

    split: str
    name: str
    floor: float
    reached: float | None

    @property
    def holds(self) -> bool:
        """Whether the floor was reached."""
        return self.reached is not None and self.reached >= self.floor


def figures(scores: Scores) -> dict[str, float | None]:
    """Give every figure that may have a floor: "direct recall", "content token F1"; shares from 0 to 1."""
    shares = {f"{row} {name}": share for row in ROWS for name, share in scores.rows[row].shares().items()}
    tallies = {"exact": scores.exact, "token": scores.token}
    return shares | {f"{role} {name} F1": tallies[name][role].f1 for name in tallies for role in ROLES}


def digest(documents: Sequence[GoldDocument]) -> str:
    """Give the sha256 of annotated texts, so that floors are not held against other ones."""
    rows = [attrs.asdict(document) for document in documents]
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


class Gate:
    """The floors of a file, by split: ``{"golden": {"sha256": …, "floors": {"all recall": 0.9}}}``.

    ``golden`` is the folder of golden cases, ``data`` the folder of the other splits; those without one are left out.
    Raises `InputFileError` for a file that cannot be read.
    """

    def __init__(self, path: Path, *, golden: Path | None = None, data: Path | None = None) -> None:
        self.path, self.golden, self.data = path, golden, data
        try:
            self.splits: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise InputFileError(f"cannot read {path}: {error}") from error

    def documents(self, split: str) -> list[GoldDocument] | None:
        """Read a split; `None` where its folder is not given."""
        if split == "golden":
            return read_golden(self.golden) if self.golden else None
        return read_split(split, self.data) if self.data or split.startswith("articles") else None

    def _given(self) -> Iterator[tuple[str, dict[str, Any], list[GoldDocument]]]:
        """Yield the splits whose folder is given, with what is pinned of each and its documents."""
        for split, pinned in self.splits.items():
            documents = self.documents(split)
            if documents is not None:
                yield split, pinned, documents

    def measure(self, extractor: quoteattr.QuoteExtractor) -> Iterator[Floor]:
        """Score every split and yield its floors; raise `QuoteattrError` where the texts are others than theirs."""
        for split, pinned, documents in self._given():
            if digest(documents) != pinned["sha256"]:
                raise QuoteattrError(f"{split} is not the one that {self.path} was set on: set its floors anew")
            reached = figures(_scores(documents, extractor))
            yield from (Floor(split, name, floor, reached.get(name)) for name, floor in pinned["floors"].items())

    def renew(self, extractor: quoteattr.QuoteExtractor, *, lower: bool) -> Iterator[Floor]:
        """Set each floor just below what is reached now, and the digests; yield those that would have to fall.

        They are lowered only if asked.
        """
        for split, pinned, documents in self._given():
            reached = figures(_scores(documents, extractor))
            pinned["sha256"] = digest(documents)
            for name, floor in pinned["floors"].items():
                new = math.floor(1000 * ((reached.get(name) or 0.0) - SLACK)) / 1000
                if new < floor:
                    yield Floor(split, name, floor, reached.get(name))
                if new > floor or lower:
                    pinned["floors"][name] = new
        self.path.write_text(json.dumps(self.splits, indent=2) + "\n", "utf-8")


def _scores(documents: Sequence[GoldDocument], extractor: quoteattr.QuoteExtractor) -> Scores:
    predictions = extractor.pipe(document.text for document in documents)
    return Scores.total(map(score_document, documents, predictions))


def table(floors: Sequence[Floor]) -> str:
    """Set floors in a plain table, in per cent."""
    rows = [[f.split, f.name, percent(f.floor), percent(f.reached), "" if f.holds else "below"] for f in floors]
    return aligned([["split", "figure", "floor", "reached", ""], *rows])


@click.command()
@click.argument("floors", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", envvar=DATA_VARIABLE, required=False, type=click.Path(path_type=Path))
@click.option("--golden", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The golden cases.")
@click.option("--model", type=click.Path(path_type=Path), help="A model folder in place of the packaged one.")
@click.option("--renew", is_flag=True, help="Raise the floors to what is reached now.")
@click.option("--lower", is_flag=True, help="With --renew: lower them too where less is reached.")
def main(**options: Any) -> None:
    """Hold the model against the FLOORS on the golden cases and the splits in DATA; fail where it falls below."""
    try:
        _run(options)
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error


def _run(options: Mapping[str, Any]) -> None:
    gate = Gate(options["floors"], golden=options["golden"], data=options["data"])
    extractor = quoteattr.QuoteExtractor(options["model"])
    if not options["renew"]:
        floors = list(gate.measure(extractor))
        click.echo(table(floors))
        if not all(floor.holds for floor in floors):
            raise QuoteattrError(
                "some figures are below their floors: mend the model, or lower them with --renew --lower"
            )
        return
    fallen = list(gate.renew(extractor, lower=options["lower"]))
    if fallen:
        click.echo(table(fallen))
    if fallen and not options["lower"]:
        raise QuoteattrError("the floors above are higher than what is reached and stay: add --lower to lower them")


if __name__ == "__main__":
    main()
