"""Mail of a whole drill through a real Postfix, read back from the mailbox it was put into."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator

import pytest

from drills.cli.exit_codes import ExitCode
from tests.daemons import postfix
from tests.daemons.tls_papers import NAME
from tests.sending.town import CONTACTS, KILL, LONG, PLAN, RUN, Town, town

PASSWORD, VARIABLE = "canary-mail-word", "TOWN_MAIL_WORD"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
def here(running: Town) -> Town:
    running.inside.run("rm -f /run/mail/all/new/*")
    running.planned()
    return running


def test_mail_arrives_as_it_was_written_and_bears_the_mark(here: Town) -> None:
    code, said = here.run("--send", "real", "--yes")
    assert code == ExitCode.PASSED, said
    mails = {each["X-Original-To"]: each for each in here.arrived(2)}
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
    mails = here.arrived(2)
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
    assert [each["X-Original-To"] for each in here.arrived(1)] == ["hanako@city.example"]
    told = here.report()
    (step,) = told["messages"]
    assert (step["messages"], step["sent"], step["failed"], step["send"]) == (2, 1, 1, "real")
    (unsent,) = told["unsent"]
    assert (unsent["person"], unsent["stage"], unsent["tries"]) == ("taro", "failed", 1)


@pytest.fixture
def guarded(here: Town) -> Town:
    """The town with a plan that logs in; who has the password is `PASSWORD`."""
    login = f"username: drill, password: {{env: {VARIABLE}}}, "
    here.planned(PLAN.replace("port: 587, ", "port: 5871, " + login))
    here.inside.run("rm -f /run/door /run/tries")
    line = f"{sys.executable} -m tests.daemons.mail_logins /run/door drill {PASSWORD} /run/tries"
    here.inside.start(line, "[ -S /run/door ]")
    return here


def test_a_password_is_given_in_tls_alone_and_stands_nowhere(guarded: Town) -> None:
    code, said = guarded.run("--send", "real", "--yes", environ=f"{VARIABLE}={PASSWORD}")
    assert code == ExitCode.PASSED, said
    assert len(guarded.arrived(2)) == 2
    assert guarded.inside.run("cat /run/tries").split() == ["good", "good"]
    for file in guarded.newest().rglob("*"):
        assert file.is_dir() or PASSWORD.encode() not in file.read_bytes()


def test_a_password_that_is_refused_is_not_offered_again(guarded: Town) -> None:
    code, said = guarded.run("--send", "real", "--yes", environ=f"{VARIABLE}=wrong-word")
    assert (code, "ログインを断りました" in said) == (ExitCode.STEP_FAILED, True), said
    assert guarded.inside.run("cat /run/tries").split() == ["bad"]
    assert not guarded.mails()


def test_a_bundle_names_neither_the_people_nor_the_mail_server(here: Town) -> None:
    here.run("--send", "real", "--yes")
    assert here.drill("bundle", "last", "-o", "out.zip")[0] == 0
    with zipfile.ZipFile(here.folder / "out.zip") as packed:
        inside = "".join(packed.read(each).decode() for each in packed.namelist())
    assert "MessageSent" in inside or "message_sent" in inside
    for private in ("@city.example", NAME, "訓練 花子"):
        assert private not in inside


def test_a_kill_behind_the_text_leaves_a_doubt_and_nothing_is_sent_twice(here: Town) -> None:
    here.planned(PLAN.replace("port: 587", "port: 5870"))
    here.begin(*RUN, "--send", "real", "--yes")
    here.until("[ $(grep -rlas bcp-drill. /run/spool/incoming | wc -l) = 2 ]", KILL)
    first = {each["X-Original-To"]: each["Message-ID"] for each in here.arrived(2)}
    here.begin("resume", "last", "--headless", "--yes")
    here.until("grep -q 確認待ち /run/drill")
    assert len(here.mails()) == 2
    here.drill("order", "last", "message", "tell", "hanako", "送信済み")
    here.drill("order", "last", "message", "tell", "taro", "もう一度送る")
    here.until("[ -e /run/ended ]")
    again = [each for each in here.arrived(3) if each["X-Original-To"] == "taro@city.example"]
    assert len(here.mails()) == 3
    assert [each["Message-ID"] for each in again] == [first["taro@city.example"]] * 2
    assert here.inside.run("cat /run/ended").strip() == str(int(ExitCode.PASSED))
