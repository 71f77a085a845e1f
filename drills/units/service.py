"""What a system's supervisor must know of the scheduled drills of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.durations import MINUTE, Span
from bcp.message import Language, Phrase
from drills.errors import Refusal

Scope = Literal["system", "user"]
"""Of the whole machine, from its start on; or of one person's account."""

CONTROL_LETTER = Phrase(
    "units.control_letter",
    ja="「{shown}」には改行などの制御文字か、文字として読めないものが含まれ、OSの設定に書けません。"
    "フォルダの名前を変えてください。",
    en="{shown!r} holds a line break, another control character or what is no letter, and cannot "
    "stand in a system's settings. Rename the folder.",
)
UNLIMITED = Span(4 * 60 * MINUTE)
"""So long a stop waits for a drill to which the plan gives no `limit`."""


@dataclass(frozen=True)
class Credential:
    """A secret that the supervisor reads for the service: `name` as the plan asks, and its file."""

    name: str
    file: str


@dataclass(frozen=True)
class Service:
    """The process that starts drills when they are due. Every path is absolute.

    `python` is the interpreter that this program is installed for, and `needs` where it and this
    program really lie: an environment's interpreter only points at another. `written` are the
    folders of the plan that a drill may write to, beside `runs`. `account` is the one that it runs
    as; None: that of whoever installs it. `longest` is how long the longest drill may take: a stop
    waits for it.
    """

    name: str
    python: str
    plan: str
    runs: str
    lang: Language = "ja"
    account: str | None = None
    needs: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    longest: Span = UNLIMITED
    credentials: tuple[Credential, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is started, word by word.

        -P: a file named like one of our modules that lies with the plan is not taken for it.
        """
        told = ("--lang", self.lang, "--runs", self.runs, "schedule", "run", "--plan", self.plan)
        return (self.python, "-P", "-m", "tui", *told)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that stands in it."""
        own = (self.python, *self.needs, self.plan, self.runs, *self.written)
        return (*own, *(each.file for each in self.credentials))


def check_writable(service: Service) -> None:
    """Raises `Refusal` where a path cannot stand in any system's settings."""
    for each in service.paths:
        if not each.isprintable():
            raise Refusal(CONTROL_LETTER(shown=ascii(each)[1:-1]))
