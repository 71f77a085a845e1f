"""What devices told stands in the report as told, and decides about no target."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bcp.durations import MINUTE, SECOND
from bcp.message import LANGUAGES, Language, Message, Text
from drills.core import events as e
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from drills.report.layout import width_of
from drills.report.model import Report
from tests.report import made_up

AWAITED = e.AlarmsAwaited(SECOND, "192.0.2.5:1162")
BATTERY = e.AlarmTold(
    *(5 * MINUTE, ("ups",), "1.3.6.1.2.1.33.2.1", "on_battery", "alarm"),
    Text("電池で給電している", "it runs on battery"),
)
NAMELESS = e.AlarmTold(6 * MINUTE, ("ups",), "1.3.6.1.4.1.119.7", "", "unknown", Text())
LEFT = e.AlarmsLeftOut(7 * MINUTE, strangers=3, repeated=40)
ALL = (AWAITED, BATTERY, replace(BATTERY, at=8 * MINUTE), NAMELESS, LEFT, replace(LEFT))


def reported(*events: e.Event) -> Report:
    """A drill in which they came before its last record."""
    *before, last = made_up.rich()
    return report_of(made_up.recorded((*before, *events, last)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_told_stands_in_the_text_and_on_the_page(lang: Language) -> None:
    report = reported(*ALL)
    text, page = as_text.written(report, lang), as_html.written(report, lang)
    assert all(width_of(line) <= 80 for line in text.splitlines())
    heading, told = {
        "ja": ("【機器からの通知（測定ではありません）】", "電池で給電している"),
        "en": ("TOLD BY THE DEVICES (NOT MEASURED)", "it runs on battery"),
    }[lang]
    assert heading in text
    assert told in text
    assert told in page
    assert "1.3.6.1.4.1.119.7" in text.replace("\n", "")


def test_the_same_told_again_is_one_line_with_its_times() -> None:
    battery, nameless = reported(*ALL).alarms
    assert (battery.times, battery.first.at_us, battery.last.at_us) == (2, 5 * MINUTE, 8 * MINUTE)
    assert (nameless.times, nameless.severity) == (1, "unknown")
    assert len(battery.records) == 2


def test_what_was_only_counted_is_said_beside_where_was_listened() -> None:
    (line,) = reported(*ALL).listened
    assert (line.strangers, line.repeated, line.too_many) == (6, 80, 0)
    assert "計画にない機器から 6 件" in as_text.written(reported(*ALL), "ja")
    assert "nothing was left out" in as_text.written(reported(AWAITED), "en")


def test_a_drill_that_could_not_listen_says_why() -> None:
    why = Message("alarms.cannot_listen", {"listen": "192.0.2.5:162", "reason": "x"})
    failed = replace(AWAITED, failure=why)
    assert "受け取れませんでした" in as_text.written(reported(failed), "ja")


def test_no_target_and_no_outage_is_decided_by_it() -> None:
    plain, told = reported(), reported(*ALL)
    for name in ("summary", "recoveries", "goals", "outages", "counts", "split"):
        assert getattr(told, name) == getattr(plain, name)


def test_programs_read_it_too() -> None:
    tree = json.loads(as_json.written(reported(*ALL), "en"))
    assert tree["alarms"][0]["what"]["text"] == "it runs on battery"
    assert tree["listened"][0]["listen"] == "192.0.2.5:1162"
