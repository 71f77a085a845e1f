"""What a read-only command of the plan says on one of its servers."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.message import Text
from drills.probes._commands import REPLY, SERVER, TOOK
from drills.probes._contract import Reach, facts_of
from scenarios.reading import Reading

MEANING = Text(
    ja="計画に書いた読み取り専用コマンドは、サーバでどう答えるか",
    en="What does a read-only command of the plan say on one of its servers?",
)
PROVES = Text(
    ja="サーバにログインでき、計画のコマンドが終了コード0で終わること。それが何を示すかは、"
    "コマンド次第です。",
    en="that one can log in and that the plan's command ends with 0; what this shows is up to the "
    "command.",
)
FACTS = {
    "reply": REPLY,
    "exit": FactKind(
        "int",
        Text(
            ja="終了コード。0は成功。シグナルで終わった場合はなし",
            en="the exit code; 0 is success; none where a signal ended it",
        ),
    ),
    "signal": FactKind(
        "str",
        Text(ja="終わらせたシグナル。なければ空", en="the signal that ended it, or empty"),
    ),
    "out": FactKind(
        "str",
        Text(
            ja="標準出力(末尾の改行を除く。先頭64KiB)",
            en="standard output, without the line end at its end; the first 64 KiB",
        ),
    ),
    "out_lines": FactKind("int", Text(ja="標準出力の行数", en="lines of standard output")),
    "err": FactKind(
        "str",
        Text(
            ja="標準エラー出力(末尾の改行を除く。先頭64KiB)",
            en="standard error, without the line end at its end; the first 64 KiB",
        ),
    ),
    "cut": FactKind(
        "bool",
        Text(
            ja="出力が多く、先頭だけを残した",
            en="there was more output than is kept",
        ),
    ),
    "took_ms": TOOK,
}
HEALTHY = (Expectation("exit", "equals", 0),)
SERVER_FIELD = "server"
COMMAND_FIELD = "command"
FIELDS = {
    "server": SERVER,
    "command": Text(
        ja="そのサーバのコマンドの名前（allowed_untilのないもの）",
        en="the name of one of its commands, without allowed_until",
    ),
}


@dataclass(frozen=True)
class Params:
    """`server` is a server of the plan, `command` one of its commands without ``allowed_until``."""

    server: str
    command: str


async def ask(params: Params, reach: Reach) -> Reading:
    """Run the command once."""
    answer = await reach.shell(params.server, params.command)
    return Reading(facts=facts_of(answer), note=answer.note)
