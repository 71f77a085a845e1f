"""Asks what it reads on standard input, a line of JSON each, and prints the readings.

    python -m tests.daemons.asker FOLDER SECRET…

It runs inside a network of a test (`tests.daemons.network`). FOLDER is the plan's, and each SECRET
is a file of it that a question may name as where a secret is kept. All asks are of one drill's
asker, so what it owes to the machines that it asks is kept between them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bcp.asking import ProbeCall
from bcp.message import render
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from drills.probes import get
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading


def held(folder: str, files: Sequence[str]) -> Secrets:
    """What the files hold, as fetched before a drill."""
    at = {SecretSource(file=each): Secret(Path(folder, each).read_text()) for each in files}
    return Secrets(at=at)


def told(word: str, reading: Reading) -> dict[str, Any]:
    """A reading as JSON, with its words in both languages, or those of what it lacks."""
    found = judge(reading, get(word).HEALTHY)
    lacking = found.why[0] if found.outcome == "broken" and reading.facts.get("reply") else None
    because = reading.because or reading.could_not_ask or reading.note or lacking
    return {
        "facts": dict(reading.facts),
        "unknown": reading.could_not_ask is not None,
        "code": because.code if because else "",
        "ja": render(because, "ja") if because else "",
        "en": render(because, "en") if because else "",
        "good": reading.because is None and found.outcome == "held",
    }


async def main(folder: str, *files: str) -> None:
    """Read and answer until the input ends."""
    asker = Asker(Plan(Organisation("見本町"), folder=folder), secrets=held(folder, files))
    while line := await asyncio.to_thread(sys.stdin.readline):
        word, subject, params, limit, silence = json.loads(line)
        call = ProbeCall(word, subject, params, silence=silence)
        print(json.dumps(told(word, await asker.ask(call, limit))), flush=True)  # noqa: T201


asyncio.run(main(*sys.argv[1:]))
