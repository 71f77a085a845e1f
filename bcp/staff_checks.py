"""Contacts tied to the list of staff: nobody twice, and nobody who is not on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bcp.message import Phrase
from bcp.people import Contact, StaffFile
from bcp.reader import Mention
from bcp.refused import Refusal
from bcp.staff import Member, same_number

TIED_TWICE = Phrase(
    "staff.tied_twice",
    ja="職員番号「{number}」が、2つの連絡先に書かれています。",
    en="the number {number!r} stands behind two contacts.",
)
ONE_CONTACT = Phrase(
    "staff.one_contact",
    ja="1人の職員には連絡先を1つにしてください。",
    en="Leave it to one contact.",
)
NOT_ON_LIST = Phrase(
    "staff.not_on_list",
    ja="職員番号「{number}」は職員名簿にありません。",
    en="the number {number!r} is not on the list of staff.",
)
OUTSIDE = Phrase(
    "staff.outside",
    ja="職員名簿「{file}」は計画のフォルダの外にあります。",
    en="the list of staff {file!r} lies outside of the plan's folder.",
)
PUT_INSIDE = Phrase(
    "staff.put_inside",
    ja="計画のフォルダの中に置き、そこからのパスを書いてください（例: people/staff.csv）。",
    en="Put it into the plan's folder and name it from there, like people/staff.csv.",
)
RENEW = Phrase(
    "staff.renew",
    ja="異動や退職がなかったか、職員名簿と連絡先を確かめてください。",
    en="See whether they moved or left, in the list of staff and in the contacts.",
)


def _numbers(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    return (each for each in mentions if (each.owner, each.field) == (Contact, "number"))


def outside_plan(folder: Path, mentions: Iterable[Mention]) -> Iterator[Refusal]:
    """A list of staff that lies outside of the plan's folder, by its path or behind a link."""
    for each in mentions:
        if (each.owner, each.field) == (StaffFile, "file") and not _is_inside(folder, each.word):
            yield Refusal(each.place, OUTSIDE(file=each.word), PUT_INSIDE())


def _is_inside(folder: Path, written: str) -> bool:
    try:
        return (folder / written).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def tied_twice(mentions: tuple[Mention, ...]) -> Iterator[Refusal]:
    """Numbers that more than one contact has."""
    seen: set[str] = set()
    for each in _numbers(mentions):
        number = same_number(each.word)
        if number in seen:
            yield Refusal(each.place, TIED_TWICE(number=each.word), ONE_CONTACT())
        seen.add(number)


def not_on_list(mentions: tuple[Mention, ...], staff: tuple[Member, ...]) -> Iterator[Refusal]:
    """Warn of numbers of contacts that the list does not have, where there is a list."""
    known = {each.number for each in staff}
    for each in _numbers(mentions):
        if known and same_number(each.word) not in known:
            yield Refusal(each.place, NOT_ON_LIST(number=each.word), RENEW())
