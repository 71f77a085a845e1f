"""The record: steps, people, actions, what was only pretended, and the timeline."""

from __future__ import annotations

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.core.paper_run import STEP_ON_PAPER
from drills.core.silence import is_told_of
from drills.report.actions import once_each
from drills.report.for_steps import for_steps
from drills.report.happened_lines import ActionLine, ByHandLine, StepLine
from drills.report.layout import harmless, paragraph
from drills.report.ledger import worth_saying
from drills.report.measured_lines import When
from drills.report.model import Report
from drills.report.saying import NOTHING, say, say_all, span, wall
from drills.report.text_audit import orders_table
from drills.report.text_block import Column, Table
from drills.report.words import (
    ENDING,
    OBLIGATION,
    OUTCOME,
    PURPOSE,
    SETTLED,
    SOURCE,
    TAKEN_BACK,
    said,
)

STEPS = Phrase("text.steps", ja="【手順の結果】", en="STEPS")
STEP = Phrase("text.head_step", ja="手順", en="Step")
BEGAN = Phrase("text.head_began", ja="開始", en="Began")
STEP_TOOK = Phrase("text.head_step_took", ja="所要", en="Took")
RESULT = Phrase("text.head_result", ja="結果・根拠", en="Result, source")
WHO = Phrase("text.head_who", ja="担当", en="Who")
WHY = Phrase("text.head_why", ja="内容と理由", en="What, and why")
NOT_BEGUN = Phrase("text.not_begun", ja="開始せず", en="not begun")
NOT_WRITTEN = Phrase("text.not_written", ja="記載なし", en="not told")
NOT_ENDED = Phrase("text.not_ended", ja="未了", en="not ended")
BEGAN_LATE = Phrase(
    "text.began_late", ja="{clock}\n{late:span}遅れ", en="{clock}\n{late:span} late"
)
ONLY_NOTED = Phrase("text.only_noted", ja="{ending}（記録のみ）", en="{ending} (noted only)")
ANSWERS = Phrase("text.answers", ja="【回答とつまずき】", en="ANSWERS AND STUMBLES")
TIME = Phrase("text.head_time", ja="時刻", en="Time")
ANSWER = Phrase("text.head_answer", ja="回答", en="Answer")
WAITED = Phrase("text.head_waited", ja="待ち", en="Waited")
NOTE = Phrase("text.head_note", ja="備考", en="Note")
STUMBLE = Phrase("text.head_stumble", ja="つまずき", en="Stumbled")
APPROVALS = Phrase("text.approvals", ja="【承認】", en="APPROVALS")
ROLE = Phrase("text.head_role", ja="役割", en="Role")
WORD = Phrase("text.head_word", ja="承認・却下", en="Word")
GRANTED = Phrase("text.granted", ja="承認", en="approved")
REFUSED = Phrase("text.refused", ja="却下", en="refused")
OBLIGATIONS = Phrase("text.obligations", ja="【期限のある報告・作業】", en="WHAT WAS OWED BY WHEN")
DUE = Phrase("text.head_due", ja="期限", en="Due")
STATE = Phrase("text.head_state", ja="状態", en="State")
NO_DUE = Phrase("text.no_due", ja="起点が未記録", en="start not recorded")
ACTIONS = Phrase("text.actions", ja="【サーバへの操作】", en="WHAT WAS DONE ON SERVERS")
NUMBER = Phrase("text.head_number", ja="番号", en="No.")
WHERE = Phrase("text.head_where", ja="サーバ", en="Server")
COMMAND = Phrase("text.head_command", ja="操作（実行した行）", en="Command (line sent)")
UNDONE = Phrase("text.head_undone", ja="後始末", en="Taken back")
UNDOES = Phrase("text.undoes", ja="{number}番を元に戻す", en="takes back {number}")
DOUBT = Phrase("text.doubt", ja="結果不明", en="in doubt")
BY_HAND = Phrase(
    "text.by_hand",
    ja="【元に戻せなかったこと（次の行をそのサーバで実行してください）】",
    en="NOT TAKEN BACK: TYPE THESE LINES ON THEIR SERVERS",
)
NOT_YET = Phrase(
    "text.not_yet_back",
    ja="【まだ元に戻していないこと】",
    en="NOT TAKEN BACK YET",
)
BY_HAND_LINE = Phrase(
    "text.by_hand_line",
    ja="{steps}{server}（{address}）理由: {why}",
    en="{steps}{server} ({address}). Why: {why}",
)
TIMELINE = Phrase("text.timeline", ja="【訓練記録】", en="TIMELINE")
STUMBLED_AT = Phrase("text.head_stumbled_at", ja="つまずいた工程", en="Stumbled at")
TRAIL = Phrase("text.head_trail", ja="証跡", en="Record")
HAPPENED = Phrase("text.head_happened", ja="作業内容・状況", en="What happened")


def _steps(report: Report, lang: Language) -> Table:
    rows = [_step_row(each, _began(report, each, lang), lang) for each in report.steps]
    columns = (
        *(Column(STEP, 15, 15), Column(BEGAN, 8, 8), Column(STEP_TOOK, 8, 8)),
        *(Column(RESULT, 10, 10), Column(WHO, 8, 8), Column(WHY, 21, 21)),
    )
    records = [each.records for each in report.steps]
    striking = [each.counts and each.outcome in ("broken", "unknown") for each in report.steps]
    return Table(STEPS, columns, rows, records, striking)


def _began(report: Report, step: StepLine, lang: Language) -> str:
    """When a step began; paper that does not say leaves that open."""
    if step.due is not None:
        return wall(step.due, report.header.utc_offset_s)
    untold = report.on_paper.untold if report.on_paper else ()
    on_paper = step.id in untold or any(each.code == STEP_ON_PAPER.code for each in step.why)
    return render((NOT_WRITTEN if on_paper else NOT_BEGUN)(), lang)


def _step_row(step: StepLine, began: str, lang: Language) -> list[str]:
    if step.late_us >= 1_000_000:
        began = render(BEGAN_LATE(clock=began, late=step.late_us), lang)
    result = render(NOT_ENDED(), lang) if step.due else NOTHING
    if step.ending is not None and step.source is not None:
        ending = said(ENDING, step.ending)
        noted = step.outcome in ("broken", "unknown") and not step.counts
        word = render(ONLY_NOTED(ending=ending) if noted else ending, lang)
        result = f"{word}\n{render(said(SOURCE, step.source), lang)}"
        result = result if is_told_of(step.ending, step.outcome, step.source) else word
    what = say(step.name, lang)
    said_why = worth_saying(step.outcome, step.why)
    why = f"{what}\n{say_all(said_why, lang)}" if said_why else what
    return [
        step.id,
        began,
        span(step.taken_us, lang),
        result,
        step.who.said_in(lang) or NOTHING,
        why,
    ]


def _answers(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [
        [
            wall(each.when, offset),
            each.step,
            render(said(ENDING, each.answer), lang),
            span(each.waited_us, lang),
            each.by,
            each.note,
            each.stumble,
        ]
        for each in report.answers
    ]
    columns = (
        *(Column(TIME, 8, 8), Column(STEP, 12, 12), Column(ANSWER, 8, 8), Column(WAITED, 8, 8)),
        *(Column(WHO, 8, 8), Column(NOTE, 12, 12), Column(STUMBLE, 12, 12)),
    )
    records = [each.records for each in report.answers]
    striking = [bool(each.stumble) for each in report.answers]
    return Table(ANSWERS, columns, rows, records, striking)


def _approvals(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [
        [
            wall(each.when, offset),
            each.step,
            each.role_name.said_in(lang),
            each.by,
            render((GRANTED if each.granted else REFUSED)(), lang),
            "\n".join(filter(None, (each.note, *(render(one, lang) for one in each.remarks)))),
        ]
        for each in report.approvals
    ]
    columns = (
        *(Column(TIME, 8, 8), Column(STEP, 14, 14), Column(ROLE, 10, 10), Column(WHO, 10, 10)),
        *(Column(WORD, 10, 10), Column(NOTE, 18, 18)),
    )
    records = [each.records for each in report.approvals]
    striking = [not each.granted or bool(each.also) for each in report.approvals]
    return Table(APPROVALS, columns, rows, records, striking)


def _obligations(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [
        [
            each.step,
            say(each.name, lang),
            render(NO_DUE(), lang) if each.due is None else _dated(each.due, offset, lang),
            render(said(OBLIGATION, each.state), lang),
            each.who.said_in(lang) or NOTHING,
        ]
        for each in report.obligations
    ]
    columns = (
        *(Column(STEP, 12, 12), Column(WHY, 22, 22), Column(DUE, 16, 16)),
        *(Column(STATE, 12, 12), Column(WHO, 10, 10)),
    )
    records = [each.records for each in report.obligations]
    striking = [each.state in ("late", "overdue") for each in report.obligations]
    return Table(OBLIGATIONS, columns, rows, records, striking)


def _dated(when: When, offset: int, lang: Language) -> str:
    local = LocalTime(when.unix_us, offset)
    return f"{date_said(local, lang)} {local.clock}"


def _actions(report: Report, lang: Language) -> Table:
    rows = [_action_row(each, report.header.utc_offset_s, lang) for each in report.actions]
    columns = (
        *(Column(NUMBER, 4, 4), Column(TIME, 8, 8), Column(WHERE, 10, 10)),
        *(Column(COMMAND, 24, 24), Column(RESULT, 12, 12), Column(UNDONE, 12, 12)),
    )
    records = [each.records for each in report.actions]
    striking = [each.outcome != "held" for each in report.actions]
    return Table(ACTIONS, columns, rows, records, striking)


def _action_row(action: ActionLine, offset: int, lang: Language) -> list[str]:
    command = (
        action.command if action.line == action.command else f"{action.command}\n{action.line}"
    )
    back = said(TAKEN_BACK, action.taken_back)
    if action.undoes is not None:
        back = UNDOES(number=action.undoes)
    elif action.purpose != "run":
        back = said(PURPOSE, action.purpose)
    return [
        str(action.number),
        wall(action.ordered, offset),
        action.server,
        command,
        _action_result(action, lang),
        render(back, lang),
    ]


def _action_result(action: ActionLine, lang: Language) -> str:
    if action.outcome is None:
        settled = render(said(SETTLED, action.settled), lang) if action.settled else ""
        by = f"（{action.settled_by}）" if lang == "ja" else f" ({action.settled_by})"
        return f"{render(DOUBT(), lang)}\n{settled}{by}" if settled else render(DOUBT(), lang)
    word = render(said(OUTCOME, action.outcome), lang)
    return word if action.outcome == "held" else f"{word}\n{say_all(action.why, lang)}"


def by_hand_said(line: ByHandLine) -> Message:
    """Where a line is to be typed, for which steps, and why."""
    return BY_HAND_LINE(
        steps=for_steps(*line.steps), server=line.server, address=line.address, why=line.why
    )


def _by_hand(report: Report, lang: Language) -> list[str]:
    heading = BY_HAND if report.journal.closed else NOT_YET
    lines = [render(heading(), lang)] if report.by_hand else []
    for each in once_each(report.by_hand):
        where = by_hand_said(each)
        # The line is to be copied, so it is never broken, however long it is.
        lines += [*paragraph(render(where, lang), "    ", "  - "), f"      {harmless(each.line)}"]
    return lines


def _timeline(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [
        [
            *(wall(each.when, offset), render(each.what, lang), each.stumble),
            *(each.who.said_in(lang), ", ".join(f"#{number}" for number in each.records)),
        ]
        for each in report.timeline
    ]
    columns = (
        *(Column(TIME, 8, 8), Column(HAPPENED, 36, 38), Column(STUMBLED_AT, 14, 12)),
        *(Column(WHO, 8, 8), Column(TRAIL, 6, 6)),
    )
    records = [each.records for each in report.timeline]
    striking = [bool(each.stumble) for each in report.timeline]
    return Table(TIMELINE, columns, rows, records, striking)


URGENT = (_by_hand,)
RECORD = (_steps, _answers, _approvals, _obligations, _actions, orders_table)
TIMELINES = (_timeline,)
