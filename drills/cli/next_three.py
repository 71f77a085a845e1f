"""What to add next to a plan that has no mistakes: the three things that are worth most.

The order is that of the guidelines' steps: who acts, what must come back, what it stands on, what
was agreed beforehand, and how all this is practised. A plan that has everything is told nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bcp.message import Message, Phrase
from bcp.model import Plan, System
from scenarios.model import Scenario

HEADING = Phrase("next.heading", ja="次にするとよい三つ:", en="The next three things worth adding:")
HEADING_FEW = Phrase("next.heading_few", ja="次にするとよいこと:", en="Worth adding next:")
HEADING_PRESSING = Phrase("next.heading_pressing", ja="次にすること:", en="What to do next:")
ITEM = Phrase("next.item", ja="  {number}. {what}", en="  {number}. {what}")

SYSTEMS = Phrase(
    "next.systems",
    ja="systems に、止まると最も困るシステムを三つ書く（名前と目標復旧時間 rto）。",
    en="systems: the three that would be missed most, each with its rto.",
)
PEOPLE = Phrase(
    "next.people",
    ja="roles に、責任者・調査・復旧・連絡・記録の担当（holder）を書く。",
    en="roles: who leads, surveys, recovers, keeps contact and records (holder).",
)
SCENARIO = Phrase(
    "next.scenario",
    ja="机上訓練を一つ加える（一覧は bcp-drill scenarios、写すには "
    "bcp-drill scenarios --copy first-hour フォルダ）。",
    en="A tabletop drill: bcp-drill scenarios lists them, bcp-drill scenarios --copy first-hour "
    "DIR copies one.",
)
TARGETS = Phrase(
    "next.targets",
    ja="重要なシステム {names:list} に、目標復旧時間（rto）を書く。"
    "ないと、訓練の結果を判定できません。",
    en="An rto for the important systems {names:list}: without one nothing can be judged.",
)
DEPUTIES = Phrase(
    "next.deputies",
    ja="職務代行の順（deputies）を書く: {names:list}。担当者が来られないときに止まる役割です。",
    en="Deputies for {names:list}: these roles stop when their holder cannot come.",
)
BUSINESSES = Phrase(
    "next.businesses",
    ja="businesses に、止められない業務と使うシステム、紙での代わり（workaround）を書く。"
    "報告に業務への影響が出ます。",
    en="businesses: duties that cannot wait, their systems and the work on paper (workaround).",
)
BACKUPS = Phrase(
    "next.backups",
    ja="最重要のシステム {names:list} のバックアップ（backups）を書く。庁外にあるか（offsite）、"
    "書き換えられないか（immutable）も。",
    en="backups of the critical systems {names:list}: how often, offsite or not, immutable or not.",
)
POWER = Phrase(
    "next.power",
    ja="power に、UPSと非常用発電機を書く（何分もつか、燃料は何時間分か）。",
    en="power: the UPS and the generator, and for how long they last.",
)
VENDORS = Phrase(
    "next.vendors",
    ja="vendors に保守事業者を書き、窓口を contact で people/contacts.yaml に結ぶ。",
    en="vendors: who maintains what; contact ties each to people/contacts.yaml.",
)
CALLABLE = Phrase(
    "next.callable",
    ja="{names:list} の連絡先を people/contacts.yaml に書く。連絡訓練ができるようになります。",
    en="Contacts for {names:list} in people/contacts.yaml: then calls can be drilled.",
)
SITES = Phrase(
    "next.sites",
    ja="sites に、本庁舎と代替拠点を書く。",
    en="sites: the office and the alternate site.",
)
ZONES = Phrase(
    "next.zones",
    ja="zones に三層の区域（internet、lgwan、my_number）を書き、システムに zone を付ける。",
    en="zones: internet, lgwan and my_number; then a zone for each system.",
)
LINKS = Phrase(
    "next.links",
    ja="links に、LGWAN回線やインターネット回線、本庁・支所間の回線を書く。",
    en="links: the lines to LGWAN, to the Internet and between the offices.",
)
PROBES = Phrase(
    "next.probes",
    ja="{names:list} に確かめ方（probe）を書く。人の言葉でなく、機械で測れるようになります"
    "（種類は bcp-drill probes）。",
    en="A probe for {names:list}: then they are measured (bcp-drill probes lists the kinds).",
)
MUSTER = Phrase(
    "next.muster",
    ja="muster の needs に、何時間後までに、どの役割が何人要るかを書く。",
    en="muster: needs, how many of which role must be there by when.",
)
TRIGGERS = Phrase(
    "next.triggers",
    ja="triggers に、何が起きたら計画を発動するかを、declared_by に、誰が宣言するかを書く"
    "（例は bcp-drill presets activation-levels）。",
    en="triggers: when the plan begins; declared_by: who says so (bcp-drill presets "
    "activation-levels has examples).",
)
ACTIONS = Phrase(
    "next.action_plans",
    ja="action_plans に、時間帯と役割ごとの行動を書く（ひな形は bcp-drill init の town に"
    "あります）。",
    en="action_plans: what each role does in which hours (the template town has them).",
)
DAMAGE = Phrase(
    "next.damage_check",
    ja="damage_check に、被害状況チェックシートの項目を書く（ひな形は bcp-drill init の town に"
    "あります）。",
    en="damage_check: what to look at, place by place (the template town has it).",
)
HAZARDS = Phrase(
    "next.hazards",
    ja="hazards に、地域防災計画の被害想定を書き写す（電気・電話・水道などは何日止まるか）。",
    en="hazards: what the regional disaster plan assumes, and for how long lifelines fail.",
)
PROGRAMME = Phrase(
    "next.drills",
    ja="drills に、年間の訓練計画を書く（4月の連絡先の確認から）。",
    en="drills: the year's programme, beginning with the contacts in April.",
)
STARTS = Phrase(
    "next.starts",
    ja="drills の {names:list} に、いつ行うか（starts）を書く（毎月、9月の第1開庁日、"
    "人事異動の後など）。bcp-drill schedule year で暦になります。",
    en="starts for {names:list} in drills: when they are held (every month, the first working day "
    "of September, after the transfers). bcp-drill schedule year makes a calendar of it.",
)
NOTICES = Phrase(
    "next.notices",
    ja="notices に、訓練の予告や結果を誰にどう知らせるかを書く（送れるかは "
    "bcp-drill schedule notices で確かめられます）。",
    en="notices: who is told of drills beforehand and afterwards (bcp-drill schedule notices tries "
    "it).",
)
INSPECTIONS = Phrase(
    "next.inspections",
    ja="inspections に、UPS・発電機・無線の点検と次回の日付を書く。",
    en="inspections: UPS, generator and radio, and when each is due.",
)


@dataclass(frozen=True)
class Advice:
    """Something worth adding: `missing` names what lacks it, nothing where all is well.

    What is missing as a whole is named by an empty word.
    """

    say: Phrase
    missing: Callable[[Plan, Sequence[Scenario]], Sequence[str]]


def _none_of(field: str) -> Callable[[Plan, Sequence[Scenario]], Sequence[str]]:
    return lambda plan, _: () if getattr(plan, field) else ("",)


def _weighty(plan: Plan, *importance: str) -> Iterator[System]:
    in_use = (each for each in plan.systems if each.state == "in_service")
    return (each for each in in_use if each.importance in importance)


def _ids(systems: Iterator[System]) -> Sequence[str]:
    return [each.id for each in systems]


def _without_target(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    weighty = _weighty(plan, "critical", "important")
    return _ids(each for each in weighty if each.rto is None and not each.levels)


def _without_probe(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    weighty = _weighty(plan, "critical", "important")
    return _ids(each for each in weighty if not each.probe and not each.levels)


def _without_backup(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    copied = {each.system for each in plan.backups}
    # Where no data live there is nothing to copy: the plan says so by promising no rpo.
    critical = (each for each in _weighty(plan, "critical") if plan.backups == () or each.rpo)
    return _ids(each for each in critical if each.backup is None and each.id not in copied)


def _without_deputies(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    return [each.id for each in plan.roles if each.holder and not each.deputies]


def _dated(plan: Plan) -> Sequence[str]:
    return [each.id for each in plan.drills if each.starts]


def _without_dates(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    """Where some have their dates, the others were left out on purpose."""
    return () if _dated(plan) else [each.id for each in plan.drills]


def _not_callable(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    known = {word for each in plan.contacts if each.methods for word in (each.id, each.name)}
    named = (each.role for each in plan.contacts if each.methods and each.role)
    staffed = (each for each in plan.roles if each.id not in set(named))
    return [each.id for each in staffed if each.holder not in known]


def _without_holder(plan: Plan, _: Sequence[Scenario]) -> Sequence[str]:
    held = {each.role for each in plan.contacts}
    return () if any(each.holder or each.id in held for each in plan.roles) else ("",)


ADVICE: tuple[Advice, ...] = (
    Advice(SYSTEMS, _none_of("systems")),
    Advice(PEOPLE, _without_holder),
    Advice(SCENARIO, lambda _, drilled: () if drilled else ("",)),
    Advice(TARGETS, _without_target),
    Advice(DEPUTIES, _without_deputies),
    Advice(CALLABLE, _not_callable),
    Advice(BUSINESSES, _none_of("businesses")),
    Advice(BACKUPS, _without_backup),
    Advice(POWER, _none_of("power")),
    Advice(VENDORS, _none_of("vendors")),
    Advice(SITES, _none_of("sites")),
    Advice(ZONES, _none_of("zones")),
    Advice(LINKS, _none_of("links")),
    Advice(PROBES, _without_probe),
    Advice(TRIGGERS, _none_of("triggers")),
    Advice(ACTIONS, _none_of("action_plans")),
    Advice(DAMAGE, _none_of("damage_check")),
    Advice(HAZARDS, _none_of("hazards")),
    Advice(MUSTER, lambda plan, _: () if plan.muster.needs else ("",)),
    Advice(PROGRAMME, _none_of("drills")),
    Advice(INSPECTIONS, _none_of("inspections")),
    Advice(STARTS, _without_dates),
    Advice(NOTICES, lambda plan, _: () if plan.notices or not _dated(plan) else ("",)),
)
MOST_NAMED = 3


def next_three(
    plan: Plan, drilled: Sequence[Scenario], pressing: Sequence[Message] = ()
) -> tuple[Message, ...]:
    """The lines that say it, what presses first; none where there is nothing to do."""
    found = tuple(islice((*pressing, *_worth_adding(plan, drilled)), 3))
    if not found:
        return ()
    heading = HEADING() if len(found) == 3 else HEADING_FEW()
    if pressing:
        heading = HEADING_PRESSING()
    return (heading, *(ITEM(number=n, what=each) for n, each in enumerate(found, 1)))


def _worth_adding(plan: Plan, drilled: Sequence[Scenario]) -> Iterator[Message]:
    for each in ADVICE:
        missing = each.missing(plan, drilled)
        if missing:
            shown = [*missing[:MOST_NAMED], *(["…"] if len(missing) > MOST_NAMED else [])]
            yield each.say(names=shown)
