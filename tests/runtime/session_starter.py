"""Makes test sessions in a process of its own; told by a file with ``[FOLDER, LOGIN, WHAT]``."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from bcp.asking import ProbeCall
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from bcp.test_accounts import DrillAccount
from drills.core.effects import Connect
from drills.core.ramp_events import SessionBegan, SessionEnded
from drills.runtime.held_sessions import HeldSessions
from drills.runtime.secrets import Secret, Secrets
from tests.daemons.ocserv import PASSWORD


def _now() -> int:
    return time.monotonic_ns() // 1000


async def _made(folder: str, login: dict[str, Any], what: str) -> None:
    subject = login.pop("vpn_login")
    call = ProbeCall("vpn_login", subject, login)
    known = {SecretSource(file="password"): Secret(PASSWORD)}
    plan = Plan(Organisation("見本町"), folder=folder)
    told: list[str]
    sessions, told = HeldSessions(plan, Secrets(at=known), 60.0, 4.0), []
    lost: list[SessionEnded] = []
    account = DrillAccount("drill", call, "2099-12-31", 5)
    for number in (1, 2, 3):
        effect = Connect("connect", number, account)
        came = await sessions.begin(effect, _now, lost.append)
        told.append("up" if isinstance(came, SessionBegan) else came.how)
        if what == "stay" and number == 2:
            await asyncio.sleep(60)
    await sessions.end("connect")
    late = await sessions.begin(Connect("connect", 4, account), _now, lost.append)
    told += ["up" if isinstance(late, SessionBegan) else "ended", *(each.how for each in lost)]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(_made(*json.loads(Path(sys.argv[1]).read_text())))
