"""From the words of ``bcp-drill order`` to an order."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import get_args

from bcp.durations import Span, parse_span
from bcp.meant import meant_time
from bcp.message import Phrase, Text
from drills.cli import checking_in
from drills.cli.bundle_named import refuse_bundle
from drills.cli.clock_reading import read_to_this
from drills.core import orders
from drills.core.call_events import CallResult
from drills.core.call_orders import Call
from drills.core.events import Answer
from drills.core.message_orders import AllClear, SettleMessage
from drills.core.muster_events import MusterState
from drills.core.muster_orders import Muster
from drills.core.order_words import NO_REASON
from drills.core.ramp_orders import StopRamp, TellWave
from drills.core.retraction_orders import Retract
from drills.core.told_orders import Observe
from drills.core.zone_orders import Heard
from drills.errors import JournalBroken, Refusal
from drills.journal.folder import LAST, Runs
from drills.journal.lock import is_held
from scenarios.model import Ending

NOTHING_MORE = Phrase(
    "order.nothing_more",
    ja="「{verb}」の後には何も書きません。",
    en="{verb!r} takes no words behind it.",
)
NOT_A_WORD = Phrase(
    "order.not_a_word",
    ja="「{given}」とは答えられません。{known:list} のどれかです。",
    en="{given!r} is no answer. It is one of {known:list}.",
)
NO_SPAN = Phrase(
    "order.no_span",
    ja="「{given}」は時間として読めません。「{like}」のように書いてください。",
    en="{given!r} is no length of time. Write it like {like}.",
)
SEVERAL = Phrase(
    "order.several",
    ja="進行中の訓練が複数あります（{runs:list}）。last の代わりに、どれかの名前を書いてください。",
    en="More than one drill is running ({runs:list}). Name one of them instead of last.",
)


def _wanted(verb: str, ja: str, en: str, example: str, example_en: str = "") -> Phrase:
    return Phrase(
        f"order.wanted_{verb.replace('-', '_')}",
        ja=f"{verb} の後に、{ja}を書いてください。例: order last {verb} {example}",
        en=f"Behind {verb}, write {en}. For instance: order last {verb} {example_en or example}",
    )


_STEP = ("手順", "the step")
_WANTED = {
    "answer": _wanted("answer", "手順と結果", "the step and its result", "declare done"),
    "call": _wanted(
        "call",
        *("手順・相手・結果", "the step, whom you called and what came of it"),
        *("staff kacho 連絡済", "staff kacho reached"),
    ),
    "message": _wanted(
        "message",
        *("手順・相手・結果", "the step, to whom the message was, and whether it went out"),
        *("tell kacho 送信済み", "tell kacho done"),
    ),
    "checkin": _wanted(
        "checkin",
        *("手順と職員番号", "the step and the number of the member of staff"),
        *("here 10024 --problem ログインできない", "here 10024 --problem no_login"),
    ),
    "muster": _wanted(
        "muster",
        *("手順・相手・状況", "the step, who, and how they are"),
        *("gather kacho 参集済", "gather kacho arrived"),
    ),
    "wave": _wanted("wave", *_STEP, "connect"),
    "stop-ramp": _wanted("stop-ramp", *_STEP, "connect"),
    "approve": _wanted("approve", "手順と役割", "the step and your role", "stop-web lead"),
    "refuse": _wanted("refuse", "手順と役割", "the step and your role", "stop-web lead"),
    "settle": _wanted("settle", "手順と確認の結果", "the step and what you found", "restore done"),
    "hold": _wanted("hold", *_STEP, "news"),
    "release": _wanted("release", *_STEP, "news"),
    "skip": _wanted("skip", *_STEP, "news"),
    "set-aside": _wanted(
        "set-aside",
        *("監視の名前", "the check"),
        *("web/http --note 保守中", 'web/http --note "under repair"'),
    ),
    "observe": _wanted(
        "observe",
        *("監視の名前と状態（異常なし、一部、停止、不明）", "the check and how it stands"),
        *("relay1 異常なし", "relay1 fine"),
    ),
    "inject": _wanted(
        "inject",
        *("相手と本文", "whom to tell and what"),
        *("lead 停電が続いています", 'lead "The power is still out"'),
    ),
    "told": _wanted(
        "told",
        *("知らせた相手", "who was told (all for everybody)"),
        *("lead --note 内線", 'lead --note "by telephone"'),
    ),
    "clock": _wanted(
        "clock",
        *("比べた時計の時刻（その名前は --of）", "what the other clock shows (--of which one)"),
        *("10:15:30 --of 電波時計", '10:15:30 --of "radio clock"'),
    ),
    "heard": _wanted(
        "heard",
        *("手順と結果（誰から聞いたかは --told-by）", "the step and how it ended (--told-by who)"),
        *("cut done --told-by 山田", "cut done --told-by Yamada"),
    ),
    "amend": _wanted(
        "amend",
        *("記録番号・項目・正しい値", "the record's number, the field and what is right"),
        *("12 note 放送で宣言 --note 聞き間違い", '12 note "by radio" --note misheard'),
    ),
}

_ANSWERS = get_args(Answer)
_VERDICTS = ("done", "not_done", "repeat")
_HEARD = tuple(each for each in get_args(Ending) if each != "ended")
# What people type instead, in the language that they speak.
_ANSWERS_TOO: Mapping[str, str] = {
    "完了": "done",
    "はい": "done",
    "yes": "done",
    "一部": "partly",
    "一部のみ": "partly",
    "失敗": "failed",
    "いいえ": "failed",
    "no": "failed",
    "省略": "skipped",
    "行わず": "skipped",
    "連絡つかず": "could_not_reach",
    "連絡がつかず": "could_not_reach",
    "確認できず": "could_not_reach",
}
# Of what is looked at, people say how it stands.
_STATES: Mapping[str, str] = {
    "異常なし": "done",
    "正常": "done",
    "fine": "done",
    "一部": "partly",
    "一部に異常": "partly",
    "in_part": "partly",
    "停止": "failed",
    "down": "failed",
    "不明": "could_not_reach",
    "unknown": "could_not_reach",
}
_VERDICTS_TOO: Mapping[str, str] = {
    "実行済み": "done",
    "はい": "done",
    "yes": "done",
    "未実行": "not_done",
    "いいえ": "not_done",
    "no": "not_done",
    "やり直し": "repeat",
    "もう一度実行": "repeat",
}
_SENT_TOO: Mapping[str, str] = {
    "送信済み": "done",
    "送信済": "done",
    "未送信": "not_done",
    "もう一度送る": "repeat",
}
_CALLS_TOO: Mapping[str, str] = {
    "連絡済": "reached",
    "通話": "reached",
    "返信": "answered",
    "不在": "no_answer",
    "応答なし": "no_answer",
    "番号違い": "wrong_number",
    "試せず": "could_not_try",
}
_MUSTERS_TOO: Mapping[str, str] = {
    "無事": "safe",
    "負傷": "injured",
    "けが": "injured",
    "要救助": "need_help",
    "参集中": "coming",
    "向かっている": "coming",
    "参集済": "arrived",
    "到着": "arrived",
    "参集不可": "cannot_come",
    "参集できない": "cannot_come",
}
# As many as a record's number can have, and a whole number for every program that reads it.
_NUMBER = re.compile(r"[0-9]{1,9}")


def built(given: argparse.Namespace, by: str) -> orders.Order:
    """Give the order that was typed. Raises `Refusal` where words are missing or wrong."""
    count, build = _VERBS[given.verb]
    if len(given.rest) != count:
        raise Refusal(_WANTED[given.verb]() if count else NOTHING_MORE(verb=given.verb))
    return build(given, by)


def meant(root: Path, name: str) -> Path:
    """Find the run that an order is for. Raises `Refusal` where ``last`` could be several.

    It is also raised for a bundle, which nothing can be added to.
    """
    refuse_bundle(name)
    runs = Runs(root)
    if name == LAST:
        running = [each.name for each in runs.newest_first() if _is_running(each)]
        if len(running) > 1:
            raise Refusal(SEVERAL(runs=tuple(running)))
    return runs.find(name)


def _is_running(folder: Path) -> bool:
    # A damaged run beside it must keep nobody from directing this one.
    with suppress(JournalBroken):
        return is_held(folder)
    return False


def _word(given: str, known: tuple[str, ...], too: Mapping[str, str]) -> str:
    word = too.get(given.lower(), given.lower())
    if word not in known:
        # The first of the other words for each is the one to teach.
        meanings = {word: other for other, word in reversed(list(too.items()))}
        words = tuple(
            Text(f"{each}（{meanings[each]}）" if each in meanings else each, each)
            for each in known
            if each
        )
        raise Refusal(NOT_A_WORD(given=given, known=words))
    return word


def _answer(given: argparse.Namespace, by: str) -> orders.Order:
    step, word = given.rest
    too = {**_ANSWERS_TOO, **_STATES}
    answer: Answer = _word(word, _ANSWERS, too)  # type: ignore[assignment]
    return orders.Answer(step, answer, by, given.note, given.stumble)


def _observe(given: argparse.Namespace, by: str) -> orders.Order:
    thing, word = given.rest
    state = _word(word, tuple(dict.fromkeys(_STATES.values())), _STATES)
    return Observe(thing, state, by, given.note)  # type: ignore[arg-type]


def _call(given: argparse.Namespace, by: str) -> orders.Order:
    step, person, word = given.rest
    result: CallResult = _word(word, get_args(CallResult), _CALLS_TOO)  # type: ignore[assignment]
    how = (given.way, given.called, given.note, given.arrives or "", given.correct or "")
    return Call(step, person, result, by, *how)


def _message(given: argparse.Namespace, by: str) -> orders.Order:
    step, person, word = given.rest
    verdict = _word(word, _VERDICTS, {**_VERDICTS_TOO, **_SENT_TOO})
    return SettleMessage(step, person, verdict, by, given.note)  # type: ignore[arg-type]


def _muster(given: argparse.Namespace, by: str) -> orders.Order:
    step, person, word = given.rest
    state: MusterState = _word(word, get_args(MusterState), _MUSTERS_TOO)  # type: ignore[assignment]
    return Muster(step, person, state, by, _eta(given.eta), given.note)


def _eta(written: str | None) -> int | None:
    if not written:
        return None
    span = parse_span(written)
    if span is None:
        raise Refusal(NO_SPAN(given=written, like=meant_time(Span, written) or "1h30m"))
    return span.us


def _heard(given: argparse.Namespace, by: str) -> orders.Order:
    step, word = given.rest
    ending: Ending = _word(word, _HEARD, _ANSWERS_TOO)  # type: ignore[assignment]
    return Heard(step, ending, by, given.told_by or "", given.note)


def _clock(given: argparse.Namespace, by: str) -> orders.Order:
    return read_to_this(given.rest[0], given.of or "", given.error, by)


def _settle(given: argparse.Namespace, by: str) -> orders.Order:
    step, word = given.rest
    verdict = _word(word, _VERDICTS, _VERDICTS_TOO)
    return orders.SettleDoubt(step, verdict, by, given.note)  # type: ignore[arg-type]


def _approval(given: argparse.Namespace, by: str, *, granted: bool) -> orders.Order:
    step, role = given.rest
    return orders.Approve(step, role, by, granted, given.note)


def _amend(given: argparse.Namespace, by: str) -> orders.Order:
    seq, field, value = given.rest
    if not _NUMBER.fullmatch(seq):
        raise Refusal(_WANTED["amend"]())
    if not given.note.strip():
        raise Refusal(NO_REASON())
    return orders.Amend(int(seq), field, value, by, given.note)


_VERBS: Mapping[str, tuple[int, Callable[[argparse.Namespace, str], orders.Order]]] = {
    "answer": (2, _answer),
    "call": (3, _call),
    "message": (3, _message),
    "all-clear": (0, lambda g, by: AllClear(by)),
    "checkin": (2, lambda g, by: checking_in.built(g, by, _word)),
    "muster": (3, _muster),
    "wave": (1, lambda g, by: TellWave(g.rest[0], by, g.note)),
    "stop-ramp": (1, lambda g, by: StopRamp(g.rest[0], by, g.note)),
    "approve": (2, lambda g, by: _approval(g, by, granted=True)),
    "refuse": (2, lambda g, by: _approval(g, by, granted=False)),
    "settle": (2, _settle),
    "pause": (0, lambda g, by: orders.Pause(by, g.note)),
    "go-on": (0, lambda g, by: orders.GoOn(by)),
    "hold": (1, lambda g, by: orders.Hold(g.rest[0], by)),
    "release": (1, lambda g, by: orders.Release(g.rest[0], by, g.now)),
    "skip": (1, lambda g, by: orders.Skip(g.rest[0], by, g.note)),
    "set-aside": (1, lambda g, by: orders.SetAside(g.rest[0], by, g.note, g.second)),
    "observe": (2, _observe),
    "inject": (2, lambda g, by: orders.GiveInject(g.rest[0], Text(g.rest[1]), by)),
    "heard": (2, _heard),
    "clock": (1, _clock),
    "amend": (3, _amend),
    "told": (1, lambda g, by: Retract(g.rest[0], by, g.note)),
    "real-event": (0, lambda g, by: orders.RealEvent(by, g.note, not g.no_undo)),
}
