"""The next days of any drill or rule are told in words, with what moves them or leaves them out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT

TOWN = str(ROOT / "scenarios" / "library" / "town")


def _told(tmp_path: Path, *words: str) -> str:
    seen = bcp_drill("schedule", "next", "--plan", TOWN, *words, cwd=tmp_path)
    return seen.out if seen.code == ExitCode.PASSED else seen.err


def test_a_drills_days_are_told_in_both_languages(tmp_path: Path) -> None:
    words = ("quake-september", "-n", "1", "--from", "令和9年4月1日")
    assert _told(tmp_path, *words, "--lang", "ja").splitlines()[-1] == (
        "令和9年9月1日（水） 13:30  地震・夜間の総合訓練"
    )
    assert _told(tmp_path, *words, "--lang", "en").splitlines() == [
        "Earthquake drill: day 1 of September, 13:30",
        "",
        "Wed 2027-09-01 13:30  Earthquake drill",
    ]


def test_a_rule_is_tried_with_its_reasons_before_it_is_written_down(tmp_path: Path) -> None:
    rule = '{in: [9], day: 3rd mon, at: "09:00"}'
    words = ("--rule", rule, "-n", "1", "--from", "2027-04-01", "--lang", "ja")
    assert _told(tmp_path, *words).splitlines() == [
        "試した規則: 9月の第3月曜日 09:00",
        "",
        "令和9年9月21日（火） 09:00  試した規則",
        "  閉庁日（敬老の日）のため、令和9年9月20日（月）から変更",
    ]
    nightly = ("--rule", "30 2 * * mon-fri", "-n", "1", "--from", "2027-05-03", "-f", "json")
    row = json.loads(_told(tmp_path, *nightly, "--lang", "en"))["next"][0]
    assert (row["held"], row["why"]) == (False, "closed (Constitution Day)")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rule", "30 2 * * 1-5"), "--rule:1:8: a weekday is no number here"),
        (("--rule", '{date: "2027-06-31", at: "09:00"}'), "there is no day '2027-06-31'"),
        (("--rule", "{cron: "), "--rule:2:1: the bracket"),
        (("--rule", '{after: quake, by: 14d, at: "09:00"}'), "'quake' is neither a day"),
        (("quake-septembr",), 'Did you mean "quake-september"?'),
        (("--from", "soon"), "Write it like 2027-04-01."),
        (("--from", "9999-12-31"), "write a day of the years 1900 to 9900"),
        (("--from", "0001-01-01"), "write a day of the years 1900 to 9900"),
        (("--rule", "\udcff * * * *"), "is not UTF-8"),
        (("-n", "0"), "Write a number from 1 to 1000"),
    ],
)
def test_what_cannot_be_told_is_said(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    assert told in _told(tmp_path, *words, "--lang", "en")
