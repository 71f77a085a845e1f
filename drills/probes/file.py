"""How old, how large and of what kind a file on one of the plan's servers is."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Message, Phrase, Text
from drills.probes._contract import FileSeen, Reach
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="サーバ上のファイル（またはフォルダー内の最新のファイル）はいつのもので、どの大きさか",
    en="How old and how large is a file on a server, or the newest file of a folder?",
)
PROVES = Text(
    ja="ファイルがあること。新しさと大きさは、age_sとsize_bytesに期待を書いたときだけ確かめます。"
    "中身が読み戻せるかは確かめていません。",
    en="that the file is there; how fresh and how large it is only where age_s and size_bytes are "
    "expected; not that what is in it can be restored.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="ファイルがある", en="the file is there")),
    "age_s": FactKind(
        "float",
        Text(
            ja="最後の変更からの時間。実際より短く言うことはない。時計が合わず分からなければなし",
            en="time since its last change, never less than it is; none where the clocks "
            "contradict each other",
        ),
        "s",
    ),
    "size_bytes": FactKind("int", Text(ja="大きさ", en="its size"), "bytes"),
    "name": FactKind("str", Text(ja="見たファイルの名前", en="name of the file looked at")),
    "kind": FactKind("str", Text(ja="file、folder、other", en="file, folder or other")),
    "matched": FactKind(
        "int",
        Text(ja="newestに合ったファイルの数", en="how many files fitted `newest`"),
    ),
    "sha256": FactKind(
        "str",
        Text(
            ja="内容のSHA-256（小文字の16進）。hash: trueのときだけ",
            en="SHA-256 of its content in small hexadecimal letters, only with hash: true",
        ),
    ),
    "clock": FactKind(
        "str",
        Text(
            ja="経過時間をどの時計で数えたか: server（サーバ）、ours（この端末）",
            en="whose clock the age was counted on: server, or ours",
        ),
    ),
    "clock_ahead_s": FactKind(
        "float",
        Text(
            ja="サーバの時計の進み。遅れていれば負。分からなければなし",
            en="how far the server's clock is ahead of ours, negative where behind; none where "
            "it cannot be seen",
        ),
        "s",
    ),
}
HEALTHY = (Expectation("reply", "equals", True),)
SERVER_FIELD = "server"
FIELDS = {
    "file": Text(
        ja="サーバ上のパス（例: /backup/db）。「~/」はログインする利用者のホーム",
        en="the path on the server, such as /backup/db; ~/ is the home of the user who logs in",
    ),
    "server": Text(ja="計画のサーバのid", en="the id of a server of the plan"),
    "newest": Text(
        ja="フォルダー内で最も新しいファイルを選ぶ名前の型（例: *.dump）",
        en='picks the newest file of the folder whose name fits, such as "*.dump"',
    ),
    "hash": Text(
        ja="ファイル全体を読んでSHA-256を求める",
        en="reads the whole file for its SHA-256",
    ),
    "skew": Text(
        ja="サーバの時計が見えないとき、ずれの上限とみなして経過時間に足す時間",
        en="how far the server's clock may be off where it cannot be seen; added to the age",
    ),
}

NO_PATH = Phrase(
    "probes.file.no_path",
    ja="「{file}」はサーバ上のパスとして読めません。"
    "「/backup/db」のように絶対パスか、「~/」で始まるパスを書いてください。",
    en='{file!r} is no path on a server; write an absolute path such as "/backup/db", or one '
    'that begins with "~/".',
)
FOLDER_IN_PATTERN = Phrase(
    "probes.file.folder_in_pattern",
    ja="`newest`の「{newest}」にはフォルダーを書けません。「*.dump」のように名前だけを書いてください。",
    en='`newest` is {newest!r}, which names a folder; write a name only, such as "*.dump".',
)
FROM_THE_FUTURE = Phrase(
    "probes.file.from_the_future",
    ja="{name}の更新時刻が未来（{by:span}先）になっているため、古さが分かりません。"
    "サーバと保存先の時計を確かめてください。",
    en="{name} was changed in the future (by {by:span}), so its age cannot be told; check the "
    "clocks of the server and of where the file is kept.",
)


@dataclass(frozen=True)
class Params:
    """`file` is a path on `server`; with `newest` it is a folder, and a pattern picks the file.

    `hash` reads the whole file. `skew` is how far a server's clock may be off where it cannot be
    seen: so much is added to the age, so that no file passes as younger than it is. Five minutes
    is what Windows domains allow among their members.
    """

    file: str
    server: str
    newest: str | None = None
    hash: bool = False
    skew: Span = Span(5 * MINUTE)


def wrong(params: Params) -> Message | None:
    """What is wrong with the path or the pattern, or None."""
    path = params.file
    drive = path[1:2] == ":" and path[:1].isalpha() and path[2:3] in ("/", "\\")
    if not (path.startswith(("/", "~/")) or path == "~" or drive) or "\0" in path:
        return NO_PATH(file=path)
    if params.newest is not None and (not params.newest or "/" in params.newest):
        return FOLDER_IN_PATTERN(newest=params.newest)
    return None


async def ask(params: Params, reach: Reach) -> Reading:
    """Look once."""
    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    seen = await reach.file(params.server, params.file, params.newest, digest=params.hash)
    return reading_of(seen, params.skew)


def reading_of(seen: FileSeen, skew: Span) -> Reading:
    """The facts of what a server said, with the age on the clock that can be trusted most."""
    on_server = seen.server_now_s is not None
    now = seen.our_now_s + skew.us / SECOND if seen.server_now_s is None else seen.server_now_s
    age = None if seen.modified_s is None else now - seen.modified_s
    because = None
    if age is not None and age < 0:
        because = FROM_THE_FUTURE(name=seen.name, by=round(-age * SECOND))
        age = None
    facts: dict[str, Fact] = {
        "reply": True,
        "age_s": None if age is None else round(age, 1),
        "size_bytes": seen.size_bytes,
        "name": seen.name,
        "kind": seen.kind,
        "matched": seen.matched,
        "sha256": seen.sha256,
        "clock": "server" if on_server else "ours",
        "clock_ahead_s": _ahead(seen),
    }
    return Reading(facts=facts, because=because)


def _ahead(seen: FileSeen) -> float | None:
    if seen.server_now_s is None:
        return None
    return round(seen.server_now_s - seen.our_now_s, 1)
