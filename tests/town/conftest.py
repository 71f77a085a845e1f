from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from drills.town.town import Town


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town of one's own, to break as one likes."""
    async with Town(tmp_path / "town", copying_s=0.2, indexing_s=0.2) as town:
        yield town


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town that every test leaves as it found it."""
    town = Town(tmp_path_factory.mktemp("town"))
    asyncio.run(town.up())
    yield town
    asyncio.run(town.down())
