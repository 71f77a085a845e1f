"""What only some platforms have; elsewhere each of these gives the words for "not known"."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
from contextlib import suppress
from typing import Any


def readable_by_others(found: os.stat_result) -> bool:
    """Whether a file is another's, or others may read or change it.

    Windows has neither owners nor modes in this sense; there the rights of the user's own profile
    folder keep others out.
    """
    if os.name == "nt":
        return False
    others = stat.S_IRWXG | stat.S_IRWXO
    return found.st_uid != os.getuid() or bool(stat.S_IMODE(found.st_mode) & others)


def end_group(leader: int) -> None:
    """End a process that was started in a session of its own, and all that it has started.

    On Windows the process alone.
    """
    with suppress(ProcessLookupError):
        if os.name == "nt":
            os.kill(leader, signal.SIGTERM)
        else:
            os.killpg(leader, signal.SIGKILL)


def own_group() -> dict[str, Any]:
    """How `subprocess.Popen` starts a process that signals to this one's group do not reach."""
    if os.name == "nt":
        return {"creationflags": 0x00000200}  # CREATE_NEW_PROCESS_GROUP
    return {"start_new_session": True}


def datagram_to(address: str, words: bytes) -> None:
    """Send words to a local socket that takes datagrams. Raises `OSError`; Windows has none."""
    family = getattr(socket, "AF_UNIX", None)
    if family is not None:
        with socket.socket(family, socket.SOCK_DGRAM) as out:
            out.sendto(words, address)


def standard_input_path() -> str | None:
    """How a program can open its own standard input as a file; None where it cannot."""
    return None if os.name == "nt" else "/dev/stdin"


def room_for_files(wanted: int) -> int | None:
    """How many files and connections this process may have open; None where none are counted.

    Where its usual limit is below `wanted` and the system lets it, it raises the limit first.
    """
    if os.name == "nt":
        return None
    import resource  # noqa: PLC0415 - Windows has no such module

    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if usual == resource.RLIM_INFINITY:
        return None
    raised = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if raised <= usual:
        return usual
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, most))
    except (OSError, ValueError):
        return usual
    return raised


def terminal_name() -> str:
    """The terminal that this process was typed into, such as ``pts/3``, or an empty text."""
    for stream in (sys.stdin, sys.stderr, sys.stdout):
        try:
            if stream is not None and stream.isatty():
                name = getattr(os, "ttyname", lambda number: "console")(stream.fileno())
                return str(name).removeprefix("/dev/")
        except (OSError, ValueError):
            continue
    return ""
