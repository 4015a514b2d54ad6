"""Articles marked by hand: what the marks say, and clear words for what they cannot mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr.errors import InputFileError
from quoteattr.evaluation.corpora import ARTICLES, read_split
from quoteattr.evaluation.marked import parse_article, read_marked
from quoteattr.records import Mode, Polarity, QuoteKind

ARTICLE = """gull | local news
{c1:“It took my lunch,”} {q1:said} {s1:Ida Moe, 71}, {c1:“and left the {s3:cook} {q3:claiming} {c3:innocence}.”}

{s2+4:She} {q2:hopes} {c2:it was good} and {q4:denies} {c4:feeding it}.
---
1 d p Ida Moe
2 i p Ida Moe /a
3 i an -
4 i p Ida Moe; Jon Ask /w /!
"""


def test_marks_and_lines() -> None:
    """Split content, nested and shared spans, and the flags come out as they are marked."""
    document = parse_article(ARTICLE)
    quotes = {quote.id: quote for quote in document.quotes}

    def cut(span: tuple[int, int] | None) -> str | None:
        return span and document.text[slice(*span)]

    assert "{" not in document.text
    assert ["1", "3", "2", "4"] == list(quotes)
    assert ["“It took my lunch,”", "“and left the cook claiming innocence.”"] == list(map(cut, quotes["1"].content))
    assert ("innocence", "claiming", "cook") == (
        cut(quotes["3"].content[0]),
        cut(quotes["3"].cue),
        cut(quotes["3"].source),
    )
    assert quotes["2"].source == quotes["4"].source
    assert (Mode.ATTITUDE, Mode.WRITING) == (quotes["2"].mode, quotes["4"].mode)
    assert [Polarity.ASSERTED, Polarity.DENIED] == [quotes[i].polarity for i in "24"]
    assert (None, ("Ida Moe", "Jon Ask")) == (quotes["3"].speakers, quotes["4"].speakers)
    assert QuoteKind.DIRECT == quotes["1"].kind


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("---", "", "no line ---"),
        ("it was good}", "it was good", "a mark of report 2 is not closed"),
        ("She} ", "She}} ", "a brace too many"),
        ("2 i p Ida Moe /a\n", "", "marks reports"),
        ("2 i p Ida Moe /a", "2 x p Ida Moe", "not a report's line"),
        ("2 i p Ida Moe /a", "2 i ? Ida Moe", "not a report's line"),
        ("{c2:it was good}", "it was good", "report 2 has no content"),
        ("feeding it", "{q4:feeding} it", "more than one cue"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, wrong: str, right: str, message: str) -> None:
    """What cannot be read is told with the file and the article."""
    path = tmp_path / "mine.txt"
    path.write_text("=== " + ARTICLE.replace(wrong, right, 1), "utf-8")
    with pytest.raises(InputFileError, match=message) as error:
        list(read_marked(path))
    assert "mine.txt, article 'gull'" in str(error.value)


def test_the_package_has_articles_for_training_and_for_development() -> None:
    """Every file is read, no article is in both splits, and the edges of unmarked content are those of the contract."""
    train, dev = read_split("articles-train"), read_split("articles-dev")
    names = [document.name for document in train + dev]
    assert len(set(names)) == len(names) == sum(1 for path in ARTICLES.glob("*.txt") for _ in read_marked(path))
    assert 5 * len(dev) < len(train)
    for document in train + dev:
        for quote in document.quotes:
            for span in quote.content:
                part = document.text[slice(*span)]
                assert part == part.strip(), document.name
            if quote.kind == QuoteKind.INDIRECT:
                assert part[-1] not in ",;", document.name
