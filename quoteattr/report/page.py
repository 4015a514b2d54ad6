"""The report: one HTML page of many texts, which needs no network and lets nothing in.

In: results, and dates where they are known. Out: the page. Imports the other modules of the report, records and
formats.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from itertools import accumulate
from string import Template
from typing import Any

from quoteattr import __version__
from quoteattr.formats import Result
from quoteattr.formats.view import called, who
from quoteattr.records import Mode, Quote, QuoteKind, Quotes, SpeakerKind
from quoteattr.report.charts import draw_bars, draw_columns
from quoteattr.report.escaping import escape, line, to_json
from quoteattr.report.marking import Mark, nest
from quoteattr.report.people import Person, gather

__all__ = ["render"]

#: Speakers in the chart: those below have a quote or two each.
MOST_BARS = 15


def render(results: Iterable[Result], title: str = "Who said what", dates: Mapping[str, date] | None = None) -> str:
    """Make a page of texts with their quotes marked, to be written to one file as UTF-8.

    ``results`` are pairs of a document's id and its quotes; all are held at once. ``dates`` are those of documents by
    id; without any the page shows nothing over time. The same input gives the same page.

    >>> from quoteattr import Quotes
    >>> page = render([("a.txt", Quotes(text="Nobody spoke. <b>"))], title="Silence")
    >>> "<title>Silence</title>" in page, "Nobody spoke. &lt;b&gt;</div>" in page
    (True, True)
    """
    documents = list(results)
    names = _shorten([name for name, _ in documents])
    people, speakers = gather(quotes for _, quotes in documents)
    firsts = [0, *accumulate(len(quotes) for _, quotes in documents)][:-1]
    style, script = _read("page.css"), _read("page.js")
    facts = [
        _facts(quote, first, speakers[first + i])
        for (_, quotes), first in zip(documents, firsts, strict=True)
        for i, quote in enumerate(quotes)
    ]
    numbered = list(enumerate(zip(names, documents, firsts, strict=True)))
    return Template(_read("page.html")).substitute(
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        title=escape(title),
        style=style,
        sum=_sum(len(documents), len(facts), sum(person.kind is not None for person in people)),
        charts=_charts(documents, people, dates or {}),
        list="".join(_link(i, name, len(quotes)) for i, (name, (_, quotes), _) in numbered),
        kinds="".join(_box("kind", kind) for kind in QuoteKind),
        modes="".join(_box("mode", mode) for mode in Mode),
        people="".join(f"<li>{_entry(person)}</li>" for person in people),
        articles="\n".join(_article(i, *parts) for i, parts in numbered),
        version=escape(__version__),
        data=to_json(facts),
        script=script,
    )


def _read(name: str) -> str:
    return files("quoteattr.report").joinpath(name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    """Give the digest by which the page's policy knows a style or a script of its own."""
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sum(articles: int, quotes: int, speakers: int) -> str:
    return f"{_count(articles, 'article')}, {_count(quotes, 'quote')}, {_count(speakers, 'speaker')}"


def _shorten(names: Sequence[str]) -> list[str]:
    """Take the folder that all names share off them.

    >>> _shorten(["news/may/a.txt", "news/june/a.txt"])
    ['may/a.txt', 'june/a.txt']
    """
    first, last = min(names, default=""), max(names, default="")
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    folder = first.rfind("/", 0, shared) + 1
    return [name[folder:] or name for name in names]


def _charts(documents: Sequence[Result], people: Sequence[Person], dates: Mapping[str, date]) -> str:
    kinds = Counter(quote.kind for _, quotes in documents for quote in quotes)
    named = [(person.name, person.counts) for person in people if person.kind is not None]
    title = "Quotes per speaker" + (f", the first {MOST_BARS} of {len(named)}" if len(named) > MOST_BARS else "")
    dated = [
        (date(day.year, day.month, day.day), Counter(quote.kind for quote in quotes))
        for day, quotes in ((dates.get(name), quotes) for name, quotes in documents)
        if day is not None
    ]
    over_time = draw_columns(dated, len(documents) - len(dated)) if dated else ""
    by_kind = draw_bars("Kinds", [(kind.value, Counter({kind: kinds[kind]})) for kind in QuoteKind])
    return draw_bars(title, named[:MOST_BARS]) + f"<div>{by_kind}{over_time}</div>"


def _link(number: int, name: str, quotes: int) -> str:
    return f'<li><a href="#a{number}"><bdi>{escape(name)}</bdi></a> <span class="count">{quotes}</span></li>'


def _box(name: str, value: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="{value}" checked> <span>{value}</span></label>'


def _entry(person: Person) -> str:
    """Draw a speaker of the side list: a button that shows only this one's quotes."""
    about = [f"<bdi>{escape(role)}</bdi>" for role in person.roles[:3]]
    if person.kind not in {None, SpeakerKind.PERSON, SpeakerKind.UNKNOWN}:
        about.append(person.kind)
    if person.aliases:
        about.append("also " + ", ".join(f"<bdi>{escape(alias)}</bdi>" for alias in person.aliases[:5]))
    return (
        f'<button type="button" aria-pressed="false"><bdi class="name">{escape(person.name)}</bdi> '
        f'<span class="count">{person.counts.total()}</span>'
        f'<span class="about">{" · ".join(about)}</span></button>'
    )


def _article(number: int, name: str, result: Result, first: int) -> str:
    quotes = result[1]
    return (
        f'<article id="a{number}" aria-labelledby="t{number}"><h2 id="t{number}" title="{escape(result[0])}">'
        f'<bdi>{escape(name)}</bdi></h2><p class="sum">{_count(len(quotes), "quote")}</p>'
        f'<div class="text" dir="auto">{nest(quotes.text, _marks(quotes, first))}</div></article>'
    )


def _marks(quotes: Quotes, first: int) -> Iterator[Mark]:
    """Yield the contents, then the sources and cues; what several quotes share is one mark that knows them all."""
    beside: dict[tuple[int, int, str], list[int]] = {}
    for number, quote in enumerate(quotes, start=first):
        label = escape(f"{quote.kind} quote, {line(who(quote))}")
        again = f' class="{quote.kind}" data-q="{number}"'
        whole = f'{again} id="q{number}" role="group" tabindex="-1" aria-label="{label}"'
        for part in quote.content:
            yield Mark(part.start, part.end, "mark", whole if part is quote.content[0] else again, again)
        for span, element in ((quote.source, "b"), (quote.cue, "i")):
            if span:
                beside.setdefault((span.start, span.end, element), []).append(number)
    for (start, end, element), numbers in beside.items():
        role = {"b": "source", "i": "cue"}[element]
        attributes = f' class="{role}" data-q="{" ".join(map(str, numbers))}"'
        yield Mark(start, end, element, attributes, attributes)


def _facts(quote: Quote, first: int, people: Sequence[int]) -> dict[str, Any]:
    """Give what the script filters by and what a quote's card says; its numbers count over the whole page."""
    beside = {"cue": quote.cue, "source": quote.source, "addressee": quote.addressee}
    return {
        "kind": quote.kind.value,
        "mode": quote.mode.value,
        "polarity": quote.polarity.value,
        "confidence": quote.confidence,
        "people": people,
        "speakers": [
            {"name": line(called(s)), "role": line(s.role or ""), "kind": s.kind.value} for s in quote.speakers
        ],
        "repairs": [line(repair).replace("_", " ") for repair in quote.repairs],
        "parent": None if quote.parent is None else first + quote.parent,
        **{name: line(span.text) for name, span in beside.items() if span},
    }
