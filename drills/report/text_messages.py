"""The sections of the report about messages to people."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.core.messages import Stage
from drills.report.message_lines import MessagesLine, UnsentLine
from drills.report.message_words import BY, SEND
from drills.report.model import Report
from drills.report.saying import NOTHING, span, wall
from drills.report.text_block import Column, Table

HEADING = Phrase("text.messages", ja="【メッセージ】", en="MESSAGES TO PEOPLE")
STEP = Phrase("text.head_messages_step", ja="手順", en="Step")
WAY = Phrase("text.head_messages_by", ja="手段", en="By")
TO = Phrase("text.head_messages_to", ja="宛先", en="To")
SENT = Phrase("text.head_messages_sent", ja="送信", en="Sent")
FAILED = Phrase("text.head_messages_failed", ja="失敗", en="Failed")
NO_WAY = Phrase("text.head_messages_no_way", ja="宛先なし", en="No address")
DOUBT = Phrase("text.head_messages_doubt", ja="不明", en="In doubt")
TOOK = Phrase("text.head_messages_took", ja="所要", en="Took")
CLEAR = Phrase("text.messages_clear", ja="{step}（訓練中止の知らせ）", en="{step} (all-clear)")
UNSENT = Phrase("text.unsent", ja="【送れていないメッセージ】", en="MESSAGES THAT DID NOT GO OUT")
WHO = Phrase("text.head_unsent_who", ja="相手", en="Who")
STAGE = Phrase("text.head_unsent_stage", ja="状態", en="State")
TRIES = Phrase("text.head_unsent_tries", ja="回数", en="Tries")
AT = Phrase("text.head_unsent_at", ja="時刻", en="Time")
WHY = Phrase("text.head_unsent_why", ja="理由", en="Why")
STAGES: dict[Stage, Phrase] = {
    "unsent": Phrase("text.message_unsent", ja="未送信", en="not sent"),
    "under_way": Phrase("text.message_under_way", ja="送信中", en="on its way"),
    "again": Phrase("text.message_again", ja="失敗", en="failed"),
    "sent": Phrase("text.message_sent", ja="送信", en="sent"),
    "failed": Phrase("text.message_failed", ja="失敗", en="failed"),
    "no_way": Phrase("text.message_no_way", ja="宛先なし", en="no address"),
    "doubt": Phrase("text.message_doubt", ja="不明", en="in doubt"),
}


def _messages(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 14, 14), Column(WAY, 8, 8), Column(TO, 12, 12), Column(SENT, 8, 8)),
        *(Column(FAILED, 4, 6), Column(NO_WAY, 8, 10), Column(DOUBT, 4, 8), Column(TOOK, 8, 8)),
    )
    lines = report.messages
    rows = [_row(each, lang) for each in lines]
    striking = [each.sent < each.messages for each in lines]
    return Table(HEADING, columns, rows, [each.records for each in lines], striking)


def _row(line: MessagesLine, lang: Language) -> list[str]:
    return [
        render(CLEAR(step=line.step), lang) if line.all_clear else line.step,
        render(BY[line.by](), lang),
        render(SEND[line.send](), lang),
        f"{line.sent}/{line.messages}",
        *(str(each) if each else NOTHING for each in (line.failed, line.no_way, line.doubt)),
        span(line.took_us, lang),
    ]


def _unsent(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 14, 14), Column(WHO, 12, 12), Column(WAY, 8, 8), Column(STAGE, 8, 10)),
        *(Column(TRIES, 4, 5), Column(AT, 8, 8), Column(WHY, 16, 16)),
    )
    offset = report.header.utc_offset_s
    lines = report.unsent
    rows = [_person(each, offset, lang) for each in lines]
    return Table(UNSENT, columns, rows, [each.records for each in lines], [True] * len(lines))


def _person(line: UnsentLine, offset: int, lang: Language) -> list[str]:
    return [
        render(CLEAR(step=line.step), lang) if line.all_clear else line.step,
        line.name.said_in(lang),
        render(BY[line.by](), lang),
        render(STAGES[line.stage](), lang),
        str(line.tries),
        wall(line.at, offset),
        render(line.why, lang) if line.why is not None else NOTHING,
    ]


SECTIONS = (_messages, _unsent)
