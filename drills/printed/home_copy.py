"""課長自宅用: what a head of section needs at home at night, on as few pages as can be."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.people import Contact
from drills.printed.checklists import phases
from drills.printed.contacts import (
    COMPANY,
    COVERS,
    NAME,
    PROMISED,
    ROLE,
    WAYS,
    promised,
    ways,
)
from drills.printed.document import Block, Facts, Line, Points, Table, Title
from drills.printed.first_back import first_back
from drills.printed.plan_head import sites, triggers
from drills.printed.wording import Wording

KEEP = Phrase(
    "printed.home_keep",
    ja="自宅の決まった場所に置き、ほかの人に見せません。職場を離れるときは後任に渡し、新しい版が届いたら"
    "この版は返します（複写しません）。",
    en="Keep it at one place at home and show it to nobody. Hand it to your successor, and give it "
    "back when a new one comes. Do not copy it.",
)
COPY = Phrase(
    "printed.home_copy_number", ja="控えの番号・受け取った人・日付", en="copy no., taken by, on"
)
FIRST = Phrase("printed.home_first", ja="まず行うこと", en="First of all")
COME = Phrase("printed.home_come", ja="参集・発動の基準", en="When to come in")
WHOM = Phrase("printed.home_whom", ja="職員の連絡先（役割の順）", en="Whom to call")
VENDORS = Phrase("printed.home_vendors", ja="事業者の連絡先", en="Vendors")
OTHERS = Phrase("printed.home_others", ja="そのほかの連絡先", en="Others")
MEET = Phrase("printed.home_meet", ja="集まる場所", en="Where to meet")
SYSTEMS = Phrase("printed.home_systems", ja="先に戻すもの（優先順）", en="What to bring back first")
SYSTEM = Phrase("printed.home_system", ja="システム", en="system")
GOAL = Phrase("printed.home_goal", ja="目標復旧時間", en="RTO")
INSTEAD = Phrase("printed.home_instead", ja="使えない間の代わりの方法", en="until then")
DEPUTY = Phrase("printed.home_deputy", ja="{role}（代行{n}）", en="{role} (deputy {n})")


def home_copy(wording: Wording) -> Iterator[Block]:
    """Nothing where the plan has nobody to call: such a copy would serve nobody."""
    plan = wording.plan
    if not plan.contacts:
        return
    said = wording.said
    yield Line(said(KEEP), "warning")
    yield Facts(((said(COPY), ""),))
    first = tuple(_first(wording))
    if first:
        yield Title(said(FIRST))
        yield Points(first)
    if plan.triggers:
        yield Title(said(COME))
        yield triggers(wording)
    yield Title(said(WHOM))
    yield _people(wording)
    rest = _rest(wording)
    if rest:
        yield Title(said(OTHERS), 2)
        yield Table((said(NAME), said(WAYS)), rest, (1, 1))
    if plan.vendors:
        yield Title(said(VENDORS))
        yield _vendors(wording)
    if plan.sites:
        yield Title(said(MEET))
        yield sites(wording)
    systems = _systems(wording)
    if systems:
        yield Title(said(SYSTEMS))
        yield Table((said(SYSTEM), said(GOAL), said(INSTEAD)), systems, (6, 3, 8))


def _first(wording: Wording) -> Iterator[str]:
    """What the first role of the plan does in the first phase."""
    plan = wording.plan
    leading, first = plan.roles[:1], phases(wording)[:1]
    for each in plan.action_plans:
        if each.role in (role.id for role in leading) and each.phase in first:
            yield from (wording.said(step.do) for step in each.steps)


def _people(wording: Wording) -> Table:
    """Everybody who holds a duty or deputises, once, in the order of the duties."""
    duties: dict[str, list[str]] = {}
    for role in wording.plan.roles:
        name = wording.role(role.id)
        if role.holder:
            duties.setdefault(role.holder, []).append(name)
        for n, deputy in enumerate(role.deputies, 1):
            duties.setdefault(deputy, []).append(wording.said(DEPUTY(role=name, n=n)))
    rows = tuple(
        (wording.person(who), wording.joined(held), ways(wording, wording.contact(who)))
        for who, held in duties.items()
    )
    return Table(tuple(map(wording.said, (NAME, ROLE, WAYS))), rows, (4, 7, 7))


def _rest(wording: Wording) -> tuple[tuple[str, str], ...]:
    """Contacts with a role word that nobody else shows: the headquarters, the prefecture."""
    plan = wording.plan
    shown = {each for role in plan.roles for each in (role.holder, *role.deputies)}
    shown |= {each.contact for each in plan.vendors}
    return tuple(
        _line(wording, each)
        for each in plan.contacts
        if each.role and each.id not in shown and each.name not in shown
    )


def _line(wording: Wording, contact: Contact) -> tuple[str, str]:
    return contact.name or contact.id, ways(wording, contact)


def _vendors(wording: Wording) -> Table:
    rows = tuple(
        (
            wording.thing(each.id),
            wording.things(each.covers),
            ways(wording, wording.contact(each.contact)),
            promised(wording, each),
        )
        for each in wording.plan.vendors
    )
    return Table(tuple(map(wording.said, (COMPANY, COVERS, WAYS, PROMISED))), rows, (4, 5, 7, 4))


def _systems(wording: Wording) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            wording.thing(each.id),
            wording.span(each.rto.within) if each.rto else "",
            wording.said(each.alternate),
        )
        for each in first_back(wording.plan.systems)
    )
