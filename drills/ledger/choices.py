"""How a ledger is to be read where its headings do not say so: what a person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from drills.errors import Refusal
from drills.ledger.columns import KINDS, Kind, column, columns_of
from drills.paper.grid import Sheet

NOT_NAMED = Phrase(
    "ledger.not_named",
    ja="「{given}」を読めません。「{example}」のように書いてください。",
    en="{given!r} is not understood. Write it like {example}.",
)
NO_FIELD = Phrase(
    "ledger.no_field",
    ja="「{given}」という項目はありません。{then}",
    en="There is no field {given!r}. {then}",
)
NO_KIND = Phrase(
    "ledger.no_kind",
    ja="「{given}」という表の種類はありません。{then}",
    en="There is no kind of table {given!r}. {then}",
)


@dataclass(frozen=True)
class SheetChoice:
    """How one sheet is read. Of the fields in `columns`, an empty heading leaves a field out.

    Without `kind` its headings tell what it is; with `skip` it is left out.
    `row` is where its headings stand, nought where that is to be found.
    """

    kind: Kind | None = None
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: bool = False


@dataclass(frozen=True)
class Choices:
    """What was chosen: for sheets by name, for every sheet of a kind, and for words of cells.

    `only` are the sheets to read, where some were named; `likely` is what a file was brought as.
    A file without sheets (CSV) goes by its own name.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    columns: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    likely: Mapping[str, Kind] = field(default_factory=dict)

    def of_sheet(self, sheet: Sheet) -> SheetChoice:
        """What was chosen for that sheet."""
        return self.sheets.get(title_of(sheet), SheetChoice())

    def headings(self, sheet: Sheet, kind: Kind) -> dict[str, str]:
        """The headings chosen for fields of that sheet, read as that kind."""
        return {**self.columns.get(kind, {}), **self.of_sheet(sheet).columns}


def title_of(sheet: Sheet) -> str:
    """What a sheet is called; a file without sheets by its own name."""
    return sheet.name or sheet.file


def kind_of(word: str) -> Kind:
    """The kind of that name. Raises `Refusal`."""
    found = next((kind for kind in KINDS if kind == word.strip()), None)
    if found is None:
        raise Refusal(NO_KIND(given=word, then=remedy(word, KINDS)))
    return found


def chosen(columns: Iterable[str], sheets: Iterable[str], start: Choices | None = None) -> Choices:
    """The choices of ``systems.zone=系統`` and ``systems=情報システム一覧``. Raises `Refusal`.

    Several may stand in one word, with commas between them.
    """
    start = start or Choices()
    by_kind: dict[Kind, dict[str, str]] = {kind: {**said} for kind, said in start.columns.items()}
    for kind, name, heading in _columns(columns):
        by_kind.setdefault(kind, {})[name] = heading
    by_sheet = {**start.sheets}
    only = list(start.only)
    for given in _split(sheets):
        before, equals, after = given.partition("=")
        name = (after if equals else before).strip()
        only.append(name)
        if equals:
            by_sheet[name] = SheetChoice(kind_of(before))
    return Choices(by_sheet, by_kind, start.words, tuple(only), start.likely)


def _columns(columns: Iterable[str]) -> Sequence[tuple[Kind, str, str]]:
    found = []
    for given in _split(columns):
        said, equals, heading = given.partition("=")
        kind_word, dot, name = said.strip().partition(".")
        if not equals or not said.strip():
            raise Refusal(NOT_NAMED(given=given, example="systems.zone=系統"))
        if not dot or kind_word not in KINDS:
            kind_word, name = "systems", said.strip()
        kind = kind_of(kind_word)
        found.append((kind, field_of(kind, name), heading.strip()))
    return found


def field_of(kind: Kind, name: str) -> str:
    """The field of that name: ``name`` stands for its Japanese text. Raises `Refusal`."""
    for each in (name, f"{name}.ja", f"{name}.within", f"way.{name}"):
        if column(kind, each) is not None:
            return each
    known = [each.field for each in columns_of(kind)]
    raise Refusal(NO_FIELD(given=f"{kind}.{name}", then=remedy(name, known)))


def _split(given: Iterable[str]) -> Iterable[str]:
    return (part for each in given for part in each.split(",") if part.strip())
