"""Action items put into the plan's own file: added, changed, seen again, and nothing else touched.

What comes out is read back and compared with what was meant, so that a file that is written in an
unforeseen way is left alone instead of spoilt.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bcp.action_items import ActionItem, Occasion
from bcp.durations import BusinessDays, Span, written
from bcp.message import Language, Message, Phrase, Text
from bcp.nodes import Fields, Items, Node, plain
from bcp.reader import Reader
from bcp.shape import Many, Record
from bcp.strict_yaml import parse
from bcp.yaml_editing import OddlyWritten, block, with_item, with_value

KEY = "action_items"
# What a new file begins with.
HEAD = """\
# 改善事項（bcp-drill items で一覧・追加・完了。手で書き直してもかまいません。個人名は書きません）
# Action items: see bcp-drill items. They may be edited by hand; no names of people.
"""

UNREADABLE = Phrase(
    "item_writing.unreadable",
    ja="{file} を読めません。bcp-drill check で誤りを直してください。",
    en="{file} cannot be read. Mend what bcp-drill check names.",
)
ODDLY = Phrase(
    "item_writing.oddly",
    ja="{file} は書き換えられない書き方です。手で次のように書いてください:\n{lines}",
    en="{file} is written so that it is left alone. Write this by hand:\n{lines}",
)
NOT_THERE = Phrase(
    "item_writing.not_there",
    ja="{file} に改善事項「{id}」がありません。",
    en="{file} has no action item {id!r}.",
)


@dataclass(frozen=True)
class Added:
    """A new item."""

    item: ActionItem


@dataclass(frozen=True)
class Changed:
    """Fields of an item as they are to be; tables are merged key by key.

    `lang` is the language of its words, where the file has both.
    """

    id: str
    fields: Mapping[str, Any]
    lang: Language = "ja"


@dataclass(frozen=True)
class SeenAgain:
    """A later drill that showed what an item is about."""

    id: str
    occasion: Occasion


Edit = Added | Changed | SeenAgain


def items_in(raw: bytes, file: str) -> tuple[ActionItem, ...] | Message:
    """The items that a file holds, also one of the whole plan, or that it cannot be read."""
    listed, sound = _listed(raw, file)
    if not sound:
        return UNREADABLE(file=file)
    if listed is None:
        return ()
    reader = Reader()
    items = reader.read(Many(Record(ActionItem)), listed)
    return UNREADABLE(file=file) if reader.refusals else tuple(items)


def edited(raw: bytes, file: str, edits: Iterable[Edit], *, whole_plan: bool) -> bytes | Message:
    """The file's bytes with the edits, or why it was left alone.

    `whole_plan` says that the items stand under their key among the rest of a plan.
    """
    for edit in edits:
        done = _edited(raw, file, edit, (KEY,) if whole_plan else ())
        if isinstance(done, Message):
            return done
        raw = done
    return raw


def as_plain(value: Any) -> Any:
    """A value of a plan as it is written: without what has its default."""
    match value:
        case Text():
            return value.ja if value.ja == value.en else _in_both(value)
        case Span():
            return written(Span(value.us // 1_000 * 1_000))
        case BusinessDays():
            return f"{value.days}bd"
        case tuple():
            return [as_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            each.metadata.get("key", each.name): as_plain(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if getattr(value, each.name) != each.default
        }
    return value


def _in_both(text: Text) -> dict[str, str]:
    return {lang: said for lang, said in (("ja", text.ja), ("en", text.en)) if said}


def _listed(raw: bytes, file: str) -> tuple[Node | None, bool]:
    """The node of the list, and whether the file can be read at all."""
    if not raw.strip():
        return None, True
    tree, troubles = parse(raw, file)
    if tree is None or troubles:
        # A file of remarks alone is refused by the parser, and holds nothing yet.
        return None, tree is None and all(_is_remark(line) for line in raw.splitlines())
    if isinstance(tree, Fields):
        return tree.get(KEY), True
    return tree, True


def _is_remark(line: bytes) -> bool:
    return not line.strip(b" \t\r\xef\xbb\xbf") or line.lstrip(b" \t\xef\xbb\xbf").startswith(b"#")


def _edited(raw: bytes, file: str, edit: Edit, top: tuple[str, ...]) -> bytes | Message:
    listed, sound = _listed(raw, file)
    if not sound:
        return UNREADABLE(file=file)
    records = [plain(each) for each in listed.items] if isinstance(listed, Items) else []
    text = raw.decode("utf-8")
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    nth = _nth(records, edit)
    if nth is None:
        return NOT_THERE(file=file, id=edit.id if not isinstance(edit, Added) else "")
    try:
        text, wanted = _applied(text, (*top, nth), records, edit)
    except OddlyWritten:
        return ODDLY(file=file, lines=_by_hand(edit))
    changed = (mark + text).encode("utf-8")
    if not _is_as_meant(raw, changed, file, wanted):
        return ODDLY(file=file, lines=_by_hand(edit))
    return changed


def _nth(records: list[Any], edit: Edit) -> int | None:
    if isinstance(edit, Added):
        return len(records)
    found = (n for n, each in enumerate(records) if isinstance(each, dict) and _is(each, edit.id))
    return next(found, None)


def _is(record: dict[str, Any], id: str) -> bool:
    return str(record.get("id")) == id


def _applied(text: str, path: tuple[Any, ...], records: list[Any], edit: Edit) -> tuple[str, Any]:
    """The text with the edit, and the records that it should then hold."""
    nth = path[-1]
    match edit:
        case Added(item=item):
            record = as_plain(item)
            return with_item(text, path[:-1], record), [*records, record]
        case SeenAgain(occasion=occasion):
            record = as_plain(occasion)
            text = with_item(text, (*path, "seen_again"), record, lines=False)
            seen = records[nth].get("seen_again", ())
            seen = [seen] if isinstance(seen, dict | str) else seen
            fields: Mapping[str, Any] = {"seen_again": [*seen, record]}
        case Changed():
            fields = _in_language(records[nth], edit)
            for key, value in fields.items():
                text = with_value(text, (*path, key), value)
    wanted = list(records)
    wanted[nth] = _merged(records[nth], fields)
    return text, wanted


def _in_language(record: Mapping[str, Any], edit: Changed) -> Mapping[str, Any]:
    """Words that the file has in two languages change in one of them."""
    return {
        key: {edit.lang: value}
        if isinstance(value, str) and isinstance(record.get(key), dict)
        else value
        for key, value in edit.fields.items()
    }


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, Mapping):
        return {**old, **{key: _merged(old.get(key), each) for key, each in new.items()}}
    return new


def _is_as_meant(before: bytes, after: bytes, file: str, wanted: Any) -> bool:
    """Whether the list is the wanted one, and the rest of the file as it was."""
    tree, troubles = parse(after, file)
    listed, _ = _listed(after, file)
    if troubles or tree is None or listed is None or _same(plain(listed)) != _same(wanted):
        return False
    if not isinstance(tree, Fields):
        return True
    old, _ = parse(before, file)
    rest = plain(old.without(KEY)) if isinstance(old, Fields) else {}
    return bool(plain(tree.without(KEY)) == rest)


def _same(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _same(each) for key, each in value.items()}
    return [_same(each) for each in value] if isinstance(value, list | tuple) else value


def _by_hand(edit: Edit) -> str:
    match edit:
        case Added(item=item):
            return block(as_plain(item))
        case SeenAgain(id=id, occasion=occasion):
            return block({"id": id, "seen_again": [as_plain(occasion)]})
        case Changed(id=id, fields=fields):
            return block({"id": id, **fields})
