"""What can be done with the programme of drills: one file for each word, ``from_`` being ``from``.

Each has `ABOUT`, `arguments` and `run`, as a command has.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType


def names() -> tuple[str, ...]:
    """Every word that can stand behind ``bcp-drill schedule``."""
    return tuple(each.name.removesuffix("_") for each in pkgutil.iter_modules(__path__))


def verb(name: str) -> ModuleType:
    """The module of a word of `names`."""
    own = name if f"{name}_" not in {e.name for e in pkgutil.iter_modules(__path__)} else f"{name}_"
    return import_module(f"{__name__}.{own}")
