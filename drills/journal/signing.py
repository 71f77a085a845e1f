"""Ed25519 signatures of files, in OpenSSH's own forms, so that ``ssh-keygen`` can check them too.

A signature is made for one purpose (`ssh-keygen` calls it the namespace), so that what was signed
as a bundle can never pass for an approval. The form is OpenSSH's ``PROTOCOL.sshsig``; keys are
OpenSSH private keys and ``ssh-ed25519 AAAA…`` lines.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from bcp.message import Message, Phrase
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.whole_file import write_new

ALGORITHM = "ssh-ed25519"
LARGEST = 64 * 1024
"""Bytes of a key file or a signature that are read at all; real ones have a few hundred."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_HASH = b"sha512"

KEY_EXISTS = Phrase(
    "signing.key_exists",
    ja="「{path}」はすでにあります。鍵を上書きしないよう、別の名前を指定してください。",
    en="{path} exists already. Name another file, so that no key is overwritten.",
)
CANNOT_WRITE_KEY = Phrase(
    "signing.cannot_write_key",
    ja="「{path}」に鍵を書けません（{reason}）。書き込める場所を指定してください。",
    en="the key cannot be written to {path} ({reason}). Name a place you may write to.",
)
CANNOT_READ_KEY = Phrase(
    "signing.cannot_read_key",
    ja="鍵「{path}」を読めません（{reason}）。名前と権限を確かめてください。",
    en="the key {path} cannot be read ({reason}). Check its name and permissions.",
)
NO_KEY = Phrase(
    "signing.no_key",
    ja="「{path}」は Ed25519 の OpenSSH 秘密鍵ではありません。"
    "「bcp-drill key new ファイル」で作れます。",
    en="{path} is no OpenSSH private key of Ed25519. Make one with: bcp-drill key new FILE",
)
KEY_OPEN = Phrase(
    "signing.key_open",
    ja="鍵「{path}」をほかの利用者も読めます。"
    "自分だけが読めるようにしてください（chmod 600 {path}）。",
    en="others may read the key {path}. Keep it to yourself: chmod 600 {path}",
)
NEEDS_PASSPHRASE = Phrase(
    "signing.needs_passphrase",
    ja="鍵「{path}」を開けません。パスフレーズがないか、違っています。",
    en="the key {path} does not open: its passphrase is missing or wrong.",
)
BAD_LINE = Phrase(
    "signing.bad_line",
    ja="公開鍵は「ssh-ed25519 AAAA…」の形で書きます。「bcp-drill key show」が表示する行です。",
    en="a public key is a line like ssh-ed25519 AAAA…, as bcp-drill key show prints it.",
)
NO_SIGNATURE = Phrase(
    "signing.no_signature",
    ja="署名の形式が正しくありません。",
    en="this is no signature.",
)
OTHER_PURPOSE = Phrase(
    "signing.other_purpose",
    ja="別の目的（{found}）のための署名です。",
    en="the signature was made for something else ({found}).",
)
NOT_SIGNED = Phrase(
    "signing.not_signed",
    ja="署名が内容と合いません。署名した後に書き換えられています。",
    en="the signature does not fit the contents: they were changed after signing.",
)


@dataclass(frozen=True)
class SigningKey:
    """A private key that signs; `line` is its public half, as it is written in a plan."""

    private: Ed25519PrivateKey
    line: str

    def sign(self, content: bytes, purpose: str) -> str:
        """The signature of `content` for `purpose`, as text to be put into a file."""
        blob = _blob_of(self.line)
        signature = self.private.sign(_signed(content, purpose))
        whole = b"".join(
            (
                *(_MAGIC, (1).to_bytes(4, "big"), _string(blob), _string(purpose.encode())),
                *(_string(b""), _string(_HASH)),
                _string(_string(ALGORITHM.encode()) + _string(signature)),
            )
        )
        text = base64.b64encode(whole).decode()
        rows = [text[at : at + 70] for at in range(0, len(text), 70)]
        return "\n".join((_BEGIN, *rows, _END, ""))


def new_key(path: Path, passphrase: str | None = None) -> SigningKey:
    """Make a key and write it to a new file that only its owner may read. Raises `Refusal`."""
    private = Ed25519PrivateKey.generate()
    guard = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    try:
        text = private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, guard)
        write_new(path, text)
    except FileExistsError as trouble:
        raise Refusal(KEY_EXISTS(path=str(path))) from trouble
    except (OSError, ValueError, UnsupportedAlgorithm) as trouble:
        raise Refusal(CANNOT_WRITE_KEY(path=str(path), reason=reason_of(trouble))) from trouble
    return SigningKey(private, _line_of(private.public_key()))


def key_in(path: Path, passphrase: str | None = None) -> SigningKey:
    """The key in a file. Raises `Refusal` where there is none, or others may read it."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(LARGEST)
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_READ_KEY(path=str(path), reason=reason_of(trouble))) from trouble
    # Windows has no such bits; there the folder's own permissions count.
    if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refusal(KEY_OPEN(path=str(path)))
    return _opened(path, text, passphrase)


def _opened(path: Path, text: bytes, passphrase: str | None) -> SigningKey:
    try:
        private = load_ssh_private_key(text, passphrase.encode() if passphrase else None)
    except TypeError as trouble:  # a passphrase is wanted, or one was given that nothing wants
        if passphrase:
            return _opened(path, text, None)
        raise Refusal(NEEDS_PASSPHRASE(path=str(path))) from trouble
    except (ValueError, UnsupportedAlgorithm, binascii.Error) as trouble:
        refused = NEEDS_PASSPHRASE if passphrase else NO_KEY
        raise Refusal(refused(path=str(path))) from trouble
    if not isinstance(private, Ed25519PrivateKey):
        raise Refusal(NO_KEY(path=str(path)))
    return SigningKey(private, _line_of(private.public_key()))


def plain_line(line: str) -> str:
    """A public key's line without its remark, for comparing. Raises `Refusal` for anything else."""
    words = line.split()
    if len(line) > LARGEST or len(words) < 2 or words[0] != ALGORITHM:
        raise Refusal(BAD_LINE())
    try:
        found = _public(base64.b64decode(words[1], validate=True))
    except (ValueError, binascii.Error) as trouble:
        raise Refusal(BAD_LINE()) from trouble
    return _line_of(found)


def fingerprint(line: str) -> str:
    """``SHA256:…`` of a public key's line, as ``ssh-keygen -l`` prints it. Raises `Refusal`."""
    digest = hashlib.sha256(_blob_of(plain_line(line))).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def signer(signature: str, content: bytes, purpose: str) -> str:
    """The line of the key that signed exactly this content for this purpose.

    Whose key that is, only the plan can tell. Raises `Refusal` where the signature is none, is for
    something else, or does not fit.
    """
    blob, found, purpose_found = _taken_apart(signature)
    if purpose_found != purpose:
        raise Refusal(OTHER_PURPOSE(found=purpose_found))
    try:
        public = _public(blob)
        public.verify(found, _signed(content, purpose))
    except ValueError as trouble:
        raise Refusal(NO_SIGNATURE()) from trouble
    except InvalidSignature as trouble:
        raise Refusal(NOT_SIGNED()) from trouble
    return _line_of(public)


def _taken_apart(text: str) -> tuple[bytes, bytes, str]:
    """The key's blob, the bare signature and the purpose of a written signature."""
    rows = text.strip().splitlines()
    if len(text) > LARGEST or len(rows) < 3 or (rows[0], rows[-1]) != (_BEGIN, _END):
        raise Refusal(NO_SIGNATURE())
    try:
        whole = base64.b64decode("".join(rows[1:-1]), validate=True)
        if whole[:10] != _MAGIC + (1).to_bytes(4, "big"):
            raise ValueError("another version")
        blob, purpose, reserved, method, inner = _strings(whole[10:], 5)
        name, signature = _strings(inner, 2)
        if (reserved, method, name) != (b"", _HASH, ALGORITHM.encode()):
            raise ValueError("another method")
        return blob, signature, purpose.decode()
    except (ValueError, binascii.Error) as trouble:
        raise Refusal(NO_SIGNATURE()) from trouble


def _signed(content: bytes, purpose: str) -> bytes:
    digest = hashlib.sha512(content).digest()
    parts = (purpose.encode(), b"", _HASH, digest)
    return _MAGIC + b"".join(map(_string, parts))


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def _strings(content: bytes, count: int) -> list[bytes]:
    """So many length-prefixed strings and nothing behind them. Raises `ValueError`."""
    found = []
    for _ in range(count):
        end = 4 + int.from_bytes(content[:4], "big")
        if len(content) < max(end, 4):
            raise ValueError("cut off")
        found.append(content[4:end])
        content = content[end:]
    if content:
        raise ValueError("more than expected")
    return found


def _public(blob: bytes) -> Ed25519PublicKey:
    name, raw = _strings(blob, 2)
    if name != ALGORITHM.encode():
        raise ValueError("another kind of key")
    return Ed25519PublicKey.from_public_bytes(raw)


def _blob_of(line: str) -> bytes:
    return base64.b64decode(line.split()[1])


def _line_of(public: Ed25519PublicKey) -> str:
    return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def bad_line(line: str) -> Message | None:
    """What is wrong with a public key's line, or None."""
    try:
        plain_line(line)
    except Refusal as refusal:
        return refusal.message
    return None
