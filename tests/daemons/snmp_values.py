"""What an agent says of the objects in a file: net-snmp's `pass_persist` conversation.

Run by snmpd itself, so it needs nothing but the standard library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def _key(oid: str) -> tuple[int, ...]:
    return tuple(int(each) for each in oid.strip(".").split("."))


def _answer(values: dict[str, list[str]], command: str, oid: str) -> list[str]:
    if command == "get":
        found = oid.strip(".") if oid.strip(".") in values else None
    else:
        later = sorted((each for each in values if _key(each) > _key(oid)), key=_key)
        found = later[0] if later else None
    return [f".{found}", *values[found]] if found else ["NONE"]


def _main(path: Path) -> None:
    while line := sys.stdin.readline():
        command = line.strip()
        if command == "PING":
            said = ["PONG"]
        elif command in ("get", "getnext"):
            said = _answer(json.loads(path.read_text()), command, sys.stdin.readline().strip())
        else:
            sys.stdin.readline()
            sys.stdin.readline()
            said = ["not-writable"]
        sys.stdout.write("\n".join(said) + "\n")
        sys.stdout.flush()


_main(Path(sys.argv[1]))
