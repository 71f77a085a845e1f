"""Mail of a whole drill through a real Postfix, read back from the mailbox it was put into."""

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

import pytest

from drills.cli.exit_codes import ExitCode
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

    def run(self, *words: str) -> tuple[int, str]:
        """A drill from its beginning to its end."""
        return self.drill(*RUN, *words)

    def begin(self, *words: str) -> None:
        """Start bcp-drill and leave it running; `kill` ends it."""
        line = shlex.join([sys.executable, "-m", "tui", *words])
        self.inside.run(
            f"cd {self.folder} && rm -f /run/ended && "
            f"(setsid sh -c '{line}; echo $? >/run/ended' </dev/null >/run/drill 2>&1 & "
            "echo $! >/run/pid)"
        )

    def until(self, true: str) -> None:
        """Wait for a shell line to succeed."""
        line = f"timeout 30 sh -c {shlex.quote(f'until {true}; do sleep 0.05; done')}"
        self.inside.run(f"{line} || (cat /run/drill; false)")

    def kill(self) -> None:
        """End what was begun, as a power cut would."""
        self.inside.run("pkill -9 -g $(cat /run/pid)")

    def planned(self, text: str = PLAN) -> None:
        """Have another plan, or the usual one."""
        (self.folder / "plan/plan.yaml").write_text(text, "utf-8")

    def report(self) -> Any:
        """The newest drill's report."""
        self.drill("report", "last", "-f", "json", "-o", "out.json")
        return json.loads((self.folder / "out.json").read_text("utf-8"))

    def mails(self) -> list[EmailMessage]:
        """What lies in the mailboxes, parsed."""
        raw = postfix.delivered(self.inside)
        found = [message_from_bytes(each, policy=default) for each in raw]
        return [each for each in found if isinstance(each, EmailMessage)]


@contextmanager
def town(folder: Path, *settings: str, plan: str = PLAN, days: float = 90) -> Iterator[Town]:
    place = folder / "plan"
    for each in ("people", "scenarios"):
        (place / each).mkdir(parents=True)
    (place / "plan.yaml").write_text(plan, "utf-8")
    (place / "people/contacts.yaml").write_text(CONTACTS, "utf-8")
    (place / "people/contacts.yaml").chmod(0o600)
    (place / "scenarios/write.yaml").write_text(SCENARIO, "utf-8")
    papers = issued(place, days=days)
    with network(folder) as inside:
        inside.run(f"(cat /etc/hosts; echo 127.0.0.1 {NAME}) >/run/hosts")
        inside.run("mount --bind /run/hosts /etc/hosts")
        postfix.start_with_mailboxes(inside, papers, *settings)
        yield Town(folder, inside)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
def here(running: Town) -> Town:
    running.inside.run("rm -f /run/mail/all/new/*")
    running.planned()
    return running


def arrived(here: Town, count: int) -> list[EmailMessage]:
    here.until(f"[ $(ls /run/mail/all/new 2>/dev/null | wc -l) -ge {count} ]")
    return here.mails()


def test_mail_arrives_as_it_was_written_and_bears_the_mark(here: Town) -> None:
    code, said = here.run("--send", "real", "--yes")
    assert code == ExitCode.PASSED, said
    mails = {each["X-Original-To"]: each for each in arrived(here, 2)}
    assert set(mails) == {"hanako@city.example", "taro@city.example"}
    mail = mails["hanako@city.example"]
    assert mail["Subject"] == (
        "【訓練】在宅勤務への切替え 長い件名でも読める ①髙﨑 / [DRILL] Work from home"
    )
    body = mail.get_content().replace("\r\n", "\n")
    assert body.startswith("【訓練】これは訓練です。\n\n本文です。\n.\n長い行です。")
    assert f"{LONG}\n終わり" in body
    assert "[DRILL] This is a drill.\n\nThe text.\nFrom here." in body
    assert (mail["From"], mail["To"]) == ("bousai@city.example", "hanako@city.example")
    assert mail["Auto-Submitted"] == "auto-generated"
    ids = {each["Message-ID"] for each in mails.values()}
    assert len(ids) == 2
    assert "with ESMTPS" in mail["Received"]
    raw = postfix.delivered(here.inside)[0]
    assert max(map(len, raw.split(b"\n"))) < 998
    raw.decode("ascii")


def test_in_a_test_everything_goes_to_the_tester_and_says_whom_it_was_for(here: Town) -> None:
    code, said = here.run("--send", "test")
    assert code == ExitCode.PASSED, said
    mails = arrived(here, 2)
    assert {each["X-Original-To"] for each in mails} == {"it-desk@city.example"}
    told = {line for each in mails for line in each.get_content().splitlines()}
    assert {
        "（試し送りです。本来の宛先: 訓練 花子）",
        "（試し送りです。本来の宛先: 訓練太郎）",
    } <= told


def test_whoever_is_not_asked_sends_nothing_to_people(here: Town) -> None:
    code, said = here.run("--send", "real")
    assert (code, "--yes" in said) == (ExitCode.NOT_STARTED, True)
    assert not here.mails()


def test_a_certificate_that_is_not_trusted_keeps_everything_back(here: Town) -> None:
    here.planned(PLAN.replace("ca: server.pem, ", ""))
    code, said = here.run("--send", "real", "--yes")
    assert (code, "証明書を信頼できない" in said) == (ExitCode.STEP_FAILED, True), said
    assert not here.mails()


def test_a_server_that_offers_no_encryption_gets_nothing(here: Town) -> None:
    here.planned(PLAN.replace("port: 587", "port: 2525"))
    code, said = here.run("--send", "real", "--yes")
    assert (code, "STARTTLS" in said) == (ExitCode.STEP_FAILED, True)


def test_what_the_server_refuses_has_failed_in_its_own_words_without_the_address(
    here: Town,
) -> None:
    contacts = here.folder / "plan/people/contacts.yaml"
    contacts.write_text(CONTACTS.replace("taro@city.example", "taro@elsewhere.example"), "utf-8")
    try:
        code, said = here.run("--send", "real", "--yes")
    finally:
        contacts.write_text(CONTACTS, "utf-8")
    assert code == ExitCode.STEP_FAILED
    assert "554" in said
    assert "‹taro›" in said
    assert "elsewhere.example" not in said
    assert [each["X-Original-To"] for each in arrived(here, 1)] == ["hanako@city.example"]


def test_a_kill_behind_the_text_leaves_a_doubt_and_nothing_is_sent_twice(here: Town) -> None:
    here.planned(PLAN.replace("port: 587", "port: 5870"))
    here.begin(*RUN, "--send", "real", "--yes")
    here.until("[ $(grep -rlas bcp-drill. /run/spool/incoming | wc -l) = 2 ]")
    here.kill()
    first = {each["X-Original-To"]: each["Message-ID"] for each in arrived(here, 2)}
    here.begin("resume", "last", "--headless", "--yes")
    here.until("grep -q 確認待ち /run/drill")
    assert len(here.mails()) == 2
    here.drill("order", "last", "message", "tell", "hanako", "送信済み")
    here.drill("order", "last", "message", "tell", "taro", "もう一度送る")
    here.until("[ -e /run/ended ]")
    again = [each for each in arrived(here, 3) if each["X-Original-To"] == "taro@city.example"]
    assert len(here.mails()) == 3
    assert [each["Message-ID"] for each in again] == [first["taro@city.example"]] * 2
    assert here.inside.run("cat /run/ended").strip() == str(int(ExitCode.PASSED))
