"""Rows of values as a plain table whose columns stand in line.

In: rows of strings, the first of them the heads. Out: text. Imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["aligned", "markdown", "percent"]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns two spaces apart, the first column to the left and the others to the right.

    >>> print(aligned([["row", "gold"], ["direct", "7"]]))
    row     gold
    direct     7
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Set rows as a Markdown table, the first of them as its head.

    >>> print(markdown([["row", "gold"], ["direct", "7"]]))
    | row | gold |
    |---|---|
    | direct | 7 |
    """
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|---" * len(rows[0]) + "|", *rest])


def percent(share: float | None) -> str:
    """Give a share in per cent with one decimal, or a dash where there was nothing to count."""
    return "–" if share is None else f"{100 * share:.1f}"
