"""Which accounts for SNMP the questions of a drill need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from bcp.asking import AssetKind, ProbeCall
from bcp.model import Plan
from bcp.snmp import SnmpAccount
from drills.core.alarms import Device

_KINDS: tuple[AssetKind, ...] = get_args(AssetKind)


def accounts_used(
    plan: Plan, calls: Iterable[ProbeCall], listened_to: Iterable[Device] = ()
) -> tuple[SnmpAccount, ...]:
    """The accounts named by `calls` or by the devices that they are about, in the plan's order.

    `listened_to` are devices whose alarms are taken besides.
    """
    named: set[str | None] = {each.snmp for each in listened_to}
    for call in calls:
        named.add(call.params.get("account"))
        named.update(getattr(plan.asset(kind, call.subject), "snmp", None) for kind in _KINDS)
    return tuple(each for each in plan.snmp_accounts if each.id in named)
