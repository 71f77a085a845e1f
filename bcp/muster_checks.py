"""Phases of a plan's muster that cannot be met, whoever comes, or with the distances it tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bcp.commuting import expected
from bcp.head_count import lacking
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.muster import HeadCount, Hour
from bcp.reader import Mention
from bcp.refused import Place, Refusal

NEVER_ENOUGH = Phrase(
    "muster.never_enough",
    ja="参集の計画（{by:span}まで）は、全員がそろっても満たせません。足りない役割: {roles:list}。",
    en="the muster needed within {by:span} cannot be met even if everybody is there; short of "
    "{roles:list}.",
)
MORE_PEOPLE = Phrase(
    "muster.more_people",
    ja="連絡先（contacts）に人を加えるか、役割の holder・deputies か連絡先の role を"
    "書いてください。1人が同時に務められる役割は1つとして数えます。",
    en="Add contacts, or write the role's holder and deputies or the contacts' role. One person "
    "counts for one role at a time.",
)
NOT_IN_TIME = Phrase(
    "muster.not_in_time",
    ja="{hour}に車も鉄道も使えない場合、参集の計画（{by:span}まで）は見込みでも満たせません。"
    "足りない役割: {roles:list}。",
    en="with neither cars nor trains {hour}, the muster needed within {by:span} is not even "
    "expected to be met; short of {roles:list}.",
)
NEARER = Phrase(
    "muster.nearer",
    ja="近くに住む代行者を決めるか、必要な人数と時間、または仮定（muster.assumes）を"
    "見直してください。",
    en="Name deputies who live nearer, or look again at the heads, the times and the assumptions "
    "(muster.assumes).",
)
NO_COMMUTES = Phrase(
    "muster.no_commutes",
    ja="参集の計画（muster.needs）がありますが、どの連絡先にも commute がないため、"
    "いつ着くかの見込みを出せません。",
    en="there are muster.needs, but no contact has a commute, so no arrival can be expected.",
)
ADD_COMMUTES = Phrase(
    "muster.add_commutes",
    ja="people/contacts.yaml に「commute: {{km: 4.5, by: car}}」のように書いてください。",
    en="Write it in people/contacts.yaml, such as commute: {{km: 4.5, by: car}}.",
)
SHORT_OF = Phrase("muster.short_of", ja="{role}（{count}人不足）", en="{role} ({count} short)")
HOURS: Mapping[Hour, Phrase] = {
    "working": Phrase("muster.hour_working", ja="勤務時間内", en="in working hours"),
    "night": Phrase("muster.hour_night", ja="夜間", en="at night"),
    "holiday": Phrase("muster.hour_holiday", ja="休日の昼間", en="on a holiday by day"),
}
_AT_HOME: tuple[Hour, ...] = ("holiday", "night")


def muster_warnings(plan: Plan, mentions: Iterable[Mention]) -> Iterator[Refusal]:
    """What a plan's own figures say of its phases."""
    places = {
        each.of: each.place
        for each in mentions
        if (each.owner, each.field) == (HeadCount, "roles") and each.of
    }
    commutes = any(each.commute for each in plan.contacts)
    for need in plan.muster.needs:
        place = places.get(str(need.by.us))
        if place is not None:
            yield from _of_phase(plan, need, place, commutes=commutes)
    if plan.muster.needs and plan.contacts and not commutes and places:
        yield Refusal(min(places.values()), NO_COMMUTES(), ADD_COMMUTES())


def _of_phase(plan: Plan, need: HeadCount, place: Place, *, commutes: bool) -> Iterator[Refusal]:
    everybody = {each.id for each in plan.contacts}
    short = short_roles(plan, need, everybody)
    if short:
        yield Refusal(place, NEVER_ENOUGH(by=need.by.us, roles=short), MORE_PEOPLE())
        return
    hazard = next(iter(plan.muster.assumes.no_traffic), "")
    for hour in _AT_HOME if commutes and hazard else ():
        short = short_roles(plan, need, in_time(plan, need, hazard, hour, everybody))
        if short:
            what = NOT_IN_TIME(hour=HOURS[hour](), by=need.by.us, roles=short)
            yield Refusal(place, what, NEARER())


def in_time(
    plan: Plan, need: HeadCount, hazard: str, hour: Hour, people: Collection[str]
) -> frozenset[str]:
    """Who of these contacts is expected to be there in time."""
    found = (
        (each.id, expected(each.commute, hazard, hour, plan.muster.assumes).after)
        for each in plan.contacts
        if each.id in people
    )
    return frozenset(each for each, after in found if after is not None and after <= need.by.us)


def short_roles(plan: Plan, need: HeadCount, there: Collection[str]) -> tuple[Message, ...]:
    """The roles that those who are there cannot fill, in words."""
    names = {each.id: each.name.said_in("ja") and each.name for each in plan.roles}
    return tuple(
        SHORT_OF(role=names.get(role) or role, count=count)
        for role, count in lacking(plan, need.roles, there)
    )
