"""What the network does to an ask: a server that is down, one that cannot be asked, a poor line."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.lab.faults import Fault
from tests.lab.lab import Lab
from tests.runtime.field.asked import asked

NODE = "branch1"

# What happened, and then: its code, its outcome, and a part of its words in Japanese.
ROWS: dict[str, tuple[Callable[[Lab], Fault], str, str, str]] = {
    "sshd is stopped": (
        lambda lab: lab.fault.stopped(NODE, "sshd"),
        *("net.refused", "broken", "サービスが止まっているか"),
    ),
    "a firewall resets": (
        lambda lab: lab.fault.firewall(NODE, "reset", 22),
        *("net.refused", "broken", "ファイアウォール"),
    ),
    "a firewall forbids": (
        lambda lab: lab.fault.firewall(NODE, "reject", 22),
        *("net.no_route", "broken", "ファイアウォール"),
    ),
    "a firewall drops": (
        lambda lab: lab.fault.firewall(NODE, "drop", 22),
        *("net.no_answer", "broken", "ファイアウォール"),
    ),
    "a black hole on the way": (
        lambda lab: lab.fault.blackhole("fib1"),
        *("net.no_answer", "broken", "経路"),
    ),
    "the power is cut": (
        lambda lab: lab.fault.power_cut(NODE),
        *("net.no_answer", "broken", "電源"),
    ),
    "sshd hangs": (
        lambda lab: lab.fault.frozen(NODE, "sshd"),
        *("ssh.no_greeting", "broken", "固まっている"),
    ),
    "the whole server hangs": (
        lambda lab: lab.fault.hung(NODE),
        *("ssh.no_greeting", "broken", "コンソール"),
    ),
    "long packets are lost": (
        lambda lab: lab.fault.mtu("fib1", 1000),
        *("ssh.key_exchange_stalled", "broken", "path MTU"),
    ),
}


@pytest.mark.parametrize("trouble", ROWS)
def test_each_trouble_has_its_code_its_outcome_and_its_words(lab: Lab, trouble: str) -> None:
    harm, code, outcome, words = ROWS[trouble]
    with harm(lab):
        result = asked(lab, lab.node(NODE).ssh_server(), within_s=3)
    assert (result.code, result.outcome) == (code, outcome)
    assert words in result.words("ja")
    assert result.words("en")
    assert _is_back(lab)


def test_where_long_packets_are_lost_a_ping_passes(lab: Lab) -> None:
    with lab.fault.mtu("fib1", 1000):
        lab.ops.run(["ping", "-c", "1", "-W", "1", lab.node(NODE).address])
        connect = f"import socket; socket.create_connection(('{lab.node(NODE).address}', 22), 2)"
        lab.ops.run(["python3", "-c", connect])


def test_a_thin_line_still_brings_a_hundred_kilobytes(lab: Lab) -> None:
    # The command may end when all but what a pipe holds (64 KiB) has left for the line.
    line = "head -c 130000 /dev/zero | tr '\\0' x"
    with lab.fault.rate("fib1", 128):
        result = asked(lab, lab.node(NODE).ssh_server(), line=line, within_s=40)
    facts = result.reading.facts
    assert (result.outcome, facts["cut"]) == ("held", True)
    assert float(facts["took_ms"] or 0) > 3000


def test_a_far_line_costs_time_and_nothing_else(lab: Lab) -> None:
    with lab.fault.delay("fib1", 150, 20):
        result = asked(lab, lab.node(NODE).ssh_server(), within_s=15)
    assert result.outcome == "held", result.words()
    assert float(result.reading.facts["took_ms"] or 0) > 300


def test_a_line_that_loses_a_tenth_still_answers(lab: Lab) -> None:
    with lab.fault.loss("fib1", 10):
        result = asked(lab, lab.node(NODE).ssh_server(), within_s=30)
    assert result.outcome == "held", result.words()


def test_a_server_starved_of_its_processor_still_answers(lab: Lab) -> None:
    with _starved(lab):
        result = asked(lab, lab.node(NODE).ssh_server(), within_s=30)
    assert result.outcome == "held", result.words()


def _is_back(lab: Lab) -> bool:
    """Whether it answers again; after a power cut the router first has to find it."""
    return any(asked(lab, lab.node(NODE).ssh_server()).outcome == "held" for _ in range(20))


@contextlib.contextmanager
def _starved(lab: Lab) -> Iterator[None]:
    """A server whose programs share one processor with busier ones and come last in turn."""
    cpu = max(os.sched_getaffinity(0))
    everywhere = os.sched_getaffinity(0)
    own = lab.instance.processes(NODE)
    hog = ["taskset", "-c", str(cpu), "sh", "-c", "while :; do :; done"]
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            process = stack.enter_context(subprocess.Popen(hog))
            stack.callback(process.kill)
        for each in own:
            _confine(each, {cpu}, 19)
            stack.callback(_confine, each, everywhere, 0)
        yield


def _confine(process: int, cpus: set[int], nice: int) -> None:
    # One that served a connection of before may end at any moment.
    with contextlib.suppress(ProcessLookupError):
        os.sched_setaffinity(process, cpus)
        os.setpriority(os.PRIO_PROCESS, process, nice)
