"""The report in a browser: filters, cards and keys, on screens wide and narrow, and what hostile text comes to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from quoteattr import Quote, Quotes, Speaker, TextSpan
from quoteattr.formats import Result
from quoteattr.report import render
from quoteattr.report.escaping import visible

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright (extra [test])")

from playwright.sync_api import Browser, Page, expect  # noqa: E402  only where it is there

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need a Chromium on the path")

TEXT = (
    "Ana Brill, the harbour master, said: “He told me ‘never’, and left.”\n\n"
    "Bo Hurst fears that it will rain.\n\nThe crane, wrote Brill, was “a total loss” to the port."
)
ANA = Speaker(name="Ana Brill", kind="person", role="harbour master", aliases=["Brill"], id=0)
BO = Speaker(name="Bo Hurst", kind="person", id=1)


def cut(words: str) -> TextSpan:
    """Cut words out of the text."""
    return TextSpan.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


QUOTES = Quotes(
    [
        Quote(
            kind="direct",
            content=[cut("“He told me ‘never’, and left.”")],
            cue=cut("said"),
            source=cut("Ana Brill, the harbour master"),
            speakers=[ANA],
            confidence=0.9,
            repairs=["closed_at_paragraph"],
        ),
        Quote(kind="direct", content=[cut("‘never’")], cue=cut("told"), source=cut("He"), parent=0, confidence=0.5),
        Quote(
            kind="indirect",
            content=[cut("it will rain")],
            cue=cut("fears"),
            source=cut("Bo Hurst"),
            speakers=[BO],
            mode="attitude",
            confidence=0.7,
        ),
        Quote(
            kind="mixed",
            content=[cut("The crane"), cut("was “a total loss” to the port")],
            cue=cut("wrote"),
            source=cut("Brill, was"),
            speakers=[ANA],
            mode="writing",
            polarity="denied",
        ),
    ],
    text=TEXT,
)
SILENT = Quotes(text="Nobody spoke.")
RESULTS: list[Result] = [("a.txt", QUOTES), ("silent.txt", SILENT), ("b.txt", Quotes(QUOTES[2:3], text=TEXT))]
Open = Callable[..., Page]


@pytest.fixture(name="browser", scope="module")
def start_browser() -> Iterator[Browser]:
    """Start the browser once for all tests."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(name="show")
def make_show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open reports; at the end hold that none complained, asked for anything or opened a dialogue."""
    complaints: list[str] = []
    requests: list[str] = []

    def show(results: list[Result] = RESULTS, *, width: int = 1280, scheme: str = "light", place: str = "") -> Page:
        file = tmp_path / "report.html"
        file.write_text(render(results, title="Cranes"), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri() + place)
        return page

    yield show
    for page in [page for context in browser.contexts for page in context.pages]:
        page.close()
    assert [] == complaints
    assert all(url.startswith("file:") for url in requests)


def marked(page: Page) -> list[str]:
    """List the words of the contents that are marked at present."""
    return page.locator("article:visible mark:not(.off)").all_text_contents()


#: The source "Brill, was" reaches into the content: that is cut there.
WHOLE = [
    "“He told me ‘never’, and left.”",
    "‘never’",
    "it will rain",
    "The crane",
    "was",
    " “a total loss” to the port",
    "it will rain",
]


class TestText:
    """The browser reads the page as it was meant."""

    def test_the_text_is_the_text(self, show: Open) -> None:
        """What the browser takes for the text of an article is that text, with its line ends."""
        text = "a\r\nb\rc\u2028d <b> & \t  e\n\n“Yes,” she said.\x85\n"
        page = show([("a.txt", Quotes(text=text)), ("b.txt", SILENT)])
        texts = page.locator(".text").evaluate_all("texts => texts.map(text => text.textContent)")
        assert [text.replace("\x85", "�"), SILENT.text] == texts

    def test_every_line_end_breaks_the_line(self, show: Open) -> None:
        """Each of the line ends begins one new line, no more."""
        page = show(
            [("a.txt", Quotes(text=text)) for text in ("a", "a\nb", "a\r\nb", "a\rb", "a\u2028b", "a\r\n\r\nb")]
        )
        one, *others = page.locator(".text").evaluate_all("texts => texts.map(text => text.clientHeight)")
        assert [2, 2, 2, 2, 3] == [round(height / one) for height in others]

    def test_all_is_marked_at_first(self, show: Open) -> None:
        """A page that has just been opened shows every quote."""
        page = show()
        assert WHOLE == marked(page)
        expect(page.locator("[role=status]")).to_have_text("All quotes are shown.")

    def test_reads_without_its_script(self, browser: Browser, tmp_path: Path) -> None:
        """Without scripts the texts and their marks are there, and nothing that would do nothing."""
        (tmp_path / "r.html").write_text(render(RESULTS), encoding="utf-8")
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto((tmp_path / "r.html").as_uri())
        assert WHOLE == page.locator("mark").all_text_contents()[3:]
        assert 0 == page.locator("form:visible, input:visible, .fold:visible").count()


class TestFilters:
    """What is filtered out loses its marks, and articles without any left are hidden."""

    def test_kind(self, show: Open) -> None:
        """Without direct quotes the others stay."""
        page = show()
        page.get_by_label("direct", exact=True).uncheck()
        assert WHOLE[2:] == marked(page)
        expect(page.locator("[role=status]")).to_have_text("3 of 5 quotes in 2 articles.")

    def test_mode(self, show: Open) -> None:
        """Without attitudes the article that has nothing else goes, from the list too, and its text with it."""
        page = show()
        page.get_by_label("attitude").uncheck()
        assert [*WHOLE[:2], *WHOLE[3:6]] == marked(page)
        assert ["a.txt"] == page.locator("nav li:visible a").all_inner_texts()
        expect(page.locator("#a2")).to_be_hidden()

    def test_confidence(self, show: Open) -> None:
        """The slider leaves out what is less sure, and says from where on."""
        page = show()
        page.locator("[name=least]").fill("0.71")
        assert [WHOLE[0], *WHOLE[3:6]] == marked(page)
        expect(page.locator(".slider b")).to_have_text("0.71")

    def test_speakers(self, show: Open) -> None:
        """A click on a speaker shows this one's quotes alone, one on another adds theirs; again takes them away."""
        page = show()
        page.get_by_role("button", name="Ana Brill").click()
        assert [WHOLE[0], *WHOLE[3:6]] == marked(page)
        page.get_by_role("button", name="nobody named").click()
        assert [*WHOLE[:2], *WHOLE[3:6]] == marked(page)
        page.get_by_role("button", name="Ana Brill").click()
        assert WHOLE[1:2] == marked(page)

    def test_show_all(self, show: Open) -> None:
        """One button takes every filter back."""
        page = show()
        page.get_by_role("button", name="Bo Hurst").click()
        page.get_by_label("writing").uncheck()
        page.locator("[name=least]").fill("1")
        page.locator("[type=search]").fill("nobody")
        assert [] == marked(page)
        page.get_by_role("button", name="Show all").click()
        expect(page.locator("[role=status]")).to_have_text("All quotes are shown.")
        assert WHOLE == marked(page)
        assert 3 == page.locator("section li:visible").count()

    @pytest.mark.parametrize(("words", "found"), [("BRILL", 1), ("harbour", 1), ("u", 2), ("zzz", 0)])
    def test_search(self, show: Open, words: str, found: int) -> None:
        """The box finds speakers by name, alias and role, in capitals or not."""
        page = show()
        page.get_by_label("Find a speaker").fill(words)
        assert found == page.locator("section li:visible").count()


class TestCards:
    """A quote that is chosen tells what is known of it."""

    def test_click(self, show: Open) -> None:
        """The card names speaker, role, kind, mode, polarity, confidence and repairs, beside the quote."""
        page = show()
        page.locator("#q0").click(position={"x": 5, "y": 10})
        card = page.get_by_label("The selected quote")
        for words in ("direct quote", "Ana Brill", "harbour master, person", "speech", "asserted", "0.90"):
            expect(card).to_contain_text(words)
        expect(card).to_contain_text("closed at paragraph")
        quote, beside = page.locator("#q0").bounding_box(), card.bounding_box()
        assert quote
        assert beside
        assert 3 > abs(quote["y"] - beside["y"])

    def test_a_nested_quote(self, show: Open) -> None:
        """A click on the inner quote chooses it, not the outer one, to which its card leads."""
        page = show()
        page.locator("#q1").click()
        expect(page.locator("mark.on")).to_have_text(["‘never’"])
        expect(page.locator(".card")).to_contain_text("Nobody named")
        page.get_by_role("button", name="Outer quote").click()
        expect(page.locator("mark.on")).to_have_text([WHOLE[0]])

    def test_all_parts_light_with_cue_source_and_speaker(self, show: Open) -> None:
        """A split quote is lit in all its parts, and so are its cue, its source and its speaker in the list."""
        page = show()
        page.locator("#q3 + i").click()
        expect(page.locator("mark.on")).to_have_text(WHOLE[3:6])
        expect(page.locator(".text .lit")).to_have_text(["wrote", "Brill, was"])
        expect(page.locator("section button.lit .name")).to_have_text("Ana Brill")
        expect(page.locator(".card")).to_contain_text("denied")

    def test_hover(self, show: Open) -> None:
        """The pointer on a quote lights its speaker; on a speaker, all their quotes; away from both, nothing."""
        page = show()
        page.locator("#q2").hover()
        expect(page.locator("section button.lit .name")).to_have_text("Bo Hurst")
        page.get_by_role("button", name="Ana Brill").hover()
        expect(page.locator("mark.over")).to_have_text([WHOLE[0], *WHOLE[3:6]])
        page.locator("h1").hover()
        expect(page.locator(".over, .lit")).to_have_count(0)

    def test_only_this_speaker(self, show: Open) -> None:
        """The card's button sets the filter to the quote's speakers."""
        page = show()
        page.locator("#q2").click()
        page.get_by_role("button", name="Only this speaker").click()
        assert [WHOLE[2], WHOLE[6]] == marked(page)

    def test_a_filtered_quote_loses_its_card(self, show: Open) -> None:
        """A card goes with its quote."""
        page = show()
        page.locator("#q2").click()
        page.get_by_label("indirect", exact=True).uncheck()
        expect(page.locator(".card")).to_be_hidden()

    def test_a_link_leads_to_a_quote(self, show: Open) -> None:
        """A page opened at a quote shows it, with its card."""
        page = show(place="#q4")
        expect(page.locator(".card")).to_contain_text("Bo Hurst")
        expect(page.locator("#q4")).to_be_in_viewport()


class TestKeys:
    """All of it works without a mouse."""

    def test_next_and_previous(self, show: Open) -> None:
        """The key n goes from quote to quote over the articles, p back; the ends are ends."""
        page = show()
        for key, number in (
            ("n", 0),
            ("n", 1),
            ("ArrowRight", 2),
            ("n", 3),
            ("n", 4),
            ("n", 4),
            ("p", 3),
            ("ArrowLeft", 2),
        ):
            page.keyboard.press(key)
            expect(page.locator(":focus")).to_have_id(f"q{number}")
        expect(page.locator(".card")).to_contain_text("Bo Hurst")

    def test_keys_pass_over_what_is_filtered_out(self, show: Open) -> None:
        """The key n finds shown quotes only."""
        page = show()
        page.get_by_label("direct", exact=True).uncheck()
        page.keyboard.press("n")
        expect(page.locator(":focus")).to_have_id("q2")

    def test_escape_closes(self, show: Open) -> None:
        """Esc closes the card, and the focus is back on the quote."""
        page = show()
        page.keyboard.press("n")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("aria-label", "Close")
        page.keyboard.press("Escape")
        expect(page.locator(".card")).to_be_hidden()
        expect(page.locator(":focus")).to_have_id("q0")

    def test_a_search_may_hold_any_letter(self, show: Open) -> None:
        """In the search box n is a letter."""
        page = show()
        page.get_by_label("Find a speaker").press_sequentially("pn")
        expect(page.locator("[type=search]")).to_have_value("pn")
        expect(page.locator(".card")).to_be_hidden()

    def test_tab_order(self, show: Open) -> None:
        """The skip link comes first; beyond it, an article is one stop of the tab key, with the focus to be seen."""
        page = show()
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the articles")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_id("q0")
        expect(page.locator("#q0")).to_have_css("outline-style", "solid")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_id("q4")

    def test_quotes_have_names(self, show: Open) -> None:
        """A screen reader hears whose quote has the focus."""
        expect(show().locator("#q0")).to_have_accessible_name("direct quote, Ana Brill (harbour master)")


class TestScreens:
    """From a telephone to a desk, in light and dark, and on paper."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [320, 400, 800, 1280, 1920])
    def test_nothing_sticks_out(self, show: Open, width: int, scheme: str) -> None:
        """No width needs scrolling sideways, with a card or without, and with a long word in the text."""
        long = "“" + "x" * 3000 + "”"
        quote = Quote(kind="direct", content=[TextSpan(start=0, end=len(long), text=long)], speakers=[ANA])
        page = show([*RESULTS, ("y" * 300, Quotes([quote], text=long))], width=width, scheme=scheme)
        for key in ("n", "n", "n", "n", "n", "n"):
            assert width >= page.evaluate("document.documentElement.scrollWidth")
            page.keyboard.press(key)

    def test_the_side_list_folds_on_narrow_screens(self, show: Open) -> None:
        """On a telephone the list waits behind a button; on a desk it is there."""
        expect(show().locator("#side")).to_be_visible()
        page = show(width=400)
        expect(page.locator("#side")).to_be_hidden()
        page.get_by_role("button", name="Articles, filters, speakers").click()
        expect(page.locator("#side")).to_be_visible()

    def test_dark(self, show: Open) -> None:
        """The page is dark where the reader wants it."""
        expect(show(scheme="dark").locator("body")).to_have_css("background-color", "rgb(21, 23, 26)")

    def test_print(self, show: Open) -> None:
        """On paper there are no controls, the list of speakers stands before the articles, and colours are light."""
        page = show(scheme="dark")
        page.keyboard.press("n")
        page.emulate_media(media="print")
        assert 0 == page.locator("form:visible, .card:visible, nav:visible, .fold:visible, input:visible").count()
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        people, article = page.locator("section ul").bounding_box(), page.locator("#a0").bounding_box()
        assert people
        assert article
        assert people["y"] + people["height"] < article["y"]

    def test_two_hundred_articles(self, show: Open) -> None:
        """A large report opens, filters and steps; the last article is a click away."""
        page = show([(f"{number}.txt", quotes) for number in range(100) for _, quotes in RESULTS[:2]])
        expect(page.locator(".sum").first).to_have_text("200 articles, 400 quotes, 2 speakers")
        page.get_by_label("direct", exact=True).uncheck()
        expect(page.locator("[role=status]")).to_have_text("200 of 400 quotes in 100 articles.")
        page.locator("nav a:visible").last.click()
        expect(page.locator("#a198")).to_be_in_viewport()


class TestHostile:
    """Text stays text."""

    @pytest.mark.parametrize(
        "words",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "</script><svg onload=alert(1)>",
            '" onmouseover="alert(1)" autofocus onfocus="alert(1)',
            "\u202etxt.exe\u2066",
            "\x00\x1b\ud800",
        ],
    )
    def test_shows_as_text(self, show: Open, words: str) -> None:
        """Wherever hostile words stand, they are read and not obeyed: in the text, the list and the card."""
        span = TextSpan(start=0, end=len(words), text=words)
        speaker = Speaker(name=words, kind="person", role=words, aliases=[f"{words}!"], id=0)
        quote = Quote(kind="direct", content=[span], source=span, cue=span, addressee=span, speakers=[speaker])
        page = show([(words, Quotes([attrs.evolve(quote, repairs=[words])], text=words))])
        page.locator("#q0").hover()
        page.keyboard.press("n")
        expect(page.locator(".card .speaker")).to_have_text(visible(words))
        expect(page.locator(".name")).to_have_text(visible(words))
        assert [visible(words)] == page.locator(".text").all_text_contents()
        assert 2 == page.locator("script").count()
        assert 0 == page.locator("img, iframe, svg[onload], [onmouseover], [onfocus]").count()
