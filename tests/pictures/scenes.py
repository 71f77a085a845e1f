"""What can be seen: each screen and dialog in a state that is worth a look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from bcp.message import Language, Phrase
from bcp.refused import Refused
from drills.core import orders as o
from drills.core.retraction_orders import Retract
from drills.errors import Refusal
from scenarios.model import Mode
from tests.tui import callouts, devices, drilling, gatherings, scripted
from tests.tui.reading import settled
from tests.tui.real import called_off
from tests.tui.test_dialogs import every_dialog
from tui.app import DrillApp, Left
from tui.feed import Session, View
from tui.screens.following import Following

S = 1_000_000


def find_words() -> None:
    """Give words to what the made-up readings say; elsewhere they are shown as bare codes."""
    Phrase("test.silent", ja="応答がありません。", en="No answer came.")


@dataclass(frozen=True)
class Scene:
    """An app to open, and what is done in it before the picture is taken."""

    app: Callable[[Language, bool], DrillApp]
    then: Callable[[Pilot[Left]], Awaitable[None]]


def _home(shelf: Callable[[], scripted.Shelved], *keys: str) -> Scene:
    def app(lang: Language, colour: bool) -> DrillApp:
        return DrillApp(
            shelf(), lang, by="佐藤", colour=colour, save_page=lambda *_: Path("report.html")
        )

    return Scene(app, _pressing(*keys))


def _drill(at_s: int, *keys: str, view: View = "controller", mode: Mode = "operational") -> Scene:
    def staged() -> drilling.Staged:
        made = drilling.Staged(drilling.brief(mode), drilling.world(), view)
        for at, order in ORDERS:
            if at <= at_s:
                made.pass_to(at * S)
                made.simulation.order(order)
        made.pass_to(at_s * S)
        return made

    return _of(staged, *keys)


def _real(*keys: str) -> Scene:
    """After the real event, with one who was told."""

    def staged() -> drilling.Staged:
        made = called_off()
        made.simulation.order(Retract("liaison", "佐藤", "内線"))
        made.tell()
        return made

    return _of(staged, *keys)


def _devices(*keys: str) -> Scene:
    """A line, its radio, a UPS and telework, after the mains was lost."""

    def staged() -> drilling.Staged:
        made = drilling.Staged(devices.brief(), devices.Devices())
        made.pass_to(45 * S)
        return made

    return _of(staged, *keys)


def _of(stage: Callable[[], drilling.Staged], *keys: str) -> Scene:
    def app(lang: Language, colour: bool) -> DrillApp:
        staged = stage()
        session: Session = staged.session
        return DrillApp(
            *(scripted.Shelved(), lang),
            by="佐藤",
            session=session,
            colour=colour,
            clock=staged.clock,
            wall=staged.wall,
        )

    return Scene(app, _pressing(*keys))


# What people did in the drill that is shown, at which second.
ORDERS = (
    (12, o.Answer("declare", "done", "佐藤", "口頭で宣言")),
    (25, o.Approve("stop-web", "lead", "佐藤")),
    (70, o.Answer("muster", "done", "鈴木")),
)


async def _heard(pilot: Pilot[Left]) -> None:
    """Wait until a screen of a drill has heard all of it, and shows that."""
    await settled(pilot)
    screen = pilot.app.screen
    if isinstance(screen, Following):
        assert isinstance(screen.session.feed, drilling.Staged)
        while not screen.session.feed.heard:
            await pilot.pause()
        screen.show()
        await pilot.pause()


def _pressing(*keys: str) -> Callable[[Pilot[Left]], Awaitable[None]]:
    async def then(pilot: Pilot[Left]) -> None:
        await _heard(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return then


def _asked(name: str) -> Scene:
    """A dialog over the board."""
    scene = _drill(52)

    async def then(pilot: Pilot[Left]) -> None:
        await _heard(pilot)
        app = pilot.app
        assert isinstance(app, DrillApp)
        await app.push_screen(every_dialog(app.lang)[name])
        await settled(pilot)

    return Scene(scene.app, then)


SCENES: Mapping[str, Scene] = {
    "home": _home(scripted.Shelved),
    "home-no-plan": _home(lambda: scripted.Shelved(trouble=Refusal(scripted.NO_PLAN()), past=())),
    "home-mistakes": _home(lambda: scripted.Shelved(trouble=Refused([scripted.MISTAKE] * 5))),
    "help": _home(scripted.Shelved, "question_mark"),
    "palette": _home(scripted.Shelved, "ctrl+p"),
    "result": _home(scripted.Shelved, "tab", "down", "o"),
    "result-targets": _home(scripted.Shelved, "tab", "down", "o", "tab", "pagedown"),
    "result-saved": _home(scripted.Shelved, "tab", "down", "o", "w"),
    "board-begin": _drill(1),
    "board": _drill(52),
    "board-over": _drill(75),
    "board-systems": _drill(52, "tab"),
    "board-ups": _devices("tab"),
    "board-radio": _devices("tab", "end"),
    "board-log": _drill(52, "tab", "tab"),
    "board-tabletop": _drill(52, mode="tabletop"),
    "board-real": _real(),
    "players": _drill(52, view="players"),
    "people-calls": _of(lambda: callouts.staged(*callouts.halfway()), "u", "tab", "right"),
    "people-muster": _of(lambda: gatherings.staged(*gatherings.NIGHT), "u", "down"),
    "people-checkin": _of(lambda: gatherings.roll_called(*gatherings.MORNING), "u", "down"),
    "people-players": _of(lambda: callouts.staged(*callouts.halfway(), view="players")),
    **{f"dialog-{name.replace(' ', '-')}": _asked(name) for name in every_dialog()},
}
