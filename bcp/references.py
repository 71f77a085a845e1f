"""Ids: each stands for one thing, and every word that should be an id is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bcp.action_items import ActionItem, ItemTarget
from bcp.action_plans import ActionPlan, AssumedHazard, DamageItem, DamageSheet
from bcp.asking import ProbeCall
from bcp.checkin_page import CheckInPage
from bcp.device_profile import Profile
from bcp.did_you_mean import DID_YOU_MEAN, remedy
from bcp.inventory import Backup, Business, Link, Power, Radio, Site, Telework
from bcp.meant import narrowed
from bcp.message import Message, Phrase
from bcp.messages import Messages, Webhook
from bcp.model import Command, CommandRef, Level, Marker, Need, Plan, Server, System, Zone
from bcp.muster import HeadCount
from bcp.notices import NoticeRule
from bcp.people import Approver, Contact, Role, Vendor
from bcp.plan_head import Trigger
from bcp.programme.rule import Outage
from bcp.reader import Mention
from bcp.refused import Place, Refusal
from bcp.slips import WIDE_COLON
from bcp.snmp import SnmpAccount
from bcp.traps import Traps
from bcp.upkeep import Countermeasure, Indicator, Inspection, PlannedDrill

NOT_AN_ID = Phrase(
    "ids.not_an_id",
    ja="「{word}」はidとして使えません。",
    en="{word!r} cannot be an id.",
)
ID_LETTERS = Phrase(
    "ids.letters",
    ja="文字、数字、「_」「-」「.」だけを使い、文字か数字で始めてください。",
    en='Use letters, digits, "_", "-" and "." only, beginning with a letter or digit.',
)
ID_TWICE = Phrase(
    "ids.twice",
    ja="id「{word}」は{file}の{line}行目ですでに使われています。",
    en="the id {word!r} is already used at {file}:{line}.",
)
OTHER_ID = Phrase("ids.other", ja="別のidにしてください。", en="Choose another id.")
UNKNOWN = Phrase(
    "ids.unknown",
    ja="「{word}」という{kind}は計画にありません。",
    en="the plan has no {kind} {word!r}.",
)
NO_COMMAND = Phrase(
    "ids.no_command",
    ja="サーバ「{server}」に「{word}」というコマンドはありません。",
    en="the server {server!r} has no command {word!r}.",
)
IS_ACTION = Phrase(
    "ids.is_action",
    ja="「{word}」は状態を変えるコマンド（allowed_until付き）なので、プローブからは使えません。",
    en="{word!r} changes the world (it has allowed_until), so no probe may use it.",
)
USE_READ_ONLY = Phrase(
    "ids.use_read_only",
    ja="allowed_untilのない、読み取りだけのコマンドを使ってください。",
    en="Use a command without allowed_until, one that only reads.",
)
IS_NO_ACTION = Phrase(
    "ids.is_no_action",
    ja="コマンド「{word}」には実行してよい期限（allowed_until）がありません。",
    en="the command {word!r} has no allowed_until, so nothing may run it.",
)
ALLOW_IT = Phrase(
    "ids.allow_it",
    ja='計画の{server}のコマンドに、allowed_until: "年-月-日"を書いてください。',
    en='Give it allowed_until: "YYYY-MM-DD" at {server} in the plan.',
)

_KINDS: Mapping[type, Phrase] = {
    Zone: Phrase("ids.kind_zone", ja="区分", en="zone"),
    Role: Phrase("ids.kind_role", ja="役割", en="role"),
    Contact: Phrase("ids.kind_contact", ja="連絡先", en="contact"),
    Vendor: Phrase("ids.kind_vendor", ja="事業者", en="vendor"),
    Approver: Phrase("ids.kind_approver", ja="事前承認者（approvers）", en="approver"),
    System: Phrase("ids.kind_system", ja="システム", en="system"),
    Server: Phrase("ids.kind_server", ja="サーバ", en="server"),
    Link: Phrase("ids.kind_link", ja="回線", en="link"),
    Radio: Phrase("ids.kind_radio", ja="無線設備", en="radio"),
    Power: Phrase("ids.kind_power", ja="電源", en="power source"),
    Site: Phrase("ids.kind_site", ja="拠点", en="site"),
    Telework: Phrase("ids.kind_telework", ja="テレワーク手段", en="way of telework"),
    Backup: Phrase("ids.kind_backup", ja="バックアップ", en="backup"),
    Business: Phrase("ids.kind_business", ja="業務", en="business"),
    SnmpAccount: Phrase("ids.kind_snmp", ja="SNMPアカウント（snmp_accounts）", en="SNMP account"),
    Profile: Phrase("ids.kind_profile", ja="機種の設定（profile）", en="device profile"),
    Trigger: Phrase("ids.kind_trigger", ja="発動基準", en="trigger"),
    AssumedHazard: Phrase("ids.kind_hazard", ja="被害想定", en="assumed hazard"),
    ActionPlan: Phrase("ids.kind_action_plan", ja="行動計画", en="action plan"),
    DamageSheet: Phrase("ids.kind_damage_sheet", ja="被害状況の確認票", en="damage check"),
    Countermeasure: Phrase("ids.kind_countermeasure", ja="対策", en="countermeasure"),
    Indicator: Phrase("ids.kind_kpi", ja="指標（kpi）", en="figure (kpi)"),
    Inspection: Phrase("ids.kind_inspection", ja="点検", en="inspection"),
    PlannedDrill: Phrase("ids.kind_drill", ja="訓練（drills）", en="planned drill"),
    Webhook: Phrase("ids.kind_webhook", ja="Webhook（messages.webhooks）", en="webhook"),
    NoticeRule: Phrase("ids.kind_notice", ja="お知らせ（notices）", en="notice"),
    ActionItem: Phrase("ids.kind_action_item", ja="改善事項", en="action item"),
}
_SECTION = Phrase("ids.kind_section", ja="課（sections）", en="section")
_PHASE = Phrase("ids.kind_phase", ja="時期（phases）", en="phase")
_THING = Phrase("ids.kind_thing", ja="資産", en="asset")

# What `depends_on` may name. They share one set of ids; zones and people have sets of their own.
ASSETS: tuple[type, ...] = (System, Server, Link, Radio, Power, Site, Telework, Backup, Business)
# What can be watched, waited for, pretended and given a target.
WATCHABLE: tuple[type, ...] = (System, Link, Radio, Power, Telework)
_PLACES = (Site, Radio)

# Which field must hold the id of what.
_REFERENCES: Mapping[tuple[type, str], tuple[type, ...]] = {
    (System, "zone"): (Zone,),
    (System, "vendor"): (Vendor,),
    (System, "businesses"): (Business,),
    (System, "runs_on"): (Server,),
    (Server, "host"): (Server,),
    (Backup, "restore_to"): ASSETS,
    (Server, "zone"): (Zone,),
    (Traps, "zone"): (Zone,),
    (CheckInPage, "zone"): (Zone,),
    (Link, "zone"): (Zone,),
    (Radio, "zone"): (Zone,),
    (Power, "zone"): (Zone,),
    (Telework, "zone"): (Zone,),
    (Server, "jump"): (Server,),
    (CommandRef, "server"): (Server,),
    (ProbeCall, "server"): (Server,),
    (ProbeCall, "system"): (System,),
    (ProbeCall, "snmp_account"): (SnmpAccount,),
    (ProbeCall, "link"): (Link,),
    (ProbeCall, "radio"): (Radio,),
    (ProbeCall, "power"): (Power,),
    (ProbeCall, "telework"): (Telework,),
    (ProbeCall, "backup"): (Backup,),
    (Need, "any_of"): ASSETS,
    (Link, "depends_on"): ASSETS,
    (Radio, "depends_on"): ASSETS,
    (Power, "depends_on"): ASSETS,
    (Telework, "depends_on"): ASSETS,
    (Backup, "system"): (System,),
    (Business, "systems"): (System,),
    (Contact, "role"): (Role,),
    (Contact, "calls"): (Contact,),
    (Contact, "deputies"): (Contact,),
    (Approver, "roles"): (Role,),
    (HeadCount, "roles"): (Role,),
    (Vendor, "covers"): ASSETS,
    (Link, "snmp"): (SnmpAccount,),
    (Radio, "snmp"): (SnmpAccount,),
    (Power, "snmp"): (SnmpAccount,),
    (Telework, "snmp"): (SnmpAccount,),
    (Vendor, "contact"): (Contact,),
    (ActionPlan, "role"): (Role,),
    (DamageItem, "of"): ASSETS,
    (DamageItem, "by"): (Role,),
    (Inspection, "of"): ASSETS,
    (Outage, "sites"): (Site,),
    (PlannedDrill, "responsible"): (Role,),
    (PlannedDrill, "zone"): (Zone,),
    (Countermeasure, "systems"): WATCHABLE,
    (Messages, "test_to"): (Contact,),
    (NoticeRule, "webhook"): (Webhook,),
    (NoticeRule, "drills"): (PlannedDrill,),
    (ItemTarget, "system"): WATCHABLE,
    (ItemTarget, "business"): (Business,),
    (ItemTarget, "role"): (Role,),
    (ItemTarget, "contact"): (Contact,),
}
# These may be free words until the plan lists such things.
_WHERE_LISTED: Mapping[tuple[type, str], tuple[type, ...]] = {
    (System, "backup"): (Backup,),
    (System, "location"): (Site,),
    (Server, "location"): (Site,),
    (Link, "ends"): _PLACES,
    (Radio, "ends"): _PLACES,
}
_SECTIONS = ((System, "owner_section"), (Business, "owner_section"))

# A marker is written into the system's data, so writing it is an action; reading it back is not.
PLAN_ACTS = ((Marker, "write"),)
_ASKING = {(ProbeCall, "command"), (Marker, "read")}

_ID = re.compile(r"[^\W_][\w.\-]*")


@dataclass(frozen=True)
class Ids:
    """Every id of a plan, by what it stands for, with its place."""

    by_kind: Mapping[type, Mapping[str, Place]]

    def of(self, *kinds: type) -> tuple[str, ...]:
        """The ids of things of these kinds."""
        return tuple(word for kind in kinds for word in self.by_kind.get(kind, {}))

    def place(self, word: str, *kinds: type) -> Place | None:
        """Where the thing of that id is written."""
        found = (self.by_kind.get(kind, {}).get(word) for kind in kinds)
        return next((place for place in found if place), None)


def ids_of(mentions: Iterable[Mention]) -> tuple[Ids, tuple[Refusal, ...]]:
    """The ids written in a plan, and those that are no ids or are used twice."""
    refusals: list[Refusal] = []
    by_kind: dict[type, dict[str, Place]] = {}
    for each in mentions:
        if each.field != "id" or each.owner not in (*_KINDS, Level, Command, ProbeCall):
            continue
        refusals += id_trouble(each)
        if each.owner not in _KINDS:
            continue
        rivals = ASSETS if each.owner in ASSETS else (each.owner,)
        first = Ids(by_kind).place(each.word, *rivals)
        if first is not None:
            what = ID_TWICE(word=each.word, file=first.file, line=first.line)
            refusals.append(Refusal(each.place, what, OTHER_ID()))
        else:
            by_kind.setdefault(each.owner, {})[each.word] = each.place
    return Ids(by_kind), tuple(refusals)


def id_trouble(each: Mention) -> tuple[Refusal, ...]:
    """A refusal where the word cannot be an id."""
    if _ID.fullmatch(each.word):
        return ()
    narrow = narrowed(each.word)
    then = ID_LETTERS()
    if "：" in each.word:
        then = WIDE_COLON()
    elif narrow != each.word and _ID.fullmatch(narrow):
        then = DID_YOU_MEAN(word=narrow)
    return (Refusal(each.place, NOT_AN_ID(word=each.word), then),)


def kind_said(*kinds: type) -> Message:
    """What things of these kinds are called."""
    return _KINDS[kinds[0]]() if len(kinds) == 1 else _THING()


def unknown_id(place: Place, word: str, known: Iterable[str], *kinds: type) -> Refusal:
    """The refusal of a word that should be the id of one of `kinds`."""
    return Refusal(place, UNKNOWN(word=word, kind=kind_said(*kinds)), remedy(word, known))


def reference_troubles(mentions: Iterable[Mention], ids: Ids, plan: Plan) -> list[Refusal]:
    """Every word that should be an id of the plan and is not."""
    out: list[Refusal] = []
    by_spot = {
        spot: dict.fromkeys(ids.of(*kinds))
        for spot, kinds in (*_REFERENCES.items(), *_WHERE_LISTED.items())
    }
    for each in mentions:
        spot = (each.owner, each.field)
        kinds = _REFERENCES.get(spot) or _WHERE_LISTED.get(spot, ())
        known = by_spot.get(spot, {})
        must = spot in _REFERENCES or bool(known)
        if kinds and must and each.word not in known:
            out.append(unknown_id(each.place, each.word, known, *kinds))
        if spot in _SECTIONS and plan.sections and each.word not in plan.sections:
            what = UNKNOWN(word=each.word, kind=_SECTION())
            out.append(Refusal(each.place, what, remedy(each.word, plan.sections)))
        if spot == (ActionPlan, "phase") and each.word not in plan.phases:
            what = UNKNOWN(word=each.word, kind=_PHASE())
            out.append(Refusal(each.place, what, remedy(each.word, plan.phases)))
    return out


def command_troubles(
    mentions: Iterable[Mention], plan: Plan, acting: Iterable[tuple[type, str]]
) -> list[Refusal]:
    """Every command that its server lacks, or that is used for what it is not.

    `acting` are the fields that need an action.
    """
    needs_action = set(acting)
    out: list[Refusal] = []
    for each in mentions:
        used = (each.owner, each.field) in needs_action | _ASKING
        server = plan.server(each.of) if used and each.of is not None else None
        if server is None:
            continue
        command = server.command(each.word)
        if command is None:
            what = NO_COMMAND(server=server.id, word=each.word)
            then = remedy(each.word, [one.id for one in server.commands])
            out.append(Refusal(each.place, what, then))
        elif each.owner is ProbeCall and command.changes_the_world:
            out.append(Refusal(each.place, IS_ACTION(word=each.word), USE_READ_ONLY()))
        elif (each.owner, each.field) in needs_action and not command.changes_the_world:
            what = IS_NO_ACTION(word=each.word)
            out.append(Refusal(each.place, what, ALLOW_IT(server=server.id)))
    return out
