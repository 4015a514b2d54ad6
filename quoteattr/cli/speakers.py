"""``quoteattr speakers``: who is quoted over all texts.

In: texts, known people, an index. Out: a table on standard output, the index in a file. Imports texts, files, formats;
the index once there is work for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quoteattr.cli.texts import Texts, plain_errors, text_options
from quoteattr.files import open_output
from quoteattr.formats import Medium
from quoteattr.formats.view import cut

if TYPE_CHECKING:
    from quoteattr.index import IndexedSpeaker, SpeakerIndex

__all__ = ["speakers"]

#: Columns of a name or a role in the table; what is longer is cut.
WIDEST_CELL = 40

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Exit status: as of extract.")
@text_options
@click.option("--people", metavar="FILE", type=_FILE, help="Known people, as CSV or JSON.")
@click.option("--index", "existing", metavar="FILE", type=_FILE, help="Add to this index.")
@click.option("-o", "--output", metavar="FILE", type=_FILE, help="Save the index.")
def speakers(*, texts: Texts, people: Path | None, existing: Path | None, output: Path | None) -> None:
    """Print who is quoted over all texts, the most quoted first.

    FILE is what it is for extract. The speakers of the texts are merged into people and institutions; an index that
    was saved with --output takes in more texts with --index, and a text of the same name anew.
    """
    results = texts.results(output)
    if output and not output.parent.is_dir():  # told before the work, not after it
        raise click.ClickException(f"cannot write {output}: no such folder")
    with plain_errors(), open_output(Medium.TEXT, None) as target:
        from quoteattr.index import SpeakerIndex

        index = SpeakerIndex.load(existing, people) if existing else SpeakerIndex(people)
        for name, quotes in results:
            index.add(quotes, document=name)
        if output:
            _save(index, output)
        target.writelines(_table(index))
    texts.complain.exit()


def _save(index: SpeakerIndex, output: Path) -> None:
    try:
        index.save(output)
    except OSError as problem:
        raise click.ClickException(f"cannot write {output}: {problem.strerror}") from problem


def _table(people: Iterable[IndexedSpeaker]) -> Iterator[str]:
    """Lay out people in columns: name, latest role, how many quotes and articles."""
    rows = [("name", "role", "quotes", "articles")]
    for person in people:
        name, role = (cut(cell, WIDEST_CELL) for cell in (person.name, person.role or ""))
        rows.append((name, role, str(len(person.quotes)), str(len(person.documents))))
    names, roles = (max(len(row[column]) for row in rows) for column in (0, 1))
    for name, role, quotes, articles in rows:
        yield f"{name:<{names}}  {role:<{roles}}  {quotes:>6}  {articles:>8}\n"
