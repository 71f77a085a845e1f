"""What a plan lists, on paper. Addresses and accounts of servers do not."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.inventory import Backup, Business, Link, Power, Radio, Telework
from bcp.link_paths import LinkPath
from bcp.message import Phrase
from bcp.model import Need, Server, System
from bcp.people import Vendor
from drills.printed.columns import Column, table_of
from drills.printed.contacts import COVERS, PROMISED, promised
from drills.printed.document import Block, Table, Title
from drills.printed.first_back import first_back
from drills.printed.wording import Wording

NAME = Phrase("printed.thing_name", ja="名称", en="name")
SECTION = Phrase("printed.section", ja="所管課", en="section")
RTO = Phrase("printed.rto", ja="目標復旧時間", en="RTO")
RPO = Phrase("printed.rpo", ja="目標復旧時点", en="RPO")
RLO = Phrase("printed.rlo", ja="復旧レベル", en="RLO")
PRIORITY = Phrase("printed.priority", ja="優先", en="order")
IMPORTANCE = Phrase("printed.importance", ja="重要度", en="importance")
ZONE = Phrase("printed.zone", ja="区分", en="zone")
VENDOR = Phrase("printed.vendor", ja="事業者", en="vendor")
NEEDS = Phrase("printed.depends_on", ja="前提となるもの", en="depends on")
INSTEAD = Phrase("printed.alternate", ja="代わりの方法", en="alternate")
PLACE = Phrase("printed.location", ja="設置場所", en="place")
HOST = Phrase("printed.host", ja="載っている機器", en="host")
ORDER = Phrase("printed.boot_order", ja="起動順", en="boot order")
SYSTEM = Phrase("printed.os", ja="OS", en="OS")
SUPPORT = Phrase("printed.end_of_support", ja="サポート・賃借の期限", en="end of support, lease")
ENDS = Phrase("printed.ends", ja="区間", en="between")
PATHS = Phrase("printed.paths", ja="経路（使う順）", en="paths, in order")
CARRIER = Phrase("printed.carrier", ja="通信事業者・契約", en="carrier, contract")
KIND = Phrase("printed.device_kind", ja="種類", en="kind")
SERVICE_END = Phrase("printed.service_end", ja="使用期限", en="usable until")
VOICE = Phrase("printed.voice_test", ja="直近の通話試験", en="last voice test")
RUNTIME = Phrase("printed.runtime", ja="稼働できる時間", en="runtime")
FEEDS = Phrase("printed.feeds", ja="給電先", en="feeds")
TESTED = Phrase("printed.tested", ja="直近・次回の試運転", en="tested, next")
AGREEMENT = Phrase("printed.agreement", ja="燃料の協定", en="fuel agreement")
CONTRACT = Phrase("printed.vendor_contract", ja="契約", en="contract")
CONTRACT_END = Phrase("printed.contract_end", ja="契約の期限", en="until")
OPEN = Phrase("printed.vendor_hours", ja="対応時間", en="hours")
EXPECTED = Phrase("printed.expected_users", ja="使う人数／ライセンス", en="users / licences")
METHOD = Phrase("printed.backup_method", ja="方法・媒体", en="method, media")
EVERY = Phrase("printed.backup_every", ja="間隔・保存", en="every, kept")
OFFSITE = Phrase("printed.offsite", ja="遠隔地", en="offsite")
RESTORED = Phrase("printed.restore_tested", ja="直近の復元試験", en="last restore test")
TOOK = Phrase("printed.restore_took", ja="{day}（{took}）", en="{day} ({took})")
START_BY = Phrase("printed.start_by", ja="再開の目標", en="resumed within")
IMPACT = Phrase("printed.stop_impact", ja="止まったときの影響", en="if it stops")
ON_PAPER = Phrase("printed.workaround", ja="代わりの方法（開始の目標）", en="workaround (within)")
WITH = Phrase("printed.workaround_by", ja="{what}（{by}以内）", en="{what} ({by})")
SYSTEMS = Phrase("printed.used_systems", ja="使うシステム", en="systems")
EITHER = Phrase("printed.either", ja="{one}または{other}", en="{one} or {other}")
OTHERS = Phrase("printed.other_systems", ja="そのほかのシステム", en="Other systems")
CLASSES = {
    "critical": Phrase("printed.critical", ja="最重要", en="critical"),
    "important": Phrase("printed.important", ja="重要", en="important"),
    "normal": Phrase("printed.normal", ja="一般", en="normal"),
}


def businesses(wording: Wording) -> Table:
    """重要業務."""
    return table_of(
        wording,
        wording.plan.businesses,
        (
            (NAME, 5, lambda each: wording.thing(each.id)),
            (SECTION, 3, lambda each: each.owner_section or ""),
            (IMPORTANCE, 2, lambda each: each.priority_class or ""),
            (START_BY, 3, lambda each: wording.span(each.start_by)),
            (IMPACT, 6, lambda each: wording.said(each.stop_impact)),
            (ON_PAPER, 6, lambda each: _workaround(wording, each)),
            (SYSTEMS, 5, lambda each: wording.things(each.systems)),
        ),
    )


def _workaround(wording: Wording, business: Business) -> str:
    what = wording.said(business.workaround)
    if business.workaround_by is None:
        return what
    return wording.said(WITH(what=what, by=wording.span(business.workaround_by)))


def important_systems(wording: Wording) -> Iterator[Block]:
    """重要システム with their targets, in the order in which they are brought back."""
    listed = first_back(wording.plan.systems)
    if listed:
        yield table_of(wording, listed, _targets(wording))
    others = [each for each in wording.plan.systems if each.importance == "normal"]
    if others:
        yield Title(wording.said(OTHERS), 2)
        yield table_of(wording, others, _plain(wording))


def _targets(wording: Wording) -> tuple[Column[System], ...]:
    return (
        (NAME, 6, lambda each: wording.thing(each.id)),
        (PRIORITY, 2, lambda each: "" if each.priority is None else str(each.priority)),
        (IMPORTANCE, 3, lambda each: wording.said(CLASSES[each.importance])),
        (SECTION, 3, lambda each: each.owner_section or ""),
        (RTO, 3, lambda each: wording.span(each.rto.within) if each.rto else ""),
        (RPO, 3, lambda each: wording.span(each.rpo)),
        (RLO, 5, lambda each: wording.said(each.rlo)),
        (NEEDS, 6, lambda each: wording.joined(_need(wording, need) for need in each.depends_on)),
        (VENDOR, 4, lambda each: wording.thing(each.vendor)),
        (INSTEAD, 5, lambda each: wording.said(each.alternate)),
    )


def _plain(wording: Wording) -> tuple[Column[System], ...]:
    return (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (ZONE, 4, lambda each: wording.thing(each.zone)),
        (SECTION, 3, lambda each: each.owner_section or ""),
        (RTO, 3, lambda each: wording.span(each.rto.within) if each.rto else ""),
        (VENDOR, 4, lambda each: wording.thing(each.vendor)),
    )


def _need(wording: Wording, need: Need) -> str:
    names = [wording.thing(each) for each in need.any_of]
    said = names[0]
    for other in names[1:]:
        said = wording.said(EITHER(one=said, other=other))
    return said


def servers(wording: Wording) -> Table:
    """Machines in the order in which they are started, those for which none is said last."""
    return table_of(
        wording,
        sorted(
            wording.plan.servers,
            key=lambda each: (each.boot_order is None, each.boot_order or 0),
        ),
        (
            (NAME, 5, lambda each: wording.thing(each.id)),
            (ORDER, 2, lambda each: "" if each.boot_order is None else str(each.boot_order)),
            (ZONE, 4, lambda each: wording.thing(each.zone)),
            (HOST, 4, lambda each: wording.thing(each.host)),
            (SYSTEM, 4, lambda each: each.os or ""),
            (
                PLACE,
                4,
                lambda each: wording.joined((wording.thing(each.location), each.rack or "")),
            ),
            (SUPPORT, 5, lambda each: _until(wording, each)),
        ),
    )


def _until(wording: Wording, server: Server) -> str:
    days = (server.end_of_support, server.lease_end)
    return "\n".join(wording.day(each) for each in days if each)


def links(wording: Wording) -> Table:
    """Lines and their paths."""
    columns: tuple[Column[Link], ...] = (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (ENDS, 4, lambda each: wording.things(each.ends)),
        (PATHS, 6, lambda each: wording.joined(_path(wording, path) for path in each.paths)),
        (
            CARRIER,
            6,
            lambda each: wording.joined((each.carrier or "", wording.said(each.contract))),
        ),
        (NEEDS, 5, lambda each: wording.things(each.depends_on)),
    )
    return table_of(wording, wording.plan.links, columns)


def _path(wording: Wording, path: LinkPath) -> str:
    return wording.said(path.name) or wording.kind(path.kind or path.id)


def radio(wording: Wording) -> Table:
    """Radio stations and hops."""
    columns: tuple[Column[Radio], ...] = (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (KIND, 4, lambda each: wording.kind(each.kind)),
        (SERVICE_END, 4, lambda each: wording.day(each.service_end)),
        (VOICE, 4, lambda each: wording.day(each.voice_test.last) if each.voice_test else ""),
        (NEEDS, 5, lambda each: wording.things(each.depends_on)),
    )
    return table_of(wording, wording.plan.radio, columns)


def power(wording: Wording) -> Table:
    """Sources of power."""
    columns: tuple[Column[Power], ...] = (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (KIND, 3, lambda each: wording.kind(each.kind)),
        (RUNTIME, 3, lambda each: wording.span(each.runtime)),
        (FEEDS, 6, lambda each: wording.said(each.feeds)),
        (TESTED, 5, lambda each: _tested(wording, each)),
        (AGREEMENT, 6, lambda each: wording.said(each.agreement)),
    )
    return table_of(wording, wording.plan.power, columns)


def _tested(wording: Wording, power: Power) -> str:
    if power.tested is None:
        return ""
    return "\n".join(wording.day(each) for each in (power.tested.last, power.tested.next) if each)


def vendors(wording: Wording) -> Table:
    """Vendors and what was agreed with them; their numbers stand in the form of contacts."""
    columns: tuple[Column[Vendor], ...] = (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (COVERS, 6, lambda each: wording.things(each.covers)),
        (CONTRACT, 5, lambda each: wording.said(each.contract)),
        (CONTRACT_END, 4, lambda each: wording.day(each.contract_end)),
        (OPEN, 4, lambda each: wording.said(each.hours)),
        (PROMISED, 4, lambda each: promised(wording, each)),
    )
    return table_of(wording, wording.plan.vendors, columns)


def telework(wording: Wording) -> Table:
    """Ways to work from home."""
    columns: tuple[Column[Telework], ...] = (
        (NAME, 5, lambda each: wording.thing(each.id)),
        (KIND, 4, lambda each: wording.kind(each.kind)),
        (EXPECTED, 5, lambda each: f"{each.expected or '-'} / {each.licences or '-'}"),
        (SUPPORT, 5, lambda each: wording.day(each.end_of_support)),
    )
    return table_of(wording, wording.plan.telework, columns)


def backups(wording: Wording) -> Table:
    """Copies of data, and when one was last restored."""
    columns: tuple[Column[Backup], ...] = (
        (SYSTEMS, 5, lambda each: wording.thing(each.system)),
        (METHOD, 6, lambda each: wording.joined((each.method or "", each.media or ""))),
        (
            EVERY,
            5,
            lambda each: wording.joined((wording.span(each.every), wording.said(each.retention))),
        ),
        (OFFSITE, 2, lambda each: wording.whether(each.offsite)),
        (RESTORED, 5, lambda each: _restored(wording, each)),
    )
    return table_of(wording, wording.plan.backups, columns)


def _restored(wording: Wording, backup: Backup) -> str:
    day = wording.day(backup.restore_tested)
    if backup.restore_took is None:
        return day
    return wording.said(TOOK(day=day, took=wording.span(backup.restore_took)))
