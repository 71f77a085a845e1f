"""The clocks of the service, as a value: what is moved in a test is read here only."""

from __future__ import annotations

import time
from typing import Protocol


class Ticking(Protocol):
    """What tells the time."""

    def now(self) -> int:
        """Microseconds since 1970 in UTC, as the machine's clock has it."""
        ...

    def monotonic(self) -> int:
        """Microseconds from anywhere, which nobody sets; they may stand still in a sleep."""
        ...

    def zone(self) -> str:
        """The machine's own time zone, as it is now."""
        ...


class MachineClock:
    """The clocks of this machine."""

    def now(self) -> int:
        """See `Ticking`."""
        return time.time_ns() // 1000

    def monotonic(self) -> int:
        """See `Ticking`."""
        return time.monotonic_ns() // 1000

    def zone(self) -> str:
        """See `Ticking`."""
        from tzlocal import reload_localzone  # noqa: PLC0415

        return str(reload_localzone())
