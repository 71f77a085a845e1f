"""``bcp-drill codes``: the personal codes of a drill, in files to hand out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bcp.message import Phrase
from bcp.model import Plan
from bcp.system_trouble import reason_of
from drills.cli import coding, loading
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.core.brief import Brief
from drills.core.machine import evolve
from drills.core.personal_codes import shown_code
from drills.core.state import Drill
from drills.errors import JournalBroken, Refusal
from drills.journal.folder import LAST, Runs
from drills.journal.lock import is_held
from drills.journal.sqlite import read as records
from drills.report.code_sheet import Slip, sheet, table
from drills.report.spreadsheet import MARK
from drills.runtime import roster
from drills.runtime.roster import Roster
from drills.whole_file import write_new
from scenarios.model import Scenario

NO_CHECK_IN = Phrase(
    "codes.no_check_in",
    ja="シナリオ「{scenario}」に点呼（checkin）の手順がないため、個人コードは要りません。",
    en="The scenario {scenario!r} has no check-in, so nobody needs a code.",
)
NO_CODES = Phrase(
    "codes.none",
    ja="訓練「{run}」には個人コードがありません（{file}がないか、消されています）。",
    en="The drill {run} has no personal codes: its {file} is not there, or was deleted.",
)
THERE_ALREADY = Phrase(
    "codes.there_already",
    ja="「{file}」はすでにあります。-o で別の名前を指定してください。",
    en="{file} exists. Name another with -o.",
)
NOT_WRITTEN = Phrase(
    "codes.not_written",
    ja="「{file}」に書けません（{reason}）。-o で書ける場所を指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
WRITTEN = Phrase(
    "codes.written",
    ja="{count}人分の個人コードを {file} に書きました。",
    en="Wrote the codes of {count} people to {file}.",
)
NEXT = Phrase(
    "codes.next",
    ja="次に「bcp-drill run {scenario}」で始める訓練が、このコードを使います。配った後は、"
    "ファイルを人目に触れない場所に置くか、消してください。",
    en="The next bcp-drill run {scenario} uses these codes. Once they are handed out, keep the "
    "files where nobody else looks, or delete them.",
)
GOES_ON = Phrase(
    "codes.goes_on",
    ja="訓練「{run}」が続いています。これは次の訓練のコードで、その訓練では使えません。"
    "その訓練のコードは「bcp-drill codes {run}」で書き出します。",
    en="The drill {run} goes on, and these codes are for the next one: it does not know them. For "
    "its own codes: bcp-drill codes {run}",
)
NO_PAGE = Phrase(
    "codes.no_page",
    ja="計画に点呼のページ（checkin）がないため、リンクとQRコードはありません。",
    en="The plan has no check-in page (checkin), so there are no links and no QR codes.",
)
# The words behind `-o` that stand for one file; any other is a folder for both.
SUFFIXES = (".csv", ".html")


def coded(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the files, and say where. Raises `Refusal` or `Refused`."""
    folder = _run(given.runs, given.name)
    scenario, plan, known = _held(folder) if folder else _to_be_held(given)
    slips = tuple(_slip(each, plan) for each in known.people)
    link = plan.checkin.url if plan.checkin else ""
    out: Path = given.out or Path(f"codes-{given.name}")
    for file in _files(out):
        whole = (
            MARK + table(slips, console.lang)
            if file.suffix == ".csv"
            else sheet(slips, scenario.title.said_in(console.lang), link, console.lang)
        )
        _write(file, whole)
        console.tell(WRITTEN(count=len(slips), file=str(file)))
    if not link:
        console.tell(NO_PAGE())
    if folder is None:
        console.tell(NEXT(scenario=given.name))
        for run in _going_on(given.runs, scenario.id):
            console.tell(GOES_ON(run=run))
    return ExitCode.PASSED


def _run(root: Path, name: str) -> Path | None:
    """The drill that is meant; None where it is a scenario that is to be drilled."""
    names = [each.name for each in Runs(root).newest_first()]
    is_run = name == LAST or any(each.startswith(name) for each in names)
    return Runs(root).find(name) if is_run else None


def _going_on(root: Path, scenario: str) -> Iterator[str]:
    """The names of the drills of that scenario that are under way."""
    for folder in Runs(root).newest_first():
        # A damaged run beside it must keep nobody from handing out codes.
        with suppress(JournalBroken):
            if is_held(folder) and (brief := _brief(folder)) and brief.scenario.id == scenario:
                yield folder.name


def _brief(folder: Path) -> Brief | None:
    first = next(iter(records(folder)), None)
    return evolve(Drill(), first.event()).brief if first else None


def _held(folder: Path) -> tuple[Scenario, Plan, Roster]:
    known, brief = roster.read(folder / roster.NAME), _brief(folder)
    if known is None or brief is None:
        raise Refusal(NO_CODES(run=folder.name, file=roster.NAME))
    return brief.scenario, brief.plan, known


def _to_be_held(given: argparse.Namespace) -> tuple[Scenario, Plan, Roster]:
    loaded = loading.load(given.name, given.plan, ())
    scenario = loaded.scenario.scenario
    if not coding.has_check_ins(scenario):
        raise Refusal(NO_CHECK_IN(scenario=scenario.id))
    known = coding.prepared(given.runs, scenario.id, coding.listed_in(loaded.plan))
    return scenario, loaded.plan.plan, known


def _slip(coded: roster.Coded, plan: Plan) -> Slip:
    shown, page = shown_code(coded.code), plan.checkin
    link = f"{page.url}/c/{coded.code}" if page else ""
    return Slip(coded.member.number, coded.member.department, shown, link)


def _files(out: Path) -> tuple[Path, ...]:
    if out.suffix in SUFFIXES:
        return (out,)
    return out / "codes.csv", out / "codes.html"


def _write(file: Path, text: str) -> None:
    """A new file that only its owner may read."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_new(file, text.encode())
    except FileExistsError as trouble:
        raise Refusal(THERE_ALREADY(file=str(file))) from trouble
    except OSError as trouble:
        raise Refusal(NOT_WRITTEN(file=str(file), reason=reason_of(trouble))) from trouble
