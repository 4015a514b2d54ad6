"""Who said what, in whose words, and where it stands in the text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from quoteattr.records import Quote, QuoteKind, Quotes, Speaker, SpeakerKind, TextSpan

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor, extract_quotes
    from quoteattr.index import SpeakerIndex

__all__ = [
    "Quote",
    "QuoteExtractor",
    "QuoteKind",
    "Quotes",
    "Speaker",
    "SpeakerIndex",
    "SpeakerKind",
    "TextSpan",
    "extract_quotes",
]
__version__ = "0.1.0"


logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    # The extractor brings spaCy along; a program that only reads records need not wait for it.
    if name in {"QuoteExtractor", "extract_quotes"}:
        from quoteattr import extractor

        return getattr(extractor, name)
    if name == "SpeakerIndex":
        from quoteattr.index import SpeakerIndex

        return SpeakerIndex
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
