"""The evaluation: corpora are read into records, and every score follows its definition."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import quoteattr
from quoteattr import extract_quotes
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.evaluation import (
    GoldDocument,
    GoldQuote,
    Scores,
    Tally,
    read_split,
    same_name,
    score_document,
)
from quoteattr.evaluation.__main__ import main
from quoteattr.evaluation.cofenet import Token, bio_runs, score_cofenet, tokenise
from quoteattr.evaluation.corpora import SPLITS, held_splits
from quoteattr.evaluation.kinds import gold_kinds
from quoteattr.evaluation.matching import Words, match
from quoteattr.evaluation.mistakes import describe, find_mistakes, worst
from quoteattr.evaluation.report import SplitReport
from quoteattr.evaluation.tables import aligned, percent
from quoteattr.files import write_results
from quoteattr.records import Quote, Quotes, Speaker, TextSpan

TEXT = (
    "“The dam will hold,” Ines Okoro said. She denied that the gates had failed.\n\n"
    "According to Mayor Pell, the lower town is “as dry as dust” and the shops are open."
)


def place(text: str, phrase: str) -> tuple[int, int]:
    """Give the offsets of the first occurrence of a phrase."""
    start = text.index(phrase)
    return start, start + len(phrase)


def gold(*content: str, text: str = TEXT, cue: str | None = None, source: str | None = None, **more: Any) -> GoldQuote:
    """Build a gold quote out of phrases of a text."""
    roles: dict[str, Any] = {
        role: place(text, phrase) for role, phrase in {"cue": cue, "source": source}.items() if phrase
    }
    return GoldQuote(id="0", content=tuple(place(text, phrase) for phrase in content), **roles, **more)


def ours(*content: str, text: str = TEXT, speakers: Sequence[str] = (), **more: Any) -> Quote:
    """Build a predicted quote, a direct one unless told otherwise, out of phrases of a text."""
    for role in {"cue", "source"} & set(more):
        more[role] = TextSpan.of(text, *place(text, more[role]))
    spans = tuple(TextSpan.of(text, *place(text, phrase)) for phrase in content)
    people = tuple(Speaker(name=name, kind="person", id=n) for n, name in enumerate(speakers))
    return Quote(**{"kind": "direct", "content": spans, "speakers": people, **more})


def document(*quotes: GoldQuote, text: str = TEXT, name: str = "dam") -> GoldDocument:
    """Build a gold document."""
    return GoldDocument(name=name, corpus="invented", text=text, quotes=quotes)


HELD = gold(
    "“The dam will hold,”",
    cue="said",
    source="Ines Okoro",
    speakers=("Ines Okoro",),
    mode="speech",
    polarity="asserted",
)
FAILED = gold(
    "the gates had failed", cue="denied", source="She", speakers=("Ines Okoro",), mode="speech", polarity="denied"
)  # fmt: skip
DRY = gold(
    "the lower town is “as dry as dust”", cue="According to", source="Mayor Pell", speakers=("Pell",), kind="mixed"
)  # fmt: skip
HELD_FOUND = ours("“The dam will hold,”", cue="said", source="Ines Okoro", speakers=["Ines Okoro"])
FAILED_FOUND = ours(
    "the gates had failed", kind="indirect", cue="denied", source="She", speakers=["Ines Okoro"], polarity="denied"
)  # fmt: skip
DRY_FOUND = ours(
    "the lower town is “as dry as dust”", kind="mixed", cue="According to", source="Mayor Pell", speakers=["Mayor Pell"]
)  # fmt: skip
PERFECT = (HELD_FOUND, FAILED_FOUND, DRY_FOUND)


def shares(scores: Scores, row: str = "all") -> dict[str, float | None]:
    """Give the rates of a row."""
    return scores.rows[row].shares()


class TestScores:
    """What `score_document` counts, and that counts add up."""

    def test_perfect_prediction(self) -> None:
        """The gold itself, predicted, scores 1 everywhere."""
        scores = score_document(document(HELD, FAILED, DRY), PERFECT)
        assert {1.0} == set(shares(scores).values())
        assert {1.0} == {tally.f1 for tally in [*scores.exact.values(), *scores.token.values()]}

    def test_nothing_predicted(self) -> None:
        """Without predictions nothing is found, and precision cannot be told."""
        scores = score_document(document(HELD, FAILED, DRY), ())
        assert (3, 0, 0.0, None) == (
            scores.rows["all"].gold,
            scores.rows["all"].found,
            shares(scores)["recall"],
            shares(scores)["precision"],
        )
        assert 0.0 == scores.token["content"].f1

    def test_nothing_there(self) -> None:
        """A text without quotes and without predictions has no rates at all."""
        scores = score_document(document(), ())
        assert {None} == set(shares(scores).values())
        assert scores.exact["cue"].f1 is None

    def test_scores_add_up(self) -> None:
        """Two documents' scores sum to what counting them together gives."""
        one = score_document(document(HELD), [HELD_FOUND])
        other = score_document(document(DRY), [FAILED_FOUND])
        total = Scores.total([one, other])
        assert (2, 2, 1, 2, 1) == (
            total.documents,
            total.rows["all"].gold,
            total.rows["all"].found,
            total.rows["all"].predicted,
            total.rows["all"].right,
        )
        assert one + other == total

    def test_rows_by_kind(self) -> None:
        """Recall goes by the gold kind, precision by the predicted kind."""
        scores = score_document(document(HELD, FAILED, DRY), [HELD_FOUND, ours("the gates had failed", kind="mixed")])
        assert [1, 1, 1] == [scores.rows[kind].gold for kind in ("direct", "mixed", "indirect")]
        assert [1, 0, 1] == [scores.rows[kind].found for kind in ("direct", "mixed", "indirect")]
        assert [1, 1, 0] == [scores.rows[kind].right for kind in ("direct", "mixed", "indirect")]
        assert (1, 0) == (scores.rows["direct"].kind_ok, scores.rows["indirect"].kind_ok)

    def test_marks_and_punctuation_never_count(self) -> None:
        """Content without its marks and comma is the same content."""
        scores = score_document(document(HELD), [ours("The dam will hold", source="Okoro")])
        assert 1 == scores.rows["all"].whole
        assert 1.0 == scores.exact["content"].f1

    def test_source_shares_a_word(self) -> None:
        """A source is right when it shares one word with the gold source, at the same place."""
        right = score_document(document(HELD), [ours("“The dam will hold,”", source="Okoro said")])
        wrong = score_document(document(HELD), [ours("“The dam will hold,”", source="She")])
        assert (1, 0) == (right.rows["all"].source_ok, wrong.rows["all"].source_ok)

    def test_exact_needs_the_same_run(self) -> None:
        """A run of words one word short is wrong exactly, and counts word by word."""
        scores = score_document(document(HELD), [ours("dam will hold")])
        assert Tally(right=0, predicted=1, gold=1) == scores.exact["content"]
        assert Tally(right=3, predicted=3, gold=4) == scores.token["content"]

    def test_runs_are_of_consecutive_words(self) -> None:
        """Two spans with only punctuation between them are one run."""
        scores = score_document(document(HELD), [ours("The dam", "will hold")])
        assert Tally(right=1, predicted=1, gold=1) == scores.exact["content"]

    def test_every_gold_speaker_is_needed(self) -> None:
        """Of two gold speakers both must be there; one more than the gold does no harm."""
        both = gold("“The dam will hold,”", speakers=("Ines Okoro", "Tam Pell"))
        some, all_three = (
            score_document(document(both), [ours("“The dam will hold,”", speakers=names)]).rows["all"].speaker_ok
            for names in (["Ines Okoro"], ["Tam Pell", "Jo Vane", "Ines Okoro"])
        )
        assert (0, 1) == (some, all_three)

    def test_pronoun_sources(self) -> None:
        """Only quotes whose source is a pronoun count among the pronouns."""
        wrong = ours("the gates had failed", source="She", speakers=["Tam Pell"])
        scores = score_document(document(HELD, FAILED, DRY), [HELD_FOUND, wrong])
        assert (1, 1, 0) == tuple(
            getattr(scores.rows["all"], name) for name in ("pronouns", "pronouns_found", "pronoun_ok")
        )

    def test_untold_speakers_do_not_count(self) -> None:
        """Where the gold cannot tell the speaker, none can be right or wrong."""
        scores = score_document(document(gold("“The dam will hold,”")), [HELD_FOUND])
        assert (0, 0) == (scores.rows["all"].named, scores.rows["all"].speaker_ok)

    def test_whole_without_source(self) -> None:
        """A quote without a source beside it is whole by its words and its speaker."""
        floating = gold("“The dam will hold,”", speakers=("Ines Okoro",))
        right, wrong = (
            score_document(document(floating), [ours("“The dam will hold,”", speakers=[name])]).rows["all"].whole
            for name in ("Okoro Ines Okoro", "Tam Pell")
        )
        assert (1, 0) == (right, wrong)

    def test_as_dict_is_json(self) -> None:
        """The scores survive JSON, rates beside counts."""
        data = json.loads(json.dumps(score_document(document(HELD), [HELD_FOUND]).as_dict()))
        assert 1.0 == data["attributions"]["direct"]["shares"]["recall"]
        counts, rates = {"right": 1, "predicted": 1, "gold": 1}, {"precision": 1.0, "recall": 1.0, "f1": 1.0}
        assert {**counts, **rates} == data["exact"]["cue"]

    def test_table_has_a_line_per_kind(self) -> None:
        """The table names every kind and every measure of words."""
        lines = score_document(document(HELD), [HELD_FOUND]).table().splitlines()
        assert ["attributions", "all", "direct", "mixed", "indirect", "", "roles", "exact F1", "token F1"] == [
            line.split("  ")[0] for line in lines
        ]


class TestOptional:
    """Optional gold is neither a miss nor a false alarm."""

    MAYBE = gold("the shops are open", cue="According to", source="Mayor Pell", optional=True)

    def test_left_out(self) -> None:
        """Leaving an optional attribution out costs nothing."""
        scores = score_document(document(HELD, self.MAYBE), [HELD_FOUND])
        assert (1.0, 1.0) == (shares(scores)["recall"], shares(scores)["precision"])
        assert 1.0 == scores.exact["content"].f1

    def test_found(self) -> None:
        """Finding it gains and costs nothing either, in attributions and in words."""
        scores = score_document(document(HELD, self.MAYBE), [HELD_FOUND, ours("the shops are open", source="Mayor")])
        assert (1, 1, 1) == (scores.rows["all"].gold, scores.rows["all"].predicted, scores.rows["all"].right)
        assert 1.0 == scores.token["content"].f1 == scores.token["source"].f1

    def test_found_twice(self) -> None:
        """Only one prediction is excused by one optional attribution."""
        twice = [ours("the shops are open"), ours("shops are open")]
        assert 1 == score_document(document(self.MAYBE), twice).rows["all"].predicted

    def test_required_comes_first(self) -> None:
        """A prediction that answers a required and an optional attribution answers the required one."""
        inner = gold("dam will hold", optional=True)
        assert 1 == score_document(document(inner, HELD), [ours("dam will hold")]).rows["all"].found


class TestMatch:
    """Pairs are one to one, as many as can be, the likest first."""

    @staticmethod
    def found(quotes: Sequence[GoldQuote], predicted: Sequence[Quote]) -> dict[int, int]:
        """Match against the common text."""
        return match(document(*quotes), predicted, Words(TEXT)).found

    def test_half_is_enough(self) -> None:
        """Two words of four overlap enough, one does not."""
        assert {0: 0} == self.found([HELD], [ours("The dam")])
        assert {} == self.found([HELD], [ours("The")])

    def test_one_prediction_answers_one_gold(self) -> None:
        """Two gold quotes of the same words need two predictions."""
        assert 1 == len(self.found([HELD, HELD], [HELD_FOUND]))
        assert {0: 0, 1: 1} == self.found([HELD, HELD], [HELD_FOUND, HELD_FOUND])

    def test_likest_is_taken(self) -> None:
        """Of two overlapping predictions the one of the same words is paired."""
        assert {0: 1} == self.found([HELD], [ours("dam will hold"), HELD_FOUND])

    def test_source_decides_between_equals(self) -> None:
        """Of two predictions of the same words the one with the gold's source is paired."""
        assert {0: 1} == self.found([HELD], [ours("The dam will hold", source="She"), HELD_FOUND])

    def test_moves_where_that_finds_more(self) -> None:
        """A gold quote leaves its best prediction to another that has no other."""
        outer, inner = gold("The dam will hold"), gold("dam will")
        assert {0: 0, 1: 1} == self.found([outer, inner], [ours("The dam will hold,”"), ours("dam will hold")])
        assert {0: 1, 1: 0} == self.found([outer, inner], [ours("dam will hold"), ours("The dam")])

    def test_words_that_a_span_touches(self) -> None:
        """A span that cuts a word still holds it; marks alone hold none."""
        words = Words("“Yes,” it’s so")
        assert {0, 1} == set(words.of((2, 8)))
        assert set() == set(words.of((0, 1), None))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Hillary Clinton", "Hillary Clinton", True),
        ("Clinton", "Clinton", True),
        ("Clinton", "Hillary Clinton", False),
        ("Mr. Clinton", "Clinton", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Bill Clinton", "William Jefferson Clinton", True),
        ("H. Clinton", "Hillary Clinton", True),
        ("Hillary Rodham Clinton", "Hillary Clinton", True),
        ("Prime Minister Eva Lind", "Eva Lind", True),
        ("José Peña", "Jose Pena", True),
        ("the minister", "Minister", True),
        ("U.S. officials", "US officials", True),
        ("U.S. officials", "UN officials", False),
        ("Tam Pell Jr.", "Tam Pell", False),
        ("Tam Pell Jr.", "T. Pell Jr", True),
        ("Ana Vane Jr.", "Tam Pell Jr.", False),
        ("Pell’s aide", "Pell's aide", True),
        ("Vane's aide", "Pell's aide", False),
        ("Dam Watch", "River Watch", False),
        ("The Harbour Post", "Harbour Post", True),
        ("Ines", "Okoro", False),
        ("…", "…", False),
        ("", "Okoro", False),
    ],
)
def test_same_name(left: str, right: str, same: bool) -> None:  # noqa: FBT001  a table's column
    """Names are the same by equal words without titles, or by last word and compatible first names."""
    assert same is same_name(left, right)
    assert same is same_name(right, left)


class TestKinds:
    """Where a corpus has no kinds, the marks tell them."""

    def test_derived(self) -> None:
        """Wholly inside marks is direct, partly is mixed, not at all is indirect."""
        mixed = gold("the lower town is “as dry as dust”", cue="According to")
        assert ["direct", "indirect", "mixed"] == [str(k) for k in gold_kinds(document(HELD, FAILED, mixed))]

    def test_the_corpus_own_kind_stays(self) -> None:
        """A kind that the corpus gives is taken as it is."""
        assert ["indirect"] == [str(k) for k in gold_kinds(document(gold("“The dam will hold,”", kind="indirect")))]

    def test_marks_around_the_whole_report_do_not_count(self) -> None:
        """A report inside somebody's quoted words is not direct: the marks are the outer speaker's."""
        text = "“He told us that the boats were gone,” Jo Vane said."
        inner = gold("the boats were gone", text=text, cue="told", source="He")
        assert ["indirect"] == [str(k) for k in gold_kinds(document(inner, text=text))]


class TestCofenet:
    """CofeNet's scorer on cases computed by hand."""

    TEXT = "Vane said rain fell.\nPell said so."

    def test_tokens(self) -> None:
        """Tokens carry their paragraph, and line breaks are none."""
        assert [(0, 4, 0), (5, 9, 0), (10, 14, 0), (15, 19, 0), (19, 20, 0), (21, 25, 1)] == [
            (token.start, token.end, token.paragraph) for token in tokenise(self.TEXT)
        ][:6]

    def test_hand_computed(self) -> None:
        """One of two sources, both cues, and a content that differs by the full stop is wrong."""
        text = self.TEXT
        truth = document(
            gold("rain fell", text=text, cue="said", source="Vane"),
            GoldQuote(id="1", content=((31, 33),), cue=(26, 30), source=(21, 25)),
            text=text,
        )
        second = Quote(kind="indirect", content=(TextSpan.of(text, 31, 33),), cue=TextSpan.of(text, 26, 30))
        found = [ours("rain fell.", text=text, kind="indirect", cue="said", source="Vane"), second]
        expected = {"source": Tally(1, 1, 2), "cue": Tally(2, 2, 2), "content": Tally(1, 2, 2)}
        assert expected == score_cofenet(truth, found)

    def test_first_written_wins(self) -> None:
        """Inside the content of the outer report, cue and source of the inner one leave no trace."""
        text = "Pell said Vane told us of rain"
        truth = document(
            gold("of rain", text=text, cue="told", source="Vane"),
            gold("Vane told us of rain", text=text, cue="said", source="Pell"),
            text=text,
        )
        assert {"source": Tally(0, 0, 1), "cue": Tally(0, 0, 1), "content": Tally(0, 0, 1)} == score_cofenet(truth, [])

    @pytest.mark.parametrize(
        ("tags", "paragraphs", "runs"),
        [
            ("B-cue I-cue O", "000", [("cue", 0, 2)]),
            ("I-cue I-cue B-cue", "000", [("cue", 2, 3)]),
            ("B-cue B-cue I-cue", "000", [("cue", 0, 1), ("cue", 1, 3)]),
            ("B-cue I-source I-cue", "000", [("cue", 0, 1)]),
            ("B-content I-content I-content", "001", [("content", 0, 2)]),
            ("B-content B-content I-content", "011", [("content", 0, 1), ("content", 1, 3)]),
        ],
    )
    def test_runs(self, tags: str, paragraphs: str, runs: list[tuple[str, int, int]]) -> None:
        """An inside tag goes on with an open run of its role in its paragraph, else it is dropped."""
        tokens = [Token(n, n + 1, int(paragraph)) for n, paragraph in enumerate(paragraphs)]
        assert runs == list(bio_runs(tags.split(), tokens))


class TestMistakes:
    """Mistakes are listed so that one can look at them."""

    def test_none(self) -> None:
        """A perfect prediction shows no mistakes."""
        assert [] == find_mistakes(document(HELD, FAILED, DRY), PERFECT)

    def test_sorts(self) -> None:
        """What was missed, made up and partly right is told apart, in text order."""
        partly = ours("dam will hold", kind="indirect", source="She", speakers=["Tam Pell"])
        mistakes = find_mistakes(document(HELD, FAILED), [partly, ours("the shops are open")])
        assert ["partly right", "missed", "spurious"] == [mistake.sort for mistake in mistakes]
        assert ("content", "source", "speaker", "kind") == mistakes[0].wrong

    def test_described(self) -> None:
        """The description holds gold above ours, with offsets, cue, source and speaker."""
        wrong = ours("“The dam will hold,”", cue="said", source="Ines Okoro", speakers=["Tam Pell"])
        truth = document(HELD)
        assert (
            "dam: 1 partly right\n"
            "  partly right: speaker wrong\n"
            "    gold  0–20  “The dam will hold,”  [cue said | source Ines Okoro | speaker Ines Okoro]\n"
            "    ours  0–20  “The dam will hold,”  [cue said | source Ines Okoro | speaker Tam Pell]"
        ) == describe(truth, find_mistakes(truth, [wrong]))

    def test_worst_first(self) -> None:
        """The document with most mistakes comes first, and perfect ones are not shown."""
        documents = [document(HELD), document(FAILED, DRY), document(DRY)]
        shown = worst(documents, [[HELD_FOUND], [], []], 3)
        assert ["dam: 2 missed", "dam: 1 missed"] == [text.splitlines()[0] for text in shown]


def test_aligned() -> None:
    """Columns stand in line, numbers to the right."""
    assert "kind    gold\ndirect     7" == aligned([["kind", "gold"], ["direct", "7"]])


def test_percent() -> None:
    """A share shows one decimal, no share a dash."""
    assert ("66.7", "–") == (percent(2 / 3), percent(None))


SEED = "“Snow is coming,” the ferry line said."
CASE = "Omar Vane smiled: “Not today.” Tam Pell said it rained."


def write_lines(path: Path, *rows: dict[str, Any]) -> None:
    """Write rows as JSON lines, packed where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Write a small data folder in every format."""
    base = {"n": 0, "content": [[0, 20]], "cue": [[32, 36]], "source": [[21, 31]]}
    empty = {"n": 1, "content": [], "cue": [], "source": []}
    write_lines(tmp_path / "data/polnear/dev.jsonl.gz", {"doc": "dam", "text": TEXT, "attributions": [base, empty]})
    speaker = {"n": 0, "speakers": ["Ines Okoro"], "type": "person"}
    write_lines(tmp_path / "data/speakers/dev.jsonl", {"doc": "dam", "speakers": [speaker]})
    known = {**base, "speakers": None, "type": "unknown", "role": None, "mode": "writing", "polarity": "denied"}
    write_lines(tmp_path / "data/styles/dev.jsonl.gz", {"doc": "dam", "text": TEXT, "attributions": [known]})
    quote = {
        "id": "s-q1",
        "kind": "direct",
        "content": [{"start": 0, "end": 17, "text": SEED[:17]}],
        "cue": {"start": 33, "end": 37, "text": "said"},
        "source": None,
        "speakers": ["unknown"],
        "speaker_type": "unknown",
        "optional": True,
    }
    for name in ("texts", "gold"):
        (tmp_path / "seeds" / name).mkdir(parents=True)
    (tmp_path / "seeds/texts/ferry.txt").write_text(SEED, encoding="utf8")
    (tmp_path / "seeds/gold/ferry.json").write_text(json.dumps({"file": "ferry.txt", "quotes": [quote]}))
    case = {"kind": "direct", "speaker_mention": "Omar Vane", "speaker": "Omar Vane", "cue": ":", "spans": [[19, 29]]}
    said = {"kind": "indirect", "speaker_mention": "Tam Pell", "speaker": "Tam Pell", "cue": None, "spans": [[45, 54]]}
    write_lines(
        tmp_path / "cases/tricky.jsonl",
        {"id": "c1", "text": CASE, "quotes": [case, said]},
        {"id": "c2", "text": "The word “ferry” has five letters.", "quotes": []},
    )
    return tmp_path


class TestCorpora:
    """Every format is read into one record."""

    def test_polnear(self, folder: Path) -> None:
        """PolNeAR comes without its empty attributions and with the speakers that were annotated."""
        (found,) = read_split("polnear-dev", folder)
        assert ("dam", "polnear", TEXT) == (found.name, found.corpus, found.text)
        expected = GoldQuote(
            id="0", content=((0, 20),), cue=(32, 36), source=(21, 31), speakers=("Ines Okoro",), type="person"
        )  # fmt: skip
        assert (expected,) == found.quotes

    def test_speakers_may_be_missing(self, folder: Path) -> None:
        """Without a file of speakers PolNeAR's are unknown."""
        (folder / "data/speakers/dev.jsonl").unlink()
        assert read_split("polnear-dev", folder)[0].quotes[0].speakers is None

    def test_styles(self, folder: Path) -> None:
        """Styles bring mode and polarity, and no speakers where none can be told."""
        (quote,) = read_split("styles-dev", folder)[0].quotes
        assert (None, "unknown", "writing", "denied") == (quote.speakers, quote.type, quote.mode, quote.polarity)

    def test_seeds(self, folder: Path) -> None:
        """Seeds bring kinds and optional attributions; a speaker called unknown is none."""
        (found,) = read_split("seeds", folder)
        expected = GoldQuote(
            id="s-q1", content=((0, 17),), cue=(33, 37), kind="direct", type="unknown", optional=True
        )  # fmt: skip
        assert ("ferry", SEED, (expected,)) == (found.name, found.text, found.quotes)

    def test_cases(self, folder: Path) -> None:
        """Cases find cue and source in the text; without a cue no source stands beside; traps have no quotes."""
        case, trap = read_split("cases", folder)
        assert [((16, 17), (0, 9)), (None, None)] == [(quote.cue, quote.source) for quote in case.quotes]
        assert () == trap.quotes

    def test_own(self, folder: Path) -> None:
        """Corrected results and marked articles are read, every eighth kept apart; a folder tells what it has."""
        assert [] == read_split("own-train", folder)
        assert not {"own-train", "own-dev"} & set(held_splits(folder))
        own = folder / "own"
        own.mkdir()
        quotes = extract_quotes("“It ate,” said Ida Moe, a pilot.")
        write_results([(f"d{n}", quotes) for n in range(8)], own / "b.jsonl", with_text=True)
        marked = "=== gull | news\n{c1:“It ate,”} {q1:said} {s1:Ida Moe}.\n---\n1 d p Ida Moe\n"
        (own / "a.txt").write_text(marked, encoding="utf8")
        kept, (held_out,) = read_split("own-train", folder), read_split("own-dev", folder)
        assert ["gull", *(f"d{n}" for n in (0, 1, 2, 3, 4, 5, 7)), "d6"] == [d.name for d in (*kept, held_out)]
        assert kept[0].quotes[0].speakers == held_out.quotes[0].speakers == ("Ida Moe",)
        (quote,) = held_out.quotes
        assert (((0, 9),), (10, 14), "person", "pilot") == (quote.content, quote.cue, quote.type, quote.role)
        absent = {"polnear-train", "styles-train"}
        assert set(SPLITS) - absent == set(held_splits(folder))

    def test_own_texts_that_cannot_be_used(self, folder: Path) -> None:
        """A text that is missing, and a file of another sort, say what to do."""
        own = folder / "own"
        own.mkdir()
        write_results([("d", extract_quotes("“It ate,” said Ida Moe."))], own / "b.jsonl")
        with pytest.raises(InputFileError, match=r"b.jsonl: 'd' has no text: write it with --with-text"):
            read_split("own-train", folder)
        (own / "a.csv").touch()
        with pytest.raises(InputFileError, match=r"a.csv is neither .txt nor .jsonl: see quoteattr convert"):
            read_split("own-train", folder)

    def test_the_folder_called_data(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder inside does as well, as an argument or from the environment."""
        monkeypatch.setenv("QUOTEATTR_DATA", str(folder / "data"))
        assert read_split("seeds", folder) == read_split("seeds", folder / "data") == read_split("seeds")

    @pytest.mark.parametrize("split", ["polnear-train", "styles-train"])
    def test_missing_file(self, folder: Path, split: str) -> None:
        """A missing file is named."""
        with pytest.raises(InputFileError, match=r"cannot read .*train\.jsonl\.gz"):
            read_split(split, folder)

    def test_no_folder(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """No folder, a folder that is none and an empty one say what to pass."""
        monkeypatch.delenv("QUOTEATTR_DATA", raising=False)
        with pytest.raises(QuoteattrError, match="set the environment variable QUOTEATTR_DATA"):
            read_split("seeds")
        with pytest.raises(InputFileError, match="nowhere is not a folder"):
            read_split("seeds", folder / "nowhere")
        with pytest.raises(InputFileError, match=r"gold holds no \.json file"):
            read_split("seeds", folder / "cases")

    def test_unknown_split(self, folder: Path) -> None:
        """An unknown split is answered with those there are."""
        with pytest.raises(QuoteattrError, match="choose from polnear-train, polnear-dev"):
            read_split("polnear-test", folder)

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ({"doc": "x", "attributions": []}, "line 2: the field 'text' is missing"),
            ({"doc": "x", "text": "Hm.", "attributions": [{"n": 0, "content": [[0, 9]]}]}, r"line 2: the span \[0, 9"),
            ({"doc": "x", "text": "Hm.", "attributions": [{"n": 0, "content": [[0]]}]}, "line 2: not enough values"),
        ],
    )
    def test_bad_line(self, folder: Path, row: dict[str, Any], message: str) -> None:
        """A bad line is named with its file, its number and what is wrong."""
        good = {"doc": "y", "text": "Hm.", "attributions": []}
        write_lines(folder / "data/styles/dev.jsonl.gz", good, row)
        with pytest.raises(InputFileError, match=message):
            read_split("styles-dev", folder)

    def test_not_json(self, folder: Path) -> None:
        """A line that is not JSON, and a file that is not packed, are named too."""
        path = folder / "data/styles/dev.jsonl.gz"
        path.write_bytes(gzip.compress(b"{oh no\n"))
        with pytest.raises(InputFileError, match=r"dev\.jsonl\.gz, line 1: "):
            read_split("styles-dev", folder)
        path.write_bytes(b"plain")
        with pytest.raises(InputFileError, match=r"cannot read .*dev\.jsonl\.gz: "):
            read_split("styles-dev", folder)

    def test_seed_of_another_edition(self, folder: Path) -> None:
        """Gold whose words are not in the text is refused."""
        (folder / "seeds/texts/ferry.txt").write_text("x" * 99, encoding="utf8")
        with pytest.raises(InputFileError, match="the content of s-q1 is not what stands in the text"):
            read_split("seeds", folder)
        (folder / "seeds/texts/ferry.txt").unlink()
        with pytest.raises(InputFileError, match=r"cannot read .*ferry\.txt"):
            read_split("seeds", folder)

    def test_case_whose_phrase_is_not_there(self, folder: Path) -> None:
        """A cue that the text does not hold is named."""
        quote = {"kind": "direct", "speaker_mention": "A", "speaker": "A", "cue": "roared", "spans": [[0, 2]]}
        write_lines(folder / "cases/tricky.jsonl", {"id": "c1", "text": "Hm.", "quotes": [quote]})
        with pytest.raises(InputFileError, match="line 1: 'roared' does not stand outside the content"):
            read_split("cases", folder)


class TestReport:
    """A split's report holds what that split is scored by."""

    def test_polnear_has_cofenet(self) -> None:
        """PolNeAR's report adds CofeNet's scores."""
        report = SplitReport.of("polnear-dev", [document(HELD)], [[HELD_FOUND]])
        assert (1.0, None) == (report.as_dict()["cofenet"]["content"]["f1"], report.failed)
        assert "CofeNet's scorer  source    cue  content\nF1                 100.0  100.0    100.0" in report.as_text()

    def test_cases_name_what_failed(self) -> None:
        """A case fails by a quote that is not whole, a trap by any prediction."""
        documents = [
            document(*quotes, name=name) for name, quotes in {"a": [HELD], "b": [HELD], "c": [], "d": []}.items()
        ]
        predictions = [[HELD_FOUND], [ours("dam will hold", source="Ines Okoro")], [], [HELD_FOUND]]
        report = SplitReport.of("cases", documents, predictions)
        assert ["b", "d"] == report.as_dict()["failed"]
        assert report.as_text().endswith("cases whole: 2 of 4; failed: b d")


class FakeExtractor:
    """Stands in for the extractor: one direct quote, the first words in double marks."""

    def __init__(self, model: Path | None = None, convention: str | None = None) -> None:
        self.asked = (model, convention)

    def pipe(self, texts: Iterator[str], batch_size: int) -> Iterator[Quotes]:
        """Give each text's quotes."""
        assert 32 == batch_size
        for text in texts:
            start, end = text.find("“"), text.find("”") + 1
            found = [Quote(kind="direct", content=(TextSpan.of(text, start, end),))] if 0 <= start < end else []
            yield Quotes(found, text=text)


@pytest.fixture(name="evaluate")
def _evaluate(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run the command with the extractor replaced."""
    monkeypatch.setattr(quoteattr, "QuoteExtractor", FakeExtractor, raising=False)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


class TestCommand:
    """The command prints tables and writes JSON."""

    def test_default_splits(self, evaluate: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
        """Every default split has its table and its entry in the file."""
        result = evaluate(folder, "--json", tmp_path / "scores.json", "--convention", "news")
        assert (0, "") == (result.exit_code, result.stderr)
        data = json.loads((tmp_path / "scores.json").read_text(encoding="utf8"))
        assert ["polnear-dev", "styles-dev", "articles-dev", "seeds", "cases"] == list(data["splits"])
        assert (None, "news", quoteattr.__version__) == (data["model"], data["convention"], data["version"])
        assert ["c1", "c2"] == data["splits"]["cases"]["failed"]
        assert "polnear-dev: 1 documents" in result.stdout

    def test_errors_and_limit(self, evaluate: Callable[..., Any], folder: Path) -> None:
        """On request the mistakes are shown, of the first documents only."""
        result = evaluate(folder, "--split", "cases", "--limit", 1, "--errors", 5)
        assert "cases whole: 0 of 1; failed: c1" in result.stdout
        assert "c1: 1 missed, 1 partly right" in result.stdout

    def test_bad_folder(self, evaluate: Callable[..., Any], folder: Path) -> None:
        """What is wrong with the folder is one line and exit code 1."""
        result = evaluate(folder / "nowhere", "--split", "seeds")
        assert (1, "Error: ") == (result.exit_code, result.stderr[:7])
        assert "is not a folder: pass the one that holds data, seeds and cases" in result.stderr


class TestRealData:
    """The annotated texts themselves, where they are at hand."""

    @pytest.mark.parametrize(
        ("split", "documents", "quotes"),
        [
            ("polnear-train", 840, 19832),
            ("polnear-dev", 84, 2192),
            ("styles-train", 262, 2980),
            ("styles-dev", 36, 440),
            ("seeds", 5, 86),
            ("cases", 44, 42),
        ],
    )
    def test_counts(self, data: Path, split: str, documents: int, quotes: int) -> None:
        """Every split has as many documents and attributions with content as its description says."""
        found = read_split(split, data)
        assert (documents, quotes) == (len(found), sum(len(document.quotes) for document in found))

    def test_optional_seeds(self, data: Path) -> None:
        """Of the seeds' attributions 19 are optional."""
        assert 19 == sum(quote.optional for document in read_split("seeds", data) for quote in document.quotes)

    def test_speakers_are_joined(self, data: Path) -> None:
        """974 attributions of 42 documents have their speakers' type."""
        typed = [[quote for quote in document.quotes if quote.type] for document in read_split("polnear-dev", data)]
        assert (42, 974) == (sum(map(bool, typed)), sum(map(len, typed)))
