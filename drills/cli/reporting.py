"""Printing the report of a run, from its record alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bcp.message import Language, Message, Phrase
from drills import writers
from drills.cli import vocabulary
from drills.cli.bundle_words import signed_said
from drills.cli.console import Console
from drills.cli.putting import put, put_quietly
from drills.cli.records import good, is_file, known_keys, verified
from drills.cli.showing import show
from drills.errors import JournalBroken, Refusal
from drills.journal.bundle_check import check_bundle
from drills.journal.verify import Verification
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from drills.report.model import Edition, Report
from drills.report.public import public_edition

MORE = Phrase(
    "report.more",
    ja="手順・記録・数値の求め方を含む全文: bcp-drill report {run}",
    en="The whole report, with steps, log and how each number was computed: bcp-drill report {run}",
)
NOTHING_YET = Phrase(
    "report.nothing_yet",
    ja="{run} は始まる前に止まったため、記録がありません。",
    en="{run} ended before it began; nothing is recorded in it.",
)


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


def print_report(
    folder: Path,
    form: str,
    console: Console,
    out: Path | None = None,
    edition: Edition = "full",
    *,
    past: Path | None = None,
    plan: Path | None = None,
) -> None:
    """Write the report of a run; `past` is the folder of runs to set it beside, if any.

    `plan` is where the action items are that stand with the past; None: the plan above this folder.

    Raises `JournalBroken` where nothing of it can be read.
    """
    report = report_in(folder)
    if past is not None:
        from drills.cli.beside_past import beside_past  # noqa: PLC0415
        from drills.cli.past_drills import plan_here  # noqa: PLC0415

        report = beside_past(report, folder, past, plan_here(plan, console))
    report = _edition(report, edition)
    raw = writers.writer(form).written(report, console.lang)
    if out is not None:
        put(out, raw, console)
        return
    show(raw, form, writers.writer(form).ENDINGS[0], console)


def _edition(report: Report, edition: Edition) -> Report:
    return public_edition(report) if edition == "public" else replace(report, edition=edition)


def save_page(folder: Path, lang: Language) -> Path:
    """Write the report's page beside the run's record, and give its place. Raises `Refusal`."""
    out = folder / f"report.{lang}.html"
    put_quietly(out, as_html.written(report_in(folder), lang).encode())
    return out


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
