"""A plan from its files: one YAML file, or a folder with one file per concern."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bcp.asking import Catalogue
from bcp.checks import mistakes, warnings, written_wrong
from bcp.device_references import device_troubles
from bcp.did_you_mean import key_remedy, nearest, remedy
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.nodes import Fields, Key, Node, Scalar, Unread
from bcp.page_files import missing_page_files
from bcp.plan_forms import BY_NAME, NOT_WRITTEN, people_as_roles, plan_forms
from bcp.preset_files import Presets, own_presets
from bcp.preset_filling import Origin, filled, preset_troubles
from bcp.private import private_troubles
from bcp.profile_files import own_profiles, profile_troubles, unverified, with_shipped
from bcp.reader import UNKNOWN_KEY, Mention, Reader
from bcp.references import Ids, ids_of
from bcp.refused import Place, Refusal, Refused
from bcp.secret_slips import secret_slips
from bcp.shallow import shallow_checks
from bcp.shape import Record, fields_of
from bcp.slips import slip_in_table
from bcp.staff import Member, staff_in
from bcp.staff_checks import not_on_list, outside_plan, tied_twice
from bcp.strict_yaml import MAX_BYTES, parse
from bcp.system_trouble import reason_of
from bcp.wording import WRONG, found, wanted

FILES = {
    "people": ("roles", "contacts", "vendors", "approvers"),
    "assets": (
        *("systems", "servers", "links", "radio", "power", "sites", "telework", "backups"),
        "snmp_accounts",
    ),
    "work": ("businesses", "hazards", "action_plans", "damage_check"),
    "manage": ("countermeasures", "kpi", "inspections", "drills", "action_items", "notices"),
}
_SUFFIXES = (".yaml", ".yml")
_CONTACTS = "people/contacts.yaml"

CANNOT_READ = Phrase(
    "load.cannot_read",
    ja="ファイルを読めません（{reason}）。",
    en="the file cannot be read ({reason}).",
)


class _NotAFile(OSError):
    pass


_NO_FILE = Phrase("load.not_a_file", ja="普通のファイルではありません", en="it is no ordinary file")
CHECK_PATH = Phrase(
    "load.check_path",
    ja="名前と場所、権限を確かめてください。",
    en="Check its name, place and permissions.",
)
NO_FOLDER = Phrase(
    "load.no_folder",
    ja="計画のフォルダが見つかりません。",
    en="there is no such folder with a plan.",
)
NOT_A_PLAN = Phrase(
    "load.not_a_plan",
    ja="計画のフォルダでも、.yaml で終わる計画のファイルでもありません。",
    en="it is neither a plan's folder nor a plan's file, whose name ends in .yaml.",
)
NO_PLAN = Phrase(
    "load.no_plan",
    ja="このフォルダにplan.yamlがありません。",
    en="there is no plan.yaml in this folder.",
)
MAKE_PLAN = Phrase(
    "load.make_plan",
    ja="計画が別の所にあれば、そのフォルダを指定してください。まだなければ、organisation を書いた "
    "plan.yaml を置くか（10行ほどで足ります）、bcp-drill init で書き始めてください。",
    en="If the plan is elsewhere, name that folder. If there is none yet, put a plan.yaml there "
    "that says whose plan it is (ten lines are enough), or begin with bcp-drill init.",
)
A_SCENARIO = Phrase(
    "load.a_scenario",
    ja="これはシナリオのファイルで、計画ではありません。",
    en="this is the file of a scenario, not of a plan.",
)
GIVE_PLAN = Phrase(
    "load.give_plan",
    ja="計画のフォルダを指定してください。シナリオは、計画の scenarios フォルダにあれば"
    "一緒に確かめます。",
    en="Name the plan's folder: the scenarios in its folder scenarios are read along with it.",
)
STATED_TWICE = Phrase(
    "load.stated_twice",
    ja="「{key}」は{first}にもあり、二重に書かれています。",
    en="{key!r} is stated in {first} too.",
)
STATE_ONCE = Phrase(
    "load.state_once", ja="どちらか一方にまとめてください。", en="State it in one of the two."
)
NAMES_AND_VALUES = Phrase(
    "load.names_and_values",
    ja="計画は「項目: 値」の行で書いたYAMLファイルです。"
    "別のファイルを指定していないか確かめてください。",
    en='A plan is a YAML file with lines of "name: value". See that this is the right file.',
)
UNKNOWN_FILE = Phrase(
    "load.unknown_file",
    ja="「{name}」というファイルは計画の一部として読まれません。",
    en="no part of a plan is read from {name!r}.",
)


@dataclass(frozen=True)
class LoadedPlan:
    """A plan without mistakes, and where it came from.

    `files` maps each file, relative to the plan's folder, to the SHA-256 of its bytes. `ids` knows
    the place of everything that has an id. `warnings` are no mistakes. `staff` is the list of
    staff, which is no part of the plan, so that no record has it. `origins` are the values that
    presets gave. `mentions` are the words of its files, with their places.
    """

    plan: Plan
    files: Mapping[str, str]
    ids: Ids
    warnings: tuple[Refusal, ...] = ()
    staff: tuple[Member, ...] = ()
    presets: Presets = field(default_factory=Presets)
    origins: tuple[Origin, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def told_files(self) -> Mapping[str, str]:
        """The files whose hashes a record may have.

        By that of the list of staff one could try lists until one fits.
        """
        own = self.plan.staff.file if self.plan.staff else None
        return {name: each for name, each in self.files.items() if name != own}


@dataclass
class Source:
    """The files read so far, and the mistakes met in them."""

    files: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def read(self, path: Path, name: str) -> Node | None:
        """The tree in the file at `path`; its mistakes are kept. `name` is its relative name."""
        shown = str(path)
        try:
            raw = _bytes_of(path)
        except OSError as trouble:
            self.refusals.append(_unreadable(shown, trouble))
            return None
        self.files[name] = hashlib.sha256(raw).hexdigest()
        node, refusals = parse(raw, shown)
        self.refusals += refusals
        self.refusals += secret_slips(node)
        if name != _CONTACTS:
            self.refusals += private_troubles(node)
        return node

    def staff(self, plan: Plan, folder: Path) -> tuple[Member, ...]:
        """Everybody on the plan's list of staff; its mistakes are kept."""
        if plan.staff is None:
            return ()
        name = plan.staff.file
        path = folder / name
        try:
            raw = _bytes_of(path)
        except OSError as trouble:
            self.refusals.append(_unreadable(str(path), trouble))
            return ()
        self.files[name] = hashlib.sha256(raw).hexdigest()
        staff, refusals = staff_in(raw, str(path))
        self.refusals += refusals
        return staff


def _bytes_of(path: Path) -> bytes:
    """What the file holds, or one byte more than may be in it. Raises `OSError`.

    A pipe or a device would be waited for, or read, without end.
    """
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise _NotAFile
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def load_plan(path: Path | str, catalogue: Catalogue) -> LoadedPlan:
    """The plan in the file or folder at `path`. Raises `Refused` with every mistake in it."""
    try:
        return _loaded(Path(path), catalogue)
    except OSError as trouble:
        # A folder that may not be looked into, or a name that no disk can hold.
        shown = str(trouble.filename or path)
        raise Refused([_unreadable(shown, trouble)]) from trouble


def _unreadable(shown: str, trouble: OSError) -> Refusal:
    reason = _NO_FILE() if isinstance(trouble, _NotAFile) else reason_of(trouble)
    return Refusal(Place(shown, 1, 1), CANNOT_READ(reason=reason), CHECK_PATH())


def _loaded(path: Path, catalogue: Catalogue) -> LoadedPlan:
    if path.name == "plan.yaml" and not path.is_dir():
        path = path.parent
    source = Source()
    complete = True
    tree: Node | None
    if path.is_dir() or not path.suffix:
        tree, complete = _folder(path, source)
        folder = path
    else:
        tree, folder = source.read(path, path.name), path.parent
    if tree is None:
        raise Refused(source.refusals)
    return _plan(tree, folder, source, catalogue, complete=complete)


def _plan(
    tree: Node, folder: Path, source: Source, catalogue: Catalogue, *, complete: bool
) -> LoadedPlan:
    reader = Reader(plan_forms(catalogue), BY_NAME)
    reader.complete = complete
    plan = _read(reader, tree)
    mentions = tuple(reader.mentions)
    ids, id_mistakes = ids_of(mentions)
    outside = tuple(outside_plan(folder, mentions))
    source.refusals += outside
    staff = () if plan is None or outside else source.staff(plan, folder)
    presets, wrong_presets = own_presets(folder, source.read)
    source.refusals += wrong_presets
    found_so_far = [*source.refusals, *reader.refusals, *id_mistakes, *written_wrong(mentions)]
    if plan is not None:
        found_so_far += mistakes(plan, mentions, ids, complete=reader.complete)
        found_so_far += tied_twice(mentions)
        found_so_far += preset_troubles(mentions, presets)
        found_so_far += profile_troubles(mentions, plan) if reader.complete else []
        found_so_far += device_troubles(mentions, plan) if reader.complete else []
    if found_so_far or plan is None:
        raise Refused(found_so_far)
    plan, origins = filled(with_shipped(replace(plan, folder=str(folder.resolve()))), presets)
    told = [
        *warnings(plan, mentions, ids),
        *shallow_checks(plan, catalogue, ids),
        *unverified(plan, ids),
        *missing_page_files(plan.folder, mentions),
        *not_on_list(mentions, staff),
    ]
    sorted_told = tuple(sorted(told, key=lambda each: each.place))
    return LoadedPlan(plan, source.files, ids, sorted_told, staff, presets, origins, mentions)


def _read(reader: Reader, tree: Node) -> Plan | None:
    if not isinstance(tree, Fields):
        what = WRONG(wanted=wanted(Record(Plan)), found=found(tree))
        reader.refuse(tree.place, what, no_table(tree))
        return None
    written = {key.name: key.place for key, _ in tree.entries}
    if "scenario" in written and "organisation" not in written:
        reader.refuse(written["scenario"], A_SCENARIO(), GIVE_PLAN())
        return None
    tree = _with_people(reader, tree)
    known = [each.key for each in fields_of(Plan) if each.key not in NOT_WRITTEN]
    for key, _ in tree.entries:
        if key.name not in known:
            reader.complete = False
            then = key_remedy(key.name, [*known, "people"])
            reader.refuse(key.place, UNKNOWN_KEY(key=key.name), then)
    listed = Fields(tree.place, tuple(each for each in tree.entries if each[0].name in known))
    values = reader.fields(Plan, listed)
    if values is None:
        # Nothing else of a plan must be there, so the rest is checked under a name of no meaning.
        nameless = Scalar(tree.place, "?", "?")
        entry = (Key("organisation", tree.place), nameless)
        rest = Fields(tree.place, (entry, *listed.without("organisation").entries))
        values = reader.again().fields(Plan, rest) or {}
    return Plan(**values)


def _with_people(reader: Reader, tree: Fields) -> Fields:
    people, key = tree.get("people"), tree.key("people")
    if people is None or key is None:
        return tree
    roles = tree.key("roles")
    if roles is not None:
        what = STATED_TWICE(key="roles", first=f"{roles.place.file}:{roles.place.line}")
        reader.refuse(key.place, what, STATE_ONCE())
        return tree.without("people")
    entry = (Key("roles", key.place), people_as_roles(reader, people))
    return Fields(tree.place, (*tree.without("people").entries, entry))


def _folder(folder: Path, source: Source) -> tuple[Fields, bool]:
    """Everything in the folder as one table, and whether all of it could be read."""
    root = _main(folder, source)
    complete = isinstance(root, Fields)
    start = root.place if root else Place(str(folder / "plan.yaml"), 1, 1)
    # What could not be read is not missing: that mistake was named already.
    unread: list[tuple[Key, Node]] = [(Key("organisation", start), Unread(start))]
    entries = list(root.entries) if isinstance(root, Fields) else unread
    for part, stems in FILES.items():
        for path in _yaml_files(folder / part):
            name = f"{part}/{path.name}"
            if path.stem not in stems or path.suffix != ".yaml":
                _refuse_file(path, name, [f"{part}/{stem}.yaml" for stem in stems], source)
                continue
            node = source.read(path, name)
            complete = complete and node is not None
            twin = next((key for key, _ in entries if key.name == path.stem), None)
            if twin is not None:
                what = STATED_TWICE(key=path.stem, first=name)
                source.refusals.append(Refusal(twin.place, what, STATE_ONCE()))
            elif node is not None:
                entries.append((Key(path.stem, Place(str(path), 1, 1)), node))
    complete = _with_profiles(folder, entries, source) and complete
    _misplaced(folder, source)
    return Fields(start, tuple(entries)), complete


def _with_profiles(folder: Path, entries: list[tuple[Key, Node]], source: Source) -> bool:
    """Add the folder's own profiles to `entries`; say whether all of them could be read."""
    found, complete = own_profiles(folder, source.read)
    twin = next((key for key, _ in entries if key.name == "profiles"), None)
    if found and twin is not None:
        what = STATED_TWICE(key="profiles", first=found[0][0].place.file)
        source.refusals.append(Refusal(twin.place, what, STATE_ONCE()))
    elif found:
        place = found[0][0].place
        entries.append((Key("profiles", place), Fields(place, tuple(found))))
    return complete


def _main(folder: Path, source: Source) -> Node | None:
    """What plan.yaml says, or None with the mistake kept."""
    main = folder / "plan.yaml"
    if not folder.is_dir():
        what = NOT_A_PLAN() if folder.exists() else NO_FOLDER()
        source.refusals.append(Refusal(Place(str(folder), 1, 1), what, CHECK_PATH()))
        return None
    if not main.exists():
        source.refusals.append(Refusal(Place(str(main), 1, 1), NO_PLAN(), MAKE_PLAN()))
        return None
    root = source.read(main, "plan.yaml")
    if root is not None and not isinstance(root, Fields):
        what = WRONG(wanted=wanted(Record(Plan)), found=found(root))
        source.refusals.append(Refusal(root.place, what, no_table(root)))
    return root


def no_table(node: Node) -> Message | None:
    """What to do where a whole file is a text instead of names with values."""
    text = node.text if isinstance(node, Scalar) and isinstance(node.value, str) else ""
    return (slip_in_table(text) or NAMES_AND_VALUES()) if text else None


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.suffix in _SUFFIXES)


def _misplaced(folder: Path, source: Source) -> None:
    """Files beside plan.yaml that somebody surely meant to be read."""
    ours = {stem: f"{part}/{stem}.yaml" for part, stems in FILES.items() for stem in stems}
    ours |= {"plan": "plan.yaml", "organisation": "plan.yaml"}
    for path in _yaml_files(folder):
        if path.name != "plan.yaml" and path.stem in ours:
            _refuse_file(path, path.name, [ours[path.stem]], source)


def _refuse_file(path: Path, name: str, known: Iterable[str], source: Source) -> None:
    known = tuple(known)
    near = nearest(name, known)
    then = remedy(near or name, known)
    source.refusals.append(Refusal(Place(str(path), 1, 1), UNKNOWN_FILE(name=name), then))
