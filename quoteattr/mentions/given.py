"""What a Doc knows already: the entities and coreference clusters that other components have found.

In: a spaCy Doc, the model's entities. Out: entities and clusters by character offsets. Imports reports and spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from quoteattr.reports import Entity
from quoteattr.spans import Span

__all__ = ["Cluster", "given_clusters", "given_entities"]

#: The places of one person or thing.
Cluster = tuple[Span, ...]

#: The labels of spaCy's English pipelines and of CoNLL.
_LABELS = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
#: What span groups with one cluster each begin with, as spaCy's coreference components write them.
_GROUPS = "coref_clusters"


def given_entities(doc: Doc, found: Iterable[Entity]) -> list[Entity]:
    """Give the entities of a Doc, and of those found by the model the ones that they leave room for."""
    given = [Entity(e.start_char, e.end_char, _LABELS.get(e.label_, "other")) for e in doc.ents]
    room = [e for e in found if not _meets(given, e)]
    return sorted([*given, *room], key=lambda e: (e.start, e.end))


def _meets(given: Sequence[Entity], entity: Entity) -> bool:
    """Whether an entity shares a place with one of the given ones, which stand in order and apart."""
    spot = bisect_left(given, entity.end, key=lambda g: g.start)
    return spot > 0 and given[spot - 1].end > entity.start


def given_clusters(doc: Doc) -> list[Cluster]:
    """Give the coreference clusters of a Doc: its span groups ``coref_clusters_…``, or fastcoref's extension."""
    groups = [tuple((s.start_char, s.end_char) for s in group) for key, group in doc.spans.items() if _is_cluster(key)]
    return [cluster for cluster in (*groups, *_extension(doc)) if len(cluster) > 1]


def _is_cluster(key: str) -> bool:
    return key.startswith(_GROUPS)


def _extension(doc: Doc) -> Iterator[Cluster]:
    """Read fastcoref's clusters, lists of character offsets; anything else under that name is not for us."""
    clusters: Sequence[object] = (doc._.coref_clusters or ()) if doc.has_extension("coref_clusters") else ()
    for cluster in clusters:
        if not isinstance(cluster, list | tuple):
            continue
        spans = [tuple(span) for span in cluster if isinstance(span, list | tuple)]
        if all(len(span) == 2 and all(isinstance(at, int) for at in span) for span in spans):
            yield tuple((int(span[0]), int(span[1])) for span in spans)
