"""What can become of a message: it was taken, it did not go out, or nobody can tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bcp.message import Message, Phrase
from bcp.people import Contact
from drills.runtime.masking import masked

DRILL_OFF = Phrase(
    "sending.drill_off",
    ja="訓練が終わりに入ったため、送るのをやめました。",
    en="it was held back, because the drill is being closed.",
)
NO_SECRET = Phrase(
    "sending.no_secret",
    ja="パスワードなどの秘密の値が、この実施のために読まれていません。",
    en="the secret that it needs was not fetched for this run.",
)
# Behind this stands a personal code, be it cut or broken.
_PERSONAL = re.compile(r"(/c/|%2Fc%2F)[0-9A-Za-z-]+", re.IGNORECASE)
# What is shorter, such as an extension, is found in anything and tells nothing.
_TELLING = 5
# Letters kept of what a server or a program says.
MOST_LETTERS = 200


def hidden_addresses(
    contacts: Iterable[Contact], also: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Every number and address with the contact's id that stands for it."""
    found = {way.value: each.id for each in contacts for way in each.methods} | dict(also or {})
    return {value: name for value, name in found.items() if len(value) >= _TELLING}


@dataclass(frozen=True)
class Addressed:
    """One message on its way: where to, and what may not be shown of that.

    `id` is the same at each try. `may_go` is asked last before it can no longer be held back.
    `hidden` are addresses and codes with the words that stand for them in what is recorded.
    `parts` are further words for those who take the message apart.
    """

    id: str
    address: str
    hidden: Mapping[str, str]
    subject: str
    text: str
    run_id: str
    may_go: Callable[[], bool]
    parts: Mapping[str, str] = field(default_factory=dict)

    def shown(self, said: str) -> str:
        """The other side's words on one line, without addresses, codes and secrets.

        A server that refuses a message may well repeat the link it does not like.
        """
        plain = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in said)
        words = " ".join(masked(plain).split())
        for value in sorted(self.hidden, key=len, reverse=True):
            parts = re.split(re.escape(value), words, flags=re.IGNORECASE)
            words = f"‹{self.hidden[value]}›".join(parts)
        return _PERSONAL.sub(r"\1‹…›", words)[:MOST_LETTERS]


@dataclass(frozen=True)
class Sent:
    """The other side took it; these are its words."""

    said: str


@dataclass(frozen=True)
class NotSent:
    """It did not go out, for certain; `again` where another try may help.

    The other side may have asked for no other try within `wait_s` seconds.
    """

    why: Message
    again: bool = False
    wait_s: int = 0


@dataclass(frozen=True)
class Unsure:
    """It may have gone out."""

    why: Message


Outcome = Sent | NotSent | Unsure
