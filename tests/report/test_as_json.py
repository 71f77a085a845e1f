from __future__ import annotations

import json
from typing import Any

import pytest

from bcp.message import LANGUAGES, Language
from drills.report import as_json, as_text
from drills.report.assembled import report_of
from tests.report.made_up import recorded, rich


def tree(lang: Language = "ja") -> Any:
    return json.loads(as_json.written(report_of(recorded(rich())), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_journal_gives_the_same_bytes(lang: Language) -> None:
    one, other = (report_of(recorded(rich())) for _ in range(2))
    assert as_json.written(one, lang) == as_json.written(other, lang)
    assert as_text.written(one, lang) == as_text.written(other, lang)


def test_figures_are_whole_microseconds_with_their_verdict_and_records() -> None:
    rto = tree()["recoveries"][0]["rto"]
    assert (rto["low_us"], rto["high_us"]) == (18_900_000, 21_100_000)
    assert (rto["actual_us"], rto["error_us"]) == (20_000_000, 1_100_000)
    assert (rto["verdict"], rto["source"]) == ("within_error", "measured")
    assert rto["records"] == [22, 33]


def test_what_was_not_measured_is_null_and_never_zero() -> None:
    rto = tree()["recoveries"][2]["rto"]
    assert rto["verdict"] == "not_measured"
    assert rto["actual_us"] is None
    assert rto["error_us"] is None
    assert rto["why"]["code"] == "recovery.no_outage"


def test_words_carry_code_parameters_and_the_language_asked_for() -> None:
    ja, en = (tree(lang)["summary"]["next"][0] for lang in LANGUAGES)
    assert ja["code"] == en["code"] == "next.by_hand"
    where = {"server": "reg01", "address": "192.0.2.7:2222"}
    for each, steps in ((ja, "手順［wipe］: "), (en, "Step [wipe]: ")):
        assert each["params"].pop("steps")["text"] == steps
        assert each["params"] == where
    assert ja["text"].startswith("【至急】")
    assert en["text"].startswith("URGENT")


def test_instants_are_given_by_the_drills_clock_and_by_the_wall_clock() -> None:
    assert tree()["header"]["ended"] == {
        "at_us": 103_000_000,
        "unix_us": 1_795_222_903_000_000,
        "iso": "2026-11-21T10:01:43.000000+09:00",
    }


def test_every_number_names_records_that_exist() -> None:
    records = len(recorded(rich()))

    def named(value: Any) -> list[int]:
        if isinstance(value, list):
            return [number for each in value for number in named(each)]
        if not isinstance(value, dict):
            return []
        own = value.get("records", [])
        below = [number for each in value.values() for number in named(each)]
        return [*(own if isinstance(own, list) else []), *below]

    assert set(named(tree())) <= set(range(1, records + 1))
    assert set(named(tree()["timeline"])) >= {1, records}
