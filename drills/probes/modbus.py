"""What an I/O box on the network says of its contacts and meters, over Modbus TCP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host
from drills.probes._contract import Polite, Reach
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._modbus_asking import Refused, Span

MEANING = Text(
    ja="接点入力装置（Modbus TCP）の接点や計測値はどうなっているか",
    en="What do the contacts and meters of an I/O box say, over Modbus TCP?",
)
PROVES = Text(
    ja="接点入力装置が動いていて、その時の接点と計測値がそうであること。接点の先の機器や配線が正しいことは、"
    "年に一度、実際に接点を動かして確かめてください。",
    en="The I/O box is alive and its contacts and meters stand so. That what is wired to them "
    "works is only shown by moving each contact once a year.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="装置が答えた", en="the box answered")),
    "abnormal": FactKind(
        "int",
        Text(ja="平常と違う状態の接点の数", en="how many contacts are not as they normally are"),
    ),
    "abnormal_names": FactKind("str", Text(ja="その接点の名前", en="the names of those contacts")),
    "took_ms": FactKind("float", Text(ja="読み終えるまでの時間", en="until all was read"), "ms"),
}
HEALTHY = (Expectation("reply", "equals", True), Expectation("abnormal", "equals", 0))
CONTENT = ("abnormal", "abnormal_names")
WEIGHS_ON = "box"
# Many boxes serve one connection at a time, and the maker's own software wants it too.
POLITE = Polite(apart_us=1_000_000, at_once=1)
PORT = 502

FIELDS = {
    "box": Text(
        ja="装置「ホスト名」または「ホスト名:ポート」（ポートの省略時は502）",
        en='the box, as "host" or "host:port" (502 if not given)',
    ),
    "unit": Text(ja="ユニット番号（0から255）", en="the unit's number, 0 to 255"),
    "contacts": Text(
        ja="接点の名前と番地（0から数える）。平常が閉の接点は {at: 番地, normal: closed}",
        en="names of contacts and their addresses, from 0; {at: address, normal: closed} where a "
        "contact is normally closed",
    ),
    "meters": Text(
        ja="計測値の名前と入力レジスタの番地（0から数える）。{at: 番地, scale: 0.1, signed: true}",
        en="names of values and the addresses of their input registers, from 0; "
        "{at: address, scale: 0.1, signed: true}",
    ),
}

NOT_A_BOX = Phrase(
    "probes.modbus.not_a_box",
    ja="「{box}」は装置の宛先として読めません。「ホスト名」か「ホスト名:ポート」と書いてください。",
    en='{box!r} is no address of a box; write "host" or "host:port".',
)
NOTHING_ASKED = Phrase(
    "probes.modbus.nothing_asked",
    ja="読む接点（contacts）も計測値（meters）も書かれていません。",
    en="neither contacts nor meters are named, so there is nothing to read.",
)
BAD_NUMBER = Phrase(
    "probes.modbus.bad_number",
    ja="ユニット番号は0から255、番地は0から65535です（「{name}」）。",
    en="a unit's number is 0 to 255 and an address 0 to 65535 ({name!r}).",
)
BAD_NAME = Phrase(
    "probes.modbus.bad_name",
    ja="「{name}」は接点や計測値の名前に使えません。英小文字、数字、「_」で、ほかの結果の名前"
    "（reply、abnormalなど）や互いの名前と重ならないものにしてください。",
    en="{name!r} is no name for a contact or a meter: use small letters, digits and _, none of the "
    "probe's own facts (reply, abnormal …), and each once.",
)
ABNORMAL = Phrase(
    "probes.modbus.abnormal",
    ja="{box}の接点が平常と違います: {names:list}。",
    en="contacts of {box} are not as they normally are: {names:list}.",
)
NO_SUCH_PLACE = Phrase(
    "probes.modbus.no_such_place",
    ja="{box}は答えましたが、番地{start}から{count}個の{kind}は持っていません（例外{exception}）。"
    "番地は0から数えます。取扱説明書の「10001」や「30001」は、ここでは0です。",
    en="{box} answers, but has no {count} {kind} from address {start} on (exception {exception}); "
    "addresses count from 0: what a manual calls 10001 or 30001 is 0 here.",
)
BUSY = Phrase(
    "probes.modbus.busy",
    ja="{box}は処理中のため、今回は読めませんでした（例外{exception}）。",
    en="{box} is busy, so it could not be read this time (exception {exception}).",
)
NOT_BEHIND = Phrase(
    "probes.modbus.not_behind",
    ja="{box}は動いていますが、その先のユニット{unit}が応答しません（例外{exception}）。"
    "電源、配線、ユニット番号を確かめてください。",
    en="{box} is alive, but unit {unit} behind it does not answer (exception {exception}); check "
    "its power, its wires and its number.",
)
FAILED = Phrase(
    "probes.modbus.failed",
    ja="{box}が自身の故障を知らせています（例外{exception}）。ユニット番号{unit}がないことを、こう知らせる"
    "装置もあります。",
    en="{box} says that it has failed (exception {exception}); some say so too where they have no "
    "unit {unit}.",
)
SILENT = Phrase(
    "probes.modbus.silent",
    ja="{box}は接続を受け付けましたが、Modbusの問いに答えません。固まっているか、ユニット番号{unit}が"
    "違うか、ほかのソフトウェアがつないでいます。この三つは見分けられません。",
    en="{box} accepts the connection and does not answer Modbus: it hangs, {unit} is not its unit, "
    "or other software holds its only connection. These cannot be told apart.",
)
CLOSED = Phrase(
    "probes.modbus.closed",
    ja="{box}は接続を受け付けましたが、答えずに切りました。接続を許す端末の設定と、ほかの接続を"
    "確かめてください。",
    en="{box} accepted the connection and closed it without an answer; check which machines it "
    "lets ask, and who else is connected.",
)
NOT_MODBUS = Phrase(
    "probes.modbus.not_modbus",
    ja="{box}から答えがありましたが、Modbusではありません。ポート番号を確かめてください。",
    en="{box} answers, but not in Modbus; check the port.",
)
CONTACTS = Phrase("probes.modbus.contacts", ja="接点", en="contacts")
REGISTERS = Phrase("probes.modbus.registers", ja="入力レジスタ", en="input registers")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_FAILURE, _ACKNOWLEDGED, _IS_BUSY = 4, 5, 6
_NO_WAY, _NO_ANSWER = 10, 11


@dataclass(frozen=True)
class ContactInput:
    """A discrete input: its address, and how it stands when nothing is wrong."""

    SHORT: ClassVar[str] = "at"
    at: int
    normal: Literal["open", "closed"] = "open"


@dataclass(frozen=True)
class MeterInput:
    """An input register: its address, what it is multiplied by, and whether it may be below 0."""

    SHORT: ClassVar[str] = "at"
    at: int
    scale: float = 1.0
    signed: bool = False


RECORDS = {
    ContactInput: {
        "at": Text(ja="番地（0から数える）", en="its address, from 0"),
        "normal": Text(ja="平常の状態: open（開）、closed（閉）", en="how it normally stands"),
    },
    MeterInput: {
        "at": Text(ja="番地（0から数える）", en="its address, from 0"),
        "scale": Text(ja="値に掛ける数", en="what its number is multiplied by"),
        "signed": Text(ja="負にもなる", en="whether it may be below 0"),
    },
}


@dataclass(frozen=True)
class Params:
    """`box` is ``host`` or ``host:port``; what is read stands by its name."""

    box: str
    unit: int = 1
    contacts: Mapping[str, ContactInput] = field(default_factory=dict)
    meters: Mapping[str, MeterInput] = field(default_factory=dict)


def named(params: Params) -> Mapping[str, FactKind]:
    """Each contact and each meter is a fact of its own."""
    closed = Text(ja="接点が閉じている", en="the contact is closed")
    value = Text(ja="計測値", en="what the meter shows")
    return {
        **{name: FactKind("bool", closed) for name in params.contacts},
        **{name: FactKind("float", value) for name in params.meters},
    }


def target(params: Params, reach: Reach) -> str:
    """The box, however its port is written."""
    place = _place(params.box)
    return f"{place[0]}:{place[1]}" if place else params.box


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, the names or the numbers, or None."""
    if _place(params.box) is None:
        return NOT_A_BOX(box=params.box)
    if not params.contacts and not params.meters:
        return NOTHING_ASKED()
    if not 0 <= params.unit <= 255:
        return BAD_NUMBER(name="unit")
    places = [(name, each.at) for name, each in params.contacts.items()]
    places += [(name, each.at) for name, each in params.meters.items()]
    for name, at in places:
        if not _NAME.fullmatch(name) or name in FACTS:
            return BAD_NAME(name=name)
        if not 0 <= at <= 65535:
            return BAD_NUMBER(name=name)
    twice = params.contacts.keys() & params.meters.keys()
    return BAD_NAME(name=sorted(twice)[0]) if twice else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Read all that is named, over one connection."""
    from drills.probes._modbus_asking import Closed, Refused, values_of  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    place, box = _place(params.box), params.box
    mistake = wrong(params)
    if mistake or place is None:
        return Reading.unknown(mistake or NOT_A_BOX(box=box))
    spans = tuple(spans_of(params))
    began = reach.elapsed_us()
    try:
        found = await values_of(place, params.unit, spans, reach, SILENT(box=box, unit=params.unit))
    except Malformed:
        return Reading.silent(NOT_MODBUS(box=box))
    except Closed:
        return Reading.silent(CLOSED(box=box))
    except Refused as refusal:
        return _refused(params, refusal)
    return _reading(params, found, (reach.elapsed_us() - began) / 1000)


def spans_of(params: Params) -> Iterator[Span]:
    """The questions: neighbours together, and nothing between that nobody named."""
    from drills.probes._modbus_asking import Span  # noqa: PLC0415
    from drills.wire.modbus import DISCRETE_INPUTS, INPUT_REGISTERS, MOST  # noqa: PLC0415

    for function, places in (
        (DISCRETE_INPUTS, params.contacts.values()),
        (INPUT_REGISTERS, params.meters.values()),
    ):
        for start, count in _neighbours((each.at for each in places), MOST[function]):
            yield Span(function, start, count)


def _neighbours(places: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
    start, count = -1, 0
    for at in sorted({*places}):
        if count and at == start + count and count < most:
            count += 1
            continue
        if count:
            yield start, count
        start, count = at, 1
    if count:
        yield start, count


def _reading(params: Params, found: Mapping[tuple[int, int], int], took_ms: float) -> Reading:
    from drills.wire.modbus import DISCRETE_INPUTS, INPUT_REGISTERS  # noqa: PLC0415

    closed = {name: bool(found[DISCRETE_INPUTS, each.at]) for name, each in params.contacts.items()}
    shown = {
        name: _value(found[INPUT_REGISTERS, each.at], each) for name, each in params.meters.items()
    }
    odd = [
        name for name, each in params.contacts.items() if closed[name] != (each.normal == "closed")
    ]
    facts: dict[str, Fact] = {
        "reply": True,
        "abnormal": len(odd),
        "abnormal_names": ", ".join(odd),
        "took_ms": round(took_ms, 3),
        **closed,
        **shown,
    }
    said = (
        *(
            f"contact {each.at} ({name}) = {closed[name]:d}"
            for name, each in params.contacts.items()
        ),
        *(
            f"register {each.at} ({name}) = {found[INPUT_REGISTERS, each.at]}"
            for name, each in params.meters.items()
        ),
    )
    because = ABNORMAL(box=params.box, names=tuple(odd)) if odd else None
    return Reading(facts=facts, because=because, said=said)


def _value(raw: int, meter: MeterInput) -> float:
    number = raw - 65536 if meter.signed and raw > 32767 else raw
    return round(number * meter.scale, 9)


def _refused(params: Params, refusal: Refused) -> Reading:
    """What a refusal means: of most nobody learns how the contacts stand."""
    from drills.wire.modbus import DISCRETE_INPUTS  # noqa: PLC0415

    box, exception, span = params.box, refusal.exception, refusal.span
    if exception in (_NO_WAY, _NO_ANSWER):
        return Reading.silent(NOT_BEHIND(box=box, unit=params.unit, exception=exception))
    if exception == _FAILURE:
        return Reading(
            facts={"reply": True}, because=FAILED(box=box, unit=params.unit, exception=exception)
        )
    if exception in (_ACKNOWLEDGED, _IS_BUSY):
        return Reading.unknown(BUSY(box=box, exception=exception))
    kind = CONTACTS() if span.function == DISCRETE_INPUTS else REGISTERS()
    return Reading.unknown(
        NO_SUCH_PLACE(box=box, start=span.start, count=span.count, kind=kind, exception=exception)
    )


def _place(box: str) -> tuple[str, int] | None:
    return (box, PORT) if is_host(box) else host_and_port(box)
