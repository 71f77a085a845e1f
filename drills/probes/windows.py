"""What PowerShell on a Windows server says of its services or its event log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._commands import REPLY, SERVER, TOOK
from drills.probes._contract import Polite, Reach, ShellAnswer
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.wire.powershell import Found

MEANING = Text(
    ja="Windowsサーバのサービスは動いているか、イベントログに異常はないか",
    en="Do the services of a Windows server run, and what does its event log say?",
)
PROVES = Text(
    ja="サーバへSSHでログインでき、PowerShellがサービスの状態やイベントログを答えること。サービスが"
    "利用者に正しく応じるかは、そのサービスの確認（http、smbなど）で確かめてください。",
    en="that the server lets us in over SSH and PowerShell tells the state of services or the "
    "event log; not that a service serves anybody: ask the service itself (http, smb …).",
)
FACTS = {
    "reply": REPLY,
    "exit": FactKind("int", Text(ja="終了コード", en="the exit code")),
    "understood": FactKind(
        "bool",
        Text(
            ja="出力をサービスまたはイベントの一覧として読めた",
            en="its output could be read as services or as log entries",
        ),
    ),
    "services": FactKind("int", Text(ja="答えたサービスの数", en="how many services it told of")),
    "down": FactKind(
        "int",
        Text(
            ja="動いていないサービスの数（StartTypeがあれば、自動のものだけ数える）",
            en="services that do not run; where StartType is told, only automatic ones count",
        ),
    ),
    "down_names": FactKind("str", Text(ja="その名前", en="their names")),
    "missing": FactKind(
        "int",
        Text(
            ja="名前を指定したのに存在しないサービスの数",
            en="services that were asked for by name and are not there",
        ),
    ),
    "entries": FactKind("int", Text(ja="イベントの数", en="how many log entries it told of")),
    "errors": FactKind(
        "int",
        Text(ja="うち「重大」と「エラー」の数", en="how many of them are critical or errors"),
    ),
    "warnings": FactKind("int", Text(ja="うち「警告」の数", en="how many are warnings")),
    "newest": FactKind(
        "str",
        Text(
            ja="最初に挙がったイベントの発生元と番号（Get-WinEventは新しい順）",
            en="source and number of the first entry (Get-WinEvent lists the newest first)",
        ),
    ),
    "took_ms": TOOK,
}
HEALTHY = (
    Expectation("understood", "equals", True),
    Expectation("down", "equals", 0),
    Expectation("missing", "equals", 0),
)
SERVER_FIELD = "server"
COMMAND_FIELD = "command"
FIELDS = {
    "server": SERVER,
    "command": Text(
        ja="そのサーバのコマンドの名前（PowerShellで、ConvertTo-Jsonで終わるもの）",
        en="the name of one of its commands, which runs PowerShell and ends in ConvertTo-Json",
    ),
}
# PowerShell takes a second of a processor to begin.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)

NOT_UNDERSTOOD = Phrase(
    "probes.windows.not_understood",
    ja="サーバ「{server}」の「{command}」の出力を、サービスやイベントの一覧として読めません。"
    "コマンドをConvertTo-Jsonで終え、名前と状態（NameとStatus）か、番号と発生元（Idと"
    "ProviderName）を選んでください。{detail}",
    en="the output of {command!r} on server {server!r} is no list of services or log entries; end "
    "the command in ConvertTo-Json and select Name and Status, or Id and ProviderName. {detail}",
)
CUT = Phrase(
    "probes.windows.cut",
    ja="出力が多すぎて途中で切れたため、読めません。サービスの名前や、イベントの数（-MaxEvents）を"
    "絞ってください。",
    en="There was more output than is kept, so it cannot be read; name fewer services or give "
    "-MaxEvents.",
)
SAID = Phrase("probes.windows.said", ja="エラー出力: {line}", en="It said: {line}")
NOTHING = Phrase(
    "probes.windows.nothing",
    ja="何も出力されませんでした。",
    en="It printed nothing.",
)
DOWN = Phrase(
    "probes.windows.down",
    ja="サーバ「{server}」で動いていないサービス: {names:list}。",
    en="services of server {server!r} that do not run: {names:list}.",
)
MISSING = Phrase(
    "probes.windows.missing",
    ja="サーバ「{server}」に、コマンドで指定したサービスが{count}個ありません。",
    en="server {server!r} lacks {count} of the services that the command names.",
)

# Not translated, unlike what stands beside them in the error output.
_NO_EVENTS = "NoMatchingEventsFound"
_NO_SERVICE = "NoServiceFoundForGivenName"


@dataclass(frozen=True)
class Params:
    """`server` is a server of the plan, `command` one of its commands without ``allowed_until``."""

    server: str
    command: str


async def ask(params: Params, reach: Reach) -> Reading:
    """Run the command once and read what it prints."""
    answer = await reach.shell(params.server, params.command)
    return reading_of(answer, params)


def reading_of(answer: ShellAnswer, params: Params) -> Reading:
    """What a command's output says."""
    from drills.wire import Malformed, powershell  # noqa: PLC0415

    if _NO_EVENTS in answer.err and not answer.out.strip():
        return _reading(answer, params, powershell.Found())
    try:
        found = powershell.parsed(answer.out)
    except Malformed:
        facts = {**_facts(answer, powershell.Found()), "understood": False}
        because = NOT_UNDERSTOOD(
            server=params.server, command=params.command, detail=_detail(answer)
        )
        return Reading(facts=facts, because=because, note=answer.note)
    return _reading(answer, params, found)


def _reading(answer: ShellAnswer, params: Params, found: Found) -> Reading:
    facts = _facts(answer, found)
    because = None
    if facts["missing"]:
        because = MISSING(server=params.server, count=facts["missing"])
    if facts["down"]:
        because = DOWN(server=params.server, names=_down(found))
    return Reading(facts=facts, because=because, note=answer.note)


def _facts(answer: ShellAnswer, found: Found) -> dict[str, Fact]:
    first = found.entries[0] if found.entries else None
    down = _down(found)
    return {
        "reply": True,
        "exit": answer.status,
        "understood": True,
        "services": len(found.services),
        "down": len(down),
        "down_names": ", ".join(down),
        "missing": answer.err.count(_NO_SERVICE),
        "entries": len(found.entries),
        "errors": sum(each.level in (1, 2) for each in found.entries),
        "warnings": sum(each.level == 3 for each in found.entries),
        "newest": f"{first.provider} {first.id}" if first else "",
        "took_ms": answer.took_us / 1000,
    }


def _down(found: Found) -> tuple[str, ...]:
    wanted = (each for each in found.services if each.automatic is not False)
    return tuple(each.name for each in wanted if each.state != "running")


def _detail(answer: ShellAnswer) -> Message:
    if answer.cut:
        return CUT()
    lines = (answer.err.strip() or answer.out.strip()).splitlines()
    return SAID(line=lines[0][:200]) if lines else NOTHING()
