"""The changes of a ledger put into a plan's files; first tried on a copy, which must be right."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bcp.asking import Catalogue
from bcp.load import FILES, load_plan
from bcp.message import Language, Phrase, Text
from bcp.model import Plan
from bcp.refused import Place, Refusal, Refused
from drills import errors
from drills.ledger.differences import METHODS, Change, Differences
from drills.ledger.editing import NotFound, Put, edited
from drills.ledger.fields import need
from drills.ledger.items import Item
from drills.ledger.plan_files import PLACES, marks_of_item
from drills.ledger.yaml_lines import Written, record_lines

BY_HAND = Phrase(
    "ledger.by_hand",
    ja="{file} の「{id}」は、ここでは書き換えられない書き方です。この変更だけ手で直してください。"
    "何も書いていません。",
    en="{id} in {file} is written in a way that cannot be edited here. Make this change by hand. "
    "Nothing was written.",
)
ZONES_BY_HAND = Phrase(
    "ledger.zones_by_hand",
    ja="系統（zones）の変更「{id}」は、plan.yaml を手で直してください。何も書いていません。",
    en="Change the zone {id} in plan.yaml by hand. Nothing was written.",
)
_BLOCK_KINDS = ("systems", "servers", "businesses", "vendors", "contacts")


def taken(
    found: Differences, plan: Plan, path: Path, catalogue: Catalogue, lang: Language
) -> dict[Path, str]:
    """The new texts of the files that change. Nothing is written yet.

    Raises `errors.Refusal` where a file cannot be edited, `Refused` where the plan would be wrong.
    """
    folder = Path(plan.folder)
    texts: dict[Path, str] = {}
    for name in dict.fromkeys([each.list for each in found.changed] + [*_new_lists(found)]):
        file, key = _file_of(path, folder, name, texts)
        puts = [_put(each, plan) for each in found.changed if each.list == name]
        blocks = [_block(each, lang) for each in found.added if each.list == name]
        text = texts.get(file) or (_text(file))
        try:
            texts[file] = edited(text, key, puts, blocks)
        except NotFound as trouble:
            word = str(trouble.args[0] or name)
            shown = str(file.relative_to(folder))
            if name == "zones":
                raise errors.Refusal(ZONES_BY_HAND(id=word)) from trouble
            raise errors.Refusal(BY_HAND(file=shown, id=word)) from trouble
    _tried(texts, path, plan, catalogue)
    return texts


def _text(file: Path) -> str:
    """With the line ends that it has."""
    return file.read_bytes().decode("utf-8-sig") if file.exists() else ""


def _new_lists(found: Differences) -> Iterable[str]:
    return (each.list for each in found.added if each.list in (*_BLOCK_KINDS, "roles"))


def _file_of(
    path: Path, folder: Path, name: str, texts: Mapping[Path, str]
) -> tuple[Path, str | None]:
    """The file that holds a list, and the list's name where the file holds more."""
    part = folder / PLACES.get(name, "") / f"{name}.yaml"
    main = folder / "plan.yaml" if path.is_dir() or path.name == "plan.yaml" else path
    if name != "zones" and (part.exists() or part in texts):
        return part, None
    inside = any(line.startswith(f"{name}:") for line in main.read_text("utf-8-sig").splitlines())
    single = main.name != "plan.yaml"
    if inside or single or name == "zones":
        return main, name
    return part, None


def _put(change: Change, plan: Plan) -> Put:
    key, _, inner = change.field.partition(".")
    value: Written = change.new
    if isinstance(value, tuple) and key == "depends_on":
        value = tuple(need(str(each)) for each in value)
    elif key == "groups":
        value = tuple(str(value).split("、"))
    elif not inner and key != METHODS and _in_two_languages(change, plan):
        # The other language stays as it is: the ledger does not say it.
        inner = "ja"
    return Put(change.id, key, inner, value, answers=change.field)


def _in_two_languages(change: Change, plan: Plan) -> bool:
    things = getattr(plan, change.list)
    thing = next((each for each in things if each.id == change.id), None)
    value = getattr(thing, change.field.partition(".")[0], None)
    return isinstance(value, Text) and value.en not in ("", value.ja)


def _block(item: Item, lang: Language) -> str:
    return "\n".join(record_lines(item.fields, marks_of_item(item, lang)))


def _tried(texts: Mapping[Path, str], path: Path, plan: Plan, catalogue: Catalogue) -> None:
    """Read a copy of the plan with the new texts. Raises `Refused` with the plan's own places."""
    folder = Path(plan.folder)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for file in _plan_files(path, folder, plan):
            _copied(file, copy / file.relative_to(folder))
        for file, text in texts.items():
            target = copy / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        try:
            load_plan(copy if path.is_dir() else copy / path.name, catalogue)
        except Refused as wrong:
            raise Refused([_placed(each, copy, folder) for each in wrong.refusals]) from wrong


def _plan_files(path: Path, folder: Path, plan: Plan) -> Sequence[Path]:
    parts = [folder / part for part in (*FILES, "profiles", "presets")]
    own = [each for part in parts if part.is_dir() for each in sorted(part.iterdir())]
    main = folder / "plan.yaml" if path.is_dir() else path
    staff = [folder / plan.staff.file] if plan.staff else []
    return [each for each in dict.fromkeys((main, *own, *staff)) if each.is_file()]


def _copied(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _placed(refusal: Refusal, copy: Path, folder: Path) -> Refusal:
    place = refusal.place
    try:
        file = str(folder / Path(place.file).relative_to(copy))
    except ValueError:
        file = place.file
    return replace(refusal, place=Place(file, place.line, place.column))
