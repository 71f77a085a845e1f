"""What guarded the drill, in the report: counts, troubles, and whether it ended the drill."""

from __future__ import annotations

import json

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Text
from drills.core.brief import Brief
from drills.core.orders import Abort
from drills.report import as_json, as_text
from drills.report.assembled import report_from
from drills.report.event_words import told
from drills.report.ledger import Ledger
from drills.report.model import JournalState, Report
from scenarios.model import Safety, StopCondition
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

NAME = Text("住民票の窓口", "the counter")
WEB = m.system("web")


def guarded() -> Brief:
    rule = StopCondition(None, Span(10 * SECOND), m.call("counter"), Span(5 * SECOND), NAME)
    return m.brief(m.ask("a"), systems=(WEB,), safety=Safety(stop_when=(rule,)))


def report_of(run: Simulation) -> Report:
    journal = JournalState(len(run.events), "0" * 64, closed=True, trusted=None, fault=None)
    return report_from(Ledger.of(enumerate(run.events, start=1)), journal)


def joined(text: str) -> str:
    return "".join(text.split())


def test_a_guard_that_ended_the_drill_is_told_with_what_it_measured() -> None:
    report = report_of(drilled(guarded(), World(down={"counter": [(MINUTE, HOUR)]})))
    (line,) = report.guards
    assert line.ended_drill
    assert not line.blind
    assert line.held == 12
    (trouble,) = line.troubles
    assert (trouble.kind, trouble.period.began.at_us) == ("broken", MINUTE)
    said = joined(as_text.written(report, "ja"))
    assert "【中止条件の見張り】" in said
    assert "これにより訓練を中止しました" in said
    assert "It ended the drill" in " ".join(as_text.written(report, "en").split())


def test_a_blind_guard_is_told_and_stands_in_no_list_of_systems() -> None:
    orders = ((5 * MINUTE, Abort("op")),)
    world = World(unasked={"counter": [(MINUTE, 3 * MINUTE)]}, orders=orders)
    report = report_of(drilled(guarded(), world))
    (line,) = report.guards
    assert line.blind
    assert [each.kind for each in line.troubles] == ["unknown"]
    assert report.unknowns == ()
    assert report.outages == ()
    assert [each.check for each in report.counts] == ["web/tcp"]
    assert {each.system for each in report.recoveries} == {"web"}
    assert "訓練を守っていません" in joined(as_text.written(report, "ja"))


def test_the_report_as_json_has_the_guards() -> None:
    report = report_of(drilled(guarded(), World(down={"counter": [(MINUTE, HOUR)]})))
    (line,) = json.loads(as_json.written(report, "ja"))["guards"]
    assert line["ended_drill"] is True
    assert line["troubles"][0]["kind"] == "broken"


def test_a_drill_without_guards_has_no_such_section() -> None:
    report = report_of(drilled(m.brief(m.inject("i", at=0), systems=(WEB,))))
    assert report.guards == ()
    assert "GUARDED" not in as_text.written(report, "en")


def test_every_trouble_of_a_guard_has_its_sentence() -> None:
    world = World(
        down={"counter": [(MINUTE, MINUTE + 6 * SECOND)]},
        unasked={"counter": [(2 * MINUTE, 3 * MINUTE)]},
        orders=((5 * MINUTE, Abort("op")),),
    )
    run = drilled(guarded(), world)
    said = [each.what.code for event in run.events if (each := told(event, run.drill))]
    codes = [each for each in said if each.startswith("told.guard")]
    assert codes == [
        "told.guard_broken",
        "told.guard_well",
        "told.guard_unknown",
        "told.guard_blind",
        "told.guard_known",
    ]
