"""The people of a plan: roles with their deputies, contacts, vendors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bcp.durations import Span
from bcp.message import Text
from bcp.muster import Commute


@dataclass(frozen=True)
class Role:
    """A duty in a drill, who holds it, and who stands in, in that order."""

    SHORT: ClassVar[str] = "name"
    id: str
    name: Text = Text()
    holder: str | None = None
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approver:
    """A person who may approve actions beforehand, by a signature.

    `public_key` is the public half of the key that signs, as one line ``ssh-ed25519 AAAA…``;
    `roles` are those that the person may speak for. `name` is what approvals are recorded under.
    """

    id: str
    name: str
    public_key: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Method:
    """One way to reach a person; `verified` is the ISO date it last worked."""

    kind: str
    value: str
    verified: str | None = None


@dataclass(frozen=True)
class Contact:
    """A person to reach, and how, in the order to try.

    `groups` are words of the plan's own, such as a section, that scenarios name to reach many.
    `calls` are the contacts whom this one calls in turn (連絡網), `deputies` those who take the
    message where this one cannot be reached, in that order. `number` ties the contact to a member
    of the staff list (職員番号); no record of a drill has it. `commute` is the way to the office.
    """

    id: str
    name: str = ""
    role: str | None = None
    methods: tuple[Method, ...] = ()
    groups: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    number: str | None = None
    commute: Commute | None = None


@dataclass(frozen=True)
class StaffFile:
    """Where the list of staff lies, relative to the plan's folder; see `bcp.staff`."""

    SHORT: ClassVar[str] = "file"
    file: str


@dataclass(frozen=True)
class Correction:
    """What stood behind the method of index `way` of a contact, and what is right."""

    contact: str
    way: int
    old: str
    new: str


@dataclass(frozen=True)
class ServiceLevel:
    """What a vendor promised: to acknowledge a call, and to be on site."""

    ack: Span | None = None
    onsite: Span | None = None


@dataclass(frozen=True)
class Vendor:
    """A company that maintains systems. Telephone numbers stand in the contacts only.

    `contract_end` is the last day (ISO) of its contract, `hours` when it answers.
    """

    id: str
    name: Text = Text()
    covers: tuple[str, ...] = ()
    sla: ServiceLevel | None = None
    contact: str | None = None
    remote: bool | None = None
    contract: Text | None = None
    contract_end: str | None = None
    hours: Text | None = None
