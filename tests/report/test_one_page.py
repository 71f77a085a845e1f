"""The one page: what stands on it, in which order, and that nothing on it is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.asking import ProbeCall, Settled
from bcp.durations import HOUR, SECOND, Span
from bcp.inventory import Link, Power
from bcp.message import LANGUAGES, Language, Phrase, Text, render
from bcp.upkeep import Countermeasure
from drills import writers
from drills.core.brief import Check
from drills.core.events import DeviceTold, DrillStarted, Event
from drills.printed.report_evaluation import evaluation
from drills.report import (
    as_text,
    html_first,
    one_page,
    page_facts,
    page_grade,
    page_issues,
    page_room,
)
from drills.report.assembled import report_of
from drills.report.contents import contents
from drills.report.layout import width_of
from drills.report.model import Report
from drills.report.page_cut import short
from drills.report.page_fit import Fit
from drills.report.participation import WORKDAY_US
from drills.report.text_block import Points, Table
from tests.report.made_up import BRIEF, recorded, rich, simple

LONG = Phrase("test.cut_long", ja="{n}番目の話です。" + "長い。" * 50, en="no. {n}" + " long" * 50)


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
    assert 3 <= len(found.rows) <= Fit().targets
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


GENERATOR = Power("gen", "generator", Text("非常用発電機", "Generator"), fuel_l=240, l_per_h=10)
UPS = Power("ups", "ups", Text("サーバ室のUPS", "UPS"), runtime=Span(HOUR // 2))
SPARE = Link("spare", name=Text("予備回線", "Spare line"))


def with_devices(*events: Event) -> Report:
    plan = replace(BRIEF.plan, power=(UPS, GENERATOR), links=(SPARE,))
    checks = tuple(
        Check(f"{each}/told", each, None, ProbeCall("ups", each), Span(SECOND), Settled(1))
        for each in ("ups", "spare")
    )
    return report_of(recorded(simple(*events, plan=plan, checks=checks, targets=())))


def told(check: str, **facts: float) -> DeviceTold:
    return DeviceTold(SECOND, SECOND, f"{check}/told", facts)


def test_how_long_power_and_lines_last_stands_there_with_its_source() -> None:
    read = told("ups", battery_percent=87.0, runtime_left_s=1_500), told("spare", capacity_mbps=40)
    assert page_room.room(with_devices(*read), "ja").items == (
        "サーバ室のUPS: 蓄電池で25分（実測）、蓄電池87%（実測）",
        "予備回線: 使える帯域40Mbps（実測）",
        "非常用発電機: 燃料で24時間（想定）",
    )


def test_where_only_the_plan_says_how_long_power_lasts_nobody_measured_it() -> None:
    *lines, doubt = page_room.room(with_devices(), "ja").items
    assert lines == ["サーバ室のUPS: もつ時間0.5時間（想定）", "非常用発電機: 燃料で24時間（想定）"]
    assert "測っていません" in doubt
    assert not page_room.room(report(), "ja").items


@pytest.mark.parametrize("form", ["text", "html", "md", "csv"])
def test_what_power_is_left_stands_in_every_form_of_the_one_page(form: str) -> None:
    page = replace(with_devices(), edition="page")
    written = writers.writer(form).written(page, "ja").decode()
    assert "電源・通信の余裕" in written
    assert "非常用発電機" in written


def test_a_capped_grade_never_stands_beside_the_rate_that_it_has_on_the_scale() -> None:
    whole = report()
    third = whole.grading.legend[2]
    grading = replace(whole.grading, grade="C", uncapped="A", meaning=third.meaning)
    capped = replace(whole, grading=grading)
    assert page_grade.grade_said(capped, "ja") == "C（上限による。達成率ではA）"
    assert page_grade.grade_said(capped, "en") == "C (capped; A by its rate)"
    assert html_first.first_of(capped, "ja").meaning == "上限による。達成率ではA"
    assert page_grade.grade_said(capped, "ja") in repr(tuple(evaluation(capped, "ja")))
    for form in ("text", "md"):
        assert (
            "80%以上90%未満"
            not in writers.writer(form).written(replace(capped, edition="page"), "ja").decode()
        )


def test_person_hours_whose_ends_read_alike_are_said_once() -> None:
    part = replace(report().participation, low_us=HOUR // 10, high_us=HOUR // 10 + 1)
    assert render(page_facts.hours(part), "ja") == "0.1人時（0.01人工）"
    apart = replace(part, high_us=HOUR)
    assert render(page_facts.hours(apart), "ja") == "0.1〜1.0人時（0.01〜0.13人工）"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_page_leaves_out_stands_in_the_full_report(lang: Language) -> None:
    """The page says "see the full report" of it: what was not real is never told of nowhere."""
    crowded = _crowded()
    wanted = [*(each.what for each in crowded.issues), *crowded.decisions]
    wanted += [each.what for each in crowded.simulated]
    page, full = (
        _run_together(as_text.written(replace(crowded, edition=edition), lang))
        for edition in ("page", "full")
    )
    said = [_run_together(render(each, lang)) for each in wanted]
    assert [each for each in said if each not in page]
    assert [each for each in said if each not in full] == []
    record = [
        _run_together(" ".join(each.items))
        for each in contents(crowded, lang)
        if isinstance(each, Points)
    ]
    assert [each for each in said if not any(each in one for one in record)] == []


def test_nothing_is_told_in_whole_again_where_the_page_has_told_all_of_it() -> None:
    whole = report_of(recorded(simple()))
    few = replace(whole, issues=whole.issues[:3], simulated=whole.simulated[:2])
    codes = [each.heading.code for each in contents(few, "ja")]
    assert [each for each in codes if each.startswith("text.whole_")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_cut_off_to_make_room_for_saying_that_it_is(lang: Language) -> None:
    for length in range(50, 90):
        words = "x" * length
        assert width_of(short(words, 60, lang)) <= length
    assert short("x" * 90, 60, lang) != "x" * 90


def _crowded() -> Report:
    """More of everything than one sheet has room for, each with words of its own."""
    whole = report()
    issues = [replace(whole.issues[0], what=LONG(n=n)) for n in range(10, 16)]
    simulated = [replace(whole.simulated[0], what=LONG(n=n)) for n in range(20, 30)]
    decisions = tuple(LONG(n=n) for n in range(30, 40))
    return replace(whole, issues=tuple(issues), simulated=tuple(simulated), decisions=decisions)


def _run_together(words: str) -> str:
    """What is said, wherever its lines were broken."""
    return "".join(words.split())
