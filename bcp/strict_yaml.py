"""YAML without surprises: bytes in, a tree with places or every mistake out.

Only what YAML 1.2 calls the core schema is resolved, and of that only ``true``, ``false``,
``null`` and decimal numbers. So ``on``, ``no``, ``4:00:00``, ``010`` and ``2026-11-21`` stay the
text that was written. Anchors, tags, merge keys and keys written twice are refused: an officer
who reads the file must see all that it says where it says it.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Key, Node, Plain, Scalar, Unread
from bcp.refused import Place, Refusal
from bcp.text_encoding import decoded
from bcp.yaml_trouble import CONTROL, REMOVE, explained

MAX_BYTES = 1_048_576
MAX_DEPTH = 40

TOO_BIG = Phrase(
    "yaml.too_big",
    ja="ファイルが大きすぎます（上限は{limit}バイト）。",
    en="the file is too big (at most {limit} bytes).",
)
SPLIT = Phrase(
    "yaml.split",
    ja="フォルダ形式にして、ファイルを分けてください。",
    en="Use a folder and split it into several files.",
)
EMPTY = Phrase("yaml.empty", ja="ファイルに何も書かれていません。", en="the file is empty.")
TOO_DEEP = Phrase(
    "yaml.too_deep",
    ja="入れ子が深すぎます（上限は{limit}段）。",
    en="this is nested too deeply (at most {limit} levels).",
)
TWICE = Phrase(
    "yaml.twice",
    ja="「{key}」が2回書かれています（1回目は{line}行{column}桁）。",
    en="the key {key!r} is written twice (first at line {line}, column {column}).",
)
KEEP_ONE = Phrase(
    "yaml.keep_one", ja="どちらか一方だけ残してください。", en="Keep only one of them."
)
ANCHOR = Phrase(
    "yaml.anchor",
    ja="YAMLのアンカー・エイリアス（&名前、*名前）は使えません。",
    en="YAML anchors and aliases (&name, *name) are not used here.",
)
WRITE_OUT = Phrase(
    "yaml.write_out",
    ja="値をその場所にそのまま書いてください。",
    en="Write the value itself where it is needed.",
)
TAG = Phrase(
    "yaml.tag",
    ja="YAMLのタグ（{tag}）は使えません。",
    en="YAML tags ({tag}) are not used here.",
)
WITHOUT_TAG = Phrase("yaml.without_tag", ja="タグを消してください。", en="Remove the tag.")
MERGE = Phrase(
    "yaml.merge",
    ja="YAMLのマージキー（<<）は使えません。",
    en="the YAML merge key (<<) is not used here.",
)
SECOND_DOCUMENT = Phrase(
    "yaml.second_document",
    ja="1つのファイルに2つ目の文書（---）があります。",
    en="a second document (---) begins here.",
)
ONE_EACH = Phrase(
    "yaml.one_each",
    ja="「---」を消すか、ファイルを分けてください。",
    en='Remove the "---", or split the file.',
)
KEY_NOT_TEXT = Phrase(
    "yaml.key_not_text",
    ja="項目名（コロンの左）が語ではありません。",
    en="what stands in front of a colon must be a word.",
)

_LITERALS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Control signs except tab and line ends; zero-width signs and byte order marks, which make two ids
# out of one; overrides of the writing direction, which show something else than is written.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
# A leading zero keeps a telephone number or a code text; 18 digits fit any whole number we mean.
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+|\.(?=$|[eE])|(?=[eE]))([eE][-+]?[0-9]{1,3})?")


def resolved(text: str) -> Plain:
    """What a scalar written without quotes means."""
    if text in _LITERALS:
        return _LITERALS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and any(digit in text for digit in "0123456789"):
        try:
            number = float(text)
        except ValueError:
            return text
        return number if math.isfinite(number) else text
    return text


def parse(raw: bytes, file: str) -> tuple[Node | None, tuple[Refusal, ...]]:
    """The tree written in `raw` (None where there is none) and every mistake met on the way.

    `file` is the name to show in places. Never raises for anything that bytes can hold.
    """
    start = Place(file, 1, 1)
    if len(raw) > MAX_BYTES:
        what = TOO_BIG(limit=MAX_BYTES)
        return None, (Refusal(start, what, SPLIT()),)
    text = decoded(raw, file)
    if isinstance(text, Refusal):
        return None, (text,)
    builder = _Builder(file)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as trouble:
        return None, (*builder.refusals, explained(trouble, text, file))
    except _TooDeep as deep:
        return None, (*builder.refusals, Refusal(deep.place, TOO_DEEP(limit=MAX_DEPTH)))
    if builder.root is None:
        builder.refusals.append(Refusal(start, EMPTY()))
    return builder.root, tuple(builder.refusals)


class _TooDeep(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


class _Open:
    """A list or table whose end has not come yet."""

    def __init__(self, place: Place, *, table: bool) -> None:
        self.place, self.table = place, table
        self.nodes: list[Node] = []


class _Builder:
    def __init__(self, file: str) -> None:
        self.refusals: list[Refusal] = []
        self.root: Node | None = None
        self._file = file
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Go on by one event of the parser."""
        place = self._place(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._refuse(place, SECOND_DOCUMENT(), ONE_EACH())
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(place, ANCHOR(), WRITE_OUT())
            self._put(Unread(place))
        elif isinstance(event, yaml.ScalarEvent):
            self._check_marks(event, place)
            text = self._visible(event.value, place)
            value = text if event.style else resolved(text)
            self._put(Scalar(place, value, text))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_marks(event, place)
            if len(self._open) >= MAX_DEPTH:
                raise _TooDeep(place)
            table = isinstance(event, yaml.MappingStartEvent)
            self._open.append(_Open(place, table=table))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _refuse(self, place: Place, what: Message, remedy: Message) -> None:
        self.refusals.append(Refusal(place, what, remedy))

    def _check_marks(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._refuse(place, ANCHOR(), WRITE_OUT())
        if event.tag is not None:
            self._refuse(
                place, TAG(tag=event.tag.replace("tag:yaml.org,2002:", "!!")), WITHOUT_TAG()
            )

    def _visible(self, text: str, place: Place) -> str:
        """The text without letters that nobody sees; each kind of them is refused."""
        if _UNSEEN.search(text) is None:
            return text
        for sign in sorted({*_UNSEEN.findall(text)}):
            self._refuse(place, CONTROL(code=f"U+{ord(sign):04X}"), REMOVE())
        return _UNSEEN.sub("", text)

    def _put(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        elif self._documents == 1:
            self.root = node

    def _close(self) -> None:
        done = self._open.pop()
        if done.table:
            self._put(Fields(done.place, self._entries(done.nodes)))
        else:
            self._put(Items(done.place, tuple(done.nodes)))

    def _entries(self, nodes: list[Node]) -> tuple[tuple[Key, Node], ...]:
        entries: dict[str, tuple[Key, Node]] = {}
        for name, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(name, Scalar):
                if not isinstance(name, Unread):
                    self.refusals.append(Refusal(name.place, KEY_NOT_TEXT()))
            elif name.text == "<<":
                self._refuse(name.place, MERGE(), WRITE_OUT())
            elif name.text in entries:
                first = entries[name.text][0].place
                what = TWICE(key=name.text, line=first.line, column=first.column)
                self._refuse(name.place, what, KEEP_ONE())
            else:
                entries[name.text] = (Key(name.text, name.place), value)
        return tuple(entries.values())
