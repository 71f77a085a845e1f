"""The ways that a line may take: fibre, microwave, satellite, a mobile network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bcp.asking import ProbeCall
from bcp.message import Text


@dataclass(frozen=True)
class LinkPath:
    """One path of a line. Its id alone is enough where nothing is asked of it: ``fibre``.

    `carries` holds while the line's traffic takes this path, and only then. `probe` tells whether
    the path works, in use or not. Over it, `allowed` must work and `denied` must not: what a narrow
    path may be used for.
    """

    SHORT: ClassVar[str] = "id"
    id: str
    kind: str | None = None
    name: Text = Text()
    capacity_mbps: float | None = None
    carries: ProbeCall | None = None
    probe: tuple[ProbeCall, ...] = ()
    allowed: tuple[ProbeCall, ...] = ()
    denied: tuple[ProbeCall, ...] = ()
