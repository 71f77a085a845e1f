from __future__ import annotations

import base64
import os
import stat
import subprocess
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import Refusal
from drills.journal.signing import (
    SigningKey,
    bad_line,
    fingerprint,
    key_in,
    new_key,
    plain_line,
    signer,
)

CONTENT = "記録\n".encode()


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return new_key(tmp_path / "key")


def test_a_new_key_is_its_owners_alone_and_opens_again(tmp_path: Path) -> None:
    made = new_key(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert key_in(tmp_path / "key").line == made.line
    assert made.line.startswith("ssh-ed25519 ")


def test_no_key_is_overwritten(tmp_path: Path) -> None:
    new_key(tmp_path / "key")
    with pytest.raises(Refusal, match="exists already"):
        new_key(tmp_path / "key")


def test_a_signature_names_its_key_whatever_remark_the_line_has(key: SigningKey) -> None:
    assert signer(key.sign(CONTENT, "bundle"), CONTENT, "bundle") == key.line
    assert plain_line(f"{key.line} lgwan@office") == key.line
    assert bad_line(key.line) is None


def test_changed_contents_and_another_purpose_are_told_apart(key: SigningKey) -> None:
    signature = key.sign(CONTENT, "bundle")
    with pytest.raises(Refusal, match="does not fit"):
        signer(signature, CONTENT + b" ", "bundle")
    with pytest.raises(Refusal, match="something else"):
        signer(signature, CONTENT, "approval")


def test_no_changed_byte_of_a_signature_passes(key: SigningKey) -> None:
    signature = key.sign(CONTENT, "bundle")
    first, *rows, last, _ = signature.split("\n")
    whole = base64.b64decode("".join(rows))
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        text = "\n".join((first, base64.b64encode(changed).decode(), last))
        with pytest.raises(Refusal):
            signer(text, CONTENT, "bundle")
    for cut in range(len(signature) - 1):
        with pytest.raises(Refusal):
            signer(signature[:cut], CONTENT, "bundle")


def test_openssh_agrees(tmp_path: Path, key: SigningKey) -> None:
    content, signature = tmp_path / "content", tmp_path / "content.sig"
    content.write_bytes(CONTENT)
    signature.write_text(key.sign(CONTENT, "bcp-drill-bundle"), "ascii")
    (tmp_path / "known").write_text(f"lgwan {key.line}\n", "ascii")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "known"), "-I", "lgwan"]
    command += ["-n", "bcp-drill-bundle", "-s", str(signature)]
    said = subprocess.run(command, input=CONTENT, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(tmp_path / "key")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert fingerprint(key.line) in shown.stdout


def test_what_openssh_signs_is_read_here(tmp_path: Path, key: SigningKey) -> None:
    (tmp_path / "content").write_bytes(CONTENT)
    command = ["ssh-keygen", "-Y", "sign", "-f", str(tmp_path / "key"), "-n", "approval"]
    subprocess.run([*command, str(tmp_path / "content")], capture_output=True, check=True)
    made = (tmp_path / "content.sig").read_text("ascii")
    assert signer(made, CONTENT, "approval") == key.line


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    new_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(Refusal, match="chmod 600"):
        key_in(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"secret", b"-----BEGIN OPENSSH PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        key_in(path)
    assert "秘密鍵ではありません" in render(refused.value.message, "ja")


def test_places_where_there_is_no_key_are_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(Refusal, match="cannot be read"):
            key_in(path)
    with pytest.raises(Refusal, match="cannot be written"):
        new_key(tmp_path / "nowhere" / "key")


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ecdsa"
    command = ["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", str(path)]
    subprocess.run(command, check=True)
    with pytest.raises(Refusal, match="Ed25519"):
        key_in(path)
    with pytest.raises(Refusal, match="ssh-ed25519"):
        plain_line(Path(f"{path}.pub").read_text("ascii"))


@pytest.mark.parametrize(
    "line", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 鍵", "x" * 100_000]
)
def test_what_is_no_public_key_is_told_in_words(line: str) -> None:
    assert bad_line(line) is not None
    with pytest.raises(Refusal):
        fingerprint(line)


def test_the_umask_gives_nobody_more(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        new_key(tmp_path / "key")
    finally:
        os.umask(before)
    assert key_in(tmp_path / "key").line
