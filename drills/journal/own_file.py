"""Files that only their owner may read, where the platform knows owners."""

from __future__ import annotations

import os
from pathlib import Path


def made_own(path: Path) -> None:
    """Make an empty file that nobody else may read, whatever the umask; leave one that is there.

    SQLite gives what it puts beside a database the same rights. Raises `OSError`, also for a link
    that leads nowhere: what is written through it would be everybody's to read.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if path.is_symlink():
            path.stat()
