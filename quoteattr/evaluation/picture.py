"""Confidence as a picture: what asking for more of it costs and gains, and whether it means what it says.

In: the reliability of some splits. Out: a picture file. Imports reliability. Needs matplotlib (extra ``[docs]``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quoteattr.evaluation.reliability import Reliability

__all__ = ["COLOURS", "draw", "sheet"]

COLOURS = ("#1f6f8b", "#c2571a", "#5b7f3b", "#7d4e8c", "#8a6d1f")


@contextmanager
def sheet(path: Path, size: tuple[float, float], columns: int = 1) -> Iterator[Sequence[Any]]:
    """Give axes side by side to draw in, ``size`` in inches together, and save them at the end.

    The file's name says the format (``.svg``, ``.png``); the same figures give the same file. Raises `ImportError`
    without matplotlib.
    """
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    style = {"svg.hashsalt": "quoteattr", "svg.fonttype": "path", "font.size": 9, "axes.spines.top": False}
    with mpl.rc_context({**style, "axes.spines.right": False}):
        figure, axes = plt.subplots(1, columns, figsize=size, layout="constrained", squeeze=False)
        yield list(axes[0])
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {})
        plt.close(figure)


def draw(splits: Mapping[str, Reliability], path: Path) -> None:
    """Draw recall and precision over ``min_confidence``, and beside it the share right over confidence."""
    with sheet(path, (9, 3.8), 2) as (left, right):
        right.plot([0, 100], [0, 100], color="#999999", linewidth=0.8)
        for (split, reliability), colour in zip(splits.items(), COLOURS, strict=False):
            least = [step / 50 for step in range(50)]
            recall, precision = zip(*map(reliability.at, least), strict=True)
            left.plot(least, [100 * r for r in recall], color=colour, linestyle="--")
            left.plot(least, [100 * p for p in precision], color=colour, label=split)
            bins = [b for b in reliability.bins() if b and b.quotes >= ENOUGH]
            right.plot(
                [100 * b.confidence for b in bins],
                [100 * b.right for b in bins],
                color=colour,
                marker="o",
                markersize=4,
                label=f"{split}, error {100 * reliability.error:.1f}",
            )
        left.set(xlabel="min_confidence", ylabel="per cent", ylim=(40, 101), title="precision (—) and recall (- -)")
        right.set(xlabel="confidence, per cent", ylabel="right, per cent", title="reliability")
        for axes in (left, right):
            axes.legend(frameon=False)


ENOUGH = 10  # quotes of a bin from which its share says something
