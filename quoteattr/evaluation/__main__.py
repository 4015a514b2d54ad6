"""The command ``python -m quoteattr.evaluation``: extract the quotes of annotated texts and score them.

In: a data folder and options. Out: tables on standard output and, on request, a JSON file. Imports extractor, errors
and the modules of this package.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

import quoteattr
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.corpora import DATA_VARIABLE, DEFAULT_SPLITS, SPLITS, read_split
from quoteattr.evaluation.diff import differences
from quoteattr.evaluation.mistakes import worst
from quoteattr.evaluation.picture import draw
from quoteattr.evaluation.report import SplitReport


def _show_differences(context: click.Context, _: click.Parameter, files: tuple[Path, Path] | None) -> None:
    """Show what changed between two runs, in place of any scores."""
    if files:
        try:
            for line in differences(*files):
                click.echo(line)
        except QuoteattrError as error:
            raise click.ClickException(str(error)) from error
        context.exit()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", envvar=DATA_VARIABLE, type=click.Path(path_type=Path))
@click.option(
    "--split", "splits", multiple=True, type=click.Choice(SPLITS), default=DEFAULT_SPLITS, show_default=True,
    help="What to score; may be given several times.",
)  # fmt: skip
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the scores to this file too.")
@click.option("--model", type=click.Path(path_type=Path), help="A model folder in place of the packaged one.")
@click.option("--limit", type=click.IntRange(min=1), help="Score only the first documents of each split.")
@click.option("--convention", help="The annotation convention that the model is asked to follow.")
@click.option("--reliability", is_flag=True, help="Show whether confidence means what it says.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw that to this .svg or .png file.")
@click.option(
    "--diff", nargs=2, type=click.Path(exists=True, dir_okay=False, path_type=Path), is_eager=True, expose_value=False,
    callback=_show_differences, metavar="BEFORE AFTER",
    help="Show instead which quotes two versions or models find otherwise, from what extract wrote as jsonl.",
)  # fmt: skip
@click.option("--errors", type=click.IntRange(min=0), default=0, help="Show the mistakes of this many documents.")
def main(
    *,
    data: Path,
    splits: tuple[str, ...],
    target: Path | None,
    model: Path | None,
    limit: int | None,
    convention: str | None,
    reliability: bool,
    picture: Path | None,
    errors: int,
) -> None:
    """Extract quotes from the annotated texts in the folder DATA and score them.

    DATA is the folder that holds data, seeds and cases; by default what QUOTEATTR_DATA names.
    """
    try:
        extractor = quoteattr.QuoteExtractor(model=model, convention=convention)
        reports = []
        for split in splits:
            reports.append(_evaluate(split, data, extractor, limit, errors))
            if reliability:
                click.echo(reports[-1].reliability.as_text() + "\n")
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error
    if picture:
        draw({report.split: report.reliability for report in reports}, picture)
    if target:
        asked = {"version": quoteattr.__version__, "model": model and str(model), "convention": convention}
        scores = {report.split: report.as_dict() for report in reports}
        target.write_text(json.dumps({**asked, "limit": limit, "splits": scores}, indent=2) + "\n", encoding="utf8")


def _evaluate(
    split: str, data: Path, extractor: quoteattr.QuoteExtractor, limit: int | None, errors: int
) -> SplitReport:
    """Score one split and show how it went."""
    documents = read_split(split, data)[:limit]
    predictions = list(extractor.pipe((document.text for document in documents), batch_size=32))
    report = SplitReport.of(split, documents, predictions)
    click.echo(report.as_text() + "\n")
    for mistakes in worst(documents, predictions, errors):
        click.echo(mistakes + "\n")
    return report


if __name__ == "__main__":
    main()
