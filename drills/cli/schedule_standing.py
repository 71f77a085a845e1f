"""How the programme stands, as lines of a terminal: 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from bcp.harmless import harmless
from bcp.instants import moment
from bcp.load import load_plan
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.programme.local_time import zone_of
from bcp.refused import Refused
from drills import probes
from drills.cli.console import WIDTH, Console
from drills.cli.notices_lost import lost_notices
from drills.cli.places import here, plan_near
from drills.cli.schedule_answering import name_of
from drills.errors import Refusal
from drills.journal.lever import Lever
from drills.journal.lock import is_held
from drills.report.layout import table, wrapped
from drills.report.words import OVERALL
from drills.schedule.alive import FOLDER
from drills.schedule.reasons import standing_to_show
from drills.schedule.service import said_ahead
from drills.schedule.standing import DueStanding, Standing
from drills.schedule.upcoming import Upcoming, slack

SERVICE_ON = Phrase(
    "schedule_status.on",
    ja="サービス: 動いています（{host}、PID {pid}、{since} から）",
    en="service: running ({host}, pid {pid}, since {since})",
)
SERVICE_OFF = Phrase(
    "schedule_status.off",
    ja="サービス: 動いていません。訓練は自動では始まりません（bcp-drill schedule run）。",
    en="service: NOT running, so no drill begins by itself (bcp-drill schedule run begins it).",
)
REFUSED = Phrase(
    "schedule_status.refused",
    ja="計画: 誤りがあるため訓練を始めません。{why:list}",
    en="plan: it has mistakes, so no drill begins. {why:list}",
)
LEFT_ALONE = Phrase(
    "schedule_status.no_plan",
    ja="計画: ここにないか読めないため、次の予定は示せません（--plan、bcp-drill check）。",
    en="plan: none here, or not to be read, so no next times (see --plan, bcp-drill check).",
)
RUNNING = Phrase("schedule_status.running", ja="【進行中】", en="RUNNING")
WAITING = Phrase("schedule_status.waiting", ja="【回答待ち】", en="WAITING FOR AN ANSWER")
NEXT = Phrase("schedule_status.next", ja="【次の予定】", en="NEXT")
OVERDUE = Phrase(
    "schedule_status.overdue",
    ja="【予定を過ぎたのに、まだ扱われていません】",
    en="OVERDUE, AND NOBODY HAS DEALT WITH IT",
)
TROUBLE = Phrase(
    "schedule_status.trouble",
    ja="最後の不具合（{at}）: {what}",
    en="last trouble ({at}): {what}",
)
LAST = Phrase("schedule_status.last", ja="【これまで】", en="LATELY")
HOW_TO_ANSWER = Phrase(
    "schedule_status.how_to_answer",
    ja="答え方: bcp-drill schedule answer 番号 run|skip|held --by 名前",
    en="to answer: bcp-drill schedule answer KEY run|skip|held --by NAME",
)
BY_ITSELF = Phrase("schedule_status.by_itself", ja="自動で開始（{mode}）", en="by itself ({mode})")
BY_HAND = Phrase("schedule_status.by_hand", ja="人が開始", en="a person starts it")
NOT_HELD = Phrase("schedule_status.not_held", ja="行いません: {why}", en="left out: {why}")
HEADS = (
    Phrase("schedule_status.when", ja="日時", en="when"),
    Phrase("schedule_status.drill", ja="訓練", en="drill"),
    Phrase("schedule_status.how", ja="始め方・結果", en="how, result"),
)
STATES = {
    "omitted": Phrase("schedule_status.omitted", ja="行わず", en="left out"),
    "missed": Phrase("schedule_status.missed", ja="逃した", en="missed"),
    "held": Phrase("schedule_status.held", ja="手で実施", en="held by hand"),
    "elsewhere": Phrase("schedule_status.elsewhere", ja="別のホスト", en="another host"),
    "claimed": Phrase("schedule_status.claimed", ja="まもなく開始", en="about to begin"),
    "running": Phrase("schedule_status.runs", ja="進行中", en="running"),
    "answered": Phrase("schedule_status.answered", ja="まもなく開始", en="about to begin"),
    "lost": Phrase("schedule_status.lost", ja="まもなく開始", en="about to begin"),
}
_NAME = Phrase("schedule_status.name", ja="{name}", en="{name}")
_NAMED = Phrase("schedule_status.named", ja="{at}  {name}", en="{at}  {name}")
DID_NOT_BEGIN = Phrase("schedule_status.did_not_begin", ja="始まらず", en="did not begin")
_LATELY = 8
_UNTIL_LOOKED_AT = timedelta(minutes=2)
_WIDTHS = (18, 20, 38)


def status_lines(runs: Path, plan_path: Path | None, console: Console) -> Iterator[str]:
    """The lines. Raises `JournalBroken`, `Refused` where the named plan has mistakes."""
    standing = standing_to_show(runs)
    plan = plan_shown(plan_path)
    zone = _zone(plan)
    shown = _Shown(standing, plan, zone, console)
    for each in _head(runs, standing, zone):
        yield from wrapped(harmless(console.speak(each)), WIDTH)
    yield from shown.running()
    yield from shown.waiting()
    if plan is None:
        yield from wrapped(console.speak(LEFT_ALONE()), WIDTH)
    else:
        yield from shown.overdue(plan)
        yield from shown.coming(plan)
    yield from shown.lately()


def _head(runs: Path, standing: Standing, zone: tzinfo) -> Iterator[Message]:
    live = [each for name, each in standing.services.items() if is_held(runs / FOLDER / name)]
    for each in live:
        since = f"{moment(each.at).astimezone(zone):%Y-%m-%d %H:%M}"
        yield SERVICE_ON(host=each.host, pid=each.pid, since=since)
    if not live:
        yield SERVICE_OFF()
    pulled = Lever(runs).state()
    if pulled is not None:
        yield pulled.said()
    lost = lost_notices(standing.notices.values(), datetime.now(UTC))
    if lost is not None:
        yield lost
    if standing.refused is not None:
        yield REFUSED(why=standing.refused.why)
    ahead = said_ahead(standing)
    if ahead is not None:
        yield ahead


def zone_shown(plan_path: Path | None) -> tzinfo:
    """The plan's zone, or this machine's where no plan is near. Raises as `status_lines` does."""
    return _zone(plan_shown(plan_path))


def _zone(plan: Plan | None) -> tzinfo:
    return zone_of(plan) if plan is not None else datetime.now().astimezone().tzinfo or UTC


def plan_shown(path: Path | None) -> Plan | None:
    """The plan that is named or near; None where one near has mistakes. Raises as it is named."""
    found = path or plan_near(here())
    if found is None:
        return None
    try:
        return load_plan(found, probes.catalogue()).plan
    except (Refused, Refusal):
        if path is not None:
            raise
        return None


class _Shown:
    """The groups of lines."""

    def __init__(
        self, standing: Standing, plan: Plan | None, zone: tzinfo, console: Console
    ) -> None:
        self._standing, self._plan = standing, plan
        self._zone, self._console = zone, console

    def _named(self, drill: str) -> str:
        """The id, which commands take, and the name, which people know."""
        name = self._console.speak(_NAME(name=name_of(self._plan, drill)))
        return drill if name == drill else f"{drill} {name}"

    def running(self) -> Iterator[str]:
        """What runs now."""
        rows = [
            (self._at(each), self._named(each.drill), each.run or "")
            for each in self._standing.of("claimed", "running", "answered", "lost")
        ]
        yield from self._group(RUNNING, rows)

    def waiting(self) -> Iterator[str]:
        """What a person is asked: the key to answer with, and the time and name people know."""
        asked = self._standing.come("asked")
        if not asked:
            return
        yield from ("", self._console.speak(WAITING()))
        for each in asked:
            yield f"  {harmless(each.key)}"
            named = self._console.speak(
                _NAMED(at=self._at(each), name=name_of(self._plan, each.drill))
            )
            yield from (f"      {line}" for line in wrapped(harmless(named), WIDTH - 6))
            for why in each.why:
                for line in wrapped(harmless(self._console.speak(why)), WIDTH - 6):
                    yield f"      {line}"
        yield from wrapped(self._console.speak(HOW_TO_ANSWER()), WIDTH)

    def overdue(self, plan: Plan) -> Iterator[str]:
        """What has come and is nobody's: no service does it, whatever else looks well."""
        now = datetime.now(UTC)
        swept = self._standing.swept()
        since = min(now, moment(swept) if swept is not None else now) - slack(plan)
        rows = [
            (f"{due.at:%Y-%m-%d %H:%M}", self._named(due.drill), "")
            for dues in Upcoming(plan, since).unsettled(self._standing, now).values()
            for due in dues
            if now - due.at > _UNTIL_LOOKED_AT and not due.expected
        ]
        yield from self._group(OVERDUE, sorted(rows))
        trouble = self._standing.trouble
        if rows and trouble is not None:
            at = f"{moment(trouble.at).astimezone(self._zone):%Y-%m-%d %H:%M}"
            said = self._console.speak(TROUBLE(at=at, what=trouble.what))
            yield from wrapped(harmless(said), WIDTH)

    def coming(self, plan: Plan) -> Iterator[str]:
        """The next time of each drill, soonest first."""
        now = datetime.now(UTC)
        upcoming = Upcoming(plan, now)
        found = [
            (due, each)
            for each in plan.drills
            if each.starts and (due := upcoming.next_of(each.id, now, self._standing))
        ]
        rows = []
        for due, drill in sorted(found, key=lambda pair: pair[0].at):
            how = BY_ITSELF(mode=drill.unattended) if drill.unattended else BY_HAND()
            how = NOT_HELD(why=due.omitted) if due.omitted is not None else how
            rows.append(
                (f"{due.at:%Y-%m-%d %H:%M}", self._named(drill.id), self._console.speak(how))
            )
        yield from self._group(NEXT, rows)

    def lately(self) -> Iterator[str]:
        """What became of the last ones, newest first."""
        done = self._standing.come("ended", "omitted", "missed", "held", "elsewhere")
        rows = [
            (self._at(each), self._named(each.drill), self._result(each))
            for each in done[::-1][:_LATELY]
        ]
        yield from self._group(LAST, rows)

    def _result(self, each: DueStanding) -> str:
        known = OVERALL.get(each.overall or "")
        state = STATES.get(each.state)
        word = known or state or DID_NOT_BEGIN
        why = "".join(f" {self._console.speak(x)}" for x in each.why)
        run = f" {each.run}" if each.overall and each.run else ""
        return self._console.speak(word()) + run + why

    def _at(self, each: DueStanding) -> str:
        return f"{moment(each.due).astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _group(self, heading: Phrase, rows: list[tuple[str, str, str]]) -> Iterator[str]:
        if rows:
            yield from ("", self._console.speak(heading()))
            heads = [self._console.speak(each()) for each in HEADS]
            safe = [[harmless(cell) for cell in row] for row in rows]
            yield from table(heads, safe, _WIDTHS)
