"""The fiscal year 2027 of the model town: the service itself, on a clock that is moved.

Real: the plan's files, the programme, the service with its record and its claims, its restarts,
the table drills (each a process with a journal of its own), and every notice that the town's chat
takes over HTTP. Only values: what became of the nightly, weekly and monthly drills, which would ask
real servers, and the words of the people who hold drills by hand.

``python -m tests.schedule.model_year`` prints what happened as a calendar.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from bcp.instants import micros, moment
from bcp.load import load_plan
from bcp.model import Plan
from bcp.programme.dues import dues
from drills.notices.facts import MOST_BACK, reminders
from drills.notices.occasions import reminded_at
from drills.probes import catalogue
from drills.schedule import events as e
from drills.schedule.children import Children
from drills.schedule.claims_sqlite import RecordClaims
from drills.schedule.command_line import Order
from drills.schedule.following import Followed, Read
from drills.schedule.minding import Minder
from drills.schedule.notifying import Notifying
from drills.schedule.record import ScheduleRecord, read
from drills.schedule.service import Service
from drills.schedule.standing import Standing, stood
from drills.schedule.starting import Processes
from tests.schedule.model_words import FOUND_DOWN

TOKYO = ZoneInfo("Asia/Tokyo")
LIBRARY = Path(__file__).parents[2] / "scenarios" / "library" / "town"
OVERLAY = Path(__file__).with_name("model_town")
FIRST, END = datetime(2027, 4, 1, tzinfo=TOKYO), datetime(2028, 4, 1, tzinfo=TOKYO)
OFF, ON = datetime(2027, 8, 9, 17, 0, tzinfo=TOKYO), datetime(2027, 8, 23, 8, 30, tzinfo=TOKYO)
"""From when to when the machine was off."""
CHANGED = datetime(2027, 10, 8, 12, 0, tzinfo=TOKYO)
"""When the ransomware drill was put off to December."""
BAD_NIGHTS = (date(2027, 6, 15), date(2027, 12, 2))
"""The nights on which the survey found something down."""
UNANSWERED = "line@2028-01"
"""A drill that nobody held, and nobody said so."""
HOURS = timedelta(hours=7)
"""So long after a drill was due people have said what became of it."""
MOST_BEFORE = timedelta(days=14) + MOST_BACK
MORNING = time(7, 5)
"""From then on people are told what happened at night: their chat is quiet before."""
_CALENDAR = re.compile(r"^calendar:\n(?:[ #].*\n)+", re.MULTILINE)


@dataclass
class Moved:
    """A clock that only moves when it is told to, and that nothing sets back."""

    at: datetime = FIRST

    def now(self) -> int:
        """See `drills.schedule.ticking.Ticking`."""
        return micros(self.at)

    def monotonic(self) -> int:
        """See `drills.schedule.ticking.Ticking`."""
        return micros(self.at)

    def zone(self) -> str:
        """See `drills.schedule.ticking.Ticking`."""
        return "Asia/Tokyo"


@dataclass
class Town:
    """The model town in a folder, and its service, which can be stopped and begun again."""

    folder: Path
    clock: Moved = field(default_factory=Moved)
    processes: int = 0

    @property
    def runs(self) -> Path:
        """Where its records lie."""
        return self.folder / "runs"

    @classmethod
    def built(cls, folder: Path, port: int) -> Town:
        """The town of the library, with a programme, a calendar and a chat on that port."""
        plan = folder / "town"
        shutil.copytree(LIBRARY, plan)
        shutil.copy(OVERLAY / "drills.yaml", plan / "manage" / "drills.yaml")
        shutil.copy(OVERLAY / "table-quarter-answers.yaml", plan)
        shutil.copy(OVERLAY / "scenarios" / "table-quarter.yaml", plan / "scenarios")
        own = (OVERLAY / "calendar.yaml").read_text(encoding="utf-8").replace("PORT", str(port))
        words = (plan / "plan.yaml").read_text(encoding="utf-8")
        changed, count = _CALENDAR.subn(lambda found: own, words)
        assert count == 1
        (plan / "plan.yaml").write_text(changed, encoding="utf-8")
        return cls(plan)

    def put_off(self) -> None:
        """Somebody edits the plan: the ransomware drill is to be held in December."""
        file = self.folder / "manage" / "drills.yaml"
        words = file.read_text(encoding="utf-8")
        file.write_text(
            words.replace("{in: [10], day: 3rd wed", "{in: [12], day: 2nd wed"), "utf-8"
        )

    def service(self) -> tuple[Service, ScheduleRecord]:
        """A new process of the service, as far as it is not a process of the machine."""
        self.processes += 1
        name, record = f"model-{self.processes}", ScheduleRecord(self.runs)

        def gone(key: str, run: str, code: int) -> None:
            minder.ended(key, run, code)

        children = Children(self.runs, gone)
        begun = Processes(self.folder, self.runs, record, children, self.clock.now)
        minder = Minder(
            service=name,
            runs=self.runs,
            record=record,
            own=children,
            lives=lambda service: service == name,
            now=self.clock.now,
            trouble=lambda what: None,
        )

        def begin(read: Read, order: Order) -> None:
            if order.drill.unattended == "tabletop":
                begun.begin(read, order)
                _until_gone(children)
            else:
                self._pretended(record, order)

        made = Service(
            name=name,
            host="model",
            pid=self.processes,
            tool="bcp-drill",
            clock=self.clock,
            followed=Followed(self.folder, self.runs),
            record=record,
            claims=RecordClaims(record),
            minder=minder,
            hinders=lambda read, order, before: None,
            begin_drill=begin,
        )
        return made, record

    def _pretended(self, record: ScheduleRecord, order: Order) -> None:
        """A drill that would have asked real servers: its beginning and its end, ten minutes on."""
        at, mode = self.clock.now(), order.drill.unattended or "walkthrough"
        record.append(e.DrillBegan(at, order.key, order.drill.id, order.run, mode, 1, order.thing))
        bad = order.drill.id == "nightly" and self.clock.at.date() in BAD_NIGHTS
        ended = e.DrillEnded(
            at + 600_000_000,
            order.key,
            order.run,
            1 if bad else 0,
            "step_failed" if bad else "passed",
            "completed",
            (FOUND_DOWN(),) if bad else (),
        )
        record.append(ended)


def _until_gone(children: Children) -> None:
    """Until every drill that is a process has ended, and its end is in the record."""
    for each in threading.enumerate():
        if each.name.endswith("(_awaited)"):
            each.join(60)
    assert not children.any_left()


@dataclass
class Lived:
    """What a year came to: the record's events, and what the chat got."""

    runs: Path
    plans: tuple[Plan, Plan]
    events: tuple[e.ScheduleEvent, ...]
    chat: tuple[str, ...]

    def standing(self) -> Standing:
        """How it all stood at the end."""
        return stood(Standing(), self.events)


def lived(folder: Path, chat: Chat) -> Lived:
    """Go through the year, from one wake-up to the next."""
    town = Town.built(folder, chat.port)
    first = load_plan(town.folder, catalogue()).plan
    _served(town, [*instants(first, FIRST, OFF), OFF])
    _served(town, [ON, ON + HOURS, *instants(first, ON, CHANGED), CHANGED])
    town.put_off()
    second = load_plan(town.folder, catalogue()).plan
    _served(town, [CHANGED, *instants(second, CHANGED, END)])
    events = tuple(each.event() for each in read(town.runs))
    return Lived(town.runs, (first, second), events, tuple(chat.got))


def instants(plan: Plan, since: datetime, until: datetime) -> list[datetime]:
    """When something is due, when it is announced, and when people say what they did."""
    found = dues(plan, since - HOURS, until + MOST_BEFORE)
    drills = {each.id: each for each in plan.drills}
    wakes = {each.at for each in found}
    wakes |= {each.at + HOURS for each in found if drills[each.drill].unattended is None}
    for each in found:
        ahead = reminders(drills[each.drill])
        wakes |= {reminded_at(plan, each, long).astimezone(TOKYO) for long in ahead}
    wakes |= {datetime.combine(each, MORNING, TOKYO) for each in BAD_NIGHTS}
    return sorted(each for each in wakes if since <= each < until)


def _served(town: Town, wakes: list[datetime]) -> None:
    """One process of the service: it begins at the first of these instants, leaves at the last."""
    town.clock.at = wakes[0]
    service, record = town.service()
    service.began()
    _told(town, service, record)
    for at in wakes[1:]:
        town.clock.at = at
        _answered(service, record, town.clock)
        service.tick()
        _told(town, service, record)
    service.ended("stopped")
    record.close()


def _answered(service: Service, record: ScheduleRecord, clock: Moved) -> None:
    """Hours later the people say that they held their drill; of one they say nothing."""
    now = clock.now()
    for due in service.standing().of("asked"):
        is_restore = due.drill == "restore-monthly"
        late = now - due.at >= HOURS // timedelta(microseconds=1)
        if late and not due.key.startswith(UNANSWERED):
            what: e.Answer = "run" if is_restore else "held"
            record.append(
                e.AskAnswered(now, due.key, "情報係長", what, now if is_restore else due.due)
            )


def _told(town: Town, service: Service, record: ScheduleRecord) -> None:
    """Send what is due of the notices, and wait until the chat has it."""
    settler = service.settler
    assert settler is not None
    if town.clock.at.hour < MORNING.hour:
        return
    now, standing = moment(town.clock.now()), service.standing()

    async def once() -> None:
        notifying = Notifying(town.runs, record, town.clock.now, _raise)
        notifying.tick(settler.read.plan, standing, now)
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        if under_way:
            await asyncio.wait(under_way, timeout=120)
        await notifying.drain(30)

    asyncio.run(once())


def _raise(trouble: BaseException) -> None:
    raise trouble


class Chat:
    """A chat's webhook on this machine, which keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[str] = []
        got = self.got

        class Taken(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Taken)
        self.port = self._server.server_address[1]

    def __enter__(self) -> Chat:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def main() -> None:
    """Go through the year and print it."""
    from tests.schedule.model_calendar import printed  # noqa: PLC0415 - it knows this module

    with tempfile.TemporaryDirectory() as folder, Chat() as chat:
        sys.stdout.write(printed(lived(Path(folder), chat)))


if __name__ == "__main__":
    main()
