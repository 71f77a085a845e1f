"""What a role is called."""

from __future__ import annotations

from bcp.message import Text
from bcp.model import Plan


def player_called(plan: Plan, who: Text) -> Text:
    """A role's name where an id of the plan's roles stands there; else the author's own words."""
    written = who.said_in("ja")
    return role_called(plan, written) if any(each.id == written for each in plan.roles) else who


def role_called(plan: Plan, role: str) -> Text:
    """A role's name; whoever holds it where it has none: 「山田係長（lead）」; else its id."""
    found = next((each for each in plan.roles if each.id == role), None)
    if found is None:
        return Text(role)
    if found.name != Text():
        return found.name
    if found.holder:
        return Text(f"{found.holder}（{found.id}）", f"{found.holder} ({found.id})")
    return Text(found.id)
