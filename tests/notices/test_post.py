"""Notices to real chats and programs: each way in its own lane, whatever the other side does."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.instants import micros, moment
from bcp.message import Message, Text, render
from bcp.messages import Messages, SendingCommand, Webhook
from bcp.model import Plan
from bcp.notices import NoticeRule
from bcp.people import Method
from bcp.secret_source import SecretSource
from drills.notices.events import (
    NoticeEvent,
    NoticeFailed,
    NoticeInDoubt,
    NoticeIntended,
    NoticeSent,
)
from drills.notices.facts import Facts
from drills.notices.happenings import Happening
from drills.notices.post import NoticePost
from drills.notices.standing import NoticeState, folded
from tests.daemons.posted import posted_to
from tests.notices.programmes import JST, NIGHT, PLAN, QUAKE, at, facts

BEGAN = micros(at("2027-08-10 09:00"))
HOSTILE = replace(
    QUAKE,
    name=Text(
        "訓練 <!channel> <https://evil.example|開く> *b* [x](https://evil.example)\r\nBcc: a"
    ),
)
MISSED = Happening("missed", BEGAN, "quake@x", "quake", Message("schedule.x", {"y": "<@U1>"}))


@dataclass
class Chat:
    """A chat that keeps what it is given; `answer` is its answer to each path."""

    answer: dict[str, Callable[[], web.StreamResponse]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        name = request.path.strip("/")
        self.asked.append((name, json.loads(await request.read())))
        if name == "hangs":
            self.hanging.set()
            await self.free.wait()
        return self.answer.get(name, lambda: web.Response(text="ok"))()

    def got(self, name: str) -> list[Any]:
        return [body for path, body in self.asked if path == name]


@asynccontextmanager
async def chatting(**answers: Callable[[], web.StreamResponse]) -> AsyncIterator[Chat]:
    made = Chat(answers)
    async with posted_to(made.take) as made.url:
        try:
            yield made
        finally:
            made.free.set()


class Record:
    """What a schedule's record does for notices, in memory."""

    def __init__(self) -> None:
        self.events: list[NoticeEvent] = []
        self.sent = asyncio.Event()

    def append(self, event: NoticeEvent) -> bool:
        once = (event.id, event.attempt) if isinstance(event, NoticeIntended) else None
        taken = {(e.id, e.attempt) for e in self.events if isinstance(e, NoticeIntended)}
        if once in taken:
            return False
        self.events.append(event)
        if isinstance(event, NoticeSent):
            self.sent.set()
        return True

    @property
    def states(self) -> dict[str, NoticeState]:
        return folded(self.events)

    def stages(self) -> dict[str, str]:
        return {each.to: each.stage for each in self.states.values()}


def planned(there: Chat, *kinds: str, **more: object) -> Plan:
    """A plan with a webhook of each kind; the path is its id."""
    known = ("text", "slack", "teams", "generic")
    hooks = tuple(
        Webhook(f"{there.url}/{each}", id=each, kind=each if each in known else "text")  # type: ignore[arg-type]
        for each in kinds
    )
    rules = tuple(
        NoticeRule(each, by="webhook", webhook=each, kinds=("missed",), language="ja")
        for each in kinds
    )
    messages = Messages(webhooks=hooks, **more)  # type: ignore[arg-type]
    return replace(PLAN, messages=messages, notices=rules, drills=(HOSTILE, NIGHT))


def looked(post: NoticePost, record: Record, known: Facts, us: int = BEGAN) -> None:
    post.tick(known, record.states, moment(us, JST))


async def settled() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*(e for e in others if "_sent" in repr(e)), return_exceptions=True)


def post_to(record: Record, us: int = BEGAN) -> NoticePost:
    return NoticePost(record, lambda: us, _raised)


def _raised(trouble: BaseException) -> None:
    raise trouble


async def test_each_chat_gets_its_own_form_and_none_takes_words_for_commands() -> None:
    record = Record()
    async with chatting(teams=lambda: web.Response(status=202)) as there:
        plan = planned(there, "text", "slack", "teams", "generic")
        looked(post_to(record), record, facts(plan=plan, happened=(MISSED,)))
        await settled()
    assert set(record.stages().values()) == {"sent"}
    (slack,) = there.got("slack")
    assert {each["text"]["type"] for each in slack["blocks"]} == {"plain_text"}
    assert slack["text"].startswith("【訓練】予定の訓練が行われませんでした: 訓練 &lt;!channel&gt;")
    assert "<" not in slack["text"]
    (teams,) = there.got("teams")
    card = teams["attachments"][0]["content"]
    assert {each["type"] for each in card["body"]} == {"RichTextBlock"}
    lines = [each["inlines"][0]["text"] for each in card["body"]]
    assert "[x](https://evil.example) Bcc: a" in lines[0]
    assert {line["type"] for each in card["body"] for line in each["inlines"]} == {"TextRun"}
    (generic,) = there.got("generic")
    assert (generic["schema"], generic["drill"], generic["kind"]) == ("notice/1", True, "missed")
    assert generic["planned_drill"] == "quake"
    (text,) = there.got("text")
    assert "＜!channel>" in text["text"]
    assert all(each["text"].startswith("【訓練】") for each in (slack, generic, *there.got("text")))


async def test_a_chat_that_hangs_holds_up_no_other_and_no_tick() -> None:
    record = Record()
    async with chatting() as there:
        plan = planned(there, "hangs", "text")
        post = post_to(record)
        looked(post, record, facts(plan=plan, happened=(MISSED,)))
        async with asyncio.timeout(120):
            await there.hanging.wait()
            await record.sent.wait()
        assert record.stages()["hangs"] == "under_way"
        looked(post, record, facts(plan=plan, happened=(MISSED,)), BEGAN + MINUTE)
        assert len(there.got("hangs")) == 1
        await post.drain(0.1)
    doubtful = folded(record.events)
    lost = [each for each in doubtful.values() if each.is_lost(BEGAN + 11 * MINUTE)]
    assert [each.to for each in lost] == ["hangs"]


async def test_what_a_chat_answers_is_obeyed() -> None:
    record = Record()
    huge = b"x" * 10_000_000
    answers: dict[str, Callable[[], web.StreamResponse]] = {
        "busy": lambda: web.Response(status=429, headers={"Retry-After": "3600"}),
        "gone": lambda: web.Response(status=410),
        "none": lambda: web.Response(status=404),
        "broken": lambda: web.Response(status=500, text="<html>"),
        "huge": lambda: web.Response(body=huge),
    }
    async with chatting(**answers) as there:
        known = facts(plan=planned(there, *answers), happened=(MISSED,))
        post = post_to(record)
        looked(post, record, known)
        await settled()
        for later in (30 * MINUTE, HOUR - SECOND):
            looked(post, record, known, BEGAN + later)
            await settled()
        assert [name for name, _ in there.asked].count("busy") == 1
        looked(post, record, known, BEGAN + HOUR)
        await settled()
    assert [name for name, _ in there.asked].count("busy") == 2
    assert len(there.asked) == len(answers) + 1
    stages = record.stages()
    assert stages == {
        **{"busy": "again", "gone": "failed", "none": "failed", "broken": "doubt", "huge": "sent"},
    }
    (gone,) = [e for e in record.events if isinstance(e, NoticeFailed) and "410" in str(e.why)]
    assert "作り直し" in render(gone.why, "ja")


async def test_a_program_of_the_town_gets_the_number_and_the_mark_and_nobodys_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_OF_A_TEST", "canary-of-another")
    monkeypatch.setenv("OWN_OF_A_TEST", "its own")
    script = tmp_path / "send"
    lines = f'echo "$1" >{tmp_path}/to; env >{tmp_path}/env; cat >{tmp_path}/text'
    script.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    script.chmod(stat.S_IRWXU)
    people = tuple(replace(e, methods=(Method("sms", "000-1000"),)) for e in PLAN.contacts)
    plan = replace(
        PLAN,
        contacts=people,
        messages=Messages(
            command=SendingCommand((str(script), "{to}"), "sms"),
            webhook=Webhook("https://chat.example/", secret=SecretSource(env="HOOK_OF_A_TEST")),
        ),
        notices=(NoticeRule("lead", to=("lead",), by="command", kinds=("missed",)),),
    )
    record = Record()
    looked(post_to(record), record, facts(plan=plan, happened=(MISSED,)))
    await settled()
    assert record.stages() == {"hanako": "sent"}
    assert (tmp_path / "to").read_text("utf-8") == "000-1000\n"
    assert (tmp_path / "text").read_text("utf-8").startswith("【訓練】")
    assert "canary" not in (tmp_path / "env").read_text("utf-8")
    assert "OWN_OF_A_TEST=its own" in (tmp_path / "env").read_text("utf-8")
    assert "000-1000" not in str(record.events)


async def test_a_secret_that_is_missing_is_said_and_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = Record()
    async with chatting() as there:
        source = SecretSource(env="NOTICE_HOOK_OF_A_TEST")
        hook = Webhook(f"{there.url}/{{secret}}", id="text", secret=source)
        plan = replace(planned(there, "text"), messages=Messages(webhooks=(hook,)))
        known = facts(plan=plan, happened=(MISSED,))
        post = post_to(record)
        looked(post, record, known)
        await settled()
        (failed,) = [each for each in record.events if isinstance(each, NoticeFailed)]
        assert "NOTICE_HOOK_OF_A_TEST" in render(failed.why, "ja")
        monkeypatch.setenv("NOTICE_HOOK_OF_A_TEST", "canary-hook")
        looked(post, record, known, BEGAN + MINUTE)
        await settled()
        # The drills that the service starts find it where it was.
        assert os.environ["NOTICE_HOOK_OF_A_TEST"] == "canary-hook"
    assert there.got("canary-hook")
    assert "canary" not in str(record.events)


async def test_what_was_not_begun_is_left_for_the_next_to_come() -> None:
    record = Record()
    async with chatting() as there:
        known = facts(plan=planned(there, "text"), happened=(MISSED,))
        post = post_to(record)
        looked(post, record, known)
        await post.drain(5)
        assert (there.asked, record.events) == ([], [])
        looked(post_to(record), record, known)
        await settled()
    assert record.stages() == {"text": "sent"}
    assert not [each for each in record.events if isinstance(each, NoticeInDoubt)]
