"""What devices told of their own accord; see `drills.core.events` for what `at` is.

None of it is a measurement: it opens no outage, ends none, and no target is judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcp.device_profile import Severity
from bcp.message import Message, Text


@dataclass(frozen=True)
class AlarmsAwaited:
    """From here on traps are taken at the address `listen`; or not, and why (`failure`)."""

    at: int
    listen: str
    failure: Message | None = None


@dataclass(frozen=True)
class AlarmTold:
    """A device told something; it arrived at `at`.

    `systems` are the things of the plan at the address it came from. `oid` is the trap's name as an
    identifier; `word`, `severity` and `meaning` are what the profile makes of it: empty and
    ``unknown`` where it says nothing.
    """

    at: int
    systems: tuple[str, ...]
    oid: str
    word: str
    severity: Severity
    meaning: Text


@dataclass(frozen=True)
class AlarmsLeftOut:
    """What came and is not recorded one by one, each counted since the last such record.

    `strangers`: from addresses of no device of the plan. `not_genuine`: another community, another
    user, or a wrong signature. `malformed`: no notification. `repeated`: the same told again within
    seconds. `too_many`: more than is recorded.
    """

    at: int
    strangers: int = 0
    not_genuine: int = 0
    malformed: int = 0
    repeated: int = 0
    too_many: int = 0
