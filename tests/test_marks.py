"""What counts as a quotation, where it starts and ends, and what is mended when marks are missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import clean_paragraphs, damaged_paragraphs, marked_texts

from quoteattr import marks
from quoteattr.marks import MAX_LEVELS, Quotation, Repair, find_quotations


def seen(text: str) -> list[str]:
    """Show each quotation with its marks, indented by depth."""
    return [">" * q.depth + text[q.start : q.end] for q in find_quotations(text)]


def inner(text: str) -> list[str]:
    """Show the words of each quotation."""
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


def shape(quotation: Quotation) -> tuple[int, int, int, int, int]:
    """Give the offsets and the depth: what no other paragraph may change."""
    return quotation.start, quotation.end, quotation.inner_start, quotation.inner_end, quotation.depth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We sail at noon," said Odile Marr.', ['"We sail at noon,"']),
        ("“We sail,” she said, “at noon.”", ["“We sail,”", "“at noon.”"]),
        ("‘We sail at noon,’ said Odile Marr.", ["‘We sail at noon,’"]),
        ("« Nous partons », dit-elle.", ["« Nous partons »"]),
        ("»Wir fahren«, sagte sie.", ["»Wir fahren«"]),
        ("„Wir fahren“, sagte sie. „We sail”, he agreed.", ["„Wir fahren“", "„We sail”"]),
        ("‚Wir fahren‘, sagte sie. ‹Bon›, dit-il.", ["‚Wir fahren‘", "‹Bon›"]),
        ("``We sail,'' she said; `at noon'.", ["``We sail,''", "`at noon'"]),
        ("''We sail,'' she said.", ["''We sail,''"]),
        ("″We sail,″ she said, ′soon′.", ["″We sail,″", "′soon′"]),
        ("〝出航〞と「正午」と『船』 ＂noon＂", ["〝出航〞", "「正午」", "『船』", "＂noon＂"]),
        ("â€œWe donâ€™t sail,â€ she said â€“ twice.", ["â€œWe donâ€™t sail,â€"]),
        ("&quot;We can&#39;t,&quot; she said of R&amp;D.", ["&quot;We can&#39;t,&quot;"]),
        (
            "&ldquo;We don&rsquo;t,&rdquo; she said, &#8216;yet&#8217;.",
            ["&ldquo;We don&rsquo;t,&rdquo;", "&#8216;yet&#8217;"],
        ),
        ("The so-called “free ferry” costs ten pounds.", ["“free ferry”"]),
        ("Ada “Skip” Brandt steered.", ["“Skip”"]),
        ("She shouted,“Stop the boat!”and ran.", ["“Stop the boat!”"]),
        ('the ferry—"a floating barn"—sank.', ['"a floating barn"']),
        ('He asked ("why me?") twice.', ['"why me?"']),
    ],
)
def test_every_kind_of_mark_pairs_with_its_partner(text: str, expected: list[str]) -> None:
    """Marks of any script or typewriter delimit the words between them, marks included."""
    assert seen(text) == expected
    assert all(not q.repairs for q in find_quotations(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"He called it a "total mess" and walked out," Reed said.',
            ['"He called it a "total mess" and walked out,"', '>"total mess"'],
        ),
        ("“She said ‘go’ and we went,” he said.", ["“She said ‘go’ and we went,”", ">‘go’"]),
        ("‘Not even a “thank you”’, he added.", ["‘Not even a “thank you”’", ">“thank you”"]),
        ("“One,”“Two,” he said.", ["“One,”", "“Two,”"]),
        ("“He told me, ‘Stay.’” Then silence.", ["“He told me, ‘Stay.’”", ">‘Stay.’"]),
        ("“I read ‘The “Odd” Boat’ twice.”", ["“I read ‘The “Odd” Boat’ twice.”", ">‘The “Odd” Boat’", ">>“Odd”"]),
        ("''She said 'no''', he recalled.", ["''She said 'no'''", ">'no'"]),
        ("“The sign “No Entry” fell,” he said.", ["“The sign “No Entry” fell,”", ">“No Entry”"]),
    ],
)
def test_quotations_nest(text: str, expected: list[str]) -> None:
    """A quotation inside another is found at its depth, in the same marks or in others."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drivers' union backed the students' march.", []),
        ("It's the dogs' home, and it isn't ours.", []),
        ("Rock 'n' roll was king in the '60s and ’70s.", []),
        ("’Tis late, tell 'em, 'cos we're leavin' town.", []),
        ("He is 6'2\" tall and her shed is 5' by 9'.", []),
        ('A 12" pipe burst. "Nobody was hurt," said Omar Haddad.', ['"Nobody was hurt,"']),
        ('"We laid a 12" pipe," he said.', ['"We laid a 12" pipe,"']),
        ('"I moved here in the \'90s," she said.', ['"I moved here in the \'90s,"']),
        ("'It's not what we'd agreed at all,' said Mr Bell.", ["'It's not what we'd agreed at all,'"]),
        (
            "'It's the bakers' oven, the brewers' cellar and the farmers' barn', said Ines.",
            ["'It's the bakers' oven, the brewers' cellar and the farmers' barn'"],
        ),
        ("They were 'left to rot' by the owners' agents.", ["'left to rot'"]),
        ("Left 'for the owners' to mend and 'never mended'.", ["'for the owners'", "'never mended'"]),
        ("The U.S.’s plan and the firm’s ‘final’ offer.", ["‘final’"]),
        ("shouldn‘t is a misprint, and so is can’t.", []),
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str, expected: list[str]) -> None:
    """Possessives, elisions, decades, feet and inches neither open nor close a quotation, nor upset one."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "repairs"),
    [
        ("She said: “We will mend it.\nThe bill is due.", ["“We will mend it."], [Repair.CLOSED_AT_PARAGRAPH]),
        ("“We sail. “It is late,” he said.", ["“We sail.", "“It is late,”"], [Repair.CLOSED_AT_NEXT]),
        ("“We sail at last. He felt a “chill”.", ["“We sail at last.", "“chill”"], [Repair.CLOSED_AT_NEXT]),
        ("“He said: ‘We will pay it all,” she said.", ["“He said: ‘We will pay it all,”", ">‘We will pay it all,"], []),
        ("We will mend it all,” she said.", ["We will mend it all,”"], [Repair.OPENED_AT_PARAGRAPH]),
        ("Ada rose. We sail at noon”, she said.", ["We sail at noon”"], [Repair.OPENED_AT_SENTENCE]),
        ("He wept: Mother, I am home”, says Ada.", ["Mother, I am home”"], [Repair.OPENED_AT_SENTENCE]),
        ('“We sail at noon", said Odile.', ['“We sail at noon"'], [Repair.MISMATCHED_MARKS]),
        ("“We sail at noon », said Odile.", ["“We sail at noon »"], [Repair.MISMATCHED_MARKS]),
        ("“We sail at noon“, said Odile.", ["“We sail at noon“"], [Repair.REVERSED]),
        ("”We sail at noon”, said Odile.", ["”We sail at noon”"], [Repair.REVERSED]),
        ("”We sail at noon“, said Odile.", ["”We sail at noon“"], [Repair.REVERSED]),
        ("He feels “ a chill ” tonight.", ["“ a chill ”"], [Repair.SPACED]),
        ('" We sail, " he said.', ['" We sail, "'], [Repair.SPACED]),
        ("“We sail ”, he said.", ["“We sail ”"], [Repair.SPACED]),
        ("“ We sail”, he said.", ["“ We sail”"], [Repair.SPACED]),
    ],
)
def test_damaged_marks_are_mended_and_the_mend_is_named(text: str, expected: list[str], repairs: list[str]) -> None:
    """A quotation whose marks are missing, mixed, turned or detached is found, and says what was mended."""
    assert seen(text) == expected
    assert list(find_quotations(text)[0].repairs) == repairs


@pytest.mark.parametrize(
    ("text", "second", "repairs"),
    [
        ("“We sail,” she said. It is late”, he added.", "It is late”", (Repair.OPENED_AT_SENTENCE,)),
        ("She read ‘The Boat’ and slept. It sank” he said.", "It sank”", (Repair.OPENED_AT_SENTENCE,)),
        ("“We sail.\nIt is late,” he said.", "It is late,”", (Repair.OPENED_AT_PARAGRAPH,)),
        ("“He said it ‘was late.\n\n‘And cold,’ he said.", "‘And cold,’", ()),
    ],
)
def test_the_quotation_after_another(text: str, second: str, repairs: tuple[str, ...]) -> None:
    """Where an opening mark is missing, a quotation begins after the one before, at a sentence or a paragraph."""
    assert (second, repairs) == (seen(text)[1], find_quotations(text)[1].repairs)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“We saw\nAna Brill leave,” he said.", 1),
        (f"“We saw {'the boat ' * 20}and\nhow she left,” he said.", 1),
        (f"“We saw {'the boat ' * 20}and\nHow she left,” he said.", 2),
        ("“We saw it.\nHow she left,” he said.", 2),
    ],
)
def test_wrapped_lines(text: str, count: int) -> None:
    """A line goes on in the next if both are short, or the next begins small, unless a sentence has ended."""
    assert count == len(find_quotations(text))


def test_an_inner_quotation_left_open_ends_with_the_outer_one() -> None:
    """The closing mark of the outer quotation ends the inner one too, which says so."""
    outer, nested = find_quotations("“He said: ‘We will pay it all,” she said.")
    assert (nested.parent, nested.repairs) == (0, (Repair.CLOSED_WITH_OUTER,))
    assert nested.end == outer.inner_end == nested.inner_end


@pytest.mark.parametrize(("opening", "closing"), ["“”", "‘’", "''", '""', "«»"])
def test_a_quotation_goes_on_over_paragraphs(opening: str, closing: str) -> None:
    """Each paragraph opens it anew and only the last one closes it: no repair, and the later ones continue."""
    first = f"{opening}The plan is clear,{closing} Lee said. {opening}It starts with the ports."
    text = f"{first}\n\n{opening}Then it moves inland.\n\n{opening}Then it stops.{closing}"
    found = find_quotations(text)
    assert inner(text) == ["The plan is clear,", "It starts with the ports.", "Then it moves inland.", "Then it stops."]
    assert [q.continues for q in found] == [False, False, True, True]
    assert all(not q.repairs for q in found)


def test_a_nested_quotation_goes_on_too() -> None:
    """Both levels open again in the next paragraph, and both continue."""
    text = "“She wrote: ‘We are leaving it all.\n\n“‘We will not come back.’”"
    found = find_quotations(text)
    assert [(q.depth, q.continues, q.repairs) for q in found] == [
        (0, False, ()),
        (1, False, ()),
        (0, True, ()),
        (1, True, ()),
    ]


def test_a_different_mark_does_not_continue() -> None:
    """What the next paragraph opens with another mark is new, and the one left open needs a repair."""
    first, second = find_quotations("“We will mend it.\n\n«Nobody else will.»")
    assert (first.repairs, second.continues) == ((Repair.CLOSED_AT_PARAGRAPH,), False)


def test_a_hard_wrapped_quotation_is_whole() -> None:
    """A quotation runs over line ends in the midst of a sentence, and ends with its mark."""
    text = "The keeper told us that\n“the lamp was out and\nno one saw the reef” at all.\nA boat sank."
    assert seen(text) == ["“the lamp was out and\nno one saw the reef”"]


def test_inner_leaves_out_marks_and_white_space() -> None:
    """The inner offsets hold the words alone; where a mark is missing they meet the outer ones."""
    assert inner("« We sail », he said; “ at last ” too.") == ["We sail", "at last"]
    (lost,) = find_quotations("We sail at noon,” she said.")
    assert lost.inner_start == lost.start == 0
    (left,) = find_quotations("She said: “We sail at noon.")
    assert left.inner_end == left.end


@pytest.mark.parametrize(
    "text", ["", " ", '"', '""', "“”", "“ ”", "''''", "”", "\ud800“\x00”\udfff", "'", "‘", "« »", "“\n”"]
)
def test_marks_around_nothing_are_no_quotation(text: str) -> None:
    """Marks with no word between them, lone ones and broken code points give nothing, or something with words in it."""
    for quotation in find_quotations(text):
        assert text[quotation.inner_start : quotation.inner_end].strip()


@given(st.one_of(marked_texts(), st.text(), st.text(alphabet="\"'“”‘’«»„ a.,\n")))
def test_any_text_gives_sorted_nested_filled_spans(text: str) -> None:
    """Whatever the text: no error; spans inside it, sorted, nested by depth and parent, never empty or padded."""
    found = find_quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    for index, q in enumerate(found):
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
        assert text[q.inner_start : q.inner_end] == text[q.inner_start : q.inner_end].strip()
        assert 0 <= q.depth < MAX_LEVELS
        assert set(q.repairs) <= set(Repair)
        if q.parent is None:
            assert q.depth == 0
            assert index == 0 or max(other.end for other in found[:index]) <= q.start
        else:
            around = found[q.parent]
            assert q.parent < index
            assert around.depth == q.depth - 1
            assert around.start <= q.start < q.end <= around.end
            assert (q.start, q.end) != (around.start, around.end)


@given(marked_texts(), marked_texts())
def test_later_paragraphs_change_no_earlier_span(text: str, more: str) -> None:
    """Text after a blank line leaves the spans before it as they were."""
    before = [shape(q) for q in find_quotations(text)]
    after = [shape(q) for q in find_quotations(text + "\n\n" + more)]
    assert after[: len(before)] == before
    assert all(start >= len(text) for start, *_ in after[len(before) :])


@given(clean_paragraphs(), damaged_paragraphs(), clean_paragraphs(), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_a_damaged_paragraph_changes_no_other(first: str, damaged: str, last: str, line_break: str) -> None:
    """Whatever stands between two paragraphs of whole sentences, their own quotations stay the same."""
    damaged = damaged.strip() + " It rained."
    text = line_break.join([first, damaged, last])
    moved = len(text) - len(last)
    found = [shape(q) for q in find_quotations(text)]
    assert [s for s in found if s[0] < len(first)] == [shape(q) for q in find_quotations(first)]
    expected = [tuple(x + moved for x in shape(q)[:4]) + shape(q)[4:] for q in find_quotations(last)]
    assert [s for s in found if s[0] >= moved] == expected


@given(marked_texts())
def test_a_trailing_line_break_changes_nothing(text: str) -> None:
    """The last paragraph ends with the text or with a line break, all the same."""
    assert find_quotations(text + "\n") == find_quotations(text)


@given(clean_paragraphs())
def test_clean_paragraphs_need_no_repair(text: str) -> None:
    """Where every mark is in its place nothing is mended."""
    assert all(not q.repairs for q in find_quotations(text))


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "'a " * 50_000,
        "“a " * 50_000,
        "a” " * 50_000,
        "‘“" * 50_000,
        "x" * 5_000_000 + "“y”",
        "." * 2_000_000,
    ],
)
def test_monstrous_texts_are_read_to_the_end(text: str) -> None:
    """A hundred thousand marks in a row or five million characters in a line come back, without a deep recursion."""
    assert all(q.depth < MAX_LEVELS for q in find_quotations(text))


@pytest.mark.parametrize("unit", ['"', "'a ", "“a ", "a” ", "“Aa bb ‘Cc dd\n"])
def test_the_work_grows_with_the_marks_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the marks ask for four times the steps, not sixteen times."""
    steps = 0
    ways = vars(marks)["_ways"]

    def counted(*arguments: Any) -> Iterator[Any]:
        nonlocal steps
        steps += 1
        yield from ways(*arguments)

    monkeypatch.setattr(marks, "_ways", counted)
    find_quotations(unit * 500)
    few, steps = steps, 0
    find_quotations(unit * 2_000)
    assert 0 < steps <= 4.2 * few
