from __future__ import annotations

from collections.abc import Iterator

import pytest

from drills.journal.memory import MemoryJournal
from drills.journal.port import Journal
from tests.journal.contract import JournalContract


class TestMemoryJournal(JournalContract):
    @pytest.fixture
    def journal(self) -> Iterator[Journal]:
        yield MemoryJournal()
