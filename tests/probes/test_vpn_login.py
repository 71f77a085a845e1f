"""Log-ins with real clients to real gateways (OpenVPN and ocserv), well and at fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bcp.message import Text
from tests.daemons import ocserv, openvpn
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.daemons.ocserv import PASSWORD, USER
from tests.daemons.openvpn import STATIC_KEY
from tests.probes.cells import Cell, Make, network_faults, observed, told_in_documents
from tests.probes.test_anyconnect import all_places_taken

WORD = "vpn_login"
VPN, SSL_VPN = f"127.0.0.1:{openvpn.PORT}", "https://127.0.0.1:443"
LIMIT_US = 8_000_000
ACCOUNT: dict[str, Any] = {"user": USER, "password": {"file": "password"}}
WRONG_ACCOUNT: dict[str, Any] = {"user": USER, "password": {"file": "wrong-password"}}
BY_OPENVPN = {"kind": "openvpn", "profile": "user.ovpn", **ACCOUNT}
WITHOUT_ACCOUNT = {"kind": "openvpn", "profile": "user.ovpn"}
BY_OPENCONNECT = {"kind": "anyconnect", "ca": "ca.crt", **ACCOUNT}
SILENT, FULL, HALTED = (f"probes.vpn_login.{each}" for each in ("silent", "full", "halted"))
CREDENTIALS, OWN = "probes.vpn_login.credentials", "probes.vpn_login.own_certificate"
EXPIRED, NOT_YET, NOT_TRUSTED = (
    f"probes.vpn_login.certificate_{each}" for each in ("expired", "not_yet_valid", "not_trusted")
)
# As a municipality hands it out, with what a log-in for a test must not do.
_PROFILE = """\
client
dev tun
proto {proto}
remote vpn.example.jp 1194
redirect-gateway def1
script-security 2
up /bin/false
ca ca.crt
remote-cert-tls server
verb 0
{more}
"""
_CHECK = f"""#!/bin/sh
[ "$(cat "$1")" = "$(printf '{USER}\\n{PASSWORD}')" ]
"""


@contextmanager
def with_files(folder: Path) -> Iterator[Network]:
    """A network without a gateway, with the account."""
    for name, text in (("password", PASSWORD), ("wrong-password", "machigai")):
        (folder / name).write_text(text)
    with network(folder, "password", "wrong-password") as inside:
        yield inside


def vpn(
    *,
    days: float = 30,
    begins: float = -10,
    own_days: float = 30,
    by_account: bool = True,
    tcp: bool = False,
    server: str = "",
    client: str = "",
    strange: bool = False,
) -> Make:
    """A network with an OpenVPN server, and the profile of its users."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server", days=days, begins=begins)
        (folder / "strangers").mkdir()
        theirs = Authority(folder / "strangers") if strange else authority
        theirs.issue("client", purpose="client", name=USER, days=own_days)
        openvpn.keys(folder)
        check = folder / "check"
        check.write_text(_CHECK)
        check.chmod(0o755)
        account = (
            f"verify-client-cert none\nscript-security 2\nauth-user-pass-verify {check} via-file"
        )
        where = "strangers/" if strange else ""
        own = f"cert {where}client.crt\nkey {where}client.key"
        more = f"{'auth-user-pass' if by_account else own}\n{client}"
        profile = _PROFILE.format(proto="tcp" if tcp else "udp", more=more)
        (folder / "user.ovpn").write_text(profile)
        with with_files(folder) as inside:
            lines = (account if by_account else "", server.format(folder=folder))
            openvpn.start(inside, authority, *lines, tcp=tcp)
            yield inside

    return made


def ssl_vpn(days: float = 30, begins: float = -10, **settings: Any) -> Make:
    """A network with ocserv."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server", days=days, begins=begins)
        authority.issue("client", purpose="client", name=USER)
        (folder / "strangers").mkdir()
        Authority(folder / "strangers").issue("client", purpose="client", name=USER)
        with with_files(folder) as inside:
            ocserv.start(inside, authority, **settings)
            yield inside

    return made


@contextmanager
def somebody_is_in(inside: Network) -> Iterator[None]:
    """Another user has the only place."""
    folder = inside.run("dirname $(sed -n 's/^ca //p' /run/openvpn1194.conf)").strip()
    openvpn.connect(inside, Path(folder))
    yield


@contextmanager
def no_client(inside: Network) -> Iterator[None]:
    inside.run("mount --bind /dev/null $(command -v openconnect || echo /usr/sbin/openconnect)")
    yield


def by_openvpn(ja: str, en: str, code: str, make: Make, **others: Any) -> Cell:
    named = Text(f"openvpn: {ja}", f"openvpn: {en}")
    return Cell(named, make, VPN, code, **{"params": BY_OPENVPN, "limit_us": LIMIT_US, **others})


def by_openconnect(ja: str, en: str, code: str, make: Make, **others: Any) -> Cell:
    named = Text(f"anyconnect: {ja}", f"anyconnect: {en}")
    settled = {"params": BY_OPENCONNECT, "limit_us": LIMIT_US, **others}
    return Cell(named, make, SSL_VPN, code, **settled)


def of_kind(kind: str, cells: Iterator[Cell]) -> Iterator[Cell]:
    for each in cells:
        fault = Text(f"{kind}: {each.fault.ja}", f"{kind}: {each.fault.en}")
        yield Cell(
            fault, each.network, each.subject, each.code, each.broken, each.params, 3_000_000
        )


def without_reason(cells: Iterator[Cell]) -> Iterator[Cell]:
    """Why there was no connection openconnect does not always tell."""
    for each in cells:
        told = each.code not in ("net.refused", "net.no_route")
        yield each if told else replace(each, code="probes.vpn_login.unconnected")


CRYPT: dict[str, Any] = {
    "server": f"tls-crypt {{folder}}/{STATIC_KEY}",
    "client": f"tls-crypt {STATIC_KEY}",
}
BY_CERTIFICATE = {"kind": "anyconnect", "ca": "ca.crt", "key": "client.key"}
CELLS = (
    by_openvpn("正常（パスワード）", "none (password)", "", vpn()),
    by_openvpn(
        "正常（証明書、tls-crypt）",
        "none (certificate, tls-crypt)",
        "",
        vpn(by_account=False, **CRYPT),
        params=WITHOUT_ACCOUNT,
    ),
    by_openvpn("正常（TCP）", "none (TCP)", "", vpn(tcp=True)),
    *of_kind("openvpn", network_faults(vpn(), VPN, openvpn.PROGRAM, SILENT, BY_OPENVPN)),
    by_openvpn(
        "パスワードが違う", "wrong password", CREDENTIALS, vpn(), params=BY_OPENVPN | WRONG_ACCOUNT
    ),
    by_openvpn("サーバ証明書の期限切れ", "server certificate expired", EXPIRED, vpn(days=-1)),
    by_openvpn(
        "サーバ証明書がまだ有効でない", "server certificate not valid yet", NOT_YET, vpn(begins=1)
    ),
    by_openvpn(
        "サーバ証明書が別の名前",
        "server certificate for another name",
        NOT_TRUSTED,
        vpn(client="verify-x509-name other.example.jp name"),
    ),
    by_openvpn(
        "試験用の証明書の期限切れ",
        "the test account's certificate expired",
        OWN,
        vpn(by_account=False, own_days=-1),
        params=WITHOUT_ACCOUNT,
    ),
    by_openvpn(
        "試験用の証明書をサーバが受け付けない",
        "the server does not accept the test account's certificate",
        HALTED,
        vpn(by_account=False, strange=True),
        params=WITHOUT_ACCOUNT,
        limit_us=4_000_000,
    ),
    by_openvpn(
        "満員（max-clients）",
        "full (max-clients)",
        FULL,
        vpn(by_account=False, server="max-clients 1"),
        broken=somebody_is_in,
        params=WITHOUT_ACCOUNT,
        limit_us=4_000_000,
    ),
    by_openvpn(
        "プロファイルの鍵がサーバと違う",
        "the profile's key is not the server's",
        SILENT,
        vpn(server=f"tls-crypt {{folder}}/{STATIC_KEY}"),
        limit_us=3_000_000,
    ),
    by_openconnect("正常（パスワード）", "none (password)", "", ssl_vpn()),
    by_openconnect(
        "正常（証明書）",
        "none (certificate)",
        "",
        ssl_vpn(auth="certificate"),
        params=BY_CERTIFICATE | {"certificate": "client.crt"},
    ),
    *without_reason(
        of_kind(
            "anyconnect",
            network_faults(
                ssl_vpn(), SSL_VPN, ocserv.PROGRAM, SILENT, BY_OPENCONNECT, protocol="tcp"
            ),
        )
    ),
    by_openconnect(
        "パスワードが違う",
        "wrong password",
        CREDENTIALS,
        ssl_vpn(),
        params=BY_OPENCONNECT | WRONG_ACCOUNT,
    ),
    by_openconnect("装置の証明書の期限切れ", "certificate expired", EXPIRED, ssl_vpn(days=-1)),
    by_openconnect(
        "装置の証明書がまだ有効でない", "certificate not valid yet", NOT_YET, ssl_vpn(begins=1)
    ),
    by_openconnect(
        "装置の証明書の認証局を知らない",
        "certificate of an unknown authority",
        NOT_TRUSTED,
        ssl_vpn(),
        params={"kind": "anyconnect", **ACCOUNT},
    ),
    by_openconnect(
        "servercertが違う",
        "wrong servercert",
        NOT_TRUSTED,
        ssl_vpn(),
        params={"kind": "anyconnect", "servercert": "pin-sha256:" + "A" * 43 + "=", **ACCOUNT},
    ),
    by_openconnect(
        "試験用の証明書を受け付けない",
        "the test account's certificate is not accepted",
        OWN,
        ssl_vpn(auth="certificate"),
        params=BY_CERTIFICATE
        | {"certificate": "strangers/client.crt", "key": "strangers/client.key"},
    ),
    by_openconnect(
        "満員（max-clients）",
        "full (max-clients)",
        FULL,
        ssl_vpn(clients=1),
        broken=all_places_taken,
    ),
    by_openconnect(
        "この端末にソフトがない",
        "the client is not installed",
        "probes.vpn_login.no_program",
        ssl_vpn(),
        broken=no_client,
    ),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"vpn_login × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


@pytest.mark.parametrize(
    ("make", "gateway", "params"), [(vpn(), VPN, BY_OPENVPN), (ssl_vpn(), SSL_VPN, BY_OPENCONNECT)]
)
def test_a_log_in_is_timed(
    make: Make, gateway: str, params: dict[str, Any], tmp_path: Path
) -> None:
    with make(tmp_path) as inside:
        facts = inside.ask(WORD, gateway, params, LIMIT_US)["facts"]
    assert (facts["logged_in"], facts["reason"], facts["level"]) == (True, "", "login")
    assert 0 < facts["log_in_ms"] < 8000


def test_an_expired_certificate_is_accepted_by_its_pin(tmp_path: Path) -> None:
    with ssl_vpn()(tmp_path) as inside:
        pin = Authority(tmp_path).issue("server", days=-1)
        inside.run(f"pkill -x {ocserv.PROGRAM}; while ss -tlnH | grep -q :443; do :; done")
        inside.run("rm -f /run/occtl.socket")
        inside.start("ocserv -f -c /run/ocserv.conf", "test -S /run/occtl.socket")
        params = {"kind": "anyconnect", "servercert": pin, **ACCOUNT}
        facts = inside.ask(WORD, SSL_VPN, params, LIMIT_US)["facts"]
    assert facts["logged_in"] is True


@pytest.mark.parametrize(
    ("make", "gateway", "params"), [(vpn(), VPN, BY_OPENVPN), (ssl_vpn(), SSL_VPN, BY_OPENCONNECT)]
)
def test_a_wrong_password_is_not_tried_again_anywhere(
    make: Make, gateway: str, params: dict[str, Any], tmp_path: Path
) -> None:
    wrong = params | WRONG_ACCOUNT
    with make(tmp_path) as inside:
        assert inside.ask(WORD, gateway, wrong, LIMIT_US)["code"] == CREDENTIALS
        # Another account, so that the turn of this one need not be waited for.
        reading = inside.ask(WORD, gateway, wrong | {"user": "drill2"}, LIMIT_US)
    assert (reading["unknown"], reading["code"]) == (True, "probes.vpn_login.not_again")


def test_one_account_is_used_once_a_minute_at_most(tmp_path: Path) -> None:
    with ssl_vpn()(tmp_path) as inside:
        assert inside.ask(WORD, SSL_VPN, BY_OPENCONNECT, LIMIT_US)["facts"]["logged_in"]
        reading = inside.ask(WORD, SSL_VPN, BY_OPENCONNECT, LIMIT_US)
    assert (reading["unknown"], reading["code"]) == (True, "politeness.too_soon")


def test_nothing_of_a_log_in_stays_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with vpn()(tmp_path) as inside:
        links = inside.run("ip -o link; ip route")
        with inside.frozen(openvpn.PROGRAM):
            assert inside.ask(WORD, VPN, BY_OPENVPN, 2_000_000)["code"] == SILENT
            assert inside.run("pgrep -f [c]lient.conf -r DRST; true") == ""
        params = BY_OPENVPN | {"user": "drill2"}
        assert inside.ask(WORD, VPN, params, LIMIT_US)["code"] == CREDENTIALS
        assert inside.run("pgrep -f [c]lient.conf -r DRST; true") == ""
        assert inside.run("ip -o link; ip route") == links
    assert list((tmp_path / "temporary").iterdir()) == []


_CANCELLED = """
import asyncio
from pathlib import Path
from drills.probes import vpn_login
from tests.probes.reaching import NoServers

async def main():
    params = vpn_login.Params("127.0.0.1:1194", "openvpn", profile="user.ovpn")
    asking = asyncio.create_task(vpn_login.ask(params, NoServers(Path({folder!r}))))
    running = await asyncio.create_subprocess_shell("until pgrep -f [c]lient.conf; do :; done")
    await running.wait()
    asking.cancel()
    try:
        await asking
    except asyncio.CancelledError:
        print("cancelled")

asyncio.run(main())
"""


def test_a_log_in_that_is_cancelled_leaves_no_client_behind(tmp_path: Path) -> None:
    with vpn(by_account=False)(tmp_path) as inside, inside.frozen(openvpn.PROGRAM):
        said = inside.python(_CANCELLED.format(folder=str(tmp_path)))
        assert said.endswith("cancelled\n")
        assert inside.run("pgrep -f [c]lient.conf -r DRST; true") == ""


def test_a_password_is_never_among_the_words_of_a_command(tmp_path: Path) -> None:
    """Whatever is started inside is seen by whoever lists processes."""
    watch = "import glob, time\nend = time.time() + 4\nseen = set()\nwhile time.time() < end:\n"
    watch += " for f in glob.glob('/proc/[0-9]*/cmdline'):\n  try: seen.add(open(f).read())\n"
    watch += "  except OSError: pass\nopen('/run/seen', 'w').write(repr(seen))\n"
    with vpn()(tmp_path) as inside:
        inside.run("cat >/run/watch.py", text=watch)
        inside.start(f"{sys.executable} /run/watch.py", "true")
        assert inside.ask(WORD, VPN, BY_OPENVPN, LIMIT_US)["facts"]["logged_in"]
        inside.run("until test -e /run/seen; do :; done")
        seen = inside.run("cat /run/seen")
    assert "client.conf" in seen
    assert PASSWORD not in seen
