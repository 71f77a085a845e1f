"""The sections of the report about what devices told of their own accord."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Message, Phrase, render
from drills.report.alarm_lines import ListeningLine
from drills.report.alarm_words import SEVERITY
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.text_block import Column, Points, Table

HEADING = Phrase(
    "text.alarms",
    ja="【機器からの通知（測定ではありません）】",
    en="TOLD BY THE DEVICES (NOT MEASURED)",
)
DEVICE = Phrase("text.head_alarm_device", ja="機器", en="Device")
WHAT = Phrase("text.head_alarm", ja="通知", en="What it told")
GRAVE = Phrase("text.head_alarm_severity", ja="重さ", en="Severity")
TIMES = Phrase("text.head_alarm_times", ja="回数", en="Times")
SPAN = Phrase("text.head_alarm_when", ja="受けた時刻", en="Arrived")
LISTENED = Phrase("text.listened", ja="【機器からの通知の受け取り】", en="LISTENING FOR ALARMS")
SINCE = Phrase(
    "text.listened_since",
    ja="{clock}から{listen}で受け取りました（{left:list}）。",
    en="From {clock} on at {listen} ({left:list}).",
)
NOT_AT_ALL = Phrase(
    "text.not_listened", ja="受け取れませんでした。{why}", en="Nothing could be taken: {why}"
)
ALL = Phrase("text.alarms_all", ja="数えただけのものなし", en="nothing was left out")
STRANGERS = Phrase(
    "text.alarms_strangers",
    ja="計画にない機器から {count} 件",
    en="{count} from no device of the plan",
)
NOT_GENUINE = Phrase(
    "text.alarms_not_genuine",
    ja="アカウントが違うもの {count} 件",
    en="{count} with a wrong account",
)
MALFORMED = Phrase(
    "text.alarms_malformed", ja="読み取れないもの {count} 件", en="{count} that could not be read"
)
REPEATED = Phrase(
    "text.alarms_repeated",
    ja="すぐ後の繰り返し {count} 件",
    en="{count} the same again within seconds",
)
TOO_MANY = Phrase(
    "text.alarms_too_many", ja="多すぎて記録しないもの {count} 件", en="{count} more than is kept"
)


def _alarms(report: Report, lang: Language) -> Table:
    columns = (
        Column(DEVICE, 20, 20),
        Column(WHAT, 26, 28),
        Column(GRAVE, 6, 8),
        Column(TIMES, 4, 5),
        Column(SPAN, 10, 9),
    )
    offset = report.header.utc_offset_s
    rows = []
    for each in report.alarms:
        first, last = wall(each.first, offset), wall(each.last, offset)
        rows.append(
            [
                "\n".join(name.said_in(lang) for name in each.names),
                say(each.what, lang),
                render(SEVERITY[each.severity](), lang),
                str(each.times),
                first if first == last else f"{first}\n{last}",
            ]
        )
    records = [each.records for each in report.alarms]
    striking = [each.severity == "alarm" for each in report.alarms]
    return Table(HEADING, columns, rows, records, striking)


def _listened(report: Report, lang: Language) -> Points:
    offset = report.header.utc_offset_s
    items = []
    for each in report.listened:
        if each.failure is not None:
            items.append(render(NOT_AT_ALL(why=each.failure), lang))
            continue
        left = tuple(_left(each)) or (ALL(),)
        said = SINCE(clock=wall(each.since, offset), listen=each.listen, left=left)
        items.append(render(said, lang))
    return Points(LISTENED, items)


def _left(line: ListeningLine) -> Iterator[Message]:
    counted = (
        (STRANGERS, line.strangers),
        (NOT_GENUINE, line.not_genuine),
        (MALFORMED, line.malformed),
        (REPEATED, line.repeated),
        (TOO_MANY, line.too_many),
    )
    for phrase, count in counted:
        if count:
            yield phrase(count=count)


SECTIONS = (_alarms, _listened)
