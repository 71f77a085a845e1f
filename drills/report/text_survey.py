"""The sections of the report about the newest survey: what it came to, and the drift list."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.report.model import Report
from drills.report.saying import say_all
from drills.report.survey_lines import SurveyLine
from drills.report.survey_text import ASSET, FOUND, difference_said
from drills.report.survey_words import RESULT, asset_said, counts_said
from drills.report.text_block import Column, Points, Table

HEADING = Phrase("text.survey", ja="【被害状況調査】", en="THE NEWEST SURVEY")
DRIFT_HEADING = Phrase(
    "text.survey_drift",
    ja="【調査でわかった、計画のとおりでないもの】",
    en="WHAT THE SURVEY FOUND OTHER THAN PLANNED",
)
DIFFERENCE = Phrase("text.head_survey_drift", ja="わかったこと", en="What was found")
MADE = Phrase(
    "text.survey_made",
    ja="{zone}{date} {clock}　{by}: {counts:list}。（{file}）",
    en="{zone}{date} {clock}, {by}: {counts:list}. ({file})",
)
IN_ZONE = Phrase("text.survey_zone", ja="［{zone}］", en="[{zone}] ")
AS_PLANNED = Phrase(
    "text.survey_as_planned", ja="{what}計画のとおりです。", en="{what} All is as the plan says."
)


def _made(report: Report, lang: Language) -> Points:
    offset = report.header.utc_offset_s
    return Points(HEADING, [_sentence(each, offset, lang) for each in report.surveys])


def _sentence(line: SurveyLine, offset: int, lang: Language) -> str:
    began = LocalTime(line.began.unix_us, offset)
    made = MADE(
        zone=IN_ZONE(zone=line.zone_name) if line.zone_name else "",
        date=date_said(began, lang),
        clock=began.clock,
        by=line.by,
        counts=counts_said(line.counts),
        file=line.file,
    )
    return render(made if line.noted else AS_PLANNED(what=made), lang)


def _drift(report: Report, lang: Language) -> Table:
    columns = (Column(ASSET, 24, 24), Column(FOUND, 16, 14), Column(DIFFERENCE, 36, 38))
    rows = [
        [
            _where(report, line, lang) + asset_said(each.kind, each.id, each.name, lang),
            render(RESULT[each.result](), lang),
            "\n".join(filter(None, (difference_said(each, lang), say_all(each.why, lang)))),
        ]
        for line in report.surveys
        for each in line.noted
    ]
    records = [line.records for line in report.surveys for _ in line.noted]
    striking = [each.result in ("silent", "bad") for line in report.surveys for each in line.noted]
    return Table(DRIFT_HEADING, columns, rows, records, striking)


def _where(report: Report, line: SurveyLine, lang: Language) -> str:
    """Whose asset it is, where several zones or municipalities are in one table."""
    if len(report.surveys) < 2 or not line.zone_name:
        return ""
    return f"{render(IN_ZONE(zone=line.zone_name), lang).strip()}\n"


SECTIONS = (_made, _drift)
