"""Where the files lie that a plan names."""

from __future__ import annotations

from pathlib import Path


def path_in_plan(folder: str, written: str) -> Path:
    """A path as the plan writes it: ``~`` is the user's home, others start at the plan's folder."""
    return Path(folder) / Path(written).expanduser()
