"""Common servers with no place left, and an expired certificate, each as its probe sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bcp.message import Text
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.probes.cells import Cell, Make, listening, observed, told_in_documents
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY, NO_LIMIT, Cells

# These answer, however busy the machine is.
_PATIENT_US = 8_000_000
_FULL = Text("満員（listenの待ち行列）", "full (the queue of listen)")
_TAKEN = Text("接続数が上限（limit_conn）", "as many connections as allowed (limit_conn)")
_EXPIRED = Text("証明書の期限切れ", "certificate expired")
_ASKED = Text("問い合わせ数が上限", "as many questions as allowed (dns-forward-max)")
_NGINX = """master_process off;
daemon off;
pid /run/nginx.pid;
error_log /run/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  limit_conn_zone $server_name zone=all:1m;
  {places}
  server {{
    server_name site;
    listen 127.0.0.1:80;
    listen 127.0.0.1:443 ssl;
    ssl_certificate {folder}/server.crt;
    ssl_certificate_key {folder}/server.key;
    root /run/www;
    limit_conn all {most};
    location /slow {{ limit_rate 1k; }}
  }}
}}
"""
_PLACES = " ".join(
    f"{each}_temp_path /run/{each};"
    for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
# Whoever holds on, and says so by a file.
_ONE_DOWNLOAD = """
import pathlib, time, urllib.request
held = urllib.request.urlopen("http://127.0.0.1/slow")
held.read(1)
pathlib.Path("/run/held").touch()
time.sleep(60)
"""
_WHOLE_QUEUE = """
import pathlib, select, socket, time
listening = socket.create_server(("127.0.0.1", 9000), backlog=0)
held = []
while True:
    held.append(socket.socket())
    held[-1].setblocking(False)
    held[-1].connect_ex(("127.0.0.1", 9000))
    if not select.select([], held[-1:], [], 0.2)[1]:
        break
pathlib.Path("/run/held").touch()
time.sleep(60)
"""
_ONE_QUESTION = """
import pathlib, socket, time
upstream = socket.socket(type=socket.SOCK_DGRAM)
upstream.bind(("127.0.0.1", 5300))
asking = socket.socket(type=socket.SOCK_DGRAM)
asking.connect(("127.0.0.1", 53))
asking.send(bytes.fromhex("1234010000010000000000000673656c6665720000010001"))
upstream.recv(512)
pathlib.Path("/run/held").touch()
time.sleep(60)
"""


def web(*, days: float = 30, most: int = 20) -> Make:
    """A network with a web server that serves so many connections at once."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        Authority(folder).issue("server", days=days)
        with network(folder) as inside:
            text = _NGINX.format(folder=folder, places=_PLACES, most=most)
            inside.run("cat >/run/nginx.conf", text=text)
            inside.run("mkdir /run/www; cd /run/www; echo ok >index.html; truncate -s 1M slow")
            nginx = "/usr/sbin/nginx -e /run/error.log -c /run/nginx.conf"
            inside.start(nginx, listening(80, "tcp"))
            yield inside

    return made


@contextmanager
def name_server(folder: Path) -> Iterator[Network]:
    """A network with a name server that asks another one, for one question at a time."""
    with network(folder) as inside:
        words = "--keep-in-foreground --no-resolv --no-hosts --user=root --pid-file --port=53 "
        words += "--conf-file=/dev/null --server=127.0.0.1#5300 --dns-forward-max=1"
        inside.start(f"/usr/sbin/dnsmasq {words}", listening(53))
        yield inside


def held_by(script: str) -> Any:
    """Somebody has all there is."""

    @contextmanager
    def held(inside: Network) -> Iterator[None]:
        inside.run("cat >/run/holding.py", text=script)
        inside.start(f"{sys.executable} /run/holding.py", "test -e /run/held")
        yield

    return held


CA = {"ca": "ca.crt"}
CELLS: tuple[tuple[str, Cell], ...] = (
    ("tcp", Cell(_FULL, network, "127.0.0.1:9000", "asking.no_answer", held_by(_WHOLE_QUEUE),
                 limit_us=800_000)),
    ("http", Cell(_TAKEN, web(most=1), "http://127.0.0.1/", "expect.explained",
                  held_by(_ONE_DOWNLOAD), limit_us=_PATIENT_US)),
    ("http", Cell(_EXPIRED, web(days=-3), "https://127.0.0.1/", "probes.http.certificate_expired",
                  params=CA, limit_us=_PATIENT_US)),
    ("throughput", Cell(_TAKEN, web(most=1), "http://127.0.0.1/", "probes.throughput.other_status",
                        held_by(_ONE_DOWNLOAD), limit_us=_PATIENT_US)),
    ("dns", Cell(_ASKED, name_server, "www.example.jp", "probes.dns.server_refused",
                 held_by(_ONE_QUESTION), {"at": "127.0.0.1"}, _PATIENT_US)),
)  # fmt: skip
NEITHER: Cells = {"key": NO_KEY, "certificate": NO_CERTIFICATE}
IN_FAULT_TABLE: Mapping[str, Cells] = {
    "tcp": NEITHER,
    "http": {"key": NO_KEY},
    "throughput": {"key": NO_KEY},
    "dns": NEITHER,
    "icmp": {**NEITHER, "full": NO_LIMIT},
}


@pytest.mark.parametrize(("word", "cell"), CELLS, ids=[f"{w} × {c.fault.en}" for w, c in CELLS])
def test_each_fault_has_its_words_and_the_documents_say_so(
    word: str, cell: Cell, tmp_path: Path
) -> None:
    reading = observed(word, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(word, cell, reading)
