"""What groupware must not be told: people by name, and where machines are to be reached.

Authors' own words are shown in the calendar, and anybody may write a name or an address into them.
What the plan itself knows as such is found in any text; so is whatever reads as an IP address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from bcp.message import Language, Phrase, render
from bcp.model import Plan

HIDDEN = Phrase("agenda.hidden", ja="（非公開）", en="(withheld)")

Veil = Callable[[str], str]

_URL = r"[A-Za-z][A-Za-z0-9+.-]*://[^\s、。，．）」』]+"
_ADDRESS = r"(?<![\w:.])[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]*[0-9A-Fa-f:](?![\w:])"
_HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_GAP = re.compile(r"\s+")


def veil_of(plan: Plan, lang: Language) -> Veil:
    """Takes what must not be told out of a text of this plan's."""
    names = sorted({*_people(plan), *_hosts(plan)}, key=lambda each: (-len(each), each))
    known = "|".join(map(_loosely, names))
    found = re.compile(f"{_URL}|{_ADDRESS}" + (f"|{known}" if known else ""), re.ASCII)
    hidden = render(HIDDEN(), lang)

    def instead(match: re.Match[str]) -> str:
        said = match[0]
        if "://" in said or _GAP.sub("", said) in bare or _is_address(said):
            return hidden
        return said

    bare = {_GAP.sub("", each) for each in names}
    return lambda text: found.sub(instead, text)


def _people(plan: Plan) -> Iterator[str]:
    held = (word for each in plan.roles for word in (each.holder or "", *each.deputies))
    contacts = {each.id for each in plan.contacts}
    for name in (
        *(each.name for each in plan.contacts),
        *(each.name for each in plan.approvers),
        *(each for each in held if each not in contacts),
    ):
        # A single letter would take words to pieces.
        if len(_GAP.sub("", name)) > 1:
            yield name


def _hosts(plan: Plan) -> Iterator[str]:
    """Names and addresses with a dot or a colon: others may be anybody's word."""
    calls = (
        *(call for each in plan.watchables for call in each.probe),
        *(call for each in plan.servers for call in each.probe),
    )
    for word in (*(each.subject for each in calls), *(each.address for each in plan.servers)):
        yield from _HOST.findall(word)


def _loosely(name: str) -> str:
    """The name however its parts are set apart."""
    parts = "".join(_GAP.split(name))
    return r"[\s　]?".join(map(re.escape, parts)) if not parts.isascii() else re.escape(name)


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word.rstrip(".:"))
    except ValueError:
        return False
    return True
