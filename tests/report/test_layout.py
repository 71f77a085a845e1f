from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drills.report.layout import harmless, table, width_of, wrapped

ANY = st.text(max_size=120)


@given(ANY, st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_its_width(text: str, width: int) -> None:
    text = harmless(text)
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)


def test_a_mark_that_takes_a_cell_behind_its_character_is_counted() -> None:
    assert [width_of(line) for line in wrapped("00\u093e", 2)] == [2, 0]


@given(ANY)
def test_what_is_harmless_is_one_line_without_control(text: str) -> None:
    shown = harmless(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    assert shown.splitlines() in ([shown], [])
    assert harmless(shown) == shown.strip("\n") or " / " in shown


def test_marks_do_not_begin_a_line_and_brackets_do_not_end_one() -> None:
    assert wrapped("復旧しました。次へ", 12) == ["復旧しまし", "た。次へ"]
    assert wrapped("状況「停止」", 6) == ["状況", "「停", "止」"]


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrapped("restore from disk", 12) == ["restore from", "disk"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_numbers_and_addresses_stay_as_they_are_in_a_table() -> None:
    lines = table(["a", "b"], [["0012", "1e5"], ["10.0.0.1", "-"]], [10, 10])
    assert lines[3].split() == ["0012", "1e5"]


def test_columns_stand_under_each_other_in_both_scripts() -> None:
    lines = table(["名前", "x"], [["台帳", "1"], ["web", "2"]], [10, 4])
    ends = {
        width_of(line[: line.rindex(char)]) for line, char in zip(lines[3:5], "12", strict=True)
    }
    assert len(ends) == 1
