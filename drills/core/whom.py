"""Whom a step means, in words: ``@staff`` is 職員全員, a role or a contact goes by its name."""

from __future__ import annotations

from bcp.message import Text
from bcp.model import Plan
from drills.core.roles import role_called

_MANY = {
    "@contacts": Text("連絡先の全員", "all contacts"),
    "@staff": Text("職員全員", "all staff"),
    "@vendors": Text("すべての事業者", "all vendors"),
}
# A merged drill names each person where a town's own said "all staff".
_SHOWN = 7
_NAMED = {
    "@department": Text("{name}", "{name}"),
    "@group": Text("{name}", "{name}"),
    "@missing": Text("［{name}］の未回答者", "those missing in [{name}]"),
}


def whom(plan: Plan, who: tuple[str, ...]) -> tuple[Text, ...]:
    """What people call each of these words; of many, the first few and how many more."""
    names = tuple(_called(plan, word) for word in who[:_SHOWN])
    more = len(who) - _SHOWN
    return names if more <= 0 else (*names, Text(f"ほか{more}件", f"{more} more"))


def _called(plan: Plan, word: str) -> Text:
    if word in _MANY:
        return _MANY[word]
    head, colon, name = word.partition(":")
    if colon and head in _NAMED:
        words = _NAMED[head]
        return Text(words.ja.format(name=name), words.en.format(name=name))
    contacts = {each.id: Text(each.name) for each in plan.contacts if each.name}
    vendors = {each.id: each.name for each in plan.vendors if each.name != Text()}
    found = contacts.get(word) or vendors.get(word)
    return found if found is not None else role_called(plan, word)
