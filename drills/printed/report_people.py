"""Who took part in a drill, when, and for how many hours, as facts of a document."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.durations import HOUR
from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.printed.document import Block, Facts
from drills.printed.still_open import fill_in
from drills.report.model import Report
from drills.report.participation import Participation
from drills.report.saying import say
from drills.report.text_first import WHEN_OPEN

BEGAN = Phrase("paper_report.began", ja="開始", en="Began")
ENDED = Phrase("paper_report.ended", ja="終了", en="Ended")
INSTANT = Phrase("paper_report.instant", ja="{date} {clock}", en="{date} {clock}")
PLACE = Phrase("paper_report.place", ja="場所", en="Place")
PEOPLE = Phrase("paper_report.people", ja="参加者", en="Who took part")
COUNTED = Phrase(
    "paper_report.counted",
    ja="記録に名前のある人 {people}人（{roles}）",
    en="{people} people by name in the records ({roles})",
)
UNCOUNTED = Phrase(
    "paper_report.uncounted",
    ja="{roles}（人数は記録から数えられません）",
    en="{roles} (not counted)",
)
OF_ROLE = Phrase("paper_report.of_role", ja="{role} {people}人", en="{role}: {people}")
NO_ROLES = Phrase("paper_report.no_roles", ja="役割の記録なし", en="no duty recorded")
OTHERS = Phrase("paper_report.others", ja="その他の参加者", en="others who took part")
OUTSIDE = Phrase("paper_report.outside", ja="外部の機関", en="Bodies outside")
ANSWERED = Phrase("paper_report.answered", ja="{name}（応答あり）", en="{name} (answered)")
SILENT = Phrase("paper_report.silent", ja="{name}（応答なし）", en="{name} (no answer)")
RECORDER = Phrase("paper_report.recorder", ja="記録者", en="Recorder")
HOURS = Phrase("paper_report.hours", ja="人時・人工", en="Person-hours")
HOURS_SAID = Phrase(
    "paper_report.hours_said",
    ja="{low}〜{high}人時（{low_days}〜{high_days}人工）。少ない方は各自の最初から最後の記録まで、"
    "多い方は全員が訓練の間ずっといたとした値。1人工は{day:span}",
    en="{low} to {high} h ({low_days} to {high_days} person-days of {day:span}): from each one's "
    "first record to the last, and as if all had been there throughout",
)


def people(report: Report, lang: Language) -> Iterator[Block]:
    """Beginning, end, place, people and hours; what no record knows is left to be filled in."""
    part, header = report.participation, report.header
    ended = header.ended
    rows = [
        (BEGAN, _instant(header.began.unix_us, header.utc_offset_s, lang)),
        (
            ENDED,
            render(WHEN_OPEN(), lang)
            if ended is None
            else _instant(ended.unix_us, header.utc_offset_s, lang),
        ),
        (PLACE, fill_in(lang)),
        (PEOPLE, f"{_people(part, lang)}\n{render(OTHERS(), lang)}: {fill_in(lang)}"),
        (OUTSIDE, _outside(part, lang)),
        (RECORDER, say(part.recorder, lang) or fill_in(lang)),
        (HOURS, _hours(part, lang)),
    ]
    yield Facts(tuple((render(name(), lang), value) for name, value in rows if value))


def _instant(unix_us: int, offset_s: int, lang: Language) -> str:
    local = LocalTime(unix_us, offset_s)
    return render(INSTANT(date=date_said(local, lang), clock=local.clock), lang)


def _people(part: Participation, lang: Language) -> str:
    roles = [render(OF_ROLE(role=each.role, people=each.people), lang) for each in part.roles] or [
        render(NO_ROLES(), lang)
    ]
    joined = ("、" if lang == "ja" else ", ").join(roles)
    if part.people is None:
        return render(UNCOUNTED(roles=joined), lang)
    return render(COUNTED(people=part.people, roles=joined), lang)


def _outside(part: Participation, lang: Language) -> str:
    found = [(ANSWERED if each.answered else SILENT)(name=each.name) for each in part.outside]
    return "\n".join(render(each, lang) for each in found)


def _hours(part: Participation, lang: Language) -> str:
    if part.people is None:
        return fill_in(lang)
    low, high = part.low_us, part.high_us
    said = HOURS_SAID(
        low=f"{low / HOUR:.1f}",
        high=f"{high / HOUR:.1f}",
        low_days=f"{low / part.workday_us:.2f}",
        high_days=f"{high / part.workday_us:.2f}",
        day=part.workday_us,
    )
    return render(said, lang)
