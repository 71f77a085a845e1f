"""What each key of the plan's calendar and of the rules of drills is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule

PROGRAMME: Meanings = {
    Rule: {
        "cron": means(
            "cronの行: 分 時 日 月 曜日。曜日は mon などの名前だけ",
            "a line of cron: minute, hour, day, month, weekday; weekdays by name only",
            "30 2 * * mon-fri",
        ),
        "date": means("行う日", "the day", "2027-09-01"),
        "in": means(
            "行う月。毎月は every-month", "the months, or every-month", [4, 10], "every-month"
        ),
        "day": means(
            "月の中の日: 15、2nd tue（第2火曜）、last business（最終開庁日）など",
            "the day of the month: 15, 2nd tue, last fri, 3rd business, last business, last day",
            *("2nd tue", "last business"),
        ),
        "after": means(
            "暦の日（calendarのdates）か、ほかの訓練のid。その後に行います",
            "a day of the calendar's dates, or the id of another drill: it is held after that",
            "transfers",
        ),
        "before": means(
            "暦の日（calendarのdates）。その前に行います",
            "a day of the calendar's dates: it is held before that",
            "flood-season",
        ),
        "with": means(
            "計画停電（calendarのoutages）に合わせて行います: outage",
            "held with each planned outage of the calendar",
        ),
        "by": means(
            "何日後・何日前か（bdは開庁日）", "how many days; bd counts working days", "14d"
        ),
        "at": means("始める時刻", "the time of the day", "09:00"),
    },
    PlanCalendar: {
        "time_zone": means(
            "タイムゾーンの名前（省略時は organisation の utc_offset）",
            "the name of the time zone; utc_offset of the organisation if not given",
            "Asia/Tokyo",
        ),
        "dates": means(
            "毎年ある日の名前",
            "names of days of every year",
            {"transfers": "04-01", "flood-season": "06-01"},
        ),
        "holidays": means(
            "祝日: japan（日本の祝日は閉庁）、none（なし）", "national holidays: japan or none"
        ),
        "year_end": means(
            "12月29日から1月3日までを閉庁とするか", "whether 29 December to 3 January are closed"
        ),
        "blackouts": means("訓練を行わない期間", "times in which no drill is held"),
        "outages": means(
            "計画停電（法定停電点検など）",
            "planned outages of the mains",
        ),
    },
    Blackout: {
        "from": means(
            "最初の日。月と日だけなら毎年", "the first day; month and day for every year", "02-16"
        ),
        "to": means("最後の日", "the last day", "03-15"),
        "why": means("理由", "why", "確定申告"),
    },
    Outage: {
        "from": means("始まり", "when it begins", "2027-11-07 08:00"),
        "to": means("終わり", "when it ends", "2027-11-07 17:00"),
        "sites": means(
            "停電する拠点（省略時はすべて）", "the sites without power; all if not given"
        ),
        "why": means("理由", "why", "法定停電点検"),
    },
}
