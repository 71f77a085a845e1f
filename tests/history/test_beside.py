"""A report beside the drills before it: compared only where that is fair, and named exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bcp.action_items import ActionItem, ItemBudget, ItemTarget, Occasion
from bcp.durations import HOUR, MINUTE
from bcp.message import LANGUAGES, Text, render
from bcp.model import Organisation, Plan
from bcp.people import Role
from drills.history.beside import past_of, with_past
from drills.history.index import rows
from drills.history.reading import row_of
from drills.journal.sqlite import read
from drills.report import as_text
from drills.report.assembled import report_of
from drills.report.past import Past, PastFigure
from tests.history.making import Held, days, hold, unlike


def _drills(count: int, **last: object) -> list[Held]:
    plain = [
        Held(day, back=(("mail", (50 - 5 * number) * MINUTE),))
        for number, day in enumerate(days(2026, count))
    ]
    return [*plain[:-1], unlike(plain[-1], **last)]


def _past(runs: Path, *drills: Held, plan: Plan | None = None) -> Past:
    place = hold(runs, *drills)[-1]
    return past_of(row_of(place), rows(runs), plan)


def _mail(past: Past) -> PastFigure:
    return next(each for each in past.figures if each.id == "mail")


def test_the_newest_three_are_told_and_the_last_is_compared(tmp_path: Path) -> None:
    past = _past(tmp_path / "runs", *_drills(5))
    assert [each.run_id[:8] for each in past.runs] == ["20260714", "20260614", "20260514"]
    assert all(len(each.head) == 64 for each in past.runs)
    mail = _mail(past)
    assert mail.before is not None
    assert mail.before.run_id[:8] == "20260714"
    assert (mail.turn, mail.change_us) == ("shorter", -5 * MINUTE)
    assert mail.change_low_us is not None
    assert mail.change_high_us is not None
    assert mail.change_low_us < -5 * MINUTE < mail.change_high_us < 0
    assert [each.run_id[:8] for each in mail.last] == ["20260714", "20260614", "20260514"]


def test_a_changed_target_is_named_and_not_compared(tmp_path: Path) -> None:
    mail = _mail(_past(tmp_path / "runs", *_drills(2, limit=2 * HOUR)))
    assert (mail.before, mail.change_us, mail.last) == (None, None, ())
    assert mail.why is not None
    assert "条件が変わったため比べません（目標の時間）" in render(mail.why, "ja")


def test_drills_that_do_not_count_are_named_with_their_reason(tmp_path: Path) -> None:
    one, two, three = _drills(3)
    past = _past(tmp_path / "runs", one, unlike(two, mode="tabletop"), three)
    assert [each.why is None for each in past.runs] == [False, True]
    mail = _mail(past)
    assert mail.before is not None
    assert mail.before.run_id[:8] == "20260414"


def test_at_a_table_nothing_is_compared(tmp_path: Path) -> None:
    mail = _mail(_past(tmp_path / "runs", *_drills(2, mode="tabletop")))
    assert mail.before is None
    assert mail.why is not None
    assert "机上訓練" in render(mail.why, "ja")


def test_what_overlaps_in_its_error_is_no_difference(tmp_path: Path) -> None:
    one, _ = _drills(2)
    again = unlike(one, began="2026-05-14", back=(("mail", 50 * MINUTE + 500_000),))
    assert _mail(_past(tmp_path / "runs", one, again)).turn == "no_difference"


def test_later_drills_and_other_scenarios_are_not_past(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    one, two = _drills(2)
    place = hold(runs, one, two, unlike(one, began="2026-04-01", scenario="files-down"))[0]
    assert past_of(row_of(place), rows(runs), None).runs == ()


def test_items_of_this_drill_stand_first_and_decide_its_issues(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    place = hold(runs, *_drills(2, limit=20 * MINUTE))[-1]
    found = Occasion(run=place.name, on="2026-05-14")
    old = ActionItem("AI-1", Text("電源の増設", "more power"), about=ItemTarget(system="mail"))
    new = ActionItem(
        "AI-2",
        Text("手順書の見直し", "mend the procedure"),
        found_in=found,
        about=ItemTarget("rto", "mail"),
        owner="lead",
        due="2026-09-30",
        budget=ItemBudget("needed", 1_200_000, 2027),
    )
    done = replace(old, id="AI-3", status="closed")
    plan = Plan(
        Organisation("見本町"),
        roles=(Role("lead", Text("ICT部門責任者", "Head of ICT")),),
        action_items=(old, done, new),
    )
    plain = report_of(tuple(read(place)))
    report = with_past(plain, row_of(place), rows(runs), replace(plan, action_items=(new, done)))
    assert report.past is not None
    assert [each.id for each in report.past.items] == ["AI-2"]
    missed = next(each for each in report.issues if each.subject == "mail")
    assert missed.owner == Text("ICT部門責任者", "Head of ICT")
    assert missed.due == "2026-09-30"
    assert missed.budget is not None
    assert missed.budget.ja == "予算必要（1,200,000円、令和9年度）"
    both = past_of(row_of(place), rows(runs), plan)
    assert [(each.id, each.of_this_run) for each in both.items] == [("AI-2", True), ("AI-1", False)]


def test_a_report_without_its_past_is_of_its_journal_alone(tmp_path: Path) -> None:
    place = hold(tmp_path / "runs", *_drills(2))[-1]
    report = report_of(tuple(read(place)))
    assert report.past is None
    for lang in LANGUAGES:
        alone = as_text.written(report, lang)
        beside = as_text.written(
            with_past(report, row_of(place), rows(tmp_path / "runs"), None), lang
        )
        assert "AGAINST THE DRILL BEFORE" not in alone
        assert "前回との比較" not in alone
        assert ("AGAINST THE DRILL BEFORE" if lang == "en" else "前回との比較") in beside
