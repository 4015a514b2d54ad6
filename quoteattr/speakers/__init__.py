"""From mentions to entities, and from attributions to whose they are.

In: a text, its attributions and named entities. Out: `Speaker` records. Imports mentions and names.
"""

from quoteattr.speakers.metonyms import Governments
from quoteattr.speakers.resolving import Resolver, resolve_speakers

__all__ = ["Governments", "Resolver", "resolve_speakers"]
