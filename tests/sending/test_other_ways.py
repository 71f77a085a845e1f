"""A chat's webhook and the town's own program, each with a real one at the other end."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from aiohttp import web

from bcp.message import render
from bcp.messages import SendingCommand, Webhook
from bcp.secret_source import SecretSource
from drills.runtime.secrets import Secret
from drills.runtime.sending.bodies import body_of
from drills.runtime.sending.outcome import Addressed, NotSent, Sent, Unsure
from drills.runtime.sending.program import Program
from drills.runtime.sending.webhook import Chat
from tests.daemons.posted import posted_to

MESSAGE = Addressed(
    *("bcp-drill.1", "000-1000", {"000-1000": "hanako"}),
    *("【訓練】件名", "【訓練】本文\n2行目\n", "run"),
    may_go=lambda: True,
)
TOLD = Secret("hook-secret-canary")
FROM = SecretSource(env="HOOK")


@dataclass
class Room:
    """A chat that keeps what it is given, and answers as it is told."""

    status: int = 200
    url: str = ""
    asked: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, await request.read(), dict(request.headers)))
        if self.status == 0 and request.transport is not None:
            request.transport.abort()
        return web.Response(status=self.status or 200, text="ok hook-secret-canary")


@asynccontextmanager
async def room(status: int = 200) -> AsyncIterator[Room]:
    made = Room(status)
    async with posted_to(made.take) as made.url:
        yield made


async def test_a_chat_gets_the_text_and_a_signature_that_its_secret_proves() -> None:
    async with room() as there:
        plan = Webhook(f"{there.url}/hooks/a", secret=FROM)
        outcome = await Chat(plan, "", TOLD).send(MESSAGE)
    assert outcome == Sent("200 ok ‹secret›")
    ((path, body, headers),) = there.asked
    assert (path, json.loads(body)["text"]) == ("/hooks/a", "【訓練】件名\n\n【訓練】本文\n2行目\n")
    proof = hmac.new(b"hook-secret-canary", body, hashlib.sha256).hexdigest()
    assert headers["X-BCP-Drill-Signature"] == f"sha256={proof}"
    assert headers["X-BCP-Drill-Id"] == "bcp-drill.1"


async def test_a_secret_of_the_address_is_filled_in_and_never_said() -> None:
    async with room(404) as there:
        plan = Webhook(f"{there.url}/hooks/{{secret}}", secret=FROM)
        outcome = await Chat(plan, "", TOLD).send(MESSAGE)
    assert there.asked[0][0] == "/hooks/hook-secret-canary"
    assert isinstance(outcome, NotSent)
    assert "canary" not in render(outcome.why, "en")


@pytest.mark.parametrize(
    ("status", "kind", "again"),
    [
        (429, NotSent, True),
        (503, NotSent, True),
        (302, NotSent, False),
        (400, NotSent, False),
        (502, Unsure, None),
        (0, Unsure, None),
    ],
)
async def test_what_a_chat_answers_is_sent_failed_or_not_known(
    status: int, kind: type, again: bool | None
) -> None:
    async with room(status) as there:
        outcome = await Chat(Webhook(there.url), "", None).send(MESSAGE)
    assert isinstance(outcome, kind)
    assert getattr(outcome, "again", None) == again


async def test_a_chat_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        plan = Webhook(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        outcome = await Chat(plan, "", None).send(MESSAGE)
    assert isinstance(outcome, NotSent)
    assert outcome.again


async def test_a_drill_that_is_being_closed_lets_nothing_more_go() -> None:
    held = Addressed("i", "a", {}, "s", "t", "run", may_go=lambda: False)
    async with room() as there:
        chat = await Chat(Webhook(there.url), "", None).send(held)
    program = await Program(SendingCommand(("/bin/false",), "sms")).send(held)
    assert [type(each) for each in (chat, program)] == [NotSent, NotSent]
    assert not there.asked


def program(tmp_path: Path, body: str, *words: str) -> Program:
    script = tmp_path / "send"
    script.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    script.chmod(0o700)
    return Program(SendingCommand((str(script), *words), "sms"))


async def test_a_program_gets_its_words_as_they_are_and_the_text_on_its_input(
    tmp_path: Path,
) -> None:
    body = f'printf "%s|" "$@" >{tmp_path}/words; cat >{tmp_path}/text; echo queued for 000-1000'
    made = program(tmp_path, body, "{to}", "-s", "{subject}; $(id)", "{id}", "{text}")
    outcome = await made.send(MESSAGE)
    assert outcome == Sent("queued for ‹hanako›")
    words = (tmp_path / "words").read_text("utf-8")
    assert words == "000-1000|-s|【訓練】件名; $(id)|bcp-drill.1|{text}|"
    assert (tmp_path / "text").read_text("utf-8") == MESSAGE.text


@pytest.mark.parametrize(
    ("body", "kind", "again"),
    [
        ("exit 75", NotSent, True),
        ("echo no; exit 1", NotSent, False),
        ("kill -9 $$", Unsure, None),
        ("head -c 200000 /dev/zero | tr '\\0' x", Sent, None),
    ],
)
async def test_how_a_program_ends_says_what_became_of_it(
    tmp_path: Path, body: str, kind: type, again: bool | None
) -> None:
    outcome = await program(tmp_path, body).send(MESSAGE)
    assert isinstance(outcome, kind)
    assert getattr(outcome, "again", None) == again


async def test_a_program_that_is_not_there_has_sent_nothing() -> None:
    outcome = await Program(SendingCommand(("/nowhere/send",), "sms")).send(MESSAGE)
    assert isinstance(outcome, NotSent)
    assert not outcome.again


def pid_in(file: Path) -> str:
    return file.read_text("utf-8").strip() if file.exists() else ""


def lives(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_a_program_does_not_outlive_whoever_waits_for_it(tmp_path: Path) -> None:
    made = program(tmp_path, f"echo $$ >{tmp_path}/pid; exec sleep 60")
    waiting = asyncio.create_task(made.send(MESSAGE))
    async with asyncio.timeout(120):
        while not pid_in(tmp_path / "pid"):  # noqa: ASYNC110 - a program sets no event of ours
            await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not lives(pid_in(tmp_path / "pid"))


def test_what_the_other_side_says_shows_no_address_and_no_code() -> None:
    hidden = {"taro@town.example": "taro", "hanako@town.example": "hanako", "EJ067XFX1": "code"}
    message = replace(MESSAGE, hidden=hidden)
    said = (
        "554 URL http://192.0.2.1:8443/c/EJ067XFX1 blocked, hxxp[:]//192.0.2.1/c[/]ej067xfx1 too; "
        "http%3A%2F%2F192.0.2.1%2Fc%2FEJ067X <Hanako@Town.example> by taro@town.example"
    )
    shown = message.shown(said)
    assert "EJ067X" not in shown.upper()
    assert "@" not in shown
    assert "‹hanako›" in shown


def test_a_bare_text_calls_nobody_to_a_screen() -> None:
    words = "訓練@all <!channel> <users/all> @channel @Here, @everyone. a@all.example @allied"
    said = json.loads(body_of("text", replace(MESSAGE, text=words)))["text"]
    assert said.endswith(
        "訓練＠all ＜!channel> ＜users/all> ＠channel ＠Here, ＠everyone. a@all.example @allied"
    )
