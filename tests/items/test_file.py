"""The plan's file: two who write at once both keep their item, and a kill spoils nothing."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bcp.action_items import ActionItem
from bcp.item_writing import Added, items_in
from bcp.message import Text
from drills.errors import Refusal
from drills.items.file import NAME, change_items
from drills.items.taking import next_id
from tests.items.making import PLAN, items

# Adds items without end, and says each on its output only when it stands in the file.
CHILD = """
import sys
from pathlib import Path
from bcp.message import Text
from drills.items.noting import put_in
for number in range(int(sys.argv[3])):
    words = f"{sys.argv[2]}-{number}"
    put_in(Path(sys.argv[1]), {"what": words}, 2026)
    print(words, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", CHILD, str(folder), name, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def plan(folder: Path) -> Path:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def test_two_who_write_at_once_lose_nothing_and_no_number_is_given_twice(tmp_path: Path) -> None:
    both = [writer(plan(tmp_path), each, 12) for each in ("one", "other")]
    assert [each.wait(120) for each in both] == [0, 0]
    for each in both:
        assert each.stdout is not None
        each.stdout.close()
    found = items(tmp_path)
    assert sorted(each.what.ja for each in found) == sorted(
        f"{who}-{number}" for who in ("one", "other") for number in range(12)
    )
    assert len({each.id for each in found}) == 24


@pytest.mark.parametrize("after", [1, 3, 6])
def test_whatever_was_said_to_be_written_survives_a_kill(after: int, tmp_path: Path) -> None:
    child = writer(plan(tmp_path), "w", 10_000)
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(after)]
    os.kill(child.pid, signal.SIGKILL)
    # What it said before the kill reached it may still stand in the pipe.
    said += [line.strip() for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    child.wait(120)
    found = [each.what.ja for each in items(tmp_path)]
    assert found[: len(said)] == said
    assert len(found) <= len(said) + 1
    # The lock went with its process.
    change_items(tmp_path, lambda now: [Added(ActionItem(next_id(now, 2026), Text("x", "x")))])
    assert len(items(tmp_path)) == len(found) + 1


def test_the_file_may_be_read_by_those_who_may_read_the_plan(tmp_path: Path) -> None:
    main = plan(tmp_path) / "plan.yaml"
    main.chmod(0o640)
    change_items(tmp_path, lambda _: [Added(ActionItem("a", Text("x", "x")))])
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o640


def test_a_plan_of_one_file_keeps_its_items_in_it(tmp_path: Path) -> None:
    main = plan(tmp_path) / "plan.yaml"
    main.write_text(PLAN + "action_items: []\n", encoding="utf-8")
    file = change_items(tmp_path, lambda _: [Added(ActionItem("a", Text("x", "x")))])
    assert file == main
    assert main.read_text(encoding="utf-8").startswith(PLAN)
    assert [each.id for each in items(tmp_path)] == ["a"]


def test_a_file_with_mistakes_is_left_alone(tmp_path: Path) -> None:
    file = plan(tmp_path) / NAME
    file.parent.mkdir()
    file.write_text("- {id: a, what: x", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be read"):
        change_items(tmp_path, lambda _: [Added(ActionItem("b", Text("x", "x")))])
    assert file.read_text(encoding="utf-8") == "- {id: a, what: x"


def test_an_empty_file_holds_no_items() -> None:
    assert items_in(b"", "x") == ()
