"""Every sentence that a journal may hold, known before one is read.

A journal holds codes. The process that wrote one had loaded whatever it used; the process that
reads it later has not, and could only show the bare code.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

# Whatever can put words into an event: the screen and the command line cannot.
SPEAKING = ("bcp", "scenarios", "drills.core", "drills.probes", "drills.runtime")
# They hold no sentence, and of the libraries behind them only one is installed.
SILENT = ("drills.runtime.snmp_gufo", "drills.runtime.snmp_pysnmp")


def learn() -> None:
    """Load every module that declares such a sentence."""
    for name in SPEAKING:
        package = import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if found.name not in SILENT:
                import_module(found.name)
