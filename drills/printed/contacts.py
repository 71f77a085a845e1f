"""緊急連絡先一覧: whom to call, in which order, and when each number last worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.message import Phrase
from bcp.people import Contact, Role, Vendor
from drills.printed.document import Block, Line, Table, Title
from drills.printed.wording import Wording

HOW = Phrase(
    "printed.contacts_how",
    ja="上から順に試します。つながった日を「今回の確認」に書き、番号が違っていたら正しい番号を"
    "書いて、計画の contacts.yaml を直してください。",
    en='Try them from the top. Write under "checked" when it worked; where a number is wrong, '
    "write the right one and mend contacts.yaml.",
)
BY_ROLE = Phrase("printed.contacts_by_role", ja="役割と担当者", en="Duties")
PEOPLE = Phrase("printed.contacts_people", ja="職員", en="Staff")
VENDORS = Phrase("printed.contacts_vendors", ja="事業者", en="Vendors")
ROLE = Phrase("printed.role", ja="役割", en="duty")
HOLDER = Phrase("printed.holder", ja="担当者", en="held by")
DEPUTIES = Phrase("printed.deputies", ja="職務代行（順）", en="deputies, in order")
NAME = Phrase("printed.name", ja="氏名・職名", en="name")
GROUP = Phrase("printed.group", ja="所属", en="section")
WAYS = Phrase("printed.ways", ja="連絡方法（試す順）", en="ways, in order")
VERIFIED = Phrase("printed.verified", ja="最後に確認した日", en="last worked")
NEVER = Phrase("printed.never_verified", ja="未確認", en="never checked")
CALLS = Phrase("printed.calls", ja="次にかける相手", en="calls next")
CHECKED = Phrase("printed.checked_now", ja="今回の確認", en="checked")
COMPANY = Phrase("printed.company", ja="事業者", en="vendor")
COVERS = Phrase("printed.covers", ja="担当するシステム", en="maintains")
PROMISED = Phrase("printed.promised", ja="約束（受付／到着）", en="answers / on site within")


def contacts(wording: Wording) -> Iterator[Block]:
    """Duties first, then everybody's ways, then the vendors' desks."""
    plan = wording.plan
    if not plan.contacts:
        return
    desks = {each.contact for each in plan.vendors if each.contact}
    staff = [each for each in plan.contacts if each.id not in desks]
    yield Line(wording.said(HOW), "note")
    if plan.roles:
        yield Title(wording.said(BY_ROLE))
        yield roles(wording)
    if staff:
        yield Title(wording.said(PEOPLE))
        yield people(wording, staff)
    if plan.vendors:
        yield Title(wording.said(VENDORS))
        yield _vendors(wording)


def roles(wording: Wording) -> Table:
    """Who holds each duty and who deputises."""
    return Table(
        tuple(map(wording.said, (ROLE, HOLDER, DEPUTIES))),
        tuple(_role(wording, each) for each in wording.plan.roles),
        (3, 3, 5),
    )


def _role(wording: Wording, role: Role) -> tuple[str, ...]:
    deputies = (f"{n}. {wording.person(each)}" for n, each in enumerate(role.deputies, 1))
    return wording.role(role.id), wording.person(role.holder), "\n".join(deputies)


def people(wording: Wording, contacts: Iterable[Contact]) -> Table:
    """Everybody with all their ways, and a column to write in."""
    heads = (NAME, GROUP, WAYS, VERIFIED, CALLS, CHECKED)
    rows = tuple(
        (
            each.name or each.id,
            wording.joined(each.groups),
            ways(wording, each),
            _verified(wording, each),
            wording.joined(wording.person(called) for called in each.calls),
            "",
        )
        for each in contacts
    )
    return Table(tuple(map(wording.said, heads)), rows, (5, 5, 9, 5, 5, 3))


def ways(wording: Wording, contact: Contact | None) -> str:
    """Each way on a line of its own: 「携帯 000-5550-0101」."""
    if contact is None:
        return ""
    return "\n".join(f"{each.kind}{wording.gap}{each.value}" for each in contact.methods)


def _verified(wording: Wording, contact: Contact) -> str:
    days = (each.verified for each in contact.methods)
    return "\n".join(wording.day(day) if day else wording.said(NEVER) for day in days)


def _vendors(wording: Wording) -> Table:
    heads = (COMPANY, COVERS, WAYS, VERIFIED, PROMISED, CHECKED)
    rows = tuple(_vendor(wording, each) for each in wording.plan.vendors)
    return Table(tuple(map(wording.said, heads)), rows, (5, 6, 9, 5, 5, 3))


def _vendor(wording: Wording, vendor: Vendor) -> tuple[str, ...]:
    desk = wording.contact(vendor.contact)
    verified = _verified(wording, desk) if desk else ""
    name = wording.thing(vendor.id)
    return (
        name,
        wording.things(vendor.covers),
        ways(wording, desk),
        verified,
        promised(wording, vendor),
        "",
    )


def promised(wording: Wording, vendor: Vendor) -> str:
    """How soon a vendor answers and comes: 「30分／4時間」; a dash for what was not promised."""
    sla = vendor.sla
    if sla is None:
        return ""
    return " / ".join(wording.span(each) or "-" for each in (sla.ack, sla.onsite))
