from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from drills.core.events import StepDue
from drills.journal.lock import is_held
from drills.journal.sqlite import read
from drills.journal.verify import verify


def killed_after(folder: Path, lines: int) -> dict[int, int]:
    """Let a child record, kill it behind so many promises, and give back all it had made."""
    command = [sys.executable, "-m", "tests.journal.writing_child", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        promised = [child.stdout.readline() for _ in range(lines)]
        assert is_held(folder)
        child.kill()
        promised += child.stdout.readlines()
    whole = [line.split() for line in promised if line.endswith("\n")]
    return {int(seq): int(at) for seq, at in whole}


def test_nothing_promised_is_lost_to_a_kill_and_the_next_process_goes_on(tmp_path: Path) -> None:
    promised: dict[int, int] = {}
    chance = random.Random()  # noqa: S311 - the moments must differ, not be secret
    for _ in range(10):
        promised |= killed_after(tmp_path, chance.randint(1, 300))
        assert not is_held(tmp_path)
        found = verify(tmp_path)
        assert found.what is None
        assert not found.closed
        at = {r.seq: e.at for r in read(tmp_path) if isinstance(e := r.event(), StepDue)}
        assert found.records == len(at)
        assert promised.items() <= at.items()
    boots = {record.boot for record in read(tmp_path)}
    assert len(boots) == 10
