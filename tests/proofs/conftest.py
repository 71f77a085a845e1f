from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.stage import Stage, stage


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path / "stage") as place:
        yield place
