"""Texts that nobody would write in, none that breaks the rules out: ``python -m quoteattr.evaluation.fuzz``.

In: how many texts, and a seed. Out: a table of exceptions and of broken rules, and the shortest texts that show them.
Imports invariants, corpora, the extractor.

Half of the texts are made up of marks, names, verbs and odd characters, half are articles that were cut, spliced and
damaged. By default a stand-in takes the network's place, whose scores are chance: it tries the rules that mend and join
what a network says far harder, and faster, than a trained network does.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from quoteattr.evaluation.corpora import read_split
from quoteattr.evaluation.invariants import changes, mark_changes, violations
from quoteattr.evaluation.tables import aligned
from quoteattr.extractor import MODEL, QuoteExtractor
from quoteattr.tagger import ANCHORS, ENTITIES, FILES, MODES, POLARITIES, ROLES, Scores
from quoteattr.windows import Encoding, SubWords, Window

MARKS = "“ ” ‘ ’ \" ' « » „ ‚ ‹ › `` '' ’’ ‟ ″ 「 」 ＂ ` â€œ â€ &quot; &#39; &ldquo; &rdquo; (“ ”) ,” .” ?’".split()
WORDS = (
    "said told asked denied that he she they it we who according to of the a Ana Brill Ida Moe Dr. Moe's Brill’s "
    "mayor spokesman for Graz Council U.S. al-Thani O’Hara van der Berg X Mr. Mrs. Smith-Jones WHO didn't workers' "
    "'90s 6'2 $5m 3,000 Monday not adding citing : - — – … , . ? ! ; / | @moe #dam https://a.example/b?c=d"
).split()
ODD = (
    *(chr(code) for code in (0, 7, 11, 12, 28, 31, 127, 133, 160, 173, 0x301, 0x200B, 0x200D, 0x2028, 0x2029, 0x202E)),
    *(chr(code) for code in (0x2066, 0xFEFF, 0xFFFD, 0xFFFE, 0xD800, 0xDC00)),
    *"😀 אבג محمد 名前 ﬁ İ ß ǆ ẞ e\u0301 Ã© &amp; &lt; &#0; &#x1F600; &nbsp; </p>".split(),
    "x" * 300,
    "Na" * 40,
    "." * 60,
    "-" * 60,
)
GAPS = (" ",) * 12 + ("", "", "\n", "\n\n", "\r\n", "\t", "\xa0", "  ", "\u2009", "\u3000")
LENGTHS = (40, 120, 400)  # characters of a text at most
ODDS = 0.1  # that a word is an anchor to the stand-in


class RandomTagger:
    """A tagger that draws the scores of a window from a seed and the window's words: any scores, always the same."""

    def __init__(self, seed: int = 0, folder: Path = MODEL) -> None:
        self.seed = seed
        self.info: Mapping[str, Any] = {"thresholds": {"direct": 0.0, "mixed": 0.0, "indirect": 0.0}}
        self.subwords = SubWords(folder / FILES["vocabulary"])

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""
        pieces = encoding.pieces[encoding.bounds[window.first] : encoding.bounds[window.last]]
        rng = np.random.default_rng([self.seed, *map(int, pieces)])
        words = window.last - window.first
        anchors = np.flatnonzero(rng.random(words) < ODDS)
        count = len(anchors)
        return Scores(
            anchors=anchors,
            odds=rng.dirichlet(np.ones(len(ANCHORS)), count).astype(np.float32),
            roles=rng.normal(0, 3, (count, words, len(ROLES))).astype(np.float32),
            modes=rng.random((count, len(MODES))).astype(np.float32),
            polarities=rng.random((count, len(POLARITIES))).astype(np.float32),
            entities=rng.integers(0, len(ENTITIES), words),
        )


def made_up(rng: random.Random) -> str:
    """Make up a text of marks, words, odd characters and white space of every sort."""
    odd, longest = rng.choice((0.0, 0.02, 0.2)), rng.choice(LENGTHS)
    parts: list[str] = []
    for _ in range(rng.randrange(1, longest // 4)):
        kind = rng.random()
        parts.append(rng.choice(ODD if kind < odd else MARKS if kind < odd + 0.2 else WORDS))
        parts.append(rng.choice(GAPS))
    return "".join(parts)[:longest]


def mutated(texts: Sequence[str], rng: random.Random) -> str:
    """Cut a piece out of an article and damage it: splice, delete, repeat, swap marks, put something in."""
    text = _piece(rng.choice(texts), rng)
    for _ in range(rng.randrange(1, 8)):
        at, to = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + rng.choice((1, 3, 30)))
        part = text[at:to]
        spliced = _piece(rng.choice(texts), rng)[:80]
        new = ("", part * 2, rng.choice(MARKS), rng.choice(ODD), spliced, part.swapcase(), part[::-1])
        text = text[:at] + rng.choice(new) + text[to:]
    return text


def _piece(text: str, rng: random.Random) -> str:
    start = rng.randrange(max(1, len(text) - LENGTHS[-1]))
    return text[start : start + rng.randrange(20, rng.choice(LENGTHS))]


def generate(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Give so many texts, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  no secret
    for _ in range(count):
        yield made_up(rng) if rng.random() < 0.5 else mutated(texts, rng)


def faults(text: str, extractor: QuoteExtractor, *, thorough: bool) -> list[str]:
    """Say what is wrong with what is found in a text: an exception, or the rules that are broken."""
    try:
        found = list(violations(text, extractor.extract(text)))
        if thorough:
            half = len(text) // 2
            found += [*changes(text, extractor), *mark_changes(text[:half], text[half:])]
    except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
        return [f"{type(error).__name__}: {error}"[:200]]
    return list(dict.fromkeys(found))


def shortened(text: str, fault: str, extractor: QuoteExtractor, *, thorough: bool) -> str:
    """Leave out of a text what it can do without to show a fault."""
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if fault in faults(shorter, extractor, thorough=thorough):
                text = shorter
            else:
                at += size
        size //= 2
    return text


@click.command()
@click.option("--texts", "count", default=1000, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=1, show_default=True)
@click.option("--network", is_flag=True, help="Read with the model that ships instead of the stand-in.")
@click.option("--every", default=20, show_default=True, help="Of so many texts one is read again in other ways too.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the counts and the texts to this file.")
def main(*, count: int, seed: int, network: bool, every: int, target: Path | None) -> None:
    """Read texts that nobody would write and count exceptions and broken rules; exit status 1 when there are any."""
    extractor = QuoteExtractor(tagger=None if network else RandomTagger())
    articles = [document.text for split in ("articles-train", "articles-dev") for document in read_split(split)]
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    began = time.monotonic()
    for number, text in enumerate(generate(articles, count, seed)):
        thorough = number % every == 0
        for fault in faults(text, extractor, thorough=thorough):
            counts[fault] += 1
            if fault not in shown:
                shown[fault] = shortened(text, fault, extractor, thorough=thorough)
    rows = [["fault", "texts"], *([fault, str(times)] for fault, times in counts.most_common())]
    click.echo(aligned([*rows, ["none", str(count)]] if not counts else rows))
    click.echo(f"{count:,} texts in {time.monotonic() - began:,.0f} s, {sum(counts.values()):,} faults")
    for fault, text in shown.items():
        click.echo(f"{fault}\n  {text!r}")
    if target:
        facts = {"texts": count, "seed": seed, "network": network, "faults": counts, "shown": shown}
        target.write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    if counts:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
