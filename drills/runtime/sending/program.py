"""A program of the town's own that sends, started without a shell, once for each person."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from contextlib import suppress

from bcp.message import Phrase
from bcp.message_forms import FILLED
from bcp.messages import SendingCommand
from bcp.system_trouble import reason_of
from drills.runtime.sending.outcome import DRILL_OFF, Addressed, NotSent, Outcome, Sent, Unsure

NOT_STARTED = Phrase(
    "sending_command.not_started",
    ja="送信プログラム「{program}」を起動できません（{reason}）。",
    en="the sending program {program!r} cannot be started ({reason}).",
)
SAID_NO = Phrase(
    "sending_command.said_no",
    ja="送信プログラムが終了コード{code}で終わりました。{said}",
    en="the sending program ended with exit code {code}. {said}",
)
TOO_LONG = Phrase(
    "sending_command.too_long",
    ja="送信プログラムが{seconds}秒たっても終わらないため、止めました。",
    en="the sending program was stopped, because it had not ended after {seconds} seconds.",
)
STOPPED = Phrase(
    "sending_command.stopped",
    ja="送信プログラムが途中で止められました（{code}）。",
    en="the sending program was stopped in the middle ({code}).",
)
TIMEOUT_S = 60
# EX_TEMPFAIL of sysexits.h: "the user is invited to try again later".
TEMPORARY = 75
_MOST_BYTES = 4000


class Program:
    """The plan's sending command, for one run.

    `kept_back` are variables of the environment that it is not given: the secrets of others.
    """

    def __init__(self, plan: SendingCommand, kept_back: Collection[str] = ()) -> None:
        self._plan, self._kept_back = plan, frozenset(kept_back)

    async def send(self, message: Addressed) -> Outcome:
        """Start it for one message, and wait for its end."""
        if not message.may_go():
            return NotSent(DRILL_OFF())
        values = {"to": message.address, "subject": message.subject, "id": message.id}
        line = [FILLED.sub(lambda found: values[found[1]], each) for each in self._plan.run]
        pipe = asyncio.subprocess.PIPE
        try:
            child = await asyncio.create_subprocess_exec(
                *line,
                stdin=pipe,
                stdout=pipe,
                stderr=asyncio.subprocess.STDOUT,
                env={name: value for name, value in os.environ.items() if self._may_have(name)},
            )
        except (OSError, ValueError) as trouble:
            reason = reason_of(trouble) if isinstance(trouble, OSError) else str(trouble)
            return NotSent(NOT_STARTED(program=self._plan.run[0], reason=reason))
        try:
            async with asyncio.timeout(TIMEOUT_S):
                said = await _talk(child, message.text.encode())
                code = await child.wait()
        except TimeoutError:
            return Unsure(TOO_LONG(seconds=TIMEOUT_S))
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return _judged(code, message.shown(said))

    def _may_have(self, name: str) -> bool:
        return name not in self._kept_back


async def _talk(child: asyncio.subprocess.Process, text: bytes) -> str:
    """Give it the text and take what it says, of which only the beginning is kept."""
    given, told = child.stdin, child.stdout
    if given is None or told is None:
        return ""
    with suppress(ConnectionError):
        # It need not read what it does not want.
        given.write(text)
        await given.drain()
    given.close()
    kept = b""
    while piece := await told.read(_MOST_BYTES):
        kept += piece[: _MOST_BYTES - len(kept)]
    return kept.decode("utf-8", "replace")


def _judged(code: int, said: str) -> Outcome:
    if code == 0:
        return Sent(said or "0")
    if code < 0:
        return Unsure(STOPPED(code=code))
    return NotSent(SAID_NO(code=code, said=said), again=code == TEMPORARY)
