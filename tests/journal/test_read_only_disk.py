"""A record on a disk that can only be read: a DVD, a share, a disk that the system gave up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drills.journal.sqlite import SqliteJournal, read
from tests.daemons.network import network
from tests.journal.contract import due
from tests.journal.test_sqlite import MAIN, REST, copied

SEEN = """
import json, subprocess
from pathlib import Path
from drills.journal.sqlite import read

for line in (
    "mkdir /run/disk",
    "mount -t tmpfs disk /run/disk",
    "cp -r {copy} /run/disk/copy",
    "mount -o remount,ro /run/disk",
):
    subprocess.run(line.split(), check=True)
print(json.dumps([each.hash for each in read(Path("/run/disk/copy"))]))
"""


@pytest.mark.parametrize("parts", [(MAIN, REST), (MAIN,)], ids=["in the midst", "ended"])
async def test_a_record_is_read_from_a_disk_that_cannot_be_written(
    parts: tuple[str, ...], tmp_path: Path
) -> None:
    place = tmp_path / "run"
    place.mkdir()
    with SqliteJournal.create(place) as journal:
        await journal.append([due(1), due(2)])
        if REST in parts:
            copy = copied(place, tmp_path / "copy", *parts)
    if REST not in parts:
        copy = copied(place, tmp_path / "copy", *parts)
    kept = [each.hash for each in read(place)]
    assert len(kept) == 2
    with network(tmp_path) as inside:
        assert json.loads(inside.python(SEEN.format(copy=copy))) == kept
