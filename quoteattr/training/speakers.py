"""Fit the weights by which speakers are found: ``python -m quoteattr.training.speakers DATA FILE``.

In: the data folder. Out: ``weights.json``, as `quoteattr.speakers` ships it.
Imports speakers, the extractor, evaluation.
"""

from __future__ import annotations

import gzip
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click
import numpy as np
from numpy.typing import NDArray

from quoteattr.decoding import Attribution
from quoteattr.evaluation.corpora import data_root, read_split
from quoteattr.evaluation.gap import read_gap
from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.matching import Words, match
from quoteattr.evaluation.naming import same_name
from quoteattr.extractor import QuoteExtractor, to_quote
from quoteattr.names.lexicon import ARTICLES, PERSONAL
from quoteattr.reports import Entity
from quoteattr.spans import Span
from quoteattr.speakers.antecedents import Traits
from quoteattr.speakers.cast import Member
from quoteattr.speakers.ranking import FORMS, Candidate, Ranker, Ranking
from quoteattr.speakers.resolving import Reading
from quoteattr.speakers.things import Thing

log = logging.getLogger("quoteattr.training")

SPLITS = ("polnear-train", "styles-train", "articles-train")
ROUNDS = 3  # the second sees the turns before as the first resolves them; a fourth changes nothing
LEAST = 3  # anaphors in which a trait must occur to get a weight
RIDGE = 0.3
STEPS = 400
APPOSITION = 25  # characters that a mention may have around the name it is taken for
ARTICLE = 5  # characters by which a phrase may begin elsewhere
RATE = 0.05

Floats = NDArray[np.float64]
Read = tuple[GoldDocument, Sequence[Attribution], Sequence[Entity]]


@attrs.frozen
class Example:
    """One anaphor: the traits of its candidates, and which of them are right."""

    form: str
    traits: tuple[Traits, ...]
    right: tuple[bool, ...]


class Teacher:
    """Ranks as it was told to, notes each choice for learning, and puts the right candidate first."""

    def __init__(self, rank: Ranker) -> None:
        self.rank = rank
        self.examples: list[Example] = []
        self.text = ""
        self.gold: Sequence[str] = ()

    def __call__(self, form: str, candidates: Mapping[Candidate, Traits]) -> list[tuple[Candidate, float]]:
        """Order the candidates, the right one first where it is known."""
        order = self.rank(form, candidates)
        right = [self._is_right(candidate) for candidate in candidates]
        if not self.gold:
            return order
        if not any(right):
            right = [candidate is None for candidate in candidates]
        if any(right):
            self.examples.append(Example(form, tuple(candidates.values()), tuple(right)))
        good = {candidate for candidate, holds in zip(candidates, right, strict=True) if holds}
        return sorted(order, key=lambda pair: pair[0] not in good)

    def _is_right(self, candidate: Hashable) -> bool:
        if isinstance(candidate, Member):
            return len(self.gold) == 1 and same_name(candidate.name, self.gold[0])
        if not isinstance(candidate, tuple):
            return False
        if isinstance(candidate[0], int):
            words = self.text[slice(*candidate)].split()
            name = " ".join(words[1:] if words[0].lower() in ARTICLES else words)
            return len(self.gold) == 1 and same_name(name, self.gold[0])
        names = [member.name for member in candidate]
        return len(names) == len(self.gold) and all(any(same_name(n, g) for n in names) for g in self.gold)


def read_texts(root: Path) -> list[Read]:
    """Find the attributions and entities of every training text whose speakers are annotated."""
    extractor = QuoteExtractor()
    found: list[Read] = []
    for split in SPLITS:
        documents = [d for d in read_split(split, root) if any(q.speakers for q in d.quotes)]
        found += [(document, *extractor.attribute(document.text)) for document in documents]
        log.info("%s: %d texts read", split, len(documents))
    return found


def examples(texts: Sequence[Read], rank: Ranker) -> list[Example]:
    """Resolve every text from top to bottom, and note the candidates of each anaphor whose speakers are known."""
    teacher = Teacher(rank)
    for document, attributions, entities in texts:
        reading = Reading(document.text, attributions, entities, teacher)
        teacher.text = document.text
        gold = dict(_answers(document, attributions))
        for i in reading.order:
            quote = gold.get(i)
            teacher.gold = quote.speakers or () if quote and _alike(quote, attributions[i]) else ()
            reading.take(attributions[i])
    return teacher.examples


def elsewhere(root: Path) -> Iterator[Example]:
    """Give pronouns that are no sources, with their candidates: those of GUM and of GAP's development set."""
    extractor = QuoteExtractor()
    for gap in read_gap(root / "data" / "gap" / "development.tsv.gz"):
        candidates, bearers = gap.candidates(extractor)
        meant = [bearer for bearer, told in zip(bearers, gap.told, strict=True) if told]
        yield Example("pronoun", tuple(candidates.values()), tuple(member in meant for member in candidates))
    with gzip.open(root / "data" / "gum" / "train.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            yield from _of_gum(json.loads(line), extractor)


def _of_gum(row: Mapping[str, Any], extractor: QuoteExtractor) -> Iterator[Example]:
    """Give the personal pronouns of one text, and "it": a candidate is right if its name is in the cluster."""
    text = row["text"]
    attributions, entities = extractor.attribute(text)
    reading = Reading(text, attributions, entities, Ranking({form: {} for form in FORMS}))
    reading.through()
    clusters: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in row["mentions"]:
        clusters[mention["cluster"]].append((mention["start"], mention["end"]))
    for mention in row["mentions"]:
        at, word = mention["start"], text[mention["start"] : mention["end"]].lower()
        if word not in PERSONAL and word != "it":
            continue
        turns = [turn for turn in reading.turns if turn.at < at]
        spans = clusters[mention["cluster"]]
        candidates: Mapping[Thing, Traits]
        if word == "it":
            form, candidates = "it", reading.things.all(at, at, turns, plural=False)
            spans = [span for span in spans if span[0] < at]
        else:
            form, candidates = "pronoun", dict(reading.candidates.persons(at, PERSONAL[word], turns).items())
        right = tuple(any(_is_of(thing, span, reading) for span in spans) for thing in candidates)
        yield Example(form, tuple(candidates.values()), right)


def _is_of(thing: Thing, span: Span, reading: Reading) -> bool:
    """Whether a mention is of somebody: their name is in it, and little else; or whether it is the same phrase."""
    start, end = span
    if isinstance(thing, Member):
        names = (reading.names[i] for i in thing.mentions)
        return any(start <= n.start and n.end <= end <= start + n.end - n.start + APPOSITION for n in names)
    first, last = thing[0], thing[-1]
    return isinstance(first, int) and isinstance(last, int) and abs(start - first) < ARTICLE and last <= end + 1


def _answers(document: GoldDocument, attributions: Sequence[Attribution]) -> Iterator[tuple[int, GoldQuote]]:
    """Pair attributions with the annotated quotes that they are."""
    quotes = [to_quote(document.text, attribution, ()) for attribution in attributions]
    for g, p in match(document, quotes, Words(document.text)).found.items():
        yield p, document.quotes[g]


def _alike(quote: GoldQuote, attribution: Attribution) -> bool:
    """Whether both have the same source, or none."""
    if quote.source is None or attribution.source is None:
        return quote.source is None and attribution.source is None and attribution.cue is None
    return attribution.source[0] < quote.source[1] and quote.source[0] < attribution.source[1]


def fit(noted: Sequence[Example]) -> dict[str, float]:
    """Fit a softmax regression over the candidates of each anaphor, by Adam on the ridge-penalised likelihood."""
    met = Counter(t for e in noted for t in {t for traits in e.traits for t, value in traits.items() if value})
    names = sorted(trait for trait, count in met.items() if count >= LEAST)
    column = {name: i for i, name in enumerate(names)}
    sizes = [len(e.traits) for e in noted]
    group = np.repeat(np.arange(len(noted)), sizes)
    right = np.array([holds for e in noted for holds in e.right], float)
    values = np.zeros((len(group), len(names)))
    for row, traits in enumerate(traits for e in noted for traits in e.traits):
        for trait, value in traits.items():
            if trait in column:
                values[row, column[trait]] = value
    weights = _ascend(values, right, group, len(noted))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) > 0.005}


def _ascend(values: Floats, right: Floats, group: NDArray[np.int64], count: int) -> Floats:
    weights, mean, square = (np.zeros(values.shape[1]) for _ in range(3))
    for step in range(STEPS):
        scores = values @ weights
        top = np.full(count, -np.inf)
        np.maximum.at(top, group, scores)
        odds = np.exp(scores - top[group])
        chance = odds / np.bincount(group, odds, count)[group]
        wanted = chance * right
        wanted /= np.bincount(group, wanted, count)[group]
        slope = values.T @ (wanted - chance) - RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE if step < STEPS * 2 // 3 else RATE / 5
        weights = weights + rate * mean / (np.sqrt(square) + 1e-8)
    return weights


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def main(data: Path, file: Path) -> None:
    """Fit the weights on the training texts in DATA and write them to FILE."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("quoteattr").setLevel(logging.INFO)
    texts = read_texts(data_root(data))
    weights: dict[str, dict[str, float]] = {form: {} for form in FORMS}
    others = [example for example in elsewhere(data_root(data)) if any(example.right)]
    for _ in range(ROUNDS):
        noted = [*examples(texts, Ranking(weights)), *others]
        weights = {form: fit([e for e in noted if e.form == form]) for form in FORMS}
        log.info("%s", {form: sum(e.form == form for e in noted) for form in FORMS})
    file.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
