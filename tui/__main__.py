"""Where the pieces are put together: the console script starts here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from drills.cli.main import main as run

if TYPE_CHECKING:
    from drills.cli.console import Console
    from drills.cli.engine import Engine
    from drills.cli.screen import Wanted


def main() -> None:
    """Run from the console script."""
    sys.exit(int(run(sys.argv[1:], open_screen)))


def open_screen(wanted: Wanted, console: Console, begun: list[Engine]) -> None:
    """Show the screens until a person leaves; see `drills.cli.screen.OpenScreen`."""
    # Textual takes a tenth of a second to load, which no other command needs.
    from tui.opening import opened  # noqa: PLC0415

    opened(wanted, console, begun)


if __name__ == "__main__":
    main()
