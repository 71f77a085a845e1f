"""A town with a real mail server beside it, in a network of its own."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from tests.daemons import postfix
from tests.daemons.network import Network, network
from tests.daemons.tls_papers import NAME, issued

LONG = "長い行です。" * 200
PLAN = f"""\
organisation: 見本町
messages:
  test_to: it-desk
  mail: {{server: {NAME}, port: 587, tls: starttls, ca: server.pem, from: bousai@city.example,
         per_minute: 3000}}
"""
CONTACTS = """\
- {id: it-desk, name: 情報係, methods: [{kind: mail, value: it-desk@city.example}]}
- {id: hanako, name: 訓練 花子, methods: [{kind: 電話, value: "000-1"},
                                          {kind: メール, value: hanako@city.example}]}
- {id: taro, name: 訓練太郎, methods: [{kind: mail, value: taro@city.example}]}
"""
SCENARIO = f"""\
scenario: write
title: メッセージの訓練
modes: [tabletop, walkthrough]
safety: {{notice: {{ja: これは訓練です。, en: This is a drill.}}}}
steps:
  - id: tell
    message:
      to: [hanako, taro]
      subject: {{ja: "在宅勤務への切替え　長い件名でも読める　①髙﨑", en: Work from home}}
      text: {{ja: "本文です。\\n.\\n{LONG}\\n終わり", en: "The text.\\nFrom here."}}
"""
# Ends what was begun, as a power cut would.
KILL = "pkill -9 -g $(cat /run/pid)"
RUN = ("run", "write", "--headless", "--mode", "walkthrough", "--plan", "plan")


@dataclass(frozen=True)
class Town:
    """A town's folder, in a network with its mail server."""

    folder: Path
    inside: Network

    def drill(self, *words: str, environ: str = "") -> tuple[int, str]:
        """What bcp-drill ended with and printed, run beside the mail server."""
        line = shlex.join([sys.executable, "-m", "tui", *words])
        said = self.inside.run(f"cd {self.folder} && {environ} {line} 2>&1; echo $?", check=False)
        told, _, code = said.rstrip().rpartition("\n")
        # Lines are broken anywhere in Japanese.
        return int(code), "".join(told.split())

    def run(self, *words: str, environ: str = "") -> tuple[int, str]:
        """A drill from its beginning to its end."""
        return self.drill(*RUN, *words, environ=environ)

    def newest(self) -> Path:
        """The folder of the newest drill."""
        return max((self.folder / "runs").glob("*-write"), key=lambda each: each.stat().st_mtime)

    def begin(self, *words: str) -> None:
        """Start bcp-drill and leave it running; `KILL` ends it."""
        line = shlex.join([sys.executable, "-m", "tui", *words])
        self.inside.run(
            f"cd {self.folder} && rm -f /run/ended && "
            f"(setsid sh -c '{line}; echo $? >/run/ended' </dev/null >/run/drill 2>&1 & "
            "echo $! >/run/pid)"
        )

    def until(self, true: str, then: str = ":") -> None:
        """Wait for a shell line to succeed, and then do another at once."""
        waiting = f"until {true}; do sleep 0.05; done; {then}"
        self.inside.run(f"timeout 60 sh -c {shlex.quote(waiting)} || (cat /run/drill; false)")

    def planned(self, text: str = PLAN) -> None:
        """Have another plan, or the usual one."""
        (self.folder / "plan/plan.yaml").write_text(text, "utf-8")

    def report(self) -> Any:
        """The newest drill's report."""
        self.drill("report", "last", "-f", "json", "-o", "out.json")
        return json.loads((self.folder / "out.json").read_text("utf-8"))

    def arrived(self, count: int) -> list[EmailMessage]:
        """The mails, once there are so many."""
        self.until(f"[ $(ls /run/mail/all/new 2>/dev/null | wc -l) -ge {count} ]")
        return self.mails()

    def mails(self) -> list[EmailMessage]:
        """What lies in the mailboxes, parsed."""
        raw = postfix.delivered(self.inside)
        found = [message_from_bytes(each, policy=default) for each in raw]
        return [each for each in found if isinstance(each, EmailMessage)]


@contextmanager
def town(
    folder: Path, *, plan: str = PLAN, contacts: str = CONTACTS, scenario: str = SCENARIO
) -> Iterator[Town]:
    """The town, as long as the network lasts."""
    place = folder / "plan"
    for each in ("people", "scenarios"):
        (place / each).mkdir(parents=True)
    (place / "plan.yaml").write_text(plan, "utf-8")
    (place / "people/contacts.yaml").write_text(contacts, "utf-8")
    (place / "people/contacts.yaml").chmod(0o600)
    (place / "scenarios/write.yaml").write_text(scenario, "utf-8")
    papers = issued(place)
    with network(folder) as inside:
        inside.run(f"(cat /etc/hosts; echo 127.0.0.1 {NAME}) >/run/hosts")
        inside.run("mount --bind /run/hosts /etc/hosts")
        postfix.start_with_mailboxes(inside, papers)
        yield Town(folder, inside)
