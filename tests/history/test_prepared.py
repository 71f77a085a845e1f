"""What a file answered in a person's name is no figure of what people need."""

from __future__ import annotations

from pathlib import Path

from bcp.durations import MINUTE
from drills.history import words
from drills.history.coverage import of_drills
from drills.history.index import rows
from drills.history.trend import Trend, trend
from drills.history.years import history
from tests.history.making import Held, days, hold, unlike

FILE = "answers answers.yaml"


def _held(way: str, **rest: object) -> list[Held]:
    return [unlike(Held(day, goal=MINUTE, way=way), **rest) for day in days(2026, 3)]


def _steps(runs: Path) -> Trend:
    return trend(rows(runs), lambda _, target: target.kind == "step")


def test_a_step_that_a_file_answered_is_in_no_trend_and_counts_as_no_target_met(
    tmp_path: Path,
) -> None:
    people, file = tmp_path / "people", tmp_path / "file"
    hold(people, *_held("screen"))
    hold(file, *_held(FILE))
    (series,) = _steps(people).series
    assert (series.latest.count, series.latest.met) == (3, 3)
    assert _steps(file).series == ()
    # Mail really was away and came back: that was measured, whoever answered.
    met: dict[str, list[tuple[int, int]]] = {}
    for runs in (people, file):
        kept = rows(runs)
        told = history(kept, lambda _: True, of_drills(kept), 2026)
        met[runs.name] = [(each.met, each.missed) for each in told.drills]
    assert met == {"people": [(2, 0)] * 3, "file": [(1, 0)] * 3}


def test_between_answers_of_people_it_is_left_out_with_its_reason(tmp_path: Path) -> None:
    first, middle, last = _held("screen")
    hold(tmp_path, first, unlike(middle, way=FILE), last)
    (series,) = _steps(tmp_path).series
    assert [each.reason for each in series.left_out] == ["prepared"]
    assert words.REASON["prepared"]
    assert series.latest.count == 2


def test_a_time_that_counts_from_what_a_file_answered_is_none_either(tmp_path: Path) -> None:
    hold(tmp_path, *_held(FILE, start="declared", marks="declared"))
    (mail, *_) = rows(tmp_path)[0].targets
    assert (mail.kind, mail.start, mail.is_real) == ("system", "declared", False)
    hold(tmp_path / "people", *_held("order", start="declared", marks="declared"))
    assert not rows(tmp_path / "people")[0].targets[0].prepared
