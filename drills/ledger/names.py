"""Ids for what a ledger calls by a name, the same ones each time it is read.

What many towns have gets the id that the ready scenarios use, so that they fit without a change.
Everything else is called by its own name, without what an id cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bcp.written_times import narrow
from drills.ledger.columns import Kind
from drills.ledger.values import same

_LONGEST = 40
_NO_ID = re.compile(r"[^\w.\-]+")
_COMPANY = re.compile(r"株式会社|有限会社|合同会社|\((?:株|有|同)\)|㈱|㈲")
_KNOWN: Mapping[Kind, Mapping[str, str]] = {
    "systems": {
        "住民記録": "resident",
        "住民基本台帳": "resident",
        "税": "tax",
        "税務": "tax",
        "福祉": "welfare",
        "総合福祉": "welfare",
        "証明書発行": "certificate",
        "証明発行": "certificate",
        "コンビニ交付": "certificate",
        "中間サーバ": "intermediate",
        "グループウェア": "groupware",
        "メール": "mail",
        "庁内メール": "mail",
        "電子メール": "mail",
        "ファイルサーバ": "filesv",
        "ファイル共有": "filesv",
        "財務会計": "finance",
        "人事給与": "payroll",
        "給与": "payroll",
        "文書管理": "documents",
        "総合文書管理": "documents",
        "認証": "auth",
        "認証基盤": "auth",
        "ホームページ": "website",
        "公式ホームページ": "website",
        "公開ホームページ": "website",
        "電子申請": "online-application",
        "被災者支援": "victims",
        "仮想基盤": "virtual-base",
    },
    "zones": {},
    "servers": {},
    "businesses": {
        "窓口証明": "counter",
        "証明書交付": "counter",
        "被災者支援": "victim-support",
        "広報": "public-relations",
    },
    "vendors": {},
    "contacts": {},
}
# The duties of the model town, by what plans call them.
ROLES: Mapping[str, tuple[str, ...]] = {
    "lead": ("ICT部門責任者", "責任者", "統括責任者", "統括"),
    "survey": ("被害調査班", "被害調査", "調査班"),
    "recovery": ("復旧班", "復旧", "復旧担当"),
    "liaison": ("連絡班", "連絡", "連絡担当", "連絡調整班"),
    "vendor-desk": ("事業者連絡", "業者連絡", "業者連絡担当"),
    "recorder": ("記録係", "記録", "記録班"),
}


def key_of(name: str) -> str:
    """A name as it is compared: 「㈱見本」 and 「株式会社 見本」 are one company."""
    return same(_COMPANY.sub("", narrow(name)))


def id_for(kind: Kind, name: str) -> str:
    """The id of a thing that has only a name; an empty text where none can be made of it."""
    plain = _COMPANY.sub("", narrow(name)).strip()
    bare = plain.removesuffix("システム") if kind == "systems" else plain
    if kind == "businesses":
        bare = plain.removesuffix("業務") or plain
    known = _KNOWN[kind].get(same(bare).replace("サーバー", "サーバ"))
    return known or _as_id(plain)


def role_for(said: str) -> str:
    """The id of the duty that is called so."""
    wanted = same(said)
    for word, names in ROLES.items():
        if wanted == word or wanted in {same(each) for each in names}:
            return word
    return _as_id(narrow(said))


def _as_id(name: str) -> str:
    joined = _NO_ID.sub("-", name).strip("-._")
    while joined and not re.match(r"[^\W_]", joined):
        joined = joined[1:]
    return joined[:_LONGEST].rstrip("-._")


def free(wanted: str, taken: Iterable[str]) -> str:
    """The id itself, or with a number behind it where it is another thing's already."""
    used = {*taken}
    if wanted not in used:
        return wanted
    return next(each for n in range(2, len(used) + 3) if (each := f"{wanted}-{n}") not in used)
