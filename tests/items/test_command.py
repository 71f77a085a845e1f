"""From a miss to its end: found, seen again, carried, closed by proof or refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcp.durations import HOUR, MINUTE, Span
from drills.items.kept import NAME, keep
from tests.cli.conversation import bcp_drill
from tests.history.making import Held
from tests.items.making import JULY, JUNE, MAY, items, quick, slow, town, typed

LIST = "manage/action_items.yaml"


def test_a_finding_becomes_an_item_once_and_a_later_one_is_noted_on_it(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE), slow(JULY))
    assert typed(tmp_path, "from", "20260610", "--yes").code == 0
    (item,) = items(tmp_path)
    assert (item.id, item.about.system, item.about.target) == ("R8-1", "mail", "rto")
    assert (item.found_in.limit, item.found_in.actual) == (Span(HOUR), Span(80 * MINUTE))
    assert item.owner == "情報係"
    assert len(item.found_in.head or "") == 64
    for _ in range(2):
        typed(tmp_path, "from", "20260712", "--yes")
        typed(tmp_path, "from", "20260610", "--yes")
    (item,) = items(tmp_path)
    assert [each.on for each in item.seen_again] == [JULY]
    assert bcp_drill("check", ".", cwd=tmp_path).code == 0


def test_nothing_is_written_before_somebody_agrees(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE))
    seen = typed(tmp_path, "from", "last")
    assert "--yes" in seen.err
    assert not (tmp_path / LIST).exists()


def test_officers_remarks_stay_when_fields_are_set(tmp_path: Path) -> None:
    town(tmp_path)
    file = tmp_path / LIST
    file.parent.mkdir()
    file.write_text("- id: a   # 急ぎ\n  what: 電源   # 3階\n", encoding="utf-8")
    done = typed(tmp_path, "set", "a", "owner=情報係長", "due=R9.3.31", "budget=80万円", "year=R9")
    assert done.code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("- id: a   # 急ぎ\n  what: 電源   # 3階\n")
    (item,) = items(tmp_path)
    assert (item.owner, item.due) == ("lead", "2027-03-31")
    assert (item.budget.yen, item.budget.fiscal_year) == (800_000, 2027)


def test_every_slip_of_the_typing_is_named_at_once(tmp_path: Path) -> None:
    town(tmp_path)
    typed(tmp_path, "add", "what=x")
    wrong = typed(tmp_path, "set", "R8-1", "ownr=lead", "due=年度末", "owner=田中", "status=closed")
    assert wrong.code != 0
    for word in ("「owner」", "年度末", "個人名", "items close"):
        assert word in wrong.err
    assert items(tmp_path)[0].owner is None


CLOSING: dict[str, tuple[Held, tuple[str, ...], str]] = {
    "an earlier drill": (quick(MAY), (), "より後に始まっていません"),
    "one that missed, too": (slow(JULY), (), "目標を満たした訓練だけ"),
    "one at a table": (quick(JULY, mode="tabletop"), (), "机上訓練なので"),
    "one that was cut short": (quick(JULY, finish="aborted"), (), "途中で終わった"),
    "one that is not closed": (quick(JULY, finish=None), (), "終わっていない"),
    "other questions": (quick(JULY, asked="ping"), (), "違う方法で復旧を確かめています"),
    "a looser target": (quick(JULY, limit=2 * HOUR), (), "--target-changed"),
    "another system": (Held(JULY, back=(("files", MINUTE),), systems=("files",)), (), "対象"),
    "words": (quick(JULY), ("--words", "直した", "--role", "lead"), "言葉では完了になりません"),
}


@pytest.mark.parametrize("case", CLOSING)
def test_what_does_not_prove_it_leaves_it_open_and_says_why(case: str, tmp_path: Path) -> None:
    held, words, why = CLOSING[case]
    town(tmp_path, slow(JUNE), held)
    typed(tmp_path, "from", "20260610", "--yes")
    run = held.began.replace("-", "")
    seen = typed(tmp_path, "close", "R8-1", *(words or ("--by", run)))
    assert (seen.code != 0, items(tmp_path)[0].status) == (True, "open")
    assert why in seen.err


def test_a_later_drill_that_met_the_target_closes_it(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE), quick(JULY))
    typed(tmp_path, "from", "20260610", "--yes")
    assert typed(tmp_path, "close", "R8-1", "--by", "20260712", "--role", "lead").code == 0
    (item,) = items(tmp_path)
    assert item.closed is not None
    assert item.closed.evidence is not None
    assert (item.closed.evidence.verdict, item.closed.evidence.source) == ("met", "measured")
    assert "R8-1" not in typed(tmp_path).out
    assert "20260712" in typed(tmp_path, "--all").out
    assert typed(tmp_path, "close", "R8-1", "--by", "20260712").code != 0


def test_why_a_loosened_target_was_taken_is_shown_for_ever(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE), quick(JULY, limit=2 * HOUR))
    typed(tmp_path, "from", "20260610", "--yes")
    words = ("close", "R8-1", "--by", "20260712", "--target-changed", "業務所管課と合意")
    assert typed(tmp_path, *words).code == 0
    assert "業務所管課と合意" in typed(tmp_path, "--all").out.replace("\n", "").replace(" ", "")


def test_an_item_that_a_drill_cannot_prove_is_closed_by_a_roles_word(tmp_path: Path) -> None:
    town(tmp_path, quick(JULY))
    typed(tmp_path, "add", "what=手順書が紙でない")
    assert "--words" in typed(tmp_path, "close", "R8-1", "--by", "last").err
    assert "--role" in typed(tmp_path, "close", "R8-1", "--words", "棚を確かめた").err
    assert typed(tmp_path, "close", "R8-1", "--words", "棚を確かめた", "--role", "lead").code == 0
    assert "目視" in typed(tmp_path, "--all").out


def test_what_came_back_after_it_was_closed_is_told_of(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE), quick(JULY), slow("2026-09-12"))
    typed(tmp_path, "from", "20260610", "--yes")
    typed(tmp_path, "close", "R8-1", "--by", "20260712")
    assert "再発" in typed(tmp_path).out
    assert "R8-1" in bcp_drill("check", ".", cwd=tmp_path).out
    typed(tmp_path, "from", "20260912", "--yes")
    assert [each.status for each in items(tmp_path)] == ["closed", "open"]


def test_a_damaged_record_neither_finds_nor_proves_anything(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE), quick(JULY))
    typed(tmp_path, "from", "20260610", "--yes")
    (damaged,) = (tmp_path / "runs").glob("20260712-*/journal.sqlite")
    raw = bytearray(damaged.read_bytes())
    raw[len(raw) // 2] ^= 1
    damaged.write_bytes(bytes(raw))
    assert typed(tmp_path, "close", "R8-1", "--by", "20260712").code != 0
    assert items(tmp_path)[0].is_open


def test_programs_get_days_and_spans_as_plans_write_them(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE))
    typed(tmp_path, "from", "last", "--yes")
    typed(tmp_path, "set", "R8-1", "due=2026-10-01")
    (row,) = json.loads(typed(tmp_path, "-f", "json").out)["rows"]
    assert (row["due"], row["found_in"]["actual"]) == ("2026-10-01", "1h20m")
    assert row["standing"]["overdue"] is True


def test_what_was_kept_beside_the_run_is_taken_in_once(tmp_path: Path) -> None:
    town(tmp_path, quick(JULY))
    (run,) = (tmp_path / "runs").iterdir()
    keep(run, {"what": "鍵の場所", "owner": "田中"})
    seen = typed(tmp_path, "from", "last", "--yes")
    assert NAME in seen.err
    assert "個人名" in seen.err
    (run / NAME).unlink()
    keep(run, {"what": "鍵の場所", "owner": "lead"})
    with (run / NAME).open("a", encoding="utf-8") as file:
        file.write('{"what": "cut sho')
    for _ in range(2):
        assert typed(tmp_path, "from", "last", "--yes").code == 0
    (item,) = items(tmp_path)
    assert (item.what.ja, item.owner, item.found_in.run) == ("鍵の場所", "lead", run.name)
    assert (run / NAME).read_text(encoding="utf-8") == '{"what": "cut sho\n'


def test_the_budget_request_names_a_figure_that_was_changed_by_hand(tmp_path: Path) -> None:
    town(tmp_path, slow(JUNE))
    typed(tmp_path, "from", "last", "--yes")
    typed(tmp_path, "set", "R8-1", "budget=80万円", "year=R9")
    assert "照合済み" in typed(tmp_path, "budget", "-f", "csv").out
    file = tmp_path / LIST
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("actual: 1h20m", "actual: 20h"), encoding="utf-8")
    assert "記録の値と違います" in typed(tmp_path, "budget", "-f", "csv").out
    assert typed(tmp_path, "budget", "--year", "R9", "-o", "b.xlsx").code == 0
    assert typed(tmp_path, "budget", "--year", "R10", "-f", "csv").out.count("\n") == 1


@pytest.mark.parametrize(("finish", "count"), [(None, 0), ("aborted", 1)])
def test_a_drill_that_goes_on_gives_nothing_and_one_cut_short_only_its_misses(
    finish: str | None, count: int, tmp_path: Path
) -> None:
    town(tmp_path, slow(JUNE, finish=finish, steps=("look",)))
    seen = typed(tmp_path, "from", "last", "--yes")
    assert (seen.code == 0) == bool(count)
    assert len(items(tmp_path)) == count


def test_a_report_beside_its_past_says_for_how_many_drills_an_item_is_open(tmp_path: Path) -> None:
    town(tmp_path, slow("2026-03-10"), slow(JUNE), slow(JULY))
    typed(tmp_path, "from", "20260310", "--yes")
    seen = bcp_drill("report", "20260712", "--past", "-f", "json", cwd=tmp_path)
    (item,) = json.loads(seen.out)["past"]["items"]
    assert (item["id"], item["drills"], item["years"]) == ("R8-1", 2, 1)


def test_a_drill_of_another_body_proves_finds_and_brings_back_nothing(tmp_path: Path) -> None:
    there = {"organisation": "隣町"}
    folder = town(tmp_path, slow(MAY), quick(JUNE, **there), slow(JULY, **there))
    typed(folder, "from", "20260508-100000-mail-down", "--yes")
    refused = typed(folder, "close", "R8-1", "--by", "20260610-100000-mail-down")
    assert (refused.code, "隣町" in refused.err) == (6, True)
    assert typed(folder, "from", "20260712-100000-mail-down", "--yes").code == 6
    (item,) = items(folder)
    assert (item.is_open, item.seen_again) == (True, ())
    assert "20260712" not in typed(folder).out


@pytest.mark.parametrize(
    "closed",
    [
        "{on: 2026-07-13, by: lead, words: 直した}",
        "{on: 2026-07-13, evidence: {run: 20260712-100000-mail-down}}",
        "{on: 2026-07-13, evidence: {run: 20260712-100000-mail-down, verdict: missed,"
        " source: measured}}",
        "{on: 2026-07-13, evidence: {run: 20260712-100000-mail-down, verdict: met,"
        " source: assumed}}",
    ],
)
def test_an_item_closed_by_hand_without_a_drill_that_met_it_is_a_mistake(
    closed: str, tmp_path: Path
) -> None:
    _closed_by_hand(tmp_path, closed)
    seen = typed(tmp_path, "--all")
    assert (seen.code, "R8-1" in seen.err) == (6, True)


def test_evidence_that_the_record_does_not_bear_out_is_told(tmp_path: Path) -> None:
    forged = "{on: 2026-07-13, evidence: {run: %s, verdict: met, actual: 1m, source: measured}}"
    for run, proof in (("20260712", "differs"), ("20260610", "differs"), ("20260713", "not_here")):
        folder = tmp_path / run
        folder.mkdir()
        _closed_by_hand(folder, forged % f"{run}-100000-mail-down")
        assert _proof(folder) == proof
        assert ("根拠として不足" in typed(folder, "--all").out) == (proof == "differs")
    town(tmp_path, slow(JUNE), quick(JULY))
    typed(tmp_path, "from", "20260610", "--yes")
    typed(tmp_path, "close", "R8-1", "--by", "20260712")
    assert _proof(tmp_path) == "agrees"
    (tmp_path / "runs" / "20260712-100000-mail-down" / "journal.sqlite").write_bytes(b"x" * 4096)
    assert _proof(tmp_path) == "differs"


def _proof(folder: Path) -> str:
    (told,) = json.loads(typed(folder, "--all", "-f", "json").out)["rows"]
    return str(told["standing"]["proof"])


def _closed_by_hand(folder: Path, closed: str) -> None:
    town(folder, slow(JUNE), quick(JULY))
    typed(folder, "from", "20260610-100000-mail-down", "--yes")
    file = folder / "manage" / "action_items.yaml"
    file.write_text(file.read_text("utf-8") + f"  status: closed\n  closed: {closed}\n", "utf-8")


def test_a_target_that_was_stricter_when_it_was_seen_again_is_loosened_since(
    tmp_path: Path,
) -> None:
    strict = slow(JUNE, limit=30 * MINUTE)
    town(tmp_path, slow(MAY), strict, quick(JULY))
    for day in ("20260508", "20260610"):
        typed(tmp_path, "from", day, "--yes")
    seen = typed(tmp_path, "close", "R8-1", "--by", "20260712")
    assert (seen.code != 0, "--target-changed" in seen.err) == (True, True)
    assert items(tmp_path)[0].is_open
