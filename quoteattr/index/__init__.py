"""The speakers of many articles, merged into people and institutions.

In: the quotes of documents, and people whom the user knows. Out: who said what over all of them.
"""

from quoteattr.index.entries import IndexedQuote, IndexedSpeaker, RoleMention
from quoteattr.index.people import KnownPerson
from quoteattr.index.speaker_index import SpeakerIndex

__all__ = ["IndexedQuote", "IndexedSpeaker", "KnownPerson", "RoleMention", "SpeakerIndex"]
