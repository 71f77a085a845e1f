"""A survey as text for a terminal or a printer: 80 columns, what differs first, then all."""

from __future__ import annotations

from bcp.message import Language, Message, Phrase, Text, render
from bcp.wareki import LocalTime, date_said, offset_seconds
from drills.core.survey_events import Noted
from drills.core.survey_found import Finding, Survey, Verdict, counted, noted, verdict_of
from drills.report.layout import paragraph
from drills.report.saying import say_all
from drills.report.survey_words import DRIFT, KIND, REMEDY, RESULT, asset_said, counts_said
from drills.report.text_block import Column, Table, lines_of

TITLE = Phrase(
    "survey_text.title",
    ja="被害状況調査（読み取りのみ・訓練ではありません）",
    en="SURVEY OF THE PLAN (read-only; this is no drill)",
)
ABOUT = Phrase(
    "survey_text.about",
    ja="{organisation}　{date} {began}〜{ended}　区分: {zone}　実施: {by}",
    en="{organisation}, {date} {began} to {ended}. Zone: {zone}. Made by {by}.",
)
NO_ZONE = Phrase("survey_text.no_zone", ja="すべて", en="all")
QUIET = Phrase(
    "survey_text.quiet",
    ja="調査を控える時間帯（{hours}）でしたが、{by}の判断で行いました。",
    en="It was made within the quiet hours ({hours}) on the word of {by}.",
)
VERDICTS: dict[Verdict, Phrase] = {
    "as_planned": Phrase(
        "survey_text.as_planned", ja="結果: 計画のとおりです。", en="RESULT: as the plan says."
    ),
    "plan_differs": Phrase(
        "survey_text.plan_differs",
        ja="結果: 応答すべきものは応答しています。計画に実態と違うところがあります。",
        en="RESULT: what must answer does; the plan differs from what is there.",
    ),
    "trouble": Phrase(
        "survey_text.trouble",
        ja="結果: 応答しない、応答に異常がある、または確認できないものがあります。",
        en="RESULT: something does not answer, answers badly or could not be asked.",
    ),
    "ended_early": Phrase(
        "survey_text.ended_early",
        ja="結果: 途中で終えたため、確かめていないものがあります。",
        en="RESULT: ended before its end; not everything was asked.",
    ),
}
DRIFTING = Phrase("survey_text.drift", ja="【計画と実態の違い】", en="PLAN AND REALITY DIFFER")
ALL = Phrase("survey_text.all", ja="【調査した資産】", en="WHAT WAS SURVEYED")
OTHERS = Phrase(
    "survey_text.others",
    ja="【ほかの区分の資産（この端末からは、設計どおり確かめません）】",
    en="IN OTHER ZONES (not reachable from here by design)",
)
ASK_ZONE = Phrase(
    "survey_text.ask_zone",
    ja="区分「{zone}」の端末で: bcp-drill survey --zone {zone}　対象: {names:list}",
    en="At the terminal of {zone}: bcp-drill survey --zone {zone}. Of: {names:list}",
)
ASSET = Phrase("survey_text.head_asset", ja="資産", en="Asset")
FOUND = Phrase("survey_text.head_result", ja="結果", en="Result")
WHY = Phrase("survey_text.head_why", ja="わかったこと", en="What was found")
DIFFERENCE = Phrase("survey_text.head_difference", ja="違いと、すること", en="How, and what to do")
PROGRESS = Phrase(
    "survey_text.progress",
    ja="［{done}/{of}］{kind} {id}: {result}",
    en="[{done}/{of}] {kind} {id}: {result}",
)

_ORDER = {result: place for place, result in enumerate(RESULT)}


def written(survey: Survey, lang: Language) -> str:
    """The whole survey, with a line feed at its end."""
    blocks = [_head(survey, lang), lines_of(drift_table(survey, lang), lang)]
    blocks += [lines_of(_all(survey, lang), lang), _others(survey, lang)]
    return "\n\n".join("\n".join(each) for each in blocks if each) + "\n"


def progress(found: Finding, done: int, of: int) -> Message:
    """One asset is done."""
    result = RESULT[found.result]()
    return PROGRESS(done=done, of=of, kind=KIND[found.kind](), id=found.id, result=result)


def _head(survey: Survey, lang: Language) -> list[str]:
    offset = offset_seconds(survey.utc_offset)
    began, ended = (LocalTime(each // 1_000, offset) for each in (survey.began_ns, survey.ended_ns))
    about = ABOUT(
        organisation=survey.organisation,
        date=date_said(began, lang),
        began=began.clock,
        ended=ended.clock,
        zone=survey.zone_name or NO_ZONE(),
        by=survey.by,
    )
    lines = [render(TITLE(), lang), *paragraph(render(about, lang))]
    if survey.quiet is not None:
        lines += paragraph(render(QUIET(hours=survey.quiet, by=survey.by), lang))
    lines += ["", *paragraph(render(VERDICTS[verdict_of(survey)](), lang))]
    counts = (render(each, lang) for each in counts_said(counted(survey)))
    return [*lines, *paragraph(("、" if lang == "ja" else ", ").join(counts), "  ")]


def drift_table(survey: Survey, lang: Language) -> Table:
    """Where the plan and the world differ."""
    columns = (Column(ASSET, 26, 26), Column(DIFFERENCE, 52, 52))
    drifting = [each for each in noted(survey) if each.drift is not None]
    rows = [
        [asset_said(each.kind, each.id, each.name, lang), difference_said(each, lang)]
        for each in drifting
    ]
    return Table(DRIFTING, columns, rows)


def difference_said(each: Noted, lang: Language) -> str:
    """How an asset differs from the plan, and on the next line what to do about it."""
    if each.drift is None:
        return ""
    return f"{render(DRIFT[each.drift](), lang)}\n-> {render(REMEDY[each.drift](), lang)}"


def _all(survey: Survey, lang: Language) -> Table:
    columns = (Column(ASSET, 26, 26), Column(FOUND, 16, 14), Column(WHY, 34, 36))
    here = [each for each in survey.findings if each.result != "elsewhere"]
    rows = [
        [
            asset_said(each.kind, each.id, each.name, lang),
            render(RESULT[each.result](), lang),
            say_all(each.why, lang),
        ]
        for each in sorted(here, key=lambda found: _ORDER[found.result])
    ]
    return Table(ALL, columns, rows)


def _others(survey: Survey, lang: Language) -> list[str]:
    by_zone: dict[str, list[Text]] = {}
    for each in survey.findings:
        if each.result == "elsewhere":
            by_zone.setdefault(each.zone or "-", []).append(_named(each))
    if not by_zone:
        return []
    said = (render(ASK_ZONE(zone=zone, names=tuple(of)), lang) for zone, of in by_zone.items())
    return [
        render(OTHERS(), lang),
        *(line for each in said for line in paragraph(each, "    ", "  - ")),
    ]


def _named(found: Finding) -> Text:
    names = (found.name.said_in("ja"), found.name.said_in("en"))
    ja, en = (f"{found.id}（{each}）" if each else found.id for each in names)
    return Text(ja, en.replace("（", " (").replace("）", ")"))
