"""Surveys in the report: the newest of each zone, with its drift list, and nothing else touched."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bcp.durations import MINUTE
from bcp.message import LANGUAGES, Language, Message, Text
from drills.core import events as e
from drills.core.survey_events import Noted, SurveyFacts
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from drills.report.layout import width_of
from drills.report.ledger import Ledger
from drills.report.model import Report
from drills.report.survey_lines import survey_lines
from tests.core.segments_made import lgwan, office
from tests.core.test_merging import COMPARED, made
from tests.report import made_up

NS = 1_000_000_000
OLD = Noted(
    *("server", "fs-old", Text(f"旧サーバ{made_up.HOSTILE}"), "lgwan", "answers"),
    drift="retired_answers",
)
LOST = Noted(
    *("system", "portal", Text("庁内ポータル", "Portal"), "lgwan", "silent", "no_answer"),
    why=(Message("asking.no_answer", {"subject": "192.0.2.1:443", "limit": 5_000_000}),),
)
FACTS = SurveyFacts(
    *(1_795_000_000 * NS, 1_795_000_060 * NS, "lgwan", "佐藤"),
    *({"answers": 3, "silent": 1}, (OLD, LOST), "20261120-221000.json", "ab" * 32),
)
TAKEN = e.SurveyTaken(3 * 60 * MINUTE, FACTS, "情報係長")
FINE = replace(FACTS, began_ns=FACTS.began_ns + NS, counts={"answers": 4}, noted=())


def reported(*taken: e.SurveyTaken) -> Report:
    return report_of(made_up.recorded((*made_up.rich(), *taken)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_drift_list_stands_in_the_text_and_on_the_page(lang: Language) -> None:
    report = reported(TAKEN)
    text, page = as_text.written(report, lang), as_html.written(report, lang)
    assert all(width_of(line) <= 80 for line in text.splitlines())
    for word in ("fs-old", "20261120-221000.json", "佐藤", "state:"):
        assert word in text
    for word in ("fs-old", "20261120-221000.json", "192.0.2.1:443"):
        assert word in page
    assert "\x1b" not in text + page
    heading = (
        "【調査でわかった、計画のとおりでないもの】"
        if lang == "ja"
        else "WHAT THE SURVEY FOUND OTHER THAN PLANNED"
    )
    assert heading in text


def test_the_newest_survey_counts_in_whatever_order_they_were_entered() -> None:
    newer = replace(TAKEN, survey=FINE)
    for taken in ((TAKEN, newer), (newer, TAKEN)):
        (line,) = reported(*taken).surveys
        assert line.counts == {"answers": 4}
        assert "計画のとおりです" in as_text.written(reported(*taken), "ja")
        assert "計画のとおりでないもの" not in as_text.written(reported(*taken), "ja")


def test_each_zone_has_its_own() -> None:
    other = replace(TAKEN, survey=replace(FINE, zone="internet"))
    both = reported(TAKEN, other)
    assert [each.zone for each in both.surveys] == ["lgwan", "internet"]
    # In one table it is told whose each is; alone that would only be noise.
    named = f"[{both.surveys[0].zone_name}]"
    lines = as_text.written(both, "en").splitlines()
    assert any(each.startswith(f"{named} ") and "fs-old" not in each for each in lines)
    alone = as_text.written(reported(TAKEN), "en").splitlines()
    assert not any(each.startswith(named) for each in alone)


def test_without_a_survey_there_is_no_such_section() -> None:
    assert "被害状況調査" not in as_text.written(reported(), "ja")


def test_no_figure_and_no_verdict_is_touched_by_a_survey() -> None:
    before, after = reported(), reported(TAKEN)
    same = ("recoveries", "goals", "split", "moments", "outages", "steps", "answers", "counts")
    assert [name for name in same if getattr(before, name) != getattr(after, name)] == []
    assert before.summary == after.summary


def test_the_drift_list_is_in_the_json() -> None:
    (survey,) = json.loads(as_json.written(reported(TAKEN), "en"))["surveys"]
    assert survey["sha256"] == "ab" * 32
    assert [each["drift"] for each in survey["noted"]] == ["retired_answers", "no_answer"]


def test_a_merged_drill_keeps_the_surveys_of_its_segments_apart_and_takes_more() -> None:
    near, away = office(*COMPARED), lgwan(*COMPARED)
    late = replace(TAKEN, at=away.events[-1].at + MINUTE)
    own = replace(late, survey=replace(FACTS, zone=None))
    events = made(
        replace(near, events=(*near.events, own)), replace(away, events=(*away.events, late, own))
    )
    behind = (*events, replace(late, at=events[-1].at, survey=replace(FINE, zone="office")))
    lines = survey_lines(Ledger.of(enumerate(behind, 1)))
    assert sorted((each.zone_name, each.zone) for each in lines) == [
        *(("lgwan", ""), ("lgwan", "lgwan"), ("office", ""), ("office", "office")),
    ]
