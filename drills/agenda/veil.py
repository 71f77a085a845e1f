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

_URL = r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s、。，．）」』]+"
_IPV4 = r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)"
_IPV6 = r"(?<![\w:.])[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*[0-9A-Fa-f:](?![\w:])"
_HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_GAP = re.compile(r"\s+")


def veil_of(plan: Plan, lang: Language) -> Veil:
    """Takes what must not be told out of a text of this plan's."""
    names = sorted({*_people(plan), *_hosts(plan)}, key=lambda each: (-len(each), each))
    known = (*map(_loosely, names), _URL, _IPV4)
    surely, perhaps = re.compile("|".join(known), re.ASCII), re.compile(_IPV6, re.ASCII)
    hidden = render(HIDDEN(), lang)

    def instead(match: re.Match[str]) -> str:
        return hidden if _is_address(match[0]) else match[0]

    return lambda text: perhaps.sub(instead, surely.sub(hidden, text))


def _people(plan: Plan) -> Iterator[str]:
    """Every name of a person; what a duty or a section is called is none, whoever is called so."""
    contacts = {each.id for each in plan.contacts}
    held = (word for each in plan.roles for word in (each.holder or "", *each.deputies))
    duties = {word for each in plan.roles for word in (each.id, each.name.ja, each.name.en)}
    for name in (
        *(each.name for each in plan.contacts),
        *(each.name for each in plan.approvers),
        *(each for each in held if each not in contacts),
    ):
        # A single letter would take words to pieces.
        if len(_GAP.sub("", name)) > 1 and name not in duties and name not in plan.sections:
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
    """The name however its parts are set apart; in Latin letters as whole words alone."""
    if name.isascii():
        return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    return r"[\s　]?".join(map(re.escape, "".join(_GAP.split(name))))


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word.rstrip(".:"))
    except ValueError:
        return False
    return True
