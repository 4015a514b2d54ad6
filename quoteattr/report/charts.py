"""Charts of a report: bars of quotes by kind, across for speakers and upright over time, as inline SVG.

In: counts of quotes by kind. Out: HTML. Imports escaping, dates and records only.

Nothing is scaled: places are given in per cent of the width, so that letters and lines look the same on every screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate

from quoteattr.records import QuoteKind
from quoteattr.report.dates import periods
from quoteattr.report.escaping import escape

__all__ = ["Counts", "draw_bars", "draw_columns"]

Counts = Counter[QuoteKind]

#: Pixels: the thickness of a bar, and the height of the tallest column with the room for labels above and below.
BAR, COLUMN, ABOVE, BELOW = 12, 120, 16, 20

#: Labels under columns: more would overlap on a narrow screen.
LABELS = 4


def draw_bars(title: str, rows: Sequence[tuple[str, Counts]]) -> str:
    """Draw a table with a bar in every row, as long as its quotes are many and parted by their kinds."""
    most = max((counts.total() for _, counts in rows), default=0)
    body = "".join(
        f'<tr><th scope="row"><bdi>{escape(name)}</bdi></th>'
        f'<td><svg height="{BAR}" aria-hidden="true">{_bar(counts, most)}</svg></td><td>{counts.total()}</td></tr>'
        for name, counts in rows
    )
    return f'<table class="chart"><caption>{escape(title)}</caption>{body}</table>'


def _bar(counts: Counts, most: int) -> str:
    parts = (
        f'<rect class="{kind}" x="{100 * first / most:.2f}%" width="{100 * (last - first) / most:.2f}%" height="{BAR}">'
        f"<title>{last - first} {kind}</title></rect>"
        for kind, first, last in _stack(counts)
    )
    return "".join(parts)


def _stack(counts: Counts) -> Iterator[tuple[QuoteKind, int, int]]:
    """Yield where each kind begins and ends when the kinds stand on one another."""
    tops = [0, *accumulate(counts[kind] for kind in QuoteKind)]
    for kind, first, last in zip(QuoteKind, tops, tops[1:], strict=False):
        if first < last:
            yield kind, first, last


def draw_columns(dated: Iterable[tuple[date, Counts]], undated: int) -> str:
    """Draw a column for every period of time, empty ones too, and say how many texts have no date.

    At least one date must be there.
    """
    pairs = list(dated)
    period = periods(day for day, _ in pairs)
    totals: dict[int, Counts] = {}
    for day, counts in pairs:
        totals.setdefault(period.number(day), Counter()).update(counts)
    span = range(min(totals), max(totals) + 1)
    most = max(1, *(counts.total() for counts in totals.values()))
    told = ", ".join(f"{period.label(n)}: {totals[n].total()}" for n in sorted(totals))
    columns = "".join(
        f'<svg x="{100 * i / len(span):.2f}%" width="{100 / len(span):.2f}%" y="{ABOVE}" height="{COLUMN}">'
        f"{_column(totals[n], most)}<title>{period.label(n)}: {totals[n].total()}</title></svg>"
        for i, n in enumerate(span)
        if n in totals
    )
    height = ABOVE + COLUMN + BELOW
    left_out = f'<p class="note">Texts without a date: {undated}</p>' if undated else ""
    return (
        f'<figure class="chart time"><figcaption>Quotes per {period.name}</figcaption>'
        f'<svg height="{height}" role="img" aria-label="Quotes per {period.name}. {told}">'
        f'<text y="{ABOVE - 5}">{most}</text><line x2="100%" y1="{ABOVE}" y2="{ABOVE}"/>{columns}'
        f'<line x2="100%" y1="{ABOVE + COLUMN}" y2="{ABOVE + COLUMN}"/>'
        f"{_labels([period.label(n) for n in span], height - 4)}</svg>{left_out}</figure>"
    )


def _column(counts: Counts, most: int) -> str:
    scaled = ((kind, COLUMN * first / most, COLUMN * last / most) for kind, first, last in _stack(counts))
    return "".join(
        f'<rect class="{kind}" x="10%" width="80%" y="{COLUMN - last:.2f}" height="{last - first:.2f}"/>'
        for kind, first, last in scaled
    )


def _labels(labels: Sequence[str], y: int) -> str:
    """Name the first and the last column and some between them, each centred under its own where there is room."""
    few = min(len(labels), LABELS)
    chosen = [round(i * (len(labels) - 1) / max(1, few - 1)) for i in range(few)]
    anchors = ["middle"] * few if few == len(labels) else ["start", *["middle"] * (few - 2), "end"]
    return "".join(
        f'<text x="{100 * (n + {"start": 0, "middle": 0.5, "end": 1}[anchor]) / len(labels):.2f}%" y="{y}" '
        f'text-anchor="{anchor}">{labels[n]}</text>'
        for n, anchor in zip(chosen, anchors, strict=True)
    )
