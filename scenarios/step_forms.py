"""How a step is written: exactly one kind, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bcp.asking import Catalogue
from bcp.did_you_mean import DID_YOU_MEAN, key_remedy
from bcp.durations import Offset, Span
from bcp.expecting import effective, read_expectations
from bcp.message import Phrase, Text
from bcp.model import CommandRef
from bcp.nodes import Fields, Items, Key, Node, Scalar, Unread
from bcp.plan_forms import mention_command
from bcp.probe_call import read_probe
from bcp.reader import BAD, UNKNOWN_KEY, Form, Mention, Reader
from bcp.shape import Choice, Leaf, Many, Named, Record, fields_of
from bcp.wording import WRONG, found, wanted
from scenarios.conduct import BUSINESS_STATES, BusinessTurn
from scenarios.model import (
    After,
    Ask,
    CallOut,
    Clear,
    Due,
    Ending,
    Inject,
    MusterCall,
    Notify,
    Pretend,
    Probe,
    RollCall,
    Run,
    Sending,
    Step,
    Wait,
)
from scenarios.ramps import Ramp

KINDS = (
    "inject",
    "ask",
    "contact",
    "muster",
    "checkin",
    "message",
    "ramp",
    "probe",
    "wait",
    "run",
    "notify",
)
# The kinds whose fields stand behind the word itself.
PLAIN: Mapping[str, type] = {
    "inject": Inject,
    "ask": Ask,
    "contact": CallOut,
    "message": Sending,
    "muster": MusterCall,
    "checkin": RollCall,
    "notify": Notify,
    "ramp": Ramp,
}
ENDINGS: tuple[str, ...] = get_args(Ending)
# What only some kinds may have beside them.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "expect": ("probe", "wait", "run"),
    "every": ("wait",),
    "undo": ("run",),
}
# The probe whose facts an action's result has, since both are commands on a server.
SHELL = "ssh"
STAYS = "none"
_NOT_STAYS = ("なし", "無し", "無", "不要", "no", "null", "~", "false", "nothing")
SECOND = Span(1_000_000)
_STATE = Choice(BUSINESS_STATES)

NO_KIND = Phrase(
    "steps.no_kind",
    ja="この手順には種類（{kinds:list}のいずれか）がありません。",
    en="this step says nothing to do (one of: {kinds:list}).",
)
TWO_KINDS = Phrase(
    "steps.two_kinds",
    ja="1つの手順に「{first}」と「{second}」の両方があります。",
    en="one step has both {first!r} and {second!r}.",
)
SPLIT_STEP = Phrase("steps.split", ja="手順を2つに分けてください。", en="Make it two steps.")
NOTBESIDE = Phrase(
    "steps.not_beside",
    ja="「{key}」は{kinds:list}の手順だけに書けます。",
    en="{key!r} belongs only to steps with {kinds:list}.",
)
UP_IS_ENOUGH = Phrase(
    "steps.up_is_enough",
    ja="システムを待つ手順に「expect」は書けません。",
    en='a step that waits for a system takes no "expect".',
)
OWN_PROBES = Phrase(
    "steps.own_probes",
    ja="計画にあるそのシステムのプローブで判定します。",
    en="The system's own probes in the plan decide.",
)
INSIDE_PROBE = Phrase(
    "steps.inside_probe",
    ja="「probe: {{{word}: …}}」と書いてください。",
    en='Write "probe: {{{word}: …}}".',
)
NO_UNDO = Phrase(
    "steps.no_undo",
    ja="「{value}」は元に戻す操作ではありません。",
    en="{value!r} does not say how the action is taken back.",
)
BUSINESS_TWICE = Phrase(
    "steps.business_twice",
    ja="業務「{word}」が二度書かれています。",
    en="the business {word!r} stands here twice.",
)
ONE_THING = Phrase(
    "steps.one_thing",
    ja="「system」か「server」のどちらか一つが必要です。",
    en='exactly one of "system" and "server" is needed here.',
)


@dataclass(frozen=True)
class Circumstances:
    """What every step may have, whatever its kind: when, who, and what it means."""

    id: str
    at: Offset | None = None
    unless: tuple[str, ...] = ()
    by: str | None = None
    within: Span | None = None
    due: Due | None = None
    marks: str | None = None
    set: tuple[Pretend, ...] = ()
    clear: tuple[Clear, ...] = ()
    say: Text | None = None
    zone: str | None = None
    if_broken: Literal["fail", "note"] = "fail"


@dataclass(frozen=True)
class Rung:
    """The system that a step waits for, or one level of it."""

    system: str
    level: str | None = None


@dataclass(frozen=True)
class State:
    """What a system or a server is pretended to be, until a step holds."""

    state: str = "down"
    until: str | None = None


BUSINESSES = "businesses"
KEYS = (*KINDS, "after", *BESIDE, BUSINESSES, *(each.key for each in fields_of(Circumstances)))


def step_forms(catalogue: Catalogue) -> Mapping[type, Form]:
    """The forms that only scenarios have."""

    def step(reader: Reader, node: Node) -> Any:
        return _step(reader, catalogue, node)

    return {Step: step, Pretend: _pretend, Clear: _clear}


def _step(reader: Reader, catalogue: Catalogue, node: Node) -> Any:
    if not isinstance(node, Fields):
        return reader.refuse(
            node.place, WRONG(wanted=wanted(Record(Circumstances)), found=found(node))
        )
    unknown = [key for key, _ in node.entries if key.name not in KEYS]
    for key in unknown:
        inside = INSIDE_PROBE(word=key.name) if key.name in catalogue else None
        then = inside or key_remedy(key.name, KEYS)
        reader.refuse(key.place, UNKNOWN_KEY(key=key.name), then)
    kind = _kind(reader, node, quiet=bool(unknown))
    also = (*KINDS, "after", BUSINESSES, *BESIDE)
    rest = node.without(*(key.name for key in unknown))
    around = reader.fields(Circumstances, rest, also=also)
    after = _after(reader, node.get("after"))
    turns = _turns(reader, node.get(BUSINESSES))
    if kind is None:
        return BAD
    _misplaced(reader, node, kind)
    do = _do(reader, catalogue, kind, node)
    if do is BAD or around is None:
        return BAD
    return Step(do=do, after=after, businesses=turns, **around)


def _kind(reader: Reader, node: Fields, *, quiet: bool) -> str | None:
    kinds = [key for key, _ in node.entries if key.name in KINDS]
    if not kinds and not quiet:
        reader.refuse(node.place, NO_KIND(kinds=KINDS))
    for key in kinds[1:]:
        what = TWO_KINDS(first=kinds[0].name, second=key.name)
        reader.refuse(key.place, what, SPLIT_STEP())
    return kinds[0].name if kinds else None


def _misplaced(reader: Reader, node: Fields, kind: str) -> None:
    for name, kinds in BESIDE.items():
        key = node.key(name)
        if key is not None and kind not in kinds:
            reader.refuse(key.place, NOTBESIDE(key=name, kinds=kinds))


def _do(reader: Reader, catalogue: Catalogue, kind: str, node: Fields) -> Any:
    what = node.get(kind)
    if what is None or isinstance(what, Unread):
        return BAD
    if kind == "probe":
        call = read_probe(reader, catalogue, what, node.get("expect"))
        return call if call is BAD else Probe(call)
    if kind == "wait":
        return _wait(reader, catalogue, what, node)
    if kind == "run":
        return _run(reader, catalogue, what, node)
    return reader.read(Record(PLAIN[kind]), what)


def _wait(reader: Reader, catalogue: Catalogue, what: Node, node: Fields) -> Any:
    every = node.get("every")
    pace = reader.lasting(Leaf(Span), every) if every is not None else BAD
    pace = SECOND if pace is BAD else pace
    if not isinstance(what, Fields) or what.get("system") is None:
        call = read_probe(reader, catalogue, what, node.get("expect"))
        return call if call is BAD else Wait(call=call, every=max(pace, call.apart or pace))
    rung = reader.fields(Rung, what)
    if (key := node.key("expect")) is not None:
        reader.refuse(key.place, UP_IS_ENOUGH(), OWN_PROBES())
    if rung is None:
        return BAD
    system, level = what.get("system"), what.get("level")
    reader.mention(Wait, "system", system)
    if isinstance(level, Scalar):
        mention = Mention(Wait, "level", level.text, level.place, of=rung["system"])
        reader.mentions.append(mention)
    return Wait(system=rung["system"], level=rung.get("level"), every=pace)


def _run(reader: Reader, catalogue: Catalogue, what: Node, node: Fields) -> Any:
    undo_node, expect = node.get("undo"), node.get("expect")
    do = reader.read(Record(CommandRef), what)
    mention_command(reader, Run, "run", what)
    undo = None
    stays = isinstance(undo_node, Scalar) and undo_node.text == STAYS
    if isinstance(undo_node, Scalar) and undo_node.text.casefold() in _NOT_STAYS:
        no_undo = NO_UNDO(value=undo_node.text)
        undo = reader.refuse(undo_node.place, no_undo, DID_YOU_MEAN(word=STAYS))
    elif undo_node is not None and not stays:
        undo = reader.read(Record(CommandRef), undo_node)
        mention_command(reader, Run, "undo", undo_node)
    shell = catalogue.get(SHELL)
    facts, healthy = (shell.facts, shell.healthy) if shell else ({}, ())
    stated = read_expectations(reader, "run", facts, expect) if expect is not None else ()
    return BAD if do is BAD or undo is BAD else Run(do, undo, stays, effective(healthy, stated))


def _after(reader: Reader, node: Node | None) -> tuple[After, ...]:
    """``step``, ``[step, step]`` or ``{step: [done, failed]}``."""
    if node is None or isinstance(node, Unread):
        return ()
    if isinstance(node, Fields):
        return tuple(
            _after_one(reader, key, reader.read(Many(Choice(ENDINGS)), endings))
            for key, endings in node.entries
        )
    steps: tuple[Node, ...] = node.items if isinstance(node, Items) else (node,)
    out = []
    for each in steps:
        if isinstance(each, Scalar) and isinstance(each.value, str):
            out.append(_after_one(reader, Key(each.text, each.place), ("held",)))
        elif not isinstance(each, Unread):
            what = WRONG(wanted=wanted(Leaf(str)), found=found(each))
            reader.refuse(each.place, what)
    return tuple(out)


def _after_one(reader: Reader, step: Key, endings: Any) -> After:
    reader.mentions.append(Mention(After, "step", step.name, step.place))
    return After(step.name, endings if endings is not BAD else ("held",))


def _turns(reader: Reader, node: Node | None) -> tuple[BusinessTurn, ...]:
    """``{counter: stopped, tax: paper}``."""
    if node is None or isinstance(node, Unread):
        return ()
    if not isinstance(node, Fields):
        reader.refuse(node.place, WRONG(wanted=wanted(Named(_STATE)), found=found(node)))
        return ()
    out: dict[str, BusinessTurn] = {}
    for key, value in node.entries:
        reader.mentions.append(Mention(BusinessTurn, "business", key.name, key.place))
        state = reader.read(_STATE, value)
        if key.name in out:
            reader.refuse(key.place, BUSINESS_TWICE(word=key.name))
        elif state is not BAD:
            out[key.name] = BusinessTurn(key.name, state)
    return tuple(out.values())


def _thing(reader: Reader, owner: type, node: Node) -> tuple[str, Scalar] | None:
    """Which system or server is meant, as ``{system: filesv}``."""
    entries = node.entries if isinstance(node, Fields) else ()
    named = [(key, value) for key, value in entries if key.name in ("system", "server")]
    if len(named) != 1:
        reader.refuse(node.place, ONE_THING())
        return None
    key, value = named[0]
    if reader.read(Leaf(str), value) is BAD:
        return None
    reader.mention(owner, key.name, value)
    return (key.name, value) if isinstance(value, Scalar) else None


def _pretend(reader: Reader, node: Node) -> Any:
    thing = _thing(reader, Pretend, node)
    if not isinstance(node, Fields):
        return BAD
    rest = reader.fields(State, node, also=("system", "server"))
    reader.mention(Pretend, "until", node.get("until"))
    if thing is None or rest is None:
        return BAD
    state = node.get("state")
    if isinstance(state, Scalar) and isinstance(state.value, str):
        mention = Mention(Pretend, f"{thing[0]} state", state.text, state.place, of=thing[1].text)
        reader.mentions.append(mention)
    return Pretend(kind=thing[0], id=thing[1].text, **rest)  # type: ignore[arg-type]


def _clear(reader: Reader, node: Node) -> Any:
    thing = _thing(reader, Clear, node)
    if not isinstance(node, Fields):
        return BAD
    reader.fields(_Nothing, node, also=("system", "server"))
    return BAD if thing is None else Clear(kind=thing[0], id=thing[1].text)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Nothing:
    pass
