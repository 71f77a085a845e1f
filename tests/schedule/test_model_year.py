"""A whole fiscal year of the model town: nothing twice, nothing lost, nothing where none may be.

The year is that of `tests.schedule.model_year`, which tells what in it is real.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bcp.instants import moment
from bcp.programme.days import Days
from bcp.programme.dues import dues
from bcp.programme.obstacles import Obstacles
from drills.journal.verify import read_good
from drills.notices.events import NoticeIntended, NoticeSent
from drills.report.layout import width_of
from drills.schedule import events as e
from drills.schedule.record import verify
from tests.schedule.model_calendar import printed
from tests.schedule.model_year import CHANGED, END, FIRST, OFF, ON, TOKYO, Chat, Lived, lived

AT_NIGHT = (21, 7)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with Chat() as chat:
        yield lived(tmp_path_factory.mktemp("model"), chat)


def test_everything_that_was_due_was_settled_once_and_nothing_else(year: Lived) -> None:
    standing = year.standing()
    held = standing.held()
    before, after = year.plans
    wanted = {each.key for each in dues(before, FIRST, CHANGED, held) if not each.expected}
    wanted |= {each.key for each in dues(after, CHANGED, END, held) if not each.expected}
    assert set(standing.dues) == wanted
    begun = Counter(each.run for each in year.events if isinstance(each, e.DrillBegan))
    assert set(begun.values()) == {1}
    assert len(begun) == len({each.key for each in year.events if isinstance(each, e.DrillClaimed)})
    assert verify(year.runs).what is None


def test_no_drill_began_on_a_day_without_drills_or_while_the_machine_was_off(year: Lived) -> None:
    plan = year.plans[0]
    obstacles = Obstacles(plan, Days.of(plan))
    for each in (each for each in year.events if isinstance(each, e.DrillBegan)):
        local = moment(each.at).astimezone(TOKYO)
        assert obstacles.at(local.replace(tzinfo=None), ()) is None, each
        assert not OFF < local < ON


def test_what_came_while_the_machine_was_off_follows_its_own_policy(year: Lived) -> None:
    dark = [
        each
        for each in year.standing().dues.values()
        if OFF <= moment(each.due) < ON and each.state != "omitted"
    ]
    states = {(each.drill, each.state) for each in dark}
    assert states == {
        ("nightly", "missed"),  # skip: the next night comes
        ("gates", "missed"),  # late, but a newer one had come
        ("gates", "ended"),  # late: begun two and a half hours after its time
        ("restore-monthly", "ended"),  # ask: begun when a person said so
    }
    late = next(each for each in dark if (each.drill, each.state) == ("gates", "ended"))
    assert moment(late.began or 0) == ON
    asked = next(each for each in dark if each.drill == "restore-monthly")
    assert asked.answered_by == "情報係長"
    assert moment(asked.began or 0) > ON


def test_the_changed_plan_counts_from_when_it_was_read(year: Lived) -> None:
    cyber = [each for each in year.standing().dues.values() if each.drill == "cyber-october"]
    assert [f"{moment(each.due):%Y-%m-%d}" for each in cyber] == ["2027-12-08"]
    review = next(each for each in year.standing().dues.values() if each.drill == "quake-review")
    # Twenty working days behind the day on which people held the drill that it follows.
    assert f"{moment(review.due).astimezone(TOKYO):%Y-%m-%d}" == "2027-10-01"


def test_the_table_drills_are_real_and_their_records_whole(year: Lived) -> None:
    table = [each for each in year.standing().dues.values() if each.drill == "table"]
    assert [each.overall for each in table] == ["passed"] * 3
    for each in table:
        assert [*read_good(year.runs / (each.run or ""))]


def test_the_chat_got_each_notice_once_marked_as_a_drill_and_by_day(year: Lived) -> None:
    got = [json.loads(each) for each in year.chat]
    ids = [each["id"] for each in got]
    assert len(ids) == len({*ids}) == sum(isinstance(x, NoticeSent) for x in year.events)
    assert all(each["subject"].startswith("【訓練】") for each in got)
    for each in (each for each in year.events if isinstance(each, NoticeIntended)):
        hour = moment(each.at).astimezone(TOKYO).hour
        assert AT_NIGHT[1] <= hour < AT_NIGHT[0]
    kinds = Counter((each["kind"], each["planned_drill"]) for each in got)
    assert kinds["failed", "nightly"] == 2
    assert kinds["asked", "restore-monthly"] == 1
    by_hand = {each.id for each in year.plans[1].drills if each.remind}
    announced = {drill for kind, drill in kinds if kind == "before"}
    # What was to be told while the machine was off is told when it is still true.
    assert announced == by_hand
    assert timedelta() < ON - OFF


def test_the_year_can_be_shown_to_a_mayor(year: Lived) -> None:
    said = printed(year)
    assert max(map(width_of, said.splitlines())) <= 80
    # A line may break anywhere within a cell.
    unbroken = re.sub(r"\n *", "", said)
    for words in (
        "15 木  10:00  人事異動後の連絡先の確認  担当者が実施",
        "7/12（月）から移動",
        "2時間30分遅れて開",
        "情報係長の回答",
        "実施の報告なし",
        "通知（不良）: 夜間の到達確認",
        "計画の変更を読み込み",
        "サービス停止中のため行わ",
    ):
        assert words in unbroken
