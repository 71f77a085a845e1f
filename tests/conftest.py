"""What tests of every folder may use."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.lab.fixture import lab

__all__ = ["lab"]
_OF_THE_LAB_ITSELF = Path(__file__).with_name("lab")

# What is drawn proves a law, not how fast this machine is; all else stays as it is set here.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Make ``-m lab`` and ``-m 'not lab'`` words that pytest knows; let Ctrl-C be heard."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # Whoever starts the tests in the background starts them deaf to it, and all their children.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "lab: needs the lab, and so root or a namespace of its own")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever asks for the lab, so that nobody has to list it."""
    for item in items:
        asks = "lab" in getattr(item, "fixturenames", ())
        if asks or item.path.is_relative_to(_OF_THE_LAB_ITSELF):
            item.add_marker("lab")
