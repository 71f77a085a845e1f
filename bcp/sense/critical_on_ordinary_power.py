"""Critical systems on a circuit that dies with the mains."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

ORDINARY = Phrase(
    "sense.critical_on_ordinary_power",
    ja="最重要（critical）のシステムが、非常用でない電源回路（power_circuit: ordinary）に"
    "つながっています: {systems}。",
    en="critical systems hang on an ordinary circuit (power_circuit: ordinary): {systems}.",
)
MOVE_IT = Phrase(
    "sense.move_to_protected",
    ja="UPSか発電機の回路につなぎ替えるか、対策（manage/countermeasures.yaml）に加えてください。",
    en="Move them to a circuit that a UPS or generator feeds, or put that into "
    "manage/countermeasures.yaml.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them."""
    bare = [
        each.id
        for each in ground.plan.systems
        if each.importance == "critical"
        and each.power_circuit == "ordinary"
        and each.state != "retired"
    ]
    if bare:
        yield Refusal(ground.place(bare[0], System), ORDINARY(systems=named(bare)), MOVE_IT())
