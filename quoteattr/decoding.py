"""Reports and marks in, attributions out, under the rules that always hold.

In: the tagger's reports, the words of the text, its quotations. Out: `Attribution`, plain records of offsets.
Imports records, spans, marks, windows, reports and confidence.

The rules: a quotation is never cut; a report inside a quotation stays inside; the roles of one report never
overlap; spans begin and end as the contract says.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from quoteattr.confidence import Calibration
from quoteattr.marks import Quotation
from quoteattr.records import Mode, Polarity, QuoteKind
from quoteattr.reports import Report
from quoteattr.spans import Span, intersect, overlap, size, subtract, unite
from quoteattr.windows import Encoding

EDGE = re.compile(r"[,.;:–—-]+")  # words that content without marks neither begins nor ends with
INTRODUCED = 4  # words from which "that" opens a clause, not a phrase: "said that it rained", "ruled out that plan"
SIGNATURE = 8  # words of a signature at most
SAME = 0.7  # share of words from which two reports are taken for one; set on the development texts
# Unmarked words after a colon are the speaker's own (a turn of a transcript, a post) if they address somebody or make
# a whole sentence; a headline does neither.
SENTENCE_ENDS = frozenset(".!?…")
OWN_WORDS = re.compile(r"[.?!…] |[?!]|\b(?:I|I['’]m|my|we|our|us|me|you|your)\b")


Marked = tuple[Span, Span, int]  # words inside marks, their offsets without the marks, the quotation's index


@attrs.frozen(kw_only=True)
class Attribution:
    """One report before its speaker is known: offsets ``[start, end)`` into the text."""

    kind: QuoteKind
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    cue: Span | None = None
    source: Span | None = None
    addressee: Span | None = None
    mode: Mode = Mode.SPEECH
    polarity: Polarity = Polarity.ASSERTED
    confidence: float = 1.0
    repairs: tuple[str, ...] = ()
    parent: int | None = None


@attrs.frozen(kw_only=True)
class Thresholds:
    """How likely a report must be to count, by how much of it stands in marks; set on the development texts.

    Marks speak for a report already: less likelihood is asked of those that have them.
    """

    # A reader sees the marks of a quotation that is missed, so nearly any chance counts. Against 0.1 this finds 2 more
    # of PolNeAR dev's 417 direct quotes and costs 0.2 points of precision over all.
    direct: float = 0.03
    mixed: float = 0.4
    indirect: float = 0.5


UNCALIBRATED = Calibration()


def decode(
    text: str,
    encoding: Encoding,
    quotations: Sequence[Quotation],
    reports: Iterable[Report],
    thresholds: Thresholds,
    *,
    calibration: Calibration = UNCALIBRATED,
    trim: bool = True,
) -> list[Attribution]:
    """Turn reports into attributions in text order, nested ones after their parent.

    Without ``trim`` content takes in the introducing "that" and keeps the commas at its edges, as some corpora draw it.
    """
    page = Page(text, encoding, quotations, trim=trim)
    settled = [r for r in map(page.settle, reports) if r.content]
    likely = [r for r in settled if r.chance >= getattr(thresholds, page.by_marks(r.content, page.marked(r.content)))]
    apart = [part for report in page.share_out(without_doubles(likely)) for part in page.part(report)]
    whole = map(_cleared, page.continue_quotations(without_doubles(apart)))
    found = [a for a in (page.attribution(report, calibration) for report in whole) if a is not None]
    return nest(sorted(found, key=lambda a: (a.content[0][0], -a.content[-1][1])))


class Page:
    """A text with its words and quotations; everything here speaks in words ``[first, last)``."""

    def __init__(self, text: str, encoding: Encoding, quotations: Sequence[Quotation], *, trim: bool) -> None:
        self.text, self.encoding, self.quotations, self.trim = text, encoding, quotations, trim
        starts = encoding.starts.tolist()

        def words(start: int, end: int) -> Span:
            return bisect_left(starts, start), bisect_left(starts, end)

        self.spans = [words(q.start, q.end) for q in quotations]
        self.inner = [words(q.inner_start, q.inner_end) for q in quotations]
        self.firsts = [span[0] for span in self.spans]
        self.tops = [i for i, q in enumerate(quotations) if q.depth == 0]

    def near(self, content: Sequence[Span]) -> Iterator[int]:
        """Yield the quotations that may touch the content, outer before inner.

        Those are the last that begins before the content, with what is around it, and all that begin within.
        """
        if not content:
            return
        behind = bisect_right(self.firsts, content[0][0])
        around: list[int] = []
        at = behind - 1 if behind else None
        while at is not None:
            around.append(at)
            at = self.quotations[at].parent
        yield from reversed(around)
        yield from range(behind, bisect_left(self.firsts, content[-1][1]))

    def settle(self, report: Report) -> Report:
        """Draw content to the marks: every quotation is in it as a whole or not at all."""
        content = list(report.content)
        for i in self.near(content):
            span, quotation = self.spans[i], self.quotations[i]
            shared = overlap(content, span)
            if not shared:
                continue
            if is_open(quotation):
                content = _reach(content, span, self.inner[i])
            elif report.by_cue and span[0] <= report.anchor < span[1]:
                inside = 2 * shared >= size(content)
                content = intersect(content, self.inner[i]) if inside else subtract(content, [span])
            elif 2 * overlap(content, self.inner[i]) >= size([self.inner[i]]):
                content = unite([*content, span])
            else:
                content = subtract(content, [span])
        return _cleared(attrs.evolve(report, content=tuple(content)))

    def share_out(self, reports: Sequence[Report]) -> list[Report]:
        """Leave a quotation that several cues claim to the nearest, where the others have more than that."""
        claims: defaultdict[Span, list[int]] = defaultdict(list)
        for k, report in enumerate(reports):
            for span in report.content if report.by_cue else ():
                claims[span].append(k)
        result = list(reports)
        for i in self.tops:
            span = self.spans[i]
            nearest = min(claims[span], key=lambda k: _distance(span, result[k].anchor), default=None)
            for k in claims[span]:
                rest = tuple(part for part in result[k].content if part != span)
                if k != nearest and rest:
                    result[k] = attrs.evolve(result[k], content=rest)
        return result

    def _size(self, i: int) -> int:
        return self.spans[i][1] - self.spans[i][0]

    def part(self, report: Report) -> list[Report]:
        """Make quotations in other paragraphs than the one told of by the cue reports of their own, without a cue."""
        if not report.by_cue or len(report.content) == 1:
            return [report]
        home = min(report.content, key=lambda span: _distance(span, report.anchor))
        rest = [span for span in report.content if self._apart(*sorted((span, home)))]
        here = [span for span in report.content if span not in rest]
        following = [attrs.evolve(report, anchor=s[0], by_cue=False, content=(s,), cue=None, source=None) for s in rest]
        return [attrs.evolve(report, content=tuple(here)), *following]

    def _apart(self, before: Span, after: Span) -> bool:
        """Whether a span is on a later line than another and begins it, as paragraphs do and wrapped lines seldom."""
        lines, first = self.encoding.lines, after[0]
        return bool(lines[before[0]] != lines[first] and lines[first - 1] != lines[first])

    def continue_quotations(self, reports: Sequence[Report]) -> list[Report]:
        """Give the paragraphs of one quotation to the report that has its first, unless another with a cue has them."""
        result: list[Report | None] = list(reports)
        grown: dict[int, list[Span]] = {}  # the content of the reports that get more
        holder: dict[int, int] = {}  # quotation → the report that has it, with a cue rather than without
        for at, report in sorted(enumerate(reports), key=lambda row: not row[1].by_cue):
            for i in self.near(report.content):
                if 2 * overlap(report.content, self.spans[i]) >= self._size(i):
                    holder.setdefault(i, at)
        for before, i in itertools.pairwise(self.tops):
            first = result[holder[before]] if before in holder else None
            if first is None or not self.quotations[i].continues or holder.get(before) == holder.get(i):
                continue
            rest = result[holder[i]] if i in holder else None
            if rest is not None and rest.by_cue:
                continue
            content = grown.setdefault(holder[before], list(first.content))
            content.append(self.spans[i])
            if rest is not None:
                content += grown.pop(holder[i], rest.content)
                result[holder[i]] = None
            holder[i] = holder[before]
        for at, content in grown.items():
            result[at] = attrs.evolve(reports[at], content=tuple(unite(content)))
        return [report for report in result if report is not None]

    def attribution(self, report: Report, calibration: Calibration) -> Attribution | None:
        """Trim the spans as the contract says and give the report in offsets; `None` if nothing is left."""
        content = [part for whole in report.content for part in self._parts(report, whole)]
        content = [part for part in content if part[0] < part[1]]
        if not any(self._says(i) for part in content for i in range(*part)):
            return None  # nothing left, or nothing but marks
        marked = self.marked(content)
        cue, source = self._signed(report, content)
        kind = self.kind(cue, content, marked)
        return Attribution(
            kind=kind,
            content=tuple(map(self._offsets, content)),
            quoted=tuple(inner for _, inner, _ in marked),
            cue=cue and self._offsets(cue),
            source=source and self._offsets(source),
            mode=report.mode,
            polarity=report.polarity,
            confidence=calibration.confidence(kind, report.chance),
            repairs=tuple(dict.fromkeys(r for _, _, i in marked for r in self.quotations[i].repairs)),
        )

    def marked(self, content: Sequence[Span]) -> list[Marked]:
        """Find what of the content stands inside marks: words, offsets without the marks, which quotation.

        Of an open quotation it is what the content shares with it, from its one mark on.
        """
        marked: list[Marked] = []
        for i in self.near(content):
            span, quotation = self.spans[i], self.quotations[i]
            if not is_open(quotation):
                cut = [span] if overlap(content, span) == self._size(i) else []
            else:
                cut = [part for part in intersect(content, span) if part[0] == span[0] or part[1] == span[1]]
            for part in cut:
                start, end = self._offsets(part)
                inner = max(start, quotation.inner_start), min(end, quotation.inner_end)
                if inner[0] < inner[1] and (not marked or marked[-1][0][1] <= part[0]):
                    marked.append((part, inner, i))
        return marked

    def _parts(self, report: Report, span: Span) -> Iterator[Span]:
        """Part content where a quotation goes on in a new paragraph, and trim each part."""
        first, last = span
        for i in range(bisect_right(self.firsts, first), bisect_left(self.firsts, last)):
            if self.quotations[i].continues:
                yield self._trim(report, (first, self.firsts[i]))
                first = self.firsts[i]
        yield self._trim(report, (first, last))

    def _trim(self, report: Report, span: Span) -> Span:
        first, last = span
        if not self.trim:
            that = first > 0 and self._word(first - 1) == "that" and self._introduced(report, first - 1)
            return first - that, last
        while first < last and self._is_edge(last - 1):
            last -= 1
        while first < last and self._is_edge(first):
            first += 1
        if first + INTRODUCED <= last and self._word(first) == "that" and self._introduced(report, first):
            first += 1
        return first, last

    def _introduced(self, report: Report, first: int) -> bool:
        """Whether a word follows the cue without a mark between them."""
        return (
            report.cue is not None
            and report.cue[1] <= first
            and not self.encoding.places[report.cue[1] : first + 1].any()
        )

    def _is_edge(self, word: int) -> bool:
        return not self.encoding.places[word] and EDGE.fullmatch(self._word(word)) is not None

    def _signed(self, report: Report, content: Sequence[Span]) -> tuple[Span | None, Span | None]:
        """Give cue and source; where the source is but the dash of a signature, who signs: the rest of its line."""
        cue, source = report.cue, report.source
        if source is None or any(self._says(i) for i in range(*source)):
            return cue, source
        if cue is not None and cue[0] == source[1]:
            cue = source  # the two were taken for one another
        line, last = self.encoding.lines[source[0]], source[1]
        taken = [*content, *filter(None, [cue])]
        stop = min([len(self.encoding), last + SIGNATURE, *(span[0] for span in taken if span[0] >= last)])
        while last < stop and self.encoding.lines[last] == line and not self.encoding.places[last]:
            last += 1
        rest = [i for i in range(source[1], last) if self._says(i)]
        return cue, (rest[0], rest[-1] + 1) if rest else None

    def _says(self, i: int) -> bool:
        return any(c.isalnum() for c in self._word(i))

    def _word(self, i: int) -> str:
        return self.text[self.encoding.starts[i] : self.encoding.ends[i]]

    def _offsets(self, span: Span) -> Span:
        return int(self.encoding.starts[span[0]]), int(self.encoding.ends[span[1] - 1])

    def kind(self, cue: Span | None, content: Sequence[Span], marked: Sequence[Marked]) -> QuoteKind:
        """Tell how the words are given: themselves, partly themselves, or in the writer's words."""
        by_marks = self.by_marks(content, marked)
        verb = cue is not None and any(self._word(w)[0].isalpha() for w in range(*cue))
        turn = self._own(content) and not (marked and verb)
        return QuoteKind.DIRECT if turn else by_marks

    def by_marks(self, content: Sequence[Span], marked: Sequence[Marked]) -> QuoteKind:
        """Tell whether all, some or none of the words stand inside marks."""
        rest = subtract(content, [words for words, _, _ in marked])
        bare = any(self._says(w) for first, last in rest for w in range(first, last))
        if not marked:
            return QuoteKind.INDIRECT
        return QuoteKind.MIXED if bare else QuoteKind.DIRECT

    def _own(self, content: Sequence[Span]) -> bool:
        """Whether words after a colon are the speaker's own: a turn of a transcript, a post."""
        start, end = self._offsets((content[0][0], content[-1][1]))
        after_colon = content[0][0] > 0 and self._word(content[0][0] - 1).endswith(":")
        whole = OWN_WORDS.search(self.text, start, end) or self.text[end : end + 1] in SENTENCE_ENDS
        return after_colon and bool(whole)


def is_open(quotation: Quotation) -> bool:
    """Whether one side of a quotation was guessed, so that only the other is firm."""
    return any(repair.startswith(("closed_", "opened_")) for repair in quotation.repairs)


def _cleared(report: Report) -> Report:
    """Give up a cue or a source that stands in the content: the roles of one report never overlap."""
    cue = report.cue if report.cue and not overlap(report.content, report.cue) else None
    source = report.source if report.source and not overlap(report.content, report.source) else None
    return attrs.evolve(report, cue=cue, source=source)


def _distance(span: Span, word: int) -> int:
    return max(span[0] - word, word - span[1] + 1)


def _reach(content: Sequence[Span], span: Span, inner: Span) -> list[Span]:
    """Take in the one mark of an open quotation when the content begins or ends right beside it."""
    return unite(
        (span[0] if span[0] < first <= inner[0] else first, span[1] if inner[1] <= last < span[1] else last)
        for first, last in content
    )


def without_doubles(reports: Sequence[Report]) -> list[Report]:
    """Drop the less likely of two reports of the same words, unless one reports the other."""
    kept: list[Report] = []
    ranked = sorted(reports, key=lambda r: (not r.by_cue, -r.chance))
    taken: dict[int, list[Report]] = {}
    for report in ranked:
        words = [w for first, last in report.content for w in range(first, last)]
        rivals = {id(r): r for w in words for r in taken.get(w, ())}
        if any(_double(report, rival) for rival in rivals.values()):
            continue
        kept.append(report)
        for w in words:
            taken.setdefault(w, []).append(report)
    return sorted(kept, key=lambda r: r.anchor)


def _double(report: Report, rival: Report) -> bool:
    def holds(outer: Report, inner: Report) -> bool:
        return inner.by_cue and overlap(outer.content, (inner.anchor, inner.anchor + 1)) > 0

    if holds(rival, report) or holds(report, rival):
        return False
    shared = sum(overlap(rival.content, span) for span in report.content)
    total = size(report.content) if not report.by_cue else size(unite([*report.content, *rival.content]))
    return shared >= SAME * total


def nest(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Point each attribution to the smallest one before it whose content holds it with its cue."""
    result: list[Attribution] = []
    sizes = [size(attribution.content) for attribution in attributions]
    open_: list[int] = []
    for number, attribution in enumerate(attributions):
        open_ = [i for i in open_ if result[i].content[-1][1] > attribution.content[0][0]]
        spans = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
        outer = [
            i
            for i in open_
            if sizes[i] > sizes[number] and all(overlap(result[i].content, s) == s[1] - s[0] for s in spans)
        ]
        parent = min(outer, key=sizes.__getitem__, default=None)
        open_.append(number)
        result.append(attrs.evolve(attribution, parent=parent))
    return result
