"""What people annotate with tools: read as the tools write it, and refused where it is something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Quote, Quotes
from quoteattr.errors import InputFileError
from quoteattr.files import read_results
from quoteattr.formats import READABLE

TEXT = "😀 “We lost it,” said Bo Hurst, “all of it.” Ana Brill fears that “rain” will come."


def at(words: str) -> tuple[int, int]:
    """Tell where words stand, in code points."""
    start = TEXT.index(words)
    return start, start + len(words)


def read(folder: Path, name: str, content: Any) -> dict[str, Quotes]:
    """Read content as a format, from a file."""
    (folder / "given").write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return dict(read_results(folder / "given", format=name))


def seen(quote: Quote) -> tuple[str, list[str], str | None, str | None]:
    """Show kind, content, cue and source of a quote."""
    cue, source = (span.text if span else None for span in (quote.cue, quote.source))
    return quote.kind.value, [part.text for part in quote.content], cue, source


#: The two quotes of the text as annotators mark them, the kinds told from the marks.
EXPECTED = [
    ("direct", ["“We lost it,”", "“all of it.”"], "said", "Bo Hurst"),
    ("mixed", ["“rain” will come"], "fears", "Ana Brill"),
]

REGIONS = [
    ("Content", "“We lost it,”"),
    ("Cue", "said"),
    ("Source", "Bo Hurst"),
    ("Content", "“all of it.”"),
    ("Content", "“rain” will come"),
    ("Cue", "fears"),
    ("Source", "Ana Brill"),
    ("Person", "Bo Hurst"),
]
RELATIONS = [("cue", 0, 1), ("source", 0, 2), ("part", 0, 3), ("cue", 4, 5), ("source", 4, 6), ("friend", 7, 2)]


class TestLabelStudio:
    """Tasks exported from Label Studio."""

    def labels(self, n: int, label: str, words: str) -> dict[str, Any]:
        """Give a region as the editor exports it."""
        start, end = at(words)
        value = {"start": start, "end": end, "text": words, "labels": [label]}
        return {"id": f"x{n}", "from_name": "role", "to_name": "text", "type": "labels", "value": value}

    def result(self) -> list[dict[str, Any]]:
        """Give the regions and relations of an annotation."""
        ties = [
            {"type": "relation", "from_id": f"x{head}", "to_id": f"x{child}", "direction": "right", "labels": [label]}
            for label, head, child in RELATIONS
        ]
        return [self.labels(n, *region) for n, region in enumerate(REGIONS)] + ties

    def test_annotations_come_before_predictions(self, tmp_path: Path) -> None:
        """The first annotation that was not cancelled counts; what nobody chose is told from the marks."""
        annotations = [{"was_cancelled": True, "result": []}, {"was_cancelled": False, "result": self.result()}]
        task = {"id": 7, "data": {"text": TEXT}, "annotations": annotations, "predictions": [{"result": []}]}
        assert EXPECTED == list(map(seen, read(tmp_path, "labelstudio", [task])["7"]))

    def test_choices(self, tmp_path: Path) -> None:
        """What is chosen for a region belongs to its quote, and goes before what the marks tell."""
        chosen = [
            {"id": "x4", "from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [value]}}
            for name, value in (("mode", "attitude"), ("polarity", "denied"), ("kind", "indirect"))
        ]
        task = {"data": {"id": "a", "text": TEXT}, "annotations": [{"result": self.result() + chosen}]}
        quote = read(tmp_path, "labelstudio", [task])["a"][1]
        assert ("indirect", "attitude", "denied") == (quote.kind, quote.mode, quote.polarity)

    def test_no_annotation(self, tmp_path: Path) -> None:
        """A task that nobody has annotated has no quotes."""
        assert [] == read(tmp_path, "labelstudio", [{"id": 1, "data": {"text": TEXT}}])["1"]


class TestProdigy:
    """Tasks exported from Prodigy."""

    def task(self, **fields: Any) -> str:
        """Give a task as a line."""
        spans = [{"start": at(words)[0], "end": at(words)[1], "label": label} for label, words in REGIONS]
        relations = [
            {"head": 0, "child": 0, "head_span": spans[head], "child_span": spans[child], "label": label}
            for label, head, child in RELATIONS
        ]
        return json.dumps({"text": TEXT, "spans": spans, "relations": relations, **fields}) + "\n"

    def test_accepted_tasks(self, tmp_path: Path) -> None:
        """A task counts that was accepted, or has no answer; its line is its name where it has none."""
        lines = [self.task(meta={"id": "a"}), self.task(answer="reject"), self.task(answer="accept")]
        found = read(tmp_path, "prodigy", "".join(lines))
        assert {"a": EXPECTED, "line 3": EXPECTED} == {name: list(map(seen, quotes)) for name, quotes in found.items()}

    def test_tokens_cover_the_text(self, tmp_path: Path) -> None:
        """The tokens that are written, with their spaces, make up the text, and every span begins and ends with one."""
        from quoteattr.files import write_results

        write_results([("a", read(tmp_path, "prodigy", self.task())["line 1"])], tmp_path / "out", format="prodigy")
        task = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
        tokens = task["tokens"]
        assert TEXT == "".join(token["text"] + " " * token["ws"] for token in tokens)
        for span in task["spans"]:
            assert span["start"] == tokens[span["token_start"]]["start"]
            assert span["end"] == tokens[span["token_end"]]["end"]


class TestDoccano:
    """Lines exported from doccano."""

    def test_offsets_are_utf16(self, tmp_path: Path) -> None:
        """After an emoji, offsets are one more than the characters before them."""
        entities = [
            {"id": 90 + n, "label": label, "start_offset": at(words)[0] + 1, "end_offset": at(words)[1] + 1}
            for n, (label, words) in enumerate(REGIONS)
        ]
        relations = [
            {"id": n, "from_id": 90 + head, "to_id": 90 + child, "type": label}
            for n, (label, head, child) in enumerate(RELATIONS)
        ]
        row = {"id": 5, "text": TEXT, "entities": entities, "relations": relations, "Comments": []}
        assert EXPECTED == list(map(seen, read(tmp_path, "doccano", row)["5"]))


class TestBrat:
    """Files written by brat."""

    def test_by_hand(self, tmp_path: Path) -> None:
        """Discontinuous spans, attributes and notes of people are read; events and other lines count for nothing."""

        def span(words: str) -> str:
            return "{} {}".format(*at(words))

        lines = [
            f"T1\tContent {span('“We lost it,”')};{span('“all of it.”')}\t“We lost it,” “all of it.”",
            f"T2\tCue {span('said')}\tsaid",
            f"T3\tSource {span('Bo Hurst')}\tBo Hurst",
            f"T5\tContent {span('“rain” will come')}\t“rain” will come",
            f"T6\tCue {span('fears')}\tfears",
            f"T7\tSource {span('Ana Brill')}\tAna Brill",
            "R1\tcue Arg1:T1 Arg2:T2",
            "R2\tsource Arg1:T1 Arg2:T3",
            "R3\tcue Arg1:T5 Arg2:T6",
            "R4\tsource Arg1:T5 Arg2:T7",
            "A1\tmode T5 attitude",
            "A2\tDoubtful T5",
            "#1\tAnnotatorNotes T1\tam I sure?",
            "*\tEquiv T3 T7",
            "E1\tCue:T2 Theme:T1",
            "",
        ]
        (tmp_path / "a.ann").write_text("\n".join(lines), encoding="utf-8")
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        ((name, quotes),) = read_results(tmp_path, format="brat")
        assert ("a", EXPECTED) == (name, list(map(seen, quotes)))
        assert ["speech", "attitude"] == [quote.mode for quote in quotes]

    def test_the_note_of_a_piece_that_was_moved(self, tmp_path: Path) -> None:
        """What a note says of spans holds only while the pieces stand where they were written."""
        (tmp_path / "a.txt").write_text("We lost it.\nAll of it.", encoding="utf-8")
        note = '#1\tAnnotatorNotes T1\t{"whole": [[0, 22]]}\n'
        found = []
        for pieces in ("0 11;12 22", "0 11;16 22"):
            (tmp_path / "a.ann").write_text(f"T1\tContent {pieces}\tx\n{note}", encoding="utf-8")
            ((_, quotes),) = read_results(tmp_path, format="brat")
            found.append([(part.start, part.end) for part in quotes[0].content])
        assert [[(0, 22)], [(0, 11), (16, 22)]] == found

    def test_a_text_that_is_missing(self, tmp_path: Path) -> None:
        """Annotations without their text are named with the system's reason."""
        (tmp_path / "a.ann").write_text("", encoding="utf-8")
        with pytest.raises(InputFileError, match="No such file"):
            list(read_results(tmp_path, format="brat"))


class TestCitron:
    """Files in Citron's format of annotation."""

    def spans(self, *words: str) -> list[dict[str, Any]]:
        """Give spans as Citron has them."""
        return [{"start": at(some)[0], "end": at(some)[1], "text": some} for some in words]

    def test_by_hand(self, tmp_path: Path) -> None:
        """What is optional may be missing; several sources are one from the first to the last."""
        quote = {
            "cue": self.spans("said")[0],
            "sources": self.spans("Bo", "Hurst"),
            "contents": self.spans("“We lost it,”", "“all of it.”"),
        }
        (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "quotes": [quote]}), encoding="utf-8")
        ((name, quotes),) = read_results(tmp_path, format="citron")
        assert ("a", EXPECTED[:1], 1.0) == (name, list(map(seen, quotes)), quotes[0].confidence)

    def test_offsets_that_count_tokens(self, tmp_path: Path) -> None:
        """Offsets that are not characters are told from the words, and refused."""
        cue = {"start": 5, "end": 6, "text": "said"}
        quote = {"cue": cue, "sources": [], "contents": [{"start": 1, "end": 5, "text": "“We lost it,”"}]}
        (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "quotes": [quote]}), encoding="utf-8")
        with pytest.raises(
            InputFileError, match=r"a\.json: .* does not stand in the text: do its offsets count tokens"
        ):
            list(read_results(tmp_path, format="citron"))


SPAN = {"start": 0, "end": 2, "label": "Content"}
TEI = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI>{}</TEI></teiCorpus>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("jsonl", "{}\n", "line 1: lacks 'schema'"),
        ("jsonl", "\n[1]\n", "line 2: expected a JSON object, got list"),
        ("jsonl", "{", "line 1: Expecting"),
        ("jsonl", "[" * 99_999, "line 1: maximum recursion"),
        ("jsonl", '{"schema": 2, "id": "a", "quotes": []}', "line 1: has schema 2, this version reads 1"),
        ("jsonl", '{"schema": 1, "id": "a", "quotes": [{}]}', "line 1: a quote's dictionary lacks 'kind'"),
        ("jsonl", '{"schema": 1, "id": 1, "quotes": []}', "line 1: id, text, title and date must be strings"),
        ("json", "{}", "the file: expected a JSON array, got dict"),
        ("json", "[3]", "item 1: expected a JSON object, got int"),
        ("labelstudio", [{"data": {}}], "item 1: lacks 'text'"),
        ("labelstudio", [{"data": {"text": "a"}, "predictions": [{"result": [{}]}]}], "item 1: lacks 'type'"),
        ("prodigy", {"text": "a", "spans": [SPAN]}, "line 1: a span's text must have end - start = 2"),
        ("prodigy", {"text": "ab", "spans": [{**SPAN, "kind": "shouted"}]}, "line 1: 'shouted' is not a valid"),
        ("prodigy", {"text": "ab", "spans": [{**SPAN, "start": "x"}]}, "line 1: "),
        ("doccano", {"text": "ab", "entities": [[0, 1, "Content"]]}, "line 1: list indices must be integers"),
        ("webanno", {"items": [{"body": [], "target": []}]}, "lacks the record of its quote"),
        ("tei", "<TEI/", "the file: unclosed token"),
        ("tei", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "the file: declares a document type"),
        ("tei", TEI.format("<p/>"), "text 1: lacks a title"),
        ("docbin", "no bytes of a DocBin", "the file: [E1014] Error loading DocBin data"),
        ("brat", "", "not a folder"),
        ("citron", "", "not a folder"),
    ],
)
def test_other_data_is_refused(tmp_path: Path, name: str, content: Any, message: str) -> None:
    """What is not of the format gives one error, which names the file and the place."""
    with pytest.raises(InputFileError) as caught:
        read(tmp_path, name, content)
    assert str(caught.value).startswith(f"{tmp_path / 'given'}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are named in every format of text."""
    (tmp_path / "given").write_bytes(b"\xff\n")
    for name in set(READABLE) - {"brat", "citron", "docbin"}:
        with pytest.raises(InputFileError, match=r"given: .*(not UTF-8|can't decode)"):
            list(read_results(tmp_path / "given", format=name))


def test_a_content_without_a_cue(tmp_path: Path) -> None:
    """A region that nothing is tied to is a quote; relations in a circle, or to other labels, do no harm."""
    spans = [{**SPAN, "end": 1}, {**SPAN, "start": 1}, {**SPAN, "start": 3, "end": 4, "label": "Cue"}]
    pairs = [("part", 0, 1), ("part", 1, 0), ("cue", 2, 0)]
    relations = [{"head_span": spans[a], "child_span": spans[b], "label": label} for label, a, b in pairs]
    quotes = read(tmp_path, "prodigy", {"text": "ab c", "spans": spans, "relations": relations})["line 1"]
    assert [("indirect", ["a"], None, None), ("indirect", ["b"], None, None)] == list(map(seen, quotes))
