"""How a plan is kept alive, on paper: countermeasures, figures, inspections, the year's drills."""

from __future__ import annotations

from bcp.message import Phrase
from drills.printed.document import Table
from drills.printed.planned_when import planned_when
from drills.printed.wording import Wording

WEAKNESS = Phrase("printed.weakness", ja="弱点", en="weakness")
MEASURE = Phrase("printed.countermeasure", ja="対策", en="what is done")
COST = Phrase("printed.cost", ja="費用", en="cost")
YEAR = Phrase("printed.fiscal_year", ja="予算年度", en="budget of")
BY = Phrase("printed.by_when", ja="担当・期限", en="by, due")
STATE = Phrase("printed.progress", ja="状況", en="state")
PROGRESS = {
    "open": Phrase("printed.progress_open", ja="未着手", en="open"),
    "doing": Phrase("printed.progress_doing", ja="実施中", en="under way"),
    "done": Phrase("printed.progress_done", ja="完了", en="done"),
}
FIGURE = Phrase("printed.figure", ja="指標", en="figure")
AIM = Phrase("printed.figure_target", ja="目標値", en="target")
FROM = Phrase("printed.figure_source", ja="出どころ", en="taken from")
AT_LEAST = Phrase("printed.at_least", ja="{target}以上", en="at least {target}")
AT_MOST = Phrase("printed.at_most", ja="{target}以下", en="at most {target}")
THING = Phrase("printed.inspected", ja="点検するもの", en="inspected")
KIND = Phrase("printed.inspection_kind", ja="種類・間隔", en="kind, every")
KINDS = {
    "daily": Phrase("printed.inspection_daily", ja="日常点検", en="daily"),
    "regular": Phrase("printed.inspection_regular", ja="定期点検", en="regular"),
    "detailed": Phrase("printed.inspection_detailed", ja="精密点検", en="detailed"),
}
LAST = Phrase("printed.inspection_last", ja="直近", en="last")
NEXT = Phrase("printed.inspection_next", ja="次回", en="next")
DONE_BY = Phrase("printed.inspection_by", ja="点検する人", en="by")
FOUND = Phrase("printed.inspection_found", ja="結果・処置", en="found")
DRILL = Phrase("printed.planned_drill", ja="訓練", en="drill")
WHEN = Phrase("printed.planned_when", ja="時期", en="when")
PURPOSE = Phrase("printed.planned_purpose", ja="目的", en="purpose")
WHO = Phrase("printed.planned_who", ja="対象", en="who")


def countermeasures(wording: Wording) -> Table:
    """現状の脆弱性と対策の実施計画."""
    heads = (WEAKNESS, MEASURE, COST, YEAR, BY, STATE)
    rows = tuple(
        (
            wording.said(each.weakness),
            wording.said(each.action),
            wording.said(each.cost),
            wording.fiscal_year(each.fiscal_year),
            "\n".join(said for said in (each.owner or "", wording.day(each.due)) if said),
            wording.said(PROGRESS[each.status]),
        )
        for each in wording.plan.countermeasures
    )
    return Table(tuple(map(wording.said, heads)), rows, (6, 6, 3, 3, 5, 2))


def kpi(wording: Wording) -> Table:
    """成果指標."""
    rows = []
    for each in wording.plan.kpi:
        target = "" if each.target is None else f"{each.target:g}{each.unit or ''}"
        bound = AT_MOST if each.direction == "smaller" else AT_LEAST
        aim = wording.said(bound(target=target)) if target else ""
        rows.append((wording.said(each.name) or each.id, aim, wording.said(each.source)))
    return Table(tuple(map(wording.said, (FIGURE, AIM, FROM))), tuple(rows), (6, 4, 6))


def inspections(wording: Wording) -> Table:
    """点検, with room for the results of the next one."""
    heads = (THING, KIND, LAST, NEXT, DONE_BY, FOUND)
    rows = tuple(
        (
            wording.thing(each.of),
            "\n".join(x for x in (wording.said(KINDS[each.kind]), wording.span(each.every)) if x),
            wording.day(each.last),
            wording.day(each.next),
            wording.said(each.by),
            wording.said(each.found),
        )
        for each in wording.plan.inspections
    )
    return Table(tuple(map(wording.said, heads)), rows, (5, 4, 5, 5, 4, 6))


def drills(wording: Wording) -> Table:
    """The drills of the year, in short; the form drill-plan has them in full."""
    rows = tuple(
        (
            wording.said(each.name) or each.id,
            planned_when(wording, each),
            wording.said(each.purpose),
            wording.joined(wording.said(who) for who in each.participants),
        )
        for each in wording.plan.drills
    )
    return Table(tuple(map(wording.said, (DRILL, WHEN, PURPOSE, WHO))), rows, (5, 6, 6, 4))
