"""Batteries that are older than the plan gives them: told when it is checked, not in a blackout."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.battery_life import replace_by
from bcp.inventory import Power
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground, Passed

PAST_ITS_LIFE = Phrase(
    "battery.past_its_life",
    ja="電源「{power}」の電池は、計画によれば交換の日（{by:date}）を{days}日過ぎています。"
    "停電のときに、もたないおそれがあります。",
    en="by the plan, the battery of {power!r} is {days} days past the day by which to replace it "
    "({by:date}); it may not last when the mains fail.",
)
REPLACE_IT = Phrase(
    "battery.replace_it",
    ja="交換するか、保守業者に放電試験を頼んでください。"
    "交換済みなら installed_on を直してください。",
    en="Replace it or have its supplier test it by discharging; where it was replaced, correct "
    "installed_on.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each battery in use that was to be replaced before today."""
    for power in ground.plan.power:
        by = replace_by(power)
        if by is None or by >= ground.today or power.state not in ("in_service", "maintenance"):
            continue
        days = (ground.today - by).days
        what = PAST_ITS_LIFE(power=power.id, by=by.isoformat(), days=days)
        yield Passed(ground.place(power.id, Power), what, REPLACE_IT())
