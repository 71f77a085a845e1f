"""A new plan from a ledger: its files, with a mark wherever a cell could not be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bcp.harmless import harmless
from bcp.marks import WORD
from bcp.message import Language, Message, Phrase, render
from bcp.refused import CellPlace, Place
from drills.ledger.items import Item, duties_without_holders, items_of
from drills.ledger.names import ROLES
from drills.ledger.reading import Ledger
from drills.ledger.yaml_lines import flow, record_lines, scalar

# Where each list of a plan lies, in the order in which a plan is read.
PLACES: Mapping[str, str] = {
    "systems": "assets",
    "servers": "assets",
    "businesses": "work",
    "vendors": "people",
    "contacts": "people",
    "roles": "people",
}
_HEADS: Mapping[str, tuple[str, str]] = {
    "systems": (
        "情報システムと、その約束(目標復旧時間 rto・目標復旧時点 rpo・目標復旧レベル rlo)。"
        "確かめ方は、人が見て答える observe です。",
        "The systems and what was promised of them. observe: somebody looks and says.",
    ),
    "servers": ("サーバ。", "The servers."),
    "businesses": ("業務と、使う情報システム。", "The businesses and the systems they work with."),
    "vendors": (
        "保守事業者。電話番号は contacts.yaml にだけ書きます。",
        "The vendors. Telephone numbers stand in contacts.yaml only.",
    ),
    "contacts": (
        "緊急連絡先(取扱注意: 読める人を限ってください)。methods は試す順です。",
        "Contacts (keep them private). methods: in the order to try.",
    ),
    "roles": (
        "役割と担当者。deputies は代行の順です。",
        "Duties, their holders and who stands in.",
    ),
}
FROM_LEDGER = Phrase(
    "ledger.from_ledger",
    ja="「{file}」から取り込みました。読めなかった欄には印が付いています。",
    en="Taken from {file}. What could not be read bears a mark.",
)
MARK = Phrase(
    "ledger.mark",
    ja="{mark} / to fill in: {field} ← 台帳の{cell} {what}",
    en="{mark} / to fill in: {field} <- {cell} {what}",
)
HOLDER = Phrase(
    "ledger.holder",
    ja="{mark} / to fill in: holder（担当者。people/contacts.yaml の id）",
    en="{mark} / to fill in: holder (an id of people/contacts.yaml)",
)
NO_ADDRESS_GIVEN = Phrase(
    "ledger.no_address_given",
    ja="アドレスが書かれていません。",
    en="no address is written there.",
)


def plan_texts(ledger: Ledger, organisation: str, lang: Language) -> dict[Path, str]:
    """Every file of the plan but its schemas, by its path in the plan's folder."""
    items = items_of(ledger)
    texts = {Path("plan.yaml"): _plan(ledger, organisation, lang)}
    for name, folder in PLACES.items():
        of_list = [each for each in items if each.list == name]
        blocks = [line for each in of_list for line in _block(each, lang)]
        if name == "roles":
            for duty in duties_without_holders(items):
                fields = {"id": duty, "name": ROLES[duty][0]}
                blocks += record_lines(fields, [_said(HOLDER(mark=WORD), lang)])
        if blocks:
            text = _file(name, blocks, ledger, lang)
            texts[Path(folder, f"{name}.yaml")] = text
    return texts


def _block(item: Item, lang: Language) -> list[str]:
    return record_lines(item.fields, marks_of_item(item, lang))


def _plan(ledger: Ledger, organisation: str, lang: Language) -> str:
    lines = [
        "# yaml-language-server: $schema=schema/plan.schema.json",
        f"# {_said(FROM_LEDGER(file=_file_of(ledger)), lang)}",
        "",
        "organisation:",
        f"  name: {scalar(organisation)}",
    ]
    if ledger.zones:
        lines += ["", "zones:"]
        lines += [f"  {word}: {flow({'label': label})}" for word, label in ledger.zones.items()]
    lines += ["", "phases: [0-1h, 1-3h, 3-24h, 1-3d]", ""]
    return "\n".join(lines)


def _file(name: str, blocks: Sequence[str], ledger: Ledger, lang: Language) -> str:
    ja, en = _HEADS[name]
    lines = [
        f"# yaml-language-server: $schema=../schema/{name}.schema.json",
        f"# {ja}",
        f"# {en}",
        f"# {_said(FROM_LEDGER(file=_file_of(ledger)), lang)}",
        "",
    ]
    return "\n".join([*lines, *blocks, ""])


def marks_of_item(item: Item, lang: Language) -> list[str]:
    """What is still to be written of a record, with the cell that it should have come from."""
    marks = [
        _said(MARK(mark=WORD, field=field, cell=_cell(refusal.place), what=refusal.what), lang)
        for field, refusal in item.unread
    ]
    unread = {field for field, _ in item.unread}
    bare = item.record is not None and "address" not in item.record.values
    if item.list == "servers" and bare and "address" not in unread:
        what = NO_ADDRESS_GIVEN()
        marks.append(_said(MARK(mark=WORD, field="address", cell=item.place.cell, what=what), lang))
    return marks


def _cell(place: Place) -> str:
    return place.cell if isinstance(place, CellPlace) else str(place)


def _said(message: Message, lang: Language) -> str:
    """On one line, as a comment must be, and without what could act on a terminal."""
    return harmless(" ".join(render(message, lang).split()))


def _file_of(ledger: Ledger) -> str:
    files = dict.fromkeys(each.sheet.file for each in ledger.tables)
    return ", ".join(files)
