"""What can be done with the action items: one file for each word, ``from_`` being ``from``."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType


def names() -> tuple[str, ...]:
    """Every word that can stand behind ``bcp-drill items``."""
    return tuple(each.name.removesuffix("_") for each in pkgutil.iter_modules(__path__))


def verb(name: str) -> ModuleType:
    """The module of a word of `names`."""
    own = name if name != "from" else "from_"
    return import_module(f"{__name__}.{own}")
