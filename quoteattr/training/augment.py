"""Annotated texts in, the same texts as other presses would print them out.

In: an `Example`. Out: an `Example` with other marks, damage, casing, names, verbs and line breaks, its spans moved
along. What varies here is what must not matter. Imports marks and examples.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import attrs

from quoteattr.marks import Quotation, find_quotations
from quoteattr.spans import Edit, Span, edited
from quoteattr.training.examples import Example

#: Outer and inner marks of presses around the world.
STYLES = (
    (("“", "”"), ("‘", "’")),
    (('"', '"'), ("'", "'")),
    (("‘", "’"), ("“", "”")),
    (("'", "'"), ('"', '"')),
    (("«", "»"), ("“", "”")),
    (("« ", " »"), ("“", "”")),
    (("„", "“"), ("‚", "‘")),
    (("''", "''"), ("'", "'")),
    (("``", "''"), ("`", "'")),
    (("“ ", " ”"), ("‘", "’")),
    (('"', '"'), ('"', '"')),
    (("&quot;", "&quot;"), ("&#39;", "&#39;")),
    (("&ldquo;", "&rdquo;"), ("&lsquo;", "&rsquo;")),
)
STYLE_WEIGHTS = (6, 8, 4, 5, 2, 1, 1, 1, 1, 1, 1, 1, 1)

# How often each change is made to a text; chosen by hand, judged on the styles dev articles.
RESTYLE, DAMAGE, RENAME, REWORD, LOWER, UPPER, JOIN, SINGLE_LINES = 0.5, 0.15, 0.4, 0.25, 0.04, 0.01, 0.04, 0.2
DAMAGED = 0.25  # of the quotations of a damaged text
REWORDED = 0.5  # of the plain cues of a reworded text


def augment(example: Example, rng: random.Random) -> Example:
    """Change a text in ways that keep who said what."""
    for chance, change in CHANGES:
        if rng.random() < chance:
            example = apply(example, change(example, rng))
    if rng.random() < LOWER:
        example = _recase(example, str.lower)
    elif rng.random() < UPPER:
        example = _recase(example, str.upper)
    return example


def apply(example: Example, edits: Sequence[Edit]) -> Example:
    """Replace stretches of the text and move every span along; empty spans are dropped."""
    text, move = edited(example.text, edits)

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(filter(None, map(move, spans)))

    reports = [
        attrs.evolve(r, content=moved(r.content), cue=moved(r.cue), source=moved(r.source)) for r in example.reports
    ]
    entities = example.entities
    if entities is not None:
        entities = tuple((*span, kind) for start, end, kind in entities if (span := move((start, end))))
    return attrs.evolve(example, text=text, reports=tuple(r for r in reports if r.content), entities=entities)


def _recase(example: Example, case: Callable[[str], str]) -> Example:
    text = case(example.text)
    # A few letters change their length with their case; such texts stay as they are.
    return attrs.evolve(example, text=text) if len(text) == len(example.text) else example


def _marked(text: str) -> list[Quotation]:
    return [q for q in find_quotations(text) if q.is_marked]


def restyle(example: Example, rng: random.Random) -> list[Edit]:
    """Print all marks in another press' style."""
    style = rng.choices(STYLES, STYLE_WEIGHTS)[0]
    edits = []
    for q in _marked(example.text):
        opening, closing = style[q.depth % 2]
        edits += [(q.start, q.inner_start, opening), (q.inner_end, q.end, closing)]
    edits = _apart(edits)
    if rng.random() < 0.5:
        # Apostrophes go with the typesetter.
        taken = {i for a, b, _ in edits for i in range(a, b)}
        found = [m.start() for m in re.finditer(r"(?<=\w)['’](?=\w)", example.text)]
        edits += [(i, i + 1, rng.choice("'’")) for i in found if i not in taken]
    return edits


def damage(example: Example, rng: random.Random) -> list[Edit]:
    """Spoil some marks as scraping and machine translation do."""
    edits: list[Edit] = []
    for q in _marked(example.text):
        if q.depth or rng.random() > DAMAGED:
            continue
        opening, closing = (q.start, q.inner_start), (q.inner_end, q.end)
        o, c = example.text[slice(*opening)], example.text[slice(*closing)]
        new = rng.choice([("", c), (o, ""), (c, c), (o, o), (f"{o} ", f" {c}"), (o, '"'), ('"', c), (f" {o}", f"{c} ")])
        edits += [(*opening, new[0]), (*closing, new[1])]
    return _apart(edits)


def _apart(edits: Sequence[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


ONSETS = "b br ch d dr f fr g gl h j k kl kr l m n p pr q r s sh sk st t tr v w y z zh".split()
NUCLEI = "a e i o u ai ei ia io ou oa ee uu ö é".split()
CODAS = ["", "", "", "n", "r", "s", "l", "m", "k", "nd", "th", "v", "sky", "ez", "son", "ova", "wicz", "ng"]


def invent_name(rng: random.Random) -> str:
    """A name that nobody need have."""
    return "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) for _ in range(rng.randint(1, 3))).title() + rng.choice(
        CODAS
    )


def rename(example: Example, rng: random.Random) -> list[Edit]:
    """Give the people of a text other names, the same everywhere, so that no name is learnt by heart."""
    words: dict[str, str] = {}
    for name in example.people:
        for word in re.findall(r"[A-Z][^\W\d_]{2,}", name):
            words.setdefault(word, invent_name(rng))
    if not words:
        return []
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b")
    return [(m.start(), m.end(), words[m.group()]) for m in pattern.finditer(example.text)]


#: What presses write where others write "said" and "says".
CUES = {
    "said": """added announced argued asserted claimed commented complained conceded confirmed contended declared
        emphasised emphasized explained highlighted insisted maintained mentioned noted observed pleaded predicted
        reassured recalled remarked reminded reported specified stated stressed summarised summed underlined
        underscored warned wrote""".split(),
    "says": """adds argues believes claims concedes confirms declares emphasises emphasizes explains insists maintains
        notes observes predicts recalls remarks reports specifies states stresses underlines warns writes""".split(),
}


def reword(example: Example, rng: random.Random) -> list[Edit]:
    """Report with other verbs than the one that stands in half of all news."""
    cues = {span: CUES.get(example.text[slice(*span)]) for report in example.reports for span in report.cue}
    return [(*span, rng.choice(verbs)) for span, verbs in sorted(cues.items()) if verbs and rng.random() < REWORDED]


def join(example: Example, rng: random.Random) -> list[Edit]:
    """Lose the breaks between some paragraphs."""
    return [(m.start(), m.end(), " ") for m in re.finditer(r"\n+", example.text) if rng.random() < 0.5]


def single_lines(example: Example, rng: random.Random) -> list[Edit]:
    """Part paragraphs by one line break."""
    del rng
    return [(m.start(), m.end(), "\n") for m in re.finditer(r"\n{2,}", example.text)]


CHANGES: tuple[tuple[float, Callable[[Example, random.Random], list[Edit]]], ...] = (
    (RENAME, rename),
    (REWORD, reword),
    (RESTYLE, restyle),
    (DAMAGE, damage),
    (JOIN, join),
    (SINGLE_LINES, single_lines),
)
