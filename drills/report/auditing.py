"""Every order that a person gave: when, who, from which terminal, and whether it was possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from bcp.message import Language, Message, Phrase, render
from drills.core.audit_events import OrderRefused, OrderTaken, Terminal
from drills.report.ledger import Ledger
from drills.report.measured_lines import When

NOT_KNOWN = Phrase("audit.not_known", ja="記録なし", en="not recorded")
TAKEN = Phrase("audit.taken", ja="受付", en="taken")
REFUSED = Phrase("audit.refused", ja="受け付けず: {why}", en="refused: {why}")
LINE = Phrase(
    "audit.line",
    ja="指示「{order}」{about}　{by}　端末: {terminal}　{became}",
    en="order {order}{about} by {by} at {terminal}: {became}",
)
ABOUT = Phrase("audit.about", ja="［{about}］", en=" [{about}]")
NO_NAME = Phrase("audit.no_name", ja="名前なし", en="nobody named")

ORDERS: Mapping[str, Phrase] = {
    "answer": Phrase("audit.answer", ja="回答", en="answer"),
    "approve": Phrase("audit.approve", ja="承認・却下", en="approve or refuse"),
    "settle_doubt": Phrase("audit.settle_doubt", ja="結果の確認", en="settle"),
    "pause": Phrase("audit.pause", ja="一時停止", en="pause"),
    "go_on": Phrase("audit.go_on", ja="再開", en="go on"),
    "hold": Phrase("audit.hold", ja="保留", en="hold"),
    "release": Phrase("audit.release", ja="保留の解除・開始", en="release"),
    "skip": Phrase("audit.skip", ja="省略", en="skip"),
    "give_inject": Phrase("audit.give_inject", ja="状況付与", en="inject"),
    "set_aside": Phrase("audit.set_aside", ja="監視の除外", en="set aside"),
    "call": Phrase("audit.call", ja="連絡", en="call"),
    "check_in": Phrase("audit.check_in", ja="点呼の回答", en="check-in"),
    "check_in_by_hand": Phrase(
        "audit.check_in_by_hand", ja="点呼の聞き取り", en="check-in by hand"
    ),
    "settle_message": Phrase("audit.settle_message", ja="送信結果の確認", en="settle a message"),
    "all_clear": Phrase("audit.all_clear", ja="訓練中止の知らせ", en="all-clear"),
    "muster": Phrase("audit.muster", ja="安否・参集", en="muster"),
    "tell_wave": Phrase("audit.tell_wave", ja="段階の連絡", en="wave told"),
    "stop_ramp": Phrase("audit.stop_ramp", ja="段階的な接続の停止", en="stop the ramp"),
    "take_results": Phrase("audit.take_results", ja="回答の取り込み", en="answers of another tool"),
    "observe": Phrase("audit.observe", ja="目視・事業者回答", en="observe"),
    "amend": Phrase("audit.amend", ja="記録の訂正", en="amend"),
    "enter": Phrase("audit.enter", ja="紙の記録の入力", en="enter"),
    "take_survey": Phrase("audit.take_survey", ja="被害状況調査", en="survey"),
    "abort": Phrase("audit.abort", ja="中止", en="abort"),
    "real_event": Phrase("audit.real_event", ja="実災害・中止", en="real event"),
    "retract": Phrase("audit.retract", ja="実災害の連絡", en="told of the real event"),
    "pull_lever": Phrase("audit.pull_lever", ja="訓練禁止", en="no drills"),
    "heard": Phrase("audit.heard", ja="他の区分からの連絡", en="heard from another zone"),
    "compare_clock": Phrase("audit.compare_clock", ja="時計の照合", en="compare clocks"),
    "resume": Phrase("audit.resume", ja="続行（resume）", en="resume"),
}


@dataclass(frozen=True)
class OrderLine:
    """An order; `refused` says why it was not possible, `about` what it was for."""

    when: When
    order: str
    about: str
    by: str
    terminal: Terminal
    refused: Message | None
    records: tuple[int, ...]


def order_lines(ledger: Ledger) -> tuple[OrderLine, ...]:
    """Every order, in the order in which they were given.

    Answers of staff that one person takes down one behind the other are told in one line.
    """
    found: list[OrderTaken | OrderRefused] = [*ledger.all(OrderTaken), *ledger.all(OrderRefused)]
    lines = [
        OrderLine(
            when=ledger.when(each.at),
            order=each.order,
            about=each.about,
            by=each.by,
            terminal=each.terminal,
            refused=each.why if isinstance(each, OrderRefused) else None,
            records=ledger.records(each),
        )
        for each in found
    ]
    return tuple(_in_rows(sorted(lines, key=lambda each: (each.when.at_us, each.records))))


def steps_from_file(orders: Iterable[OrderLine]) -> frozenset[str]:
    """What orders out of a file of answers settled, and nobody on the day: ids of steps."""
    taken = (each for each in orders if each.refused is None)
    return frozenset(each.about for each in taken if each.terminal.is_a_file)


def _in_rows(lines: Iterable[OrderLine]) -> Iterator[OrderLine]:
    for _, same in groupby(lines, key=_taken_down):
        first, *others = same
        if not others or not _taken_down(first):
            yield first
            yield from others
        else:
            records = tuple(record for each in (first, *others) for record in each.records)
            yield replace(first, about=f"{first.about} ×{len(others) + 1}", records=records)


def _taken_down(line: OrderLine) -> tuple[str, ...]:
    """What such answers of one person have in common; nothing for any other order."""
    if line.order != "check_in_by_hand" or line.refused is not None:
        return ()
    return line.about, line.by, str(line.terminal)


def order_said(word: str) -> Message | str:
    """The order's name for people; one of a later version is said by its word."""
    return ORDERS[word]() if word in ORDERS else word


def terminal_said(terminal: Terminal) -> Message | str:
    """``pc01 pts/3 root (screen)``."""
    parts = " ".join(filter(None, (terminal.host, terminal.place, terminal.account)))
    if not parts and not terminal.way:
        return NOT_KNOWN()
    return " ".join(filter(None, (parts, f"({terminal.way})" if terminal.way else "")))


def became_said(refused: Message | None) -> Message:
    """Whether it was taken, and why not."""
    return TAKEN() if refused is None else REFUSED(why=refused)


def audit_line(event: OrderTaken | OrderRefused, lang: Language) -> str:
    """An order in one line, for a replay."""
    return render(
        LINE(
            order=order_said(event.order),
            about=ABOUT(about=event.about) if event.about else "",
            by=event.by or NO_NAME(),
            terminal=terminal_said(event.terminal),
            became=became_said(event.why if isinstance(event, OrderRefused) else None),
        ),
        lang,
    )


def said_in_rows(lines: tuple[OrderLine, ...], lang: Language) -> Iterator[tuple[str, ...]]:
    """Order, what about, by whom, terminal and what became of it, as texts."""
    for each in lines:
        cells = (
            order_said(each.order),
            each.about,
            each.by or NO_NAME(),
            terminal_said(each.terminal),
            became_said(each.refused),
        )
        yield tuple(cell if isinstance(cell, str) else render(cell, lang) for cell in cells)
