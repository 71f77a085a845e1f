"""What a person can do, each thing said once: its key, its words, and the plain command for it.

Key bindings, the footer, the command palette, the help screen and the documents are all made
from here. `plain` is what does the same without a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Text

Place = Literal["everywhere", "home", "board", "players", "result", "programme", "readiness"]


@dataclass(frozen=True)
class Command:
    """One thing that a person can do. `name` is the action that a screen answers to.

    `footer` says whether it is worth room in the bottom line; all are in the palette and the help.
    """

    name: str
    key: str
    label: Text
    help: Text
    plain: str
    places: tuple[Place, ...]
    footer: bool = True


COMMANDS: tuple[Command, ...] = (
    Command(
        "start",
        "enter",
        Text("開始", "Start"),
        Text(
            "選んだシナリオの訓練を、方式と影響を確かめてから始めます",
            "Start a drill of the chosen scenario, after showing its mode and what it touches",
        ),
        "bcp-drill run SCENARIO --mode MODE",
        ("home",),
    ),
    Command(
        "open_run",
        "o",
        Text("開く", "Open"),
        Text(
            "選んだ訓練を開きます。進行中なら加わり、終わっていれば結果を見ます",
            "Open the chosen drill: join it if it goes on, see its result if it is over",
        ),
        "bcp-drill attach RUN",
        ("home",),
    ),
    Command(
        "open_players",
        "v",
        Text("プレイヤー画面", "Players' view"),
        Text(
            "選んだ訓練を、参加者に見せる画面で開きます",
            "Open the chosen drill as its players may see it",
        ),
        "bcp-drill attach RUN --view players",
        ("home",),
        footer=False,
    ),
    Command(
        "resume",
        "r",
        Text("再開", "Resume"),
        Text(
            "途中で止まった訓練を続けます",
            "Go on with a drill whose program ended",
        ),
        "bcp-drill resume RUN",
        ("home",),
    ),
    Command(
        "lever",
        "b",
        Text("訓練停止", "No drills"),
        Text(
            "すべての訓練を止める「訓練停止」の状態を見て、停止または解除します",
            "See how the no-drills lever stands, and put it on or take it off",
        ),
        "bcp-drill lever on --reason WHY",
        ("home",),
    ),
    Command(
        "programme",
        "n",
        Text("予定", "Dates"),
        Text(
            "年間訓練計画の次の予定と、回答を待っている予定を見ます",
            "See the programme's next dates, and what waits for an answer",
        ),
        "bcp-drill schedule next",
        ("home",),
    ),
    Command(
        "readiness",
        "y",
        Text("備え", "Ready"),
        Text(
            "今日の計画の状態（確認済み・要再確認・不合格・未実施）と、期限のあるものを見ます",
            "See whether the plan would work today, and what is due",
        ),
        "bcp-drill ready",
        ("home",),
    ),
    Command(
        "refresh",
        "f5",
        Text("読み直す", "Reload"),
        Text("計画・シナリオ・記録を読み直します", "Read plan, scenarios and runs again"),
        "bcp-drill scenarios",
        ("home", "programme", "readiness"),
        footer=False,
    ),
    Command(
        "answer",
        "a",
        Text("回答", "Answer"),
        Text(
            "選んだ手順に回答します（完了・一部・失敗・行わず・連絡つかず、メモ、つまずき）。"
            "他の区分の手順なら、誰から何を聞いたかを記録します",
            "Answer the chosen step: done, partly, failed, skipped or could not reach, with a "
            "note; of another zone's step, write down what was heard and from whom",
        ),
        "bcp-drill order last answer STEP done",
        ("board", "players"),
    ),
    Command(
        "people",
        "u",
        Text("人", "People"),
        Text(
            "連絡・参集・点呼の相手を一覧で開きます。番号キーで結果を続けて記録できます",
            "Open the people of a step that reaches some; number keys note one after the other",
        ),
        "bcp-drill order last call STEP WHO reached",
        ("board",),
    ),
    Command(
        "approve",
        "p",
        Text("承認", "Approve"),
        Text(
            "選んだ手順の操作を承認、または却下します",
            "Approve or refuse the action of the chosen step",
        ),
        "bcp-drill order last approve STEP ROLE",
        ("board",),
    ),
    Command(
        "settle",
        "d",
        Text("結果を確認", "Settle"),
        Text(
            "結果の分からない操作について、実機で見たことを記録します",
            "Say what became of an action whose result is in doubt",
        ),
        "bcp-drill order last settle STEP done",
        ("board",),
        footer=False,
    ),
    Command(
        "inject",
        "i",
        Text("状況付与", "Inject"),
        Text("その場で考えた状況を付与します", "Give the players a situation of your own"),
        "bcp-drill order last inject TO TEXT",
        ("board",),
    ),
    Command(
        "hold",
        "h",
        Text("保留", "Hold"),
        Text(
            "選んだ手順を保留します。もう一度押すと解除します",
            "Keep the chosen step from beginning; once more lets it go",
        ),
        "bcp-drill order last hold STEP",
        ("board",),
        footer=False,
    ),
    Command(
        "begin_now",
        "n",
        Text("今すぐ開始", "Begin now"),
        Text("選んだ手順を時刻を待たずに始めます", "Begin the chosen step without waiting"),
        "bcp-drill order last release STEP --now",
        ("board",),
        footer=False,
    ),
    Command(
        "skip",
        "s",
        Text("省略", "Skip"),
        Text("選んだ手順を理由とともに行わないことにします", "Leave the chosen step out, and why"),
        "bcp-drill order last skip STEP --note WHY",
        ("board",),
        footer=False,
    ),
    Command(
        "set_aside",
        "x",
        Text("判定から外す", "Set aside"),
        Text(
            "選んだ監視を、理由と名前を添えて判定から外します（以後は目視）",
            "Take a watched check out of the judgement, with a name and a reason",
        ),
        "bcp-drill order last set-aside CHECK --note WHY",
        ("board",),
        footer=False,
    ),
    Command(
        "observe",
        "m",
        Text("目視", "Observe"),
        Text(
            "人が見て答える監視（目視、事業者回答）の状態を記録します",
            "Say how something stands that people watch: what was seen, or a supplier's word",
        ),
        "bcp-drill order last observe CHECK STATE",
        ("board",),
        footer=False,
    ),
    Command(
        "pause",
        "space",
        Text("一時停止", "Pause"),
        Text("訓練を一時停止、または再開します", "Pause the drill, or let it go on"),
        "bcp-drill order last pause",
        ("board",),
    ),
    Command(
        "abort",
        "ctrl+x",
        Text("中止", "Abort"),
        Text(
            "確認の後に訓練を中止し、行った操作を元に戻します",
            "Stop the drill after a question, and take back what it did",
        ),
        "bcp-drill abort last",
        ("board",),
    ),
    Command(
        "real_event",
        "ctrl+r",
        Text("実災害", "Real event"),
        Text(
            "訓練を中止し、実災害に切り替えます。状況付与は止まり、付与された状態は消えます",
            "Drill off, real event: injects stop, pretended states vanish",
        ),
        "bcp-drill order last real-event",
        ("board", "players"),
    ),
    Command(
        "told",
        "c",
        Text("連絡済み", "Told"),
        Text(
            "実災害への切替え後、訓練ではなくなったことを誰に知らせたかを記録します",
            "After the real event: note who was told that it is no drill any more",
        ),
        "bcp-drill order last told WHOM",
        ("board",),
    ),
    Command(
        "next_pane",
        "tab",
        Text("次の欄", "Next pane"),
        Text("手順・システム・記録の欄を移ります", "Move between steps, systems and log"),
        "",
        ("board", "players", "home", "result", "programme", "readiness"),
        footer=False,
    ),
    Command(
        "filter",
        "slash",
        Text("絞り込み", "Filter"),
        Text("記録を語で絞り込みます", "Show only the log lines with a word"),
        "bcp-drill replay last | grep WORD",
        ("board",),
        footer=False,
    ),
    Command(
        "result",
        "t",
        Text("結果", "Result"),
        Text(
            "これまでの結果を、目標と並べて見ます",
            "See the result so far, beside the targets",
        ),
        "bcp-drill report last",
        ("board",),
    ),
    Command(
        "tour_on",
        "g",
        Text("次の案内", "Go on"),
        Text(
            "案内つきのデモで、次の見どころへ進みます", "In the guided demo: the next thing to see"
        ),
        "",
        ("board",),
        footer=False,
    ),
    Command(
        "enter_line",
        "e",
        Text("紙の記録", "From paper"),
        Text(
            "紙に書いた記録を1行、目視として入力します。終わった訓練にも入力できます",
            "Enter one line that was written by hand, as observed; also after the end",
        ),
        "bcp-drill order last enter TIME TEXT",
        ("board", "result"),
        footer=False,
    ),
    Command(
        "note_item",
        "a",
        Text("改善事項", "Item"),
        Text(
            "改善事項（課題・担当・期限・予算）を書き、計画に加えます",
            "Note an action item (what, owner, due, budget), which goes into the plan",
        ),
        'bcp-drill items add what="…" owner=ROLE due=DATE',
        ("result",),
    ),
    Command(
        "save_page",
        "w",
        Text("報告書を保存", "Save page"),
        Text("報告書を HTML の1ファイルに保存します", "Save the report as one HTML file"),
        "bcp-drill report RUN -f html -o FILE",
        ("result",),
    ),
    Command(
        "back",
        "escape",
        Text("戻る", "Back"),
        Text(
            "前の画面に戻ります。進行中の訓練は続きます",
            "Go back; a drill that goes on keeps going",
        ),
        "",
        ("board", "players", "result", "programme", "readiness"),
    ),
    Command(
        "language",
        "l",
        Text("English", "日本語"),
        Text("表示する言語を切り替えます", "Change the language of the screen"),
        "bcp-drill --lang en",
        ("everywhere",),
        footer=False,
    ),
    Command(
        "find",
        "ctrl+p",
        Text("操作を探す", "Find"),
        Text("操作を名前で探して実行します", "Find a command by its name, and do it"),
        "bcp-drill --help",
        ("everywhere",),
        footer=False,
    ),
    Command(
        "help",
        "question_mark",
        Text("ヘルプ", "Help"),
        Text("キーと、同じことをする通常のコマンドの一覧", "Keys, and the plain commands for them"),
        "bcp-drill --help",
        ("everywhere",),
    ),
    Command(
        "leave",
        "ctrl+q",
        Text("終了", "Quit"),
        Text(
            "画面を閉じます。進行中の訓練があれば、どうするかを尋ねます",
            "Leave the screen; where a drill goes on, it asks what is to become of it",
        ),
        "Ctrl-C",
        ("everywhere",),
    ),
)


def commands_at(place: Place) -> tuple[Command, ...]:
    """The commands of a screen, and those of every screen behind them."""
    own = tuple(each for each in COMMANDS if place in each.places)
    return own + tuple(each for each in COMMANDS if "everywhere" in each.places)
