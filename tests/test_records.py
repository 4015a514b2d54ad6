"""The records: checked when made, equal by value, and the same after a trip through JSON."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Quote, QuoteKind, Quotes, Speaker, SpeakerKind, TextSpan
from quoteattr.errors import RecordError
from quoteattr.records import Mode, Polarity

TEXT = "“We lost it,” said Ana Brill, “but not ‘for good’.”"


def cut(words: str, text: str = TEXT) -> TextSpan:
    """Cut words out of a text."""
    start = text.index(words)
    return TextSpan.of(text, start, start + len(words))


@st.composite
def spans(draw: st.DrawFn, *, least: int = 0) -> list[TextSpan]:
    """Draw spans in order and apart, over any characters at all, half surrogate pairs included."""
    texts = draw(st.lists(st.text(st.characters(), min_size=1, max_size=8), min_size=least, max_size=3))
    found, place = [], 0
    for text in texts:
        place += draw(st.integers(0, 5))
        found.append(TextSpan(start=place, end=place + len(text), text=text))
        place += len(text)
    return found


def one_span() -> st.SearchStrategy[TextSpan | None]:
    """Draw one span, or none."""
    return spans().map(lambda found: found[0] if found else None)


speakers = st.builds(
    Speaker,
    name=st.text(),
    kind=st.sampled_from(SpeakerKind),
    role=st.none() | st.text(),
    aliases=st.lists(st.text(), max_size=2),
    mentions=spans(),
    id=st.integers(0, 9),
)
quotes = st.builds(
    Quote,
    kind=st.sampled_from(QuoteKind),
    content=spans(least=1),
    quoted=spans(),
    cue=one_span(),
    source=one_span(),
    speakers=st.lists(speakers, max_size=2),
    addressee=one_span(),
    mode=st.sampled_from(Mode),
    polarity=st.sampled_from(Polarity),
    confidence=st.floats(0, 1),
    repairs=st.lists(st.text(), max_size=2),
    parent=st.none() | st.integers(0, 9),
)


class TestTextSpan:
    """A span is a place and what stands there."""

    def test_of_cuts_the_text(self) -> None:
        """`TextSpan.of` takes the text between its offsets."""
        assert TextSpan(start=14, end=18, text="said") == TextSpan.of(TEXT, 14, 18)

    @pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3)])
    def test_refuses_impossible_offsets(self, start: int, end: int) -> None:
        """A span that is empty, backwards or before the text is refused, and the message gives the offsets."""
        with pytest.raises(RecordError, match=rf"\[{start}, {end}\)"):
            TextSpan(start=start, end=end, text="x" * max(end - start, 0))

    def test_refuses_text_of_another_length(self) -> None:
        """A text that cannot stand between the offsets is refused."""
        with pytest.raises(RecordError, match="4 characters, got 3"):
            TextSpan(start=0, end=4, text="abc")

    def test_is_frozen(self) -> None:
        """A record cannot be changed, only made anew."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            cut("said").start = 3  # type: ignore[misc]

    def test_repr_is_short(self) -> None:
        """The repr of a long span shows its beginning only."""
        assert f"TextSpan(0, 500, '{'a' * 59}…')" == repr(TextSpan(start=0, end=500, text="a" * 500))


class TestQuote:
    """A quote holds together, or is refused."""

    def test_text_takes_the_outer_marks_off(self) -> None:
        """The text of a direct quote is the words without their marks."""
        quote = Quote(kind="direct", content=[cut("“We lost it,”")], quoted=[cut("We lost it,")])
        assert "We lost it," == quote.text

    @pytest.mark.parametrize("marks", ["&quot; &quot;", "&#8220; &#8221;", "â€œ â€", "« »"])
    def test_text_takes_damaged_marks_off(self, marks: str) -> None:
        """Marks that are written as HTML or were read in a wrong encoding are marks all the same."""
        opening, closing = marks.split()
        text = f"{opening}We lost it,{closing} she said."
        quote = Quote(
            kind="direct",
            content=[cut(f"{opening}We lost it,{closing}", text)],
            quoted=[cut("We lost it,", text)],
        )
        assert "We lost it," == quote.text

    def test_text_of_marks_that_can_be_read_in_two_ways(self) -> None:
        """Text made of what could be an entity or plain marks takes no time that grows with all the ways to read it."""
        text = "&__;" * 40 + "x “Yes”"
        quote = Quote(kind="mixed", content=[cut(text, text)], quoted=[cut("Yes", text)])
        assert text == quote.text

    def test_text_joins_split_parts_by_a_space(self) -> None:
        """A quote split by its cue reads on over the cue; marks within it stay."""
        quote = Quote(
            kind="direct",
            content=[cut("“We lost it,”"), cut("“but not ‘for good’.”")],
            quoted=[cut("We lost it,"), cut("but not ‘for good’.")],
        )
        assert "We lost it, but not ‘for good’." == quote.text

    def test_text_keeps_marks_that_cover_a_part_only(self) -> None:
        """In mixed speech the marks around single words stay."""
        text = "it was “serious and concrete” this time"
        quote = Quote(kind="mixed", content=[cut(text, text)], quoted=[cut("serious and concrete", text)])
        assert text == quote.text

    def test_text_of_indirect_speech_is_the_content(self) -> None:
        """Without marks the text is the content as it stands."""
        assert "not" == Quote(kind="indirect", content=[cut("not", TEXT)]).text

    def test_start_and_end_reach_over_all_parts(self) -> None:
        """A split quote starts with its first part and ends with its last."""
        quote = Quote(kind="direct", content=[cut("“We lost it,”"), cut("“but not ‘for good’.”")])
        assert (0, len(TEXT)) == (quote.start, quote.end)

    def test_speaker_is_the_first(self) -> None:
        """`speaker` is the first of several, and `None` when nobody is named."""
        both = [Speaker(name=name, kind="person", id=number) for number, name in enumerate(["Ana Brill", "Bo Hurst"])]
        assert both[0] == Quote(kind="direct", content=[cut("said")], speakers=both).speaker
        assert Quote(kind="direct", content=[cut("said")]).speaker is None

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"content": []}, "at least one span of content"),
            ({"content": [cut("said"), cut("lost")]}, "in order and apart"),
            ({"content": [cut("We lost"), cut("lost it")]}, "in order and apart"),
            ({"quoted": [cut("said"), cut("lost")]}, "the spans of quoted"),
            ({"confidence": 1.5}, "between 0 and 1, got 1.5"),
            ({"confidence": float("nan")}, "between 0 and 1"),
            ({"parent": -1}, "index of a quote"),
        ],
    )
    def test_refuses_contradictions(self, fields: dict[str, object], message: str) -> None:
        """Values that contradict each other are refused with a message that names them."""
        with pytest.raises(RecordError, match=message):
            Quote(**{"kind": "direct", "content": [cut("said")], **fields})  # type: ignore[arg-type]

    def test_refuses_an_unknown_kind(self) -> None:
        """A kind that does not exist is refused."""
        with pytest.raises(ValueError, match="shouted"):
            Quote(kind="shouted", content=[cut("said")])

    def test_repr_is_short(self) -> None:
        """The repr names words, speaker and kind."""
        ana = Speaker(name="Ana Brill", kind="person", role="pilot", id=0)
        quote = Quote(kind="direct", content=[cut("said")], speakers=[ana])
        assert "Quote('said', speaker='Ana Brill', kind=direct)" == repr(quote)
        assert "Speaker('Ana Brill', pilot, person)" == repr(ana)

    def test_to_dict_has_the_published_layout(self) -> None:
        """The dictionary has exactly the published keys, in order, and plain values."""
        span = {"start": 14, "end": 18, "text": "said"}
        ana = Speaker(name="Ana Brill", kind="person", role="pilot", aliases=["Brill"], mentions=[cut("said")], id=0)
        expected = {
            "kind": "direct",
            "text": "said",
            "content": [span],
            "quoted": [],
            "cue": span,
            "source": None,
            "speakers": [
                {
                    "id": 0,
                    "name": "Ana Brill",
                    "kind": "person",
                    "role": "pilot",
                    "aliases": ["Brill"],
                    "mentions": [span],
                }
            ],
            "addressee": None,
            "mode": "speech",
            "polarity": "asserted",
            "confidence": 0.97,
            "repairs": [],
            "parent": None,
        }
        quote = Quote(kind="direct", content=[cut("said")], cue=cut("said"), speakers=[ana], confidence=0.97)
        assert expected == quote.to_dict()
        assert list(expected) == list(quote.to_dict())

    @given(quotes)
    def test_survives_json(self, quote: Quote) -> None:
        """Whatever a quote holds, JSON gives it back equal."""
        assert quote == Quote.from_dict(json.loads(json.dumps(quote.to_dict())))

    @given(quotes)
    def test_text_without_marks_is_the_content(self, quote: Quote) -> None:
        """Where nothing stands inside marks, the text is the parts joined by a space, whatever they hold."""
        assert " ".join(part.text for part in quote.content) == attrs.evolve(quote, quoted=()).text

    def test_from_dict_names_what_is_missing(self) -> None:
        """A dictionary that lacks a key is refused by its name."""
        data = Quote(kind="direct", content=[cut("said")]).to_dict()
        del data["cue"]
        with pytest.raises(RecordError, match="lacks 'cue'"):
            Quote.from_dict(data)


class TestQuotes:
    """The list that knows its text and its speakers."""

    def make(self) -> Quotes:
        """Make two quotes by one speaker and one by two."""
        ana, bo = (Speaker(name=name, kind="person", id=n) for n, name in enumerate(["Ana Brill", "Bo Hurst"]))
        said = [cut("said")]
        return Quotes((Quote(kind="direct", content=said, speakers=who) for who in ([bo], [bo], [ana, bo])), text=TEXT)

    def test_is_a_list(self) -> None:
        """It has the length, order and equality of a list."""
        quotes = self.make()
        assert quotes == list(quotes)
        assert 3 == len(quotes)

    def test_speakers_come_once_in_order(self) -> None:
        """Everyone who speaks is listed once, by first appearance."""
        assert ["Bo Hurst", "Ana Brill"] == [speaker.name for speaker in self.make().speakers]

    def test_to_dicts_gives_every_quote(self) -> None:
        """`to_dicts` is `to_dict` of each."""
        quotes = self.make()
        assert [quote.to_dict() for quote in quotes] == quotes.to_dicts()

    def test_pickle_keeps_the_text(self) -> None:
        """A pickled list comes back with its quotes, its text and what is known of the text."""
        quotes = self.make()
        quotes.title, quotes.date = "The crane", dt.date(2026, 5, 4)
        again = pickle.loads(pickle.dumps(quotes))  # noqa: S301  our own bytes
        assert (quotes, TEXT, quotes.title, quotes.date) == (again, again.text, again.title, again.date)
