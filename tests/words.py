"""A small set of probes to load plans and scenarios with."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Catalogue, Expectation, FactKind, ProbeKind
from bcp.durations import Span
from bcp.message import Message, Phrase, Text

NOT_HOST_AND_PORT = Phrase(
    "tests.not_host_and_port",
    ja="「{target}」は「ホスト名:ポート」ではありません。",
    en='{target!r} is not "host:port".',
)


@dataclass(frozen=True)
class Ssh:
    server: str
    command: str


@dataclass(frozen=True)
class Tcp:
    target: str


@dataclass(frozen=True)
class Http:
    url: str
    method: str = "GET"
    contains: str | None = None
    follow: bool = False
    quiet_for: Span = Span(180_000_000)


def _wrong(params: Tcp) -> Message | None:
    return None if ":" in params.target else NOT_HOST_AND_PORT(target=params.target)


_REPLY = FactKind("bool", Text(ja="応答した", en="it answered"))

CATALOGUE: Catalogue = {
    "http": ProbeKind(
        "http",
        Http,
        {
            "reply": _REPLY,
            "status": FactKind("int", Text(ja="状態コード", en="status code")),
            "latency_ms": FactKind("float", Text(ja="応答時間", en="time to answer"), "ms"),
            "title": FactKind("str", Text(ja="題名", en="title")),
        },
        (Expectation("reply", "equals", True), Expectation("status", "between", (200, 399))),
        Text(ja="ウェブが答えるか", en="Does the web page answer?"),
        content=("title",),
    ),
    "ssh": ProbeKind(
        "ssh",
        Ssh,
        {
            "reply": _REPLY,
            "exit": FactKind("int", Text(ja="終了コード", en="exit code")),
            "out": FactKind("str", Text(ja="出力", en="output")),
        },
        (Expectation("exit", "equals", 0),),
        Text(ja="コマンドの答え", en="What does a command say?"),
        server_field="server",
        command_field="command",
    ),
    "tcp": ProbeKind(
        "tcp",
        Tcp,
        {
            "reply": _REPLY,
            "connect_ms": FactKind("float", Text(ja="接続時間", en="time to connect"), "ms"),
        },
        (Expectation("reply", "equals", True),),
        Text(ja="接続できるか", en="Does it accept a connection?"),
        wrong=_wrong,
        content=(),
    ),
}
