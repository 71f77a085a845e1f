"""What may befall a device's agent while it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tests.daemons.snmpd import Snmpd

Broken = Callable[[Snmpd], AbstractContextManager[None]]


@contextmanager
def stopped(agent: Snmpd) -> Iterator[None]:
    """Its port refuses."""
    agent.stop()
    yield
    agent.start()


@contextmanager
def frozen(agent: Snmpd) -> Iterator[None]:
    """Its port is open, and nothing answers."""
    agent.freeze()
    yield
    agent.thaw()


@contextmanager
def empty(agent: Snmpd) -> Iterator[None]:
    """It answers, and has nothing to say."""
    agent.say({})
    yield
