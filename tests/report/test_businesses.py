"""What became of the businesses, what was evaluated, and the lifelines that players are told of."""

from __future__ import annotations

import json
from dataclasses import replace

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.inventory import Business
from bcp.message import Text
from bcp.people import Role
from drills.core.brief import Brief
from drills.core.business_turns import business_turns
from drills.core.orders import Abort, Answer, GoOn, Pause
from drills.core.overall import Overall, overall
from drills.core.people_events import Answer as Said_
from drills.core.players import page_of
from drills.report import as_html, as_json, as_text
from drills.report.model import Report
from scenarios.conduct import BusinessTurn, Cast, Criterion
from scenarios.hazard import Hazard
from scenarios.model import Goal, Step
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World, drilled
from tests.report.test_guards import joined, report_of

COUNTER = Business(
    "counter",
    Text("窓口証明", "Counter"),
    start_by=Span(12 * HOUR),
    workaround_by=Span(30 * MINUTE),
)
TAX = Business("tax")
STEPS = (
    m.inject("quake", at=0, businesses=(BusinessTurn("counter", "stopped"),)),
    m.ask("paper", businesses=(BusinessTurn("counter", "paper"), BusinessTurn("tax", "paper"))),
    m.inject("next-day", jump=13 * HOUR),
    m.ask("open", businesses=(BusinessTurn("counter", "resumed"),)),
    m.ask("entered", businesses=(BusinessTurn("counter", "reentered"),)),
)
POWER = Hazard(
    "earthquake", at="22:10", lifelines={"power": Text("全域停電", "out"), "ferry": Text("欠航")}
)


def made(*steps: Step, **rest: object) -> Brief:
    found = m.brief(*steps, mode="tabletop", **rest)  # type: ignore[arg-type]
    roles = (Role("lead", Text("ICT部門責任者", "Head of ICT")),)
    return replace(found, plan=replace(found.plan, businesses=(COUNTER, TAX), roles=roles))


def answered(*pairs: tuple[str, Said_, int]) -> World:
    people = {step: (Said(Answer(step, answer, "係"), after),) for step, answer, after in pairs}
    return World(people=people)


def played(entered: Said_ = "done") -> Simulation:
    five = 5 * MINUTE
    world = answered(
        ("paper", "done", 4 * five), ("open", "done", five), ("entered", entered, five)
    )
    return drilled(made(*STEPS), world)


def rows(simulation: Simulation) -> list[tuple[str, str, str, int | None]]:
    """Business, state, verdict and minutes of each turn."""
    found = business_turns(simulation.drill)
    return [
        (
            each.business,
            each.state,
            each.result.verdict,
            each.result.actual.middle // MINUTE if each.result.actual else None,
        )
        for each in found
    ]


def test_each_state_counts_from_the_start_with_jumps_against_the_plans_promise() -> None:
    simulation = played()
    assert rows(simulation) == [
        ("counter", "stopped", "no_target", 0),
        ("counter", "paper", "met", 20),
        ("counter", "resumed", "missed", 13 * 60 + 25),
        ("counter", "reentered", "no_target", 13 * 60 + 30),
        ("tax", "paper", "no_target", 20),
    ]
    sources = [each.result.source for each in business_turns(simulation.drill)]
    assert sources == ["injected", *["observed"] * 4]


def test_a_situation_that_moves_the_clock_tells_how_things_are_once_it_has_moved() -> None:
    morning = m.inject("morning", at=0, jump=13 * HOUR, businesses=STEPS[3].businesses)
    assert rows(drilled(made(morning), World())) == [("counter", "resumed", "missed", 13 * 60)]


def clocks(simulation: Simulation) -> list[tuple[str, int, int, bool]]:
    """State, minutes assumed, minutes stood still, and whether it is approximate."""
    found = [(each.state, each.result) for each in business_turns(simulation.drill)]
    return [
        (state, one.assumed // MINUTE, one.paused // MINUTE, one.approximate)
        for state, one in found
    ]


def test_assumed_time_pauses_and_restarts_are_told_of_a_business() -> None:
    orders = ((MINUTE, Pause("進行")), (11 * MINUTE, GoOn("進行")))
    asked = answered(("paper", "done", 20 * MINUTE), ("open", "done", 5 * MINUTE))
    simulation = drilled(made(*STEPS[:4]), replace(asked, orders=orders))
    expected = [("stopped", 0, 0, False), ("paper", 0, 10, False), ("resumed", 13 * 60, 10, False)]
    assert clocks(simulation)[:3] == expected
    simulation.drill = replace(simulation.drill, restarts=((MINUTE, 2 * MINUTE),))
    assert [each[3] for each in clocks(simulation)[:3]] == [False, True, True]


def test_the_jump_of_the_situation_itself_is_assumed_time_too() -> None:
    morning = m.inject("morning", at=0, jump=13 * HOUR, businesses=STEPS[3].businesses)
    assert clocks(drilled(made(morning), World())) == [("resumed", 13 * 60, 0, False)]


def test_what_is_assumed_stands_under_the_businesses_of_text_and_page_and_in_json() -> None:
    orders = ((MINUTE, Pause("進行")), (4 * MINUTE, GoOn("進行")))
    people = answered(("paper", "done", 20 * MINUTE), ("open", "done", MINUTE))
    report = report_of(drilled(made(*STEPS[:4]), replace(people, orders=orders)))
    told = {
        "ja": (
            "窓口証明再開:実績のうち13時間は、時刻を進めた",
            "3分の一時停止があります（実績から除",
        ),
        "en": ("Counterrunningagain:13hoftheactualtimeisassumed", "pausedfor3min"),
    }
    for lang in ("ja", "en"):
        for written in (as_text.written(report, lang), as_html.written(report, lang)):
            assert all(each in joined(written).replace(" ", "") for each in told[lang]), lang
    figures = {
        each["state"]: each["figure"]
        for each in json.loads(as_json.written(report, "ja"))["businesses"]
    }
    assert figures["resumed"]["assumed_us"] == 13 * HOUR
    assert figures["resumed"]["paused_us"] == 3 * MINUTE


def test_a_business_that_is_late_is_no_missed_target_of_the_drill() -> None:
    assert overall(played().drill) is Overall.PASSED


def test_what_was_answered_otherwise_stays_unmeasured_and_says_why() -> None:
    simulation = played("partly")
    turn = next(each for each in business_turns(simulation.drill) if each.state == "reentered")
    assert (turn.ended, turn.result.verdict, turn.result.actual) == (None, "not_measured", None)
    (line,) = [each for each in report_of(simulation).businesses if each.state == "reentered"]
    assert (line.when, line.figure.difference_us) == (None, None)
    assert line.figure.why is not None
    assert dict(line.figure.why.params) == {"steps": ("entered",)}


def test_what_an_abort_cut_off_is_unmeasured_and_not_missed() -> None:
    world = answered(("paper", "done", 20 * MINUTE))
    simulation = drilled(made(*STEPS), replace(world, orders=((25 * MINUTE, Abort("進行")),)))
    assert rows(simulation)[2] == ("counter", "resumed", "not_measured", None)


def test_a_pause_is_no_time_of_the_business() -> None:
    orders = ((MINUTE, Pause("進行")), (11 * MINUTE, GoOn("進行")))
    world = replace(answered(("paper", "done", 20 * MINUTE)), orders=orders)
    turn = business_turns(drilled(made(*STEPS[:2]), world).drill)[1]
    assert turn.result.actual is not None
    assert turn.result.actual.middle == 10 * MINUTE


def test_of_two_steps_that_tell_the_same_the_first_that_held_counts() -> None:
    resumed = (BusinessTurn("counter", "resumed"),)
    steps = (m.ask("a", at=0, businesses=resumed), m.ask("b", at=0, businesses=resumed))
    world = answered(("a", "failed", MINUTE), ("b", "done", 9 * MINUTE))
    (turn,) = business_turns(drilled(made(*steps), world).drill)
    assert (turn.step, turn.result.verdict) == ("b", "met")


def test_text_page_and_json_tell_of_the_businesses_in_both_languages() -> None:
    report = report_of(played())
    japanese, english = joined(as_text.written(report, "ja")), as_text.written(report, "en")
    assert "【業務への影響】" in japanese
    assert all(word in japanese for word in ("窓口証明停止", "手書き等", "1時間25", "未達"))
    assert "WHAT IT MEANT FOR BUSINESSES" in english
    page = as_html.written(report, "ja")
    assert '<section id="businesses">' in page
    assert "遡及入力の完了" in page
    tree = json.loads(as_json.written(report, "ja"))
    told = [
        (each["business"], each["state"], each["figure"]["verdict"]) for each in tree["businesses"]
    ]
    assert ("counter", "resumed", "missed") in told


def test_a_drill_that_says_nothing_of_itself_has_no_such_sections() -> None:
    text = as_text.written(report_of(drilled(made(m.inject("a")), World())), "ja")
    for heading in ("業務への影響", "評価項目", "目的・想定・役割"):
        assert heading not in text


def evaluated() -> Report:
    criteria = (
        Criterion("told", Text("手書きを15分で始めた"), "paper"),
        Criterion("half", Text("入力を終えた"), "entered"),
        Criterion("calm", Text("落ち着いていた")),
    )
    steps = (*STEPS[:2], m.ask("entered", within=MINUTE))
    brief = made(
        *steps,
        purpose=Text("紙で始められるかを確かめます。"),
        guidance=(Text("初動版"),),
        roles=Cast(Text("lead"), players=(Text("住民課の職員"), Text("hq", "hq"))),
        evaluation=criteria,
        hazard=POWER,
        targets=(Goal(step="paper", within=Span(15 * MINUTE), start="onset"),),
    )
    return report_of(drilled(brief, answered(("paper", "done", 20 * MINUTE))))


def test_what_is_evaluated_stands_with_what_its_step_showed() -> None:
    report = evaluated()
    assert [(each.id, each.outcome, each.verdict) for each in report.evaluation] == [
        ("told", "held", "missed"),
        ("half", "broken", None),
        ("calm", None, None),
    ]
    text = joined(as_text.written(report, "ja"))
    assert "手書きを15分で始めたpaperできた・時間は[評価者]未達" in text


def test_purpose_lifelines_and_parts_stand_in_the_report() -> None:
    text = joined(as_text.written(evaluated(), "ja"))
    assert "目的:紙で始められるかを確かめます。" in text
    assert "想定する発生時刻:22:10" in text
    assert "ライフライン:電気＝全域停電、ferry＝欠航" in text
    assert "役割:統制＝ICT部門責任者、参加＝住民課の職員・hq" in text


def test_players_are_told_of_the_lifelines_with_the_first_situation_and_never_again() -> None:
    brief = made(m.inject("quake", at=5 * SECOND), m.inject("more", at=9 * SECOND), hazard=POWER)
    simulation = Simulation(World()).begin(brief)
    assert page_of(simulation.drill, 0).given == ()
    simulation.run()
    first, more = page_of(simulation.drill, 10 * SECOND).given
    assert first.text.ja == "【訓練】quake（ライフラインの想定: 電気は全域停電、ferryは欠航）"
    assert first.text.en == "[DRILL] quake (Lifelines: Power: out, ferry: 欠航)"
    assert more.text.ja == "【訓練】more"
    assert [each.text.ja for each in report_of(simulation).injects] == [first.text.ja, more.text.ja]
