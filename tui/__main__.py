"""Where the pieces are put together: the console script starts here."""

from __future__ import annotations

from drills.cli.main import entry

main = entry

if __name__ == "__main__":
    main()
