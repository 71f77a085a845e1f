"""How a question is written, ``{tcp: "host:443", expect: …}``, and how a probe gets its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bcp.asking import Catalogue, Control, Expectation, FactKind, ProbeCall, ProbeKind, Silence
from bcp.did_you_mean import DID_YOU_MEAN, nearest, remedy
from bcp.durations import Span
from bcp.expecting import effective, read_expectations
from bcp.leaves import HALF_WIDTH
from bcp.meant import narrowed
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Key, Node, Scalar, node_of, plain
from bcp.reader import BAD, Form, Mention, Reader
from bcp.refused import Place, Refused
from bcp.said_by_people import BY_PEOPLE
from bcp.shape import fields_of


@dataclass(frozen=True)
class _Options:
    """What every question may carry besides its probe's own fields."""

    id: str = ""
    every: Span | None = None
    timeout: Span | None = None
    silence: Silence | None = None


OWN_KEYS = ("expect", "every", "timeout", "id", "control", "silence")
# All that a control has to do is answer, whenever its question is asked.
_NOT_OF_CONTROLS = ("expect", "every", "id", "control", "silence")
# What wants a text as it is, and not a part of it.
_WHOLE_WORDS = ("equals", "differs", "one_of")

# What the commands and other programs call them.
_OTHER_NAMES = {"ping": "icmp", "url": "http", "web": "http", "nslookup": "dns", "dig": "dns"}

NO_PROBE = Phrase(
    "probe.none",
    ja="何を尋ねるのか（プローブの語）がありません。",
    en="this does not say which probe asks.",
)
UNKNOWN_PROBE = Phrase(
    "probe.unknown",
    ja="「{word}」というプローブはありません。",
    en="there is no probe {word!r}.",
)
ASKED_BY = Phrase(
    "probe.asked_by",
    ja="計画の「{word}」に尋ねるプローブは次のとおりです: {known:list}。例: 「{first}: そのid」。",
    en='What asks about "{word}" of the plan: {known:list}, for instance "{first}: its id".',
)
TWO_PROBES = Phrase(
    "probe.two",
    ja="1つの問いに複数のプローブ（{words:list}）が書かれています。",
    en="one question names several probes ({words:list}).",
)
ONE_PROBE = Phrase(
    "probe.one_each",
    ja="プローブごとに別の項目に分けてください。",
    en="Write one item for each.",
)
BEHIND_WORD = Phrase(
    "probe.behind_word",
    ja="「{field}」は「{word}: 」のすぐ後ろに書く値です。",
    en='"{field}" is the value right behind "{word}:".',
)
REMOVE_ONE = Phrase("probe.remove_one", ja="一方を消してください。", en="Remove one of the two.")
EXPECT_TWICE = Phrase(
    "probe.expect_twice",
    ja="「expect」がプローブの中と手順の両方に書かれています。",
    en='"expect" stands both in the probe and beside it.',
)
ONLY_ANSWERS = Phrase(
    "probe.control_only_answers",
    ja="対照（control）の問いに「{key}」は書けません。応答があるかだけを見ます。",
    en='a control takes no "{key}"; all that is wanted of it is an answer.',
)
ASKS_PEOPLE = Phrase(
    "probe.control_asks_people",
    ja="「{word}」は人が答える問いなので、対照（control）には使えません。"
    "対照は、同じときに機械が答えるものに限ります。",
    en="{word!r} is answered by people, and a control must be answered at the same moment, so it "
    "cannot be one.",
)
ASK_A_MACHINE = Phrase(
    "probe.control_ask_a_machine",
    ja="同じ区域で必ず応答する相手を「control: {{icmp: …}}」や「control: {{tcp: …}}」と"
    "書いてください。",
    en='Name something in the same zone that always answers: "control: {{icmp: …}}" or '
    '"control: {{tcp: …}}".',
)
NOTHING_TO_CONTROL = Phrase(
    "probe.nothing_to_control",
    ja="対照（control）は、応答がないことを期待する問いだけに書きます。",
    en="a control belongs only to a question that wants no answer.",
)
REMOVE_CONTROL = Phrase(
    "probe.remove_control",
    ja="controlを消すか、「expect: {{reply: {{equals: false}}}}」を書いてください。",
    en='Remove it, or write "expect: {{reply: {{equals: false}}}}".',
)
TOO_OFTEN = Phrase(
    "probe.too_often",
    ja="「{word}」は、相手に負担をかけないよう{least:span}以上の間隔で尋ねます。",
    en="{word!r} asks not more often than every {least:span}, so as to do its target no harm.",
)
ASK_LESS = Phrase(
    "probe.ask_less",
    ja="everyを{least:span}以上にしてください。",
    en="Make every at least {least:span}.",
)


def probe_form(catalogue: Catalogue) -> Form:
    """The form that reads questions in the words of `catalogue`."""

    def form(reader: Reader, node: Node) -> Any:
        return read_probe(reader, catalogue, node)

    return form


def control_form(catalogue: Catalogue) -> Form:
    """The form that reads controls in the words of `catalogue`."""

    def form(reader: Reader, node: Node) -> Any:
        return _control(reader, catalogue, node)

    return form


def read_probe(reader: Reader, catalogue: Catalogue, node: Node, beside: Node | None = None) -> Any:
    """A `ProbeCall` with all that is expected of it, or `BAD`.

    `beside` is what is expected where that is written next to the question instead of in it.
    """
    if not isinstance(node, Fields):
        return reader.refuse(node.place, NO_PROBE(), remedy("", catalogue))
    word, before = _word(reader, catalogue, node), len(reader.refusals)
    if word is None:
        return BAD
    kind = catalogue[word.name]
    own = reader.fields(_Options, _only(node, ("every", "timeout", "id", "silence"))) or {}
    named = node.get("id")
    if named is not None:
        reader.mention(ProbeCall, "id", named)
    params = _params(reader, kind, word, node)
    stated = _stated(reader, kind, _facts(kind, params), node, beside)
    if params is None:
        return BAD
    subject = fields_of(kind.params)[0].name
    rest = {name: value for name, value in params.items() if name != subject}
    control = node.get("control")
    beside_it = None if control is None else _control(reader, catalogue, control)
    call = ProbeCall(
        word=word.name,
        subject=str(params[subject]),
        params=rest,
        expect=effective(kind.healthy, stated),
        id=own.get("id", ""),
        every=own.get("every"),
        timeout=own.get("timeout"),
        server=params.get(kind.server_field) if kind.server_field else None,
        control=None if beside_it is BAD else beside_it,
        silence=own.get("silence"),
    )
    if kind.fact_field or kind.account_field:
        _mention_device(reader, kind, call, node, stated)
    if len(reader.refusals) == before:
        call = replace(call, apart=_apart(reader, kind, call, node.get("every")))
    if control is not None and not call.wants_silence:
        reader.refuse(control.place, NOTHING_TO_CONTROL(), REMOVE_CONTROL())
    return call


def _apart(reader: Reader, kind: ProbeKind, written: ProbeCall, at: Node | None) -> Span | None:
    """The probe's courtesy to its target; asking more often than that is refused."""
    least, every = kind.apart_us(params_of(written, kind.params)), written.every
    if at is not None and every is not None and every.us < least:
        reader.refuse(at.place, TOO_OFTEN(word=kind.word, least=least), ASK_LESS(least=least))
    return Span(least) if least else None


def params_of(call: ProbeCall, params: type) -> Any:
    """The probe's own values for `call`; JSON values become spans and the like again.

    `params` is the probe's dataclass. Raises `Refused` where `call` was not checked against it.
    """
    first = fields_of(params)[0]
    keys = {each.name: each.key for each in fields_of(params)}
    written = {first.key: call.subject, **{keys.get(k, k): v for k, v in call.params.items()}}
    reader = Reader()
    value = reader.record(params, node_of(written, Place(call.word, 1, 1)))
    if reader.refusals:
        raise Refused(reader.refusals)
    return value


def _control(reader: Reader, catalogue: Catalogue, node: Node) -> Any:
    if isinstance(node, Fields):
        for key, _ in node.entries:
            if key.name in _NOT_OF_CONTROLS:
                reader.refuse(key.place, ONLY_ANSWERS(key=key.name))
            if key.name in BY_PEOPLE and key.name in catalogue:
                return reader.refuse(key.place, ASKS_PEOPLE(word=key.name), ASK_A_MACHINE())
        node = node.without(*_NOT_OF_CONTROLS)
    call = read_probe(reader, catalogue, node)
    if call is BAD:
        return BAD
    return Control(call.word, call.subject, call.params, call.timeout, call.server)


def _only(node: Fields, names: tuple[str, ...]) -> Fields:
    return Fields(node.place, tuple(each for each in node.entries if each[0].name in names))


def _word(reader: Reader, catalogue: Catalogue, node: Fields) -> Key | None:
    words = _words(catalogue, node)
    if len(words) == 1:
        return words[0]
    if words:
        what = TWO_PROBES(words=[key.name for key in words])
        reader.refuse(words[1].place, what, ONE_PROBE())
        return None
    others = [key for key, _ in node.entries if key.name not in OWN_KEYS]
    like = next((key for key in others if nearest(key.name, catalogue)), None)
    if like is None and len(others) == 1:
        like = others[0]
    if like is None:
        reader.refuse(node.place, NO_PROBE(), remedy("", catalogue))
    else:
        reader.refuse(like.place, UNKNOWN_PROBE(word=like.name), _meant(like.name, catalogue))
    return None


def _meant(name: str, catalogue: Catalogue) -> Message:
    """What somebody who wrote `name` for a probe wanted: another name of one, or a thing's kind."""
    ours = _OTHER_NAMES.get(name.casefold())
    if ours in catalogue:
        return DID_YOU_MEAN(word=ours)
    asking = tuple(word for word, kind in catalogue.items() if kind.asset == name)
    if asking:
        return ASKED_BY(word=name, known=asking, first=asking[-1])
    return remedy(name, catalogue)


def _words(catalogue: Catalogue, node: Fields) -> list[Key]:
    """The keys that name a probe; a field of the probe found already is never one more."""
    words: list[Key] = []
    fields = {*OWN_KEYS}
    for key, _ in node.entries:
        if key.name not in fields and key.name in catalogue:
            words.append(key)
            fields |= {each.key for each in fields_of(catalogue[key.name].params)}
    return words


def _facts(kind: ProbeKind, params: Mapping[str, Any] | None) -> Mapping[str, FactKind]:
    """All that this question's answer can tell."""
    if kind.named is None or params is None:
        return kind.facts
    subject = fields_of(kind.params)[0].name
    rest = {name: value for name, value in params.items() if name != subject}
    call = ProbeCall(kind.word, str(params[subject]), rest)
    return {**kind.named(params_of(call, kind.params)), **kind.facts}


def _stated(
    reader: Reader,
    kind: ProbeKind,
    facts: Mapping[str, FactKind],
    node: Fields,
    beside: Node | None,
) -> tuple[Expectation, ...]:
    inside = node.get("expect")
    if inside is not None and beside is not None:
        reader.refuse(beside.place, EXPECT_TWICE(), REMOVE_ONE())
    stated = inside if inside is not None else beside
    return read_expectations(reader, kind.word, facts, stated) if stated is not None else ()


def _params(reader: Reader, kind: ProbeKind, word: Key, node: Fields) -> Mapping[str, Any] | None:
    subject = fields_of(kind.params)[0]
    again = node.key(subject.key)
    if again is not None and again.name != word.name:
        what = BEHIND_WORD(field=subject.key, word=word.name)
        reader.refuse(again.place, what, REMOVE_ONE())
        node = node.without(again.name)
    renamed = tuple(
        (Key(subject.key, key.place), value) if key.name == word.name else (key, value)
        for key, value in node.without(*OWN_KEYS).entries
    )
    written = Fields(word.place, renamed)
    values = reader.fields(kind.params, written, also=OWN_KEYS)
    if values is None:
        return None
    _mention(reader, kind, written)
    wrong = kind.wrong(kind.params(**values)) if kind.wrong else None
    if wrong is not None:
        behind = written.get(subject.key)
        at = behind.place if behind else word.place
        reader.refuse(at, wrong, _narrower(kind, values, subject.name))
    entries = {each.key: each.name for each in fields_of(kind.params)}
    return {entries[key.name]: plain(v) for key, v in renamed if key.name in entries}


def _narrower(kind: ProbeKind, values: Mapping[str, Any], subject: str) -> Message | None:
    """The remedy where the subject would be right in half-width letters."""
    narrow = narrowed(str(values[subject]))
    if kind.wrong is None or narrow == values[subject]:
        return None
    right = kind.wrong(kind.params(**{**values, subject: narrow})) is None
    return HALF_WIDTH(value=narrow) if right else None


def _mention(reader: Reader, kind: ProbeKind, written: Fields) -> None:
    """Keep what the checks need that know the whole plan: the subject, the server, its command."""
    behind = written.get(fields_of(kind.params)[0].key)
    if kind.asset and isinstance(behind, Scalar):
        reader.mention(ProbeCall, kind.asset, behind)
        part = written.get(kind.part_field) if kind.part_field else None
        if kind.part_field and isinstance(part, Scalar):
            mention = Mention(ProbeCall, kind.part_field, part.text, part.place, of=behind.text)
            reader.mentions.append(mention)
    keys = {each.name: each.key for each in fields_of(kind.params)}
    server = written.get(keys[kind.server_field]) if kind.server_field else None
    command = written.get(keys[kind.command_field]) if kind.command_field else None
    if not isinstance(server, Scalar):
        return
    reader.mention(ProbeCall, "server", server)
    if isinstance(command, Scalar):
        mention = Mention(ProbeCall, "command", command.text, command.place, of=server.text)
        reader.mentions.append(mention)


def _mention_device(
    reader: Reader,
    kind: ProbeKind,
    call: ProbeCall,
    node: Fields,
    stated: tuple[Expectation, ...],
) -> None:
    """Keep what the checks need that know the plan's devices: account, device, fact, its words."""
    account = node.get(kind.account_field) if kind.account_field else None
    fact = node.get(kind.fact_field) if kind.fact_field else None
    behind = node.get(call.word)
    reader.mention(ProbeCall, "snmp_account", account)
    if fact is not None or account is None:
        reader.mention(ProbeCall, "device", behind)
    if not isinstance(fact, Scalar):
        return
    reader.mentions.append(Mention(ProbeCall, "fact", fact.text, fact.place, of=call.subject))
    at = (node.get("expect") or fact).place
    for each in stated:
        wanted = each.wanted if each.operator == "one_of" else (each.wanted,)
        for word in wanted if each.fact == "text" and each.operator in _WHOLE_WORDS else ():
            of = f"{call.subject} {fact.text}"
            reader.mentions.append(Mention(ProbeCall, "fact word", str(word), at, of=of))
