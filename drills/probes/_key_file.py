"""A key file that a question names by its path: read where only its owner can."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.platform import readable_by_others

UNREADABLE = Phrase(
    "probes.key_file.unreadable",
    ja="鍵のファイル{file}を読めません（{reason}）。",
    en="the key file {file} cannot be read ({reason}).",
)
NOT_A_FILE = Phrase(
    "probes.key_file.not_a_file", ja="普通のファイルではありません", en="no ordinary file"
)
OPEN = Phrase(
    "probes.key_file.open",
    ja="鍵のファイル{file}は、ほかの人も読めるか、ほかの人のものです。"
    "ご自分のファイルにして chmod 600 {file} としてください。",
    en="the key file {file} can be read by others, or is somebody else's. Make it your own: "
    "chmod 600 {file}",
)
MOST_BYTES = 256 * 1024


def key_bytes(path: str) -> bytes:
    """What the file holds, its first 256 KiB.

    Raises `Refusal` where it cannot be read, or can be by others.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            # A pipe would be waited for without end.
            raise Refusal(UNREADABLE(file=path, reason=NOT_A_FILE()))
        with Path(path).open("rb") as file:
            if readable_by_others(os.fstat(file.fileno())):
                raise Refusal(OPEN(file=path))
            return file.read(MOST_BYTES)
    except OSError as trouble:
        raise Refusal(UNREADABLE(file=path, reason=reason_of(trouble))) from None
