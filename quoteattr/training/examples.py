"""Annotated texts in, training windows out.

In: gold documents. Out: windows with the labels of each head. Imports marks, windows, tagger, and the
corpora of `quoteattr.evaluation`.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import numpy as np

from quoteattr.extractor import read_text
from quoteattr.spans import Span
from quoteattr.tagger import ANCHORS, ENTITIES, MODES, POLARITIES, ROLES
from quoteattr.windows import CONTEXT, LIMIT, Encoding, SubWords, Window, cut_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteattr.evaluation.gold import GoldDocument, GoldQuote

    Ints = NDArray[np.int64]

#: CoreNLP's labels in this library's words.
SILVER = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
UNLABELLED = -100  # what torch's cross entropy leaves out


@attrs.frozen(kw_only=True)
class Report:
    """One gold attribution; ``mode`` and ``polarity`` are `None` where the corpus does not say."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    mode: str | None = None
    polarity: str | None = None


@attrs.frozen(kw_only=True)
class Example:
    """An annotated text. ``entities`` is `None` where the corpus has none; ``people`` are names as they stand in it."""

    text: str
    reports: tuple[Report, ...]
    entities: tuple[tuple[int, int, str], ...] | None
    convention: str
    people: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Labelled:
    """A window with its labels.

    ``anchors`` ``[words]``; ``at`` ``[reports]``, the anchor of each; ``roles`` ``[reports, words]``;
    ``modes``, ``polarities`` ``[reports]``; ``entities`` ``[words]``.
    """

    encoding: Encoding
    window: Window
    convention: str
    anchors: Ints
    at: Ints
    roles: Ints
    modes: Ints
    polarities: Ints
    entities: Ints


def read_entities(path: Path) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """Read the automatic named entities of a PolNeAR file, by document."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["silver_entities"] is not None:
                found[row["doc"]] = tuple((s, e, SILVER[kind]) for s, e, kind in row["silver_entities"])
    return found


def example_of(document: GoldDocument, entities: tuple[tuple[int, int, str], ...] | None = None) -> Example:
    """Take what training needs of a gold document."""
    reports = [
        Report(
            content=_without_that(quote, document.text),
            cue=(quote.cue,) if quote.cue else (),
            source=(quote.source,) if quote.source else (),
            mode=quote.mode,
            polarity=quote.polarity,
        )
        for quote in document.quotes
    ]
    convention = "polnear" if document.corpus.startswith("polnear") else "contract"
    people = {document.text[start:end] for start, end, kind in entities or () if kind == "person"}
    people |= {name for quote in document.quotes if quote.type == "person" for name in quote.speakers or ()}
    return Example(
        text=document.text,
        reports=tuple(reports),
        entities=entities,
        convention=convention,
        people=frozenset(people),
    )


#: Cues of what PolNeAR marks and the contract calls no report: seeming, plans, acts, topics, what nobody expects.
NO_REPORTS = re.compile(
    r"""(?:^|\s)(?:
    (?:is|are|was|were|be|been|being)\b.*\b(?:expected|scheduled|supposed|slated|poised|set|due|likely)
    | seem(?:s|ed)? | appear(?:s|ed)? | plan(?:s|ned|ning)? | intend(?:s|ed|ing)? | tr(?:y|ies|ied|ying)
    | decid(?:e[sd]?|ing) | ma[dk]es?\s(?:the|a)\sdecision | seek(?:s|ing)? | sought | sign(?:s|ed|ing)?
    | discuss(?:es|ed|ing)? | negotiat(?:e[sd]?|ing) | kn(?:ow|ows|ew|owing|own) | remember(?:s|ed|ing)?
    )(?:\s(?:to|with|about|on|over))?$""",
    re.IGNORECASE | re.VERBOSE,
)


def under_contract(example: Example) -> Example:
    """Leave out of a PolNeAR text what the contract calls no report, and say that it is annotated so."""

    def reports(report: Report) -> bool:
        return not any(NO_REPORTS.search(example.text[slice(*span)]) for span in report.cue)

    return attrs.evolve(example, reports=tuple(filter(reports, example.reports)), convention="contract")


def _without_that(quote: GoldQuote, text: str) -> tuple[Span, ...]:
    """Leave out the introducing "that", which PolNeAR takes in: one habit is learnt better than two."""
    first, *rest = quote.content
    that = INTRODUCING.match(text, *first)
    if quote.cue and quote.cue[1] <= first[0] and that:
        return ((that.end(), first[1]), *rest)
    return quote.content


INTRODUCING = re.compile(r"that\s+(?=\S+\s+\S+\s+\S)")  # before a clause; "that plan" is a phrase


def label(
    example: Example, subwords: SubWords, rng: random.Random | None = None, *, words: bool = True
) -> list[Labelled]:
    """Cut an example into labelled windows; with ``rng`` their size varies, as texts do.

    ``words=False`` labels every sub-word by itself, for comparison.
    """
    _, encoding = read_text(example.text, subwords)
    if not words:
        encoding = by_pieces(encoding)
    limit = LIMIT
    if rng and rng.random() < SHORT_SHARE:
        limit = rng.randint(*SHORT)
    found = [_label_report(report, encoding) for report in example.reports]
    kept = [f for f in found if f is not None]
    entities = _label_entities(example.entities, encoding)
    return [
        _label_window(kept, entities, encoding, w, example.convention)
        for w in cut_windows(encoding, limit, min(CONTEXT, limit // 5))
    ]


def by_pieces(encoding: Encoding) -> Encoding:
    """Take every sub-word for a word of its own; a line break stays with the sub-word behind it."""
    counts = encoding.bounds[1:] - encoding.firsts
    owner = np.repeat(np.arange(len(encoding)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    is_last = place == counts[owner] - 1
    starts = encoding.starts[owner] + np.minimum(place, encoding.ends[owner] - encoding.starts[owner] - 1)
    firsts = encoding.firsts[owner] + place
    begins = np.where(place == 0, encoding.bounds[:-1][owner], firsts)
    return attrs.evolve(
        encoding,
        starts=starts,
        ends=np.where(is_last, encoding.ends[owner], starts + 1),
        lines=encoding.lines[owner],
        cases=encoding.cases[owner],
        places=encoding.places[owner],
        bounds=np.append(begins, len(encoding.pieces)),
        firsts=firsts,
    )


SHORT_SHARE = 0.15  # of texts seen in short windows: users paste single paragraphs and sentences
SHORT = (48, 160)  # sub-words of a short window


def _words_of(span: Span, encoding: Encoding) -> Span:
    start, end = span
    return int(np.searchsorted(encoding.ends, start, "right")), int(np.searchsorted(encoding.starts, end, "left"))


def _label_report(report: Report, encoding: Encoding) -> tuple[int, int, Ints, int, int] | None:
    """Anchor word, its kind, the role tag of every word of the text, mode, polarity."""
    owner = np.zeros(len(encoding), np.int64)
    number = 0
    role_of = {0: ""}
    for role in ("content", "source", "cue"):  # the shorter the role, the later: a cue within content stays a cue
        for span in getattr(report, role):
            number += 1
            role_of[number] = role
            a, b = _words_of(span, encoding)
            owner[a:b] = number
    anchored = "cue" if report.cue else "content"
    places = [k for k, role in role_of.items() if role == anchored]
    first = np.flatnonzero(np.isin(owner, places)) if places else np.zeros(0, np.int64)
    if not len(first) or not any(role == "content" for role in role_of.values()):
        return None
    tags = np.zeros(len(encoding), np.int64)
    edges = np.flatnonzero(np.diff(owner, prepend=-1, append=-1))
    for a, b in itertools.pairwise(edges.tolist()):
        if owner[a]:
            tags[a:b] = _tag_run(b - a, role_of[int(owner[a])])
    mode = MODES.index(report.mode) if report.mode else UNLABELLED
    polarity = POLARITIES.index(report.polarity) if report.polarity else UNLABELLED
    return int(first[0]), ANCHORS.index(anchored), tags, mode, polarity


def _tag_run(length: int, role: str) -> list[int]:
    places = "S" if length == 1 else "B" + "I" * (length - 2) + "E"
    return [ROLES.index(f"{place}-{role}") for place in places]


def _label_entities(entities: Iterable[tuple[int, int, str]] | None, encoding: Encoding) -> Ints:
    if entities is None:
        return np.full(len(encoding), UNLABELLED, np.int64)
    tags = np.zeros(len(encoding), np.int64)
    for start, end, kind in entities:
        a, b = _words_of((start, end), encoding)
        tags[a:b] = ENTITIES.index(f"I-{kind}")
        tags[a : a + 1] = ENTITIES.index(f"B-{kind}")
    return tags


def _label_window(
    reports: Sequence[tuple[int, int, Ints, int, int]], entities: Ints, encoding: Encoding, window: Window, name: str
) -> Labelled:
    first, last = window.first, window.last
    inside = [r for r in reports if first <= r[0] < last]
    anchors = np.zeros(last - first, np.int64)
    for at, kind, *_ in inside:
        anchors[at - first] = kind
    return Labelled(
        encoding=encoding,
        window=window,
        convention=name,
        anchors=anchors,
        at=np.array([r[0] - first for r in inside], np.int64),
        roles=np.array([_well_formed(r[2][first:last]) for r in inside], np.int64).reshape(len(inside), last - first),
        modes=np.array([r[3] for r in inside], np.int64),
        polarities=np.array([r[4] for r in inside], np.int64),
        entities=entities[first:last],
    )


def _well_formed(tags: Ints) -> Ints:
    """Mend the tags of spans that a window's edge cuts."""
    tags = tags.copy()
    tag = ROLES[tags[0]]
    if tag[0] in "IE":
        tags[0] = ROLES.index(("B" if tag[0] == "I" else "S") + tag[1:])
    tag = ROLES[tags[-1]]
    if tag[0] in "BI" and tag != "O":
        tags[-1] = ROLES.index(("S" if tag[0] == "B" else "E") + tag[1:])
    return tags
