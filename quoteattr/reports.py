"""Scores in, reports and named entities out, in words of the text.

In: windows and their scores. Out: `Report` and `Entity`. Imports records, tagger, viterbi and windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from quoteattr.records import Mode, Polarity
from quoteattr.spans import Span
from quoteattr.tagger import ANCHORS, ENTITIES, FORBIDDEN, MODES, POLARITIES, ROLES, Scores
from quoteattr.viterbi import best_tags
from quoteattr.windows import Encoding, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


GROUP = 16  # windows decoded at once: enough to keep numpy busy, few enough to keep memory flat


@attrs.frozen(kw_only=True)
class Report:
    """One report as the tagger reads it; spans are words ``[first, last)`` of the text.

    ``chance`` is the network's probability that there is a report.
    """

    anchor: int
    by_cue: bool
    chance: float
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    mode: Mode
    polarity: Polarity


@attrs.frozen
class Entity:
    """A named entity: offsets ``[start, end)`` into the text, and its sort: person, organization, place or other."""

    start: int
    end: int
    label: str


def read_scores(encoding: Encoding, scored: Iterable[tuple[Window, Scores]]) -> tuple[list[Report], list[Entity]]:
    """Read reports and entities off the scores of a text's windows."""
    reports: list[Report] = []
    entities: list[Entity] = []
    group: list[tuple[Window, Scores]] = []
    for window, scores in scored:
        entities += _entities(encoding, window, scores)
        group.append((window, scores))
        if len(group) == GROUP:
            reports += _reports(group)
            group = []
    return reports + list(_reports(group)), entities


def _reports(group: Sequence[tuple[Window, Scores]]) -> Iterator[Report]:
    """Decode a group of windows; each report belongs to the window that owns its anchor."""
    mine = [(window, scores, i) for window, scores in group for i in _owned(window, scores)]
    if not mine:
        return
    words = max(window.last - window.first for window, _, _ in mine)
    roles = np.full((len(mine), words, len(ROLES)), FORBIDDEN, np.float32)
    roles[:, :, 0] = 0  # behind the window's end everything is outside
    for row, (_, scores, i) in enumerate(mine):
        roles[row, : scores.roles.shape[1]] = scores.roles[i]
        _bind(roles[row], int(scores.anchors[i]), by_cue=_by_cue(scores.odds[i]))
    for (window, scores, i), tags, emissions in zip(mine, best_tags(roles), roles, strict=True):
        report = _report(window, scores, i, tags, emissions)
        if report.content:
            yield report


def _owned(window: Window, scores: Scores) -> Ints:
    at = scores.anchors + window.first
    return np.flatnonzero((at >= window.own_first) & (at < window.own_last))


def _by_cue(odds: Floats) -> bool:
    return bool(odds[ANCHORS.index("cue")] >= odds[ANCHORS.index("content")])


def _bind(roles: Floats, anchor: int, *, by_cue: bool) -> None:
    """Make the anchor begin the one cue, or the content of a report that has none."""
    for tag, name in enumerate(ROLES):
        begins = name[0] in "BS"
        if name.endswith("-cue") and (begins or not by_cue):
            kept = roles[anchor, tag]
            roles[:, tag] = FORBIDDEN
            roles[anchor, tag] = kept if by_cue else FORBIDDEN
        elif not (begins and name.endswith("-cue" if by_cue else "-content")):
            roles[anchor, tag] = FORBIDDEN


def _report(window: Window, scores: Scores, i: int, tags: Ints, emissions: Floats) -> Report:
    runs = spans_of(tags)
    cue = runs["cue"][0] if runs["cue"] else None
    source = max(runs["source"], key=lambda run: _weight(emissions, run, "source"), default=None)

    def place(span: Span | None) -> Span | None:
        return span and (span[0] + window.first, span[1] + window.first)

    return Report(
        anchor=int(scores.anchors[i]) + window.first,
        by_cue=_by_cue(scores.odds[i]),
        chance=float(1 - scores.odds[i, 0]),
        content=tuple((first + window.first, last + window.first) for first, last in runs["content"]),
        cue=place(cue),
        source=place(source),
        mode=Mode(MODES[int(scores.modes[i].argmax())]),
        polarity=Polarity(POLARITIES[int(scores.polarities[i].argmax())]),
    )


def spans_of(tags: Ints) -> dict[str, list[Span]]:
    """Spans of each role, in order."""
    runs: dict[str, list[Span]] = {"content": [], "cue": [], "source": []}
    first = 0
    for i in np.flatnonzero(tags):
        place, _, role = ROLES[tags[i]].partition("-")
        if place in "BS":
            first = int(i)
        if place in "ES":
            runs[role].append((first, int(i) + 1))
    return runs


def _weight(emissions: Floats, run: Span, role: str) -> float:
    """How much better a run fits its role than it fits none."""
    tags = [i for i, tag in enumerate(ROLES) if tag.endswith(role)]
    part = emissions[run[0] : run[1]]
    return float((part[:, tags].max(1) - part[:, 0]).sum())


def _entities(encoding: Encoding, window: Window, scores: Scores) -> Iterator[Entity]:
    """Join the words of each entity; only words the window owns count."""
    first, label = -1, ""
    for word in range(window.own_first, window.own_last + 1):
        tag = ENTITIES[scores.entities[word - window.first]] if word < window.own_last else "O"
        if label and tag != f"I-{label}":
            yield Entity(int(encoding.starts[first]), int(encoding.ends[word - 1]), label)
            label = ""
        if tag != "O" and not label:
            first, label = word, tag[2:]
