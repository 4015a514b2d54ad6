"""The view for people: who spoke, with what cue, and the words, wrapped to the terminal.

In: results. Out: plain text, coloured only on a terminal. Imports formats.base and records only.
"""

from __future__ import annotations

import os
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Self, TextIO

import attrs
import click

from quoteattr.formats.base import Format, Result
from quoteattr.records import Mode, Polarity, Quote, Quotes, Speaker, SpeakerKind

__all__ = ["NOBODY", "View", "called", "cut", "plain", "who"]

#: What stands where a quote has no speaker.
NOBODY = "nobody named"

#: Columns; longer lines are hard to read, however wide the terminal.
WIDEST = 100

#: Columns by which a quote is set under its speaker, and a nested quote under its parent.
INDENT = 4

#: Invisible characters that turn the direction of what follows: text could hide in the view behind them.
DIRECTION_CHANGES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@attrs.frozen(kw_only=True)
class View(Format):
    """A header for every document, then speaker, cue and kind of every quote over its words.

    ``width`` is in columns.
    """

    width: int = 80
    colour: bool = False

    @classmethod
    def on(cls, stream: TextIO) -> Self:
        """Fit the terminal; use colour only there, and only where NO_COLOR is not set."""
        width = min(shutil.get_terminal_size().columns, WIDEST)
        return cls(width=width, colour=stream.isatty() and not os.environ.get("NO_COLOR"))

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield a block for every document, a blank line between them."""
        gap = ""
        for name, quotes in results:
            yield gap + self._header(name, quotes)
            indents: list[int] = []
            for quote in quotes:
                indents.append(0 if quote.parent is None else indents[quote.parent] + INDENT)
                yield self._quote(quote, indents[-1])
            gap = "\n"

    def _header(self, name: str, quotes: Quotes) -> str:
        count = "no quotes" if not quotes else "1 quote" if len(quotes) == 1 else f"{len(quotes)} quotes"
        return f"{self._paint(plain(name), bold=True)}  {self._paint(count, dim=True)}\n"

    def _quote(self, quote: Quote, indent: int) -> str:
        speakers = self._paint(plain(who(quote)) or NOBODY, fg="cyan", bold=True)
        cue = f" {self._paint(plain(quote.cue.text), fg='yellow')}" if quote.cue else ""
        head = f"{' ' * indent}{speakers}{cue}  {self._paint(_traits(quote), dim=True)}"
        margin = " " * (indent + INDENT)
        words = plain(" […] ".join(part.text for part in quote.content))
        body = textwrap.fill(words, max(self.width, len(margin) + 20), initial_indent=margin, subsequent_indent=margin)
        return f"\n{head}\n{body}\n"

    def _paint(self, text: str, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None) -> str:
        return click.style(text, fg=fg, bold=bold, dim=dim) if self.colour else text


def called(speaker: Speaker) -> str:
    """Name a speaker; of one that cannot be told from the text, the name is only a pronoun."""
    return "unknown" if speaker.kind is SpeakerKind.UNKNOWN else speaker.name


def who(quote: Quote) -> str:
    """Name the speakers of a quote with their roles, or say that there is none."""
    named = (f"{called(s)} ({s.role})" if s.role else called(s) for s in quote.speakers)
    return " and ".join(named) or NOBODY


def _traits(quote: Quote) -> str:
    traits: list[str] = [quote.kind]
    if quote.mode is not Mode.SPEECH:
        traits.append(quote.mode)
    if quote.polarity is Polarity.DENIED:
        traits.append(quote.polarity)
    return ", ".join(traits)


def plain(text: str) -> str:
    r"""Make text safe to print: one line, and nothing that steers a terminal.

    >>> plain("to be\n continued \x1b[31m")
    'to be continued �[31m'
    """
    line = " ".join(text.split())
    return "".join("�" if unicodedata.category(c) in {"Cc", "Cs"} or c in DIRECTION_CHANGES else c for c in line)


def cut(text: str, width: int) -> str:
    r"""Make text safe to print, in so many characters at most.

    >>> cut("to be\n continued", 9)
    'to be co…'
    """
    line = plain(text)
    return line if len(line) <= width else line[: width - 1] + "…"
