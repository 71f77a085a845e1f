"""What an editor is told of a rule and of the plan's calendar."""

from __future__ import annotations

from bcp.fiscal_year import LIKE_APRIL, MONTH_AND_DAY
from bcp.json_schema import Json, Rules, SchemaWriter, joined
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from bcp.programme.rule_forms import (
    EVERY_MONTH,
    LIKE_A_BLACKOUT,
    LIKE_AN_OUTAGE,
    LIKE_MORNING,
)
from bcp.programme.written_days import CLOCK, DAY, YEARLY

_DAY, _CLOCK, _YEARLY = (each.pattern for each in (DAY, CLOCK, YEARLY))
_TIME = f"{_DAY}(?: {_CLOCK})?"
_BLACKOUT = {
    "pattern": f"^(?:{_TIME}|{_YEARLY})$",
    "patternErrorMessage": LIKE_A_BLACKOUT(),
}
_OUTAGE = {"pattern": f"^{_TIME}$", "patternErrorMessage": LIKE_AN_OUTAGE()}
RULE_RULES: Rules = {
    (Rule, "at"): {"pattern": f"^{_CLOCK}$", "patternErrorMessage": LIKE_MORNING()},
    **{(Blackout, each): _BLACKOUT for each in ("from", "to")},
    **{(Outage, each): _OUTAGE for each in ("from", "to")},
    (PlanCalendar, "dates"): {
        "pattern": f"^{MONTH_AND_DAY.pattern}$",
        "patternErrorMessage": LIKE_APRIL(),
    },
}
"""What more than its type a value of them must be."""

_KINDS = ("cron", "date", "in", "after", "before", "with")


def rule_schema(writer: SchemaWriter) -> Json:
    """A table with exactly one of the keys that say which rule it is."""
    schema = writer.table(Rule)
    month: Json = {"type": "integer", "minimum": 1, "maximum": 12}
    months = joined({"type": "array", "items": month, "minItems": 1}, month)
    shown = {key: schema["properties"]["in"].get(key) for key in ("description", "examples")}
    schema["properties"]["in"] = {**shown, "anyOf": [months, {"enum": [EVERY_MONTH]}]}
    return {**schema, "oneOf": [{"required": [each]} for each in _KINDS]}
