"""How old and how large the newest good copy of a backup is, against how often one is promised."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.inventory import Backup
from bcp.message import Message, Phrase, Text
from drills.probes._contract import FileSeen, Polite, Reach
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="バックアップの最新のコピーは、約束した間隔より新しいか、壊れていないか",
    en="Is the newest copy of a backup as fresh as promised, and whole?",
)
PROVES = Text(
    ja="置き場に最新のコピーがあり、計画の間隔（every）より新しく、十分な大きさで、（sidecarがあれば）"
    "書かれたときと同じ内容であること。戻せるかどうかは、戻してみないと分かりません。",
    en="that the newest copy is in its place, fresher than the plan's `every`, large enough and, "
    "with a sidecar, the same as when it was written; not that it can be restored: only a restore "
    "shows that.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="コピーがある", en="there is a copy")),
    "state": FactKind(
        "str",
        Text(
            ja="good（良い）、late（古い）、small（小さすぎる）、damaged（チェックサムが違う）、"
            "odd_clock（時刻が未来で古さが分からない）",
            en="good, late, small (too small), damaged (its checksum is another), odd_clock (from "
            "the future, so its age cannot be told)",
        ),
    ),
    "age_s": FactKind(
        "float",
        Text(
            ja="コピーの最後の変更からの時間（失うデータの長さの目安）。実際より短く言うことはない",
            en="time since the copy's last change, which is how much would be lost; never less "
            "than it is",
        ),
        "s",
    ),
    "late_s": FactKind(
        "float",
        Text(
            ja="計画の間隔（every）を過ぎた時間。間に合っていれば負",
            en="how far beyond the plan's `every` that is; negative where in time",
        ),
        "s",
    ),
    "size_bytes": FactKind("int", Text(ja="大きさ", en="its size"), "bytes"),
    "name": FactKind("str", Text(ja="コピーのファイル名", en="the copy's file name")),
    "copies": FactKind("int", Text(ja="合うコピーの数", en="how many copies fit")),
    "checksum": FactKind(
        "str",
        Text(
            ja="チェックサム: same（同じ）、differs（違う）。比べなければ空",
            en="same, or differs; empty where nothing was compared",
        ),
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("state", "equals", "good"),
)
ASSET = "backup"
SERVER_FIELD = "server"
FIELDS = {
    "backup": Text(ja="計画のバックアップのid", en="the id of a backup of the plan"),
    "server": Text(
        ja="コピーのあるサーバのid（SFTPで見る）",
        en="the id of the server that holds the copies (seen over SFTP)",
    ),
    "folder": Text(
        ja="コピーのあるフォルダーのパス。newestを書かなければ、コピーそのもの",
        en="the path of the folder with the copies; without `newest`, of the copy itself",
    ),
    "newest": Text(
        ja="コピーの名前の型（例: *.dump）",
        en='the pattern of a copy\'s name, such as "*.dump"',
    ),
    "sidecar": Text(
        ja="コピーの完成後に隣へ書かれるファイルの末尾（例: .sha256）。ないコピーは未完成とみなし、"
        "中にSHA-256があれば比べる",
        en="what is added to a copy's name for the file that is written beside it when it is "
        "whole, such as .sha256; a copy without one does not count; a SHA-256 in it is compared",
    ),
    "at_least": Text(
        ja="コピーの最小の大きさ（バイト）",
        en="the least size of a good copy, in bytes",
    ),
    "grace": Text(
        ja="間隔に加えて待つ時間（コピーにかかる時間）",
        en="how much later than `every` a copy may be, because making it takes time",
    ),
    "skew": Text(
        ja="サーバの時計が見えないとき、ずれの上限とみなして経過時間に足す時間",
        en="how far the server's clock may be off where it cannot be seen; added to the age",
    ),
}

NO_EVERY = Phrase(
    "probes.backup.no_every",
    ja="計画のバックアップ「{backup}」に間隔がありません。「every: 24h」のように書いてください。",
    en="the backup {backup!r} of the plan has no interval; write how often it is made, such as "
    "`every: 24h`.",
)
NO_PATH = Phrase(
    "probes.backup.no_path",
    ja="「{folder}」はサーバ上のパスとして読めません。「/backup/db」のように絶対パスか、「~/」で始まる"
    "パスを書いてください。",
    en='{folder!r} is no path on a server; write an absolute path such as "/backup/db", or one '
    'that begins with "~/".',
)
NO_NAME = Phrase(
    "probes.backup.no_name",
    ja="`{field}`の「{value}」にはフォルダーを書けません。名前だけを書いてください。",
    en="`{field}` is {value!r}, which names a folder; write a name only.",
)
LATE = Phrase(
    "probes.backup.late",
    ja="バックアップ「{backup}」の最新のコピー{name}は{age:span}前のものです。"
    "計画の間隔は{every:span}です。",
    en="the newest copy of the backup {backup!r}, {name}, is {age:span} old; the plan promises one "
    "every {every:span}.",
)
SMALL = Phrase(
    "probes.backup.small",
    ja="バックアップ「{backup}」の最新のコピー{name}は{size}バイトしかありません"
    "（{least}バイト以上のはずです）。",
    en="the newest copy of the backup {backup!r}, {name}, has only {size} bytes; it should have "
    "{least} at least.",
)
DAMAGED = Phrase(
    "probes.backup.damaged",
    ja="バックアップ「{backup}」のコピー{name}は、書かれたときと内容が違います（SHA-256）。壊れているか、"
    "書き換えられています。その前のコピーを確かめてください。",
    en="the copy {name} of the backup {backup!r} is not what was written (SHA-256): it is damaged "
    "or was changed; look at the copy before it.",
)
ODD_CLOCK = Phrase(
    "probes.backup.odd_clock",
    ja="バックアップ「{backup}」のコピー{name}の更新時刻が未来（{by:span}先）になっているため、古さが"
    "分かりません。サーバと保存先の時計を確かめてください。",
    en="the copy {name} of the backup {backup!r} was changed in the future (by {by:span}), so its "
    "age cannot be told; check the clocks of the server and of where it is kept.",
)

NO_FILE = Phrase(
    "probes.backup.no_file",
    ja="{name}はファイルではないため、バックアップ「{backup}」のコピーがあるかどうか分かりません。"
    "フォルダーの中のコピーを見るには、`newest`に「*.dump」のような名前を書いてください。",
    en="{name} is no file, so it does not tell whether there is a copy of the backup {backup!r}; "
    'to look at the copies in a folder write their name in `newest`, such as "*.dump".',
)

_SHA256 = re.compile(rb"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")


@dataclass(frozen=True)
class Params:
    """`backup` is one of the plan's; its copies are in `folder` on `server`."""

    backup: str
    server: str
    folder: str
    newest: str | None = None
    sidecar: str | None = None
    at_least: int = 1
    grace: Span = Span(HOUR)
    skew: Span = Span(5 * MINUTE)


def POLITE(params: Params) -> Polite:  # noqa: N802 - a constant of the contract, or a function
    """Comparing reads the whole copy from its disk and over the line."""
    return Polite(apart_us=(10 if params.sidecar else 1) * MINUTE, at_once=1)


def target(params: Params, reach: Reach) -> str:
    """Each backup by itself."""
    return params.backup


def wrong(params: Params) -> Message | None:
    """What is wrong with the path or the names, or None."""
    path = params.folder
    drive = path[1:2] == ":" and path[:1].isalpha() and path[2:3] in ("/", "\\")
    if not (path.startswith(("/", "~/")) or path == "~" or drive) or "\0" in path:
        return NO_PATH(folder=path)
    for field in ("newest", "sidecar"):
        value = getattr(params, field)
        if value is not None and (not value or "/" in value):
            return NO_NAME(field=field, value=value)
    return None


async def ask(params: Params, reach: Reach) -> Reading:
    """Look at the newest copy."""
    backup = reach.asset("backup", params.backup)
    every = backup.every if isinstance(backup, Backup) else None
    mistake = wrong(params) or (None if every else NO_EVERY(backup=params.backup))
    if mistake or every is None:
        return Reading.unknown(mistake or NO_EVERY(backup=params.backup))
    if params.sidecar is None:
        seen = await reach.file(params.server, params.folder, params.newest)
        return reading_of(seen, params, every)
    return await _with_sidecar(params, params.sidecar, reach, every)


async def _with_sidecar(params: Params, sidecar: str, reach: Reach, every: Span) -> Reading:
    path = params.folder
    if params.newest is None:
        beside = await reach.file(params.server, path + sidecar, content=True)
    else:
        beside = await reach.file(params.server, path, params.newest + sidecar, content=True)
        path = f"{path.rstrip('/')}/{beside.name.removesuffix(sidecar)}"
    written = _SHA256.search(beside.content or b"")
    seen = await reach.file(params.server, path, digest=written is not None)
    same = None
    if written:
        same = written[0].decode("ascii").lower() == seen.sha256
    return reading_of(seen, params, every, same=same, copies=beside.matched)


def reading_of(
    seen: FileSeen,
    params: Params,
    every: Span,
    *,
    same: bool | None = None,
    copies: int | None = None,
) -> Reading:
    """The facts of the newest copy; `same` says whether its checksum is the one written beside."""
    if seen.kind != "file":
        # A folder is as new as the last name in it that came or went, and has a size when empty.
        return Reading.unknown(NO_FILE(name=seen.name, backup=params.backup))
    now = seen.our_now_s + params.skew.us / SECOND
    now = now if seen.server_now_s is None else seen.server_now_s
    age = None if seen.modified_s is None else now - seen.modified_s
    state, because = _state(seen, params, every, same=same, age=age)
    known = age is not None and age >= 0
    facts: dict[str, Fact] = {
        "reply": True,
        "state": state,
        "age_s": round(age, 1) if known and age is not None else None,
        "late_s": round(age - every.us / SECOND, 1) if known and age is not None else None,
        "size_bytes": seen.size_bytes,
        "name": seen.name,
        "copies": seen.matched if copies is None else copies,
        "checksum": "" if same is None else "same" if same else "differs",
    }
    return Reading(facts=facts, because=because)


def _state(
    seen: FileSeen, params: Params, every: Span, *, same: bool | None, age: float | None
) -> tuple[str, Message | None]:
    named = {"backup": params.backup, "name": seen.name}
    if same is False:
        return "damaged", DAMAGED(**named)
    if seen.size_bytes is not None and seen.size_bytes < params.at_least:
        return "small", SMALL(**named, size=seen.size_bytes, least=params.at_least)
    if age is None or age < 0:
        return "odd_clock", ODD_CLOCK(**named, by=round(-(age or 0) * SECOND))
    if age * SECOND > every.us + params.grace.us:
        return "late", LATE(**named, age=round(age / 60) * MINUTE, every=every.us)
    return "good", None
