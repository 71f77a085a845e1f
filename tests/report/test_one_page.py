"""The one page: what stands on it, in which order, and that nothing on it is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR
from bcp.message import LANGUAGES, Language, Text
from bcp.upkeep import Countermeasure
from drills.core.events import DrillStarted
from drills.report import as_text, one_page, page_issues
from drills.report.assembled import report_of
from drills.report.layout import width_of
from drills.report.model import Report
from drills.report.page_grade import TARGETS_SHOWN
from drills.report.participation import WORKDAY_US
from drills.report.text_block import Points, Table
from tests.report.made_up import BRIEF, recorded, rich


def report() -> Report:
    return report_of(recorded(rich()))


def test_the_blocks_stand_in_the_order_in_which_a_head_of_department_reads() -> None:
    names = [each.heading.code.rpartition(".")[2] for each in one_page.blocks(report(), "ja")]
    assert names == ["facts", "grade", "targets", "issues", "next", "simulated", "upcoming"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_as_text_keeps_to_eighty_columns_and_two_sheets(lang: Language) -> None:
    text = as_text.written(replace(report(), edition="page"), lang)
    assert all(width_of(each) <= 80 for each in text.splitlines())
    assert len(text.splitlines()) < 130


def test_of_many_targets_the_gravest_are_shown_and_the_others_are_counted() -> None:
    whole = report()
    many = replace(whole, recoveries=whole.recoveries * 4)
    blocks = one_page.blocks(many, "ja")
    found = next(each for each in blocks if each.heading.code == "one_page.targets")
    assert isinstance(found, Table)
    assert len(found.rows) == TARGETS_SHOWN
    assert found.notes[0].startswith("ほか")


def test_what_nobody_decided_is_undecided_and_never_invented() -> None:
    missed = next(each for each in report().issues if each.kind == "missed")
    assert (missed.due, missed.budget) == (None, None)
    assert page_issues.issue_cells(missed, "ja")[-2:] == ("未定", "未定")


def test_an_issue_takes_owner_due_and_budget_from_the_plans_countermeasure() -> None:
    planned = Countermeasure(
        id="spare",
        weakness=Text("予備機がない"),
        action=Text("予備機を買う"),
        cost=Text("約80万円"),
        owner="情報係",
        due="2027-03-31",
        systems=("groupware",),
    )
    started, *rest = rich()
    assert isinstance(started, DrillStarted)
    plan = replace(BRIEF.plan, countermeasures=(planned,))
    events = (replace(started, brief=replace(BRIEF, plan=plan)), *rest)
    issue = next(each for each in report_of(recorded(events)).issues if each.subject == "groupware")
    what, _, measure, *decided = page_issues.issue_cells(issue, "ja")
    assert "グループウェア" in what
    assert measure.endswith("予備機を買う")
    assert decided == ["情報係", "2027-03-31", "約80万円"]


def test_the_hours_of_people_lie_between_what_is_recorded_and_the_whole_drill() -> None:
    part = report().participation
    assert part.people == 4
    assert 0 < part.low_us < part.high_us
    assert part.workday_us == WORKDAY_US == HOUR * 31 // 4


def test_nobody_is_named_among_those_who_took_part() -> None:
    facts = one_page.blocks(report(), "ja")[0]
    assert isinstance(facts, Table)
    took_part = next(row[1] for row in facts.rows if row[0] == "参加")
    assert "ICT部門責任者" in took_part
    assert "佐藤" not in took_part


def test_a_drill_in_which_nothing_went_wrong_says_so_in_one_line() -> None:
    calm = replace(report(), issues=(), decisions=(), simulated=())
    blocks = {each.heading.code: each for each in one_page.blocks(calm, "ja")}
    issues = blocks["one_page.issues"]
    assert isinstance(issues, Points)
    assert len(issues.items) == 1
    assert "one_page.decisions" not in blocks
