"""Terminals that cannot reach each other, one with a wrong clock, become one drill afterwards."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bcp.durations import SECOND
from drills.core.events import CheckReturned, Event
from drills.core.handed_in import Given
from drills.core.overall import Overall
from drills.core.state import Drill
from drills.journal.sqlite import SqliteJournal, read
from tests.core.segments_made import ahead
from tests.lab.lab import Lab
from tests.proofs import stage
from tests.proofs.zones import PATIENCE_S, PEOPLE, Segment, begun, carried, ended, written_plan

WRONG = 3 * SECOND
CLOCK = "電波時計"


def said(*words: str | Path, cwd: Path, code: int = 0) -> str:
    done = stage.said(*words, cwd=cwd, timeout=120)
    assert done.returncode == code, done.stderr + done.stdout
    return done.stdout


def compare(segment: Segment) -> None:
    """Somebody at a terminal reads the clock that is carried around, as soon as its drill runs."""
    deadline = time.monotonic() + PATIENCE_S
    while segment.drill().brief is None and time.monotonic() < deadline:
        time.sleep(0.1)
    shown = datetime.now(UTC) + timedelta(hours=9)
    words = (
        "order",
        segment.run.name,
        "clock",
        f"{shown:%H:%M:%S}",
        "--of",
        CLOCK,
        "--error",
        "5s",
    )
    who = ("--by", PEOPLE[segment.zone], "--runs", str(segment.runs))
    said(*words, *who, cwd=segment.runs.parent)


def with_a_wrong_clock(segment: Segment) -> Path:
    """The same run as a terminal would have recorded it whose clock is ahead by `WRONG`."""
    folder = segment.runs.with_name("runs-wrong") / segment.run.name
    shutil.copytree(segment.run, folder, ignore=shutil.ignore_patterns("*.sqlite*"))
    events = ahead(Given("", tuple(each.event() for each in read(segment.run))), WRONG).events

    async def appended(journal: SqliteJournal) -> None:
        await journal.append(events)

    with SqliteJournal.create(folder) as journal:
        asyncio.run(appended(journal))
    return folder


def merged(folder: Path, *words: str | Path) -> dict[str, Any]:
    out = said("merge", *words, "--operator", "情報係長", "--json", cwd=folder)
    report: dict[str, Any] = json.loads(out)
    return report


def figure(report: dict[str, Any], system: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each["rto"] for each in report["recoveries"] if each["system"] == system
    )
    return found


def wall(drill: Drill, at: int) -> int:
    return drill.started().wall_ns // 1_000 + at


def returned(events: list[Event]) -> CheckReturned:
    return next(each for each in events if isinstance(each, CheckReturned))


def test_three_segments_become_one_drill_though_a_clock_was_wrong(lab: Lab, tmp_path: Path) -> None:
    scenario = written_plan(lab, tmp_path, my_number_terminal=True)
    watched_closely(tmp_path / "plan.yaml")
    segments = {each: begun(lab, tmp_path, scenario, each) for each in PEOPLE}
    try:
        compare(segments["lgwan"])
        compare(segments["internet"])
        carried(segments)
    finally:
        drills = ended(segments)
    bundled(segments, tmp_path)
    report = merged(tmp_path, *(f"{each}.zip" for each in PEOPLE))
    assert report["summary"]["overall"] == Overall.PASSED.value
    assert report["summary"]["tally"]["steps_failed"] == 0
    the_clock_was_put_right(report["merging"])
    # Declared in one zone, back in another: the truth, by this machine's one clock.
    low, high = from_zone_to_zone(segments, drills)
    portal = figure(report, "portal")
    assert portal["low_us"] <= low
    assert high <= portal["high_us"]
    # Within a zone nothing has changed.
    lgwan = segments["lgwan"]
    words = ("report", lgwan.run.name, "--runs", lgwan.runs, "-f", "json")
    alone = figure(json.loads(said(*words, cwd=tmp_path)), "groupware")
    of_lgwan = figure(report, "groupware")
    assert [of_lgwan[each] for each in ("low_us", "high_us")] == [alone["low_us"], alone["high_us"]]
    said("verify", "last", cwd=tmp_path)


def watched_closely(plan: Path) -> None:
    """Ask so often that even a portal that is started at once was seen down."""
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("every: 500ms", "every: 100ms"), encoding="utf-8")


def bundled(segments: Mapping[str, Segment], folder: Path) -> None:
    """Carry each record out in a signed file; the clock of the internet terminal was wrong."""
    said("key", "new", "terminal-key", cwd=folder)
    for zone, segment in segments.items():
        run = with_a_wrong_clock(segment) if zone == "internet" else segment.run
        words = ("bundle", run.name, "--runs", run.parent, "-o", f"{zone}.zip")
        said(*words, "--key", "terminal-key", cwd=folder)


def the_clock_was_put_right(merging: dict[str, Any]) -> None:
    by_zone = {each["name"]: each for each in merging["segments"]}
    assert list(by_zone) == ["my_number", "lgwan", "internet"]
    assert all(each["key"].startswith("SHA256:") for each in by_zone.values())
    pairs = {frozenset((each["one"], each["other"])): each["error_us"] for each in merging["pairs"]}
    error = pairs[frozenset(("lgwan", "internet"))]
    assert error is not None
    off = by_zone["internet"]["ahead_us"] - by_zone["lgwan"]["ahead_us"]
    assert abs(off - WRONG) <= error


def from_zone_to_zone(
    segments: Mapping[str, Segment], drills: Mapping[str, Drill]
) -> tuple[int, int]:
    """From the declaration in one zone to the portal's return in another, as it really was."""
    declared = drills["lgwan"].step("declare").ended
    assert declared is not None
    back = returned([each.event() for each in read(segments["internet"].run)])
    since = wall(drills["lgwan"], declared.at)
    low = wall(drills["internet"], back.last_bad.sent) - since
    return low, wall(drills["internet"], back.first_good.received) - since


def test_a_zone_on_paper_only_is_not_missing(lab: Lab, tmp_path: Path) -> None:
    scenario = written_plan(lab, tmp_path, my_number_terminal=False)
    segments = {
        "lgwan": begun(lab, tmp_path, scenario, "lgwan", "register-look", "register-back"),
        "internet": begun(lab, tmp_path, scenario, "internet"),
    }
    try:
        carried(segments)
    finally:
        drills = ended(segments)
    assert drills["lgwan"].ended is not None
    clock = datetime.now(UTC) + timedelta(hours=9)
    log = tmp_path / "log.csv"
    log.write_text(
        f"時刻,作業内容・状況,つまずき,担当\n{clock:%H:%M},窓口を1台で再開,,市民課職員\n",
        encoding="utf-8",
    )
    lgwan = segments["lgwan"]
    words = ("enter", lgwan.run.name, log, "--runs", lgwan.runs, "--operator", "情報係長")
    said(*words, cwd=tmp_path)
    report = merged(tmp_path, lgwan.run, segments["internet"].run, "--offset", "internet=+0s±1s")
    assert report["summary"]["tally"]["steps_failed"] == 0
    assert [each["name"] for each in report["merging"]["segments"]] == ["lgwan", "internet"]
    assert report["merging"]["doubts"] == []
    assert [each["by"] for each in report["paper"]] == ["情報係長"]
