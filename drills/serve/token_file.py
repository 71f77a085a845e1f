"""The file of tokens: made once, for its owner alone, and refused where others could read it."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from bcp.refused import Refusal as Mistake
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.runtime.secret_sources import from_file
from drills.serve import tokens
from drills.serve.tokens import FEED_ROLES, ROLES, FeedRole, Role, Tokens
from drills.whole_file import write_whole

CANNOT_MAKE = Phrase(
    "serve.cannot_make_tokens",
    ja="合言葉のファイル {file} を作れません（{reason}）。書き込める場所を指定してください。",
    en="the file of tokens {file} cannot be made ({reason}). Name a place you may write to.",
)


def tokens_in(file: Path) -> tuple[Tokens, tuple[Role | FeedRole, ...]]:
    """The tokens of a file, and those of them that were made just now.

    A file from before there were feeds gets tokens for them, and keeps every line that it has;
    where it cannot be written, the feeds stay without. Raises `Refusal` where others may read it,
    or it cannot be read or made; `Refused` where it holds no tokens.
    """
    if not file.exists():
        fresh = tokens.made()
        _write(file, tokens.written(fresh))
        return fresh, (*ROLES, *FEED_ROLES)
    text = from_file(file)
    found = tokens.read(text, str(file))
    if isinstance(found, Mistake):
        raise Refused([found])
    whole, lacks = (
        tokens.with_feeds(found),
        tuple(each for each in FEED_ROLES if not found.of(each)),
    )
    if not lacks:
        return found, ()
    try:
        added = "".join(f"{each}: {tokens.shown(whole.of(each))}\n" for each in lacks)
        _write(file, f"{text.rstrip()}\n{added}")
    except Refusal:
        return found, ()
    return whole, lacks


def _write(file: Path, text: str) -> None:
    try:
        # They are shown once; whoever has noted them must find them there tomorrow.
        write_whole(file, text.encode())
    except OSError as trouble:
        raise Refusal(CANNOT_MAKE(file=str(file), reason=reason_of(trouble))) from trouble
