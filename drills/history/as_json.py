"""History and trend as JSON, for other programs; the keys are described in ``docs/history.md``.

They are the field names of the values, with ``began`` as ISO 8601 beside every ``began_us``.
"""

from __future__ import annotations

from typing import Any

from bcp.message import Language
from bcp.wareki import LocalTime
from drills.history.trend import Trend
from drills.history.years import History
from drills.report.as_json import text_of, tree

HISTORY = "bcp-drill-history-1"
TREND = "bcp-drill-trend-1"


def written(found: History | Trend, lang: Language) -> str:
    """The whole of either."""
    form = HISTORY if isinstance(found, History) else TREND
    return text_of({"form": form, "language": lang, **_dated(tree(found, lang))})


def _dated(value: Any) -> Any:
    match value:
        case list():
            return [_dated(each) for each in value]
        case dict():
            found = {name: _dated(each) for name, each in value.items()}
            if "began_us" in found:
                known = found["began_us"] or None
                found["began"] = known and LocalTime(known, found["offset_s"]).iso
            return found
    return value
