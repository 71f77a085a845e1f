"""A user's settings for OpenVPN (``.ovpn``), down to what a log-in needs.

Everything else is left out: a profile may name programs to run, files to write and routes to set.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from bcp.message import Phrase
from drills.errors import Refusal

NO_INLINE_END = Phrase(
    "probes.vpn_login.no_inline_end",
    ja="profileの中の <{block}> が閉じられていません。",
    en="<{block}> in the profile has no end.",
)
# Files that only their owner may read, and files that anybody may.
_PRIVATE = {"key", "pkcs12", "tls-auth", "tls-crypt", "tls-crypt-v2"}
_FILES = _PRIVATE | {"ca", "cert", "extra-certs"}
_KEPT = {
    *("cipher", "data-ciphers", "data-ciphers-fallback", "ncp-ciphers", "auth", "key-direction"),
    *("remote-cert-tls", "remote-cert-ku", "remote-cert-eku", "verify-x509-name", "ns-cert-type"),
    *("tls-version-min", "tls-version-max", "tls-cipher", "tls-ciphersuites", "tls-groups"),
    *("tls-cert-profile", "peer-fingerprint", "comp-lzo", "compress", "allow-compression"),
    *("compat-mode", "fragment", "mssfix", "tun-mtu", "keysize"),
}
# Nothing is given to the system: no device, address, route, script or plugin; one try. Whoever
# kills the drill itself leaves the client alone: it goes by itself then (`inactive`).
_OURS = """client
dev null
ifconfig-noexec
route-noexec
nobind
script-security 0
connect-retry 1 1
connect-retry-max 1
resolv-retry 0
auth-retry none
connect-timeout 120
verb 3
"""


def settings(
    text: str,
    place: tuple[str, int],
    folder: Path,
    password_from: str | None,
    check: Callable[[str], object],
    *,
    stays_s: int = 120,
) -> str:
    """What openvpn is given for a log-in at `place`. The profile's own paths start at `folder`.

    The account comes from the file `password_from`, or there is none. `check` is called with every
    file that must be private. After `stays_s` the client goes by itself. Raises `Refusal`.
    """
    kept: list[str] = []
    protocol = "udp"
    for words, block in _entries(text):
        if words[0] == "proto" and len(words) == 2:
            protocol = words[1]
        elif words[0] == "remote" and len(words) > 3:
            protocol = words[3]
        elif block is not None:
            kept.append(f"<{words[0]}>\n{block}</{words[0]}>")
        elif words[0] in _FILES and len(words) > 1:
            path = str(folder / words[1])
            if words[0] in _PRIVATE:
                check(path)
            kept.append(_line(words[0], path, *words[2:]))
        elif words[0] in _KEPT:
            kept.append(_line(*words))
    over = "tcp-client" if protocol.startswith("tcp") else "udp"
    # So that the server gives our place to somebody else at once.
    bye = "" if over == "tcp-client" else "explicit-exit-notify 1\n"
    account = "" if password_from is None else _line("auth-user-pass", password_from) + "\n"
    remote = _line("remote", place[0], str(place[1])) + "\n"
    leaves = f"inactive {stays_s}\n"
    return f"{_OURS}{leaves}proto {over}\n{bye}{account}{remote}" + "\n".join(kept) + "\n"


def _entries(text: str) -> Iterator[tuple[list[str], str | None]]:
    """Each line's words, or a block's name and what is in it."""
    lines = iter(text.splitlines())
    for line in lines:
        begun = re.fullmatch(r"\s*<([\w-]+)>\s*", line)
        if begun:
            block = _block(begun[1], lines)
            if begun[1] in _FILES:
                yield [begun[1]], block
            continue
        words = _words(line)
        if words:
            yield words, None


def _block(name: str, lines: Iterator[str]) -> str:
    inside = ""
    for line in lines:
        if line.strip() == f"</{name}>":
            return inside
        inside += line + "\n"
    raise Refusal(NO_INLINE_END(block=name))


def _words(line: str) -> list[str]:
    if line.lstrip().startswith(";"):
        return []
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        # A quote without an end: openvpn itself would refuse it, and it is none of ours.
        return []


def _line(word: str, *values: str) -> str:
    quoted = (each.replace("\\", "\\\\").replace('"', '\\"') for each in values)
    return " ".join((word, *(f'"{each}"' for each in quoted)))
