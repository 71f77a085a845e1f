"""Claims a notice for each host that is named, in a PostgreSQL that both share."""

from __future__ import annotations

import sys
from pathlib import Path

from drills.notices.events import NoticeIntended
from drills.schedule.claims_postgres import PostgresClaims
from drills.schedule.events import ServiceBegan
from drills.schedule.record import ScheduleRecord
from drills.schedule.standing import Standing, stood


def main(address: str, runs: Path, *hosts: str) -> None:
    intent = NoticeIntended(1, "bcp-notice.1", "before", "quake@x", "hanako", "mail")
    for host in hosts:
        record = ScheduleRecord(runs / host)
        if not record.after(0):
            record.append(ServiceBegan(1, host, host, 1, "0", "Asia/Tokyo"))
        claims = PostgresClaims(address, host.partition("-")[0], record)
        claims.prepare()
        took = claims.take_notice(intent)
        standing = stood(Standing(), (each.event() for each in record.after(0)))
        (state,) = standing.notices.values()
        sys.stdout.write(f"{host} {took} {state.stage}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
