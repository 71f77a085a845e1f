"""Important systems that no scenario watches or has a target for."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

NEVER = Phrase(
    "sense.never_drilled",
    ja="重要なシステムが、どのシナリオの監視（watch）にも目標（targets）にもありません: "
    "{systems}。",
    en="no scenario watches these important systems or has a target for them: {systems}.",
)
DRILL_IT = Phrase(
    "sense.drill_it",
    ja="どれかのシナリオのwatchに加えるか、bcp-drill scenariosで合うシナリオを探してください。",
    en="Add them to the watch of a scenario, or find one with bcp-drill scenarios.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them, where there are scenarios at all."""
    drilled = ground.drilled
    never = [
        each.id
        for each in ground.plan.systems
        if each.importance != "normal" and each.state == "in_service" and each.id not in drilled
    ]
    if ground.scenarios and never:
        yield Refusal(ground.place(never[0], System), NEVER(systems=named(never)), DRILL_IT())
