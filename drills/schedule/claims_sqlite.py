"""Claims within one host: the schedule's record itself takes each start once."""

from __future__ import annotations

from drills.notices.events import NoticeIntended
from drills.schedule.events import Settling
from drills.schedule.record import ScheduleRecord


class RecordClaims:
    """The claim and its record are one entry, so that no moment lies between them."""

    def __init__(self, record: ScheduleRecord) -> None:
        self._record = record

    def take(self, event: Settling) -> bool:
        """See `Claims`."""
        return self._record.append(event)

    def take_notice(self, event: NoticeIntended) -> bool:
        """See `Claims`."""
        return self._record.append(event)

    def close(self) -> None:
        """See `Claims`; the record is closed by whoever opened it."""
