"""Is a secret found anywhere but where it belongs? Two of them are sent through a whole drill.

    python -m tests.proofs.canary

One opens the key for a real OpenSSH server, the other is typed at a prompt and logs in to a server
that wants a password. Both servers say them back, plainly and in other writings and encodings. Then
everything that the drill wrote, showed or started is searched for them.
"""

# ruff: noqa: T201 - a proof prints what it found

from __future__ import annotations

import asyncio
import base64
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import asyncssh

from bcp.model import Server
from drills.runtime.secrets import MASK
from tests.daemons.door import door
from tests.proofs.live import Live
from tests.proofs.stage import Stage, said, stage
from tests.tui.terminal import Terminal, terminal

PHRASE = 'canary-Kx7%/表ソ "phrase"'
PASSWORD = "canary-Pw9&能十 <word>"  # noqa: S105 - made to be looked for

# What is common to both, in every writing that they are said back in, and of both Japanese halves.
_CORE = b"canary-"
TRACES = (
    _CORE,
    _CORE.hex().encode(),
    *(base64.b64encode(bytes(before) + _CORE)[2 + before : -4] for before in range(3)),
    *(
        word.encode(encoding)
        for word in ("表ソ", "能十")
        for encoding in ("utf-8", "cp932", "euc_jp")
    ),
    *(quote(word).encode() for word in ("表ソ", "能十")),
)

SCENARIO = """
scenario: echo
title: {ja: 秘密を言い返すサーバ, en: Servers that say secrets back}
modes: [operational]
time: {limit: 2m}
safety: {approvals: [{step: act, by: lead}]}
watch: [{system: homepage}, {system: old-one}]
steps:
  - id: act
    run: {server: web01, command: leak}
    undo: {server: web01, command: leak-too}
  - {id: look, probe: {ssh: old, command: show}, expect: {out: {equals: 何もない}}, if_broken: note}
  - {id: last, by: lead, ask: 終わりますか}
"""
SYSTEM = """
  - id: old-one
    name: {ja: 古い装置, en: Old device}
    every: 500ms
    probe: {ssh: old, command: show, timeout: 3s}
"""
APPROVED = """
approvals: [{step: act, role: lead, by: 情報係長}]
"""
ANSWERS = (
    APPROVED
    + """
answers: [{step: last, answer: done, by: 情報係長, after: 1s}]
"""
)
# Python loads a module of this name when it starts; a mistake of the program is made of it.
BREAKING = """
import drills.cli.reporting as reporting
from drills.runtime.secrets import known_values

def broken(*words, **more):
    raise RuntimeError("it broke with " + " and ".join(known_values()))

reporting.print_result = broken
"""


@dataclass
class Found:
    """Where a secret was looked for, and the places where one was found."""

    searched: int = 0
    places: list[str] = field(default_factory=list)

    def look(self, place: str, raw: bytes) -> None:
        """Search bytes."""
        self.searched += 1
        if any(trace in raw for trace in TRACES):
            self.places.append(place)

    def look_below(self, folder: Path) -> None:
        """Search every file of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.look(str(path), path.read_bytes())

    def look_at_processes(self) -> None:
        """Search what any user of this machine can see of the others' processes, and more."""
        for path in (*Path("/proc").glob("[0-9]*/cmdline"), *Path("/proc").glob("[0-9]*/environ")):
            try:
                self.look(str(path), path.read_bytes())
            except OSError:
                continue


@contextmanager
def _door(folder: Path) -> Iterator[Server]:
    """The server that wants a password, in a thread and a loop of its own."""
    folder.mkdir()
    there, over, found = threading.Event(), threading.Event(), list[Server]()

    async def serve() -> None:
        async with door(folder, "both", PASSWORD, f"hello {PASSWORD}", "cp932") as (server, _):
            found.append(server)
            there.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    there.wait(120)
    try:
        yield found[0]
    finally:
        over.set()
        thread.join(20)


def _written(place: Stage, old: Server, hidden: Path, password: str) -> None:
    """The stage's plan with both secrets in it, by where they come from."""
    key = asyncssh.read_private_key(place.sshd.identity)
    for name, raw in (
        ("key", key.export_private_key(passphrase=PHRASE)),
        ("phrase", PHRASE.encode()),
        ("password", PASSWORD.encode()),
        ("leak", _leak().encode()),
    ):
        (hidden / name).write_bytes(raw)
        (hidden / name).chmod(0o600)
    text = (place.plan / "plan.yaml").read_text(encoding="utf-8")
    text = text.replace(
        f'    identity: "{place.sshd.identity}"\n',
        f'    identity: "{hidden}/key"\n    passphrase: {{file: "{hidden}/phrase"}}\n',
    )
    until = text.partition("allowed_until: ")[2].partition("}")[0]
    leak = f'cat {hidden}/leak; cat {hidden}/leak >&2; exit 3", allowed_until: {until}'
    text += f'      leak: {{run: "{leak}}}\n      leak-too: {{run: "{leak}}}\n'
    text += (
        f"  - {{id: old, address: 127.0.0.1, port: {old.port}, user: drill, shell: plain,\n"
        f'     known_hosts: "{old.known_hosts}", encoding: cp932, password: {password},\n'
        "     commands: {show: show}}\n"
    )
    text = text.replace("servers:\n", SYSTEM.removeprefix("\n") + "servers:\n", 1)
    (place.plan / "plan.yaml").write_text(text, encoding="utf-8")
    (place.plan / "scenarios" / "echo.yaml").write_text(SCENARIO, encoding="utf-8")


def _leak() -> str:
    lines = [PHRASE, base64.b64encode(f"user:{PHRASE}".encode()).decode(), quote(PHRASE, safe="")]
    return "\n".join((*lines, PHRASE.encode().hex(), f"{'x' * 70_000}{PHRASE}{PHRASE}"))


def prove(folder: Path) -> Found:
    """Play the drill on a screen, look at all of it, then crash one. Raises `AssertionError`."""
    found, hidden = Found(), folder / "hidden"
    hidden.mkdir(mode=0o700)
    with stage(folder / "stage") as place, _door(hidden / "door") as old:
        original = (place.plan / "plan.yaml").read_text(encoding="utf-8")
        _written(place, old, hidden, "{prompt: true}")
        _on_a_screen(place, found)
        _reported(place, found)
        _bundled(place, found)
        (place.plan / "plan.yaml").write_text(original, encoding="utf-8")
        _written(place, old, hidden, f'{{file: "{hidden}/password"}}')
        _crashed(place, found)
        for each in (place.plan, place.runs, *place.folder.glob("told-*")):
            found.look(str(each), each.read_bytes()) if each.is_file() else found.look_below(each)
    return found


def _on_a_screen(place: Stage, found: Found) -> None:
    line = (sys.executable, "-m", "tui", "--lang", "ja", "run", str(place.scenario("echo")))
    words = (*line, "--mode", "operational", "--yes", "--runs", str(place.runs))
    answers = place.answers(APPROVED)
    with terminal([*words, "--answers", str(answers)], place.folder) as person:
        person.until("パスワード")
        person.write(PASSWORD)
        person.type("Enter")
        person.until(
            lambda screen: _seen(found, screen) and "> 回答待ち" in screen.partition("手順")[0]
        )
        found.look_at_processes()
        found.look_below(place.runs)
        said("order", "last", "answer", "last", "done", *_at(place), cwd=place.folder)
        _ended(person, found)


def _at(place: Stage) -> tuple[str, ...]:
    return "--runs", str(place.runs)


def _ended(person: Terminal, found: Found) -> None:
    person.until(lambda screen: _seen(found, screen) and "終了" in screen.splitlines()[0])
    person.type("t")
    person.until(lambda screen: _seen(found, screen) and "訓練の結果" in screen)
    person.type("w")
    person.until(lambda screen: _seen(found, screen) and "保存しました" in "".join(screen.split()))
    found.look("screen", person.leave().encode())


def _seen(found: Found, screen: str) -> bool:
    found.look("screen", screen.encode())
    return True


def _reported(place: Stage, found: Found) -> None:
    kept = [each.read_text(encoding="utf-8") for each in place.runs.rglob("watch-*.jsonl")]
    assert any(MASK in each for each in kept), "the servers said nothing back"
    reports = [("report", "last", "--form", form) for form in ("text", "html", "json")]
    for line in (*reports, ("replay", "last"), ("verify", "last")):
        words = (*line, *_at(place))
        done = said(*words, cwd=place.folder)
        assert done.stdout, done.stderr
        found.look(" ".join(words), (done.stdout + done.stderr).encode())


def _bundled(place: Stage, found: Found) -> None:
    """Everything that a bundle can hold, unpacked."""
    out = place.folder / "bundle.zip"
    whole = ("--with-addresses", "--with-people", "--with-evidence")
    done = said("bundle", "last", "-o", out, *whole, *_at(place), cwd=place.folder)
    assert out.exists(), done.stderr
    with zipfile.ZipFile(out) as bundle:
        for name in bundle.namelist():
            found.look(f"{out}:{name}", bundle.read(name))


def _crashed(place: Stage, found: Found) -> None:
    """A drill whose program fails with both secrets in the mistake."""
    breaking = place.folder / "breaking"
    crashes = place.folder / "crashes"
    breaking.mkdir()
    crashes.mkdir()
    (breaking / "sitecustomize.py").write_text(BREAKING, encoding="utf-8")
    words = ("run", place.scenario("echo"), "--mode", "operational", "--yes", "--headless")
    more = ("--answers", place.answers(ANSWERS))
    variables = {"PYTHONPATH": str(breaking), "TMPDIR": str(crashes)}
    drill = Live(place, *words, *more, **variables)
    drill.ends()
    (crash,) = crashes.iterdir()
    kept = crash.read_text(encoding="utf-8")
    assert "it broke with ‹secret› and ‹secret›" in kept, kept
    found.look(str(crash), kept.encode())
    found.look("told", drill.told().encode())
    found.look("out", drill.out.read_bytes())


def main() -> int:
    """Prove it once, and say where was searched."""
    with tempfile.TemporaryDirectory() as folder:
        found = prove(Path(folder))
    for place in found.places:
        print(f"FOUND {place}")
    print(f"{found.searched} places searched, found in {len(found.places)}")
    return 1 if found.places else 0


if __name__ == "__main__":
    sys.exit(main())
