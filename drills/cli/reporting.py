"""Printing the report of a run, from its record alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from bcp.message import Language, Message, Phrase
from bcp.system_trouble import reason_of
from drills.cli import vocabulary
from drills.cli.bundle_words import signed_said
from drills.cli.console import Console
from drills.cli.records import good, is_file, known_keys, verified
from drills.errors import JournalBroken, Refusal
from drills.journal.bundle_check import check_bundle
from drills.journal.own_file import made_own
from drills.journal.verify import Verification
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from drills.report.model import Report

MORE = Phrase(
    "report.more",
    ja="手順・記録・数値の求め方を含む全文: bcp-drill report {run}",
    en="The whole report, with steps, log and how each number was computed: bcp-drill report {run}",
)
WRITTEN = Phrase("report.written", ja="{file} に書きました。", en="Written to {file}.")
REPLACED = Phrase(
    "report.replaced",
    ja="{file} に書きました（同じ名前のファイルを置き換えました）。",
    en="Written to {file}, in place of the file that was there.",
)
NOTHING_YET = Phrase(
    "report.nothing_yet",
    ja="{run} は始まる前に止まったため、記録がありません。",
    en="{run} ended before it began; nothing is recorded in it.",
)
CANNOT_WRITE = Phrase(
    "report.cannot_write",
    ja="{file} に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)

NOT_OURS = Phrase(
    "report.not_ours",
    ja="{file} はすでにあり、報告書の名前ではないので置き換えません。"
    "別の名前（終わりは {endings:list} のどれか）を -o で指定してください。",
    en="{file} exists and is not named like a report, so it is not replaced. "
    "Name another with -o (ending in one of {endings:list}).",
)

Form = Literal["text", "html", "json"]
WRITERS: Mapping[Form, Callable[[Report, Language], str]] = {
    "text": as_text.written,
    "html": as_html.written,
    "json": as_json.written,
}
# By its ending a file says what it is; what ends otherwise is no report, and is never replaced.
ENDINGS: Mapping[str, Form] = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}


def form_of(out: Path | None) -> Form:
    """The form that a file's name asks for; text where it asks for none."""
    return "text" if out is None else ENDINGS.get(out.suffix.casefold(), "text")


def print_result(folder: Path, console: Console, *, json: bool) -> None:
    """Print what whoever ran the drill must see at its end: the first page, or all as JSON.

    An output that takes nothing is told of and changes nothing of what the drill came to.
    """
    report = report_in(folder)
    writer = as_json.written if json else as_text.first_page
    try:
        console.result(writer(report, console.lang))
    except BrokenPipeError:
        console.tell(MORE(run=folder.name))
        return
    except Refusal as refusal:
        console.tell(refusal.message)
    if not json:
        console.tell(MORE(run=folder.name))


def print_report(folder: Path, form: Form, console: Console, out: Path | None = None) -> None:
    """Write the report of a run. Raises `JournalBroken` where nothing of it can be read."""
    text = WRITERS[form](report_in(folder), console.lang)
    if out is None:
        # A terminal redirects in an encoding of its own, but a page is UTF-8: ASCII is both.
        console.result(
            text.encode("ascii", "xmlcharrefreplace").decode() if form == "html" else text
        )
        return
    put(out, text, console)


def put(out: Path, text: str, console: Console) -> None:
    """Write a whole file that only its owner may read, and say so.

    Raises `Refusal`, also where a file that is no report would be replaced.
    """
    replaced = _put(out, text)
    console.tell((REPLACED if replaced else WRITTEN)(file=str(out)))


def save_page(folder: Path, lang: Language) -> Path:
    """Write the report's page beside the run's record, and give its place. Raises `Refusal`."""
    out = folder / f"report.{lang}.html"
    _put(out, as_html.written(report_in(folder), lang))
    return out


def _put(out: Path, text: str) -> bool:
    """Write a whole file or none, and say whether it took the place of another."""
    try:
        return _replaced(out, text)
    except OSError as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble


def _replaced(out: Path, text: str) -> bool:
    if out.exists() and not out.is_file():
        # A device or a pipe cannot be replaced; a folder is refused by this.
        out.write_text(text, encoding="utf-8", newline="\n")
        return False
    place = out.resolve()
    if place.exists() and place.suffix.casefold() not in ENDINGS:
        raise Refusal(NOT_OURS(file=str(out), endings=tuple(ENDINGS)))
    replaced, part = place.exists(), place.with_name(f".bcp-drill-{os.getpid()}.part")
    try:
        # It names people and servers; whoever it is for is given it by its owner.
        made_own(part)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return replaced


def report_in(folder: Path) -> Report:
    """Make the report of a run. Raises `JournalBroken` where nothing of it can be read."""
    vocabulary.learn()
    found, signature = _checked(folder)
    records = tuple(good(folder))
    if not records and found.what is not None:
        raise JournalBroken(found.what)
    if not records:
        raise Refusal(NOTHING_YET(run=folder.name))
    return report_of(records, found, signature)


def _checked(place: Path) -> tuple[Verification, Message | None]:
    """What is wrong with a record; of a bundle also who signed it, by the keys of the plan here."""
    if not is_file(place):
        return verified(place), None
    found = check_bundle(place, known_keys(None))
    if found.signature is None or found.signature.is_wrong:
        return found.verification, None
    return found.verification, signed_said(found.signature)
