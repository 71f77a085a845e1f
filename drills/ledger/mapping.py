"""How a ledger was read: shown to people, written to a file, and taken back with corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.message import Language, Phrase, Text, render
from bcp.nodes import Fields, Scalar
from bcp.reader import Reader
from bcp.refused import Refusal, Refused, column_letters
from bcp.strict_yaml import parse
from drills import errors
from drills.ledger.choices import Choices, SheetChoice, field_of, title_of
from drills.ledger.columns import KINDS, Kind
from drills.ledger.reading import Found, Ledger
from drills.ledger.yaml_lines import flow, scalar

KIND_NAMES: Mapping[Kind, Text] = {
    "zones": Text("系統", "zones"),
    "systems": Text("情報システム", "systems"),
    "servers": Text("サーバ", "servers"),
    "businesses": Text("業務", "businesses"),
    "vendors": Text("事業者", "vendors"),
    "contacts": Text("連絡先", "contacts"),
}
TABLE = Phrase(
    "ledger.table",
    ja="「{sheet}」（見出しは{row}行目、その下に{count}行）: {kind}",
    en="{sheet} (headings in row {row}, {count} rows below): {kind}",
)
COLUMN = Phrase(
    "ledger.column",
    ja="  {letters}「{heading}」→ {field}",
    en="  {letters} {heading} -> {field}",
)
NOT_TAKEN = Phrase(
    "ledger.not_taken",
    ja="  取り込まない列: {headings:list}",
    en="  columns not taken: {headings:list}",
)
NO_LEDGER_SHEETS = Phrase(
    "ledger.no_ledger_sheets",
    ja="表として読まなかったシート: {sheets:list}",
    en="sheets that hold no such table: {sheets:list}",
)
HOW = Phrase(
    "ledger.mapping_how",
    ja="台帳の読み方です。違う所を直し、同じコマンドをもう一度 --mapping 付きで実行してください。\n"
    'columns は「計画の項目: 台帳の見出し」です。見出しを空（""）にすると取り込みません。\n'
    "skip: true のシートは読みません。words には、台帳だけの言葉の意味を書きます。",
    en="How the ledger is read. Correct it, and give it again with --mapping.\n"
    "columns: the plan's field: the ledger's heading; an empty heading (\"\") leaves it out.\n"
    "A sheet with skip: true is not read. words say what the ledger's own words mean.",
)


def mapping_lines(found: Found | Ledger, lang: Language) -> Iterator[str]:
    """What is read from where, a line for each column."""
    for table in found.tables:
        count = sum(1 for row in table.sheet.rows if row > table.row)
        shown = TABLE(
            sheet=title_of(table.sheet), row=table.row, kind=KIND_NAMES[table.kind], count=count
        )
        yield render(shown, lang)
        for name, n in table.columns.items():
            said = COLUMN(letters=column_letters(n), heading=table.heading(name), field=name)
            yield render(said, lang)
        if table.unread:
            left = [f"{column_letters(n)} {heading}" for n, heading in table.unread.items()]
            yield render(NOT_TAKEN(headings=left), lang)
    if found.passed:
        names = [title_of(each) for each in found.passed]
        yield render(NO_LEDGER_SHEETS(sheets=names), lang)


def mapping_text(found: Found | Ledger, choices: Choices, lang: Language) -> str:
    """The same as a file that can be corrected."""
    lines = [f"# {each}" for each in render(HOW(), lang).split("\n")]
    lines += ["", "sheets:"]
    for table in found.tables:
        lines += [f"  {scalar(title_of(table.sheet))}:", f"    kind: {table.kind}"]
        lines += [f"    row: {table.row}", "    columns:"]
        chosen = choices.headings(table.sheet, table.kind)
        left_out = {name: "" for name, heading in chosen.items() if not heading}
        said = {name: table.heading(name) for name in table.columns} | left_out
        lines += [f"      {name}: {flow(heading)}" for name, heading in said.items()]
        lines += [f"      # {_comment(heading)}" for heading in table.unread.values()]
    for sheet in found.passed:
        lines += [f"  {scalar(title_of(sheet))}: {{skip: true}}"]
    lines += ["", "words:" if choices.words else "# words:"]
    shown = choices.words or {"zone": {"基幹ネットワークA": "my_number"}}
    mark = "" if choices.words else "# "
    lines += [f"{mark}  {name}: {_words(words)}" for name, words in shown.items()]
    return "\n".join([*lines, ""])


def _words(words: Mapping[str, str]) -> str:
    return (
        "{" + ", ".join(f"{scalar(word)}: {scalar(means)}" for word, means in words.items()) + "}"
    )


def _comment(heading: str) -> str:
    return " ".join(heading.split())


@dataclass(frozen=True)
class _SheetMapping:
    kind: Kind | None = None
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: bool = False


@dataclass(frozen=True)
class _Mapping:
    sheets: Mapping[str, _SheetMapping] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def choices_in(raw: bytes, file: str) -> Choices:
    """What such a file says. Raises `Refused` with every mistake in it."""
    tree, refusals = parse(raw, file)
    reader = Reader()
    if tree is None or refusals:
        raise Refused(refusals)
    read = reader.record(_Mapping, tree)
    found = [*reader.refusals, *_unknown_fields(tree)]
    if found:
        raise Refused(found)
    sheets = {name: _choice(each) for name, each in read.sheets.items()}
    return Choices(sheets, {}, read.words)


def _choice(each: _SheetMapping) -> SheetChoice:
    choice = SheetChoice(each.kind, each.row, each.columns, each.skip)
    if each.kind is None:
        return choice
    kind = each.kind
    named = {field_of(kind, name): heading for name, heading in each.columns.items()}
    return replace(choice, columns=named)


def _unknown_fields(tree: object) -> Sequence[Refusal]:
    """Fields that no table of that kind has, each at its place."""
    sheets = tree.get("sheets") if isinstance(tree, Fields) else None
    out: list[Refusal] = []
    for _, sheet in sheets.entries if isinstance(sheets, Fields) else ():
        columns = sheet.get("columns") if isinstance(sheet, Fields) else None
        kind = sheet.get("kind") if isinstance(sheet, Fields) else None
        of = next((each for each in KINDS if isinstance(kind, Scalar) and each == kind.text), None)
        for key, _ in columns.entries if of and isinstance(columns, Fields) else ():
            try:
                field_of(of or "systems", key.name)
            except errors.Refusal as refusal:
                out.append(Refusal(key.place, refusal.message))
    return out
