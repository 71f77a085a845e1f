"""What people type about an item, as the fields of the plan's file; every mistake at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bcp.did_you_mean import remedy
from bcp.harmless import harmless
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.written_times import narrow, read_date
from drills.errors import Refusal

LONGEST = 200
NO_FIELD = Phrase(
    "typed.no_field",
    ja="「{key}」という項目は変えられません。{then}",
    en="There is no field {key!r} to be set. {then}",
)
NO_PAIR = Phrase(
    "typed.no_pair",
    ja="「{given}」は「項目=値」の形ではありません（例: due=2027-03-31）。",
    en="{given!r} is not written as field=value, for instance due=2027-03-31.",
)
NO_DAY = Phrase(
    "typed.no_day",
    ja="期限「{given}」は日付として読めません（例: 2027-03-31、令和9年3月31日）。",
    en="The day {given!r} cannot be read. Write it like 2027-03-31.",
)
NO_OWNER = Phrase(
    "typed.no_owner",
    ja="「{given}」という役割も課も計画にありません（個人名は書けません）。{then}",
    en="The plan has no role and no section {given!r} (names of people are not taken). {then}",
)
NO_BUDGET = Phrase(
    "typed.no_budget",
    ja="予算「{given}」が分かりません。要・不要・未定、または金額（例: 800000、80万円）を"
    "書いてください。",
    en="The budget {given!r} is not understood: needed, not_needed, undecided or an amount in yen.",
)
NO_YEAR = Phrase(
    "typed.no_year",
    ja="年度「{given}」が分かりません（例: 2027、R9、令和9年度）。",
    en="The fiscal year {given!r} is not understood. Write it like 2027.",
)
NO_STATUS = Phrase(
    "typed.no_status",
    ja="状況「{given}」が分かりません。未着手（open）か対応中（doing）を書いてください。"
    "完了にするのは bcp-drill items close です。",
    en="The status {given!r} is not understood: open or doing. bcp-drill items close closes it.",
)
BAD_LETTERS = Phrase(
    "typed.bad_letters",
    ja="「{key}」に表示できない文字が入っています。",
    en="{key} has characters that cannot be shown.",
)
TOO_LONG = Phrase(
    "typed.too_long",
    ja="「{key}」が長すぎます（{limit}字まで）。",
    en="{key} is too long (at most {limit} characters).",
)

_BUDGETS = {
    **dict.fromkeys(("needed", "要", "必要"), "needed"),
    **dict.fromkeys(("not_needed", "不要"), "not_needed"),
    **dict.fromkeys(("undecided", "未定"), "undecided"),
}
_STATUSES = {"open": "open", "未着手": "open", "doing": "doing", "対応中": "doing"}
_MONEY = re.compile(r"¥?([0-9][0-9,]*)(?:\.([0-9]))?(万|千)?円?", re.ASCII)
_YEAR = re.compile(
    r"(?:(20[0-9]{2})|(?:令和|R)([0-9]{1,2}|元))(?:年度?)?", re.ASCII | re.IGNORECASE
)
_TIMES = {"万": 10_000, "千": 1_000}
_REIWA = 2018


def pairs_of(given: list[str]) -> dict[str, str]:
    """``owner=lead due=2027-03-31`` as names and values. Raises `Refusal`."""
    out: dict[str, str] = {}
    wrong: list[Message] = []
    for each in given:
        key, sign, value = each.partition("=")
        if not sign or not key:
            wrong.append(NO_PAIR(given=harmless(each)))
        out[_SPOKEN.get(narrow(key), narrow(key))] = value.strip()
    if wrong:
        raise Refusal.because(wrong)
    return out


def fields_of(typed: Mapping[str, str], plan: Plan) -> dict[str, Any]:
    """The fields that what was typed means; an empty value is left out. Raises `Refusal`."""
    wrong: list[Message] = []
    fields: dict[str, Any] = {}
    for key, given in typed.items():
        read = READ.get(key)
        if read is None:
            wrong.append(NO_FIELD(key=harmless(key), then=remedy(key, tuple(READ)) or ""))
            continue
        why = _unfit(key, given)
        value = why if why is not None else read(given, plan) if given else None
        if isinstance(value, Message):
            wrong.append(value)
        elif value is not None:
            _put(fields, key, value)
    if wrong:
        raise Refusal.because(wrong)
    return fields


def year_in(given: str) -> int | None:
    """A fiscal year as people write it, by the year in which it begins; None where it is none."""
    found = _YEAR.fullmatch(narrow(given))
    if found is None:
        return None
    return int(found[1]) if found[1] else _REIWA + (1 if found[2] == "元" else int(found[2]))


def _put(fields: dict[str, Any], key: str, value: Any) -> None:
    where = _INSIDE.get(key)
    if where is not None:
        fields[where[0]] = {**fields.get(where[0], {}), where[1]: value}
    elif isinstance(value, dict):
        fields[key] = {**fields.get(key, {}), **value}
    else:
        fields[key] = value


def _unfit(key: str, given: str) -> Message | None:
    if len(given) > LONGEST:
        return TOO_LONG(key=key, limit=LONGEST)
    return BAD_LETTERS(key=key) if harmless(given) != given else None


def _text(given: str, plan: Plan) -> Any:
    return given


def _day(given: str, plan: Plan) -> Any:
    found = read_date(given)
    try:
        if found is not None and found.year is not None:
            return date(found.year, found.month, found.day).isoformat()
    except ValueError:
        pass
    return NO_DAY(given=given)


def _owner(given: str, plan: Plan) -> Any:
    named = (each for each in plan.roles if given in (each.id, each.name.ja, each.name.en))
    role = next(named, None)
    known = (*(each.id for each in plan.roles), *plan.sections)
    if role is not None or given in known or not known:
        return role.id if role else given
    return NO_OWNER(given=given, then=remedy(given, known) or "")


def _budget(given: str, plan: Plan) -> Any:
    need = _BUDGETS.get(narrow(given))
    if need is not None:
        return {"need": need}
    yen = _yen(given)
    return NO_BUDGET(given=given) if yen is None else {"need": "needed", "yen": yen}


def _yen(given: str) -> int | None:
    found = _MONEY.fullmatch(narrow(given))
    if found is None or len(found[1]) > 15 or (found[2] and not found[3]):
        return None
    tenths = int(found[1].replace(",", "")) * 10 + int(found[2] or 0)
    return tenths * _TIMES.get(found[3] or "", 1) // 10


def _amount(given: str, plan: Plan) -> Any:
    yen = _yen(given)
    return NO_BUDGET(given=given) if yen is None else yen


def _year(given: str, plan: Plan) -> Any:
    return year_in(given) or NO_YEAR(given=given)


def _status(given: str, plan: Plan) -> Any:
    return _STATUSES.get(narrow(given)) or NO_STATUS(given=given)


def _revision(given: str, plan: Plan) -> Any:
    return {"needed": True, "what": given}


Read = Callable[[str, Plan], Any]
# What can be typed, in the order of a form.
READ: Mapping[str, Read] = {
    **{"what": _text, "cause": _text, "measure": _text},
    **{"owner": _owner, "due": _day, "budget": _budget, "yen": _amount, "year": _year},
    **{"decision": _text, "plan_revision": _revision, "revised": _day, "status": _status},
}
# The same as the headings of the list have them.
_SPOKEN = {
    **{"課題": "what", "原因": "cause", "対策": "measure", "担当": "owner", "期限": "due"},
    **{"予算": "budget", "金額": "yen", "年度": "year", "予算の年度": "year"},
    **{"判断事項": "decision", "計画の改定": "plan_revision", "改定した日": "revised"},
    "状況": "status",
}
_INSIDE = {
    "yen": ("budget", "yen"),
    "year": ("budget", "fiscal_year"),
    "revised": ("plan_revision", "done"),
}
