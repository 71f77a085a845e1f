"""Reading a ledger as somebody asked for it, and telling what was read and what was not."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.system_trouble import reason_of
from drills import errors
from drills.cli.console import Console
from drills.ledger.choices import Choices, chosen, title_of
from drills.ledger.columns import Kind
from drills.ledger.identity import Known
from drills.ledger.mapping import choices_in, mapping_lines, mapping_text
from drills.ledger.reading import Found, Ledger, find_tables, read_ledger
from drills.whole_file import OWN, SHARED, made_own, replace_whole, write_new

CANNOT_USE = Phrase(
    "ledger.cannot_use",
    ja="「{file}」を読み書きできません（{reason}）。場所と権限を確かめてください。",
    en="{file} cannot be read or written ({reason}). Check its place and permissions.",
)
THERE_ALREADY = Phrase(
    "ledger.there_already",
    ja="「{file}」はすでにあります。置き換えません。別の名前を指定してください。",
    en="{file} exists and is not replaced. Name another.",
)
MAPPING_WRITTEN = Phrase(
    "ledger.mapping_written",
    ja="読み方を {file} に書きました。違う所があれば、直して --mapping で渡してください。",
    en="How it was read was written to {file}. Correct it if need be, and give it with --mapping.",
)
UNREAD = Phrase(
    "ledger.unread_cells",
    ja="読めなかった欄が {count} か所あります:",
    en="Cells that could not be read: {count}",
)
ALL_READ = Phrase(
    "ledger.all_read",
    ja="読めなかった欄はありません。",
    en="Every cell could be read.",
)
LEFT_OUT = Phrase("ledger.left_out", ja="取り込まない行・シート:", en="Rows and sheets left out:")


def brought(
    given: argparse.Namespace,
    files: Iterable[Path],
    console: Console,
    known: Known | None = None,
) -> Ledger:
    """Read the files with what was chosen, saying first what is read from where.

    Raises `Refused` or `errors.Refusal`.
    """
    from drills.cli.paper_files import sheets_in  # noqa: PLC0415

    sheets = [sheet for each in files for sheet in sheets_in(each)[0]]
    likely: dict[str, Kind] = {}
    for file in given.contacts or ():
        of_people = sheets_in(file)[0]
        sheets += of_people
        likely |= {title_of(each): "contacts" for each in of_people}
    start = _from_file(given.mapping)
    choices = chosen(given.columns, given.sheet, replace(start, likely=likely))
    found = find_tables(sheets, choices)
    _tell_mapping(found, choices, console, given.mapping)
    return read_ledger(found, choices, known)


def _tell_mapping(found: Found, choices: Choices, console: Console, mapping: Path | None) -> None:
    """Say it before anything can be refused, and write it where a file was named that is not."""
    console.tell("\n".join(mapping_lines(found, console.lang)))
    if mapping is not None and not mapping.exists():
        write(mapping, mapping_text(found, choices, console.lang))
        console.tell(MAPPING_WRITTEN(file=str(mapping)))


def _from_file(mapping: Path | None) -> Choices:
    if mapping is None or not mapping.exists():
        return Choices()
    try:
        raw = mapping.read_bytes()
    except OSError as trouble:
        raise errors.Refusal(CANNOT_USE(file=str(mapping), reason=reason_of(trouble))) from trouble
    return choices_in(raw, str(mapping))


def tell_left_out(ledger: Ledger, console: Console) -> None:
    """Say which rows and sheets are no part of what was read."""
    if ledger.notes:
        console.tell(LEFT_OUT())
        tell_all(ledger.notes, console)


def tell_unread(unread: tuple[Refusal, ...], console: Console) -> None:
    """Say every cell that could not be read, and what to do about it."""
    if not unread:
        console.tell(ALL_READ())
        return
    console.tell(UNREAD(count=len(unread)))
    tell_all(unread, console)


def tell_all(refusals: Iterable[Refusal], console: Console) -> None:
    """Say each on a line of its own."""
    for each in refusals:
        console.refuse(each)


def write(path: Path, text: str | bytes, *, own: bool = False) -> None:
    """Write a new file, that nobody else may read with `own`; whole, or not at all.

    Raises `errors.Refusal`.
    """
    raw = text.encode() if isinstance(text, str) else text
    try:
        write_new(path, raw, OWN if own else SHARED)
    except FileExistsError as there:
        raise errors.Refusal(THERE_ALREADY(file=str(path))) from there
    except OSError as trouble:
        raise errors.Refusal(CANNOT_USE(file=str(path), reason=reason_of(trouble))) from trouble


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Put new texts into a plan's files, each whole. Raises `errors.Refusal`."""
    for path, text in texts.items():
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                made_own(path) if path.name == "contacts.yaml" else path.touch()
            replace_whole(path, text.encode())
        except OSError as trouble:
            reason = reason_of(trouble)
            raise errors.Refusal(CANNOT_USE(file=str(path), reason=reason)) from trouble
