"""The words of the year's calendar."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase

TITLE = Phrase("year.title", ja="{year} 年間訓練計画", en="Programme of drills, {year}")
PRINTED_ON = Phrase("year.printed_on", ja="{day} 作成", en="made {day}")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: tuple[tuple[str, str], ...] = tuple(
    zip("月火水木金土日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True)
)

BY_ITSELF = Phrase("year.by_itself", ja="自動（{mode}）", en="by itself ({mode})")
BY_HAND = Phrase("year.by_hand", ja="担当者が開始", en="begun by a person")
MODE_SHORT: Mapping[str, Phrase] = {
    "tabletop": Phrase("year.tabletop", ja="机上", en="table"),
    "walkthrough": Phrase("year.walkthrough", ja="確認", en="checks"),
    "operational": Phrase("year.operational", ja="実動", en="real actions"),
}
CLOSED_DAYS = Phrase("year.closed_days", ja="閉庁日のため", en="closed days")
EXPECTED = Phrase("year.expected", ja="{what}（見込み）", en="{what} (expected)")
NO_DATE = Phrase("year.no_date", ja="日付未定", en="no date yet")
NOBODY = Phrase("year.nobody", ja="担当未定", en="nobody named")
MOVED = Phrase("year.moved", ja="{day}から移動", en="moved from {day}")
OMITTED = Phrase("year.omitted", ja="行わない", en="not held")
REMINDER = Phrase("year.reminder", ja="予告: {drill}（{day}）", en="soon: {drill} ({day})")
DUE = Phrase("year.due", ja="期限: {what}", en="due: {what}")

PROGRAMME = Phrase("year.programme", ja="訓練の一覧", en="The drills")
CALENDAR = Phrase(
    "year.calendar", ja="{name} 年間訓練計画 {first}〜{last}", en="{name}, {first} to {last}"
)
CHANGES = Phrase(
    "year.changes", ja="移した日・行わない日とその理由", en="Moved and omitted dates, and why"
)
DUE_ITEMS = Phrase(
    "year.due_items", ja="点検・更新などの期限", en="Inspections and what else is due"
)
KEPT = Phrase("year.kept", ja="訓練を行わない期間", en="When no drill begins")
KEPT_NOTE = Phrase("year.kept_note", ja="{span} 訓練なし: {why}", en="{span}: no drills, {why}")
NO_RULES = Phrase(
    "year.no_rules",
    ja="日付の決まった訓練がありません。manage/drills.yaml の各訓練に starts（いつ行うか）を"
    "書くと、ここに並びます。",
    en="No drill has a date. Write starts (when it is held) for each drill in manage/drills.yaml, "
    "and it will stand here.",
)
ROUTINE = Phrase(
    "year.routine",
    ja="回数の多い訓練は、日ごとには示さず、上の表に年間の回数を示します（休は、休日などのため"
    "行わない回数）。次の頁からの暦で、薄い灰色は休日、濃い灰色は訓練を行わない日、■は訓練です。"
    "（見込み）の日は、前の訓練を行った日によって変わります。",
    en="Drills with many dates stand in the table with their number alone (off: not held, because "
    "of holidays and the like). In the calendar behind it light grey days are closed, on dark grey "
    "ones no drill begins, and each drill has a ■. An (expected) day depends on when the drill "
    "before it is held.",
)
ROUTINE_TEXT = Phrase(
    "year.routine_text",
    ja="※は回数の多い訓練で、日ごとには示していません（CSVにはすべてあります）。",
    en="* has many dates, which are not shown day by day (the CSV has them all).",
)
ROUTINE_MARK = Phrase("year.routine_mark", ja="※", en="* ")
ON = Phrase("year.on", ja="{days:list}", en="{days:list}")
ON_LESS = Phrase("year.on_less", ja="{days:list}（休{omitted}）", en="{days:list} ({omitted} off)")
TIMES = Phrase("year.times", ja="{count}回", en="{count}")
TIMES_LESS = Phrase("year.times_less", ja="{count}回（休{omitted}）", en="{count} ({omitted} off)")
SO_OFTEN = Phrase("year.so_often", ja="{why}（{count}回）", en="{why} ({count}x)")

DRILL = Phrase("year.drill", ja="訓練", en="drill")
WHEN = Phrase("year.when", ja="時期", en="when")
HOW = Phrase("year.how", ja="開始", en="begins")
WHO = Phrase("year.who", ja="担当", en="role")
ID = Phrase("year.id", ja="番号", en="id")
COUNT = Phrase("year.count", ja="回数", en="dates")
DATES = Phrase("year.dates", ja="実施日", en="dates")
DAY = Phrase("year.day", ja="日", en="day")
WEEKDAY = Phrase("year.weekday", ja="曜", en="weekday")
CLOSED = Phrase("year.closed", ja="休日", en="closed")
CLOCK = Phrase("year.clock", ja="時刻", en="time")
KIND = Phrase("year.kind", ja="種別", en="kind")
WHAT = Phrase("year.what", ja="内容", en="what")
MOVED_FROM = Phrase("year.moved_from", ja="移動前の日", en="moved from")
WHY = Phrase("year.why", ja="理由", en="why")
PERIOD = Phrase("year.period", ja="期間", en="period")
KINDS: Mapping[str, Phrase] = {
    "start": Phrase("year.kind_start", ja="訓練", en="drill"),
    "omitted": Phrase("year.kind_omitted", ja="行わない", en="not held"),
    "reminder": Phrase("year.kind_reminder", ja="予告", en="reminder"),
    "due": Phrase("year.kind_due", ja="期限", en="due"),
}
