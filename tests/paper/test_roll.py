"""Files of safety-check services, forms and gateways: read whole, or refused with every mistake."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import Text
from bcp.refused import Refused
from drills.core.result_orders import ToldElsewhere
from drills.paper.commas import sheet_of
from drills.paper.roll import Asked, LeftOut, Roll, read_roll
from drills.paper.workbook import sheets_of
from tests.paper.making import AROUND, since_start, workbook

TASKS = (Text("文書管理", "Documents"), Text("メール", "Mail"))
PEOPLE = {"1001": "a1", "1002": "b2", "00123": "c3"}
ASKED = Asked(AROUND, PEOPLE.get, 0, 5 * HOUR, TASKS)
HEADS = ("職員番号", "回答日時")


def of_csv(text: str, asked: Asked = ASKED) -> Roll:
    return read_roll((sheet_of(text.encode(), "a.csv"),), asked)


def one(heads: str, row: str, **more: Any) -> ToldElsewhere:
    (found,) = of_csv(f"{heads}\n{row}\n", replace(ASKED, **more)).results
    return found


def codes(text: str, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        of_csv(text, replace(ASKED, **more))
    assert not any(
        "[" in each.said_in(lang) for each in refused.value.refusals for lang in ("ja", "en")
    )
    return [(str(each.place).rpartition(":")[2], each.what.code) for each in refused.value.refusals]


@pytest.mark.parametrize(
    ("written", "low", "width"),
    [
        ("2026/11/21 13:10", since_start(0, 13, 10), MINUTE),
        ("2026-11-21 13:10:30", since_start(0, 13, 10) + 30 * SECOND, SECOND),
        ("2026-11-21T13:10:30+09:00", since_start(0, 13, 10) + 30 * SECOND, SECOND),
        ("2026-11-21T04:10:30.25Z", since_start(0, 13, 10) + 30 * SECOND, SECOND),
        ("2026/11/21 1:10:30 午後 GMT+9", since_start(0, 13, 10) + 30 * SECOND, SECOND),
        ("2026/11/21 13:10 JST", since_start(0, 13, 10), MINUTE),
        ("令和8年11月21日 13時10分", since_start(0, 13, 10), MINUTE),
        ("１３：１０", since_start(0, 13, 10), MINUTE),
    ],
)
def test_a_time_is_read_as_tools_write_it(written: str, low: int, width: int) -> None:
    found = one("職員番号,回答日時", f"1001,{written}")
    assert (found.person, found.low, found.high) == ("a1", low, low + width)


def test_a_workbook_is_read_like_commas() -> None:
    rows = (
        (1001, dt.datetime(2026, 11, 21, 13, 10)),
        ("1002", "2026/11/21 13:11"),
    )
    found = read_roll(sheets_of(workbook(*rows, heads=HEADS), "a.xlsx"), ASKED)
    assert [(each.person, each.low) for each in found.results] == [
        ("a1", since_start(0, 13, 10)),
        ("b2", since_start(0, 13, 11)),
    ]


def test_words_of_services_are_understood_and_columns_of_names_are_not_read() -> None:
    found = of_csv(
        "安否確認 集計\n"
        "No,社員番号,氏名,電話番号,安否,働き方,支障,Documents,メール,回答日,時刻\n"
        "1,1001,山田,090-0000-0000,軽傷,VDI,つながらない,○,×,2026/11/21,13:10\n"
        "2,1002,佐藤,,未回答,,,,,,\n"
    )
    assert found.results == (
        ToldElsewhere(
            *("a1", since_start(0, 13, 10), since_start(0, 13, 11), "VDI"),
            *(("done", "failed"), "no_connection", "injured"),
            place="B3",
        ),
    )
    assert (found.silent, found.unread) == (1, ("No", "氏名", "電話番号"))


def test_headings_and_words_of_the_files_own_are_named() -> None:
    found = one(
        "コード,いつ,状態",
        "1001,13:10,大丈夫です",
        columns={"number": "コード", "time": "いつ", "safety": "状態"},
        means={"大丈夫です": "safe"},
    )
    assert (found.person, found.safety) == ("a1", "safe")


def test_a_log_of_a_gateway_says_by_which_way_they_came() -> None:
    found = one("user,time", "1001,13:10", gateway="ssl-vpn")
    assert (found.through, found.gateway, found.tasks) == ("tunnel", "ssl-vpn", ())


BAD = """職員番号,回答日時,安否,文書管理
9999,2026/11/21 13:10,無事,○
,2026/11/21 13:10,無事,○
1001,夜,無事,○
1002,2026/11/21 9:00,無事,○
1002,2026/11/23 9:00,無事,○
1001,,元気,たぶん
1002,2026/11/21 13:10,無事,○
1002,2026/11/21 13:20,無事,○
"""


def test_every_mistake_is_told_with_its_cell_and_nothing_is_taken() -> None:
    assert codes(BAD) == [
        ("A2", "roll.unknown"),
        ("A3", "roll.no_number"),
        ("B4", "roll.bad_time"),
        ("B5", "roll.before"),
        ("B6", "roll.after"),
        ("B7", "roll.no_time"),
        ("C7", "roll.no_word"),
        ("D7", "roll.no_word"),
        ("A9", "roll.twice"),
    ]


def test_what_cannot_be_taken_may_be_left_out_by_its_kind() -> None:
    every: frozenset[LeftOut] = frozenset({"unknown", "outside", "older"})
    rows = [line for line in BAD.splitlines() if line[:1] not in (",",) and "夜" not in line]
    text = "\n".join(line for line in rows if "たぶん" not in line)
    found = of_csv(text, replace(ASKED, leave_out=every))
    assert found.left_out == {"unknown": 1, "outside": 2, "older": 1}
    assert [(each.person, each.low) for each in found.results] == [("b2", since_start(0, 13, 20))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("氏名,日時\n山田,13:10\n", "roll.no_number_column"),
        ("職員番号,氏名\n1001,山田\n", "roll.no_time_column"),
        ("職員番号,回答日時\n", "roll.no_rows"),
        ("", "roll.no_number_column"),
        (f"職員番号,回答日時,働き方\n1001,13:10,{'x' * 41}\n", "roll.too_long"),
    ],
)
def test_a_table_that_lacks_something_is_refused(text: str, code: str) -> None:
    assert [each for _, each in codes(text)] == [code]


def test_a_heading_that_was_named_and_is_not_there_is_refused() -> None:
    found = codes("職員番号,回答日時\n1001,13:10\n", columns={"safety": "安否"})
    assert found == [("A1", "roll.no_such_heading")]


def test_a_formula_is_refused_where_it_would_be_read_and_nowhere_else() -> None:
    rows = (("=1000+1", "2026/11/21 13:10", "=1+1"),)
    raw = workbook(*rows, heads=(*HEADS, "備考"))
    with pytest.raises(Refused) as refused:
        read_roll(sheets_of(raw, "a.xlsx"), ASKED)
    assert [str(each.place) for each in refused.value.refusals] == ["a.xlsx:記録!A2"]


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6))
def test_whatever_stands_in_the_cells_it_is_read_or_refused(rows: list[list[str]]) -> None:
    quoted = [",".join('"' + each.replace('"', '""') + '"' for each in row) for row in rows]
    text = "\n".join(["職員番号,回答日時,安否,文書管理", *quoted]).replace("\0", "")
    try:
        found = of_csv(text)
    except Refused as refused:
        assert refused.refusals
    else:
        assert found.results or found.silent or found.left_out
