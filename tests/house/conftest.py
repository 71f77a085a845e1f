"""Says at the end of a run how large files and functions are."""

from __future__ import annotations

import pytest

from tests.house.shape import all_sizes


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print medians and 90th percentiles: they are to be watched, only the limits are tests."""
    terminalreporter.section("shape of the house", sep="-")
    for sizes in all_sizes():
        terminalreporter.write_line(sizes.said())
