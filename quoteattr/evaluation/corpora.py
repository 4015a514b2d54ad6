"""Annotated texts by split: those in a folder of data, and the invented articles that are part of the package.

In: the folder that holds ``data``, ``seeds``, ``cases``, and ``own`` for texts of one's own. Out: GoldDocument.
Imports errors, spans, corrected, gold and marked.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.evaluation.corrected import read_folder
from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.evaluation.marked import read_marked
from quoteattr.spans import Span

Row = Mapping[str, Any]
Record = TypeVar("Record")

#: The environment variable that names the folder when no argument does.
DATA_VARIABLE = "QUOTEATTR_DATA"

SPLITS = (
    "polnear-train",
    "polnear-dev",
    "styles-train",
    "styles-dev",
    "articles-train",
    "articles-dev",
    "own-train",
    "own-dev",
    "seeds",
    "cases",
)
#: What choices are made on, and what is scored unless somebody asks for other splits.
DEVELOPMENT = ("polnear-dev", "styles-dev", "articles-dev")
DEFAULT_SPLITS = (*DEVELOPMENT, "seeds", "cases")

#: Invented articles, annotated for this project; a file for each sort of text.
ARTICLES = Path(__file__).parent / "articles"
HELD_OUT = 8  # of the articles of each file every eighth is for development, and of one's own texts

#: Where the texts of a split are in the folder.
PLACES = {
    "polnear": "data/polnear/{part}.jsonl.gz",
    "styles": "data/styles/{part}.jsonl.gz",
    "own": "own",
    "seeds": "seeds",
    "cases": "cases/tricky.jsonl",
}


def read_split(split: str, folder: str | Path | None = None) -> list[GoldDocument]:
    """Read one of `SPLITS` from a folder, by default the one that the environment variable names.

    Raises `QuoteattrError` for an unknown split or no folder, `InputFileError` for what cannot be read.
    """
    corpus, _, part = split.partition("-")
    if split not in SPLITS:
        raise QuoteattrError(f"no split is called {split!r}: choose from {', '.join(SPLITS)}")
    if corpus == "articles":
        return list(_read_articles(part))
    root = data_root(folder)
    path = _place(split, root)
    if corpus == "polnear":
        speakers = _read_speakers(root / "data" / "speakers" / f"{part}.jsonl")
        return list(_read_lines(path, lambda row: _document(row, corpus, speakers.get(row["doc"], {}))))
    if corpus == "styles":
        return list(_read_lines(path, lambda row: _document(row, corpus, {})))
    if corpus == "own":
        return list(_part(part, read_folder(path))) if path.is_dir() else []
    if corpus == "seeds":
        return _read_seeds(path)
    return list(_read_lines(path, _case))


def held_splits(folder: str | Path | None = None) -> tuple[str, ...]:
    """Name those of `SPLITS` that a folder has texts for; the package's own articles are always there."""
    root = data_root(folder)
    return tuple(split for split in SPLITS if split.startswith("articles") or _place(split, root).exists())


def _place(split: str, root: Path) -> Path:
    corpus, _, part = split.partition("-")
    return root / PLACES[corpus].format(part=part)


def data_root(folder: str | Path | None = None) -> Path:
    """Find the folder that holds ``data``, ``seeds`` and ``cases``, given it or its ``data``."""
    given = folder or os.environ.get(DATA_VARIABLE)
    if not given:
        raise QuoteattrError(f"no data folder: pass one or set the environment variable {DATA_VARIABLE}")
    path = Path(given).resolve()
    if not path.is_dir():
        raise InputFileError(f"{given} is not a folder: pass the one that holds data, seeds and cases")
    holds_parts = any((path / part).is_dir() for part in ("data", "own", "seeds", "cases"))
    return path.parent if path.name == "data" and not holds_parts else path


def _read_articles(part: str) -> Iterator[GoldDocument]:
    for path in sorted(ARTICLES.glob("*.txt")):
        yield from _part(part, read_marked(path))


def _part(part: str, articles: Iterable[GoldDocument]) -> Iterator[GoldDocument]:
    for number, article in enumerate(articles, start=1):
        if (part == "dev") == (number % HELD_OUT == 0):
            yield article


def read_golden(folder: Path) -> list[GoldDocument]:
    """Read golden cases: folders with a ``text.txt``, decoded byte for byte, and a ``quotes.json``."""
    return [_golden(path.parent) for path in sorted(folder.glob("*/quotes.json"))]


def _golden(folder: Path) -> GoldDocument:
    try:
        text = (folder / "text.txt").read_bytes().decode("utf8")
        rows = json.loads((folder / "quotes.json").read_bytes())["quotes"]
        quotes = tuple(_golden_quote(str(n), row, text) for n, row in enumerate(rows))
    except OSError as error:
        raise InputFileError(f"cannot read {error.filename}: {error.strerror}") from error
    except (LookupError, TypeError, ValueError) as error:
        raise InputFileError(f"{folder}: {_reason(error)}") from error
    return GoldDocument(name=folder.name, corpus="golden", text=text, quotes=quotes)


def _golden_quote(name: str, row: Row, text: str) -> GoldQuote:
    return GoldQuote(
        id=name,
        content=_spans(row["content"], text),
        cue=row["cue"] and _first([row["cue"]], text),
        source=row["source"] and _first([row["source"]], text),
        kind=row["kind"],
        speakers=tuple(row["speakers"]) or None,
        type=row["type"],
        mode=row["mode"],
        polarity=row["polarity"],
    )


def _read_lines(path: Path, build: Callable[[Row], Record]) -> Iterator[Record]:
    """Build a record from each line; where one is bad, name the file and the line."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    record = build(json.loads(line))
                except (LookupError, TypeError, ValueError) as error:
                    raise InputFileError(f"{path}, line {number}: {_reason(error)}") from error
                yield record
    except (OSError, EOFError, UnicodeError) as error:
        raise InputFileError(f"cannot read {path}: {error}") from error


def _reason(error: Exception) -> str:
    return f"the field {error} is missing" if isinstance(error, KeyError) else str(error)


def _spans(values: list[list[int]], text: str) -> tuple[Span, ...]:
    spans = tuple((start, end) for start, end in values)
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span [{start}, {end}) does not lie in the text of {len(text)} characters")
    return spans


def _first(values: list[list[int]], text: str) -> Span | None:
    """Keep the first part of a source in parts (9 of some 20 000 are): the rest is an afterthought to it."""
    return next(iter(_spans(values, text)), None)


def _names(names: list[str] | None) -> tuple[str, ...] | None:
    return tuple(names) if names and names != ["unknown"] else None


def _document(row: Row, corpus: str, speakers: Mapping[str, Row]) -> GoldDocument:
    """Build a document of PolNeAR or of the styles; an attribution without content is dropped."""
    text = row["text"]
    quotes = (_attribution({**item, **speakers.get(str(item["n"]), {})}, text) for item in row["attributions"])
    return GoldDocument(name=row["doc"], corpus=corpus, text=text, quotes=tuple(q for q in quotes if q.content))


def _attribution(item: Row, text: str) -> GoldQuote:
    return GoldQuote(
        id=str(item["n"]),
        content=_spans(item["content"], text),
        cue=_first(item["cue"], text),
        source=_first(item["source"], text),
        speakers=_names(item.get("speakers")),
        type=item.get("type"),
        role=item.get("role"),
        mode=item.get("mode"),
        polarity=item.get("polarity"),
    )


def _read_speakers(path: Path) -> dict[str, dict[str, Row]]:
    """Read the speakers of those documents of PolNeAR for which they were annotated."""
    return dict(_read_lines(path, _speakers)) if path.exists() else {}


def _speakers(row: Row) -> tuple[str, dict[str, Row]]:
    return row["doc"], {str(s["n"]): {"speakers": s["speakers"], "type": s["type"]} for s in row["speakers"]}


def _read_seeds(folder: Path) -> list[GoldDocument]:
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        raise InputFileError(f"{folder / 'gold'} holds no .json file: pass the folder that holds data, seeds and cases")
    return [_seed(path, folder / "texts") for path in paths]


def _seed(path: Path, texts: Path) -> GoldDocument:
    """Read one article and its gold; the text is decoded byte for byte, for offsets count its line ends."""
    try:
        gold = json.loads(path.read_bytes())
        text = (texts / gold["file"]).read_bytes().decode("utf8")
        quotes = tuple(_seed_quote(quote, text) for quote in gold["quotes"])
    except OSError as error:
        raise InputFileError(f"cannot read {error.filename}: {error.strerror}") from error
    except (LookupError, TypeError, ValueError) as error:
        raise InputFileError(f"{path}: {_reason(error)}") from error
    return GoldDocument(name=path.stem, corpus="seeds", text=text, quotes=quotes)


def _seed_quote(quote: Row, text: str) -> GoldQuote:
    for span in quote["content"]:
        if text[span["start"] : span["end"]] != span["text"]:
            raise ValueError(f"the content of {quote['id']} is not what stands in the text: is it the same edition?")
    return GoldQuote(
        id=quote["id"],
        content=tuple((span["start"], span["end"]) for span in quote["content"]),
        cue=quote["cue"] and (quote["cue"]["start"], quote["cue"]["end"]),
        source=quote["source"] and (quote["source"]["start"], quote["source"]["end"]),
        kind=quote["kind"],
        speakers=_names(quote["speakers"]),
        type=quote["speaker_type"],
        optional=quote["optional"],
    )


def _case(row: Row) -> GoldDocument:
    """Build a hard case: one text of a few sentences."""
    quotes = (_case_quote(f"{row['id']}-{n}", quote, row["text"]) for n, quote in enumerate(row["quotes"], start=1))
    return GoldDocument(name=row["id"], corpus="cases", text=row["text"], quotes=tuple(quotes))


def _case_quote(name: str, quote: Row, text: str) -> GoldQuote:
    """Find the cue near the content and the source near the cue; a quote without a cue has no source beside it."""
    content = _spans(quote["spans"], text)
    cue = quote["cue"] and _nearest(quote["cue"], text, content, content)
    return GoldQuote(
        id=name,
        content=content,
        cue=cue,
        source=cue and _nearest(quote["speaker_mention"], text, content, (cue,)),
        kind=quote["kind"],
        speakers=_names([quote["speaker"]]),
    )


def _nearest(phrase: str, text: str, content: tuple[Span, ...], anchors: tuple[Span, ...]) -> Span:
    """Find the occurrence of a phrase that stands outside the content and nearest to an anchor."""
    before, after = (r"\b" if c.isalnum() else "" for c in (phrase[0], phrase[-1]))
    spans = [found.span() for found in re.finditer(before + re.escape(phrase) + after, text)]
    outside = [(start, end) for start, end in spans if all(end <= s or e <= start for s, e in content)]
    if not outside:
        raise ValueError(f"{phrase!r} does not stand outside the content")
    return min(outside, key=lambda span: min(max(span[0] - end, start - span[1]) for start, end in anchors))
