"""Several terminals' records become one drill, typed as a person types it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from bcp.durations import SECOND
from drills.cli.exit_codes import ExitCode
from drills.core import events as e
from drills.core.handed_in import Given
from drills.journal.folder import Runs
from drills.journal.sqlite import SqliteJournal, read
from tests.cli.conversation import Seen, bcp_drill, from_the_start
from tests.core.segments_made import ahead, lgwan, office, read_clock

COMPARED = read_clock(30 * SECOND, 30 * SECOND)


def recorded(folder: Path, given: Given) -> Path:
    """Write a segment's record as its terminal would have."""
    folder.mkdir(parents=True)

    async def appended(journal: SqliteJournal) -> None:
        await journal.append(given.events)

    with SqliteJournal.create(folder) as journal:
        asyncio.run(appended(journal))
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    recorded(tmp_path / "o" / "near", office(COMPARED))
    recorded(tmp_path / "l" / "away", ahead(lgwan(COMPARED), 3 * SECOND))
    return tmp_path


def merge(town: Path, *words: str, lang: str = "en") -> Seen:
    return bcp_drill("--lang", lang, "merge", *words, "--operator", "情報係長", cwd=town)


def only_run(town: Path) -> Path:
    (folder,) = Runs(town / "runs").newest_first()
    return folder


def merging_of(town: Path) -> dict[str, object]:
    seen = bcp_drill("--lang", "en", "report", "last", "-f", "json", cwd=town)
    found: dict[str, object] = json.loads(seen.out)["merging"]
    return found


def test_two_segments_become_one_run_that_every_command_understands(town: Path) -> None:
    words = ("--lang", "en", "merge", "o/near", "l/away", "--operator", "情報係長")
    seen = from_the_start(*words, cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert "2 segments were merged" in seen.err
    run = only_run(town)
    assert sorted(each.name for each in (run / "sources").iterdir()) == ["lgwan", "office"]
    text = bcp_drill("--lang", "en", "report", "last", cwd=town).out
    assert "SEGMENTS" in text
    assert "+3.0 s" in text
    assert "carries the error of comparing their clocks" in " ".join(text.split())
    page = bcp_drill("--lang", "ja", "report", "last", "-f", "html", "-o", "r.html", cwd=town)
    assert page.code == ExitCode.PASSED, page
    assert "区分ごとの記録" in (town / "r.html").read_text(encoding="utf-8")
    told = bcp_drill("--lang", "en", "replay", "last", cwd=town).out
    assert "[lgwan]" in told
    assert bcp_drill("verify", "last", cwd=town).code == ExitCode.PASSED


def test_the_order_of_the_files_makes_no_difference(town: Path) -> None:
    merge(town, "o/near", "l/away")
    merge(town, "l/away", "o/near")
    one, other = Runs(town / "runs").newest_first()
    bodies = [[(each.kind, each.body) for each in read(run)][1:] for run in (one, other)]
    assert bodies[0] == bodies[1]


def test_the_clock_table_names_who_read_which_clock(town: Path) -> None:
    merge(town, "o/near", "l/away")
    part = merging_of(town)
    assert [each["name"] for each in part["segments"]] == ["office", "lgwan"]  # type: ignore[attr-defined]
    assert any("電波時計" in each["text"] for each in part["evidence"])  # type: ignore[attr-defined]
    assert part["doubts"] == []


def test_bundles_are_merged_and_kept_as_they_came(town: Path) -> None:
    for runs, name in (("o", "near"), ("l", "away")):
        out = bcp_drill("bundle", name, "--runs", runs, "-o", f"{name}.zip", cwd=town)
        assert out.code == ExitCode.PASSED, out
    seen = merge(town, "near.zip", "away.zip")
    assert seen.code == ExitCode.PASSED, seen
    kept = only_run(town) / "sources" / "lgwan.zip"
    assert kept.read_bytes() == (town / "away.zip").read_bytes()
    assert bcp_drill("verify", "last", cwd=town).code == ExitCode.PASSED
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    wrong = bcp_drill("--lang", "en", "verify", "last", cwd=town)
    assert wrong.code == ExitCode.RECORD_BROKEN
    assert "is not the one that was merged" in wrong.out


def test_a_source_that_is_gone_or_was_changed_is_told_by_verify(town: Path) -> None:
    merge(town, "o/near", "l/away")
    journal = only_run(town) / "sources" / "lgwan" / "journal.sqlite"
    with sqlite3.connect(journal) as connection:
        connection.execute("DROP TRIGGER record_remains")
        connection.execute("DELETE FROM record WHERE seq = (SELECT max(seq) FROM record)")
    wrong = bcp_drill("--lang", "ja", "verify", "last", cwd=town)
    assert wrong.code == ExitCode.RECORD_BROKEN
    assert "結合元の記録" in wrong.out


def amended(town: Path, kind: str, field: str, lang: str = "en") -> Seen:
    seq = next(each.seq for each in read(only_run(town)) if each.kind == kind)
    words = ("order", "last", "amend", str(seq), field, "x", "--note", "n")
    return bcp_drill("--lang", lang, *words, "--operator", "情報係長", cwd=town)


def test_what_was_worked_out_when_merging_is_no_field_to_correct(town: Path) -> None:
    merge(town, "o/near", "l/away")
    refused = {
        "Merged": ("segments", "evidence", "pairs", "without"),
        "ClockCompared": ("shown", "error"),
    }
    for kind, names in refused.items():
        for name in names:
            seen = amended(town, kind, name)
            assert seen.code == ExitCode.INVALID_INPUT, (kind, name, seen)
            assert f"no field '{name}'" in seen.err
    for lang, told in (
        ("ja", "訂正できる項目がありません"),
        ("en", "written by the program alone"),
    ):
        seen = amended(town, "FromSegment", "segment", lang)
        assert (seen.code, told in seen.err) == (ExitCode.INVALID_INPUT, True), seen
    for kind, name in (("Merged", "by"), ("ClockCompared", "reference")):
        seen = amended(town, kind, name)
        assert seen.code == ExitCode.PASSED, seen


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_refusal_says_why_and_leaves_no_run_behind(town: Path, lang: str) -> None:
    said = {
        ("o/near",): ("--without lgwan", ExitCode.NOT_STARTED),
        ("o/near", "o/near", "l/away"): ("run-office", ExitCode.NOT_STARTED),
        ("o/near", "l/away", "--offset", "lgwan=3"): ("lgwan=3", ExitCode.INVALID_INPUT),
        ("o/near", "l/away", "--offset", "lgwan=+3s+-0s"): ("100ms", ExitCode.INVALID_INPUT),
        ("o/near", "l/away", "--offset", "lgwan=+3s±99ms"): ("100ms", ExitCode.INVALID_INPUT),
        ("o/near", "l/away", "--offset", "x=+3s±1s"): ("lgwan", ExitCode.INVALID_INPUT),
        ("o/near", "l/away", "--offset", "lgwan=+90s±1s"): ("1. ", ExitCode.INVALID_INPUT),
        ("o/near", "nothing"): ("", ExitCode.INVALID_INPUT),
    }
    for words, (told, code) in said.items():
        seen = merge(town, *words, lang=lang)
        assert (seen.code, told in seen.err) == (code, True), (words, seen)
    assert Runs(town / "runs").newest_first() == []


def test_a_refused_merge_speaks_of_merging_and_of_no_drill(town: Path) -> None:
    for lang, told, never in (
        ("ja", "記録を結合していません", "訓練を始めていません"),
        ("en", "Nothing was merged", "not started"),
    ):
        seen = merge(town, "o/near", lang=lang)
        assert seen.code == ExitCode.NOT_STARTED
        assert told in seen.err
        assert never not in seen.err


def test_a_tampered_segment_is_not_merged(town: Path) -> None:
    with sqlite3.connect(town / "l" / "away" / "journal.sqlite") as connection:
        connection.execute("DROP TRIGGER record_stays")
        connection.execute("UPDATE record SET body = replace(body, '山田', '佐藤') WHERE seq = 1")
    seen = merge(town, "o/near", "l/away")
    assert seen.code == ExitCode.RECORD_BROKEN
    assert not (town / "runs").exists()


def test_a_merge_without_a_segment_says_so_wherever_it_is_shown(town: Path) -> None:
    seen = merge(town, "o/near", "--without", "lgwan")
    assert seen.code == ExitCode.TARGET_MISSED, seen
    assert "SEGMENT MISSING" in seen.out
    assert "the record of the zone lgwan is missing" in " ".join(seen.out.split())


def test_a_person_may_state_an_offset_in_their_name(tmp_path: Path) -> None:
    recorded(tmp_path / "near", office())
    recorded(tmp_path / "away", ahead(lgwan(), 3 * SECOND))
    seen = merge(tmp_path, "near", "away", "--offset", "lgwan=+3s+-1s")
    assert seen.code == ExitCode.PASSED, seen
    (told,) = [each.event() for each in read(only_run(tmp_path)) if each.kind == "Merged"]
    assert isinstance(told, e.Merged)
    assert (told.segments[1].ahead, told.segments[1].error) == (3 * SECOND, SECOND)
    assert "情報係長" in str(told.evidence)


def test_a_segment_without_its_end_is_merged_and_stamped(tmp_path: Path) -> None:
    away = lgwan(COMPARED)
    recorded(tmp_path / "near", office(COMPARED))
    cut = Given("away", tuple(each for each in away.events if not isinstance(each, e.DrillEnded)))
    recorded(tmp_path / "away", cut)
    seen = merge(tmp_path, "near", "away")
    assert "NOT CLOSED: the record of the zone lgwan has no end" in " ".join(seen.out.split())
    again = bcp_drill("--lang", "en", "resume", "last", cwd=tmp_path)
    assert again.code == ExitCode.INVALID_INPUT, again


def test_a_merged_run_is_no_segment_of_another_merge(town: Path) -> None:
    merge(town, "o/near", "l/away")
    seen = merge(town, only_run(town).name)
    assert seen.code == ExitCode.NOT_STARTED
    assert "is a merged record already" in seen.err


def test_the_run_of_another_day_is_refused_unless_somebody_says_that_a_clock_was_so_far_off(
    tmp_path: Path,
) -> None:
    day = 24 * 3600 * SECOND
    recorded(tmp_path / "near", office(COMPARED))
    recorded(tmp_path / "away", ahead(lgwan(COMPARED), day))
    seen = merge(tmp_path, "near", "away")
    assert seen.code == ExitCode.NOT_STARTED
    assert "after near had ended" in seen.err
    far = merge(tmp_path, "near", "away", "--offset", "lgwan=+1d±5s")
    assert far.code == ExitCode.PASSED, far
    (told,) = [each.event() for each in read(only_run(tmp_path)) if each.kind == "Merged"]
    assert isinstance(told, e.Merged)
    # A clock that is read shows no day: only a person can say it, and the reading makes it exact.
    assert told.segments[1].ahead == day
    assert told.segments[1].error == 3 * SECOND


@pytest.mark.parametrize("known", [True, False])
def test_a_signature_is_checked_by_the_keys_of_the_plan(town: Path, known: bool) -> None:
    line = bcp_drill("--lang", "en", "key", "new", "key", cwd=town).out.splitlines()[1]
    for runs, name in (("o", "near"), ("l", "away")):
        words = ("bundle", name, "--runs", runs, "-o", f"{name}.zip", "--key", "key")
        assert bcp_drill(*words, cwd=town).code == ExitCode.PASSED
    zones = "".join(f"  - {{id: {each}, public_key: {line}}}\n" for each in ("office", "lgwan"))
    plan = f"organisation: 見本町\nzones:\n{zones}"
    (town / "plan.yaml").write_text(plan if known else "organisation: 見本町\n", encoding="utf-8")
    assert merge(town, "near.zip", "away.zip").code == ExitCode.PASSED
    signed = {each["signature"] for each in merging_of(town)["segments"]}  # type: ignore[attr-defined]
    assert signed == {"good" if known else "unknown"}


def test_a_segment_signed_with_another_terminals_key_is_refused(town: Path) -> None:
    bcp_drill("key", "new", "key", cwd=town)
    other = bcp_drill("--lang", "en", "key", "new", "other", cwd=town).out.splitlines()[1]
    bcp_drill("bundle", "away", "--runs", "l", "-o", "away.zip", "--key", "key", cwd=town)
    plan = f"organisation: 見本町\nzones:\n  - {{id: lgwan, public_key: {other}}}\n"
    (town / "plan.yaml").write_text(plan, encoding="utf-8")
    seen = merge(town, "o/near", "away.zip")
    assert seen.code == ExitCode.RECORD_BROKEN
    assert "away.zip cannot be trusted and is not merged" in seen.err


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ja", "区分: office、lgwan を結合"), ("en", "zone: merged from office, lgwan")],
)
def test_a_bundle_of_a_merged_run_says_what_was_merged(town: Path, lang: str, said: str) -> None:
    merge(town, "o/near", "l/away")
    assert bcp_drill("bundle", "last", "-o", "m.zip", cwd=town).code == ExitCode.PASSED
    seen = bcp_drill("--lang", lang, "verify", "m.zip", cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert said in seen.out
