"""How often somebody may try: by each address, by each code, and all of them together.

A code has 40 bits of chance. The limits see to it that trying codes leads nowhere in the hours
that a page is open, and that an office behind one address checks in without noticing them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from drills.runtime.web.rates import Allowances, Rate

# 650 people behind one address mistype one code in ten.
WRONG_CODES = Rate(60, 0.5)
# All addresses together; beyond it only those have a try that have not been wrong yet.
ALL_WRONG_CODES = Rate(1_000, 10)
REQUESTS = Rate(4_000, 200)
ANSWERS = Rate(10, 1 / 6)
LINE_LOOKS = Rate(24, 0.2)
# All that is sent to measure lines, in bytes: 16 Mbit/s, so that measuring crowds nobody out.
LINE_BYTES = Rate(8_000_000, 2_000_000)


class Attempts:
    """Who may still try a code."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._each = Allowances(WRONG_CODES, clock)
        self._all = Allowances(ALL_WRONG_CODES, clock)

    def may_try(self, address: str) -> bool:
        """Whether a code from there is looked at; a right one is refused as a wrong one is."""
        return self._each.left(address) >= 1 and (self._all.left() >= 1 or self._is_new(address))

    def was_wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._each.take(address)
        self._all.take()

    def _is_new(self, address: str) -> bool:
        return self._each.is_full(address)
