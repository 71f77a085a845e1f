"""The overview of an exercise (HSEEP), and what it came to in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.message import Language, Message, Phrase, render
from drills.printed.aar_ratings import RATINGS, Objective, counted
from drills.printed.document import Block, Facts, Line, Points
from drills.printed.still_open import fill_in
from drills.report import page_facts, text_first
from drills.report.model import Report
from drills.report.saying import say
from drills.report.words import HAZARD, MODE, said

NAME = Phrase("aar.name", ja="訓練名", en="Exercise name")
DATES = Phrase("aar.dates", ja="実施日時", en="Exercise dates")
SCOPE = Phrase("aar.scope", ja="範囲", en="Scope")
SCOPE_SAID = Phrase(
    "aar.scope_said",
    ja="{mode}。監視・測定の対象 {targets}件、手順 {steps}件{zone}。範囲外: {open}",
    en="{mode}: {targets} targets, {steps} steps{zone}. Out of scope: {open}",
)
ZONE = Phrase("aar.zone", ja="、{zone}", en=", {zone}")
AREA = Phrase("aar.area", ja="任務の区分（mission area）", en="Mission area(s)")
AREAS = Phrase(
    "aar.areas",
    ja="予防・防護・被害軽減・対応・復旧から",
    en="of prevention, protection, mitigation, response, recovery",
)
CAPABILITIES = Phrase("aar.capabilities", ja="対象の能力（capability）", en="Capabilities")
OBJECTIVES = Phrase("aar.objectives", ja="目的", en="Objectives")
HAZARD_HEAD = Phrase("aar.hazard", ja="脅威・災害", en="Threat or hazard")
SCENARIO = Phrase("aar.scenario", ja="シナリオ", en="Scenario")
STRIKES = Phrase("aar.strikes", ja="想定する発生時刻 {hour}", en="strikes at {hour}")
SPONSOR = Phrase("aar.sponsor", ja="主催", en="Sponsor")
PARTICIPANTS = Phrase("aar.participants", ja="参加した機関と人数", en="Participating organizations")
OF_OURS = Phrase("aar.of_ours", ja="{name} {people}", en="{name}: {people}")
CONTACT = Phrase("aar.contact", ja="連絡先", en="Point of contact")
MADE_FROM = Phrase(
    "aar.made_from",
    ja="訓練の記録 {run}（最後のハッシュ値 {head}）から作りました。",
    en="Made from the records of run {run}, the last of which has the hash {head}.",
)
BEST = Phrase("aar.best", ja="主な強み: {what}", en="Strength: {what}")
WORST = Phrase("aar.worst", ja="主な改善点: {what}", en="Area for improvement: {what}")
NO_BEST = Phrase(
    "aar.no_best",
    ja="支障なくできたと記録が示す目的はありません。",
    en="The records show no objective that was performed without challenges.",
)
_TOP = 3


def overview(report: Report, found: Sequence[Objective], lang: Language) -> Iterator[Block]:
    """The table on the first page."""
    header = report.header
    what = tuple(each.what for each in found)
    goals = "\n".join((say(report.setting.purpose, lang), *what)).strip()
    rows = (
        (NAME, say(header.title, lang)),
        (DATES, render(page_facts.held(report, lang), lang)),
        (SCOPE, _scope(report, lang)),
        (AREA, fill_in(lang, render(AREAS(), lang))),
        (CAPABILITIES, fill_in(lang)),
        (OBJECTIVES, goals or fill_in(lang)),
        (HAZARD_HEAD, _hazard(report, lang)),
        (SCENARIO, _scenario(report, lang)),
        (SPONSOR, header.organisation),
        (PARTICIPANTS, _participants(report, lang)),
        (CONTACT, fill_in(lang)),
    )
    yield Facts(tuple((render(name(), lang), value) for name, value in rows))
    made = MADE_FROM(run=header.run_id, head=report.journal.head)
    yield Line(render(made, lang), "note")


def _scope(report: Report, lang: Language) -> str:
    header, tally = report.header, report.summary.tally
    zone = render(ZONE(zone=header.zone_name), lang) if header.zone else ""
    told = SCOPE_SAID(
        mode=said(MODE, header.mode),
        targets=report.grading.targets,
        steps=tally.steps,
        zone=zone,
        open=fill_in(lang),
    )
    return render(told, lang)


def _hazard(report: Report, lang: Language) -> str:
    parts = [render(said(HAZARD, report.header.hazard), lang), report.setting.intensity]
    if report.setting.hour:
        parts.append(render(STRIKES(hour=report.setting.hour), lang))
    return ("、" if lang == "ja" else ", ").join(each for each in parts if each)


def _scenario(report: Report, lang: Language) -> str:
    given = report.setting.lifelines
    lifelines = [f"{say(each.name, lang)}: {say(each.said, lang)}" for each in given]
    return "\n".join((report.header.scenario, *lifelines))


def _participants(report: Report, lang: Language) -> str:
    part = report.participation
    people = render(page_facts.people(part), lang) if part.people else fill_in(lang)
    ours = render(OF_OURS(name=report.header.organisation, people=people), lang)
    outside = page_facts.outside(part, lang) if part.outside else ""
    return "\n".join(each for each in (ours, outside) if each)


def summary(report: Report, found: Sequence[Objective], lang: Language) -> Iterator[Block]:
    """What it came to: the result, the ratings, strengths and areas for improvement, three each."""
    said_first: list[Message] = [
        text_first.RESULT(overall=text_first.result_word(report)),
        report.grading.why,
        text_first.counted(report),
        counted(found),
    ]
    for each in said_first:
        yield Line(render(each, lang))
    best = [each for each in found if each.rating == "P"][:_TOP]
    worst = report.issues[:_TOP]
    points = [BEST(what=each.what) for each in best] or [NO_BEST()]
    points += [WORST(what=each.what) for each in worst]
    yield Points(tuple(render(each, lang) for each in points))
    for stamp in text_first.stamps(report, lang):
        yield Line(stamp, "warning")


def legend(lang: Language) -> str:
    """What the letters mean."""
    return ("　" if lang == "ja" else "; ").join(render(each(), lang) for each in RATINGS.values())
