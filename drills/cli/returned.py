"""``bcp-drill compare --pack``: what came back of a scenario that was sent out."""

from __future__ import annotations

import argparse

from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode


def returned(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the results by body. Raises `Refusal`."""
    raise NotImplementedError(given, console)
