"""A guided tour through the demo (`quake-at-night`): what there is to see, when it has happened.

Pure values: whoever shows them decides where and for how long, and says which keys it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.kinds import kind_of
from drills.core.state import Drill
from scenarios.model import Ask, Inject, Notify, Run

# The orders whose keys the words may name.
ORDERS = (
    *("answer", "approve", "hold", "skip", "pause", "abort", "inject", "set-aside"),
    *("real-event", "result"),
)


@dataclass(frozen=True)
class Stop:
    """One stop of the tour. `orders` are those whose keys `todo` names."""

    id: str
    holds: Callable[[Drill], bool]
    title: Message
    seen: Message
    _todo: Phrase
    orders: tuple[str, ...] = ()

    def todo(self, keys: Mapping[str, str]) -> Message:
        """What to do now; `keys` are the labels of the keys by the names of the orders."""
        return self._todo(**{each: keys.get(each, each) for each in self.orders})


def stop_at(drill: Drill, seen: frozenset[str]) -> Stop | None:
    """The next stop that the drill has come to, or None; `seen` are the ids of those shown."""
    if drill.brief is None:
        return None
    # What was not shown in time is no longer so when the drill is over.
    stops = STOPS if drill.ended is None else STOPS[-1:]
    return next((each for each in stops if each.id not in seen and each.holds(drill)), None)


# A title, what is seen, and what to do: each in Japanese and in English.
_Words = tuple[str, str]


def _stop(
    id: str,
    holds: Callable[[Drill], bool],
    title: _Words,
    seen: _Words,
    todo: _Words,
    *orders: str,
) -> Stop:
    phrases = [
        Phrase(f"tour.{id}_{part}", ja=ja, en=en)
        for part, (ja, en) in (("title", title), ("seen", seen), ("todo", todo))
    ]
    return Stop(id, holds, phrases[0](), phrases[1](), phrases[2], orders)


def _given(drill: Drill) -> bool:
    return any(
        state.due is not None and isinstance(drill.model(step).do, Inject)
        for step, state in drill.steps.items()
    )


def _asked(drill: Drill) -> bool:
    return any(
        state.due is not None
        and isinstance(drill.model(step).do, Ask | Notify)
        and kind_of(drill.model(step)).by_person(drill, drill.model(step))
        for step, state in drill.steps.items()
    )


def _wants_approval(drill: Drill) -> bool:
    asked = {each.step for each in drill.started().scenario.safety.approvals}
    return any(drill.step(step).due is not None for step in asked)


def _outages(drill: Drill) -> list[bool]:
    """Every real outage so far: whether it is over."""
    return [
        returned is not None
        for check in drill.checks.values()
        for lost, returned in check.outages
        if lost is not None
    ]


def _failed(drill: Drill) -> bool:
    return any(
        state.ended is not None
        and state.ended.outcome == "broken"
        and isinstance(drill.model(step).do, Run)
        for step, state in drill.steps.items()
    )


def _partly_back(drill: Drill) -> bool:
    """Whether a lower level of a system has returned, while a higher one has not."""
    checks = drill.started().checks
    systems = {each.system for each in checks if each.level is not None}
    for system in systems:
        own = [drill.checks[each.id] for each in checks if each.system == system]
        been = [each for each in own if each.outages]
        if any(each.lost for each in been) and any(not each.lost for each in been):
            return True
    return False


STOPS: tuple[Stop, ...] = (
    _stop(
        "began",
        lambda drill: drill.brief is not None,
        ("訓練が始まりました", "The drill has begun"),
        (
            "見本町のサーバを見張り始めました。ここから先の出来事は、すべて時刻とともに"
            "記録されます。",
            "The practice town's servers are being watched, and everything from here on is "
            "recorded with its time.",
        ),
        (
            "質問には期限があり、{answer} で答えます（回答ファイルがあれば、それが答えます）。"
            "止めて話すには {pause}、本当の災害なら {real-event}。",
            "Questions have deadlines: {answer} answers, unless a file of answers does. "
            "To stop and talk: {pause}. If a real disaster strikes: {real-event}.",
        ),
        "answer",
        "pause",
        "real-event",
    ),
    _stop(
        "situation",
        _given,
        ("最初の状況付与", "The first situation"),
        (
            "参加者に知らせる状況です。本番では進行管理者が声に出して読み、電話役が伝えます。",
            "This is what the players are told. In a real drill the controller reads it aloud, or "
            "somebody telephones.",
        ),
        (
            "シナリオにない状況を、その場で付与することもできます: {inject}",
            "You may also give a situation that the scenario does not have: {inject}",
        ),
        "inject",
    ),
    _stop(
        "turn",
        _asked,
        ("人の番です", "It is a person's turn"),
        (
            "担当者への質問が開きました。答えるまでの時間も測られています。"
            "うまくいかなかったことは「つまずき」として残せます。",
            "Somebody has been asked something, and the time until the answer is measured, too. "
            "What went wrong on the way can be kept as a stumble.",
        ),
        (
            "回答ファイルを使っている間は、それが代わりに答えます。自分で答えるには {answer}。",
            "A file of answers speaks for people where one is used. To answer yourself: {answer}.",
        ),
        "answer",
    ),
    _stop(
        "declared",
        lambda drill: "declaration" in drill.moments,
        ("ICT-BCPの発動が宣言されました", "The ICT-BCP is in force"),
        (
            "宣言の時刻が記録されました。報告の期限は、この時刻から数えます。",
            "The moment of the declaration is recorded; the deadline of the report counts from it.",
        ),
        (
            "計画の目標は、被害の発生、検知、宣言など、どの時刻から数えるかを選べます。",
            "A plan's target may count from the onset, the detection, the declaration and others.",
        ),
    ),
    _stop(
        "pretended",
        lambda drill: bool(drill.pretences),
        ("止まったことにする被害", "A pretended loss"),
        (
            "グループウェアは実際には動いています。止まったことにして進め、報告書では「付与」と"
            "書いて実測と区別します。",
            "The groupware really runs on. It counts as down, and the report says that this was "
            "injected, not measured.",
        ),
        (
            "止められないシステムの訓練は、この方法で行えます。",
            "This is how to drill a system that must not be touched.",
        ),
    ),
    _stop(
        "approval",
        _wants_approval,
        ("操作には承認が要ります", "An action wants approval"),
        (
            "サーバを実際に操作する手順は、計画が許し、決められた人が承認したときだけ実行されます。",
            "A step that acts on a server runs only where the plan allows it and the people named "
            "have approved.",
        ),
        (
            "承認するには {approve}。訓練を始めた人とは別の人の名前で承認します。"
            "この手順を行わないことにするには {skip}。",
            "To approve: {approve}, under another name than whoever started the drill. To leave "
            "the step out: {skip}.",
        ),
        "approve",
        "skip",
    ),
    _stop(
        "lost",
        lambda drill: bool(_outages(drill)),
        ("システムが本当に止まりました", "A system is really down"),
        (
            "公開サーバがSSHで止められ、監視が気付きました。止まった時刻は、最後に正常だった"
            "問い合わせと、最初に異常だった答えの間にあります。",
            "The web server was stopped over SSH, and the watch has seen it. The moment of the "
            "loss lies between the last good ask and the first bad answer.",
        ),
        (
            "監視が現場の様子と合わないときは、理由を付けて判定から外せます: {set-aside}",
            "Where a check does not fit what people see, set it aside with a reason: {set-aside}",
        ),
        "set-aside",
    ),
    _stop(
        "returned",
        lambda drill: True in _outages(drill),
        ("システムが戻りました", "The system is back"),
        (
            "正常な答えが続いたので、復旧とみなしました。復旧時間には、測り方による誤差の幅が付きます。",
            "Good answers in a row: it counts as back. The recovery time carries the error of its "
            "measurement.",
        ),
        (
            "次の手順を待たせて、ここで話し合うこともできます: {hold}",
            "You may keep the next step waiting and talk it over here: {hold}",
        ),
        "hold",
    ),
    _stop(
        "failed",
        _failed,
        ("うまくいかない操作", "An action that fails"),
        (
            "テープからの復元は、媒体が入っておらず失敗しました。訓練は、ディスクからの復元へ進みます。",
            "The restore from tape has failed, because there is no medium in the drive. The drill "
            "goes on with the restore from disk.",
        ),
        (
            "訓練を続けられないときは {abort}。行った操作は、新しいものから順に元に戻されます。",
            "Where a drill cannot go on: {abort}. What was done is taken back, the latest first.",
        ),
        "abort",
    ),
    _stop(
        "cleared",
        lambda drill: any(each.ended is not None for each in drill.pretences),
        ("止まったことにする被害が終わりました", "The pretended loss has ended"),
        (
            "グループウェアが使えるという状況が付与され、止まったことにするのをやめました。",
            "The players were told that the groupware can be used; it counts as up again.",
        ),
        (
            "この復旧時間は、報告書に「付与」と書かれます。",
            "The report says of this recovery time that it was injected.",
        ),
    ),
    _stop(
        "partly",
        _partly_back,
        ("一部だけ戻りました", "Partly back"),
        (
            "窓口1台で照会できるようになりましたが、全窓口の検索はまだです。"
            "一部の復旧は、復旧とは表示しません。",
            "One counter can show records again, but the search at all counters cannot be used. "
            "Partly back is never shown as back.",
        ),
        (
            "段階ごとに目標時間があり、それぞれに結果が付きます。",
            "Each level has a target of its own, and a result of its own.",
        ),
    ),
    _stop(
        "undo",
        lambda drill: any(each.order.purpose == "undo" for each in drill.actions.values()),
        ("後始末をしています", "Cleaning up"),
        (
            "訓練で変えたものを、新しいものから順に元へ戻しています。中止したときや、"
            "途中で落ちて再開したときも同じです。",
            "What the drill changed is being taken back, the latest first. It is the same after an "
            "abort, and after a crash.",
        ),
        (
            "手を触れずに、終わるまでお待ちください。",
            "Leave everything alone until it is done.",
        ),
    ),
    _stop(
        "ended",
        lambda drill: drill.ended is not None,
        ("訓練が終わりました", "The drill is over"),
        (
            "目標に間に合わなかったものがあれば、なぜ間に合わなかったか、"
            "何を変えれば間に合うかが、訓練の成果です。",
            "Where a target was missed: why, and what would change it, is what the drill was for.",
        ),
        ("結果を見るには {result}。", "To see the result: {result}."),
        "result",
    ),
)
