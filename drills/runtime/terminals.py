"""The terminal that this process sits at."""

from __future__ import annotations

import getpass
import socket

from drills.core.audit_events import Terminal
from drills.platform import terminal_name


def here(way: str) -> Terminal:
    """Say this machine, its user and its terminal; `way` is how an order comes from it."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError, ImportError):
        # An account that the system has no name for.
        account = ""
    return Terminal(socket.gethostname(), account, terminal_name(), way)
