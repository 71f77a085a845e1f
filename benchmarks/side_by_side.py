"""The same five drills with this tool and with Chaos Toolkit, side by side.

    python -m benchmarks.side_by_side --peer PATH/TO/chaos

Both do the same to the same real OpenSSH server, which keeps its own log of what was done to it,
and ask the same real nginx. Nothing is judged here: exit codes, what was done, and what record is
left are printed as found. ``docs/side-by-side.md`` holds a run of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.proofs.stage import Stage, environment, stage, typed

PATIENCE_S = 60.0
KILLED = "SIGKILL inside the second command"
FAILED = "a command that exits 1"
UNMET = "a precondition that does not hold"
MISSPELT = "a misspelt key"
TWO = "two mistakes in one file"
CASES = (KILLED, FAILED, UNMET, MISSPELT, TWO)
HEAD = """\
scenario: side
title: side by side
modes: [operational]
time: {limit: 2m}
safety:
"""
REQUIRED = '  require: [{probe: {http: "URL"}, expect: {status: {equals: 299}}}]\n'
APPROVAL = "    - {{step: s{n}, by: lead}}\n"
STEP = """\
  - id: s{n}
    run: {{server: web01, command: {command}}}
    undo: {{server: web01, command: undo-second}}
"""
ANSWER = "  - {{step: s{n}, role: lead, by: 情報係長}}\n"


@dataclass(frozen=True)
class Found:
    """What one tool did: its exit code, what the server says was done, and what is left."""

    code: int
    deeds: tuple[str, ...]
    left: str


class Ours:
    """The drill toolkit, on a stage."""

    name = "bcp-drill"

    def __init__(self, place: Stage) -> None:
        self._place = place

    def start(self, scenario: str, steps: int) -> subprocess.Popen[str]:
        """Run a scenario whose steps are approved as they come."""
        path = self._place.scenario("side")
        path.write_text(scenario, encoding="utf-8")
        granted = "".join(ANSWER.format(n=n) for n in range(steps))
        words = typed(
            *("run", "--headless", "--yes", "--mode", "operational", path),
            *("--answers", self._place.answers(f"approvals:\n{granted}")),
            *("--runs", self._place.runs),
        )
        return _started(words, self._place.folder)

    def scenario(self, *commands: str, required: bool = False) -> str:
        """Some commands of the server, one behind the other."""
        require = REQUIRED.replace("URL", self._place.nginx.url) if required else ""
        approvals = "".join(APPROVAL.format(n=n) for n in range(len(commands)))
        steps = "".join(STEP.format(n=n, command=each) for n, each in enumerate(commands))
        return f"{HEAD}{require}  approvals:\n{approvals}steps:\n{steps}"

    def record(self) -> str:
        """What is left of the drill, in a line."""
        words = typed("verify", "last", "--runs", self._place.runs)
        done = subprocess.run(
            words, env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
        return f"verify says {done.returncode}: {(done.stdout + done.stderr).splitlines()[0]}"


class Peer:
    """Chaos Toolkit, on the same stage, reaching the same server with the ssh command."""

    name = "Chaos Toolkit"

    def __init__(self, place: Stage, command: Path) -> None:
        self._place, self._command = place, command

    def start(self, experiment: dict[str, Any]) -> subprocess.Popen[str]:
        """Run an experiment."""
        path = self._place.folder / "side.json"
        path.write_text(json.dumps(experiment), encoding="utf-8")
        journal = self._place.folder / "journal.json"
        journal.unlink(missing_ok=True)
        words = [str(self._command), "run", "--journal-path", str(journal), str(path)]
        return _started(words, self._place.folder)

    def experiment(self, *commands: str, **more: Any) -> dict[str, Any]:
        """The same commands, sent with the ssh command."""
        method = [self._action(f"s{n}", each) for n, each in enumerate(commands)]
        undo = [self._action("undo", "undo-second 0.4")]
        return {
            "title": "side by side",
            "description": "-",
            "method": method,
            "rollbacks": undo,
            **more,
        }

    def _action(self, name: str, deed: str) -> dict[str, Any]:
        sshd, folder = self._place.sshd, self._place.folder
        words = (
            f"-p {sshd.port} -i {sshd.identity} -o UserKnownHostsFile={sshd.known_hosts} "
            f"-o BatchMode=yes {sshd.user}@127.0.0.1 sh {folder / 'deed'} {deed}"
        )
        provider = {"type": "process", "path": "ssh", "arguments": words, "timeout": 90}
        return {"type": "action", "name": name, "provider": provider}

    def record(self) -> str:
        """What is left of the drill, in a line."""
        journal = self._place.folder / "journal.json"
        if not journal.exists():
            return "no journal file"
        found = json.loads(journal.read_text(encoding="utf-8"))
        steps = [each.get("status") for each in found["run"]]
        return f"journal: status {found['status']}, steps {steps}"


def _started(words: Sequence[str], cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _ended(
    place: Stage, process: subprocess.Popen[str], record: Callable[[], str]
) -> tuple[Found, str]:
    told, _ = process.communicate(timeout=PATIENCE_S)
    found = Found(process.returncode, tuple(place.deeds()), record())
    return found, told


def _killed(
    place: Stage, process: subprocess.Popen[str], record: Callable[[], str]
) -> tuple[Found, str]:
    """Kill it inside its second command."""
    deadline = time.monotonic() + PATIENCE_S
    while not place.times_done("third") and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    return _ended(place, process, record)


def _ours(folder: Path, case: str) -> tuple[Found, str]:
    with stage(folder) as place:
        tool = Ours(place)
        scenario = {
            KILLED: tool.scenario("second", "third"),
            FAILED: tool.scenario("undo-fails"),
            UNMET: tool.scenario("second", required=True),
            MISSPELT: tool.scenario("second").replace("undo:", "undoo:"),
            TWO: tool.scenario("nowhere", "second").replace("id: s1", "id: s1\n    at: soon"),
        }[case]
        process = tool.start(scenario, scenario.count("id: s"))
        end = _killed if case == KILLED else _ended
        return end(place, process, tool.record)


def _peer(folder: Path, case: str, command: Path) -> tuple[Found, str]:
    with stage(folder) as place:
        tool = Peer(place, command)
        unmet = {
            "title": "-",
            "probes": [
                {
                    "type": "probe",
                    "name": "page",
                    "tolerance": 299,
                    "provider": {"type": "http", "url": place.nginx.url},
                }
            ],
        }
        misspelt = tool.experiment("second 0.3")
        misspelt["rolbacks"] = misspelt.pop("rollbacks")
        twice = tool.experiment("second 0.3", "second 0.3")
        twice["method"][0]["provider"]["type"] = "nowhere"
        twice["method"][1]["pauses"] = {"after": "soon"}
        experiment = {
            KILLED: tool.experiment("second 0.3", "third 60"),
            FAILED: tool.experiment("undo-fails 0 false"),
            UNMET: tool.experiment("second 0.3", **{"steady-state-hypothesis": unmet}),
            MISSPELT: misspelt,
            TWO: twice,
        }[case]
        process = tool.start(experiment)
        end = _killed if case == KILLED else _ended
        return end(place, process, tool.record)


def main() -> None:
    """Run all five with both, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", type=Path, default=shutil.which("chaos"))
    wanted = parser.parse_args()
    if wanted.peer is None:
        sys.exit("the peer is not installed: give the path of its chaos command with --peer")
    for case in CASES:
        print(f"\n## {case}")
        for name in ("chaos", "ours"):
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder) / "stage"
                peer = name == "chaos"
                found, told = _peer(place, case, wanted.peer) if peer else _ours(place, case)
            print(f"\n{Peer.name if peer else Ours.name}: exit {found.code}; {found.left}")
            print(f"  done to the server: {', '.join(found.deeds) or 'nothing'}")
            for line in told.strip().splitlines()[-4:]:
                print(f"  | {line[:150]}")


if __name__ == "__main__":
    main()
