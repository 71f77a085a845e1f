"""What happens while a command is under way, and to the ask after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from bcp.model import Command
from tests.daemons.pools import until
from tests.lab.disk import USER
from tests.lab.faults import Fault
from tests.lab.lab import Lab
from tests.runtime.field.asked import BEGUN, BUSY, asked, asked_during, asker

NODE = "branch1"


def test_a_reset_in_mid_command_is_a_lost_connection(lab: Lab) -> None:
    line = f"touch ~/{BEGUN}; for each in $(seq 40); do echo; sleep 0.1; done"
    reset, after = asked_during(
        lab, NODE, lambda: lab.fault.firewall(NODE, "reset", 22), line=line, within_s=8
    )
    assert (reset.code, reset.outcome) == ("ssh.lost", "broken")
    assert "分かりません" in reset.words()
    assert after.outcome == "held"


@pytest.mark.parametrize("harm", ["blackhole", "hung"])
def test_silence_in_mid_command_says_that_the_server_may_stand_still(lab: Lab, harm: str) -> None:
    faults: dict[str, Callable[[], Fault]] = {
        "blackhole": lambda: lab.fault.blackhole("fib1"),
        "hung": lambda: lab.fault.hung(NODE),
    }
    silent, after = asked_during(lab, NODE, faults[harm], within_s=3)
    assert silent.outcome == "broken"
    # On a busy machine the limit of the whole ask may come first, which knows less.
    assert silent.code in ("reach.too_slow", "asking.no_answer")
    assert "経路" in silent.words() or silent.code == "asking.no_answer"
    assert after.outcome == "held"


def test_a_cut_fibre_with_a_radio_beside_it_does_not_harm_a_command(lab: Lab) -> None:
    during, after = asked_during(lab, NODE, lambda: lab.fault.cut("fib1"))
    assert (during.outcome, during.reading.facts["out"]) == ("held", "done")
    assert after.outcome == "held"


def test_a_listener_killed_in_mid_command_leaves_the_session_alone(lab: Lab) -> None:
    during, after = asked_during(lab, NODE, lambda: lab.fault.killed(NODE, "sshd"))
    assert (during.outcome, during.reading.facts["out"]) == ("held", "done")
    assert after.outcome == "held"


def test_a_command_killed_on_the_server_is_an_answer(lab: Lab) -> None:
    def kill() -> Fault:
        lab.node(NODE).run(["pkill", "-9", "-u", USER, "sleep"])
        return nullcontext()

    killed, after = asked_during(lab, NODE, kill, line=f"touch ~/{BEGUN}; exec sleep 31")
    facts = killed.reading.facts
    assert killed.outcome == "broken"
    assert facts["signal"] == "KILL" or facts["exit"] == 137
    assert (killed.code, after.outcome) == ("", "held")


def test_a_power_cut_in_mid_command_is_a_lost_connection_and_over_when_it_is_back(lab: Lab) -> None:
    cut, after = asked_during(lab, NODE, lambda: lab.fault.power_cut(NODE))
    assert (cut.code, cut.outcome) == ("ssh.lost", "broken")
    assert after.outcome == "held"


def test_an_action_lost_in_a_black_hole_is_in_doubt(lab: Lab) -> None:
    begun = lab.node(NODE).disk / "home" / USER / BEGUN
    begun.unlink(missing_ok=True)
    action = Command("act", BUSY, allowed_until="2099-12-31")
    server = lab.node(NODE).ssh_server(commands=(action,))

    async def during() -> tuple[str, bool | None]:
        async with asker(server) as made:
            acting = asyncio.create_task(made.act(NODE, "act", timeout_us=3_000_000))
            await until(begun.exists)
            with lab.fault.blackhole("fib1"):
                reading, doubt = await acting
            return doubt.code if doubt else "", bool(reading.facts["reply"])

    assert lab.ops.play(during) == ("asking.action_not_ended", False)


def test_on_a_full_disk_the_login_works_and_the_command_says_it(lab: Lab) -> None:
    with lab.fault.full(NODE):
        result = asked(lab, lab.node(NODE).ssh_server(), line="/bin/echo x > ~/some")
        well = asked(lab, lab.node(NODE).ssh_server())
    assert (result.outcome, well.outcome) == ("broken", "held")
    assert result.reading.could_not_ask is None
    assert "No space left on device" in str(result.reading.facts["err"])
