"""What one body did says nothing of another, and what never came back is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bcp.durations import MINUTE
from bcp.message import Text, render
from drills.history.beside import past_of
from drills.history.coverage import Matters, coverage, of_drills
from drills.history.index import rows
from drills.history.reading import row_of
from drills.history.trend import trend
from tests.history.making import Held, days, hold

MAIL = Matters("mail", Text("電子メール"), "critical", "見本町", "999991")


def test_a_system_is_not_covered_by_a_drill_of_another_body(tmp_path: Path) -> None:
    hold(tmp_path, Held("2026-05-14", organisation="隣町"))
    found = rows(tmp_path)
    assert [each.covered for each in coverage([MAIL], found, 2026)] == ["never"]
    both = coverage(of_drills((*found, replace(found[0], organisation="別町"))), found, 2026)
    assert {each.name.ja: each.covered for each in both if each.id == "mail"} == {
        "別町 電子メール": "never",
        "隣町 電子メール": "measured",
    }


def test_of_a_drill_held_together_each_has_its_own_systems(tmp_path: Path) -> None:
    hold(tmp_path, Held("2026-05-14", organisation="北県"))
    (drill,) = rows(tmp_path)

    def of(code: str) -> list[str]:
        named = [replace(each, id=f"{code}/{each.id}") for each in drill.targets]
        joint = [replace(drill, targets=tuple(named))]
        assert "never" not in {each.covered for each in coverage(of_drills(joint), joint, 2026)}
        return [each.covered for each in coverage([MAIL], joint, 2026)]

    assert (of("999991"), of("999992")) == (["measured"], ["never"])


def test_what_could_not_be_told_is_not_covered_as_never_down(tmp_path: Path) -> None:
    hold(tmp_path, Held("2026-05-14", back=()))
    (drill,) = rows(tmp_path)
    blind = replace(drill, targets=tuple(replace(each, safe=False) for each in drill.targets))
    seen = [coverage([MAIL], [each], 2026)[0].covered for each in (drill, blind)]
    assert seen == ["not_lost", "unseen"]


def test_no_trend_to_shorter_times_is_claimed_where_it_never_came_back_since(
    tmp_path: Path,
) -> None:
    minutes = (50, 45, 40, 35, 30, 25)
    shrinking = [
        Held(day, back=(("mail", each * MINUTE),))
        for day, each in zip(days(2026, 6), minutes, strict=True)
    ]
    lost = [Held(day, back=(("mail", -1),)) for day in tuple(days(2026, 9))[6:]]
    directions = []
    for count in (0, 3):
        runs = tmp_path / str(count)
        hold(runs, *shrinking, *lost[:count])
        (series,) = trend(rows(runs), lambda _, target: target.id == "mail").series
        directions.append((series.latest.direction, series.latest.not_recovered))
    assert directions == [("shorter", 0), ("none", 3)]


def test_a_drill_without_a_return_is_not_passed_over_for_an_older_one(tmp_path: Path) -> None:
    first, second, third = days(2026, 3)
    lost = Held(second, back=(("mail", -1),))
    *_, place = hold(tmp_path, Held(first), lost, Held(third))
    figure = next(
        each for each in past_of(row_of(place), rows(tmp_path), None).figures if each.id == "mail"
    )
    assert (figure.before, figure.turn) == (None, None)
    assert figure.why is not None
    assert "20260514-100000-mail-down" in render(figure.why, "ja")


def test_a_check_that_was_set_aside_does_not_count_as_asked(tmp_path: Path) -> None:
    first, second, third = days(2026, 3)
    hold(tmp_path, Held(first), Held(second, aside=("files/it",)), Held(third))
    _, middle, newest = reversed(rows(tmp_path))
    files, again = (each.targets[1] for each in (middle, newest))
    assert (files.id, files.safe, again.safe) == ("files", False, True)
    assert files.asked != again.asked
    assert middle.targets[0].asked == newest.targets[0].asked
