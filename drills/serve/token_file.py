"""The file of tokens: made once, for its owner alone, and refused where others could read it."""

from __future__ import annotations

import os
from pathlib import Path

from bcp.message import Phrase
from bcp.refused import Refusal as Mistake
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.journal.own_file import made_own
from drills.runtime.secret_sources import from_file
from drills.serve import tokens
from drills.serve.tokens import Tokens

CANNOT_MAKE = Phrase(
    "serve.cannot_make_tokens",
    ja="合言葉のファイル {file} を作れません（{reason}）。書き込める場所を指定してください。",
    en="the file of tokens {file} cannot be made ({reason}). Name a place you may write to.",
)


def tokens_in(file: Path) -> tuple[Tokens, bool]:
    """The tokens of a file, and whether it was made just now.

    Raises `Refusal` where others may read it, or it cannot be read or made; `Refused` where it
    holds no tokens.
    """
    if not file.exists():
        return _made(file), True
    found = tokens.read(from_file(file), str(file))
    if isinstance(found, Mistake):
        raise Refused([found])
    return found, False


def _made(file: Path) -> Tokens:
    fresh, part = tokens.made(), file.with_name(f".bcp-drill-{os.getpid()}.part")
    try:
        try:
            made_own(part)
            with part.open("w", encoding="utf-8", newline="\n") as out:
                out.write(tokens.written(fresh))
                out.flush()
                # They are shown once; whoever has noted them must find them there tomorrow.
                os.fsync(out.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as trouble:
        raise Refusal(CANNOT_MAKE(file=str(file), reason=reason_of(trouble))) from trouble
    return fresh
