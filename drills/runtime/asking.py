"""Asks one question of the world, or does one thing to it, and always comes back with a reading.

Every deadline, every measurement of an ask's limits and every catch stands here, so that probes
hold nothing but their question. The only ``except Exception`` of the project is here too: what no
table knows is *unknown*, never "down".
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import isfinite
from typing import Any

from bcp.asking import ProbeCall, Silence
from bcp.durations import SECOND
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.probe_call import params_of
from bcp.system_trouble import words_of
from drills import probes
from drills.errors import Refusal, Unreachable
from drills.probes._contract import AskedElsewhere, Unanswered, facts_of
from drills.runtime import net_failures, web_failures
from drills.runtime.masking import masked_message, masked_reading
from drills.runtime.politeness import Politeness, host_in
from drills.runtime.reach import PlanReach
from drills.runtime.same_machine import Machines
from drills.runtime.secrets import Secrets
from drills.runtime.snmp import SnmpPool
from drills.runtime.ssh import SshPool
from scenarios.reading import Reading

TIMEOUT_US = 5 * SECOND

NO_ANSWER = Phrase(
    "asking.no_answer",
    ja="{subject}から{limit:span}以内に応答がありません。",
    en="no answer from {subject} within {limit:span}.",
)
SILENCE_SAYS_NOTHING = Phrase(
    "asking.silence_says_nothing",
    ja="{subject}から{limit:span}以内に応答がありません。"
    "この種の確認では、正常でも応答しないことがあるため、判断できません。",
    en="no answer from {subject} within {limit:span}; this kind of service may be silent though "
    "it is well, so nothing can be said.",
)
UNEXPECTED = Phrase(
    "asking.unexpected",
    ja="プローブ「{word}」が予期しないエラーで終わりました ({kind}: {text})。",
    en="the probe {word!r} ended with an unexpected error ({kind}: {text}).",
)
NOT_A_NUMBER = Phrase(
    "asking.not_a_number",
    ja="プローブ「{word}」の答え（{facts:list}）が数値になっていません。判断に使いません。",
    en="the probe {word!r} answered with something that is no number ({facts:list}); "
    "it is not used.",
)
NOT_ENDED = Phrase(
    "asking.action_not_ended",
    ja="サーバ「{server}」の「{command}」が{limit:span}以内に終わらず、終了させました。"
    "どこまで行われたか、サーバで確かめてください。",
    en="{command!r} on server {server!r} did not end within {limit:span} and was ended; look on "
    "the server how far it went.",
)


class Asker:
    """Asks the plan's probes and runs its actions. Close it in the loop that used it.

    `probe` finds a probe's module by its word.
    """

    def __init__(
        self,
        plan: Plan,
        ssh: SshPool | None = None,
        probe: Callable[[str], Any] = probes.get,
        secrets: Secrets | None = None,
    ) -> None:
        self._plan = plan
        self._ssh = ssh or SshPool(plan, secrets=secrets)
        self._probe = probe
        self._secrets = secrets or Secrets()
        self._snmp = SnmpPool(plan, self._secrets)
        self._politeness = Politeness()
        self._machines = Machines()

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        """One reading, at the latest after `timeout_us`, the call's own limit, or five seconds.

        A question that must wait for its turn may wait as long as that besides. Otherwise it would
        be left a moment for its answer, and a service that is well be taken for a silent one.
        Never raises but `asyncio.CancelledError`. No secret is in it, whatever said one back.
        """
        return masked_reading(await self._asked(call, timeout_us))

    async def _asked_within(self, call: ProbeCall, timeout_us: int | None) -> Reading:
        """A reading that another probe wants as a part of its own, so the wait is in the limit."""
        return await self._asked(call, timeout_us, waits_besides=False)

    async def _asked(
        self, call: ProbeCall, timeout_us: int | None, *, waits_besides: bool = True
    ) -> Reading:
        limit = timeout_us or (call.timeout.us if call.timeout else TIMEOUT_US)
        now = asyncio.get_running_loop().time
        until = now() + limit / SECOND
        # Whoever waits within its limit keeps half of it for the answer.
        turn_by = until if waits_besides else until - limit / SECOND / 2
        silence = call.silence
        try:
            module = self._probe(call.word)
            params = params_of(call, module.Params)
            silence = silence or probes.silence(module, params)
            target = _target(module, call, params, self._reach(until))
            turn = self._politeness.turn(
                call.word,
                target,
                probes.polite(module, params),
                turn_by,
                await self._known_as(module, params, target),
            )
            async with turn:
                until = now() + limit / SECOND if waits_besides else until
                async with asyncio.timeout_at(until) as deadline:
                    reading: Reading = await module.ask(params, self._reach(until))
            return _recordable(reading, call)
        except Refusal as refusal:
            return Reading.unknown(refusal.message)
        except Unanswered as silent:
            means = Reading.unknown if silence == "unknown" else Reading.silent
            return means(silent.message)
        except Exception as trouble:
            if isinstance(trouble, TimeoutError) and deadline.expired():
                return _silent(call.subject, limit, silence)
            return _explained(trouble, call)

    async def _known_as(self, module: Any, params: Any, target: str) -> str:
        """The target, with its machine's name as the first question to that machine wrote it."""
        field = getattr(module, "WEIGHS_ON", None)
        if field is None:
            return target
        host = host_in(getattr(params, field))
        return target.replace(host, await self._machines.known_as(host), 1).casefold()

    def _reach(self, until: float) -> PlanReach:
        """What a probe may use, until that instant of the loop."""
        within = self._asked_within
        return PlanReach(self._plan, self._ssh, self._snmp, until, self._secrets, within)

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        """Run a command that changes something: what it left behind, and the doubt if there is any.

        A reading that could not be asked means that the command was never sent. With a doubt it
        was sent and nobody knows what became of it. Never raises but `asyncio.CancelledError`;
        a cancelled action was told to end, and is in doubt.
        """
        reading, doubt = await self._acted(server, command, stdin, timeout_us)
        return masked_reading(reading), None if doubt is None else masked_message(doubt)

    async def _acted(
        self, server: str, command: str, stdin: str | None, timeout_us: int | None
    ) -> tuple[Reading, Message | None]:
        known = self._plan.server(server)
        wanted = known.command(command) if known else None
        limit = timeout_us or (wanted.timeout.us if wanted else TIMEOUT_US)
        try:
            answer = await self._ssh.shell(server, command, timeout_us=limit, stdin=stdin)
        except Unreachable as trouble:
            if trouble.sent:
                return Reading.silent(trouble.message), trouble.message
            return Reading.unknown(trouble.message), None
        except Exception as trouble:
            message = _unexpected(command, trouble)
            return Reading.silent(message), message
        if answer.timed_out:
            doubt = NOT_ENDED(server=server, command=command, limit=limit)
            return Reading(facts={**facts_of(answer), "reply": False}, because=doubt), doubt
        return Reading(facts=facts_of(answer), note=answer.note), None

    def mark(self, mark: str) -> None:
        """Say what servers are to show beside each command from now on."""
        self._ssh.mark = mark

    async def quiet(self) -> None:
        """Wait until commands that were cut off have ended on their servers."""
        await self._ssh.quiet()

    async def close(self) -> None:
        """Close every connection."""
        self._snmp.close()
        await self._ssh.close()


def _target(module: Any, call: ProbeCall, params: Any, reach: PlanReach) -> str:
    """What the question weighs on."""
    named = getattr(module, "target", None)
    return named(params, reach) if named else call.server or host_in(call.subject)


def _recordable(reading: Reading, call: ProbeCall) -> Reading:
    """A reading that the journal can hold: a number that is none was not measured."""
    odd = [k for k, v in reading.facts.items() if isinstance(v, float) and not isfinite(v)]
    return Reading.unknown(NOT_A_NUMBER(word=call.word, facts=tuple(odd))) if odd else reading


def _silent(subject: str, limit: int, silence: Silence | None) -> Reading:
    if silence == "unknown":
        return Reading.unknown(SILENCE_SAYS_NOTHING(subject=subject, limit=limit))
    return Reading.silent(NO_ANSWER(subject=subject, limit=limit))


def _explained(trouble: BaseException, call: ProbeCall) -> Reading:
    known: Unreachable | None
    place = call.subject
    if isinstance(trouble, AskedElsewhere) and trouble.__cause__ is not None:
        place, trouble = trouble.place, trouble.__cause__
    if isinstance(trouble, Unreachable):
        known = trouble
    else:
        known = web_failures.explained(trouble, place) or net_failures.explained(trouble, place)
    if known is None:
        return Reading.unknown(_unexpected(call.word, trouble))
    if known.answered is None:
        return Reading.unknown(known.message)
    return Reading.silent(known.message)


def _unexpected(word: str, trouble: BaseException) -> Message:
    return UNEXPECTED(word=word, kind=type(trouble).__name__, text=words_of(trouble))
