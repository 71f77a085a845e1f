"""``bcp-drill print``: which forms are meant, and writing them down."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.load import LoadedPlan, load_plan
from bcp.marks import marks_of
from bcp.message import Phrase
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills import probes
from drills.cli import loading, starting
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.places import here, is_file, plan_above, scenario_files
from drills.core.brief import Brief
from drills.errors import Refusal
from drills.printed import as_html
from drills.printed.document import Document
from drills.printed.forms import FORMS, document_of
from drills.printed.matter import Matter
from drills.printed.wording import Wording
from drills.report import as_pdf
from drills.whole_file import write_all_new
from scenarios.load import load_scenario
from scenarios.model import MODES, Scenario

UNKNOWN = Phrase(
    "print.unknown",
    ja="「{word}」は、様式でもシナリオでも計画のフォルダでもありません。様式は {forms:list}、"
    "シナリオは {scenarios:list} です。{then}",
    en="{word!r} is no form, no scenario and no folder of a plan. The forms are {forms:list}; the "
    "scenarios are {scenarios:list}. {then}",
)
NO_PLAN_IN = Phrase(
    "print.no_plan_in",
    ja="「{word}」に plan.yaml がありません。計画のフォルダを指定してください。",
    en="There is no plan.yaml in {word}. Name the folder of a plan.",
)
ONE_SCENARIO = Phrase(
    "print.one_scenario",
    ja="一度に印刷できるシナリオは一つです（{words:list}）。",
    en="Name one scenario at a time ({words:list}).",
)
ONE_PLAN = Phrase(
    "print.one_plan",
    ja="計画のフォルダは一つだけ指定してください（{words:list}）。",
    en="Name one folder of a plan ({words:list}).",
)
WHICH_SCENARIO = Phrase(
    "print.which_scenario",
    ja="様式 {forms:list} は、シナリオから作ります。シナリオの名前を加えてください"
    "（例: bcp-drill print {example} {first}）。",
    en="{forms:list} are made from a scenario. Add its name, for instance: "
    "bcp-drill print {example} {first}",
)
NOTHING = Phrase(
    "print.nothing",
    ja="「{form}」に印刷するものが計画にありません。{missing} を書くと作れます。",
    en="The plan has nothing to print in {form}. Write {missing} to make it.",
)
LEFT_OUT = Phrase(
    "print.left_out",
    ja="計画に {missing} がないため、「{form}」は作っていません。",
    en="{form} was left out, because the plan has no {missing}.",
)
NO_SCENARIO = Phrase(
    "print.no_scenario",
    ja="訓練計画「{drill}」は、シナリオ「{scenario}」を読めないため、その内容なしで作りました。"
    "bcp-drill check で確かめてください。",
    en="The planned drill {drill!r} was printed without its scenario {scenario!r}, which cannot be "
    "read. See bcp-drill check.",
)
THERE_ALREADY = Phrase(
    "print.there_already",
    ja="すでにファイルがあるため、何も書いていません: {files:list}。書き込んだものかもしれません。"
    "消すか、-o で別のフォルダを指定してください。",
    en="Nothing was written, because these files exist, and may have been edited: {files:list}. "
    "Delete them, or name another folder with -o.",
)
NO_FILE = Phrase(
    "print.out_is_a_folder",
    ja="-o には、ファイルではなく、書き出すフォルダを指定してください"
    "（「{out}」はファイルの名前です）。ファイルの名前は様式ごとに決まっています。例: -o {folder}",
    en="-o takes the folder to write into, and {out} is the name of a file. Files are named after "
    "their forms. For instance: -o {folder}",
)
CANNOT_WRITE = Phrase(
    "print.cannot_write",
    ja="「{file}」に書けません（{reason}）。-o で書ける場所を指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
WRITTEN = Phrase("print.written", ja="{title}: {file}", en="{title}: {file}")
PERSONAL = Phrase(
    "print.personal",
    ja="取扱注意: {files:list} には個人の連絡先が載っています。配る相手を決め、部数を控え、"
    "古いものは回収して廃棄してください。",
    en="Confidential: personal contacts stand in {files:list}. Decide who gets a copy, count the "
    "copies, and destroy old ones.",
)

# The form that takes from the scenarios what they say of a planned drill.
PLANNED = "drill-plan"
# How files end whose folder a person means to name.
ENDINGS = (".html", ".docx", ".pdf")


@dataclass(frozen=True)
class Meant:
    """What the words of the command line stand for."""

    forms: tuple[str, ...]
    scenario: str | None
    plan: Path


def printed(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write every form that is meant, or none. Raises `Refusal` or `Refused`."""
    check_out(given.out)
    meant = _meant(tuple(given.names), given.plan)
    matter, ids = _matter(meant, given.set, console)
    made: dict[Path, tuple[str, bytes]] = {}
    for word in ids:
        document = document_of(word, matter)
        if document is None:
            _lacking(word, meant, console)
            continue
        made[_file(given.out, word, given.format, matter.brief)] = (
            word,
            in_form(document, given.format),
        )
    write_all({file: whole for file, (_, whole) in made.items()})
    for file, (word, _) in made.items():
        console.result(console.speak(WRITTEN(title=FORMS[word].title(), file=str(file))))
    personal = [str(file) for file, (word, _) in made.items() if FORMS[word].personal]
    if personal:
        console.tell(PERSONAL(files=personal))
    return ExitCode.PASSED


def check_out(out: Path) -> None:
    """Raises `Refusal` where a file was named: a folder of such a name is nothing to open."""
    if out.suffix.lower() in ENDINGS:
        folder = "printed" if out.parent == Path() else str(out.parent)
        raise Refusal(NO_FILE(out=str(out), folder=folder))


def _meant(words: tuple[str, ...], plan: Path | None) -> Meant:
    rest = [each for each in dict.fromkeys(words) if each not in FORMS]
    folders = [each for each in rest if is_file(Path(each, "plan.yaml")) or _is_plan(each)]
    scenarios = [each for each in rest if each not in folders]
    for each in scenarios:
        if _is_folder(each):
            raise Refusal(NO_PLAN_IN(word=each))
    if len(folders) + (plan is not None) > 1:
        raise Refusal(ONE_PLAN(words=(*folders, *((str(plan),) if plan else ()))))
    where = plan or (Path(folders[0]) if folders else plan_above(_near(scenarios)))
    known = [each.stem for each in scenario_files(where)]
    for each in scenarios:
        if each not in known and not is_file(Path(each)):
            then = remedy(each, (*FORMS, *known)) or ""
            raise Refusal(
                UNKNOWN(word=each, forms=tuple(FORMS), scenarios=known or ("-",), then=then)
            )
    if len(scenarios) > 1:
        raise Refusal(ONE_SCENARIO(words=scenarios))
    forms = tuple(dict.fromkeys(each for each in words if each in FORMS))
    return Meant(forms, _scenario(scenarios, known, forms), where)


def _is_plan(word: str) -> bool:
    return word.endswith("plan.yaml") and is_file(Path(word))


def _is_folder(word: str) -> bool:
    """Whether a word that is no plan's folder was meant as one."""
    path = Path(word)
    is_scenario = path.suffix in (".yaml", ".yml") and path.name != "plan.yaml"
    return not is_file(path) and not is_scenario and (len(path.parts) > 1 or path.is_dir())


def _near(scenarios: list[str]) -> Path:
    """Where a plan is looked for: above a scenario that was named by its file, else above here."""
    files = [Path(each) for each in scenarios if is_file(Path(each))]
    return files[0].resolve().parent if files else here()


def _scenario(named: list[str], known: list[str], forms: tuple[str, ...]) -> str | None:
    """The scenario to print; the only one there is where a form wants one and none was named."""
    wanting = tuple(each for each in forms if FORMS[each].of_drill)
    if named or not wanting:
        return named[0] if named else None
    if len(known) == 1:
        return known[0]
    example = {"example": wanting[0], "first": known[0] if known else "SCENARIO"}
    raise Refusal(WHICH_SCENARIO(forms=wanting, **example))


def _matter(meant: Meant, settings: list[str], console: Console) -> tuple[Matter, tuple[str, ...]]:
    """What they are made from, and which are made: with a scenario alone, those of its drill."""
    brief: Brief | None = None
    if meant.scenario is None:
        loaded = load_plan(meant.plan, probes.catalogue())
        ids = meant.forms or tuple(word for word, form in FORMS.items() if not form.of_drill)
    else:
        both = loading.load(meant.scenario, meant.plan, settings)
        # The most that it may be held as: what acts on real servers is to be read beforehand.
        mode = max(both.scenario.scenario.modes, key=MODES.index)
        brief = starting.brief_of(both, mode, None, "-", "-")
        loaded = both.plan
        ids = meant.forms or tuple(word for word, form in FORMS.items() if form.of_drill)
    now = int(time.time())
    wording = Wording(loaded.plan, console.lang, datetime.fromtimestamp(now, UTC))
    today = wording.today(now)
    scenarios = _scenarios(meant.plan, loaded, console) if PLANNED in ids else {}
    return Matter(wording, today, brief, scenarios, len(marks_of(loaded))), ids


def _scenarios(plan: Path, loaded: LoadedPlan, console: Console) -> Mapping[str, Scenario]:
    """The scenarios that lie with the plan. Say which planned drill stands without its own."""
    found: dict[str, Scenario] = {}
    for path in scenario_files(plan):
        # What is wrong with one is for `check` to tell, line by line.
        with suppress(Refused):
            scenario = load_scenario(path, loaded, probes.catalogue()).scenario
            found[scenario.id] = scenario
    for drill in loaded.plan.drills:
        if drill.scenario is not None and drill.scenario not in found:
            console.tell(NO_SCENARIO(drill=drill.id, scenario=drill.scenario))
    return found


def _lacking(word: str, meant: Meant, console: Console) -> None:
    """Say what the plan lacks for a form. Raises `Refusal` where the form was named."""
    form = FORMS[word]
    told = {"form": form.title(), "missing": form.made_of}
    if word in meant.forms:
        raise Refusal(NOTHING(**told))
    console.tell(LEFT_OUT(**told))


def _file(folder: Path, word: str, suffix: str, brief: Brief | None) -> Path:
    of_drill = FORMS[word].of_drill and brief is not None
    return folder / (
        f"{word}-{brief.scenario.id}.{suffix}" if of_drill and brief else f"{word}.{suffix}"
    )


def in_form(document: Document, suffix: str) -> bytes:
    """The file's bytes. Raises `Refusal` where what writes it is not installed."""
    if suffix == "html":
        return as_html.written(document).encode()
    if suffix == "pdf":
        return as_pdf.pdf_of(as_html.written(document))
    # It takes long to load, and no other command needs it.
    from drills.printed import as_docx  # noqa: PLC0415

    return as_docx.written(document)


def write_all(files: Mapping[Path, bytes]) -> None:
    """New files that only their owner may read: all of them, or none."""
    existing = [str(each) for each in files if each.exists()]
    if existing:
        raise Refusal(THERE_ALREADY(files=existing))
    try:
        for folder in dict.fromkeys(each.parent for each in files):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all_new(files)
    except OSError as trouble:
        where = str(trouble.filename)
        raise Refusal(CANNOT_WRITE(file=where, reason=reason_of(trouble))) from trouble
