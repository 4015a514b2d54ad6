"""What was missed, made up or got partly right in one document, to be looked at.

In: a gold document and the quotes predicted for its text. Out: Mistake, and a text that shows them. Imports records,
corpora, kinds, matching and metrics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.matching import Words, match, offsets
from quoteattr.evaluation.metrics import speakers_agree
from quoteattr.records import Quote, QuoteKind

__all__ = ["Mistake", "describe", "find_mistakes", "worst"]

#: Characters shown of a content: enough to recognise it, few enough for one line.
_SHOWN = 100


@attrs.frozen(kw_only=True)
class Mistake:
    """A gold quote that was missed, a predicted one that is spurious, or a pair with what is ``wrong`` about it."""

    gold: GoldQuote | None = None
    predicted: Quote | None = None
    wrong: tuple[str, ...] = ()

    @property
    def sort(self) -> str:
        """What sort of mistake it is: missed, spurious or partly right."""
        if self.gold and self.predicted:
            return "partly right"
        return "missed" if self.gold else "spurious"

    @property
    def start(self) -> int:
        """Where it stands in the text."""
        return self.gold.content[0][0] if self.gold else self.predicted.start if self.predicted else 0


def find_mistakes(gold: GoldDocument, predicted: Sequence[Quote]) -> list[Mistake]:
    """List the mistakes of one document in text order; optional gold makes none."""
    words, kinds = Words(gold.text), gold_kinds(gold)
    matching = match(gold, predicted, words)
    right = {*matching.found.values(), *matching.excused}
    mistakes = [Mistake(predicted=quote) for p, quote in enumerate(predicted) if p not in right]
    for g, quote in enumerate(gold.quotes):
        if g in matching.found:
            found = predicted[matching.found[g]]
            wrong = _wrong(quote, kinds[g], found, words)
            mistakes += [Mistake(gold=quote, predicted=found, wrong=wrong)] if wrong else []
        elif not quote.optional:
            mistakes.append(Mistake(gold=quote))
    return sorted(mistakes, key=lambda mistake: mistake.start)


def _wrong(gold: GoldQuote, kind: QuoteKind, found: Quote, words: Words) -> tuple[str, ...]:
    source = words.of(gold.source)
    wrong = {
        "content": words.of(*gold.content) != words.of(*found.content),
        "source": bool(source) and not source & words.of(found.source),
        "speaker": bool(gold.speakers) and not speakers_agree(gold, found),
        "kind": kind is not found.kind,
        "mode": gold.mode not in {None, found.mode},
        "polarity": gold.polarity not in {None, found.polarity},
    }
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def worst(documents: Iterable[GoldDocument], predictions: Iterable[Sequence[Quote]], number: int) -> list[str]:
    """Describe the documents with most attributions missed or spurious, or else most of them partly right."""
    pairs = zip(documents, predictions, strict=True)
    found = [(document, find_mistakes(document, quotes)) for document, quotes in pairs]
    found.sort(key=lambda pair: (sum(not m.wrong for m in pair[1]), len(pair[1])), reverse=True)
    return [describe(document, mistakes) for document, mistakes in found[:number] if mistakes]


def describe(document: GoldDocument, mistakes: Sequence[Mistake]) -> str:
    """Show the mistakes of a document, gold above predicted."""
    counts = Counter(mistake.sort for mistake in mistakes)
    lines = [f"{document.name}: {', '.join(f'{n} {sort}' for sort, n in sorted(counts.items()))}"]
    for mistake in mistakes:
        lines.append(f"  {mistake.sort}" + (f": {', '.join(mistake.wrong)} wrong" if mistake.wrong else ""))
        if mistake.gold:
            lines.append(f"    gold  {_show(document.text, mistake.gold, mistake.gold.speakers)}")
        if mistake.predicted:
            names = [speaker.name for speaker in mistake.predicted.speakers]
            lines.append(f"    ours  {_show(document.text, mistake.predicted, names)}")
    return "\n".join(lines)


def _show(text: str, quote: GoldQuote | Quote, names: Sequence[str] | None) -> str:
    spans = [offsets(span) for span in quote.content]
    content = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if len(content) > _SHOWN:
        content = f"{content[: _SHOWN // 2]} … {content[-_SHOWN // 2 :]}"
    cue, source = (text[slice(*offsets(span))] if span else "–" for span in (quote.cue, quote.source))
    where = ", ".join(f"{start}–{end}" for start, end in spans)
    return f"{where}  {content}  [cue {cue} | source {source} | speaker {', '.join(names or ()) or '–'}]"
