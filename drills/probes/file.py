"""How old, how large and of what kind a file on one of the plan's servers is."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.durations import MINUTE, Span
from bcp.message import Message, Text
from drills.probes._contract import Reach
from drills.probes._files import misplaced, reading_of_file
from scenarios.reading import Reading

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
    return misplaced(params.file, params.newest)


async def ask(params: Params, reach: Reach) -> Reading:
    """Look once."""
    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    seen = await reach.file(params.server, params.file, params.newest, digest=params.hash)
    return reading_of_file(seen, params.skew)
