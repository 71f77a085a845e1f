"""The schedule's record as lines for people and for programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from bcp.harmless import harmless
from bcp.instants import moment
from bcp.message import Language, Phrase, render
from drills.cli.console import WIDTH, Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal
from drills.report.layout import wrapped
from drills.schedule.reasons import read_to_show
from drills.schedule.record import Entry, verify
from drills.schedule.words import said

NOTHING = Phrase(
    "schedule_log.nothing",
    ja="まだ記録がありません。サービスは bcp-drill schedule run で始まります。",
    en="There is nothing yet. bcp-drill schedule run begins the service.",
)
NO_DAY = Phrase(
    "schedule_log.no_day",
    ja="--since「{given}」は日付ではありません。2027-04-01 のように書いてください。",
    en="--since {given!r} is no day. Write it like 2027-04-01.",
)
SOUND = Phrase(
    "schedule_log.sound",
    ja="記録 {count} 行は書かれたときのままです（最後のハッシュ {head}）。",
    en="The {count} entries are as they were written (the last hash is {head}).",
)
_INDENT = 18


def lines(runs: Path, since: str | None, form: str, lang: Language, zone: tzinfo) -> list[str]:
    """The entries since that day, by the clock of `zone`. Raises `Refusal`, `JournalBroken`."""
    first = _day(since) if since else None
    entries = [
        each for each in read_to_show(runs) if first is None or _at(each, zone).date() >= first
    ]
    if form == "json":
        return [json.dumps(_plain(each, lang), ensure_ascii=False) for each in entries]
    return [line for each in entries for line in _told(each, lang, zone)]


def verified(runs: Path, console: Console) -> ExitCode:
    """Say whether the record is as it was written."""
    found = verify(runs)
    if found.what is not None:
        console.tell(found.what)
        return ExitCode.RECORD_BROKEN
    console.result(console.speak(SOUND(count=found.entries, head=found.head)))
    return ExitCode.PASSED


def _told(entry: Entry, lang: Language, zone: tzinfo) -> list[str]:
    words = harmless(render(said(entry.event()), lang))
    first, *rest = wrapped(words, WIDTH - _INDENT) or [""]
    stamp = f"{_at(entry, zone):%Y-%m-%d %H:%M}  "
    return [f"{stamp}{first}", *(f"{' ' * _INDENT}{each}" for each in rest)]


def _plain(entry: Entry, lang: Language) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": moment(entry.at).astimezone(UTC).isoformat(),
        "kind": entry.kind,
        "said": render(said(entry.event()), lang),
        "event": json.loads(entry.body),
        "hash": entry.hash,
    }


def _at(entry: Entry, zone: tzinfo) -> datetime:
    return moment(entry.at).astimezone(zone)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refusal(NO_DAY(given=given)) from None
