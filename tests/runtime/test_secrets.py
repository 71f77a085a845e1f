"""Where a drill's secrets come from, and what shows of them: nothing."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoRing
from keyring.errors import KeyringLocked

from bcp.message import LANGUAGES, Message, render
from bcp.model import Server
from bcp.secret_source import SecretSource
from drills.core.servers_used import servers_used
from drills.runtime.secret_sources import fetched
from drills.runtime.secrets import MASK, Secret, Secrets
from tests.runtime.briefs import brief_of

ENV = SecretSource(env="BCP_TEST_PW")


def said(brief_password: SecretSource, folder: Path | str = "") -> list[str]:
    """The codes of what is wrong with a password from there."""
    _, wrong = fetched(brief_of(server(brief_password), folder=folder), None)
    return [each.params["why"].code for each in wrong]


def server(password: SecretSource | None) -> Server:
    return Server("old", "192.0.2.1", password=password)


def value(secrets: Secrets) -> str:
    found = secrets.of("old", "password")
    assert found is not None
    return found.reveal()


def own(path: Path, text: str | bytes, mode: int = 0o600) -> SecretSource:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return SecretSource(file=str(path))


@pytest.mark.parametrize(
    "shown",
    [repr, str, "{}".format, "{!r:>40}".format, lambda each: f"{[each]}", lambda each: f"{each!s}"],
)
def test_a_secret_shows_itself_to_nobody(shown) -> None:  # type: ignore[no-untyped-def]
    assert "canary-repr" not in shown(Secret("canary-repr"))
    assert MASK in shown(Secret("canary-repr"))


@pytest.mark.parametrize("written", [pickle.dumps, copy.deepcopy, json.dumps])
def test_a_secret_is_not_written(written) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError):
        written(Secret("canary-written"))


def test_a_variable_is_taken_out_of_the_environment_of_what_we_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BCP_TEST_PW", "canary-env")
    secrets, wrong = fetched(brief_of(server(ENV)), None)
    assert not wrong
    assert value(secrets) == "canary-env"
    line = [sys.executable, "-c", "import os; print('BCP_TEST_PW' in os.environ)"]
    assert subprocess.run(line, capture_output=True, check=True).stdout.strip() == b"False"
    again, wrong = fetched(brief_of(server(ENV)), None)
    assert not wrong
    assert value(again) == "canary-env"


def test_a_variable_that_is_not_there_is_named() -> None:
    assert said(SecretSource(env="BCP_TEST_NOT_THERE")) == ["secrets.no_env"]


@pytest.mark.parametrize(("text", "code"), [("", "secrets.empty"), ("abc", "secrets.too_short")])
def test_a_secret_that_could_not_be_hidden_is_refused(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BCP_TEST_SHORT", text)
    assert said(SecretSource(env="BCP_TEST_SHORT")) == [code]


@pytest.mark.parametrize("text", ["canary-file\n", "canary-file\r\n", "\ufeffcanary-file"])
def test_a_file_gives_its_one_line(text: str, tmp_path: Path) -> None:
    secrets, wrong = fetched(brief_of(server(own(tmp_path / "pw", text))), None)
    assert not wrong
    assert value(secrets) == "canary-file"


@pytest.mark.parametrize("text", ["canary-file\nsecond\n", "canary-file\n\n", "canary\rfile"])
def test_a_file_of_several_lines_is_refused_and_not_sent(text: str, tmp_path: Path) -> None:
    assert said(own(tmp_path / "pw", text)) == ["secrets.several_lines"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o666])
def test_a_file_that_others_may_touch_is_refused(mode: int, tmp_path: Path) -> None:
    assert said(own(tmp_path / "pw", "canary-open", mode)) == ["secrets.open_file"]


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    source = own(tmp_path / "pw", "canary-else")
    if os.getuid() != 0:
        # Only root can give a file away; everybody else has files of root's.
        source = SecretSource(file="/etc/passwd")
    else:
        os.chown(tmp_path / "pw", 65534, 65534)
    assert said(source) == ["secrets.open_file"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "secrets.no_file"),
        (lambda path: path.mkdir(), "secrets.no_file"),
        (os.mkfifo, "secrets.no_file"),
        (lambda path: own(path, b"\xff\xfe\xfd canary"), "secrets.not_text"),
        (lambda path: own(path, ""), "secrets.empty"),
    ],
)
def test_what_is_no_readable_file_is_refused(make, code: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "pw")
    assert said(SecretSource(file=str(tmp_path / "pw"))) == [code]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path / "plan")], check=True)
    (tmp_path / "plan" / "secrets").mkdir()
    return tmp_path / "plan"


def test_a_file_that_could_be_committed_is_refused(repository: Path) -> None:
    own(repository / "secrets" / "old", "canary-git")
    assert said(SecretSource(file="secrets/old"), repository) == ["secrets.in_repository"]


def test_a_file_that_git_ignores_will_do(repository: Path) -> None:
    own(repository / "secrets" / "old", "canary-git")
    (repository / ".gitignore").write_text("secrets/\n")
    assert said(SecretSource(file="secrets/old"), repository) == []


def test_a_file_that_git_keeps_in_spite_of_its_rules_is_refused(repository: Path) -> None:
    own(repository / "secrets" / "old", "canary-git")
    subprocess.run(["git", "-C", str(repository), "add", "secrets/old"], check=True)
    (repository / ".gitignore").write_text("secrets/\n")
    assert said(SecretSource(file="secrets/old"), repository) == ["secrets.in_repository"]


class Ring(KeyringBackend):  # type: ignore[misc, unused-ignore]
    """A keyring in memory, as any desktop brings one of its own."""

    priority = 1  # type: ignore[assignment, unused-ignore]

    def get_password(self, service: str, username: str) -> str | None:
        if service == "locked":
            raise KeyringLocked("no canary here")
        return {("bcp-drill/town", "old"): "canary-ring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call, unused-ignore]
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("ring")
def test_the_keyring_is_asked_by_service_and_account() -> None:
    source = SecretSource(keyring="bcp-drill/town/old")
    secrets, wrong = fetched(brief_of(server(source)), None)
    assert not wrong
    assert value(secrets) == "canary-ring"


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(
    ("entry", "code"),
    [("bcp-drill/other", "secrets.not_in_keyring"), ("locked/old", "secrets.keyring_failed")],
)
def test_what_the_keyring_does_not_give_is_said(entry: str, code: str) -> None:
    assert said(SecretSource(keyring=entry)) == [code]


def test_a_machine_without_a_keyring_is_said_to_have_none() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoRing())  # type: ignore[no-untyped-call, unused-ignore]
    try:
        assert said(SecretSource(keyring="a/b")) == ["secrets.no_keyring"]
    finally:
        keyring.set_keyring(before)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert said(SecretSource(keyring="a/b")) == ["secrets.no_keyring_library"]


def test_a_person_is_asked_by_the_name_of_the_server() -> None:
    questions: list[Message] = []

    def ask(question: Message) -> str:
        questions.append(question)
        return "canary-typed"

    secrets, wrong = fetched(brief_of(server(SecretSource(prompt=True))), ask)
    assert not wrong
    assert value(secrets) == "canary-typed"
    assert [render(each, "ja") for each in questions] == [
        "サーバ「old」のパスワード（画面には出ません）: "
    ]


def test_where_nobody_can_be_asked_it_is_refused_before_the_start() -> None:
    assert said(SecretSource(prompt=True)) == ["secrets.nobody_to_ask"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    both = Server("old", "192.0.2.1", password=SecretSource(env="NO_1"), passphrase=ENV)
    other = Server("new", "192.0.2.2", password=SecretSource(env="NO_2"))
    _, wrong = fetched(brief_of(both, other), None)
    for lang in LANGUAGES:
        told = "\n".join(render(each, lang) for each in wrong)
        assert "NO_1" in told
        assert "NO_2" in told


def test_only_servers_that_the_drill_uses_are_asked_for() -> None:
    gate = Server("gate", "192.0.2.9", password=ENV)
    inner = Server("inner", "192.0.2.8", jump="gate")
    other = Server("other", "192.0.2.7", password=SecretSource(env="NO_3"))
    brief = brief_of(inner, gate, other, used=("inner",))
    assert servers_used(brief) == ("inner", "gate")
    assert servers_used(brief_of(inner, gate, mode="tabletop")) == ()


def test_a_secret_that_was_turned_away_is_not_given_again() -> None:
    secrets = Secrets({("old", "password"): Secret("canary-refused")})
    assert value(secrets) == "canary-refused"
    secrets.refuse("old", "password")
    assert secrets.of("old", "password") is None
