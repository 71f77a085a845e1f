"""How long a battery may be relied on, reckoned from the plan: its age shows on no display."""

from __future__ import annotations

from datetime import date

from bcp.inventory import Power

# No battery lasts longer, whatever somebody wrote.
MOST_YEARS = 60


def replace_by(power: Power) -> date | None:
    """The day by which the battery is to be replaced; None where the plan does not tell."""
    years = power.life_years
    if power.installed_on is None or years is None or not 0 < years <= MOST_YEARS:
        return None
    try:
        return years_after(date.fromisoformat(power.installed_on), years)
    except ValueError:
        # A slip of the pen such as 9999: the calendar ends there.
        return None


def years_after(day: date, years: float) -> date:
    """The same day of the month so many years later, in whole months; else that month's last."""
    months = day.year * 12 + day.month - 1 + round(years * 12)
    first = date(months // 12, months % 12 + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (after - first).days))
