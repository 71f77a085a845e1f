"""What PowerShell prints of services and of event logs, as ``ConvertTo-Json`` writes it.

Numbers stand for the names of .NET's enumerations (ServiceControllerStatus, ServiceStartMode) and
for the levels of event logs; a plan's command may print the names instead. One thing alone is no
list. The names of levels are in the language of the Windows that prints them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drills.wire import Malformed

_STATES = ("", "stopped", "starting", "stopping", "running", "continuing", "pausing", "paused")
_STATE_NAMES = {
    "stopped": "stopped",
    "startpending": "starting",
    "stoppending": "stopping",
    "running": "running",
    "continuepending": "continuing",
    "pausepending": "pausing",
    "paused": "paused",
}
_AUTOMATIC = ("2", "automatic")
_LEVEL_NAMES = {
    **{"critical": 1, "重大": 1, "error": 2, "エラー": 2},
    **{"warning": 3, "警告": 3, "information": 4, "情報": 4, "verbose": 5, "詳細": 5},
}
_TEXT_KEPT = 200


@dataclass(frozen=True)
class Service:
    """A service and its state; `automatic` says that it should always run, None where unsaid."""

    name: str
    state: str
    automatic: bool | None


@dataclass(frozen=True)
class LogEntry:
    """An entry of an event log; `level` 1 is critical, 2 an error, 3 a warning, 0 not known."""

    id: int
    level: int
    provider: str


@dataclass(frozen=True)
class Found:
    """All that was printed, in its order."""

    services: tuple[Service, ...] = ()
    entries: tuple[LogEntry, ...] = ()


def parsed(text: str) -> Found:
    """What a command printed. Raises `Malformed`."""
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise Malformed("no things with names")
    things = [{str(name).lower(): each for name, each in thing.items()} for thing in listed]
    if all("status" in each and "name" in each for each in things):
        return Found(services=tuple(_service(each) for each in things))
    if all("id" in each and "providername" in each for each in things):
        return Found(entries=tuple(_entry(each) for each in things))
    raise Malformed("neither services nor log entries")


def _service(thing: Mapping[str, Any]) -> Service:
    status, start = thing["status"], thing.get("starttype")
    if isinstance(status, int) and 0 < status < len(_STATES):
        state = _STATES[status]
    else:
        state = _STATE_NAMES.get(_word(status), "")
    if not state:
        raise Malformed("no state of a service")
    automatic = None if start is None else _word(start) in _AUTOMATIC
    return Service(str(thing["name"])[:_TEXT_KEPT], state, automatic)


def _entry(thing: Mapping[str, Any]) -> LogEntry:
    number, level = thing["id"], thing.get("level")
    if not isinstance(number, int) or not -(2**31) <= number < 2**32:
        raise Malformed("no number of an event")
    if not isinstance(level, int):
        level = _LEVEL_NAMES.get(_word(thing.get("leveldisplayname")), 0)
    return LogEntry(number, level, str(thing["providername"])[:_TEXT_KEPT])


def _word(value: object) -> str:
    return str(value).strip().lower()
