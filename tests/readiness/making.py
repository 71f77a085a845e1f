"""A town of a few things, its past as values, and changes of its plan that matter or do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bcp.action_plans import ActionPlan
from bcp.asking import ProbeCall
from bcp.business_days import Calendar
from bcp.durations import HOUR, MINUTE, Span
from bcp.inventory import Business, Link
from bcp.message import Text
from bcp.model import Need, Organisation, Plan, Rto, Server, System
from bcp.people import Contact, Method, Role
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, prepared
from drills.history.rows import DrillRow, SeenRow, TargetRow
from drills.readiness.past import Past
from drills.readiness.readiness import Readiness, ReadyLine
from drills.readiness.whole import readiness
from scenarios.model import Ask, Scenario, Step, Wait, Watched

TODAY = date(2027, 6, 15)
_DAY_US = 86_400_000_000
JST = 9 * 3600


def at(day: str) -> int:
    """Ten in the morning of a day, as Unix time in microseconds."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * _DAY_US + HOUR


def _tcp(host: str, server: str | None = None) -> tuple[ProbeCall, ...]:
    return (ProbeCall("tcp", host, server=server),)


def town() -> Plan:
    mail = System(
        "mail",
        Text("電子メール", "Mail"),
        importance="critical",
        rto=Rto(Span(2 * HOUR)),
        depends_on=(Need(("dns",)), Need(("fibre",)), Need(("store-1",))),
        runs_on=("mail-1",),
        probe=_tcp("10.0.0.5:25"),
    )
    return Plan(
        Organisation("見本町"),
        roles=(Role("lead", holder="山田"), Role("clerk", holder="佐藤")),
        contacts=(
            Contact("yamada", "山田", "lead", methods=(Method("mobile", "090-0000-0001"),)),
            Contact("sato", "佐藤", "clerk", methods=(Method("mobile", "090-0000-0002"),)),
        ),
        systems=(
            mail,
            System("dns", importance="normal", probe=_tcp("10.0.0.6:53"), runs_on=("dns-1",)),
            System("files", importance="normal", probe=_tcp("10.0.0.7:445")),
        ),
        servers=(
            Server("mail-1", "10.0.0.5", user="drill"),
            Server("dns-1", "10.0.0.6"),
            Server("files-1", "10.0.0.7"),
            Server("store-1", "10.0.0.8"),
        ),
        links=(Link("fibre", far="10.1.0.1"),),
        businesses=(Business("desk", Text("窓口"), systems=("mail",)),),
    )


def scenario() -> Scenario:
    steps = (
        Step("look", Ask(Text("見てください")), by="lead"),
        Step("back", Wait("mail"), by="lead"),
    )
    return Scenario("mail-down", Text("メール停止"), steps, watch=(Watched("mail"),))


def brief(plan: Plan, run: str = "run") -> Brief:
    around = Circumstances(
        run_id=run,
        mode="operational",
        calendar=Calendar(),
        wall_ns=at("2027-05-01") * 1000,
        today="2027-05-01",
        operator="山田",
        tool="test",
    )
    return prepared(plan, scenario(), around)


def met(actual: int = 40 * MINUTE, **changes: object) -> TargetRow:
    """The mail came back after `actual`, measured."""
    row = TargetRow(
        kind="system",
        id="mail",
        level=None,
        measure="rto",
        name=Text("電子メール"),
        importance="critical",
        limit_us=2 * HOUR,
        start="onset",
        asked="x",
        verdict="met",
        source="measured",
        low_us=actual,
        actual_us=actual,
        high_us=actual,
        assumed_us=0,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def drill(day: str, *targets: TargetRow, **changes: object) -> DrillRow:
    """A drill that counts."""
    row = DrillRow(
        place=f"run-{day}",
        standing="counted",
        run_id=f"run-{day}",
        scenario="mail-down",
        organisation="見本町",
        mode="operational",
        began_us=at(day),
        offset_s=JST,
        overall="passed",
        targets=targets,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def seen(day: str, works: bool | None, **changes: object) -> SeenRow:
    row = SeenRow("mail", "survey", "survey", works, at(day))
    return replace(row, **changes)  # type: ignore[arg-type]


def past(*rows: DrillRow, plan: Plan | None = None) -> Past:
    """These drills, all held with the plan as it is in `town` or with that one."""
    newest_first = tuple(sorted(rows, key=lambda each: -each.began_us))
    briefs: Mapping[str, Brief] = {each.place: brief(plan or town()) for each in rows}
    return Past(newest_first, briefs, offset_s=JST)


def ready(known: Past, plan: Plan | None = None, today: date = TODAY) -> Readiness:
    return readiness(plan or town(), (scenario(),), known, today)


def mail(found: Readiness) -> ReadyLine:
    return next(each for each in found.systems if each.id == "mail")


Edit = Callable[[Plan], Plan]


def system(id: str, **changes: object) -> Edit:
    return lambda plan: replace(
        plan,
        systems=tuple(
            replace(each, **changes) if each.id == id else each  # type: ignore[arg-type]
            for each in plan.systems
        ),
    )


def _server(id: str, **changes: object) -> Edit:
    return lambda plan: replace(
        plan,
        servers=tuple(
            replace(each, **changes) if each.id == id else each  # type: ignore[arg-type]
            for each in plan.servers
        ),
    )


MATTERS: Mapping[str, Edit] = {
    "mail rto": system("mail", rto=Rto(Span(4 * HOUR))),
    "mail probe": system("mail", probe=_tcp("10.0.0.9:25")),
    "mail needs less": system("mail", depends_on=(Need(("dns",)),)),
    "mail runs elsewhere": system("mail", runs_on=("files-1",)),
    "what it needs is asked otherwise": system("dns", probe=_tcp("10.0.0.9:53")),
    "its server moved": _server("mail-1", address="10.0.0.55"),
    "another account": _server("mail-1", user="other"),
    "the server of what it needs moved": _server("dns-1", address="10.0.0.66"),
    "a server that it depends on moved": _server("store-1", address="10.0.0.88"),
    "the line's far end": lambda plan: replace(plan, links=(Link("fibre", far="10.1.0.2"),)),
    "another lead": lambda plan: replace(plan, roles=(Role("lead", holder="鈴木"), plan.roles[1])),
    "the lead's number": lambda plan: replace(
        plan,
        contacts=(
            replace(plan.contacts[0], methods=(Method("mobile", "090-9999-9999"),)),
            plan.contacts[1],
        ),
    ),
}
DOES_NOT_MATTER: Mapping[str, Edit] = {
    "a name": system("mail", name=Text("メール（新）")),
    "a note": system("mail", note=Text("2階に移した")),
    "another system": system("files", probe=_tcp("10.0.0.99:445"), rto=Rto(Span(HOUR))),
    "its server": _server("files-1", address="10.0.0.99"),
    "how a name of a server reads": _server("mail-1", name=Text("メールサーバ")),
    "the order of the systems": lambda plan: replace(plan, systems=plan.systems[::-1]),
    "the order of needs": lambda plan: (
        system("mail", depends_on=plan.systems[0].depends_on[::-1])(plan)
        if plan.systems[0].id == "mail"
        else plan
    ),
    "somebody who has no part in it": lambda plan: replace(
        plan, roles=(plan.roles[0], Role("clerk", holder="高橋"))
    ),
    "an action plan": lambda plan: replace(
        plan,
        action_plans=(*plan.action_plans, ActionPlan("a", "first", "lead")),
    ),
    "a system more": lambda plan: replace(
        plan, systems=(*plan.systems, System(f"more-{len(plan.systems)}"))
    ),
}
