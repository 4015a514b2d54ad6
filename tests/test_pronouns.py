"""How the resolution of pronouns is measured: beside two baselines, and on GAP."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from quoteattr import QuoteExtractor
from quoteattr.errors import InputFileError
from quoteattr.evaluation import GoldDocument, GoldQuote
from quoteattr.evaluation.gap import gap_f1, read_gap
from quoteattr.evaluation.pronouns import RESOLVERS, count, most_frequent, most_recent
from quoteattr.speakers.cast import Member

ANA, IDA = Member("Ana Brill"), Member("Ida Moe")

#: The one who acts is named first and once; the other is named last, and most often.
TEXT = "Ana Brill runs the ferry that Ida Moe built and Ida Moe sold. “It leaks,” she said. Later it sank."


@pytest.mark.parametrize(
    ("named", "recent", "frequent"),
    [((), None, None), ((ANA,), ANA, ANA), ((ANA, ANA, IDA), IDA, ANA), ((ANA, IDA, IDA, ANA), ANA, ANA)],
)
def test_baselines(named: Sequence[Member], recent: Member | None, frequent: Member | None) -> None:
    """The one takes whoever was named last, the other whoever was named most, of equals the last."""
    assert (recent, frequent) == (most_recent(named), most_frequent(named))


def test_count(extractor: QuoteExtractor) -> None:
    """Of sources that are pronouns, and whose quotes were found, each resolver's right answers are counted."""
    at = TEXT.index("“It leaks,”")
    quote = GoldQuote(id="0", content=((at, at + 11),), source=(at + 12, at + 15), speakers=("Ida Moe",))
    named = GoldQuote(id="1", content=((at, at + 11),), source=(0, 9), speakers=("Ana Brill",))
    document = GoldDocument(name="ferry", corpus="invented", text=TEXT, quotes=(quote,))
    counts = count([document, GoldDocument(name="b", corpus="invented", text=TEXT, quotes=(named,))], extractor)
    assert 1 == counts["found"]
    assert (1, 1) == (counts["the most recent name"], counts["the most frequent name"])
    assert set(counts) <= {"found", *RESOLVERS}


def gap_file(path: Path, *rows: Sequence[object]) -> Path:
    """Write a file as GAP's are."""
    heads = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()
    lines = ["\t".join(map(str, row)) for row in (heads, *rows)]
    path.write_bytes(gzip.compress("\n".join([*lines, ""]).encode()))
    return path


def row(text: str, pronoun: str, told: str) -> list[object]:
    """Make a row of GAP with these two names, one of which, or neither, the pronoun means."""
    names = [cell for name in ("Ana Brill", "Ida Moe") for cell in (name, text.index(name), str(name == told).upper())]
    return ["t-1", text, pronoun, text.index(f" {pronoun} ") + 1, *names, "nowhere"]


def test_gap(tmp_path: Path, extractor: QuoteExtractor) -> None:
    """One name is chosen for every pronoun: right twice gives 1, one that means neither costs precision."""
    easy = row(
        "Ana Brill sold the ferry to Ida Moe. Then Ana Brill resigned because she was tired.", "she", "Ana Brill"
    )
    neither = [*easy[:6], "FALSE", *easy[7:]]
    examples = list(read_gap(gap_file(tmp_path / "gap.tsv.gz", easy, easy)))
    assert [("Ana Brill", "Ida Moe")] * 2 == [tuple(e.text[slice(*name)] for name in e.names) for e in examples]
    assert 1.0 == gap_f1(examples, extractor)
    assert 0.5 == pytest.approx(gap_f1(list(read_gap(gap_file(tmp_path / "b.gz", easy, neither, neither))), extractor))


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"ID\tText\nt-1\tAna Brill\n")])
def test_gap_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    """The file is named."""
    (tmp_path / "gap.tsv.gz").write_bytes(content)
    with pytest.raises(InputFileError, match=r"gap\.tsv\.gz"):
        list(read_gap(tmp_path / "gap.tsv.gz"))
