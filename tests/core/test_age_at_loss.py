"""RPO by markers: what survived, what did not, and what nobody can tell; never zero by default."""

from __future__ import annotations

from dataclasses import replace

from bcp.business_days import Calendar
from bcp.durations import DAY, HOUR, MINUTE, SECOND, BusinessDays, Span
from bcp.message import Message
from bcp.model import CommandRef, Marker
from drills.core import events as e
from drills.core.age_at_loss import age_at_loss
from drills.core.markers import marker_line, surviving
from drills.core.measure import Measure, Result
from drills.core.outages import outages_of
from drills.core.recovery import recoveries
from drills.core.state import ActionState, CheckState, Drill
from scenarios.model import Pretend
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import FAILURE, NOT_SENT, SUCCESS, Simulation, World, drilled
from tests.core.simulation import Result as Became
from tests.core.test_outages import lost, returned

MARKER = Marker(CommandRef("sv", "mark"), CommandRef("sv", "marks"), every=Span(30 * SECOND))
LIMIT = Span(100)
WEB = m.system("web", marker=MARKER, rpo=Span(MINUTE))


def written(number: int, at: int, took: int = 2, outcome: e.Outcome = "held") -> ActionState:
    order = e.ActionOrdered(at, number, "marker_write", "sv", "mark", system="web")
    return ActionState(order, e.ActionEnded(at + took, number, outcome, SUCCESS))


def aged(
    *markers: ActionState,
    found: e.MarkersFound | None,
    limit: Span | BusinessDays = LIMIT,
    down: tuple[int, int] = (200, 210),
) -> Result:
    """A loss between the two instants of `down`, and a return long after it."""
    brief = m.brief(m.inject("a"), systems=(WEB,))
    outage = (lost("web/tcp", *down), returned("web/tcp", 500, 510))
    drill = replace(
        Drill(),
        brief=brief,
        now=1_000,
        checks={"web/tcp": CheckState((outage,))},
        actions={each.order.action: each for each in markers},
        markers_found=() if found is None else (found,),
    )
    return age_at_loss(drill, m.target("web", rpo=limit), outages_of(drill, "web", None))


def left(*numbers: int) -> e.MarkersFound:
    return e.MarkersFound(600, "web", numbers)


def test_the_age_lies_between_the_last_marker_that_survived_and_the_first_that_did_not() -> None:
    age = aged(written(1, 50), written(2, 100), written(3, 150), found=left(1, 2))
    assert age.actual == Measure(200 - 152, 210 - 100)
    assert age.verdict == "within_error"


def test_where_all_survived_the_age_is_at_most_the_time_since_the_last() -> None:
    age = aged(written(1, 50), written(2, 180), found=left(1, 2))
    assert (age.actual, age.verdict) == (Measure(0, 30), "met")


def test_a_marker_missing_between_two_that_survived_changes_nothing() -> None:
    age = aged(written(1, 50), written(2, 100), written(3, 180), found=left(1, 3))
    assert age.actual == Measure(0, 30)


def test_none_left_is_never_zero_but_at_least_as_old_as_the_first() -> None:
    age = aged(written(1, 50), written(2, 100), found=left())
    assert (age.verdict, age.actual) == ("missed", None)
    assert age.why is not None
    assert age.why.params["lost"] == 200 - 52
    short = aged(written(1, 150), found=left())
    assert (short.verdict, short.actual) == ("not_measured", None)


def test_none_written_before_the_loss_measures_nothing() -> None:
    assert aged(found=left()).verdict == "not_measured"
    assert aged(written(1, 300), found=left(1)).verdict == "not_measured"


def test_a_marker_that_failed_or_is_in_doubt_was_not_written() -> None:
    assert aged(written(1, 50, outcome="broken"), found=left(1)).verdict == "not_measured"
    doubtful = replace(written(1, 50), ended=None)
    assert aged(doubtful, found=left(1)).verdict == "not_measured"


def test_what_could_not_be_read_is_not_measured_and_says_why() -> None:
    reason = Message("test.refused")
    age = aged(written(1, 50), found=e.MarkersFound(600, "web", (), reason))
    assert (age.verdict, age.actual, age.why) == ("not_measured", None, reason)
    assert aged(written(1, 50), found=None).verdict == "not_measured"


def test_without_a_real_outage_there_is_no_data_age() -> None:
    steps = (m.inject("a", at=MINUTE, set=(Pretend("system", "web"),)), m.inject("b", at=HOUR))
    (one,) = recoveries(drilled(m.brief(*steps, systems=(WEB,))).drill)
    assert one.rpo is not None
    assert (one.rpo.verdict, one.rpo.actual) == ("not_measured", None)


def test_a_limit_in_working_days_counts_back_from_the_loss() -> None:
    age = aged(written(1, 50), found=left(1), limit=BusinessDays(1))
    assert age.limit is not None
    assert age.limit >= DAY


def test_only_this_runs_markers_are_taken() -> None:
    lines = [marker_line("r1", 3), marker_line("r2", 4), "bcp-drill r1 x", "", "bcp-drill r1 5 6"]
    assert surviving("r1", "\n".join(lines)) == (3,)


def test_a_store_that_only_appends_keeps_the_markers_apart() -> None:
    assert surviving("r1", marker_line("r1", 3) + marker_line("r1", 4)) == (3, 4)


class Store:
    """The lines of a system, of which a restore keeps only those from before `copied`."""

    def __init__(self, copied: int) -> None:
        self.lines: list[tuple[int, str]] = []
        self.copied = copied

    def drill(self, read: Became | None = None) -> Simulation:
        def mark(world: World, at: int, order: object) -> None:
            self.lines.append((at, getattr(order, "stdin", "")))

        def marks(world: World, at: int, order: object) -> None:
            kept = "\n".join(line for written, line in self.lines if written <= self.copied)
            world.results = {"marks": (read or Became(Reading({"exit": 0, "out": kept})),)}

        world = World(down={"web": [(5 * MINUTE, 7 * MINUTE)]}, acts={"mark": mark, "marks": marks})
        return drilled(m.brief(m.inject("a", at=10 * MINUTE), systems=(WEB,)), world)


def test_a_whole_drill_measures_how_old_the_restored_copy_was() -> None:
    (one,) = recoveries(Store(copied=3 * MINUTE).drill().drill)
    assert one.rpo is not None
    assert one.rpo.actual is not None
    assert one.rpo.actual.low <= 2 * MINUTE <= one.rpo.actual.high
    assert one.rpo.actual.error < 30 * SECOND
    assert one.rpo.verdict == "missed"


def test_no_marker_is_written_while_the_system_is_down() -> None:
    run = Store(copied=HOUR).drill()
    writes = [each.at for each in run.of(e.ActionOrdered) if each.purpose == "marker_write"]
    assert not any(5 * MINUTE + 2 * SECOND < each < 7 * MINUTE for each in writes)
    assert any(each > 7 * MINUTE for each in writes)


def test_markers_that_cannot_be_read_back_leave_it_unmeasured() -> None:
    for read in (Became(FAILURE), Became(NOT_SENT), Became(None)):
        (one,) = recoveries(Store(copied=HOUR).drill(read).drill)
        assert one.rpo is not None
        assert (one.rpo.verdict, one.rpo.actual) == ("not_measured", None)
        assert one.rpo.why is not None


def test_markers_are_neither_permitted_on_the_table_nor_after_their_date() -> None:
    for brief in (
        m.brief(m.inject("a", at=MINUTE), systems=(WEB,), mode="walkthrough"),
        m.brief(m.inject("a", at=MINUTE), systems=(WEB,), today="2027-01-01"),
    ):
        assert drilled(brief).of(e.ActionOrdered) == []


def test_a_calendar_counts_working_days_in_local_time() -> None:
    calendar = Calendar(closed=frozenset({20_780}))
    friday_evening_in_japan = (20_777 * 86_400 + 20 * 3_600 - 9 * 3_600) * SECOND
    monday = friday_evening_in_japan + 3 * DAY
    assert calendar.moved(friday_evening_in_japan, 1) == monday + DAY
    assert Calendar().moved(friday_evening_in_japan, 1) == monday
    assert Calendar().moved(monday, -1) == friday_evening_in_japan
    assert Calendar().moved(monday, 0) == monday
