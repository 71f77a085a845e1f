"""What makes something due. One file is one kind, found by its name.

Each file whose name does not begin with ``_`` has a function ``found``, from a `Ground` to its
lines. None reads a file or a clock.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from drills.readiness.dues._ground import Rule


@cache
def rules() -> dict[str, Rule]:
    """Every rule by the name of its file, in order."""
    names = sorted(each.stem for each in Path(__file__).parent.glob("[!_]*.py"))
    return {name: import_module(f"{__name__}.{name}").found for name in names}
