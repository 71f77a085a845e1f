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
from typing import Any

_ASK = """
import asyncio, json, sys
from bcp.asking import ProbeCall
from bcp.model import Organisation, Plan
from drills.runtime.asking import Asker

async def main():
    asker = Asker(Plan(Organisation("見本町")))
    for word, subject, params, limit in json.loads(sys.argv[1]):
        reading = await asker.ask(ProbeCall(word, subject, params), limit)
        because = reading.because or reading.could_not_ask
        print(json.dumps({
            "facts": dict(reading.facts),
            "unknown": reading.could_not_ask is not None,
            "code": because.code if because else None,
            "said": reading.said,
        }))

asyncio.run(main())
"""
Ask = tuple[str, str, dict[str, Any], int]


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
        json.dumps(asks),
    )
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return [json.loads(line) for line in done.stdout.splitlines()]
