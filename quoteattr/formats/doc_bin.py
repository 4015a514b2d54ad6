"""spaCy's DocBin: Docs with their quotes, as the component leaves them.

In: results. Out: the bytes of one DocBin; and back. Imports formats.base, and the component and extractor, which bring
spaCy along, only when used.

``doc.spans["quotes"]`` holds the spans, widened to tokens of a blank English pipeline, and the exact records;
``doc.user_data["id"]`` the document's id. Nothing is lost but half surrogate pairs, which become U+FFFD.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from quoteattr.formats.base import SURROGATES, Format, Medium, Result, reading, replace_characters, require_text
from quoteattr.records import Quotes

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["DocBinary"]

ID = "id"


class DocBinary(Format):
    """One DocBin with a Doc a document; it is written in one piece, at the end."""

    medium: ClassVar[Medium] = Medium.BINARY

    def render(self, results: Iterable[Result]) -> Iterator[bytes]:
        """Yield the bytes, once all documents are there."""
        from spacy.tokens import DocBin

        docs = DocBin(store_user_data=True)
        for name, quotes in results:
            doc = _doc(replace_characters(require_text(quotes)))
            doc.user_data[ID] = SURROGATES.sub("\ufffd", name)
            docs.add(doc)
        yield docs.to_bytes()

    def read(self, source: BinaryIO) -> Iterator[Result]:
        """Yield the Docs with their quotes; a Doc that no component has seen has none, one without an id its number."""
        import spacy
        from spacy.tokens import DocBin

        from quoteattr.component import quotes_in

        with reading("the file"):
            docs = list(DocBin().from_bytes(source.read()).get_docs(spacy.blank("en").vocab))
        for number, doc in enumerate(docs, start=1):
            with reading(f"doc {number}"):
                quotes = quotes_in(doc)
            yield str(doc.user_data.get(ID, number)), quotes


def _doc(quotes: Quotes) -> Doc:
    from spacy.tokens import Doc

    from quoteattr.component import store
    from quoteattr.extractor import LONG_RUN, tokenizer

    text, read = quotes.text, tokenizer()
    edges = [0, *(match.end() for match in LONG_RUN.finditer(text)), len(text)]
    parts = [read(text[start:end]) for start, end in itertools.pairwise(edges)]
    return store(parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False), quotes)
