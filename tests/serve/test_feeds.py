"""What programs fetch: with their own tokens, the same again only in a word, and never too new."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bcp.message import Language
from drills.agenda.material import AgendaPart
from drills.errors import Refusal
from drills.metrics.exposition import CONTENT_TYPE
from drills.serve.access import WRONG_TOKENS
from drills.serve.feeds import Feeds, Telling
from drills.serve.token_file import CANNOT_MAKE, tokens_in
from drills.serve.tokens import Tokens
from tests.checkin.desk import visiting
from tests.serve.room import TOKENS, Clock, head_of, raw, served

PEOPLE = "drills,inspections,items,due"
ALL = replace(TOKENS, calendar="CCCCC1111122222EEEEE", metrics="MMMMM3333344444NNNNN")


@dataclass(frozen=True)
class Words:
    """What was there at one look."""

    word: str

    def calendar(self, lang: Language, parts: tuple[AgendaPart, ...]) -> bytes:
        return f"{self.word} {lang} {','.join(parts)}".encode()

    def metrics(self, at: float, *, fresh: bool) -> bytes:
        return f"{self.word} {at:.0f} {fresh}".encode()

    def readiness(self, lang: Language, at: float) -> bytes:
        return f'{{"word": "{self.word}"}}'.encode()


@dataclass
class Place:
    """A plan that is changed, broken, and slow to read, as a test says."""

    word: str = "one"
    broken: bool = False
    looks: int = 0
    read: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def stamp(self) -> object:
        self.looks += 1
        return self.word, self.broken

    def tell(self) -> Telling:
        self.may_go_on.wait(120)
        self.read += 1
        if self.broken:
            raise Refusal(CANNOT_MAKE(file="plan.yaml", reason="-"))
        return Words(self.word)


async def ask(
    url: str, path: str, headers: Mapping[str, str] | None = None
) -> tuple[int, Mapping[str, str], bytes]:
    lines = [f"GET {path} HTTP/1.1", f"Host: {url.removeprefix('http://')}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    answer = await raw(url, ("\r\n".join(lines) + "\r\n\r\n").encode())
    return *head_of(answer), answer.partition(b"\r\n\r\n")[2]


def password(token: str) -> Mapping[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"any:{token}".encode()).decode()}


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_each_feed_opens_by_its_own_token_and_by_no_other(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=ALL, feeds=Feeds(Place())) as url:
        for path, token in (("/calendar.ics", ALL.calendar), ("/metrics", ALL.metrics)):
            status, headers, _ = await ask(url, path)
            assert (status, "Basic" in headers["www-authenticate"]) == (401, True)
            for wrong in {ALL.reports, ALL.board, ALL.calendar, ALL.metrics} - {token}:
                assert (await ask(url, path, password(wrong)))[0] == 401
            assert (await ask(url, path, password(token)))[0] == 200
        assert (await ask(url, "/readiness.json", bearer(ALL.metrics)))[0] == 200
        # Only the calendar's token may stand in an address, and opens nothing else there.
        assert (await ask(url, f"/calendar/{ALL.calendar}.ics"))[0] == 200
        assert (await ask(url, f"/calendar/{ALL.metrics}.ics"))[0] == 401
        assert (await ask(url, "/reports", bearer(ALL.metrics)))[0] == 401


async def test_without_tokens_this_terminal_reads_everything(tmp_path: Path) -> None:
    async with served(tmp_path, feeds=Feeds(Place())) as url:
        status, headers, body = await ask(url, "/calendar.ics")
        assert (status, body) == (200, f"one ja {PEOPLE}".encode())
        assert headers["content-type"] == "text/calendar; charset=utf-8"
        _, _, body = await ask(url, "/calendar.ics?lang=en")
        assert body == f"one en {PEOPLE}".encode()
        _, _, body = await ask(url, "/calendar.ics?only=due,unattended")
        assert body == b"one ja unattended,due"
        status, _, body = await ask(url, "/calendar.ics?only=<b>")
        assert (status, b"<b>" in body) == (400, False)
        _, headers, _ = await ask(url, "/metrics")
        assert headers["content-type"] == CONTENT_TYPE
        _, headers, body = await ask(url, "/readiness.json")
        assert (headers["content-type"], body) == (
            "application/json; charset=utf-8",
            b'{"word": "one"}',
        )


async def test_a_calendar_that_is_the_same_is_not_sent_again(tmp_path: Path) -> None:
    place, mono = Place(), Clock()
    async with served(tmp_path, feeds=Feeds(place, mono=mono)) as url:
        _, headers, _ = await ask(url, "/calendar.ics")
        known = {"If-None-Match": headers["etag"]}
        status, again, body = await ask(url, "/calendar.ics", known)
        assert (status, again["etag"], body) == (304, headers["etag"], b"")
        assert "no-store" not in headers["cache-control"]
        place.word, mono.now = "two", mono.now + 5
        status, _, body = await ask(url, "/calendar.ics", known)
        assert (status, body) == (200, f"two ja {PEOPLE}".encode())


async def test_it_is_read_anew_only_where_something_was_changed() -> None:
    place, mono, wall = Place(), Clock(), Clock(5_000)
    feeds = Feeds(place, mono=mono, wall=wall)
    for _ in range(3):
        told = await feeds.told()
        mono.now += 15
        wall.now += 15
    # Nothing is older than the last look, although it was read once.
    assert (place.looks, place.read, told.at, told.fresh) == (3, 1, 5_030, True)


async def test_what_cannot_be_read_any_more_is_never_told_as_new() -> None:
    place, mono, wall = Place(), Clock(), Clock(5_000)
    feeds = Feeds(place, mono=mono, wall=wall)
    await feeds.told()
    place.broken, mono.now, wall.now = True, mono.now + 60, wall.now + 60
    told = await feeds.told()
    assert told.telling is not None
    assert told.telling.metrics(told.at, fresh=told.fresh) == b"one 5000 False"
    place.broken, place.word, mono.now, wall.now = False, "two", mono.now + 60, wall.now + 60
    told = await feeds.told()
    assert told.telling is not None
    assert told.telling.metrics(told.at, fresh=told.fresh) == b"two 5120 True"


async def test_a_look_that_takes_long_is_not_waited_for() -> None:
    place, mono, wall = Place(), Clock(), Clock(5_000)
    feeds = Feeds(place, mono=mono, wall=wall, patience_s=0.05)
    await feeds.told()
    place.word, mono.now, wall.now = "two", mono.now + 60, wall.now + 60
    place.may_go_on.clear()
    told = await feeds.told()
    assert (told.at, told.telling) == (5_000, Words("one"))
    place.may_go_on.set()


async def test_the_first_look_of_all_is_waited_for() -> None:
    place = Place()
    feeds = Feeds(place, mono=Clock(), wall=Clock(5_000), patience_s=0.01)
    place.may_go_on.clear()
    asked = asyncio.create_task(feeds.told())
    done, _ = await asyncio.wait({asked}, timeout=0.5)
    assert not done
    place.may_go_on.set()
    assert (await asked).telling == Words("one")


async def test_the_first_look_is_not_waited_for_without_end() -> None:
    place = Place()
    feeds = Feeds(place, mono=Clock(), wall=Clock(5_000), first_patience_s=0.01)
    place.may_go_on.clear()
    assert (await feeds.told()).telling is None
    place.may_go_on.set()


async def test_a_plan_that_was_never_read_is_said_to_be_so(tmp_path: Path) -> None:
    async with served(tmp_path, feeds=Feeds(Place(broken=True))) as url:
        for path in ("/calendar.ics", "/metrics", "/readiness.json"):
            status, headers, body = await ask(url, path)
            assert (status, "retry-after" in headers) == (503, True)
            assert "bcp-drill check" in body.decode()


async def test_guessing_at_a_feed_comes_to_an_end(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=ALL, feeds=Feeds(Place()), mono=Clock()) as url:
        for _ in range(int(WRONG_TOKENS.at_once)):
            assert (await ask(url, "/calendar/AAAAA.ics"))[0] == 401
        assert (await ask(url, f"/calendar/{ALL.calendar}.ics"))[0] == 429
        # A program with an old token keeps no person out.
        async with visiting(url) as person:
            typed = {"token": ALL.reports, "to": "/reports"}
            entered = await person.post("/enter", data=typed, allow_redirects=False)
            assert entered.status == 303


def test_a_file_from_before_the_feeds_gets_their_tokens_and_keeps_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    old = "# 情報係\nreports: AAAAA-BBBBB-CCCCC-DDDDD\nboard: 00000-11111-22222-33333\n"
    file.touch(0o600)
    file.write_text(old, encoding="utf-8")
    found, made = tokens_in(file)
    assert made == ("calendar", "metrics")
    assert file.read_text(encoding="utf-8").startswith(old)
    assert tokens_in(file) == (found, ())
    assert len({found.reports, found.board, found.calendar, found.metrics}) == 4


def test_a_feed_without_a_token_is_opened_by_none() -> None:
    bare = Tokens(TOKENS.reports, TOKENS.board)
    assert not bare.opens("calendar", "")
    assert not bare.opens("metrics", "-")
