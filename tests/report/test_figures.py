"""How every number is computed, on small journals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Message, render
from drills.core import events as e
from drills.core.brief import Target
from drills.report import as_html, as_text
from drills.report.assembled import report_of
from drills.report.model import Report
from scenarios.model import Mode
from scenarios.reading import Reading
from tests.report.made_up import BRIEF, ended, lost, recorded, returned, rich, sample, simple

S = SECOND
WEB = (BRIEF.targets[2],)


def report(*events: e.Event, **brief: object) -> Report:
    return report_of(recorded(simple(*events, **brief)))


def test_the_figure_is_the_middle_and_the_error_half_the_width() -> None:
    found = report(lost("web/http", 10 * S, 11 * S), returned("web/http", 30 * S, 31 * S))
    rto = found.recoveries[2].rto
    assert (rto.low_us, rto.high_us) == (30 * S - 11_100_000, 31_100_000 - 10 * S)
    assert (rto.actual_us, rto.error_us) == (20 * S, 1_100_000)
    assert rto.difference_us == -40 * S
    assert rto.records == (2, 3)


def test_a_figure_counted_from_a_moment_names_the_record_of_that_moment() -> None:
    rto = report_of(recorded(rich())).recoveries[1].rto
    assert rto.counted_from == "declaration"
    assert rto.records == (11, 23, 34)


def test_the_parts_of_the_time_sum_up_to_the_whole() -> None:
    split = report_of(recorded(rich())).split
    assert split is not None
    assert sum(each.us for each in split.parts) == split.us
    assert all(
        each.us == sum(p.ended.at_us - p.began.at_us for p in each.periods if p.ended)
        for each in split.parts
    )


def test_the_time_is_cut_at_the_moments_and_at_the_first_action_after_the_loss() -> None:
    found = report(
        lost("web/http", 10 * S, 10 * S),
        e.StepDue(10 * S, "quake", 0),
        ended(12 * S, "quake", "held", "held", "injected"),
        e.StepDue(12 * S, "declare", 0),
        e.Answered(15 * S, "declare", "done", "佐藤"),
        ended(15 * S, "declare", "done", "held", "observed", by="佐藤"),
        e.ActionOrdered(20 * S, 1, "run", "reg01", "wipe", step="wipe"),
        e.ActionInDoubt(24 * S, 1, Message("test.doubt")),
        returned("web/http", 30 * S, 30 * S),
        targets=WEB,
    )
    assert found.split is not None
    parts = [(each.part, each.us) for each in found.split.parts]
    assert parts == [
        ("until_detection", 2 * S - 50_000),
        ("until_declaration", 3 * S),
        ("until_first_action", 5 * S),
        ("work", 4 * S),
        ("verification", 6 * S + 50_000),
    ]


def test_an_outage_that_never_ended_shows_no_time_and_is_named_first() -> None:
    found = report(lost("web/http", 10 * S, 11 * S), e.DrillEnded(90 * S, "completed"), targets=WEB)
    rto = found.recoveries[0].rto
    assert (rto.verdict, rto.actual_us) == ("missed", None)
    assert found.summary.next[0].code == "next.down"


def test_a_deadline_is_told_by_the_calendar_and_judged_by_the_clock_that_jumped() -> None:
    tell_hq, law = report_of(recorded(rich())).obligations
    assert tell_hq.due is not None
    assert tell_hq.due.iso.startswith("2026-11-21T10:30:09")
    assert tell_hq.state == "late"
    assert law.due is not None
    assert law.due.iso.startswith("2026-11-27T10:00:05")
    assert law.state == "open"


def test_a_correction_behind_the_end_changes_no_figure() -> None:
    events = (lost("web/http", 10 * S, 11 * S), e.DrillEnded(20 * S, "aborted"))
    amended = e.Amended(9_000 * S, 2, "check", "web", "佐藤", "誤記")
    before, after = report(*events, targets=WEB), report(*events, amended, targets=WEB)
    assert before.recoveries == after.recoveries
    assert before.recoveries[0].rto.verdict == "not_measured"
    assert before.split == after.split


def test_a_drill_in_which_no_machine_measured_a_target_says_so() -> None:
    pretended = (
        e.PretenceSet(1 * S, "system", "groupware", "down", "quake", "morning"),
        e.PretenceCleared(9 * S, "system", "groupware", "morning", "injected"),
        e.DrillEnded(10 * S, "completed"),
    )
    summary = report(*pretended, targets=(BRIEF.targets[4],)).summary
    assert (summary.tally.verdicts["met"], summary.tally.measured) == (1, 0)
    assert summary.tally.met_measured == 0
    assert "next.measure_operated" in [each.code for each in summary.next]
    codes = [each.code for each in report_of(recorded(rich())).summary.next]
    assert not any(each.startswith("next.measure") for each in codes)


@pytest.mark.parametrize(
    ("mode", "code", "advised", "not_advised"),
    [
        ("tabletop", "next.measure", "確認のみの訓練か実動訓練", "プローブ"),
        ("walkthrough", "next.measure_walked", "実動訓練", "確認のみの訓練"),
        ("operational", "next.measure_operated", "プローブ", "確認のみの訓練"),
    ],
)
def test_what_is_advised_where_nothing_was_measured_is_a_drill_that_would_measure(
    mode: Mode, code: str, advised: str, not_advised: str
) -> None:
    found = report(e.DrillEnded(S, "completed"), targets=WEB, mode=mode).summary.next
    said = next(render(each, "ja") for each in found if each.code == code)
    assert advised in said
    assert not_advised not in said


def test_what_an_undo_may_have_brought_back_unseen_is_not_urgent() -> None:
    down = lost("web/http", 10 * S, 11 * S)
    undo = (
        e.ActionOrdered(12 * S, 1, "run", "reg01", "wipe", step="wipe"),
        e.ActionEnded(13 * S, 1, "held", Reading()),
        e.ActionOrdered(14 * S, 2, "undo", "reg01", "unwipe", step="wipe", undoes=1),
        e.ActionEnded(15 * S, 2, "held", Reading()),
    )
    end = e.DrillEnded(20 * S, "aborted")
    unseen = [each.code for each in report(down, *undo, end, targets=WEB).summary.next]
    assert unseen == ["next.unseen"]
    assert report(down, end, targets=WEB).summary.next[0].code == "next.down"
    again = e.CheckTally("web/http", 0, 3, 0, 0, 10 * S, 17 * S, None, 0)
    looked = (down, *undo, e.Watched(18 * S, 0, (again,)), end)
    assert report(*looked, targets=WEB).summary.next[0].code == "next.down"


def test_steps_that_an_abort_kept_from_beginning_are_not_failures_nor_owed() -> None:
    closing = e.ClosingBegan(2 * S, "aborted", "佐藤")
    found = report(closing, e.DrillEnded(3 * S, "aborted"), targets=())
    tally = found.summary.tally
    assert (tally.steps_failed, tally.steps_not_done) == (0, tally.steps)
    assert {each.code for each in found.summary.next} == {"next.nothing"}
    assert {each.why[0].code for each in found.steps} == {"report.never_begun"}


@pytest.mark.parametrize("targets", [WEB, (replace(WEB[0], rto=None),)])
def test_a_system_that_could_not_be_asked_once_is_named_on_the_first_page(
    targets: tuple[Target, ...],
) -> None:
    tally = e.CheckTally("web/http", 0, 0, 9, 0, None, None, None, 0)
    unasked = (
        e.UnknownBegan(S, "web/http", sample(S, "unknown")),
        e.Watched(9 * S, 0, (tally,)),
        e.DrillEnded(10 * S, "completed"),
    )
    summary = report(*unasked, targets=targets).summary
    said = [render(each, "en") for each in summary.next]
    assert any("Home page: not measured. It could not be asked even once" in each for each in said)


def test_what_the_clean_up_put_back_is_no_figure_and_is_named_first() -> None:
    found = report(
        lost("web/http", 10 * S, 11 * S),
        e.ClosingBegan(20 * S, "aborted", "佐藤"),
        e.ActionOrdered(20 * S, 1, "undo", "reg01", "unwipe", step="wipe", undoes=1),
        returned("web/http", 23 * S, 24 * S),
        e.DrillEnded(30 * S, "aborted"),
        targets=WEB,
    )
    (line,) = found.recoveries
    assert (line.rto.verdict, line.rto.actual_us, line.rto.low_us) == ("not_measured", None, None)
    assert line.rto.records == (2, 4, 5)
    tally = found.summary.tally
    assert (tally.measured, tally.met_measured, tally.verdicts["met"]) == (0, 0, 0)
    assert found.summary.next[0].code == "next.put_back"
    for writer in (as_text, as_html):
        said = {lang: "".join(writer.written(found, lang).split()) for lang in LANGUAGES}
        assert "復旧できることは、この訓練では確かめられていません" in said["ja"]
        assert "clean-up,notrecoveredbythepeople" in said["en"]
