"""Answers of staff that another tool took, such as a safety-check service (安否確認サービス).

Part of `drills.core.events`. Each answer is a `CheckedIn` with the source ``attested`` and the time
that the tool wrote; this says from which file they came, and who vouches for it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ResultsTaken:
    """`count` answers to a step were taken from a file, by `by`.

    `tool` is what took them, as whoever brings them calls it; `file` and `sha256` are the file's
    name and digest. `left_out` rows of it were left out on that person's word.
    """

    at: int
    step: str
    count: int
    by: str
    tool: str = ""
    file: str = ""
    sha256: str = ""
    left_out: int = 0
