"""Secrets that systemd hands to a service stand in for what the plan names."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.secret_source import SecretSource
from drills.errors import Refusal
from drills.runtime import secret_sources
from drills.runtime.secret_sources import ASK_FOR, OF_MAIL
from drills.runtime.secrets import SHORTEST

_QUESTION = ASK_FOR(what=OF_MAIL())


def _had(source: SecretSource) -> str:
    return secret_sources._fetched("/srv/plan", source, None, _QUESTION).reveal()


@pytest.fixture
def handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "credentials"
    folder.mkdir(mode=0o500)
    folder.chmod(0o700)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def test_a_credential_stands_in_for_a_variable_and_for_a_file(handed: Path) -> None:
    for name in ("GATEWAY_OF_A_TEST", "gw01"):
        file = handed / name
        file.write_text(f"word of {name}\n", encoding="utf-8")
        file.chmod(0o440)  # as an access list shows on newer systems
    assert _had(SecretSource(env="GATEWAY_OF_A_TEST")) == "word of GATEWAY_OF_A_TEST"
    assert _had(SecretSource(file="~/.config/bcp-drill/gw01")) == "word of gw01"


def test_a_credential_in_a_folder_open_to_others_is_none(handed: Path) -> None:
    (handed / "OPEN_TO_ALL_OF_A_TEST").write_text("x" * SHORTEST, encoding="utf-8")
    handed.chmod(0o755)
    with pytest.raises(Refusal):
        _had(SecretSource(env="OPEN_TO_ALL_OF_A_TEST"))


def test_a_name_reaches_no_other_folder(handed: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("not to be read", encoding="utf-8")
    (handed / "link").symlink_to(tmp_path / "outside")
    for name in ("link", ".."):
        with pytest.raises(Refusal):
            _had(SecretSource(file=f"/nowhere/{name}"))
