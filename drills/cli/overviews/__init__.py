"""What is served about all past drills together: one file for each overview, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from bcp.message import Language, Phrase


class Overview(Protocol):
    """What a file here holds. `TITLE` is what its link says."""

    TITLE: Phrase

    def page(self, runs: Path, plan: Path | None, lang: Language) -> str:
        """The whole page of a folder of runs, beside the plan in `plan` where there is one.

        Raises `Refusal` or `Refused` where it cannot be made.
        """
        ...


def names() -> tuple[str, ...]:
    """Every overview, in the order of their names."""
    return tuple(sorted(each.name for each in pkgutil.iter_modules(__path__)))


def overview(name: str) -> Overview:
    """One that `names` has. Raises `ModuleNotFoundError` for another."""
    return cast("Overview", importlib.import_module(f"{__name__}.{name}"))
