"""How long a screen is waited for to come to rest."""

from __future__ import annotations

import pytest
from textual import _wait

# Textual takes a process for busy that computes for 1 ms of 20. On a virtual machine waking up
# alone takes up to 4 ms, and every key would be waited for a whole second in vain.
IDLE_S = 0.006


@pytest.fixture(autouse=True)
def _at_rest_on_a_virtual_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_wait, "SLEEP_IDLE", IDLE_S)
