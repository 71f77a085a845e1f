"""Which notices go out when: pure values, a clock that is a parameter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bcp.durations import DAY, HOUR, MINUTE, Span
from bcp.instants import micros, moment
from bcp.message import Message, Text, render
from bcp.model import Plan
from bcp.notices import NoticeRule
from bcp.programme.dues import Due
from drills.history.reading import row_of
from drills.notices.due import NO_REACH, TOO_LATE, Notice, Todo, notices_ahead, notices_due
from drills.notices.events import (
    NoticeEvent,
    NoticeFailed,
    NoticeGivenUp,
    NoticeInDoubt,
    NoticeIntended,
    NoticeOmitted,
    NoticeSent,
)
from drills.notices.facts import KEPT, MOST_BACK, Facts, reach
from drills.notices.happenings import DrillResult, Happening
from drills.notices.results import result_of
from drills.notices.standing import GAPS, folded
from drills.notices.words import written
from drills.readiness.due import DueLine
from tests.history.making import Held, hold
from tests.notices.programmes import (
    DUE,
    JST,
    LEAD,
    NIGHT,
    PLAN,
    QUAKE,
    a_year,
    after,
    at,
    due_at,
    facts,
    having,
)

WHY = Message("notices.no_result")
SOON = replace(PLAN, drills=(replace(QUAKE, remind=(after(1),)), NIGHT))


def soon(*dues: Due) -> Facts:
    """With a drill that is told of one day before it, and not sooner."""
    return facts(*dues, plan=SOON)


def intent(notice: Notice, now: str, attempt: int = 1) -> NoticeIntended:
    of = (notice.id, notice.kind, notice.about, notice.to, notice.by)
    return NoticeIntended(micros(at(now)), *of, attempt=attempt)


def test_a_drill_is_told_of_two_weeks_and_a_day_before_and_each_once() -> None:
    assert a_year(facts(DUE), "2027-08-01 00:00", 40) == [
        (at("2027-08-18 10:00"), "before hanako"),
        (at("2027-08-31 10:00"), "before hanako"),
    ]


def test_the_plan_says_how_long_before_and_a_drill_of_every_night_is_not_announced() -> None:
    plan = replace(PLAN, drills=(replace(QUAKE, remind=(after(7), after(3))), NIGHT))
    night = Due("night", at("2027-08-10 02:30"), "night@x")
    assert a_year(facts(DUE, night, plan=plan), "2027-08-01 00:00", 40) == [
        (at("2027-08-25 10:00"), "before hanako"),
        (at("2027-08-27 10:00"), "before hanako"),
    ]
    assert reach(plan).days == 7 + MOST_BACK.days + KEPT.days


def test_a_reminder_on_a_closed_day_goes_out_on_the_working_day_before() -> None:
    days = (after(2), after(1), Span(HOUR))
    plan = replace(PLAN, drills=(replace(QUAKE, remind=days),))
    for due, told in (
        # Monday: Saturday's and Sunday's are one, on Friday; an hour before is not moved.
        ("2027-09-06 10:00", ["2027-09-03 10:00", "2027-09-06 09:00"]),
        # Thursday behind three holidays and a weekend in May.
        ("2027-05-06 10:00", ["2027-04-30 10:00", "2027-05-06 09:00"]),
        # Held on a Sunday, with the yearly outage: people are there.
        ("2027-08-29 10:00", ["2027-08-27 10:00", "2027-08-29 09:00"]),
        ("2027-09-02 10:00", ["2027-08-31 10:00", "2027-09-01 10:00", "2027-09-02 09:00"]),
    ):
        known = facts(Due("quake", at(due), f"quake@{due}"), plan=plan)
        begin = f"{at(due) - timedelta(days=9):%Y-%m-%d} 00:00"
        assert [each for each, _ in a_year(known, begin, 10)] == [at(each) for each in told]


def test_what_is_two_weeks_ahead_is_never_told_on_the_day_itself() -> None:
    todo = due_at(facts(DUE), "2027-09-01 09:00")
    assert [each.kind for each in todo.send] == ["before"]
    (late,) = todo.over
    assert isinstance(late, NoticeOmitted)
    assert (late.about, late.why) == (f"{DUE.key} 2027-09-01T01:00Z -1209600s", TOO_LATE())
    assert written(todo.send[0].words, "ja").subject.startswith("【訓練】本日、")


def test_the_days_that_are_left_are_counted_when_it_goes_out() -> None:
    (late,) = due_at(facts(DUE), "2027-08-19 09:00").send
    assert written(late.words, "en").subject == "[DRILL] Drill in 13 days: Earthquake tabletop"
    (last,) = due_at(facts(DUE), "2027-08-31 10:00").send
    assert written(last.words, "ja").subject == "【訓練】明日、訓練があります: 地震の図上訓練"


def test_a_drill_that_is_left_out_or_only_expected_is_not_announced() -> None:
    for due in (replace(DUE, omitted=WHY), replace(DUE, expected=True)):
        assert due_at(facts(due), "2027-08-31 10:00").send == ()


def test_at_night_nothing_goes_out_but_what_may() -> None:
    missed = Happening("missed", micros(at("2027-08-10 23:10")), "night@x", "night", WHY)
    known = facts(happened=(missed,))
    assert due_at(known, "2027-08-10 23:11").send == ()
    assert due_at(known, "2027-08-11 06:59").send == ()
    assert len(due_at(known, "2027-08-11 07:00").send) == 1
    urgent = facts(happened=(missed,), plan=having(replace(LEAD, urgent=("missed",))))
    assert len(due_at(urgent, "2027-08-10 23:11").send) == 1


def test_a_night_in_which_the_clock_is_put_back_ends_when_the_clock_says_so() -> None:
    paris = ZoneInfo("Europe/Paris")
    rule = replace(LEAD, quiet_hours=("22:00-05:00", "05:00-06:30"))
    began = datetime(2027, 10, 30, 23, 0, tzinfo=paris)
    asked = Happening("asked", micros(began), "quake@x", "quake", WHY)
    known = replace(facts(happened=(asked,), plan=having(rule)), zone=paris)
    (ahead,) = notices_ahead(known, began, datetime(2027, 11, 2, tzinfo=paris))
    assert ahead.at == datetime(2027, 10, 31, 6, 30, tzinfo=paris)
    assert (micros(ahead.at) - micros(began)) == 8 * HOUR + 30 * MINUTE


def test_whoever_stands_on_two_lines_gets_one_notice() -> None:
    twice = having(LEAD, NoticeRule("all", to=("@staff",)))
    sent = [each.to for each in due_at(facts(DUE, plan=twice), "2027-08-31 10:00").send]
    assert sorted(sent) == ["hanako", "taro"]


def test_a_line_for_some_drills_or_kinds_tells_nothing_else() -> None:
    ended = Happening("ended", micros(at("2027-08-10 09:00")), "night@x", "night")
    good = replace(ended, about="night@y", result=DrillResult("r", "passed"))
    for rule, count in (
        (replace(LEAD, kinds=("failed",)), 1),
        (replace(LEAD, kinds=("result", "failed")), 2),
        (replace(LEAD, drills=("quake",)), 0),
        (replace(LEAD, kinds=("before",)), 0),
    ):
        known = facts(happened=(ended, good), plan=having(rule))
        assert len(due_at(known, "2027-08-10 09:00").send) == count, rule


def test_a_result_names_the_run_and_no_path_of_the_machine(tmp_path: Path) -> None:
    (place,) = hold(tmp_path, Held("2027-08-10"))
    ended = Happening("ended", micros(at("2027-08-10 09:00")), "night@x", "night")
    known = replace(ended, result=result_of(row_of(place), place))
    rule = replace(LEAD, kinds=("result",))
    (notice,) = due_at(facts(happened=(known,), plan=having(rule)), "2027-08-10 09:00").send
    text = written(notice.words, "ja").text
    assert f"bcp-drill report {place.name}" in text
    assert str(tmp_path) not in text


def test_the_result_of_a_night_names_what_is_otherwise_than_the_night_before() -> None:
    one = Happening("ended", micros(at("2027-08-10 09:00")), "night@x", "night")
    new = DrillResult("r", "step_failed", good=False, compared=True, lost=("web",), back=("dns",))
    same = replace(new, lost=(), back=())
    rule = replace(LEAD, kinds=("result",))
    for result, said in (
        (new, ("前回から新たに不良: web", "前回から回復: dns")),
        (same, ("前回から: 変化なし",)),
    ):
        known = facts(happened=(replace(one, result=result),), plan=having(rule))
        (notice,) = due_at(known, "2027-08-10 09:00").send
        assert all(each in written(notice.words, "ja").text for each in said)


def test_a_failed_try_is_made_again_later_and_given_up_in_the_end() -> None:
    (notice,) = due_at(soon(DUE), "2027-08-31 10:00").send
    begun = micros(at("2027-08-31 10:00"))
    events: list[NoticeEvent] = []
    tries = 0
    for now in range(begun, begun + DAY, MINUTE):
        todo = notices_due(soon(DUE), folded(events), moment(now, JST))
        events += todo.over
        for each in todo.send:
            tries += 1
            assert each.attempt == tries
            events.append(replace(intent(notice, "2027-08-31 10:00", tries), at=now))
            events.append(NoticeFailed(now, each.id, WHY, again=True))
    assert tries == len(GAPS) + 1
    (end,) = [each for each in events if isinstance(each, NoticeGivenUp)]
    assert "8回" in render(end.why, "ja")


def test_a_chat_that_asks_for_an_hour_of_peace_gets_it() -> None:
    (notice,) = due_at(soon(DUE), "2027-08-31 10:00").send
    now = micros(at("2027-08-31 10:00"))
    failed = NoticeFailed(now, notice.id, WHY, again=True, not_before=now + HOUR)
    events: list[NoticeEvent] = [intent(notice, "2027-08-31 10:00"), failed]
    assert due_at(soon(DUE), "2027-08-31 10:59", events).send == ()
    assert len(due_at(soon(DUE), "2027-08-31 11:00", events).send) == 1


def test_an_intent_without_an_answer_is_in_doubt_and_never_sent_again() -> None:
    (notice,) = due_at(soon(DUE), "2027-08-31 10:00").send
    events: list[NoticeEvent] = [intent(notice, "2027-08-31 10:00")]
    assert due_at(soon(DUE), "2027-08-31 10:05", events).over == ()
    todo = due_at(soon(DUE), "2027-08-31 10:11", events)
    (doubt,) = todo.over
    assert isinstance(doubt, NoticeInDoubt)
    assert todo.send == ()
    for later in ("2027-08-31 10:12", "2027-08-31 20:00"):
        assert due_at(soon(DUE), later, [*events, doubt]).send == ()
    # The process that sent it was only slow: its word outweighs the doubt.
    late = [*events, doubt, NoticeSent(micros(at("2027-08-31 10:12")), notice.id, "250")]
    assert due_at(soon(DUE), "2027-08-31 10:13", late) == Todo()


def test_whom_no_address_is_known_of_is_said_once() -> None:
    people = tuple(replace(each, methods=()) for each in PLAN.contacts)
    nobody = replace(SOON, contacts=people)
    todo = due_at(facts(DUE, plan=nobody), "2027-08-31 10:00")
    (omitted,) = todo.over
    assert isinstance(omitted, NoticeOmitted)
    assert (omitted.to, omitted.why) == ("hanako", NO_REACH())
    assert due_at(facts(DUE, plan=nobody), "2027-08-31 10:01", [omitted]).over == ()


def line(days: int, id_: str = "ups") -> DueLine:
    day = date(2027, 8, 2).fromordinal(date(2027, 8, 2).toordinal() + days)
    said = Message("notices.no_result")
    return DueLine("battery", id_, Text("UPS"), day, days, said, said, Text("情報係"))


def test_everything_overdue_is_one_notice_a_week() -> None:
    known = facts(lines=(line(-3), line(5, "gen"), line(200, "far")))
    sent = a_year(known, "2027-08-01 00:00", 21, hours=3)
    assert sent == [(at(f"2027-08-{day} 09:00"), "overdue hanako") for day in ("02", "09", "16")]
    (notice,) = due_at(known, "2027-08-02 09:00").send
    said = written(notice.words, "ja")
    assert said.subject == "【訓練】期限切れ1件、期限間近1件"
    assert "（3日超過） 担当: 情報係" in said.text
    assert due_at(facts(), "2027-08-02 09:00").send == ()


def test_a_plan_that_is_refused_is_told_once_and_without_its_words() -> None:
    refused = Happening("refused", micros(at("2027-08-10 09:00")), "a1b2")
    (notice,) = due_at(facts(happened=(refused,)), "2027-08-10 09:01").send
    assert "bcp-drill check" in written(notice.words, "en").text


def test_a_night_survey_on_a_holiday_is_not_called_off_and_an_announced_drill_is() -> None:
    now = micros(at("2027-08-10 09:00"))
    night = Happening("omitted", now, "night@x", "night", WHY)
    quake = Happening("omitted", now, "quake@x", "quake", WHY)
    (notice,) = due_at(facts(happened=(night, quake)), "2027-08-10 09:01").send
    assert "取りやめ" in written(notice.words, "ja").subject


def test_who_was_told_of_one_day_hears_of_the_other_that_it_was_moved_to() -> None:
    moved = replace(DUE, at=at("2027-09-02 10:00"), moved_from=DUE.at, because=WHY)
    (first,) = due_at(soon(DUE), "2027-08-31 10:00").send
    (second,) = due_at(soon(moved), "2027-09-01 10:00").send
    assert first.id != second.id
    assert "本来の日時: 令和9年9月1日（水）10:00" in written(second.words, "ja").text


def test_no_notices_in_a_plan_are_no_notices() -> None:
    assert due_at(facts(DUE, plan=_silent()), "2027-08-31 10:00").send == ()


def _silent() -> Plan:
    return replace(PLAN, notices=())
