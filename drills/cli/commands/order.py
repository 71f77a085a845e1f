"""Speak to a running drill from another terminal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

if TYPE_CHECKING:
    from drills.core.orders import Amend
    from drills.core.retraction_orders import Retract
    from drills.core.state import Drill

ABOUT = Phrase(
    "order.about",
    ja="進行中の訓練に、別の端末から回答や指示を送ります",
    en="answer or direct a running drill from another terminal",
)
VERB = Phrase(
    "order.verb",
    ja="status（今、誰の番か） ／ answer 手順 結果 ／ "
    "call 手順 相手 結果（連絡の結果） ／ muster 手順 相手 状況（安否・参集） ／ "
    "checkin 手順 職員番号（点呼の聞き取り） ／ "
    "message 手順 相手 結果（送信結果が不明なもの） ／ all-clear（訓練中止を知らせる） ／ "
    "wave 手順（次の段階を伝えた） ／ stop-ramp 手順 ／ "
    "approve・refuse 手順 役割 ／ "
    "settle 手順 結果 ／ pause ／ go-on ／ hold・release・skip 手順 ／ set-aside 監視 ／ "
    "observe 監視 状態（人が見て答える監視） ／ "
    "heard 手順 結果（他の区分から聞いたこと） ／ clock 時刻（時計合わせ） ／ inject 相手 本文 ／ "
    "amend 記録番号 項目 値 ／ enter 時刻 内容（紙の記録） ／ real-event（実災害・訓練中止） ／ "
    "told 相手（実災害に移ったことを知らせた）",
    en="status (whose turn it is); answer STEP WORD; "
    "call STEP PERSON RESULT (of a call-out); muster STEP PERSON STATE (how they are); "
    "checkin STEP NUMBER (told by telephone); "
    "message STEP PERSON WORD (one in doubt); all-clear (write that the drill is off); "
    "wave STEP (the next one was told); stop-ramp STEP; "
    "approve or refuse STEP ROLE; "
    "settle STEP VERDICT; pause; go-on; hold, release or skip STEP; set-aside CHECK; "
    "observe CHECK STATE (of what people watch); "
    "heard STEP WORD (from another zone); clock HH:MM:SS (of another clock); inject TO TEXT; "
    "amend RECORD FIELD VALUE; enter TIME TEXT (from paper); real-event; "
    "told WHOM (that the real event has come)",
)
REST = Phrase("order.rest", ja="指示に続く語", en="the words behind it")
NOTE = Phrase("order.note", ja="メモ・理由", en="a note or reason")
STUMBLE = Phrase("order.stumble", ja="つまずいた点", en="what went wrong on the way")
NOW = Phrase("order.now", ja="release: 今すぐ始めます", en="release: begin it at once")
SECOND = Phrase("order.second", ja="set-aside: もう一人の確認者", en="set-aside: who confirms it")
NOT_RUNNING = Phrase(
    "order.not_running",
    ja="{run} は今、動いていません。「bcp-drill resume {run}」で続けてから送ってください。",
    en="{run} is not running now. Go on with bcp-drill resume {run} first.",
)
NO_UNDO = Phrase(
    "order.no_undo",
    ja="real-event: 訓練で行った操作を元に戻しません",
    en="real-event: leave what the drill did as it is",
)
NUMBERS = Phrase(
    "order.numbers",
    ja="status: 実災害への切替え後、電話番号とアドレスを伏せずに示します",
    en="status: after the real event, show telephone numbers and addresses in full",
)
SHOW = Phrase(
    "order.show",
    ja="real-event: 切り替えずに、何を元に戻し、誰に知らせるかだけを示します",
    en="real-event: only show what would be taken back and who would have to be told",
)
TOLD_BY = Phrase(
    "order.told_by",
    ja="heard: 他の区分の誰から聞いたか",
    en="heard: who in the other zone said so",
)
OF = Phrase(
    "order.of",
    ja="clock: 比べた時計の名前（どの端末でも同じ名前にします。人の名前は入れません）",
    en="clock: which clock it was, by the same name at every terminal, not a person's",
)
ERROR = Phrase(
    "order.error",
    ja="clock: 読み取りの誤差（省略時は 1.5 秒。例: 3s）",
    en="clock: how far off the reading may be (1.5 s if not given; for instance 3s)",
)
INFORMANT = Phrase(
    "order.informant",
    ja="answer・observe: 事業者の誰が答えたか",
    en="answer, observe: who of the supplier said so",
)
ARRIVES = Phrase(
    "order.arrives",
    ja="answer・observe: 事業者の到着見込み（そのままの言葉で）",
    en="answer, observe: when the supplier's people will come, in their words",
)
SEEN_AT = Phrase(
    "order.seen_at",
    ja="answer・observe: 見た時刻、聞いた時刻（省略時は今）",
    en="answer, observe: when it was seen or said; now if not given",
)
PHOTO = Phrase(
    "order.photo",
    ja="answer・observe: 写真のファイル。場所とハッシュを記録し、写真は移しません",
    en="answer, observe: the file of a picture; its place and hash are recorded, it stays there",
)
MERIT = Phrase(
    "order.merit",
    ja="answer・observe: 通話試験の感明度（5から1）",
    en="answer, observe: how well a call was heard, 5 to 1",
)
WAY = Phrase(
    "order.way",
    ja="call: 使った手段の種類（省略時は、次の手段）",
    en="call: the kind of way that was used; if not given, the next one",
)
CALLED = Phrase(
    "order.called",
    ja="call: 代わりに連絡した人のid",
    en="call: the id of the deputy who was called",
)
CORRECT = Phrase(
    "order.correct",
    ja="call: 正しい番号またはアドレス（計画に書き戻します）",
    en="call: the right number or address, which is written back into the plan",
)
ETA = Phrase(
    "order.eta",
    ja="muster: 参集中の人が着くまでの時間（例: 90m）",
    en="muster: until somebody on the way will be there, such as 90m",
)
METHOD = Phrase(
    "order.method",
    ja="checkin: 働く手段（例: VPN、閉域SIM、出勤）",
    en="checkin: how they work, such as VPN",
)
TASKS = Phrase(
    "order.tasks",
    ja="checkin: 試したことの結果（できた、できなかった、試していない。カンマ区切り）",
    en="checkin: what came of each task: done, failed or not_tried, with commas",
)
PROBLEM = Phrase(
    "order.problem",
    ja="checkin: 支障（つながらない、ログインできない、遅い、システムが使えない、端末の不調、"
    "その他）",
    en="checkin: no_connection, no_login, slow, no_system, device or other",
)
SAFETY = Phrase(
    "order.safety",
    ja="checkin: 安否（無事、けが、助けが必要）",
    en="checkin: safe, injured or need_help",
)
WHO = Phrase("order.who", ja="enter: 担当（誰が行ったか）", en="enter: who did it")
STEP = Phrase("order.step", ja="enter: どの手順のことか", en="enter: which step it is about")
STATUS = "status"
ENTER = "enter"
VERBS = (
    STATUS,
    "answer",
    "call",
    "message",
    "all-clear",
    "muster",
    "wave",
    "stop-ramp",
    "checkin",
    "approve",
    "refuse",
    "settle",
    "pause",
    "go-on",
    "hold",
    "release",
    "skip",
    "set-aside",
    "observe",
    "inject",
    "amend",
    ENTER,
    "heard",
    "clock",
    "real-event",
    "told",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.word("verb", VERB, metavar="ORDER", choices=VERBS)
    parser.word("rest", REST, nargs="*", metavar="…")
    parser.option("--operator", "--by", options.OPERATOR)
    parser.option("--note", NOTE, default="")
    parser.option("--stumble", STUMBLE, default="")
    parser.option("--second", SECOND)
    parser.option("--who", WHO, default="")
    parser.option("--step", STEP, default="")
    parser.option("--informant", INFORMANT, metavar="NAME")
    parser.option("--arrives", ARRIVES, metavar="WHEN")
    parser.option("--way", WAY, metavar="KIND")
    parser.option("--called", CALLED, metavar="ID")
    parser.option("--correct", CORRECT, metavar="NUMBER")
    parser.option("--eta", ETA, metavar="SPAN")
    parser.option("--at", SEEN_AT, metavar="TIME")
    parser.option("--photo", PHOTO, metavar="FILE")
    parser.option("--merit", MERIT, metavar="5-1", type=int)
    parser.option("--method", METHOD, metavar="WAY")
    parser.option("--tasks", TASKS, metavar="RESULT,…")
    parser.option("--problem", PROBLEM, metavar="WORD")
    parser.option("--safety", SAFETY, metavar="WORD")
    parser.option("--now", NOW, action="store_true")
    parser.option("--told-by", TOLD_BY, metavar="NAME")
    parser.option("--of", OF, metavar="NAME")
    parser.option("--error", ERROR, metavar="SPAN")
    parser.option("--no-undo", NO_UNDO, action="store_true")
    parser.option("--show", SHOW, action="store_true")
    parser.option("--numbers", NUMBERS, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Send one order, wait for what the drill says to it, and say what became of it."""
    from drills.cli import ordering, vocabulary  # noqa: PLC0415

    vocabulary.learn()
    if given.verb == STATUS:
        if given.rest:
            raise Refusal(ordering.NOTHING_MORE(verb=STATUS))
        return _status(ordering.meant(given.runs, given.run), console, numbers=given.numbers)
    if given.verb == ENTER:
        from drills.cli import entering, starting  # noqa: PLC0415

        console.tell(entering.typed(given, starting.operator(given.operator)))
        return ExitCode.PASSED
    return _order(given, console)


def _order(given: argparse.Namespace, console: Console) -> ExitCode:
    from drills.cli import ordering, starting  # noqa: PLC0415
    from drills.cli.became import became  # noqa: PLC0415
    from drills.cli.checking_in import with_person  # noqa: PLC0415
    from drills.cli.real_event import show  # noqa: PLC0415
    from drills.cli.running import unfinished  # noqa: PLC0415
    from drills.cli.sighted import sighted  # noqa: PLC0415
    from drills.core.orders import Amend, RealEvent  # noqa: PLC0415
    from drills.core.retraction_orders import Retract  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.runtime.inbox import send  # noqa: PLC0415

    order = ordering.built(given, starting.operator(given.operator))
    folder = ordering.meant(given.runs, given.run)
    if isinstance(order, Amend | Retract):
        drill = _corrected(folder, order)
    else:
        folder, drill = unfinished(given.runs, folder.name)
        if not is_held(folder):
            raise Refusal(NOT_RUNNING(run=folder.name))
        order = with_person(sighted(order, given, drill), folder)
        if isinstance(order, RealEvent):
            show(drill, console, only=given.show)
            if given.show:
                return ExitCode.PASSED
        send(folder, order)
    console.tell(became(order, drill))
    return ExitCode.PASSED


def _corrected(folder: Path, order: Amend | Retract) -> Drill:
    """Add to a run's record, through whoever runs it or, behind its end, here."""
    from drills.cli import correcting  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.runtime.inbox import send  # noqa: PLC0415

    correcting.require_record(folder, order)
    drill = correcting.as_recorded(folder)
    if is_held(folder):
        send(folder, order)
    elif drill.ended is not None:
        correcting.corrected(folder, order)
    else:
        raise Refusal(NOT_RUNNING(run=folder.name))
    return drill


def _status(folder: Path, console: Console, *, numbers: bool) -> ExitCode:
    import time  # noqa: PLC0415

    from drills.cli import running  # noqa: PLC0415
    from drills.core.machine import replay  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.journal.sqlite import read  # noqa: PLC0415
    from drills.report.at_hand import standing  # noqa: PLC0415

    records, held = list(read(folder)), is_held(folder)
    drill = replay(each.event() for each in records)
    if drill.brief is None:
        raise Refusal(running.EMPTY(run=folder.name))
    since = (time.time_ns() - records[-1].wall_ns) // 1000 if held else 0
    now = drill.now + max(0, since)
    for line in standing(drill, now, console.lang, console.width, running=held, numbers=numbers):
        console.result(line)
    return ExitCode.PASSED
