"""The table of the library in `docs/library.md` and `.ja.md`, made from the files themselves."""

from __future__ import annotations

from bcp.durations import MINUTE
from bcp.message import Language
from scenarios.model import Scenario
from tests.house.source import ROOT
from tests.library.holding import Held
from tests.library.shelf import OnShelf

PAGES: dict[Language, str] = {"ja": "library.ja.md", "en": "library.md"}
_HEADS: dict[Language, str] = {
    "ja": "| シナリオ | 訓練すること | 方式 | 時間 | 見本の計画 |\n|---|---|---|---|---|",
    "en": "| scenario | what is drilled | modes | takes | sample plan |\n|---|---|---|---|---|",
}
_BEGIN, _END = "<!-- table -->\n", "\n<!-- end of table -->"


def table(drills: dict[OnShelf, Held], lang: Language) -> str:
    """A line for each scenario, with the time that it takes at its own pace."""
    return "\n".join((_HEADS[lang], *(_line(each, held, lang) for each, held in drills.items())))


def _line(on_shelf: OnShelf, held: Held, lang: Language) -> str:
    scenario: Scenario = held.brief.scenario
    between = "、" if lang == "ja" else ", "
    said = f"{scenario.title.said_in(lang)}<br>{scenario.purpose.said_in(lang)}"
    cells = (f"`{scenario.id}`", said, between.join(scenario.modes), _takes(held, lang))
    return " | ".join((f"| {cells[0]}", *cells[1:], f"`{on_shelf.plan.name}` |"))


def _takes(held: Held, lang: Language) -> str:
    minutes = round(held.events[-1].at / MINUTE)
    return f"約{minutes}分" if lang == "ja" else f"about {minutes} min"


def page(lang: Language) -> str:
    """The page as it is."""
    return (ROOT / "docs" / PAGES[lang]).read_text(encoding="utf-8")


def with_table(text: str, table: str) -> str:
    """The page with this table in it."""
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}{table}{_END}{after}"
