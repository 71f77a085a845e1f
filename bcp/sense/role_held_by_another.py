"""Contacts whose role is another's: whoever reads the roles calls somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.head_count import is_meant
from bcp.message import Phrase
from bcp.people import Contact, Role
from bcp.refused import Refusal
from bcp.sense._ground import Ground

ANOTHER = Phrase(
    "sense.held_by_another",
    ja="連絡先「{contact}」の役割は「{role}」ですが、「{role}」の担当者（holder）は「{holder}」で、"
    "「{contact}」は代行者（deputies）にもいません。",
    en="the contact {contact!r} has the role {role!r}, but {holder!r} holds it, and {contact!r} is "
    "no deputy of it either.",
)
NOBODY = Phrase(
    "sense.held_by_nobody",
    ja="連絡先「{contact}」の役割は「{role}」ですが、「{role}」には担当者（holder）がいません。",
    en="the contact {contact!r} has the role {role!r}, but nobody holds it (holder).",
)
SETTLE = Phrase(
    "sense.settle_who_holds",
    ja="担当が代わったなら、役割の holder を「{contact}」にしてください。一緒に担うなら deputies に"
    "加えてください。違うなら、連絡先の role を直してください。",
    en="Where {contact!r} took over, make it the role's holder; where both play it, add it to the "
    "deputies; otherwise correct the contact's role.",
)
HOLD = Phrase(
    "sense.hold_it",
    ja="役割の holder に「{contact}」を書くか、連絡先の role を直してください。",
    en="Make {contact!r} the role's holder, or correct the contact's role.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each contact who neither holds nor stands in for the role that the contact names.

    Of a holder who is no contact another warning speaks at the role. Where an assembly needs
    several of a role, its others are no contradiction.
    """
    teams = {
        role for need in ground.plan.muster.needs for role, heads in need.roles.items() if heads > 1
    }
    roles = {each.id: each for each in ground.plan.roles if each.id not in teams}
    for contact in ground.plan.contacts:
        role = roles.get(contact.role or "")
        if role is None or _has_part(contact, role):
            continue
        told = {"contact": contact.id, "role": role.id}
        place = ground.place(contact.id, Contact)
        holder = next((one.id for one in ground.plan.contacts if is_meant(one, role.holder)), None)
        if holder is not None:
            what = ANOTHER(**told, holder=holder)
            yield Refusal(place, what, SETTLE(contact=contact.id))
        elif not role.holder:
            yield Refusal(place, NOBODY(**told), HOLD(contact=contact.id))


def _has_part(contact: Contact, role: Role) -> bool:
    return any(is_meant(contact, word) for word in (role.holder, *role.deputies))
