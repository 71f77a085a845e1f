"""A process whose screen answers a key at once, although an engine works in the same process."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# A look at everything that lives takes a tenth of a second in a long drill, in which no key is
# answered. Nearly all that lives is the drill's own record, which holds no cycles and only grows,
# so the young are looked at as ever and the old hardly at all.
YOUNG, MIDDLE, OLD = 1_000, 10, 1_000
# How long the engine's thread may compute before the screen's turn; Python's own is 5 ms, and an
# answered key takes several turns.
TURN_S = 0.0002


@contextmanager
def smoothly() -> Iterator[None]:
    """Keep pauses short as long as a screen is shown."""
    thresholds, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*thresholds)
        gc.unfreeze()
