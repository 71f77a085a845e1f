"""What SQLite and the system say about a journal's files, in words people can act on."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import JournalBroken

FOREIGN = Phrase(
    "journal.foreign",
    ja="「{path}」は bcp-drill の記録ではありません。ファイルを確かめてください。",
    en="{path} is not a journal of bcp-drill. Check which file this is.",
)
NO_FILE_BESIDE = Phrase(
    "journal.no_file_beside",
    ja="「{path}」は、記録の横にあるべきふつうのファイルではありません。記録を移さずに、それだけを取り除いて"
    "ください。",
    en="{path} lies beside a journal and is no ordinary file. Take it away, and leave the journal "
    "where it is.",
)
UNUSABLE = Phrase(
    "journal.unusable",
    ja="「{path}」を読み書きできません。{why}",
    en="{path} cannot be read or written: {why}",
)
FULL = Phrase(
    "journal.disk_full",
    ja="ディスクに空きがありません。不要なファイルを消して、空きを作ってください。",
    en="the disk is full. Delete what is not needed.",
)
FAILING = Phrase(
    "journal.disk_failing",
    ja="ディスクの入出力に失敗しました。ディスクの状態を確かめてください。",
    en="the disk did not read or write as asked. Check its condition.",
)
NOT_ALLOWED = Phrase(
    "journal.not_allowed",
    ja="許可がありません。フォルダーとファイルの権限を確かめてください。",
    en="this is not allowed. Check the permissions of the folder and the file.",
)
NO_WAY_IN = Phrase(
    "journal.no_way_in",
    ja="ファイルを開けません。フォルダーがあるか、権限があるかを確かめてください。",
    en="the file cannot be opened. Check that its folder exists and may be used.",
)
DAMAGED = Phrase(
    "journal.damaged",
    ja="内容が壊れています。保管してある写しを使ってください。",
    en="its contents are damaged. Use a copy you kept.",
)
IN_USE = Phrase(
    "journal.in_use",
    ja="ほかのプログラムが使っています。少し待ってから、もう一度実行してください。",
    en="another program is using it. Wait a moment, then try again.",
)
OTHERWISE = Phrase(
    "journal.otherwise",
    ja="ディスクとフォルダーの状態を確かめてください（{words}）。",
    en="check the disk and the folder ({words}).",
)

_BY_NAME: Mapping[str, Phrase] = {
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": FAILING,
    "SQLITE_READONLY": NOT_ALLOWED,
    "SQLITE_PERM": NOT_ALLOWED,
    "SQLITE_AUTH": NOT_ALLOWED,
    "SQLITE_CANTOPEN": NO_WAY_IN,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_ERROR": DAMAGED,  # our own statements are right, so the tables are not
    "SQLITE_BUSY": IN_USE,
    "SQLITE_LOCKED": IN_USE,
    "SQLITE_PROTOCOL": IN_USE,
}
_BY_TYPE: tuple[tuple[type[BaseException], Phrase], ...] = (
    # Without a name of SQLite's: Python could not decode a text, or SQLite's message about it.
    (sqlite3.OperationalError, DAMAGED),
    (UnicodeDecodeError, DAMAGED),
    (PermissionError, NOT_ALLOWED),
    (FileNotFoundError, NO_WAY_IN),
    (FileExistsError, NO_WAY_IN),
    (NotADirectoryError, NO_WAY_IN),
)


def errorname(error: BaseException) -> str:
    """SQLite's name for an error without its detail; empty where Python itself raised it."""
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])


def unusable(path: Path, error: BaseException) -> JournalBroken:
    """The error for a file that cannot be read or written, with its reason and a remedy."""
    if errorname(error) == "SQLITE_NOTADB":
        return JournalBroken(FOREIGN(path=str(path)))
    return JournalBroken(UNUSABLE(path=str(path), why=_reason(error)))


@contextmanager
def spoken_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says about the file into `JournalBroken`."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise unusable(path, error) from error


def require_files_beside(path: Path) -> None:
    """Raise `JournalBroken` where SQLite would open something else than a file beside its own.

    A named pipe there would keep whoever reads waiting for ever, a link would lead elsewhere.
    (Names: https://sqlite.org/tempfiles.html)
    """
    for suffix in ("-journal", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        with spoken_errors(beside), suppress(FileNotFoundError):
            if not stat.S_ISREG(beside.lstat().st_mode):
                raise JournalBroken(NO_FILE_BESIDE(path=str(beside)))


def _reason(error: BaseException) -> Message:
    by_type = (phrase for kind, phrase in _BY_TYPE if isinstance(error, kind))
    phrase = _BY_NAME.get(errorname(error)) or next(by_type, None)
    return phrase() if phrase else OTHERWISE(words=words_of(error))
