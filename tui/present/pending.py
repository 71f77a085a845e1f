"""Orders that this screen gave and that have not come back as events yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drills.core import events as e
from drills.core import orders as o
from drills.core.call_orders import Call
from drills.core.checkin_orders import CheckIn, CheckInByHand
from drills.core.clock_orders import CompareClock
from drills.core.guard_orders import PullLever
from drills.core.message_orders import AllClear, SettleMessage
from drills.core.muster_orders import Muster
from drills.core.paper_orders import Enter
from drills.core.ramp_events import RampStopped, WaveBegan
from drills.core.ramp_orders import StopRamp, TellWave
from drills.core.result_orders import TakeResults
from drills.core.retraction_orders import Retract
from drills.core.survey_orders import TakeSurvey
from drills.core.told_orders import Observe
from drills.core.zone_orders import Heard


def still_pending(pending: tuple[o.Order, ...], events: Iterable[e.Event]) -> tuple[o.Order, ...]:
    """Leave out each order that one of the events is."""
    left = pending
    for event in events if pending else ():
        left = tuple(each for each in left if not is_it(each, event))
    return left


def steps_asked(pending: Iterable[o.Order]) -> frozenset[str]:
    """The steps that orders are under way for."""
    found = (getattr(each, "step", None) for each in pending)
    return frozenset(each for each in found if isinstance(each, str))


def is_it(order: o.Order, event: e.Event) -> bool:
    """Whether an event is what became of an order, whoever else may have given the same."""
    kinds, same = _BECOMES[type(order)]
    return isinstance(event, kinds) and all(
        getattr(order, name) == getattr(event, name) for name in same
    )


# What each order becomes, and in which fields the two must agree.
_BECOMES: Mapping[type, tuple[tuple[type, ...], tuple[str, ...]]] = {
    o.Answer: ((e.Answered,), ("step",)),
    Call: ((e.Called,), ("step", "person", "result")),
    CheckIn: ((e.CheckedIn,), ("step", "person")),
    # A number at the desk becomes an id on its way.
    CheckInByHand: ((e.CheckedIn,), ("step", "by")),
    SettleMessage: ((e.MessageSettled,), ("step", "verdict")),
    AllClear: ((e.AllClearOrdered,), ()),
    Muster: ((e.Mustered,), ("step", "person", "state")),
    TellWave: ((WaveBegan,), ("step", "by")),
    StopRamp: ((RampStopped,), ("step",)),
    TakeResults: ((e.ResultsTaken,), ("step", "by", "sha256")),
    o.Approve: ((e.Approved,), ("step", "role")),
    o.SettleDoubt: ((e.DoubtSettled,), ("verdict",)),
    o.Pause: ((e.Paused,), ()),
    o.GoOn: ((e.Continued,), ()),
    o.Hold: ((e.StepHeld,), ("step",)),
    o.Release: ((e.StepReleased,), ("step",)),
    o.Skip: ((e.StepEnded,), ("step",)),
    o.GiveInject: ((e.InjectGiven,), ("to", "text")),
    o.SetAside: ((e.CheckSetAside,), ("check",)),
    Observe: ((e.Observed,), ("answer", "by")),
    o.Amend: ((e.Amended,), ("seq",)),
    Heard: ((e.SegmentWord,), ("step",)),
    CompareClock: ((e.ClockCompared,), ("reference",)),
    Enter: ((e.Entered,), ("by", "sha256")),
    TakeSurvey: ((e.SurveyTaken,), ("survey",)),
    o.Abort: ((e.ClosingBegan, e.LookEnded, e.RetractionEnded), ()),
    PullLever: ((e.ClosingBegan, e.LookEnded), ()),
    o.RealEvent: ((e.ClosingBegan, e.RealEventCame), ()),
    Retract: ((e.Retracted,), ()),
}
