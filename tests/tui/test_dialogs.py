"""Every question by keyboard alone: what is typed, and the order that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from bcp.message import LANGUAGES, Language, Text
from drills.core import orders as o
from drills.core.orders import Order
from drills.core.retraction_orders import Retract
from drills.core.zone_orders import Heard
from drills.journal.lever import Pulled
from drills.report.consequences import STAYS as STAYS_DONE
from drills.report.consequences import WILL_RUN
from drills.report.layout import width_of
from scenarios.model import Mode
from tests.paper.making import AROUND
from tests.tui import scripted
from tests.tui.reading import text_of
from tui.looks import CALM, PLAIN
from tui.pick_list import PickList
from tui.present import asked as a
from tui.present.entering import EnterAsked
from tui.prose import Prose
from tui.screens.dialogs.abort import AbortDialog
from tui.screens.dialogs.answer import AnswerDialog
from tui.screens.dialogs.approve import ApproveDialog
from tui.screens.dialogs.begin import BeginDialog
from tui.screens.dialogs.call import CallDialog
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.enter import EnterDialog
from tui.screens.dialogs.heard import HeardDialog
from tui.screens.dialogs.inject import InjectDialog
from tui.screens.dialogs.leave import LeaveDialog
from tui.screens.dialogs.lever import LeverDialog
from tui.screens.dialogs.mode import ModeDialog
from tui.screens.dialogs.observe import ObserveDialog
from tui.screens.dialogs.ramp import RampDialog
from tui.screens.dialogs.real_event import RealEventDialog
from tui.screens.dialogs.set_aside import SetAsideDialog
from tui.screens.dialogs.settle import SettleDialog
from tui.screens.dialogs.skip import SkipDialog
from tui.screens.dialogs.told import ToldDialog
from tui.screens.dialogs.zone import EVERYWHERE, ZoneDialog

BY = "佐藤"
CHIEF = a.Named("総務課長 訓練花子", Text("総務課長 訓練花子"))
LEAD, OWNER = a.Named("lead", Text("責任者", "Head")), a.Named("owner", Text("所管課", "Owner"))
WEB, MAIL = a.Named("web/http", Text("web/http")), a.Named("mail/tcp", Text("mail/tcp"))
RELAY = a.Lookout("relay1/observe", Text("中継局", "Relay"))
LINE = a.Lookout("line/attest", Text("本庁支所線", "Line"), "attested")
UNDOS = tuple(
    WILL_RUN(server=server, address=address, undo=undo, done=done)
    for server, address, undo, done in (
        ("reg01", "192.0.2.21:22", "sudo drill-unwipe", "sudo drill-wipe"),
        ("web01", "192.0.2.1:22", "systemctl start nginx", "systemctl stop nginx"),
    )
)
STAYS = (STAYS_DONE(server="log01", address="192.0.2.9:22", done="sudo drill-rotate"),)
CALLED = (
    a.ToCall("kacho", Text("情報政策課長", "Head"), Text("電話 000-0000-0001")),
    a.ToCall("desk", Text("保守業者", "Supplier"), Text("窓口 000-0000-0002")),
)
WORD = Text("訓練中止、実災害", "Drill off, real event")
TITLE = Text("台帳を消去", "wipe the register")


@dataclass
class Came:
    """What a dialog gave back; empty as long as it is open."""

    back: list[object] = field(default_factory=list)


class Host(App[None]):
    """Nothing but a dialog."""

    def __init__(self, dialog: Dialog[Any], *, colour: bool = True) -> None:
        super().__init__()
        self.register_theme(CALM)
        self.theme = CALM.name if colour else PLAIN
        self.came = Came()
        self._dialog = dialog

    def on_mount(self) -> None:
        self.push_screen(self._dialog, self.came.back.append)


ZONED = replace(
    scripted.CARDS[0],
    zones=(("lgwan", Text("LGWAN接続系")), ("internet", Text("インターネット接続系"))),
)


def every_dialog(lang: Language = "ja") -> dict[str, Dialog[Any]]:
    acting = scripted.Shelved().prepare("x", "operational")
    return {
        "answer": AnswerDialog(a.AnswerAsked("declare", TITLE, Text("責任者", "Head")), BY, lang),
        "answer seen": AnswerDialog(
            a.AnswerAsked("look", TITLE, Text("責任者", "Head"), "observed"), BY, lang
        ),
        "answer told": AnswerDialog(a.AnswerAsked("look", TITLE, None, "attested"), BY, lang),
        "call": CallDialog(a.CallAsked("staff", TITLE, CALLED), BY, lang),
        "call many": CallDialog(a.CallAsked("staff", TITLE, CALLED * 30, 40), BY, lang),
        "ramp": RampDialog(a.RampAsked("connect", TITLE), BY, lang),
        "observe": ObserveDialog(a.ObserveAsked((RELAY, LINE), RELAY.id), BY, lang),
        "approve": ApproveDialog(a.ApproveAsked("wipe", TITLE, (LEAD,)), BY, lang),
        "approve two": ApproveDialog(a.ApproveAsked("wipe", TITLE, (LEAD, OWNER)), BY, lang),
        "approve own": ApproveDialog(a.ApproveAsked("wipe", TITLE, (LEAD,), BY), BY, lang),
        "approve in person": ApproveDialog(
            a.ApproveAsked("wipe", TITLE, (LEAD, CHIEF), "op", frozenset({CHIEF.id})), BY, lang
        ),
        "settle": SettleDialog(a.SettleAsked("wipe", TITLE), BY, lang),
        "inject": InjectDialog(a.InjectAsked((LEAD, OWNER)), BY, lang),
        "inject none": InjectDialog(a.InjectAsked(()), BY, lang),
        "skip": SkipDialog(a.SkipAsked("wipe", TITLE), BY, lang),
        "enter": EnterDialog(EnterAsked(AROUND, ("news",)), BY, lang),
        "set aside": SetAsideDialog(a.SetAsideAsked((WEB, MAIL), "mail/tcp"), BY, lang),
        "abort": AbortDialog(a.AbortAsked(UNDOS), BY, lang),
        "abort nothing": AbortDialog(a.AbortAsked(()), BY, lang),
        "end look": AbortDialog(a.AbortAsked((), running=False), BY, lang),
        "real": RealEventDialog(a.RealEventAsked(WORD, UNDOS, STAYS), BY, lang),
        "real no undo": RealEventDialog(a.RealEventAsked(WORD, (), STAYS), BY, lang),
        "real nothing": RealEventDialog(a.RealEventAsked(WORD), BY, lang),
        "told": ToldDialog(a.ToldAsked((LEAD, OWNER), WORD), BY, lang),
        "end untold": AbortDialog(a.AbortAsked(running=False, untold=(LEAD.name,)), BY, lang),
        "leave": LeaveDialog(a.LeaveAsked(), BY, lang),
        "mode": ModeDialog(scripted.CARDS[0], BY, lang),
        "mode acting": ModeDialog(scripted.CARDS[1], BY, lang),
        "lever on": LeverDialog(None, BY, lang),
        "lever off": LeverDialog(Pulled("総務課長", "台風", "10:00").said(), BY, lang),
        "heard": HeardDialog("cut", TITLE, BY, lang),
        "zone": ZoneDialog(ZONED, BY, lang),
        "begin": BeginDialog(scripted.Shelved().prepare("x", "walkthrough"), BY, lang),
        "begin acting": BeginDialog(acting, BY, lang),
    }


DIALOGS = tuple(every_dialog())


async def typed(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Press keys; what stands in quotes goes into the field as an input method would put it."""
    for key in keys:
        focused = pilot.app.focused
        if key.startswith("'") and isinstance(focused, Input):
            focused.insert_text_at_cursor(key.strip("'"))
        else:
            await pilot.press(key)


async def given(dialog: Dialog[Any], keys: Sequence[str]) -> list[object]:
    app = Host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, keys)
        await pilot.pause()
        return app.came.back


GIVEN: tuple[tuple[str, Sequence[str], Order | object], ...] = (
    (
        "heard",
        ("1", "tab", "'広報担当'", "tab", "'電話'", "enter"),
        Heard("cut", "done", BY, "広報担当", "電話"),
    ),
    ("zone", ("2", "enter"), "internet"),
    ("zone", ("3", "enter"), EVERYWHERE),
    ("answer", ("1", "enter"), o.Answer("declare", "done", BY)),
    ("answer", ("１", "enter"), o.Answer("declare", "done", BY)),
    ("answer", ("down", "down", "enter"), o.Answer("declare", "partly", BY)),
    (
        "answer",
        ("5", "tab", "'2回かけた'", "enter"),
        o.Answer("declare", "could_not_reach", BY, "2回かけた"),
    ),
    (
        "answer",
        ("3", "tab", "'紙'", "tab", "'様式がない'", "tab", "ctrl+u", "'田中'", "enter"),
        o.Answer("declare", "failed", "田中", "紙", "様式がない"),
    ),
    ("approve", ("1", "enter"), o.Approve("wipe", "lead", BY)),
    ("approve", ("2", "tab", "'早い'", "enter"), o.Approve("wipe", "lead", BY, False, "早い")),
    ("approve two", ("2", "tab", "1", "enter"), o.Approve("wipe", "owner", BY)),
    (
        "approve own",
        ("1", "enter", "tab", "tab", "'課長'", "enter"),
        o.Approve("wipe", "lead", "課長"),
    ),
    ("approve own", ("2", "tab", "tab", f"'{BY}'", "enter"), o.Approve("wipe", "lead", BY, False)),
    (
        "approve in person",
        ("2", "tab", "1", "tab", "tab", "ctrl+u", "'総務課長訓練花子'", "enter"),
        o.Approve("wipe", CHIEF.id, "総務課長訓練花子"),
    ),
    ("settle", ("1", "enter"), o.SettleDoubt("wipe", "done", BY)),
    ("settle", ("2", "tab", "'見た'", "enter"), o.SettleDoubt("wipe", "not_done", BY, "見た")),
    ("settle", ("3", "enter"), o.SettleDoubt("wipe", "repeat", BY)),
    (
        "inject",
        ("2", "tab", "'報道から照会'", "enter"),
        o.GiveInject("owner", Text("報道から照会"), BY),
    ),
    (
        "inject",
        ("3", "tab", "'電話'", "tab", "tab", "'町長室'", "enter"),
        o.GiveInject("町長室", Text("電話"), BY),
    ),
    (
        "inject none",
        ("'町長室'", "tab", "'電話'", "enter"),
        o.GiveInject("町長室", Text("電話"), BY),
    ),
    ("skip", ("'時間がない'", "enter"), o.Skip("wipe", BY, "時間がない")),
    ("set aside", ("tab", "'保守中'", "enter"), o.SetAside("mail/tcp", BY, "保守中")),
    (
        "set aside",
        ("1", "tab", "'保守中'", "tab", "tab", "'鈴木'", "enter"),
        o.SetAside("web/http", BY, "保守中", "鈴木"),
    ),
    ("abort", ("2", "tab", "y", "enter"), o.Abort(BY)),
    ("abort", ("3", "tab", "'ｙ'", "tab", "'停電'", "enter"), o.Abort(BY, "停電", undo=False)),
    ("abort", ("enter",), None),
    ("abort nothing", ("2", "tab", "y", "enter"), o.Abort(BY)),
    ("end look", ("2", "tab", "'はい'", "enter"), o.Abort(BY)),
    ("end look", ("enter",), None),
    ("real", ("2", "tab", "y", "enter"), o.RealEvent(BY)),
    ("real", ("3", "tab", "y", "tab", "'揺れた'", "enter"), o.RealEvent(BY, "揺れた", undo=False)),
    ("real", ("enter",), None),
    ("real nothing", ("2", "tab", "y", "enter"), o.RealEvent(BY)),
    ("told", ("1", "tab", "'内線'", "enter"), Retract("lead", BY, "内線")),
    ("told", ("3", "enter"), Retract("all", BY)),
    ("end untold", ("enter",), None),
    ("end untold", ("2", "tab", "y", "enter"), o.Abort(BY)),
    ("leave", ("enter",), None),
    ("leave", ("2", "enter"), True),
    ("mode", ("enter",), "tabletop"),
    ("mode", ("3", "enter"), "operational"),
)


@pytest.mark.parametrize(("name", "keys", "expected"), GIVEN)
async def test_what_is_typed_becomes_an_order(
    name: str, keys: Sequence[str], expected: object
) -> None:
    assert await given(every_dialog()[name], keys) == [expected]


@pytest.mark.parametrize("name", DIALOGS)
async def test_escape_asks_for_nothing(name: str) -> None:
    assert await given(every_dialog()[name], ("escape",)) == [None]


NOT_YET: tuple[tuple[str, Sequence[str], str], ...] = (
    ("answer", ("enter",), "番号で選んでください。"),
    ("answer", ("1", "tab", "tab", "tab", "ctrl+u", "enter"), "氏名を入力してください。"),
    ("approve", ("enter",), "番号で選んでください。"),
    (
        "approve two",
        ("tab", "1", "enter"),
        "どの役割として承認するかを、上の一覧から番号で選んでください。",
    ),
    (
        "approve two",
        ("1", "enter"),
        "承認するか却下するかを、下の一覧から番号で選んでください。",
    ),
    ("approve own", ("1", "enter"), "氏名を入力してください。"),
    (
        "approve own",
        ("1", "tab", "tab", f"'{BY}'", "enter"),
        f"「wipe」の操作は{BY}さん自身が求めたものなので、{BY}さんは承認できません。"
        "別の人が、その人の名前で承認してください"
        "（bcp-drill order では --operator で名乗ります）。",
    ),
    (
        "approve in person",
        ("2", "tab", "1", "enter"),
        "「wipe」には総務課長 訓練花子さん本人の承認が要ります。"
        f"{BY}さんは代わりに答えられません。"
        "本人が、その名前で答えてください（bcp-drill order では --operator で名乗ります）。",
    ),
    ("settle", ("enter",), "番号で選んでください。"),
    ("inject", ("tab", "'誰へ'", "enter"), "宛先を番号で選ぶか、入力してください。"),
    (
        "inject",
        ("1", "tab", "'電話'", "tab", "tab", "'町長室'", "enter"),
        "番号で選んだ宛先と、入力した宛先があります。入力を消すか、「ほかの宛先」を番号で選んでください。",
    ),
    ("inject", ("1", "enter"), "付与する内容を入力してください。"),
    ("skip", ("enter",), "理由を入力してください。"),
    ("set aside", ("1", "enter"), "理由を入力してください。"),
    (
        "set aside",
        ("1", "tab", "'x'", "tab", "tab", "'佐藤'", "enter"),
        "もう一人の確認には、別の人の氏名を入力してください。",
    ),
    ("abort", ("2", "enter"), "行ってよければ、確認の欄に y を入力して Enter を押してください。"),
    (
        "real",
        ("3", "tab", "n", "enter"),
        "行ってよければ、確認の欄に y を入力して Enter を押してください。",
    ),
    ("told", ("enter",), "番号で選んでください。"),
    ("mode acting", ("enter",), "番号で選んでください。"),
    (
        "begin acting",
        ("2", "enter"),
        "行ってよければ、確認の欄に y を入力して Enter を押してください。",
    ),
)


@pytest.mark.parametrize(("name", "keys", "missing"), NOT_YET)
async def test_what_is_missing_is_said_and_the_dialog_stays(
    name: str, keys: Sequence[str], missing: str
) -> None:
    app = Host(every_dialog()[name])
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, keys)
        await pilot.pause()
        said = app.screen.query_one("#missing", Prose)
        assert (app.came.back, said.display, said.text) == ([], True, missing)


@pytest.mark.parametrize("name", ["abort", "real", "leave", "begin acting", "end look"])
async def test_what_cannot_be_taken_back_is_never_chosen_beforehand(name: str) -> None:
    app = Host(every_dialog()[name])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
    assert app.came.back == [None]


@pytest.mark.parametrize("name", ["answer", "approve", "settle", "mode acting"])
async def test_where_every_choice_matters_none_is_chosen_beforehand(name: str) -> None:
    app = Host(every_dialog()[name])
    async with app.run_test(size=(80, 24)):
        assert [each.chosen for each in app.screen.query(Choices)] == [None]


@pytest.mark.parametrize("mode", ["tabletop", "walkthrough"])
async def test_a_drill_that_changes_nothing_begins_with_enter(mode: Mode) -> None:
    prepared = scripted.Shelved().prepare("x", mode)
    assert await given(BeginDialog(prepared, BY, "ja"), ("enter",)) == [prepared]


async def test_a_drill_that_acts_begins_with_a_choice_and_a_y_only() -> None:
    prepared = scripted.Shelved().prepare("x", "operational")
    keys = ("2", "tab", "y", "enter")
    assert await given(BeginDialog(prepared, BY, "ja"), keys) == [prepared]


async def test_a_drill_that_is_forbidden_says_why_and_cannot_begin() -> None:
    shelf = scripted.Shelved(forbidden=(scripted.FORBIDDEN(),))
    dialog = BeginDialog(shelf.prepare("x", "operational"), BY, "ja")
    app = Host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "期限が過ぎています。" in text_of(app)
        await typed(pilot, ("2", "enter"))
        await pilot.pause()
    assert app.came.back == [None]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("colour", [True, False], ids=["colour", "plain"])
async def test_each_dialog_fits_a_small_terminal(lang: Language, *, colour: bool) -> None:
    dialogs = every_dialog(lang)
    app = Host(dialogs.pop("answer"), colour=colour)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, dialog in dialogs.items():
            await app.push_screen(dialog)
            await pilot.pause()
            panel = dialog.query_one("#panel")
            small = panel.virtual_size.height <= 24 and panel.region.width == 80
            assert (name, small) == (name, True)
            assert all(width_of(line) <= 80 for line in text_of(app).splitlines())
            assert (name, isinstance(app.focused, Choices | Input | PickList)) == (name, True)
            await app.pop_screen()


async def test_a_drill_with_many_actions_shows_every_one_of_them() -> None:
    app = Host(every_dialog()["begin acting"])
    async with app.run_test(size=(80, 24)):
        said = [each.text for each in app.screen.query(Prose)]
        assert [each for each in said if "drill-wipe --table register" in each]
