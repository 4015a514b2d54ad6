"""Articles with their reports marked in the text, as people write them by hand.

In: a file of marked articles. Out: GoldDocument. Imports errors, records, spans and gold.

An article is a line ``=== name | style``, the text, a line ``---``, and a line for each report::

    === gull | local news
    {c1:“It took my whole lunch,”} {q1:said} {s1:Ida Moe, 71}. {s2:She} {q2:hopes} {c2:the gull enjoyed it}.
    ---
    1 d p Ida Moe
    2 i p Ida Moe /a

``{c1:…}`` is content of report 1, ``{q1:…}`` its cue, ``{s1:…}`` its source; ``{s1+2:…}`` serves both; marks may
nest. A report's line says its kind (``d``, ``m``, ``i``), what its speakers are, their names (``-`` for nobody), and
``/w`` for writing, ``/a`` for an attitude, ``/!`` for what is denied.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from quoteattr.errors import InputFileError
from quoteattr.evaluation.gold import GoldDocument, GoldQuote
from quoteattr.records import Mode, Polarity, QuoteKind, SpeakerKind
from quoteattr.spans import Span

__all__ = ["parse_article", "read_marked"]

ROLES = {"c": "content", "q": "cue", "s": "source"}
KINDS = {kind.value[0]: kind for kind in QuoteKind}
TYPES = {
    "p": SpeakerKind.PERSON,
    "o": SpeakerKind.ORGANIZATION,
    "l": SpeakerKind.PLACE,
    "g": SpeakerKind.GROUP,
    "doc": SpeakerKind.DOCUMENT,
    "an": SpeakerKind.ANONYMOUS,
    "un": SpeakerKind.UNKNOWN,
}
MARK = re.compile(r"\{(?P<role>[cqs])(?P<reports>\d+(?:\+\d+)*):|(?P<close>\})|(?P<stray>\{)")
LINE = re.compile(r"(?P<id>\d+) (?P<kind>[dmi]) (?P<type>\w+) (?P<names>.*?)(?P<flags>(?: /[wa!])*)")
HEAD = re.compile(r"^=== ", re.MULTILINE)

Spans = dict[str, dict[str, list[Span]]]  # report → role → spans


def read_marked(path: Path) -> Iterator[GoldDocument]:
    """Yield the articles of a file; raise `InputFileError` naming the file and the article that cannot be read."""
    try:
        blocks = HEAD.split(path.read_text("utf-8"))[1:]
    except (OSError, UnicodeError) as error:
        raise InputFileError(f"cannot read {path}: {error}") from error
    for block in blocks:
        try:
            yield parse_article(block)
        except ValueError as error:
            raise InputFileError(f"{path}, article {block.split('|')[0].strip()!r}: {error}") from error


def parse_article(block: str) -> GoldDocument:
    r"""Read one article, from its name on; raise `ValueError` saying what is wrong.

    >>> document = parse_article("gull | note\n{s1:Moe} {q1:said} {c1:it rained}.\n---\n1 i p Ida Moe\n")
    >>> document.text, document.quotes[0].content
    ('Moe said it rained.\n', ((9, 18),))
    """
    head, _, rest = block.partition("\n")
    body, found, lines = rest.partition("\n---\n")
    if not found:
        raise ValueError("no line --- after the text")
    text, spans = _unmark(body.strip("\n") + "\n")
    quotes = [_quote(line, spans) for line in lines.strip().splitlines()]
    if sorted(q.id for q in quotes) != sorted(spans):
        raise ValueError(f"the text marks reports {sorted(spans)}, the lines tell of {sorted(q.id for q in quotes)}")
    quotes.sort(key=lambda q: (q.content[0][0], -q.content[-1][1]))
    return GoldDocument(name=head.partition("|")[0].strip(), corpus="articles", text=text, quotes=tuple(quotes))


def _unmark(marked: str) -> tuple[str, Spans]:
    """Take the marks out of a text."""
    parts: list[str] = []
    open_: list[tuple[str, list[str], int]] = []
    spans: Spans = defaultdict(lambda: defaultdict(list))
    length = at = 0
    for mark in MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length, at = length + len(parts[-1]), mark.end()
        if mark["role"]:
            open_.append((ROLES[mark["role"]], mark["reports"].split("+"), length))
        elif not open_ or mark["stray"]:
            raise ValueError(f"a brace too many: {marked[max(0, mark.start() - 30) : mark.end() + 30]!r}")
        else:
            role, reports, start = open_.pop()
            for report in reports:
                spans[report][role].append((start, length))
    if open_:
        raise ValueError(f"a mark of report {'+'.join(open_[-1][1])} is not closed")
    return "".join([*parts, marked[at:]]), spans


def _quote(line: str, spans: Spans) -> GoldQuote:
    told = LINE.fullmatch(line.strip())
    if not told or told["type"] not in TYPES:
        raise ValueError(f"not a report's line: {line!r}")
    roles = spans.get(told["id"], {})
    if not roles.get("content"):
        raise ValueError(f"report {told['id']} has no content")
    for role in ("cue", "source"):
        if len(roles.get(role, ())) > 1:
            raise ValueError(f"report {told['id']} has more than one {role}")
    flags, names = told["flags"].split(), told["names"].strip()
    return GoldQuote(
        id=told["id"],
        content=tuple(sorted(roles["content"])),
        cue=next(iter(roles.get("cue", ())), None),
        source=next(iter(roles.get("source", ())), None),
        kind=KINDS[told["kind"]],
        speakers=None if names in {"", "-"} else tuple(name.strip() for name in names.split(";")),
        type=TYPES[told["type"]].value,
        mode=Mode.WRITING if "/w" in flags else Mode.ATTITUDE if "/a" in flags else Mode.SPEECH,
        polarity=Polarity.DENIED if "/!" in flags else Polarity.ASSERTED,
    )
