"""Telephone numbers and mail addresses stand in one file only, which is kept from others.

``people/contacts.yaml`` can be given tight permissions and left out of version control; a number
anywhere else would travel with the plan, the journal and the report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.refused import Refusal

TELEPHONE = Phrase(
    "private.telephone",
    ja="電話番号のような値がここに書かれています。",
    en="this looks like a telephone number.",
)
MAIL = Phrase(
    "private.mail",
    ja="メールアドレスのような値がここに書かれています。",
    en="this looks like a mail address.",
)
ONLY_IN_CONTACTS = Phrase(
    "private.only_in_contacts",
    ja="電話番号とアドレスはpeople/contacts.yamlだけに書き、ここからはidで参照してください。",
    en="Numbers and addresses of people stand in people/contacts.yaml only; name the contact's id "
    "here.",
)

# Japanese numbers: 0 and nine or ten digits, also with hyphens or brackets; or a country code.
# Letters are ASCII here, because Japanese text follows a number without a space.
_TELEPHONE = re.compile(
    r"(?<![\w.-])(?:0\d{1,4}-\d{1,4}-\d{3,4}|0\d{9,10}|\+\d{1,3}[- ]?\d[\d -]{6,12}\d"
    r"|0\d{1,4} ?\(\d{1,4}\)[ -]?\d{3,4}|\(0\d{1,4}\)[ -]?\d{1,4}-?\d{3,4})(?![\w.-])",
    re.ASCII,
)
# It begins where a word begins, so that a long text without a sign is searched only once.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w/:])", re.ASCII)

# What is sent to machines: user@host and long numbers are common there and no one's address.
_FOR_MACHINES = (
    *("run", "address", "ssh_config", "identity", "known_hosts"),
    *("public_key", "login", "line"),
)
# A corrected number, in a file of answers: it goes from there into the contacts.
_FOR_CONTACTS = ("correct",)
# The office's own address that a drill's mail comes from, and how its programs are called.
_FOR_SENDING = ("messages",)


def private_in(text: str) -> Message | None:
    """What in a text looks like a way to reach somebody, or None."""
    narrow = unicodedata.normalize("NFKC", text)
    if _TELEPHONE.search(narrow):
        return TELEPHONE()
    return MAIL() if _MAIL.search(narrow) else None


def private_troubles(node: Node | None) -> Iterator[Refusal]:
    """Every telephone number or mail address in the tree."""
    if isinstance(node, Scalar):
        what = private_in(node.text)
        if what is not None:
            yield Refusal(node.place, what, ONLY_IN_CONTACTS())
    elif isinstance(node, Items):
        for each in node.items:
            yield from private_troubles(each)
    elif isinstance(node, Fields):
        for key, value in node.entries:
            if key.name not in (*_FOR_MACHINES, *_FOR_CONTACTS, *_FOR_SENDING):
                yield from private_troubles(value)
