"""The fiscal year on one calendar: every date once, with its reason, and it fits its sheets."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from bcp.durations import DAY, Span
from bcp.message import Language, Text
from bcp.programme.dues import dues
from bcp.programme.rule import Rule
from drills.cli.exit_codes import ExitCode
from drills.items.sheet import FORMS
from drills.printed import as_docx, as_html
from drills.report.layout import width_of
from drills.year import as_text
from drills.year.document import document_of
from drills.year.lists import line_rows
from drills.year.sheet import sheet_of
from tests.cli.conversation import bcp_drill
from tests.daemons.chromium import Chromium, running_chromium
from tests.printed.test_pages import printed
from tests.year.made import TOWN, plan, year


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def test_every_date_of_every_drill_stands_on_the_calendar_once() -> None:
    first, end = (datetime(y, 3, 31, 15, 0, tzinfo=UTC) for y in (2027, 2028))
    wanted = Counter((due.drill, due.at.date()) for due in dues(plan(), first, end))
    kinds = ("start", "omitted")
    assert wanted == Counter((e.id, e.day) for e in year().entries if e.kind in kinds)
    assert wanted.total() > 260
    rows = list(csv.reader(io.StringIO(FORMS["csv"](sheet_of(year())).decode("utf-8-sig"))))
    assert sum(row[4] in ("訓練", "行わない") for row in rows) == wanted.total()


def test_what_was_moved_and_what_is_not_held_say_why() -> None:
    moved = next(e for e in year().entries if e.id == "line" and e.day.month == 7)
    # The second Monday of July lies within the election, and the first free day is behind it.
    assert (moved.day, moved.moved_from) == (date(2027, 7, 21), date(2027, 7, 12))
    assert "7/12（月）から移動" in moved.why
    assert "選挙の事務" in moved.why
    omitted = next(e for e in year().entries if e.id == "table")
    assert (omitted.kind, omitted.day) == ("omitted", date(2027, 11, 3))
    assert "文化の日" in omitted.why


def test_whoever_approves_the_year_reads_the_days_and_which_of_them_may_move() -> None:
    town = plan()
    contacts, line, *others = town.drills
    after = replace(line, starts=(Rule(after="contacts", by=Span(14 * DAY), at="10:00"),))
    followed = year(of=replace(town, drills=(contacts, after, *others)))
    (name, *_, days), (*_, moves), *_, (*_, often), _ = line_rows(followed, dated=True)
    assert (name, days) == ("連絡先の確認", "4/15（木）")
    assert moves == "4/30（金）（見込み）"
    assert "回（休" in often
    (wall,) = [e for e in followed.entries if e.id == "line" and e.kind == "start"]
    assert wall.text == "回線の切替訓練（見込み）"


def test_a_reminder_of_the_next_years_first_drill_stands_in_this_year() -> None:
    told = [(e.day.isoformat(), e.text) for e in year().entries if e.kind == "reminder"]
    # The day before a drill has none: the drill itself stands beside it.
    assert told == [
        ("2027-04-01", "予告: 連絡先の確認（4/15）"),
        ("2028-03-31", "予告: 連絡先の確認（4/14）"),
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_text_fits_eighty_cells_and_tells_each_routine_drill_once(lang: Language) -> None:
    said = as_text.written(year(lang))
    assert max(map(width_of, said.splitlines())) <= 80
    assert said.count({"ja": "夜間の到達確認", "en": "Nightly survey"}[lang]) == 2
    for word in {
        "ja": (
            "令和9年度",
            "昭和の日",
            "法定停電点検（本庁舎）",
            "期限: UPS 定期点検",
            "日付未定",
            "秋ごろ",
        ),
        "en": ("fiscal year 2027", "Showa Day", "inspection by law (Town hall)", "due: UPS"),
    }[lang]:
        assert word in said
    assert "8/16" in said or "16 月" in said or "16 Mo" in said


def test_the_same_plan_and_day_give_the_same_bytes() -> None:
    made = [document_of(year(), ("町長",)) for _ in range(2)]
    assert as_html.written(made[0]) == as_html.written(made[1])
    assert as_docx.written(made[0]) == as_docx.written(made[1])


async def test_half_a_year_is_one_sheet_of_a4_even_when_it_is_full(
    chromium: Chromium, tmp_path: Path
) -> None:
    full = replace(
        year(),
        closed={date(2027, 4 + n // 28, 1 + n % 28): f"町の記念日 {n}" for n in range(5 * 28)},
    )
    for number, made in enumerate((year(), full)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        _, pages = await printed(chromium, folder, document_of(made, ("町長", "課長")))
        assert len(pages) == 4
        assert all(word in pages[0] for word in ("町長", "課長", "年間訓練計画", "第2月曜日"))
        for page, months in ((pages[1], "令和9年4月"), (pages[2], "令和10年3月")):
            assert months in page
            assert "31" in page
        assert "■10:00 回線の切替訓練" in pages[1]
        assert "選挙の事務" in pages[3]


def test_the_file_for_word_has_the_days_as_a_table_that_can_be_edited() -> None:
    out = docx.Document(io.BytesIO(as_docx.written(document_of(year("en"), ("Mayor",)))))
    walls = [each for each in out.tables if len(each.rows) == 32]
    assert len(walls) == 2
    texts = {cell.text for row in walls[0].rows for cell in row.cells}
    assert "■10:00 Contacts" in texts
    assert "29 Th" in texts
    assert "Showa Day" in texts


def test_hostile_names_act_nowhere() -> None:
    evil = "<script>owned()</script>\x1b[2J=1+1"
    town = plan()
    drills = tuple(replace(each, name=Text(evil, evil)) for each in town.drills)
    made = year(of=replace(town, drills=drills))
    page = as_html.written(document_of(made))
    assert "<script>owned" not in page
    assert "\x1b" not in page + as_text.written(made)
    hostile = replace(made, entries=tuple(replace(e, text="=1+1") for e in made.entries))
    assert "\n=1+1" not in FORMS["csv"](sheet_of(hostile)).decode()
    assert ",=1+1" not in FORMS["csv"](sheet_of(hostile)).decode()


def test_the_command_writes_the_year_that_was_asked_for_and_refuses_forms_nobody_knows(
    tmp_path: Path,
) -> None:
    town = str(TOWN)
    seen = bcp_drill("schedule", "year", "--year", "令和9年度", "--plan", town, cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    assert "  15 木  10:00  連絡先の確認" in seen.out
    seen = bcp_drill(
        "schedule", "year", "--year", "R9", "--plan", town, "-o", "year.json", cwd=tmp_path
    )
    assert seen.code == ExitCode.PASSED
    rows = json.loads((tmp_path / "year.json").read_text("utf-8"))["rows"]
    assert {"day": "2027-07-21", "id": "line", "moved_from": "2027-07-12"}.items() <= next(
        each for each in rows if each["id"] == "line"
    ).items()
    refused = bcp_drill("schedule", "year", "--plan", town, "-o", "year.odt", cwd=tmp_path)
    assert refused.code == ExitCode.INVALID_INPUT
    assert ".html" in refused.err
