"""What the report and `order status` say of a drill that became the real event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import LANGUAGES, Language, Text, render
from bcp.people import Contact, Method, Role, Vendor
from drills.core import events as e
from drills.core.machine import advance, replay
from drills.core.orders import Abort, Answer, RealEvent
from drills.core.retraction_orders import Retract
from drills.report import as_text
from drills.report.assembled import report_from
from drills.report.at_hand import standing
from drills.report.checklist import checklist
from drills.report.consequences import consequences
from drills.report.layout import width_of
from drills.report.ledger import Ledger
from drills.report.line import live_lines
from drills.report.model import JournalState, Report
from scenarios.model import Inject, Notify
from tests.core import making as m
from tests.core.simulation import Simulation, World

HQ = Text("災害対策本部", "the headquarters")


def running() -> Simulation:
    steps = (
        m.step("news", Inject(Text("停電です", "power is out")), at=0),
        m.step("muster", m.ask("参集したか").do, at=0, by="lead"),
        m.step("tell", Notify(HQ), at=0, by="lead"),
        m.run("act", at=0),
        m.run("repair", "stop", None, at=0),
        m.ask("later", at=HOUR),
    )
    made = m.brief(*steps)
    roles = (Role("lead", Text("統括", "Lead"), "佐藤", ("鈴木",)),)
    vendors = (Vendor("acme", Text("保守会社", "Acme"), covers=("web",)),)
    contacts = (Contact("sato", "佐藤", methods=(Method("tel", "0120-000-5678"),)),)
    brief = replace(made, plan=replace(made.plan, roles=roles, vendors=vendors, contacts=contacts))
    simulation = Simulation(World()).begin(brief)
    simulation.run(until=5 * SECOND)
    return simulation


def real(*told: str, over: bool = True) -> Simulation:
    simulation = running()
    simulation.order(Answer("muster", "done", "佐藤"))
    simulation.order(RealEvent("佐藤", "揺れ"))
    simulation.run(until=MINUTE)
    for each in told:
        simulation.order(Retract(each, "田中", "内線"))
    if over:
        simulation.order(Abort("佐藤"))
        simulation.run(until=2 * MINUTE)
    return simulation


def report(simulation: Simulation) -> Report:
    ledger = Ledger.of(enumerate(simulation.events, start=1))
    closed = simulation.drill.ended is not None
    return report_from(ledger, JournalState(len(simulation.events), "0" * 64, closed, True, None))


def _first_page(simulation: Simulation) -> str:
    return as_text.first_page(report(simulation), "ja")


def test_the_first_page_names_those_who_were_not_told_and_calls_it_no_drill() -> None:
    page = "".join(each.strip() for each in _first_page(real("lead")).splitlines())
    assert "【至急】実災害に移ったことを知らせていない相手がいます" in page
    assert "参加者全員" in page
    assert "災害対策本部" in page
    assert "途中で実災害に移行" in page
    assert "これは訓練です" not in page


def test_the_report_says_who_was_told_when_by_whom_and_who_was_not() -> None:
    lines = {each.who.ja: each for each in report(real("lead")).retractions}
    assert (lines["統括"].by, lines["統括"].how) == ("田中", "内線")
    assert lines["統括"].told is not None
    assert lines["災害対策本部"].told is None
    assert lines["災害対策本部"].things == ("report",)
    assert "未連絡" in as_text.written(report(real("lead")), "ja")


def test_where_all_were_told_nothing_is_urgent() -> None:
    whole = as_text.written(report(real("all", over=False)), "en")
    assert "NOT TOLD" not in whole
    assert "not told that the drill" not in whole


def test_a_drill_that_was_only_aborted_has_no_such_list() -> None:
    simulation = running()
    simulation.order(Abort("佐藤"))
    simulation.run(until=MINUTE)
    assert report(simulation).retractions == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_status_is_a_checklist_with_the_people_and_without_what_was_only_a_drill(
    lang: Language,
) -> None:
    lines = standing(real(over=False).drill, MINUTE, lang, 80, running=True)
    whole = "\n".join(lines)
    assert all(width_of(each) <= 80 for each in lines if "→" not in each)
    assert "停電です" not in whole
    assert "cut" not in whole
    assert "参集したか" in whole
    assert ("統括: 佐藤" in whole) or ("Lead: 佐藤" in whole)
    assert "鈴木" in whole
    assert "bcp-drill order last told lead" in whole


def test_the_checklist_outlasts_the_drill() -> None:
    drill = real().drill
    assert drill.ended is not None
    assert "［　］参集したか（担当: 統括）" in [render(each, "ja") for each in checklist(drill)]
    assert list(checklist(running().drill)) == []


def test_what_an_undo_would_do_and_what_stays_is_said_in_both_languages() -> None:
    drill = running().drill
    assert [render(each, "ja") for each in consequences(drill)] == [
        "sv（192.0.2.1:22）: 元に戻すと「drill-restore --line 1」を実行します。"
        "戻さないと「drill-cut --line 1」を実行したままになります。",
        "sv（192.0.2.1:22）: 「drill-stop」には元に戻す操作がなく、実行したままになります。",
    ]
    assert '"drill-stop" has no undo' in render(consequences(drill)[1], "en")


def test_whoever_watches_the_lines_reads_whom_to_tell_with_what_to_type() -> None:
    simulation = real(over=False)
    (closing,) = simulation.of(e.ClosingBegan)
    lines = live_lines(closing, simulation.drill, "ja", 80)
    assert any("bcp-drill order last told 災害対策本部" in each for each in lines)
    assert any("訓練中止、実災害" in each for each in lines)


def test_the_same_is_said_again_after_a_restart() -> None:
    drill = replay(real("lead", over=False).events)
    resumed = e.DrillResumed(2 * MINUTE, SECOND, 0, "x")
    drill, _, _ = advance(drill, (resumed,), 2 * MINUTE)
    lines = live_lines(resumed, drill, "en", 80)
    assert any("told players" in each for each in lines)
    assert not any("told lead" in each for each in lines)


def test_telephone_numbers_are_masked_unless_they_are_asked_for() -> None:
    drill = real().drill
    masked = "\n".join(standing(drill, MINUTE, "ja", 80, running=False))
    assert "0120-000" not in masked
    assert "佐藤: tel *********5678" in masked
    assert "status --numbers" in masked
    whole = "\n".join(standing(drill, MINUTE, "ja", 80, running=False, numbers=True))
    assert "0120-000-5678" in whole
