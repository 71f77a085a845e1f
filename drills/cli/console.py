"""The only place that writes to the terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from bcp.harmless import harmless
from bcp.message import Language, Message, render
from bcp.refused import Refusal

_LONGEST = 1_000


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
        self._out, self._err = out or sys.stdout, err or sys.stderr
        # A terminal without Japanese letters shows question marks instead of failing.
        for stream in (self._out, self._err):
            getattr(stream, "reconfigure", lambda **_: None)(errors="replace")

    def result(self, text: str) -> None:
        """Write what was asked for."""
        _written(self._out, text.removesuffix("\n"))

    def tell(self, message: Message | str) -> None:
        """Write what is worth knowing on the way."""
        said = message if isinstance(message, str) else render(message, self.lang)
        _written(self._err, said)

    def speak(self, message: Message) -> str:
        """Say a message in this console's language."""
        return render(message, self.lang)

    def refuse(self, mistake: Refusal) -> None:
        """Write one mistake on one line, however long or odd the words it quotes are."""
        said = harmless(mistake.said_in(self.lang))
        cut = len(said) > _LONGEST
        self.tell(f"{said[: _LONGEST // 2]} … {said[-_LONGEST // 2 :]}" if cut else said)

    @property
    def is_watched(self) -> bool:
        """Whether a person sits at the error stream."""
        return self._err.isatty()


def _written(stream: TextIO, text: str) -> None:
    """Write lines; what could act on the terminal, from a file or a server, is only shown."""
    stream.write("\n".join(harmless(line) for line in text.split("\n")) + "\n")
    stream.flush()
