"""The bodies that a scenario was sent to: code, name, area, and the key of each one's terminal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """One body (団体).

    `code` is its 団体コード, `area` what it belongs to (振興局), `public_key` the line that
    ``bcp-drill key show`` prints; empty where it has not told its key yet.
    """

    code: str
    name: str
    area: str = ""
    public_key: str = ""


@dataclass(frozen=True)
class BodyList:
    """The file of them, in YAML."""

    bodies: tuple[Body, ...]
