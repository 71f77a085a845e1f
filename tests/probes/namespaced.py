"""A network of one test's own, without the machine's: nothing in it answers but loopback.

``unshare`` makes it for one process, with mounts of its own, and the system removes it with that
process. Root needs no
more; anybody else is made root of a namespace of users first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

_ASK = """
import asyncio, json, sys
from bcp.asking import Control, Expectation, ProbeCall
from bcp.durations import Span
from bcp.model import Organisation, Plan
from drills.runtime.asking import Asker
from drills.runtime.clock import DrillClock
from drills.runtime.watcher import sampled

async def main():
    asker = Asker(Plan(Organisation("見本町")))
    for word, subject, params, limit, control in json.loads(sys.argv[1]):
        expect, beside = (), None
        if control:
            expect, beside = (Expectation("reply", "equals", False),), Control(*control)
        call = ProbeCall(word, subject, params, expect, timeout=Span(limit), control=beside)
        sample = await sampled(asker, call, DrillClock())
        reading = sample.reading
        because = reading.because or reading.could_not_ask
        print(json.dumps({
            "facts": dict(reading.facts),
            "unknown": reading.could_not_ask is not None,
            "code": because.code if because else None,
            "said": reading.said,
            "outcome": sample.outcome,
            "why": [each.code for each in sample.why],
        }))

asyncio.run(main())
"""


@dataclass(frozen=True)
class Ask:
    """A question; with `control`, a word and a subject, one that wants silence."""

    word: str
    subject: str
    params: Mapping[str, Any] = field(default_factory=dict)
    limit_us: int = 4_000_000
    control: tuple[str, str] | None = None


def readings_in(setup: str, *asks: Ask, then: str = "") -> list[dict[str, Any]]:
    """What is read in a fresh network after the shell lines of `setup`.

    `then` are words before the command that asks, such as a change of its ``PATH``.
    """
    lines = f'set -e\nip link set lo up\n{setup}\n{then} "$0" -c "$1" "$2"'
    rootless = () if os.geteuid() == 0 else ("--map-root-user",)
    words = (
        "unshare",
        *rootless,
        "--net",
        "--mount",
        "/bin/sh",
        "-c",
        lines,
        sys.executable,
        _ASK,
        json.dumps([astuple(each) for each in asks]),
    )
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return [json.loads(line) for line in done.stdout.splitlines()]
