"""Important systems of which the plan does not say who owns, maintains and backs them up."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

# Whoever offers these keeps their data; what the contract says of it is no list of ours.
_KEPT_BY_OTHERS = ("saas", "lgwan_asp")

NO_OWNER = Phrase(
    "sense.no_owner",
    ja="重要なシステムに所管する課（owner_section）がありません: {systems}。",
    en="important systems have no section that owns them (owner_section): {systems}.",
)
ADD_OWNER = Phrase(
    "sense.add_owner",
    ja="復旧を確かめ、業務の再開を決める課を書いてください。",
    en="Write which section sees that it is back and decides to work with it again.",
)
NO_VENDOR = Phrase(
    "sense.no_vendor",
    ja="重要なシステムに保守事業者（vendor）がありません: {systems}。",
    en="important systems have nobody who maintains them (vendor): {systems}.",
)
ADD_VENDOR = Phrase(
    "sense.add_vendor",
    ja="people/vendors.yamlに事業者を加え、そのidを書いてください。"
    "職員が保守するなら、その課を事業者として加えてください。",
    en="List the company in people/vendors.yaml and name it; where staff maintain it, list them.",
)
NO_BACKUP = Phrase(
    "sense.no_backup",
    ja="重要なシステムにバックアップ（backups）がありません: {systems}。",
    en="important systems have no backup (backups): {systems}.",
)
ADD_BACKUP = Phrase(
    "sense.add_backup",
    ja="取っているならassets/backups.yamlに加えてください。取っていないなら、それが最初の対策です。",
    en="Where there is one, list it in assets/backups.yaml; where there is none, begin with that.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for each lack, with the systems that have it."""
    saved = {each.system for each in ground.plan.backups}
    saved |= {each.id for each in ground.plan.systems if each.hosting in _KEPT_BY_OTHERS}
    used = [
        each
        for each in ground.plan.systems
        if each.importance != "normal" and each.state in ("in_service", "maintenance")
    ]
    lacks = (
        ([each for each in used if each.owner_section is None], NO_OWNER, ADD_OWNER),
        ([each for each in used if each.vendor is None], NO_VENDOR, ADD_VENDOR),
        (
            [each for each in used if not each.backup and each.id not in saved],
            NO_BACKUP,
            ADD_BACKUP,
        ),
    )
    for lacking, phrase, remedy in lacks:
        if lacking:
            what = phrase(systems=named([each.id for each in lacking]))
            yield Refusal(ground.place(lacking[0].id, System), what, remedy())
