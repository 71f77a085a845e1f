"""The only place that writes to the terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from bcp.harmless import harmless
from bcp.message import Language, Message, Phrase, render
from bcp.refused import Refusal
from bcp.system_trouble import reason_of
from drills import errors

CANNOT_SHOW = Phrase(
    "cli.cannot_show",
    ja="結果を出力できません（{reason}）。出力先の空きと権限を確かめてください。"
    "訓練の記録は残っています。",
    en="The result cannot be written to the output ({reason}). See that there is room and that "
    "you may write there. The record of a drill is kept.",
)
_LONGEST = 1_000
WIDTH = 80


def spoken_here(environment: Mapping[str, str]) -> Language:
    """Japanese, unless the locale says otherwise; a bare C locale says nothing."""
    for key in ("BCP_DRILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = environment.get(key, "")
        if said and said not in ("C", "C.UTF-8", "POSIX"):
            return "ja" if said.startswith("ja") else "en"
    return "ja"


class Console:
    """Speaks one language to one pair of streams."""

    def __init__(
        self, lang: Language | None = None, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.lang: Language = lang or spoken_here(os.environ)
        # A stream that was closed before the start (``2>&-``) is None.
        self._out = out or sys.stdout or _nowhere()
        self._err = err or sys.stderr or _nowhere()
        # A terminal without Japanese letters shows question marks instead of failing.
        for stream in (self._out, self._err):
            getattr(stream, "reconfigure", lambda **_: None)(errors="replace")

    def result(self, text: str) -> None:
        """Write what was asked for.

        Raises `Refusal` where it cannot be written, `BrokenPipeError` where nobody reads it.
        """
        try:
            _written(self._out, text.removesuffix("\n"))
        except BrokenPipeError:
            _turned_away(self._out)
            raise
        except OSError as trouble:
            _turned_away(self._out)
            raise errors.Refusal(CANNOT_SHOW(reason=reason_of(trouble))) from trouble

    def whole(self, raw: bytes) -> None:
        """Write bytes as they are. Raises `Refusal` or `BrokenPipeError`, as `result` does."""
        try:
            self._out.flush()
            self._out.buffer.write(raw)
            self._out.flush()
        except BrokenPipeError:
            _turned_away(self._out)
            raise
        except OSError as trouble:
            _turned_away(self._out)
            raise errors.Refusal(CANNOT_SHOW(reason=reason_of(trouble))) from trouble

    def tell(self, message: Message | str) -> None:
        """Write what is worth knowing on the way; a terminal that has gone ends no drill."""
        said = message if isinstance(message, str) else render(message, self.lang)
        try:
            _written(self._err, said)
        except OSError:
            _turned_away(self._err)

    def speak(self, message: Message) -> str:
        """Say a message in this console's language."""
        return render(message, self.lang)

    def refuse(self, mistake: Refusal) -> None:
        """Write one mistake on one line, however long or odd the words it quotes are."""
        said = harmless(mistake.said_in(self.lang))
        cut = len(said) > _LONGEST
        self.tell(f"{said[: _LONGEST // 2]} … {said[-_LONGEST // 2 :]}" if cut else said)

    @property
    def width(self) -> int:
        """How many cells a line on the error stream may have; 80 where it is no terminal."""
        try:
            return os.get_terminal_size(self._err.fileno()).columns or WIDTH
        except (OSError, ValueError):
            return WIDTH

    @property
    def is_shown(self) -> bool:
        """Whether what was asked for goes to a terminal, not to a file or a program."""
        return self._out.isatty()


def is_terminal() -> bool:
    """Whether a person sits at a terminal that can show more than lines."""
    streams = (sys.stdin, sys.stdout)
    watched = all(each is not None and each.isatty() for each in streams)
    return watched and os.environ.get("TERM", "") != "dumb"


def _written(stream: TextIO, text: str) -> None:
    """Write lines; what could act on the terminal, from a file or a server, is only shown."""
    stream.write("\n".join(harmless(line) for line in text.split("\n")) + "\n")
    stream.flush()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _turned_away(stream: TextIO) -> None:
    """Let what the stream still holds go nowhere; Python would try again at its end, and fail."""
    with contextlib.suppress(OSError, ValueError), _nowhere() as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
