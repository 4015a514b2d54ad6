"""Annotated texts as one typed record, whatever their format.

Out: GoldDocument, GoldQuote. Imports records and spans.
"""

from __future__ import annotations

import attrs

from quoteattr.records import Mode, Polarity, QuoteKind
from quoteattr.spans import Span

__all__ = ["GoldDocument", "GoldQuote"]


@attrs.frozen(kw_only=True)
class GoldQuote:
    """One annotated attribution: offsets ``[start, end)`` into the document's text.

    ``id`` is the corpus' own. ``speakers`` is `None` where nobody annotated them or the text does not tell them.
    ``kind`` is `None` where the corpus has none: `quoteattr.evaluation.kinds` derives it from the marks.
    An ``optional`` attribution is neither a miss when left out nor a false alarm when found.
    """

    id: str
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    kind: QuoteKind | None = attrs.field(default=None, converter=attrs.converters.optional(QuoteKind))
    speakers: tuple[str, ...] | None = None
    type: str | None = None
    role: str | None = None
    mode: Mode | None = attrs.field(default=None, converter=attrs.converters.optional(Mode))
    polarity: Polarity | None = attrs.field(default=None, converter=attrs.converters.optional(Polarity))
    optional: bool = False


@attrs.frozen(kw_only=True)
class GoldDocument:
    """An annotated text; ``corpus`` is the part of the split's name before the hyphen."""

    name: str
    corpus: str
    text: str
    quotes: tuple[GoldQuote, ...]
