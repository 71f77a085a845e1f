"""Who may tell alarms in a drill, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.device_profile import Profile, StatusValue
from bcp.inventory import Link, Power, Radio, Telework
from bcp.message import Text
from bcp.model import Plan
from bcp.traps import Traps
from drills.core.brief import Brief

Device = Link | Power | Radio | Telework

# RFC 3418, 2, and RFC 2863, 6: any device may send these.
STANDARD: Mapping[str, StatusValue] = {
    "1.3.6.1.6.3.1.1.5.1": StatusValue(
        "cold_start", "warning", Text(ja="起動した（コールドスタート）", en="it was started")
    ),
    "1.3.6.1.6.3.1.1.5.2": StatusValue(
        "warm_start", "warning", Text(ja="再起動した（ウォームスタート）", en="it was restarted")
    ),
    "1.3.6.1.6.3.1.1.5.3": StatusValue(
        "link_down", "alarm", Text(ja="ポートのリンクダウン", en="one of its ports went down")
    ),
    "1.3.6.1.6.3.1.1.5.4": StatusValue(
        "link_up", "fine", Text(ja="ポートのリンクアップ", en="one of its ports came up")
    ),
    "1.3.6.1.6.3.1.1.5.5": StatusValue(
        "not_let_in",
        "warning",
        Text(ja="認証できない問い合わせを受けた", en="it was asked with a wrong account"),
    ),
}


def listening(brief: Brief) -> Traps | None:
    """Where traps are taken in this run; None at a table and at other zones' terminals."""
    traps = brief.plan.traps
    if traps is None or brief.mode == "tabletop" or traps.zone not in (None, brief.zone):
        return None
    return traps


def listened_to(plan: Plan) -> tuple[Device, ...]:
    """The devices whose traps are believed: in use, with an address and an account."""
    listed: tuple[Device, ...] = (*plan.links, *plan.radio, *plan.power, *plan.telework)
    used = (each for each in listed if each.state in ("in_service", "maintenance"))
    return tuple(each for each in used if each.address and each.snmp)


def meaning_of(oid: str, profile: Profile | None) -> StatusValue:
    """What a trap of that name means at a device with this profile."""
    own = profile.traps.get(oid) if profile is not None else None
    return own or STANDARD.get(oid) or StatusValue("", "unknown")
