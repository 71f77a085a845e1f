"""Notices through a real Postfix, read back from the mailbox that it put them into."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

import pytest

from drills.cli.exit_codes import ExitCode
from tests.daemons.tls_papers import NAME
from tests.sending.town import Town, town

PLAN = f"""\
organisation: 見本町
roles: {{lead: {{name: 情報係長, holder: hanako}}}}
messages:
  test_to: it-desk
  mail: {{server: {NAME}, port: 587, tls: starttls, ca: server.pem, from: bousai@city.example,
         per_minute: 3000}}
drills:
  - id: quake
    scenario: write
    name: {{ja: "地震の図上訓練 <!channel>", en: "Earthquake, [see](https://evil.example)"}}
    starts: {{date: "2027-09-01", at: "10:00"}}
    remind: [1d]
    responsible: lead
notices:
  - {{id: lead, to: [lead], kinds: [before, missed]}}
  - {{id: all, to: ["@staff"], kinds: [before], language: ja}}
"""
ALL = ("hanako", "it-desk", "taro")
MANY = tuple(f"{n}-{'準備' * 80}" for n in range(20))
BEFORE = "2027-08-31T10:00+09:00"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), plan=PLAN) as made:
        yield made


@pytest.fixture
def here(running: Town) -> Town:
    running.inside.run(f"rm -rf /run/mail/all/new/* {running.folder}/runs")
    running.planned(PLAN)
    return running


def looking(here: Town, at: str, *more: str) -> str:
    """The shell line of one look."""
    words = [sys.executable, "-m", "tests.notices.one_look", "plan", "runs", at, *more]
    return f"cd {here.folder} && {shlex.join(words)}"


def look(here: Town, at: str, *more: str) -> list[str]:
    return here.inside.run(looking(here, at, *more)).splitlines()


def test_a_reminder_arrives_and_bears_the_mark_and_names_nobody(here: Town) -> None:
    look(here, BEFORE)
    mails = {each["To"]: each for each in here.arrived(3)}
    assert set(mails) == {f"{who}@city.example" for who in ("hanako", "taro", "it-desk")}
    mail = mails["hanako@city.example"]
    assert mail["Subject"] == (
        "【訓練】明日、訓練があります: 地震の図上訓練 <!channel> / "
        "[DRILL] Drill tomorrow: Earthquake, [see](https://evil.example)"
    )
    assert (mail["Auto-Submitted"], mail["From"]) == ("auto-generated", "bousai@city.example")
    assert mail["Message-ID"].startswith("<bcp-notice.")
    text = mail.get_content().replace("\r\n", "\n")
    assert text.startswith("【訓練】これは訓練のお知らせです。")
    assert "日時: 令和9年9月1日（水）10:00" in text
    assert "Questions to: 情報係長" in text
    assert "花子" not in text
    assert "[DRILL]" not in mails["taro@city.example"].get_content()


def test_of_four_processes_at_once_one_alone_sends(here: Town) -> None:
    together = " & ".join(f"({looking(here, BEFORE)})" for _ in range(4))
    here.inside.run(f"{together} & wait")
    assert sorted(look(here, BEFORE)) == [f"before {who} sent 1" for who in ALL]
    assert len(here.mails()) == 3


def test_a_kill_behind_the_text_is_a_doubt_and_nothing_is_sent_twice(here: Town) -> None:
    # The server keeps a short text in its memory, where the test could not see that it has it.
    long = PLAN.replace("responsible:", f"prepare: [{', '.join(MANY)}]\n    responsible:")
    here.planned(long.replace("port: 587", "port: 5870"))
    begun = f"setsid sh -c {shlex.quote(looking(here, BEFORE))} </dev/null >/run/drill 2>&1"
    here.inside.run(f"({begun} & echo $! >/run/pid)")
    kill = "pkill -9 -g $(cat /run/pid)"
    here.until("[ $(grep -rlas bcp-notice. /run/spool/incoming | wc -l) = 3 ]", kill)
    here.arrived(3)
    said = look(here, "2027-08-31T10:05+09:00")
    assert [each.split()[2] for each in said] == ["under_way"] * 3
    said = look(here, "2027-08-31T10:11+09:00")
    assert [each.split()[2] for each in said] == ["doubt"] * 3
    assert look(here, "2027-08-31T10:12+09:00") == said
    assert len(here.mails()) == 3
    code, told = here.drill("schedule", "notices", "--plan", "plan")
    assert (code, "送られたか不明:3件" in told) == (ExitCode.STEP_FAILED, True), told


def test_a_server_that_is_away_is_tried_again_and_the_message_is_the_same(here: Town) -> None:
    here.planned(PLAN.replace("port: 587", "port: 588"))
    said = look(here, BEFORE, "quake")
    assert [each.split()[2] for each in said] == ["again"] * 4
    here.planned()
    assert look(here, "2027-08-31T10:00:05+09:00")[0].split()[2] == "again"
    here.planned(PLAN)
    said = look(here, "2027-08-31T10:01+09:00")
    assert [each.split()[2:4] for each in said] == [["sent", "2"]] * 4
    assert len({each["Message-ID"] for each in here.arrived(4)}) == 4


def test_a_test_notice_goes_to_the_tester_and_says_what_the_server_answered(here: Town) -> None:
    code, said = here.drill("schedule", "notices", "--test", "mail", "--plan", "plan")
    assert code == ExitCode.PASSED, said
    assert "mail→it-desk:相手が受け取りました（250" in said
    (mail,) = here.arrived(1)
    assert mail["To"] == "it-desk@city.example"
    assert mail["Subject"] == "【訓練】お知らせの試し送り / [DRILL] Test of the notices"
    code, said = here.drill("schedule", "notices", "--test", "mial", "--plan", "plan")
    assert (code, "「mail」のことですか" in said) == (ExitCode.INVALID_INPUT, True), said
