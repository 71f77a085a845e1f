"""What a plan says of itself, on paper: when it begins, what is assumed, where its copies lie."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.action_plans import AssumedHazard
from bcp.inventory import Site
from bcp.lifelines import LIFELINES
from bcp.message import Phrase
from drills.printed.columns import Column, table_of
from drills.printed.document import Block, Facts, Line, Table, Title
from drills.printed.wording import Wording
from drills.report import words

WINDOW = Phrase(
    "printed.window",
    ja="この計画は、災害やシステムの障害から{window:span}の間に、ICT部門が行うことを定めます。"
    "人の安全を、情報システムの復旧より優先します。",
    en="This plan says what the ICT section does in the first {window:span} after a disaster or a "
    "failure. The safety of people goes before the recovery of systems.",
)
ORGANISATION = Phrase("printed.organisation", ja="団体名", en="municipality")
POPULATION = Phrase("printed.population", ja="人口", en="population")
PEOPLE = Phrase("printed.population_said", ja="{count:,}人", en="{count:,}")
STAFF = Phrase("printed.ict_staff", ja="ICT部門の職員", en="ICT staff")
ZONES = Phrase("printed.zones", ja="ネットワークの区分", en="network zones")
EVENT = Phrase("printed.trigger_event", ja="事象", en="event")
LEVEL = Phrase("printed.trigger_level", ja="基準", en="from")
ACTION = Phrase("printed.trigger_action", ja="自動的に行うこと", en="what follows of itself")
DECLARED = Phrase("printed.declared_by", ja="発動を宣言する人", en="declared by")
ENDED = Phrase("printed.deactivated_by", ja="解除する人", en="ended by")
COME_BY = Phrase("printed.come_by", ja="招集から", en="within")
COME_WHO = Phrase("printed.come_who", ja="来ている人", en="who")
HEADS = Phrase("printed.heads", ja="{role} {count}人", en="{role}: {count}")
HAZARD = Phrase("printed.hazard", ja="想定", en="event")
STRENGTH = Phrase("printed.hazard_level", ja="規模", en="strength")
LIFELINE = Phrase("printed.hazard_lifelines", ja="ライフライン", en="lifelines")
DAMAGE = Phrase("printed.hazard_damage", ja="庁舎・機器の被害", en="damage")
SOURCE = Phrase("printed.hazard_source", ja="出典", en="source")
SITE = Phrase("printed.site", ja="場所", en="place")
SEATS = Phrase("printed.seats", ja="席数", en="seats")
OPENS = Phrase("printed.opens_in", ja="使えるまで", en="usable in")
NEEDS = Phrase("printed.site_needs", ja="要るもの", en="needs")
NOTE = Phrase("printed.note", ja="備考", en="remarks")
COPY_AT = Phrase("printed.copy_at", ja="置き場所", en="place")
COUNT = Phrase("printed.copy_count", ja="部数", en="copies")
EXCHANGED = Phrase("printed.copy_exchanged", ja="差替日・担当", en="renewed on, by")
REVISED = Phrase("printed.revised_on", ja="改定日", en="day")
REVISED_BY = Phrase("printed.revised_by", ja="改定した人", en="by")
REVISED_WHAT = Phrase("printed.revised_what", ja="内容", en="what")


def purpose(wording: Wording) -> Iterator[Block]:
    """Whose plan it is, and for how long it is made."""
    organisation, said = wording.plan.organisation, wording.said
    yield Line(said(WINDOW(window=wording.plan.window.us)))
    count = organisation.population
    told = (
        (ORGANISATION, organisation.name),
        (POPULATION, said(PEOPLE(count=count)) if count is not None else ""),
        (STAFF, said(PEOPLE(count=organisation.ict_staff)) if organisation.ict_staff else ""),
        (ZONES, wording.joined(each.label or each.id for each in wording.plan.zones)),
    )
    yield Facts(tuple((said(name), value) for name, value in told if value))


def activation(wording: Wording) -> Iterator[Block]:
    """When the plan begins to count, and who says so."""
    plan, said = wording.plan, wording.said
    if plan.triggers:
        yield triggers(wording)
    told = ((DECLARED, plan.declared_by), (ENDED, plan.deactivated_by))
    rows = tuple((said(name), wording.role(said(who))) for name, who in told if who)
    if rows:
        yield Facts(rows)


def triggers(wording: Wording) -> Table:
    """発動基準."""
    rows = tuple(
        tuple(map(wording.said, (each.event, each.level, each.action)))
        for each in wording.plan.triggers
    )
    return Table(tuple(map(wording.said, (EVENT, LEVEL, ACTION))), rows, (3, 4, 8))


def muster(wording: Wording) -> Table:
    """How many of each role must have come so long after they were called."""
    rows = tuple(
        (
            wording.span(each.by),
            wording.joined(
                wording.said(HEADS(role=wording.role(role), count=count))
                for role, count in each.roles.items()
            ),
        )
        for each in wording.plan.muster.needs
    )
    return Table((wording.said(COME_BY), wording.said(COME_WHO)), rows, (2, 9))


def hazards(wording: Wording) -> Iterator[Block]:
    """被害想定, each event with what becomes of lifelines."""
    for each in wording.plan.hazards:
        kind = wording.said(words.said(words.HAZARD, each.kind))
        yield Title(wording.said(each.name) or kind, 2)
        told = (
            (HAZARD, kind),
            (STRENGTH, wording.said(each.level)),
            (LIFELINE, lifelines(wording, each)),
            (DAMAGE, wording.said(each.damage)),
            (SOURCE, wording.said(each.source)),
        )
        yield Facts(tuple((wording.said(name), value) for name, value in told if value))


def lifelines(wording: Wording, hazard: AssumedHazard) -> str:
    """「電気: 全域停電、3日」, one on each line."""
    return "\n".join(
        f"{wording.said(LIFELINES[word]) if word in LIFELINES else word}: {wording.said(left)}"
        for word, left in hazard.lifelines.items()
    )


def sites(wording: Wording) -> Table:
    """Buildings and alternate sites."""
    columns: tuple[Column[Site], ...] = (
        (SITE, 5, lambda each: wording.thing(each.id)),
        (SEATS, 2, lambda each: "" if each.seats is None else str(each.seats)),
        (OPENS, 3, lambda each: wording.span(each.opens_in)),
        (NEEDS, 6, lambda each: wording.joined(wording.said(need) for need in each.needs)),
        (NOTE, 6, lambda each: wording.said(each.note)),
    )
    return table_of(wording, wording.plan.sites, columns)


def copies(wording: Wording) -> Table:
    """Where printed copies lie."""
    rows = tuple((wording.said(each.place), str(each.count), "") for each in wording.plan.copies)
    return Table(tuple(map(wording.said, (COPY_AT, COUNT, EXCHANGED))), rows, (6, 2, 5))


def revisions(wording: Wording) -> Table:
    """What was changed when; with rows for what comes."""
    rows = tuple(
        (wording.day(each.on), wording.said(each.by), wording.said(each.what))
        for each in wording.plan.revisions
    )
    heads = tuple(map(wording.said, (REVISED, REVISED_BY, REVISED_WHAT)))
    return Table(heads, rows, (4, 4, 9), blank=3)
