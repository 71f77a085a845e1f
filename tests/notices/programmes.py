"""A small town with a programme of drills and people who hear of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bcp.durations import DAY, Span
from bcp.instants import micros
from bcp.message import Text
from bcp.messages import MailServer, Messages, Webhook
from bcp.model import Organisation, Plan
from bcp.notices import NoticeRule
from bcp.people import Contact, Method, Role
from bcp.programme.dues import Due
from bcp.upkeep import PlannedDrill
from drills.notices.due import Todo, notices_due
from drills.notices.events import NoticeEvent, NoticeIntended, NoticeSent
from drills.notices.facts import Facts
from drills.notices.standing import folded

JST = timezone(timedelta(hours=9))
QUAKE = PlannedDrill(
    "quake",
    scenario="earthquake",
    name=Text("地震の図上訓練", "Earthquake tabletop"),
    place=Text("本庁舎 3階会議室", "town hall, room 3"),
    prepare=(Text("連絡網を印刷する", "print the call tree"),),
    responsible="lead",
)
NIGHT = PlannedDrill(
    "night", scenario="survey", name=Text("夜間の確認", "Night survey"), unattended="walkthrough"
)
LEAD = NoticeRule("lead", to=("lead",), language="ja", digest="mon 09:00")
PLAN = Plan(
    Organisation("見本町"),
    roles=(Role("lead", Text("情報係長", "head of ICT"), holder="hanako"),),
    contacts=(
        Contact("hanako", "訓練 花子", methods=(Method("mail", "hanako@city.example"),)),
        Contact("taro", "訓練 太郎", methods=(Method("mail", "taro@city.example"),)),
    ),
    messages=Messages(
        mail=MailServer("mail.city.example", sender="bousai@city.example"),
        webhooks=(Webhook("https://chat.city.example/a", id="ops", kind="slack"),),
    ),
    drills=(QUAKE, NIGHT),
    notices=(LEAD,),
)
DUE_AT = datetime(2027, 9, 1, 10, 0, tzinfo=JST)
DUE = Due("quake", DUE_AT, "quake@2027-09-01T01:00Z")


def at(text: str) -> datetime:
    """A time on the town's clocks: ``2027-08-31 10:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def facts(*dues: Due, plan: Plan = PLAN, **more: object) -> Facts:
    return replace(Facts(plan, JST, dues), **more)  # type: ignore[arg-type]


def having(*rules: NoticeRule, **more: object) -> Plan:
    return replace(PLAN, notices=rules, **more)  # type: ignore[arg-type]


def due_at(known: Facts, now: str, events: list[NoticeEvent] | None = None) -> Todo:
    """What is to be done, given what was recorded."""
    return notices_due(known, folded(events or ()), at(now))


def a_year(known: Facts, begin: str, days: int, hours: int = 1) -> list[tuple[datetime, str]]:
    """What is sent, looked at every so many hours, when each is taken at once."""
    events: list[NoticeEvent] = []
    sent = []
    for step in range(days * 24 // hours):
        now = at(begin) + timedelta(hours=step * hours)
        todo = notices_due(known, folded(events), now)
        events += todo.over
        for each in todo.send:
            us = micros(now)
            of = (each.id, each.kind, each.about, each.to, each.by)
            events += [NoticeIntended(us, *of), NoticeSent(us, each.id, "250")]
            sent.append((now, f"{each.kind} {each.to}"))
    return sent


def after(days: int) -> Span:
    return Span(days * DAY)
