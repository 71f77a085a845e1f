"""A plan of one's own, from a template or as small as can be; nothing is ever written over."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Message, Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

if TYPE_CHECKING:
    from bcp.asking import Catalogue
    from drills.cli.new_plan import Texts

ABOUT = Phrase(
    "init.about",
    ja="自分の計画を、ひな形から、または最小の形で書き始めます",
    en="begin a plan of your own, from a template or as small as can be",
)
PLACE = Phrase(
    "init.place",
    ja="計画を書くフォルダ（まだ計画のない所）",
    en="the folder to write it into, where there is no plan yet",
)
TEMPLATE = Phrase(
    "init.template",
    ja="どのひな形から始めるか（省略時は town。一覧は --list）",
    en="which template to begin with (town if not given; --list names them)",
)
SMALLEST = Phrase(
    "init.smallest",
    ja="9つの質問に答えるだけの、最小の計画と机上訓練1本で始めます",
    en="the smallest plan: nine questions, and one tabletop drill",
)
NAME = Phrase(
    "init.name",
    ja="自治体の名前（ひな形では、ほかの質問を省きます）",
    en="the municipality's name (with a template nothing else is asked)",
)
LIST = Phrase("init.list", ja="ひな形の一覧を示します", en="list the templates")
FROM = Phrase(
    "init.from",
    ja="すでにある台帳（.xlsx か .csv。いくつでも）から書き始めます",
    en="begin with the ledgers you have (.xlsx or .csv, several if need be)",
)
NO_PLACE = Phrase(
    "init.no_place",
    ja="計画を書くフォルダを指定してください（例: bcp-drill init mytown）。",
    en="Say in which folder to begin the plan (like: bcp-drill init mytown).",
)
ONE_OF = Phrase(
    "init.one_of",
    ja="--smallest、--template、--from は、どれか一つにしてください。",
    en="Give one of --smallest, --template and --from.",
)
PLAN_THERE = Phrase(
    "init.plan_there",
    ja="{folder} には、すでに計画（plan.yaml）があります。何も書いていません。"
    "別のフォルダを指定してください。",
    en="There is a plan (plan.yaml) in {folder} already. Nothing was written. Name another folder.",
)
BAD_NAME = Phrase(
    "init.bad_name",
    ja="--name の値は名前にできません。{why}",
    en="What --name says can be no name: {why}",
)
EMPTY_NAME = Phrase("init.empty_name", ja="名前を書いてください。", en="write the name.")
WRITTEN = Phrase(
    "init.written",
    ja="{folder} に計画を書きました（{files}ファイル）。連絡先のファイルは、自分だけが読めます。",
    en="A plan was written into {folder} ({files} files). Only you can read its contacts.",
)
READ_OTHERWISE = Phrase(
    "init.read_otherwise",
    ja="読み方 {mapping} を直したときは、次で計画に取り込めます:\n"
    "  bcp-drill ledger {files} --mapping {mapping} --plan {folder} --take",
    en="Where you correct {mapping}, take what it then says into the plan:\n"
    "  bcp-drill ledger {files} --mapping {mapping} --plan {folder} --take",
)
THEN = Phrase(
    "init.then",
    ja="  bcp-drill check {folder}   （記入が残っている所と、次にするとよいこと）\n"
    "  bcp-drill scenarios {folder}   （できる訓練）",
    en="  bcp-drill check {folder}   (what is still to be filled in, and what to add next)\n"
    "  bcp-drill scenarios {folder}   (what can be drilled)",
)
THEN_TABLE = Phrase(
    "init.then_table",
    ja="  bcp-drill check {folder}   （記入が残っている所と、次にするとよい三つ）\n"
    "  bcp-drill run first-table --plan {folder} --headless --answers {answers} --set speed=600"
    "   （流れを試す）\n"
    "  bcp-drill run first-table --plan {folder}   （5人で机上訓練を行う）\n"
    "  bcp-drill report last -o report.html   （報告）",
    en="  bcp-drill check {folder}   (what is still to be filled in, and the next three things)\n"
    "  bcp-drill run first-table --plan {folder} --headless --answers {answers} --set speed=600"
    "   (try it out)\n"
    "  bcp-drill run first-table --plan {folder}   (hold the drill, five people at a table)\n"
    "  bcp-drill report last -o report.html   (the report)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from drills.cli.ledger_options import declare  # noqa: PLC0415

    parser.word("place", PLACE, nargs="?", type=Path, metavar="DIR")
    parser.option("--template", TEMPLATE, metavar="NAME")
    parser.option("--smallest", SMALLEST, action="store_true")
    parser.option("--name", NAME, metavar="NAME")
    parser.option("--from", FROM, dest="ledger", nargs="+", type=Path, metavar="LEDGER")
    declare(parser)
    parser.option("--list", LIST, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write a plan's folder, or list the templates. Raises `Refusal`."""
    from drills import probes  # noqa: PLC0415
    from drills.cli.new_plan import write  # noqa: PLC0415

    catalogue = probes.catalogue()
    if given.list:
        _list(catalogue, console)
        return ExitCode.PASSED
    place = _place(given)
    begun = _ledger if _from_ledger(given) else _smallest if given.smallest else _template
    texts = begun(given, catalogue, console)
    write(place, texts)
    console.tell(WRITTEN(folder=str(place), files=len(texts)))
    if begun is _ledger and given.mapping is not None:
        console.tell(_read_otherwise(given))
    then = THEN_TABLE if Path("scenarios/first-table.yaml") in texts else THEN
    answers = str(place / "answers" / "first-table.yaml")
    console.result(console.speak(then(folder=str(place), answers=answers)))
    return ExitCode.PASSED


def _place(given: argparse.Namespace) -> Path:
    """Where to write, before anything is asked. Raises `Refusal`."""
    if given.place is None:
        raise Refusal(NO_PLACE())
    if sum(map(bool, (given.smallest, given.template, _from_ledger(given)))) > 1:
        raise Refusal(ONE_OF())
    if given.name is not None:
        _check_name(given.name)
    place: Path = given.place
    if (place / "plan.yaml").exists():
        raise Refusal(PLAN_THERE(folder=str(place)))
    return place


def _check_name(name: str) -> None:
    from bcp.private import private_in  # noqa: PLC0415
    from drills.cli.asking_lines import unfit  # noqa: PLC0415

    why = (unfit(name) or private_in(name)) if name.strip() else EMPTY_NAME()
    if why is not None:
        raise Refusal(BAD_NAME(why=why))


def _list(catalogue: Catalogue, console: Console) -> None:
    from drills.cli.templates import described, templates  # noqa: PLC0415

    console.result("\n".join(console.speak(described(each, catalogue)) for each in templates()))


def _from_ledger(given: argparse.Namespace) -> bool:
    return bool(given.ledger or given.contacts)


def _ledger(given: argparse.Namespace, catalogue: Catalogue, console: Console) -> Texts:
    from drills.cli.from_ledger import texts_of  # noqa: PLC0415

    return texts_of(given, catalogue, console)


def _read_otherwise(given: argparse.Namespace) -> Message:
    files = [str(each) for each in given.ledger or ()]
    for each in given.contacts or ():
        files += ["--contacts", str(each)]
    said = {"mapping": str(given.mapping), "folder": str(given.place)}
    said = {key: shlex.quote(each) for key, each in said.items()}
    return READ_OTHERWISE(files=" ".join(map(shlex.quote, files)), **said)


def _smallest(given: argparse.Namespace, catalogue: Catalogue, console: Console) -> Texts:
    from drills.cli.asking_lines import Asker  # noqa: PLC0415
    from drills.cli.new_plan import refuse_existing  # noqa: PLC0415
    from drills.cli.smallest import BEGIN, FILES, texts_of  # noqa: PLC0415

    refuse_existing(given.place, FILES)
    console.tell(BEGIN())
    return texts_of(Asker(console), given.name, catalogue)


def _template(given: argparse.Namespace, catalogue: Catalogue, console: Console) -> Texts:
    from drills.cli.adapting import BEGIN, adapted  # noqa: PLC0415
    from drills.cli.asking_lines import Asker  # noqa: PLC0415
    from drills.cli.new_plan import refuse_existing  # noqa: PLC0415
    from drills.cli.templates import TOWN, named, texts_of  # noqa: PLC0415

    texts = texts_of(named(given.template or TOWN), catalogue)
    refuse_existing(given.place, texts)
    if given.name is not None:
        return adapted(texts, given.name, None)
    console.tell(BEGIN())
    return adapted(texts, None, Asker(console))
