"""Writing a plan's folder that was not there before, and taking one out of what is shipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from bcp.asking import Catalogue
from bcp.marks import marks_in
from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.cli.schemas import ENDING, folder_of_schemas
from drills.cli.still_to_adapt import ORIGIN, origin_text
from drills.errors import Refusal
from drills.whole_file import made_own

IN_THE_WAY = Phrase(
    "library.in_the_way",
    ja="すでにファイルがあるため、何も写していません: {files:list}。"
    "別のフォルダを指定してください。",
    en="Nothing was copied, because these files exist: {files:list}. Name another folder.",
)
AND_MORE = Phrase("library.and_more", ja="ほか{count}個", en="{count} more")
CANNOT_WRITE = Phrase(
    "library.cannot_write",
    ja="「{path}」に書き出せません（{reason}）。場所と権限を確かめてください。",
    en="{path} cannot be written ({reason}). Check the place and its permissions.",
)

PRIVATE = ("people/contacts.yaml", "people/staff.csv")
# Ledgers, exports and lists of calls hold numbers of people, too.
_TABLES = ("*.xlsx", "people/*.csv", "連絡*.csv")
_UNTRACKED = "\n".join(
    ("# 取扱注意 / private", *PRIVATE, *_TABLES, "answers/", "codes/", "keys/", "runs/", "")
)
# The editor asks no server for anything: what it needs lies in the folder.
_EDITOR = """{
  "yaml.schemaStore.enable": false,
  "redhat.telemetry.enabled": false,
  "files.encoding": "utf8"
}
"""
# How shipped files name their schemas; a town has them in a folder of its own.
_SCHEMAS_HERE, _SCHEMAS_THERE = "../../schema/", "schema/"
_NAMED = 8

Texts = Mapping[Path, str]
"""What is to be written, by its path in the plan's folder."""


def shipped(folder: Path, files: Iterator[Path]) -> Texts:
    """The texts of some files of a shipped plan, with their schemas where a town has them."""
    return {
        each.relative_to(folder): each.read_text("utf-8").replace(_SCHEMAS_HERE, _SCHEMAS_THERE)
        for each in files
    }


def parts(folder: Path) -> Iterator[Path]:
    """The files of a shipped plan: all but scenarios and their answers."""
    for each in sorted(folder.rglob("*")):
        inside = each.relative_to(folder).parts
        if each.is_file() and inside[0] not in ("scenarios", "answers"):
            yield each


def drilled(folder: Path) -> Iterator[Path]:
    """The scenarios of a shipped plan, and their answers."""
    for part in ("scenarios", "answers"):
        yield from sorted((folder / part).glob("*.yaml"))


def around(catalogue: Catalogue) -> Texts:
    """What every new plan has beside it: schemas for editors, and what is kept from others."""
    schemas = folder_of_schemas(catalogue).items()
    texts = {Path("schema", f"{word}{ENDING}"): text for word, text in schemas}
    return {
        **texts,
        Path(".gitignore"): _UNTRACKED,
        Path(".vscode/settings.json"): _EDITOR,
    }


def marks_among(texts: Texts) -> int:
    """How many places of new files are to be filled in, as `bcp.marks.marks_of` will count them."""
    read = (
        each for each in texts if each.suffix in (".yaml", ".csv") and each.parts[0] != "answers"
    )
    return sum(
        1
        for path in read
        for _ in marks_in(texts[path], str(path), reserved=path.parts[0] != "scenarios")
    )


def with_origin(texts: Texts, template: str) -> Texts:
    """The texts, and beside them what they began as."""
    return {**texts, Path(ORIGIN): origin_text(template, marks_among(texts))}


def refuse_existing(to: Path, paths: Iterable[Path]) -> None:
    """Raises `Refusal` where one of the files is there already, or their folder is none."""
    # A link that leads nowhere is in the way, too: what is written would end behind it.
    there = (each for each in paths if (to / each).exists() or (to / each).is_symlink())
    existing = sorted(str(to / each) for each in there)
    if to.exists() and not to.is_dir():
        existing = [str(to)]
    if existing:
        more = [AND_MORE(count=len(existing) - _NAMED)] if len(existing) > _NAMED else []
        raise Refusal(IN_THE_WAY(files=[*existing[:_NAMED], *more]))


def write(to: Path, texts: Texts) -> None:
    """Write the files; all or none, and none over another.

    Nobody else may read what holds numbers of people. Raises `Refusal`.
    """
    refuse_existing(to, texts)
    begun: list[Path] = []
    try:
        for path, text in texts.items():
            folders = (each for each in (to / path).parents if not each.exists())
            begun += [*reversed([*folders]), to / path]
            _write(to / path, text, own=path.as_posix() in PRIVATE or path.parts[0] == "answers")
    except OSError as trouble:
        for each in reversed(begun):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        where = str(trouble.filename or to)
        raise Refusal(CANNOT_WRITE(path=where, reason=reason_of(trouble))) from trouble


def _write(path: Path, text: str, *, own: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if own:
        made_own(path)
    path.write_text(text, encoding="utf-8", newline="\n")
