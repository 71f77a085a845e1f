"""A file on a server: how its place is written, and its age by the clock to be trusted most."""

from __future__ import annotations

from bcp.durations import SECOND, Span
from bcp.message import Message, Phrase
from drills.probes._contract import FileSeen
from scenarios.reading import Fact, Reading

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


def misplaced(path: str, newest: str | None) -> Message | None:
    """What is wrong with the path, or with the pattern of a name in that folder, or None."""
    drive = path[1:2] == ":" and path[:1].isalpha() and path[2:3] in ("/", "\\")
    if not (path.startswith(("/", "~/")) or path == "~" or drive) or "\0" in path:
        return NO_PATH(file=path)
    if newest is not None and (not newest or "/" in newest):
        return FOLDER_IN_PATTERN(newest=newest)
    return None


def reading_of_file(seen: FileSeen, skew: Span) -> Reading:
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
