"""How well pronouns are resolved, against two baselines: ``python -m quoteattr.evaluation.pronouns DATA``.

In: the data folder. Out: a table of the sources "he", "she", "his", "her", "him" whose quotes were found, and the
score on GAP. Imports the extractor, speakers, mentions and the modules of this package.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from quoteattr.decoding import Attribution
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.corpora import DATA_VARIABLE, DEVELOPMENT, data_root, read_split
from quoteattr.evaluation.gap import gap_f1, read_gap
from quoteattr.evaluation.gold import GoldDocument
from quoteattr.evaluation.matching import Words, match
from quoteattr.evaluation.metrics import speakers_agree
from quoteattr.evaluation.tables import markdown, percent
from quoteattr.extractor import QuoteExtractor, to_quote
from quoteattr.mentions.given import Cluster
from quoteattr.names.lexicon import PERSONAL
from quoteattr.records import Speaker, SpeakerKind
from quoteattr.reports import Entity
from quoteattr.speakers import Resolver, resolve_speakers
from quoteattr.speakers.cast import Member
from quoteattr.speakers.ranking import read_weights
from quoteattr.speakers.resolving import Reading

#: Chooses one of the persons named before a pronoun, in order, or nobody.
Choice = Callable[[Sequence[Member]], Member | None]


def most_recent(named: Sequence[Member]) -> Member | None:
    """Take whoever was named last."""
    return named[-1] if named else None


def most_frequent(named: Sequence[Member]) -> Member | None:
    """Take whoever was named most often, of several the one named last."""
    counts = Counter(named)
    return max(reversed(named), key=lambda member: counts[member], default=None)


def baseline(choose: Choice) -> Resolver:
    """Resolve pronouns by a choice among the persons named before, all else as the library does."""

    def resolve(
        text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], clusters: Sequence[Cluster] = ()
    ) -> list[tuple[Speaker, ...]]:
        reading = Reading(text, attributions, entities, read_weights())
        found = resolve_speakers(text, attributions, entities, clusters)
        for i, attribution in enumerate(attributions):
            if attribution.source and text[slice(*attribution.source)].lower() in PERSONAL:
                stop = bisect_left(reading.candidates.starts, attribution.source[0])
                member = choose([m for m in reading.cast.of[:stop] if m.kind is SpeakerKind.PERSON])
                found[i] = (Speaker(id=0, name=member.name, kind=member.kind),) if member else ()
        return found

    return resolve


#: What is compared.
RESOLVERS: Mapping[str, Resolver] = {
    "quoteattr": resolve_speakers,
    "the most recent name": baseline(most_recent),
    "the most frequent name": baseline(most_frequent),
}


def count(documents: Sequence[GoldDocument], extractor: QuoteExtractor) -> Counter[str]:
    """Count the pronoun sources that were found (under "found"), and those that each resolver has right."""
    counts: Counter[str] = Counter()
    for document in documents:
        attributions, entities = extractor.attribute(document.text)
        words = Words(document.text)
        pairs = match(document, [to_quote(document.text, a, ()) for a in attributions], words).found
        pronouns = [(g, p) for g, p in pairs.items() if _is_pronoun(document, g)]
        counts["found"] += len(pronouns)
        for name, resolve in RESOLVERS.items() if pronouns else ():
            speakers = resolve(document.text, attributions, entities)
            for g, p in pronouns:
                answer = to_quote(document.text, attributions[p], speakers[p])
                counts[name] += speakers_agree(document.quotes[g], answer)
    return counts


def _is_pronoun(document: GoldDocument, number: int) -> bool:
    quote = document.quotes[number]
    return bool(quote.speakers and quote.source) and document.text[slice(*(quote.source or ()))].lower() in PERSONAL


@click.command()
@click.argument("data", envvar=DATA_VARIABLE, type=click.Path(path_type=Path))
def main(data: Path) -> None:
    """Compare what pronouns are resolved to with two baselines, on the development splits and on GAP."""
    extractor = QuoteExtractor()
    try:
        root = data_root(data)
        counts = {split: count(read_split(split, root), extractor) for split in DEVELOPMENT}
        rows = [
            [name, *(percent(counts[split][name] / max(1, counts[split]["found"])) for split in DEVELOPMENT)]
            for name in RESOLVERS
        ]
        heads = [f"{split} ({counts[split]['found']})" for split in DEVELOPMENT]
        click.echo(markdown([["pronoun sources right, of those found", *heads], *rows]))
        examples = list(read_gap(root / "data" / "gap" / "validation.tsv.gz"))
        score = percent(gap_f1(examples, extractor))
        click.echo(f"\nGAP validation: F1 {score} ({len(examples)} pronouns, the likelier of two names)")
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
