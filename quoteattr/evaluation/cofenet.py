"""CofeNet's scorer (COLING 2022), for comparing with the table of its paper.

In: a gold document and the quotes predicted for its text. Out: a Tally per role. Imports records, corpora, matching
and metrics.

The paper scores runs of BIO tags, paragraph by paragraph, and a run counts only if it is identical. Two choices are
ours. The corpus' own tokens are not given, so the text is cut by spaCy's blank English tokenizer. A token has one tag,
so where roles overlap (a report inside a report) the one written first wins; reports are written in text order, the
outer before the inner, in each content, cue, source, for gold and prediction alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import attrs

from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.matching import offsets
from quoteattr.evaluation.metrics import ROLES, Tally
from quoteattr.records import Quote

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Token", "bio_runs", "score_cofenet", "tokenise"]

#: A role, the first token and the one after the last.
Run = tuple[str, int, int]


@attrs.frozen
class Token:
    """A token's offsets and the number of its paragraph; a paragraph ends with its line."""

    start: int
    end: int
    paragraph: int


@cache
def _tokenizer() -> Language:
    import spacy

    return spacy.blank("en")


def tokenise(text: str) -> list[Token]:
    """Cut a text into tokens other than white space."""
    tokens, paragraph = [], 0
    for token in _tokenizer().make_doc(text):
        if token.is_space:
            paragraph += token.text.count("\n")
        else:
            tokens.append(Token(token.idx, token.idx + len(token), paragraph))
    return tokens


def score_cofenet(gold: GoldDocument, predicted: Sequence[Quote]) -> dict[str, Tally]:
    """Compare the runs of each role; optional gold is scored as any other, for CofeNet knows none."""
    tokens = tokenise(gold.text)
    runs = [frozenset(bio_runs(_tags(quotes, tokens), tokens)) for quotes in (gold.quotes, predicted)]
    by_role = {role: [frozenset(run for run in side if run[0] == role) for side in runs] for role in ROLES}
    return {role: Tally.of(*sides) for role, sides in by_role.items()}


def _tags(quotes: Sequence[GoldQuote | Quote], tokens: list[Token]) -> list[str]:
    """Tag the tokens: ``B-`` at the first of a span and ``I-`` at the others, each where nothing was written before."""
    tags = ["O"] * len(tokens)
    for role, start, end in _spans(quotes):
        inside = [n for n, token in enumerate(tokens) if token.start < end and start < token.end]
        for n in inside:
            if tags[n] == "O":
                tags[n] = f"{'B' if n == inside[0] else 'I'}-{role}"
    return tags


def _spans(quotes: Sequence[GoldQuote | Quote]) -> Iterator[Run]:
    """Give the spans in the order in which they are written."""
    reports = [([offsets(part) for part in quote.content], quote) for quote in quotes]
    for content, quote in sorted(reports, key=lambda report: (report[0][0][0], -report[0][-1][1])):
        yield from (("content", *part) for part in content)
        for role, span in (("cue", quote.cue), ("source", quote.source)):
            if span is not None:
                yield (role, *offsets(span))


def bio_runs(tags: Sequence[str], tokens: Sequence[Token]) -> Iterator[Run]:
    """Read runs off the tags, each inside its paragraph; an ``I-`` that no ``B-`` of its role opened is dropped."""
    role, first, paragraph = "O", 0, -1
    for n, (tag, token) in enumerate(zip(tags, tokens, strict=True)):
        letter, _, name = tag.partition("-")
        if token.paragraph == paragraph and letter == "I" and name == role:
            continue
        if role != "O":
            yield role, first, n
        role, first, paragraph = (name if letter == "B" else "O"), n, token.paragraph
    if role != "O":
        yield role, first, len(tags)
