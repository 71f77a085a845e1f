"""How a field of a plan or a scenario differs from what its declaration says by itself."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def yaml_key(name: str, **rest: Any) -> Any:
    """Declare a field whose YAML key is no possible Python name, such as ``from``."""
    return field(metadata={"key": name}, **rest)


def unrecorded(default: Any) -> Any:
    """Declare a field that no journal ever holds, because it lives on after the drill."""
    return field(default=default, metadata={"recorded": False})
