"""One file is one kind of step: what follows while a step of that kind is open."""

from __future__ import annotations

from collections.abc import Mapping

from drills.core.kinds import (
    ask,
    checkin,
    contact,
    inject,
    message,
    muster,
    notify,
    probe,
    ramp,
    run,
    wait,
)
from drills.core.kinds._contract import Kind
from scenarios.model import (
    Ask,
    CallOut,
    Inject,
    MusterCall,
    Notify,
    Probe,
    RollCall,
    Run,
    Sending,
    Step,
    Wait,
)
from scenarios.ramps import Ramp

_KINDS: Mapping[type, Kind] = {
    Inject: inject,
    Ask: ask,
    Probe: probe,
    Wait: wait,
    Run: run,
    Notify: notify,
    CallOut: contact,
    RollCall: checkin,
    Sending: message,
    MusterCall: muster,
    Ramp: ramp,
}


def kind_of(step: Step) -> Kind:
    """The rules of a step's kind."""
    return _KINDS[type(step.do)]
