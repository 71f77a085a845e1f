"""Notices of a plan that nobody could get: unknown people, a way that is not there, no address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.called import MANY, contacts_called, is_group
from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.messages import Messages, fits_way
from bcp.model import Plan
from bcp.notices import NoticeRule
from bcp.people import Contact
from bcp.reader import Mention
from bcp.references import Ids
from bcp.refused import Refusal

NO_SUCH = Phrase(
    "notices.no_such",
    ja="「{word}」という役割も連絡先も事業者も計画にありません。",
    en="the plan has no role, no contact and no vendor {word!r}.",
)
NO_WAY = Phrase(
    "notices.no_way",
    ja="お知らせ「{id}」の手段「{by}」が、計画の messages にありません。",
    en="the notice {id!r} goes by {by}, which the plan's messages do not have.",
)
ADD_WAY = Phrase(
    "notices.add_way",
    ja="plan.yaml の messages に {by} を書いてください。",
    en="Write {by} into messages in plan.yaml.",
)
NO_ADDRESS = Phrase(
    "notices.no_address",
    ja="「{word}」には{by}で送れる連絡先がないため、お知らせ「{id}」は届きません。",
    en="behind {word!r} there is no contact to reach by {by}, so the notice {id!r} reaches nobody "
    "there.",
)
ADD_ADDRESS = Phrase(
    "notices.add_address",
    ja="people/contacts.yaml の連絡先に、送れる手段（methods）を加えてください。",
    en="Give a contact in people/contacts.yaml a method that it can go by.",
)


def notice_words(mentions: Iterable[Mention], plan: Plan) -> Iterator[Refusal]:
    """Words for people that the plan does not know."""
    lists = (plan.roles, plan.contacts, plan.vendors)
    known = tuple(dict.fromkeys(each.id for people in lists for each in people))
    for each in mentions:
        if (each.owner, each.field) != (NoticeRule, "to") or is_group(each.word):
            continue
        if each.word not in known and each.word not in MANY:
            then = remedy(each.word, (*known, *MANY))
            yield Refusal(each.place, NO_SUCH(word=each.word), then)


def notice_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Notices by a way that the plan does not have."""
    for rule in plan.notices:
        place = ids.place(rule.id, NoticeRule)
        # A webhook that is named and is not there was told of as an unknown id.
        if place is None or rule.webhook is not None or has_way(rule, plan.messages):
            continue
        yield Refusal(place, NO_WAY(id=rule.id, by=rule.by), ADD_WAY(by=rule.by))


def notice_warnings(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Words behind which nobody can be reached by the notice's way."""
    for rule in plan.notices:
        place = ids.place(rule.id, NoticeRule)
        for word in rule.to if place else ():
            people = contacts_called(plan, (word,))
            if place and not any(reachable(each, rule, plan) for each in people):
                what = NO_ADDRESS(word=word, by=rule.by, id=rule.id)
                yield Refusal(place, what, ADD_ADDRESS())


def has_way(rule: NoticeRule, messages: Messages | None) -> bool:
    """Whether the plan has the way by which a notice goes."""
    if messages is None:
        return False
    if rule.by == "webhook":
        return messages.webhook_called(rule.webhook) is not None
    return getattr(messages, rule.by) is not None


def reachable(contact: Contact, rule: NoticeRule, plan: Plan) -> bool:
    """Whether one of the contact's methods fits the notice's way."""
    return any(fits_way(way.kind, way.value, rule.by, plan.messages) for way in contact.methods)
