"""計画書: the whole plan as one document, in chapters; a chapter without content is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bcp.message import Phrase
from drills.printed import checklists, plan_assets, plan_head, plan_upkeep
from drills.printed.contacts import roles
from drills.printed.document import Block, Line, Table, Title
from drills.printed.wording import Wording

PURPOSE = Phrase("printed.ch_purpose", ja="目的と対象", en="Purpose")
ACTIVATION = Phrase("printed.ch_activation", ja="発動と解除", en="When it begins and ends")
ROLES = Phrase("printed.ch_roles", ja="体制", en="Duties")
SEE_CONTACTS = Phrase(
    "printed.see_contacts",
    ja="連絡先は「緊急連絡先一覧」にあります（この計画書には載せません）。",
    en="Telephone numbers stand in the form of contacts, and not here.",
)
MUSTER = Phrase("printed.ch_muster", ja="参集の目標", en="Who must be there, how soon")
HAZARDS = Phrase("printed.ch_hazards", ja="被害の想定", en="Assumed damage")
BUSINESSES = Phrase("printed.ch_businesses", ja="優先する業務", en="Priority businesses")
SYSTEMS = Phrase("printed.ch_systems", ja="重要システムと目標", en="Important systems, targets")
ACTIONS = Phrase("printed.ch_actions", ja="行動計画", en="Action plans")
SEE_CHECKLISTS = Phrase(
    "printed.see_checklists",
    ja="役割ごとに持って動く紙は「行動チェックリスト」です。",
    en="The sheets to carry, one for each duty, are the form of checklists.",
)
RESOURCES = Phrase("printed.ch_resources", ja="必要な資源", en="Resources")
SITES = Phrase("printed.ch_sites", ja="庁舎・代替拠点", en="Buildings, alternate sites")
IN_BOOT_ORDER = Phrase("printed.ch_servers", ja="サーバ（起動する順）", en="Servers, in boot order")
SERVERS = Phrase("printed.ch_servers_unordered", ja="サーバ", en="Servers")
LINKS = Phrase("printed.ch_links", ja="回線", en="Lines")
RADIO = Phrase("printed.ch_radio", ja="無線", en="Radio")
POWER = Phrase("printed.ch_power", ja="電源", en="Power")
TELEWORK = Phrase("printed.ch_telework", ja="テレワーク", en="Telework")
BACKUPS = Phrase("printed.ch_backups", ja="バックアップ", en="Backups")
VENDORS = Phrase("printed.ch_vendors", ja="事業者", en="Vendors")
UPKEEP = Phrase("printed.ch_upkeep", ja="事前対策と維持管理", en="Countermeasures and upkeep")
MEASURES = Phrase("printed.ch_measures", ja="弱点と対策", en="Weaknesses, countermeasures")
INSPECTIONS = Phrase("printed.ch_inspections", ja="点検", en="Inspections")
DRILLS = Phrase("printed.ch_drills", ja="年間の訓練", en="Drills of the year")
KPI = Phrase("printed.ch_kpi", ja="成果指標", en="Figures")
COPIES = Phrase("printed.ch_copies", ja="配付先", en="Copies")
REVISIONS = Phrase("printed.ch_revisions", ja="改定の記録", en="Revisions")


def plan_document(wording: Wording) -> Iterator[Block]:
    """All chapters that have content, numbered."""
    number = 0
    for phrase, blocks in _chapters(wording):
        content = tuple(blocks)
        if content:
            number += 1
            yield Title(f"{number}{wording.gap}{wording.said(phrase)}")
            yield from content


def _chapters(wording: Wording) -> Iterator[tuple[Phrase, Iterable[Block]]]:
    plan = wording.plan
    yield PURPOSE, plan_head.purpose(wording)
    yield ACTIVATION, plan_head.activation(wording)
    yield ROLES, _roles(wording)
    yield HAZARDS, plan_head.hazards(wording)
    yield BUSINESSES, (plan_assets.businesses(wording),) if plan.businesses else ()
    yield SYSTEMS, plan_assets.important_systems(wording)
    yield ACTIONS, _actions(wording)
    yield RESOURCES, _resources(wording)
    yield UPKEEP, _upkeep(wording)
    yield COPIES, (plan_head.copies(wording),) if plan.copies else ()
    yield REVISIONS, (plan_head.revisions(wording),)


def _roles(wording: Wording) -> Iterator[Block]:
    if wording.plan.roles:
        yield roles(wording)
        yield Line(wording.said(SEE_CONTACTS), "note")
    if wording.plan.muster.needs:
        yield Title(wording.said(MUSTER), 2)
        yield plan_head.muster(wording)


def _actions(wording: Wording) -> Iterator[Block]:
    if wording.plan.action_plans:
        yield checklists.overview(wording)
        yield Line(wording.said(SEE_CHECKLISTS), "note")


def _resources(wording: Wording) -> Iterator[Block]:
    plan = wording.plan
    ordered = any(each.boot_order is not None for each in plan.servers)
    yield from _titled(
        wording,
        (SITES, plan.sites, plan_head.sites),
        (IN_BOOT_ORDER if ordered else SERVERS, plan.servers, plan_assets.servers),
        (LINKS, plan.links, plan_assets.links),
        (RADIO, plan.radio, plan_assets.radio),
        (POWER, plan.power, plan_assets.power),
        (TELEWORK, plan.telework, plan_assets.telework),
        (BACKUPS, plan.backups, plan_assets.backups),
        (VENDORS, plan.vendors, plan_assets.vendors),
    )


def _upkeep(wording: Wording) -> Iterator[Block]:
    plan = wording.plan
    yield from _titled(
        wording,
        (MEASURES, plan.countermeasures, plan_upkeep.countermeasures),
        (INSPECTIONS, plan.inspections, plan_upkeep.inspections),
        (DRILLS, plan.drills, plan_upkeep.drills),
        (KPI, plan.kpi, plan_upkeep.kpi),
    )


def _titled(
    wording: Wording, *parts: tuple[Phrase, tuple[object, ...], Callable[[Wording], Table]]
) -> Iterator[Block]:
    """A heading and a table for each list that has something in it."""
    for phrase, listed, table in parts:
        if listed:
            yield Title(wording.said(phrase), 2)
            yield table(wording)
