from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bcp.asking import ProbeCall, Silence
from bcp.durations import Span
from bcp.message import Message, render
from bcp.model import Server
from drills.errors import Unreachable
from drills.probes._contract import Reach, Unanswered
from drills.runtime.asking import Asker
from drills.runtime.ssh_failures import LOST
from scenarios.reading import Reading
from tests.daemons.nginx import start_nginx
from tests.daemons.ports import free_port
from tests.daemons.sshd import Sshd, command, plan_of

pytestmark = pytest.mark.usefixtures("home")

NEVER = "2020-01-01"


@dataclass(frozen=True)
class Params:
    target: str
    extra: int = 0


def asker_of(ask: Any, **attributes: Any) -> Asker:
    """An asker that knows one probe, made of this function."""
    module = SimpleNamespace(Params=Params, ask=ask, **attributes)
    return Asker(plan_of(), probe=lambda word: module)


async def hang(params: Params, reach: Reach) -> Reading:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_probe_gets_its_subject_and_its_other_values() -> None:
    async def ask(params: Params, reach: Reach) -> Reading:
        return Reading(facts={"reply": True, "said": f"{params.target}/{params.extra}"})

    reading = await asker_of(ask).ask(ProbeCall("x", "fs01", {"extra": 3}))
    assert reading.facts["said"] == "fs01/3"


async def test_silence_until_the_deadline_is_an_answer_about_the_thing() -> None:
    reading = await asker_of(hang).ask(ProbeCall("x", "fs01"), timeout_us=20_000)
    assert reading.facts == {"reply": False}
    assert reading.because is not None
    assert render(reading.because, "ja") == "fs01から0.020秒以内に応答がありません。"


async def test_silence_is_unknown_where_the_protocol_may_be_silent() -> None:
    asker = asker_of(hang, SILENCE="unknown")
    reading = await asker.ask(ProbeCall("x", "vpn"), timeout_us=20_000)
    assert reading.facts == {}
    assert reading.could_not_ask is not None


@pytest.mark.parametrize(
    ("probes_word", "authors_word", "unknown"),
    [
        ("broken", None, False),
        ("unknown", None, True),
        ("unknown", "broken", False),
        ("broken", "unknown", True),
    ],
)
async def test_silence_in_a_probes_own_words_means_what_the_author_or_else_the_probe_says(
    probes_word: str, authors_word: Silence | None, unknown: bool
) -> None:
    words = Message("own.words")

    async def give_up(params: Params, reach: Reach) -> Reading:
        raise Unanswered(words)

    call = ProbeCall("x", "vpn", silence=authors_word)
    reading = await asker_of(give_up, SILENCE=probes_word).ask(call)
    assert reading == (Reading.unknown(words) if unknown else Reading.silent(words))


async def test_a_calls_own_limit_counts_where_no_other_is_given() -> None:
    reading = await asker_of(hang).ask(ProbeCall("x", "fs01", timeout=Span(30_000)))
    assert reading.because is not None
    assert reading.because.params["limit"] == 30_000


@pytest.mark.parametrize(("answered", "facts"), [(False, {"reply": False}), (None, {})])
async def test_what_is_unreachable_is_silent_or_unknown_as_it_says(
    answered: bool | None, facts: dict[str, Any]
) -> None:
    async def ask(params: Params, reach: Reach) -> Reading:
        raise Unreachable(LOST(place="fs01"), answered=answered)

    reading = await asker_of(ask).ask(ProbeCall("x", "fs01"))
    assert reading.facts == facts
    assert (reading.because or reading.could_not_ask) == LOST(place="fs01")


async def test_an_unexpected_error_is_unknown_and_names_its_kind() -> None:
    async def ask(params: Params, reach: Reach) -> Reading:
        raise ZeroDivisionError("division by zero")

    reading = await asker_of(ask).ask(ProbeCall("x", "fs01"))
    assert reading.could_not_ask is not None
    said = render(reading.could_not_ask, "en")
    assert "ZeroDivisionError: division by zero" in said


async def test_a_probes_own_timeout_is_no_deadline_of_ours() -> None:
    async def ask(params: Params, reach: Reach) -> Reading:
        raise TimeoutError

    reading = await asker_of(ask).ask(ProbeCall("x", "fs01"))
    assert reading.because is not None
    assert reading.because.code == "net.no_answer"


async def test_giving_up_an_ask_is_no_reading() -> None:
    asking = asyncio.create_task(asker_of(hang).ask(ProbeCall("x", "fs01")))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_probe_nobody_has_is_unknown() -> None:
    reading = await Asker(plan_of()).ask(ProbeCall("no-such", "fs01"))
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "probes.unknown_word"


async def test_a_probe_may_not_run_an_action(sshd: Sshd, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    action = command("touch", f"touch {touched}", allowed_until=NEVER)
    asker = Asker(plan_of(sshd.server("fs01", (action,))))
    reading = await asker.ask(ProbeCall("ssh", "fs01", {"command": "touch"}))
    await asker.close()
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "reach.not_read_only"
    assert not touched.exists()


async def test_a_command_is_read_as_facts(sshd: Sshd) -> None:
    line = "echo 稼働中; echo 二行目; echo err >&2; exit 4"
    asker = Asker(plan_of(sshd.server("fs01", (command("check", line),))))
    reading = await asker.ask(ProbeCall("ssh", "fs01", {"command": "check"}), 15_000_000)
    await asker.close()
    facts = dict(reading.facts)
    assert facts.pop("took_ms")
    assert facts == {
        "reply": True,
        "exit": 4,
        "signal": "",
        "out": "稼働中\n二行目",
        "out_lines": 2,
        "err": "err",
        "cut": False,
    }


async def test_a_command_that_hangs_says_so_and_not_only_that_time_is_up(sshd: Sshd) -> None:
    asker = Asker(plan_of(sshd.server("fs01", (command("hang", "sleep 60"),))))
    reading = await asker.ask(ProbeCall("ssh", "fs01", {"command": "hang"}), 1_500_000)
    await asker.close()
    assert reading.because is not None
    assert reading.because.code == "reach.too_slow"


async def test_actions_stop_and_start_a_real_service(sshd: Sshd, tmp_path: Path) -> None:
    nginx = start_nginx(tmp_path / "nginx")
    actions = (
        command("stop", nginx.stop_line, allowed_until=NEVER),
        command("start", nginx.start_line, allowed_until=NEVER),
    )
    asker = Asker(plan_of(sshd.server("web01", actions)))
    page = ProbeCall("http", nginx.url)
    try:
        assert (await asker.ask(page)).facts["status"] == 200
        reading, doubt = await asker.act("web01", "stop")
        assert (reading.facts["exit"], doubt) == (0, None)
        gone = await asker.ask(page)
        assert gone.because is not None
        assert gone.because.code == "net.refused"
        await asker.act("web01", "start")
        assert (await asker.ask(page)).facts["body"] == "ok\n"
    finally:
        await asker.close()
        nginx.stop()


async def test_an_action_that_never_left_is_unknown_and_not_in_doubt() -> None:
    server = Server("web01", "127.0.0.1", port=free_port(), commands=(command("stop", "x"),))
    reading, doubt = await Asker(plan_of(server)).act("web01", "stop")
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "net.refused"
    assert doubt is None


async def test_an_action_that_did_not_end_is_in_doubt(sshd: Sshd) -> None:
    slow = command("slow", "echo begun; sleep 60", allowed_until=NEVER)
    asker = Asker(plan_of(sshd.server("web01", (slow,))))
    reading, doubt = await asker.act("web01", "slow", timeout_us=1_500_000)
    await asker.close()
    assert doubt is not None
    assert doubt.code == "asking.action_not_ended"
    assert (reading.facts["reply"], reading.facts["out"]) == (False, "begun")


async def test_standard_input_reaches_an_action(sshd: Sshd, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    write = command("mark", f"cat >> {marks}", allowed_until=NEVER)
    asker = Asker(plan_of(sshd.server("db01", (write,))))
    reading, doubt = await asker.act("db01", "mark", stdin="marker 7\n")
    await asker.close()
    assert (reading.facts["exit"], doubt) == (0, None)
    assert marks.read_text() == "marker 7\n"


async def test_a_frozen_web_server_accepts_but_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        asker = Asker(plan_of())
        port_reading = await asker.ask(ProbeCall("tcp", f"127.0.0.1:{port}"), 500_000)
        web_reading = await asker.ask(ProbeCall("http", f"http://127.0.0.1:{port}/"), 500_000)
    assert port_reading.facts["reply"] is True
    assert web_reading.facts == {"reply": False}
    assert web_reading.because is not None
    assert web_reading.because.code == "asking.no_answer"


async def test_a_part_of_a_question_for_which_no_time_is_left_is_unknown_and_not_silent() -> None:
    asked: list[str] = []

    async def ask(params: Params, reach: Reach) -> Reading:
        asked.append(params.target)
        if params.target == "inner":
            return Reading.silent(LOST(place="inner"))
        # What stands before the last tenth of the time.
        await asyncio.sleep(max(reach.left_us() - 20_000, 0) / 1_000_000)
        return await reach.ask(ProbeCall("x", "inner"))

    reading = await asker_of(ask).ask(ProbeCall("x", "whole"), timeout_us=250_000)
    assert asked == ["whole"]
    assert reading.could_not_ask is not None
    assert "no time left" in render(reading.could_not_ask, "en")
