"""評価シート: what evaluators look at, with their marks, and the targets with room for figures."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from drills.core.brief import Brief
from drills.core.state import Drill
from drills.printed.document import Block, Facts, Line, Table, Title
from drills.printed.moments import STEP
from drills.printed.wording import Wording
from drills.report.naming import words_of
from drills.report.words import counted_from
from scenarios.model import Goal

HOW = Phrase(
    "printed.evaluation_how",
    ja="評価は ○（できた）・△（一部できた）・×（できなかった）・－（評価できない）から選び、"
    "見たこと（時刻と事実）を書きます。人ではなく、計画と仕組みを評価します。",
    en="Mark each: ○ done, △ partly, × not done, － cannot be told; and write what you saw, with "
    "the time. It is the plan that is evaluated, not the people.",
)
ITEMS = Phrase("printed.evaluation_items", ja="評価項目", en="What to look at")
ITEM = Phrase("printed.evaluation_item", ja="項目", en="item")
ABOUT = Phrase("printed.evaluation_step", ja="手順", en="step")
MARK = Phrase("printed.mark", ja="評価", en="mark")
MARKS = Phrase("printed.marks", ja="○　△　×　－", en="○  △  ×  －")
SEEN = Phrase("printed.seen", ja="見たこと（時刻・事実）", en="what was seen, and when")
GENERAL = Phrase("printed.evaluation_general", ja="全体の見方", en="In general")
TARGETS = Phrase("printed.evaluation_targets", ja="目標と実績", en="Targets")
TARGET = Phrase("printed.target", ja="目標", en="target")
VALUE = Phrase("printed.target_value", ja="目標値", en="within")
ACTUAL = Phrase("printed.actual", ja="実績", en="actual")
VERDICT = Phrase("printed.verdict", ja="判定", en="verdict")
MET = Phrase("printed.met", ja="達成・未達\n未測定", en="met, missed,\nnot measured")
SOURCE = Phrase("printed.source", ja="根拠", en="source")
SOURCES = Phrase(
    "printed.sources", ja="実測・目視\n回答・付与", en="measured, seen,\ntold, injected"
)
OF_STEP = Phrase("printed.target_of_step", ja="［{step}］{what}", en="[{step}] {what}")
OF_SHARE = Phrase(
    "printed.target_of_share",
    ja="［{step}］{what}（{percent}%に到達）",
    en="[{step}] {what} ({percent} % reached)",
)
VALUED = Phrase("printed.valued", ja="{start}{span}以内", en="{span} {start}")
REVIEW = Phrase("printed.review", ja="振り返り", en="Review")
GOOD = Phrase("printed.good", ja="良かった点", en="what went well")
LACKING = Phrase("printed.lacking", ja="課題と原因", en="what was missing, and why")
TO_MEND = Phrase(
    "printed.to_mend",
    ja="改善事項（担当・期限・予算の要否）",
    en="to mend: who, by when, at what cost",
)
AMEND = Phrase("printed.amend", ja="計画の改定", en="change of the plan")
AMEND_HOW = Phrase(
    "printed.amend_how",
    ja="□ 要（箇所:　　　　　　　）　□ 不要",
    en="□ yes (where: ______________) □ no",
)
EVALUATOR = Phrase("printed.evaluator", ja="評価者", en="evaluator")
STARTED_ENDED = Phrase("printed.started_ended", ja="開始・終了", en="from, to")

# As many lines as people write there.
_ROOM = "\n\n\n"
# 参集・体制づくり・伝達・想定外への対応という、図上訓練の評価で広く使われる四つの見方
_GENERAL = (
    Phrase(
        "printed.general_gather",
        ja="集まる: 自分から、漏れなく、手早く集まり、来ていない人を把握したか",
        en="Gathering: did people come by themselves and quickly, and was it known who had not?",
    ),
    Phrase(
        "printed.general_organise",
        ja="体制: 役割と代行が早く決まり、全員に伝わったか",
        en="Organising: were duties and deputies settled soon, and known to everybody?",
    ),
    Phrase(
        "printed.general_pass_on",
        ja="伝える: 正しい内容を、短く、遅れずに、記録に残る形で伝えたか",
        en="Passing on: was the right thing passed on, shortly, in time, and written down?",
    ),
    Phrase(
        "printed.general_unexpected",
        ja="想定外: 計画にない付与に、自分から、早く、正しく対応したか",
        en="The unexpected: was it met quickly and rightly, without being told to?",
    ),
    Phrase(
        "printed.general_safety",
        ja="安全: 「訓練」であることが伝わり、実際の業務や区分の分離を損なわなかったか",
        en="Safety: was it always said that it is a drill, and was no real work or zone harmed?",
    ),
)


def evaluation(wording: Wording, brief: Brief) -> Iterator[Block]:
    """Items of the scenario, general ones, targets, and room for the review."""
    said = wording.said
    yield Facts(((said(EVALUATOR), ""), (said(STARTED_ENDED), "")))
    yield Line(said(HOW), "note")
    items = tuple(_items(wording, brief))
    if items:
        yield Title(said(ITEMS))
        heads = (ITEM, ABOUT, MARK, SEEN)
        yield Table(tuple(map(said, heads)), items, (12, 5, 6, 12), high=True)
    yield Title(said(GENERAL))
    rows = tuple((said(each), said(MARKS), "") for each in _GENERAL)
    yield Table(tuple(map(said, (ITEM, MARK, SEEN))), rows, (17, 6, 12), high=True)
    targets = tuple(_targets(wording, brief))
    if targets:
        yield Title(said(TARGETS))
        goals = (TARGET, VALUE, ACTUAL, VERDICT, SOURCE)
        yield Table(tuple(map(said, goals)), targets, (14, 9, 6, 5, 5), high=True)
    yield Title(said(REVIEW))
    room = tuple((said(each), _ROOM) for each in (GOOD, LACKING, TO_MEND))
    yield Facts((*room, (said(AMEND), said(AMEND_HOW))))


def _items(wording: Wording, brief: Brief) -> Iterator[tuple[str, ...]]:
    """The scenario's own, with the step that shows each where one does."""
    for each in brief.scenario.evaluation:
        step = wording.said(STEP(step=each.step)) if each.step else ""
        yield wording.said(each.text), step, wording.said(MARKS), ""


def _targets(wording: Wording, brief: Brief) -> Iterator[tuple[str, ...]]:
    sources, met = wording.said(SOURCES), wording.said(MET)
    for target in brief.targets:
        value = VALUED(start=counted_from(target.start), span=wording.span(target.rto))
        if target.rto is not None:
            yield wording.said(target.name), wording.said(value), "", met, sources
    for goal in brief.scenario.targets:
        if goal.step is not None:
            value = VALUED(start=counted_from(goal.start or "due"), span=wording.span(goal.within))
            yield wording.said(_of_step(brief, goal)), wording.said(value), "", met, sources


def _of_step(brief: Brief, goal: Goal) -> Message:
    told = {"step": goal.step, "what": words_of(Drill(brief=brief), goal.step or "")}
    if goal.reached is None:
        return OF_STEP(**told)
    return OF_SHARE(**told, percent=f"{goal.reached.value:g}")
