"""Secrets that a supervisor hands to a service as files (systemd's ``LoadCredential=``).

A plan stays as it is: what it takes from an environment variable or a file of its own, a service is
given under the variable's or the file's name. See systemd.exec(5), "CREDENTIALS".
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FOLDER = "CREDENTIALS_DIRECTORY"


def credential(name: str) -> Path | None:
    """The file that holds a secret of that name; None outside such a service, and without one.

    systemd's folder is closed to others. The file's own mode shows the mask of an access list on
    newer systems, so that its bits for the group say nothing.
    """
    folder = os.environ.get(_FOLDER)
    if not folder or not name or Path(name).name != name:
        return None
    file = Path(folder) / name
    try:
        closed = not stat.S_IMODE(Path(folder).stat().st_mode) & stat.S_IRWXO
        return file if closed and stat.S_ISREG(file.lstat().st_mode) else None
    except OSError:
        return None
