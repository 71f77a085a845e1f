"""The timeline of a scenario as an event list (MSEL) in Excel, which can be read in again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from bcp.durations import Span, written
from bcp.harmless import harmless
from bcp.message import Language, Phrase, Text, render
from drills.paper.event_columns import heading
from drills.paper.event_list import KINDS, Event, Kind
from scenarios.model import After, Ask, Inject, Notify, Scenario, Step

SHEET = Phrase("event_book.sheet", ja="イベントリスト", en="Event list")
PAGE = Phrase("event_book.page", ja="&P / &N ページ", en="Page &P of &N")
_WIDTHS: Mapping[str, float] = {
    "number": 5,
    "time": 10,
    "kind": 10,
    "to": 14,
    "to_en": 14,
    "from": 14,
    "via": 10,
    "text": 46,
    "text_en": 46,
    "by": 12,
    "within": 9,
    "id": 16,
    "after": 18,
    "note": 20,
}
_ENGLISH = ("to_en", "text_en")
_HEAD_ROW = 3
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_SHOWN = PatternFill("solid", fgColor="EDEDED")


@dataclass(frozen=True)
class Timeline:
    """The rows of a scenario's list, and of which steps it has no room for what they say.

    `unsaid` has the words in the scenario that a list has no column for, by step.
    """

    events: tuple[Event, ...]
    unsaid: Mapping[str, tuple[str, ...]]


def timeline_of(scenario: Scenario, roles: Mapping[str, str]) -> Timeline:
    """Every step in its order; `roles` has the name of a role for its id."""
    steps = scenario.steps
    rows = tuple(_event(each, steps[n - 1] if n else None, roles) for n, each in enumerate(steps))
    unsaid = {each.id: words for each in steps if (words := tuple(_unsaid(each)))}
    if scenario.home_zone:
        unsaid = {scenario.id: ("zone",), **unsaid}
    return Timeline(rows, unsaid)


def _event(step: Step, above: Step | None, roles: Mapping[str, str]) -> Event:
    at = step.at.us if step.at else 0 if above is None and not step.after else None
    after = step.after
    if at is None and not after and above is not None:
        after = (After(above.id, ("ended",)),)
    kind, text, to = _said(step)
    do = step.do if isinstance(step.do, Inject) else None
    return Event(
        *(step.id, kind, at, after, text),
        to=to if not do else Text(_named(do.to, roles)),
        sender=(do.sender or "") if do else "",
        via=(do.via or "") if do else "",
        by=_named(step.by, roles),
        within=step.within.us if step.within else None,
    )


def _named(id: str | None, roles: Mapping[str, str]) -> str:
    return roles.get(id or "", id or "")


def _said(step: Step) -> tuple[Kind, Text, Text]:
    match step.do:
        case Inject(text=text):
            return "inject", text, Text()
        case Ask(text=text):
            return "ask", text, Text()
        case Notify(to=to, form=form):
            return "notify", form, to
    return "other", step.say or Text(), Text()


def _unsaid(step: Step) -> Iterator[str]:
    names = ("unless", "due", "marks", "set", "clear", "businesses", "zone", "say")
    shown = _said(step)[0] == "other"
    yield from (name for name in names if getattr(step, name) and not (shown and name == "say"))
    if step.if_broken != "fail":
        yield "if_broken"
    if isinstance(step.do, Inject) and step.do.jump:
        yield "jump"


def event_book(title: str, timeline: Timeline, lang: Language) -> bytes:
    """The bytes of the list as an Excel workbook, A4 across."""
    book = Workbook()
    book.properties.creator = "bcp-drill"
    sheet: Any = book.active
    sheet.title = render(SHEET(), lang)
    _put(sheet, 1, 1, title).font = Font(size=14, bold=True)
    keys = _keys(timeline.events)
    for column, key in enumerate(keys, 1):
        head = _put(sheet, _HEAD_ROW, column, heading(key).said_in(lang))
        head.font, head.border = Font(bold=True), _BOX
        head.fill = PatternFill("solid", fgColor="D9E2EC")
        sheet.column_dimensions[head.column_letter].width = _WIDTHS[key]
    for n, event in enumerate(timeline.events, 1):
        cells = _cells(n, event, lang)
        for column, key in enumerate(keys, 1):
            cell = _put(sheet, _HEAD_ROW + n, column, cells.get(key, ""))
            cell.border, cell.alignment = _BOX, _WRAPPED
            if event.kind == "other":
                cell.fill = _SHOWN
    _page(sheet, lang)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _keys(events: Sequence[Event]) -> tuple[str, ...]:
    """The columns: English ones only where something is in English beside Japanese."""
    both = any(_english(each.text) or _english(each.to) for each in events)
    return tuple(each for each in _WIDTHS if both or each not in _ENGLISH)


def _cells(n: int, event: Event, lang: Language) -> Mapping[str, str]:
    return {
        "number": str(n),
        "time": "" if event.at is None else f"T+{written(Span(event.at))}",
        "kind": KINDS[event.kind].said_in(lang),
        "to": event.to.ja,
        "to_en": _english(event.to),
        "from": event.sender,
        "via": event.via,
        "text": event.text.ja,
        "text_en": _english(event.text),
        "by": event.by,
        "within": "" if event.within is None else written(Span(event.within)),
        "id": event.id,
        "after": "、".join(map(_edge, event.after)),
    }


def _english(text: Text) -> str:
    """The English words, where they are others than the Japanese."""
    return text.en if text.en != text.ja else ""


def _edge(after: After) -> str:
    held = after.endings == ("held",)
    return after.step if held else f"{after.step}={'|'.join(after.endings)}"


def _put(sheet: Any, row: int, column: int, words: str) -> Any:
    """Words as they are, also where they look like a formula."""
    lines = words.split("\n")
    cell = sheet.cell(row, column, "\n".join(map(harmless, lines)))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _page(sheet: Any, lang: Language) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.oddFooter.center.text = render(PAGE(), lang)
