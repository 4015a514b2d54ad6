"""Quotes in a spaCy pipeline: read articles, keep the Docs, count cues by their spans, and draw the articles.

Run it with: python examples/spacy_pipeline.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import spacy
from spacy import displacy
from spacy.tokens import DocBin

ARTICLES = Path(__file__).parent / "articles"


def main(folder: Path = ARTICLES) -> None:
    """Write quotes.spacy and quotes.html, in the folder where you are."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"min_confidence": 0.5})  # found by name, in any English pipeline
    files = sorted(folder.glob("*.txt"))
    texts = ((file.read_text(encoding="utf-8"), file.name) for file in files)
    docs, cues = DocBin(), Counter[str]()
    for doc, name in nlp.pipe(texts, as_tuples=True):
        docs.add(doc)
        cues.update(span.text.lower() for span in doc.spans["quotes"] if span.label_ == "cue")
        print(f"{name}: {len(doc._.quotes)} quotes of {', '.join(s.name for s in doc._.quotes.speakers)}")
    print("Cues:", ", ".join(f"{cue} {count}" for cue, count in cues.most_common(5)))

    docs.to_disk("quotes.spacy")  # the quotes are in the Docs and come back with them
    again = DocBin().from_disk("quotes.spacy").get_docs(nlp.vocab)
    page = displacy.render(again, style="span", page=True, jupyter=False, options={"spans_key": "quotes"})
    Path("quotes.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
