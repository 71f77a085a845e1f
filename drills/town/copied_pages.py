"""The home page's backup, and what was restored of it for a trial: a folder each.

Just before a backup is made a marker is written beside the pages, so that its time is that of the
data, also where it is looked at after a restore.
"""

from __future__ import annotations

import shutil
from pathlib import Path

MARKER = "marker"
_PAGE = "index.html"


class CopiedPages:
    """The copy called `id`; what was restored of it stands under ``/restored/ID`` of `shown`."""

    def __init__(self, folder: Path, id: str) -> None:
        self.shown = folder / "shown"
        self._copy = folder / "copies" / id
        self._restored = self.shown / "restored" / id

    def back_up(self) -> None:
        """Make the backup, whole and of now."""
        self._copy.mkdir(parents=True, exist_ok=True)
        (self._copy / _PAGE).write_text("<h1>見本町</h1>", encoding="utf-8")
        (self._copy / MARKER).write_text("", encoding="utf-8")

    def make_ready(self) -> None:
        """A good backup, and nothing restored of it."""
        self.shown.mkdir(exist_ok=True)
        self.back_up()
        self.wipe()

    def restore(self) -> None:
        """Put the copy where trials are made, its files with their times."""
        shutil.copytree(self._copy, self._restored, dirs_exist_ok=True)

    def wipe(self) -> None:
        """Destroy what was restored, if anything was."""
        shutil.rmtree(self._restored, ignore_errors=True)

    def is_whole(self) -> bool:
        """Whether the page is among what was restored."""
        return (self._restored / _PAGE).exists()

    def lose_marker(self) -> None:
        """The backup goes on without its marker, as one does that holds something else."""
        (self._copy / MARKER).unlink(missing_ok=True)
