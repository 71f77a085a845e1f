"""What many bodies came to: neither a miss without a return nor a pretence is glossed over."""

from __future__ import annotations

from bcp.durations import MINUTE
from bcp.message import Text
from drills.comparing.bodies import Body
from drills.comparing.returns import FigureBack, Returned, judged, returns_of
from drills.core import events as e
from drills.core.measure import Verdict
from drills.packs.manifest import VERSION, Manifest, Needed
from drills.report.assembled import report_of
from drills.report.grade_scale import NOT_GRADED
from tests.report.made_up import BRIEF, S, recorded, simple

SENT = Manifest(
    "bcp-drill-pack",
    VERSION,
    pack="joint",
    number=1,
    scenario="joint",
    title=Text("合同"),
    made_by="北県",
    made="2026-11-01",
    tool="bcp-drill",
    digest="ab" * 32,
    parameters=(),
    needs=Needed((), (), (), (), ()),
    criteria=0,
    members={},
    signed_by=None,
)
TIMES: dict[str, tuple[Verdict, int | None]] = {
    "1": ("met", 10 * MINUTE),
    "2": ("met", 20 * MINUTE),
    "3": ("missed", None),
    "4": ("not_measured", None),
}


def _back(code: str) -> Returned:
    verdict, time = TIMES[code]
    times = (time, time, time)
    name = Text("メール")
    figure = FigureBack("rto mail", name, verdict, None, *times, "measured", "onset", False)
    return Returned(f"{code}.zip", code, code, "done", None, figures=(figure,))


def test_a_body_whose_system_never_came_back_is_among_those_that_did_not_meet_it() -> None:
    bodies = [Body(code, code, "", "") for code in TIMES]
    (across,) = returns_of(SENT, bodies, map(_back, TIMES)).targets
    assert (across.met, across.bodies, across.unmeasured) == (2, 3, 1)
    assert (across.median_us, across.worst_us) == (15 * MINUTE, 20 * MINUTE)


def test_what_was_pretended_is_not_counted_as_met() -> None:
    pretended = (
        e.PretenceSet(40 * S, "system", "groupware", "down", "quake", None),
        e.PretenceCleared(50 * S, "system", "groupware", "quake", "injected"),
        e.DrillEnded(100 * S, "completed"),
    )
    report = report_of(recorded(simple(*pretended, targets=BRIEF.targets[-1:])))
    found = judged(SENT, BRIEF, report, Returned("1.zip", "1", "1", "done", None))
    assert report.recoveries[0].rto.verdict == "met"
    assert (found.met, found.grade) == (0, NOT_GRADED)
