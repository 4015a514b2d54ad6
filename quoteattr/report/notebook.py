"""One text with its quotes marked, small, for notebooks.

In: quotes. Out: an HTML fragment with a style of its own and no script. Imports escaping, marking, people,
formats.view and records only.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from quoteattr.formats.view import who
from quoteattr.records import QuoteKind, Quotes
from quoteattr.report.escaping import escape
from quoteattr.report.marking import Mark, nest
from quoteattr.report.people import gather

__all__ = ["draw"]

#: Characters: a longer text is folded, and of one longer still only the beginning is drawn, to keep notebooks small.
FOLDED, CUT = 3_000, 100_000

#: Speakers that are named above the text.
NAMED = 12


def draw(quotes: Quotes) -> str:
    """Draw a text with its quotes marked; who speaks shows when the pointer rests on a quote.

    The colours take over the notebook's own text and background, light or dark.

    >>> "Nobody spoke. &lt;b&gt;" in draw(Quotes(text="Nobody spoke. <b>"))
    True
    """
    style = files("quoteattr.report").joinpath("notebook.css").read_text(encoding="utf-8")
    body = f'<div class="text" dir="auto">{nest(quotes.text[:CUT], _marks(quotes))}</div>'
    if len(quotes.text) > CUT:
        body += f'<p class="note">Only the first {CUT:,} of {len(quotes.text):,} characters are shown.</p>'
    if len(quotes.text) > FOLDED:
        body = f"<details><summary>The text, {len(quotes.text):,} characters</summary>{body}</details>"
    return f'<div class="quoteattr"><style>{style}</style>{_head(quotes)}{body}</div>'


def _head(quotes: Quotes) -> str:
    """Count the quotes, show how the kinds are marked, and name who speaks most."""
    people, _ = gather([quotes])
    counts = f"{len(quotes)} quote{'' if len(quotes) == 1 else 's'}"
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in QuoteKind)
    names = [f"<bdi>{escape(person.name, 80)} {person.counts.total()}</bdi>" for person in people[:NAMED]]
    more = [f"{len(people) - NAMED} more"] if len(people) > NAMED else []
    return f'<p class="note">{counts}: {legend}</p><p class="note">{" · ".join(names + more)}</p>'


def _marks(quotes: Quotes) -> Iterator[Mark]:
    for quote in quotes:
        cue = f" {quote.cue.text}" if quote.cue else ""
        attributes = f' class="{quote.kind}" title="{escape(f"{quote.kind}: {who(quote)}{cue}")}"'
        for part in quote.content:
            yield Mark(part.start, part.end, "mark", attributes, attributes)
    beside = {(s.start, s.end, element) for q in quotes for s, element in ((q.source, "b"), (q.cue, "i")) if s}
    for start, end, element in sorted(beside):
        yield Mark(start, end, element, "", "")
