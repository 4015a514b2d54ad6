"""The report as HTML: every character once, every mark where it belongs, and nothing in a text that acts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import runpy
from collections import Counter
from datetime import date, datetime
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Quote, QuoteKind, Quotes, Speaker, TextSpan
from quoteattr.cli import main
from quoteattr.cli.extract import extract
from quoteattr.cli.report import report as report_command
from quoteattr.errors import InputFileError
from quoteattr.report import read_dates, render
from quoteattr.report.dates import MOST_PERIODS, periods
from quoteattr.report.escaping import visible
from quoteattr.report.marking import Mark, nest
from quoteattr.report.notebook import CUT, FOLDED
from quoteattr.report.people import gather

TEXT = "Ana Brill, a pilot, said: “He told me ‘never’, and left.”\r\nShe fears that it will rain."
ROOT = Path(__file__).parents[1]
VOID = {"br", "input", "meta", "path", "line"}


def cut(words: str) -> TextSpan:
    """Cut words out of the text."""
    return TextSpan.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


ANA = Speaker(name="Ana Brill", kind="person", role="pilot", aliases=["Brill"], id=0)
HE = Speaker(name="he", kind="unknown", id=1)
QUOTES = Quotes(
    [
        Quote(
            kind="direct",
            content=[cut("“He told me ‘never’, and left.”")],
            cue=cut("said"),
            source=cut("Ana Brill, a pilot,"),
            speakers=[ANA],
            confidence=0.9,
        ),
        Quote(kind="direct", content=[cut("‘never’")], cue=cut("told"), source=cut("He"), speakers=[HE], parent=0),
        Quote(kind="indirect", content=[cut("it will rain")], cue=cut("fears"), source=cut("She"), mode="attitude"),
    ],
    text=TEXT,
)


class Reader(HTMLParser):
    """Reads HTML as a browser would: tags with their attributes, and the texts with what covers each character."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.covers: list[list[set[tuple[str, str]]]] = []
        self.data: dict[str, str] = {}
        self.feed(html.replace("\r\n", "\n").replace("\r", "\n"))  # as browsers do before they read
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and begin a text."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(self.tags[-1])
        if ("class", "text") in attrs:
            self.texts.append("")
            self.covers.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag of SVG that is closed at once."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Hold that tags are closed in the order they need."""
        assert tag == self.open.pop()[0]

    def handle_data(self, data: str) -> None:
        """Gather text, and for every character what covers it."""
        tag = self.open[-1][0] if self.open else ""
        self.data[tag] = self.data.get(tag, "") + data
        if any(attributes.get("class") == "text" for _, attributes in self.open):
            numbers = {(name, n) for name, a in self.open for n in (a.get("data-q") or "").split()}
            self.texts[-1] += data
            self.covers[-1] += [numbers] * len(data)


@st.composite
def quotes_of_any_text(draw: st.DrawFn) -> Quotes:
    """Draw a text of any characters, and quotes whose spans lie anywhere in it, crossing or not."""
    text = draw(st.text(st.characters() | st.sampled_from("<&\"'\r\n\u2028\u202e\x00 "), min_size=1, max_size=40))

    def spans(most: int) -> st.SearchStrategy[list[TextSpan]]:
        edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2 * most, unique=True).map(sorted)
        return edges.map(lambda e: [TextSpan.of(text, *pair) for pair in list(pairwise(e))[::2]])

    def one() -> st.SearchStrategy[TextSpan | None]:
        return st.none() | spans(1).map(lambda found: found[0])

    speakers = st.builds(Speaker, name=st.text(), kind=st.sampled_from(["person", "unknown"]), id=st.integers(0, 3))
    drawn = st.builds(
        Quote,
        kind=st.sampled_from(QuoteKind),
        content=spans(3),
        cue=one(),
        source=one(),
        speakers=st.lists(speakers, max_size=2),
        parent=st.none() | st.integers(0, 9),
    )
    return Quotes(draw(st.lists(drawn, max_size=5)), text=text)


class TestText:
    """The text of an article stands in the page as it was given, with its marks."""

    @given(st.lists(quotes_of_any_text(), max_size=3))
    def test_every_character_once_under_its_marks(self, texts: list[Quotes]) -> None:
        """The page is well nested; each text is all there, in order; each mark covers its span and nothing else."""
        page = Reader(render([(f"{i}.txt", quotes) for i, quotes in enumerate(texts)]))
        assert [visible(quotes.text) for quotes in texts] == page.texts
        number = 0
        for quotes, covers in zip(texts, page.covers, strict=True):
            expected: list[set[tuple[str, str]]] = [set() for _ in quotes.text]
            for quote in quotes:
                spans = [("mark", part) for part in quote.content] + [("b", quote.source), ("i", quote.cue)]
                for element, span in spans:
                    for place in range(span.start, span.end) if span else ():
                        expected[place].add((element, str(number)))
                number += 1
            assert expected == covers

    @given(st.text(st.characters()))
    def test_notebooks_hold_the_text_too(self, text: str) -> None:
        """The view for notebooks has every character of a text, in order."""
        assert [visible(text)] == Reader(Quotes(text=text)._repr_html_() or "").texts

    def test_nested_quotes_are_elements_in_elements(self) -> None:
        """A quote inside a quote is one element inside another, so that both can be seen."""
        page = render([("a.txt", QUOTES)])
        assert re.search(r'<mark [^>]*id="q0"[^>]*>“<b class="source" data-q="1">He</b>.*<mark [^>]*id="q1"', page)

    @pytest.mark.parametrize(
        ("spans", "html"),
        [
            ([(0, 2), (0, 5)], "<b><a>ab</a>cde</b>"),
            ([(0, 5), (3, 5)], "<a>abc<b>de</b></a>"),
            ([(0, 5), (0, 5)], "<a><b>abcde</b></a>"),
            ([(0, 3), (2, 5)], "<a>ab<b>c</b></a><b>de</b>"),
            ([(1, 2), (2, 3)], "a<a>b</a><b>c</b>de"),
        ],
    )
    def test_only_what_crosses_is_cut(self, spans: list[tuple[int, int]], html: str) -> None:
        """Marks that lie in one another stay whole, the longer one outside."""
        marks = [Mark(*span, element, "", "") for span, element in zip(spans, "ab", strict=True)]
        assert html == nest("abcde", marks)

    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("a\nb", "a\nb"),
            ("a\r\nb", "a&#13;\nb"),
            ("a\rb", "a&#13;<br>b"),
            ("a\u2028b\u2029c", "a\u2028<br>b\u2029<br>c"),
            ("\tfar  apart", "\tfar  apart"),
        ],
    )
    def test_line_ends_stay_and_break(self, text: str, html: str) -> None:
        """Line ends are kept as given, and those that browsers do not know break the line all the same."""
        assert f'dir="auto">{html}</div>' in render([("a.txt", Quotes(text=text))])

    def test_a_span_outside_the_text_is_left_out(self) -> None:
        """Quotes beside a text that is not theirs do no harm."""
        page = Reader(render([("a.txt", Quotes(QUOTES, text="Ana"))]))
        assert ["Ana"] == page.texts

    def test_a_very_long_line(self) -> None:
        """A text of a million characters without a line end comes out whole."""
        text = "ab<" * 350_000
        assert [text] == Reader(render([("a.txt", Quotes(text=text))])).texts


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</style><b>",
    "</title><script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "$title ${style} %s {0}",
    "\u202eevil\u2066",
    "\x00\x1b[31m\x80",
    "\ud800",
]


class TestHostile:
    """Nothing that a text says can become anything but text."""

    def page(self, words: str) -> str:
        """Render a page that says words wherever words can be said."""
        span = TextSpan(start=0, end=len(words), text=words)
        ana = Speaker(name=words, kind="person", role=words, aliases=[f"{words}!"], id=0)
        quote = Quote(
            kind="direct", content=[span], cue=span, source=span, addressee=span, speakers=[ana], repairs=[words]
        )
        quotes = Quotes([quote], text=words)
        return render([(words, quotes)], title=words, dates={words: date(2026, 5, 4)}) + (quotes._repr_html_() or "")

    @pytest.mark.parametrize("words", HOSTILE)
    def test_the_page_has_no_other_elements(self, words: str) -> None:
        """The tags and the names of their attributes are those of a page that says something harmless."""
        hostile, harmless = Reader(self.page(words)), Reader(self.page("harmless"))
        assert [(tag, list(found)) for tag, found in harmless.tags] == [
            (tag, list(found)) for tag, found in hostile.tags
        ]

    @pytest.mark.parametrize("words", HOSTILE)
    def test_nothing_unseen_gets_through(self, words: str) -> None:
        """No character hides, steers or cannot be written as UTF-8."""
        page = self.page(words)
        assert page == visible(page)
        assert page.encode("utf-8")

    @pytest.mark.parametrize("words", HOSTILE)
    def test_data_for_the_script_is_json(self, words: str) -> None:
        """What the script reads is one JSON text, which no element within ends."""
        (facts,) = json.loads(re.findall(r'id="data">([^<]*)</script>', self.page(words))[0])
        assert [" ".join(visible(words).split())] == list({facts[key] for key in ("cue", "source", "addressee")})

    def test_the_policy_lets_in_the_own_style_and_script_only(self) -> None:
        """The page forbids all but its one style and its one script, which it knows by their digests."""
        page = self.page("<style>p{}</style><script>alert(1)</script>").partition('<div class="quoteattr">')[0]
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        for rule, source in (("style-src", r"<style>(.*?)</style>"), ("script-src", r"<script>(.*?)</script>")):
            (own,) = re.findall(source, page, re.DOTALL)
            assert f"'sha256-{base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()}'" == rules[rule]
        assert ("'none'", "'none'", "'none'") == (rules["default-src"], rules["base-uri"], rules["form-action"])

    def test_nothing_is_fetched(self) -> None:
        """No element names anything outside the page, has a style of its own or runs anything."""
        for tag, attributes in Reader(self.page("harmless")).tags:
            assert set() == {"src", "srcset", "action", "style"} & set(attributes)
            assert not any(name.startswith("on") for name in attributes)
            assert (attributes.get("href") or "#").startswith("#"), tag
        assert not re.search(
            r"url\((?!#)|@import|https?:",
            "".join(files("quoteattr.report").joinpath(f).read_text() for f in ("page.css", "page.js", "notebook.css")),
        )


class TestPage:
    """What stands around the texts."""

    def test_counts_articles_quotes_and_speakers(self) -> None:
        """The heading says how much there is; nobody is no speaker."""
        assert '<p class="sum">2 articles, 3 quotes, 2 speakers</p>' in render([("a", QUOTES), ("b", Quotes(text=""))])

    def test_an_empty_report(self) -> None:
        """No texts make a page that says so."""
        assert "0 articles, 0 quotes, 0 speakers" in render([])

    def test_the_same_input_gives_the_same_page(self) -> None:
        """A page can be compared with one made earlier."""
        assert render([("a", QUOTES)]) == render([("a", QUOTES)])

    @pytest.mark.parametrize(
        ("ids", "shown"),
        [
            (["news/a.txt", "news/b.txt"], ["a.txt", "b.txt"]),
            (["news/may/a.txt", "news/maya.txt"], ["may/a.txt", "maya.txt"]),
            (["news/a.txt"], ["a.txt"]),
            (["/", "/"], ["/", "/"]),
            (["a", "b"], ["a", "b"]),
        ],
    )
    def test_articles_are_named_without_the_folder_they_share(self, ids: list[str], shown: list[str]) -> None:
        """Headings leave out the folder that says nothing; the whole id can be had from the heading."""
        page = render([(name, Quotes(text="")) for name in ids])
        assert shown == re.findall(r'<h2 id="t\d" title="[^"]*"><bdi>(.*?)</bdi>', page)
        assert ids == re.findall(r'<h2 id="t\d" title="([^"]*)"', page)

    def test_ids_and_references_fit(self) -> None:
        """Every id is there once, and whatever refers to one finds it."""
        page = Reader(render([("a", QUOTES), ("b", QUOTES)], dates={"a": date(2026, 5, 4)}))
        ids = Counter(found["id"] for _, found in page.tags if "id" in found)
        assert {1} == set(ids.values())
        references = {(found.get("href") or "#")[1:] or "articles" for _, found in page.tags}
        references |= {
            found[k] or "" for _, found in page.tags for k in ("aria-labelledby", "aria-controls") if k in found
        }
        assert set() == references - set(ids)

    def test_a_split_quote_has_one_head(self) -> None:
        """Of a quote in several parts, the first carries the name and takes the focus."""
        quote = Quote(kind="direct", content=[cut("“He"), cut("left.”")], speakers=[ANA])
        marks = [found for tag, found in Reader(render([("a", Quotes([quote], text=TEXT))])).tags if "data-q" in found]
        assert ["direct quote, Ana Brill (pilot)", None] == [found.get("aria-label") for found in marks]
        assert ["q0", None] == [found.get("id") for found in marks]


class TestPeople:
    """Speakers over many texts."""

    def test_the_same_name_and_kind_are_one(self) -> None:
        """Counts, roles and aliases of all texts come together; another kind is another speaker."""
        again = attrs.evolve(QUOTES[0], speakers=[attrs.evolve(ANA, role="captain", aliases=["Brill", "Ana"], id=7)])
        ship = attrs.evolve(QUOTES[0], speakers=[attrs.evolve(ANA, kind="organization")])
        people, places = gather([QUOTES, Quotes([again, ship], text=TEXT)])
        assert ("Ana Brill", ("pilot", "captain"), ("Brill", "Ana"), 2) == (
            people[0].name,
            people[0].roles,
            people[0].aliases,
            people[0].counts.total(),
        )
        assert [(0,), (1,), (3,), (0,), (2,)] == places
        assert ["Ana Brill", "unknown", "Ana Brill", "nobody named"] == [person.name for person in people]

    def test_a_quote_of_two_counts_for_both(self) -> None:
        """Each of several speakers has the quote, once even when named twice."""
        quote = attrs.evolve(QUOTES[0], speakers=[ANA, HE, ANA])
        people, places = gather([Quotes([quote], text=TEXT)])
        assert ([(0, 1)], [1, 1]) == (places, [person.counts.total() for person in people])


class TestCharts:
    """Bars and columns say what was counted."""

    def test_bars_are_as_long_as_their_counts(self) -> None:
        """The speaker with most quotes fills the width, and the kinds share it."""
        ana = [attrs.evolve(QUOTES[0], kind=kind) for kind in ("direct", "direct", "indirect", "mixed")]
        page = render([("a", Quotes([*ana, QUOTES[1]], text=TEXT))])
        row = re.findall(r'<tr><th scope="row"><bdi>Ana Brill.*?</tr>', page)[0]
        assert ["50.00", "25.00", "25.00"] == re.findall(r'width="([\d.]+)%"', row)
        assert row.endswith("<td>4</td></tr>")

    def test_the_first_speakers_only(self) -> None:
        """A long list is cut, and the chart says so."""
        many = [attrs.evolve(QUOTES[0], speakers=[attrs.evolve(ANA, name=f"Ana {n}")]) for n in range(40)]
        page = render([("a", Quotes(many, text=TEXT))])
        table = re.findall(r"<caption>Quotes per speaker, the first 15 of 40</caption>.*?</table>", page)[0]
        assert 15 == table.count("<tr>")

    def test_over_time(self) -> None:
        """Columns stand for the periods that have quotes; texts without a date are counted beside them."""
        dates = {"a": date(2026, 5, 4), "b": datetime(2026, 5, 6, 12, 30)}  # noqa: DTZ001  a date, with a time or not
        page = render([("a", QUOTES), ("b", QUOTES), ("c", QUOTES)], dates=dates)
        assert 'aria-label="Quotes per day. 4 May 2026: 3, 6 May 2026: 3"' in page
        assert "Texts without a date: 1" in page

    def test_no_dates_no_columns(self) -> None:
        """Without a date nothing is shown over time, and dates of other texts change nothing."""
        assert "Quotes per day" not in render([("a", QUOTES)], dates={"other": date(2026, 5, 4)})

    @pytest.mark.parametrize(
        ("first", "last", "name"),
        [
            (date(2026, 5, 4), date(2026, 5, 4), "day"),
            (date(2026, 5, 4), date(2026, 7, 2), "day"),
            (date(2026, 5, 4), date(2026, 7, 3), "week"),
            (date(2026, 1, 1), date(2028, 1, 1), "month"),
            (date(1990, 1, 1), date(2026, 1, 1), "year"),
            (date(1800, 1, 1), date(2026, 1, 1), "decade"),
            (date.min, date.max, "century"),
        ],
    )
    def test_periods_fit(self, first: date, last: date, name: str) -> None:
        """Time is cut as finely as a row of columns allows."""
        assert name == periods([last, first]).name

    @given(st.lists(st.dates(), min_size=1, max_size=5))
    def test_a_period_names_every_piece(self, days: list[date]) -> None:
        """Whatever the dates, the pieces between the first and the last have names, all different."""
        period = periods(days)
        numbers = range(period.number(min(days)), period.number(max(days)) + 1)
        assert len(numbers) == len({period.label(number) for number in numbers})
        assert MOST_PERIODS >= len(numbers) or period.name == "century"


class TestDates:
    """Dates are read from a table."""

    def read(self, folder: Path, content: bytes) -> dict[str, date]:
        """Write a file and read it."""
        (folder / "dates.csv").write_bytes(content)
        return read_dates(folder / "dates.csv")

    def test_columns_by_name(self, tmp_path: Path) -> None:
        """Columns may stand in any order, others beside them; times are dropped, and rows without a date."""
        content = '\ufeffpage,date,id\r\n3,2026-05-04,a.txt\r\n4,2026-05-05T10:00:00,"b,c"\r\n5,,d\r\n6\r\n'.encode()
        assert {"a.txt": date(2026, 5, 4), "b,c": date(2026, 5, 5)} == self.read(tmp_path, content)

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "dates.csv: the first line must name the columns id and date"),
            (b"id,day\na,2026-05-04\n", "dates.csv: the first line must name the columns id and date"),
            (b"id,date\na,2026-05-04\nb,4 May\n", "dates.csv:3: '4 May' is not a date: write it as 2026-05-04"),
            (b"id,date\n\xff,2026-05-04\n", "dates.csv: not UTF-8"),
        ],
    )
    def test_bad_files(self, tmp_path: Path, content: bytes, message: str) -> None:
        """What is wrong is said with the file and the line."""
        with pytest.raises(InputFileError, match=re.escape(message)):
            self.read(tmp_path, content)

    def test_no_file(self, tmp_path: Path) -> None:
        """A file that is not there is named."""
        with pytest.raises(InputFileError, match=r"none\.csv: No such file"):
            read_dates(tmp_path / "none.csv")


class TestNotebook:
    """Quotes show themselves in a notebook."""

    def test_who_speaks_is_the_title_of_a_quote(self) -> None:
        """A quote tells its kind, speaker and cue when the pointer rests on it."""
        assert 'title="direct: Ana Brill (pilot) said">“' in (QUOTES._repr_html_() or "")

    def test_speakers_and_counts_are_shown(self) -> None:
        """The head counts the quotes and names the speakers."""
        shown = QUOTES._repr_html_() or ""
        assert ">3 quotes: " in shown
        assert "<bdi>Ana Brill 1</bdi> · <bdi>unknown 1</bdi> · <bdi>nobody named 1</bdi>" in shown

    @pytest.mark.parametrize(("length", "folds"), [(FOLDED, False), (FOLDED + 1, True)])
    def test_long_texts_fold(self, length: int, *, folds: bool) -> None:
        """A long text waits behind a line to click on."""
        assert folds == ("<details>" in (Quotes(text="a" * length)._repr_html_() or ""))

    def test_very_long_texts_are_cut(self) -> None:
        """Of a text of a megabyte the beginning is drawn, and the view says so."""
        shown = Quotes(text="a" * 1_000_000)._repr_html_() or ""
        assert CUT + 10_000 > len(shown)
        assert "Only the first 100,000 of 1,000,000 characters are shown." in shown

    def test_needs_no_script_and_styles_only_itself(self) -> None:
        """There is no script, and every rule of the style begins at the view's own element."""
        shown = QUOTES._repr_html_() or ""
        (style,) = re.findall(r"<style>(.*?)</style>", shown, re.DOTALL)
        assert "<script" not in shown
        assert all(rule.strip().startswith(".quoteattr") for rule in re.findall(r"([^{}]+)\{", style))


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour such as #0a6672, as WCAG 2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


class TestColours:
    """Everything can be read, in light and in dark (WCAG AA)."""

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_text_and_lines_stand_out(self, scheme: int) -> None:
        """Words have a contrast of 4.5 to what is behind them, and the lines under quotes one of 3."""
        css = files("quoteattr.report").joinpath("page.css").read_text(encoding="utf-8")
        palette = dict(re.findall(r"--([\w-]+): (#\w{6})", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
        kinds = [kind.value for kind in QuoteKind]
        for behind in ("page", "panel", "lit", *(f"{kind}-tint" for kind in kinds)):
            assert 4.5 <= contrast(palette["text"], palette[behind]), behind
        for words in ("soft", "accent", *kinds):
            assert 4.5 <= min(contrast(palette[words], palette[behind]) for behind in ("page", "panel")), words
        assert 3 <= min(contrast(palette[kind], palette[f"{kind}-tint"]) for kind in kinds)

    def test_lines_stand_out_in_any_notebook(self) -> None:
        """The lines under quotes in a notebook have a contrast of 3 to white and to the usual dark backgrounds."""
        css = files("quoteattr.report").joinpath("notebook.css").read_text(encoding="utf-8")
        inks = re.findall(r"--ink: (#\w{6})", css)
        assert 3 == len(inks)
        assert 3 <= min(contrast(ink, behind) for ink in inks for behind in ("#ffffff", "#111111", "#1f1f1f"))


class TestExamples:
    """What the documentation shows can be done."""

    def test_example(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The script makes a report of the articles beside it, in the folder where it is run."""
        monkeypatch.chdir(tmp_path)
        runpy.run_path(str(ROOT / "examples" / "make_report.py"))["main"]()
        page = Reader((tmp_path / "report.html").read_text(encoding="utf-8"))
        articles = sorted((ROOT / "examples" / "articles").glob("*.txt"))
        assert [article.read_text(encoding="utf-8") for article in articles] == page.texts

    def test_snippets_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The Python of the page on reports runs from top to bottom."""
        monkeypatch.chdir(tmp_path)
        snippets = re.findall(
            r"^```python\n(.*?)^```", (ROOT / "docs" / "report.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        names: dict[str, object] = {"text": "“We lost the crane,” said Ana Brill."}
        for snippet in snippets:
            exec(snippet, names)  # noqa: S102  our own page
        assert "We lost the crane" in (tmp_path / "report.html").read_text(encoding="utf-8")

    def test_the_picture_is_small(self) -> None:
        """The picture of a report weighs less than a quarter of a megabyte."""
        assert 250_000 > (ROOT / "docs" / "report.png").stat().st_size


class TestCommand:
    """`quoteattr report` on the command line."""

    def run(self, *arguments: str | Path) -> Result:
        """Run the command in this process."""
        return CliRunner().invoke(main, ["report", *map(str, arguments)])

    @pytest.fixture(name="article")
    def make_article(self, tmp_path: Path) -> Path:
        """Write a text of one quote."""
        (tmp_path / "a.txt").write_text("“We lost the crane,” said Ana Brill.\n", encoding="utf-8")
        return tmp_path / "a.txt"

    def test_writes_a_page(self, article: Path, tmp_path: Path) -> None:
        """The page has the title, the text and, with dates, the chart over time."""
        (tmp_path / "dates.csv").write_text(f"id,date\n{article},2026-05-04\n", encoding="utf-8")
        result = self.run(article, "-o", tmp_path / "r.html", "--title", "Cranes", "--dates", tmp_path / "dates.csv")
        page = (tmp_path / "r.html").read_text(encoding="utf-8")
        assert (0, "") == (result.exit_code, result.output)
        assert "<title>Cranes</title>" in page
        assert ["“We lost the crane,” said Ana Brill.\n"] == Reader(page).texts
        assert "4 May 2026: 1" in page

    def test_reads_as_extract_does(self) -> None:
        """The options that say what to read and find are those of `extract`."""
        other = {"format_name", "output", "with_text", "resume"}
        expected = [option.to_info_dict() for option in extract.params if option.name not in other]
        assert expected == [option.to_info_dict() for option in report_command.params[: len(expected)]]

    def test_bad_inputs_cost_a_line(self, article: Path, tmp_path: Path) -> None:
        """What cannot be read is named, the rest is in the page, and the status is 1."""
        result = self.run(article, tmp_path / "none.txt", "-o", tmp_path / "r.html")
        assert (1, 1) == (result.exit_code, len(result.stderr.splitlines()))
        assert "We lost the crane" in (tmp_path / "r.html").read_text(encoding="utf-8")

    def test_dates_of_other_texts(self, article: Path, tmp_path: Path) -> None:
        """Dates that belong to no text are told from those that do by a message that shows what an id looks like."""
        (tmp_path / "dates.csv").write_text("id,date\nb.txt,2026-05-04\n", encoding="utf-8")
        result = self.run(article, "-o", tmp_path / "r.html", "--dates", tmp_path / "dates.csv")
        assert 1 == result.exit_code
        assert f"dates.csv: no id is that of a text; the first text's is {str(article)!r}" in result.stderr

    def test_bad_dates(self, article: Path, tmp_path: Path) -> None:
        """Dates that cannot be read end the command before the work, and no page is written."""
        result = self.run(article, "-o", tmp_path / "r.html", "--dates", article)
        assert (1, False) == (result.exit_code, (tmp_path / "r.html").exists())
        assert "must name the columns id and date" in result.stderr

    def test_wrong_use(self, article: Path) -> None:
        """The page needs a file to be written to, which is not one of the texts."""
        assert [2, 2] == [self.run(article).exit_code, self.run(article, "-o", article).exit_code]
