"""A program of its own that keeps a VPN client only as long as the drill that wants it lives.

``python -m drills.runtime.keeper SECONDS CLIENT…``: the first line of its standard input is, as
JSON, what the client is told on its own; then nothing more comes until the drill's end of that pipe
closes. That happens however the drill ends, also by ``kill -9``. After SECONDS it ends in any case.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence

# For saying goodbye, so that the gateway gives the place to somebody else.
GOODBYE_S = 3.0


def keep(limit_s: float, words: Sequence[str], said: str) -> None:
    """Run the client until it ends, its time is up, or our own input has ended."""
    with subprocess.Popen(  # noqa: S603 - the words come from the drill alone
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": "C"},
    ) as client:
        if client.stdin is not None:
            with contextlib.suppress(OSError):
                client.stdin.write(said.encode())
            with contextlib.suppress(OSError):
                client.stdin.close()
        timer = threading.Timer(limit_s, _end, (client,))
        timer.daemon = True
        timer.start()
        threading.Thread(target=_with_our_input, args=(client,), daemon=True).start()
        _pass_on(client)
        timer.cancel()


def _with_our_input(client: subprocess.Popen[bytes]) -> None:
    # Nothing is ever read here: it comes back when nobody holds the other end any more.
    sys.stdin.buffer.read()
    _end(client)


def _end(client: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        client.terminate()
    try:
        client.wait(GOODBYE_S)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(OSError):
            client.kill()


def _pass_on(client: subprocess.Popen[bytes]) -> None:
    """Tell the drill what the client says; it is read also where nobody listens any more."""
    heard = True
    for line in client.stdout or ():
        if heard:
            try:
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
            except OSError:
                heard = False


def main() -> None:
    """Keep the client that the command line names."""
    said = json.loads(sys.stdin.buffer.readline() or b'""')
    keep(float(sys.argv[1]), sys.argv[2:], said)
    # What is left in our output's buffer is for nobody.
    os._exit(0)


if __name__ == "__main__":
    main()
