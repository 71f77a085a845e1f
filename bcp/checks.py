"""The rules of a plan that no single field can break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bcp.assume_checks import assume_mistakes
from bcp.call_checks import call_mistakes
from bcp.cycles import cycles
from bcp.date_fields import DATES
from bcp.fiscal_year import LIKE_APRIL, NO_MONTH_AND_DAY, is_start
from bcp.inventory import Link, Power, Radio, Telework
from bcp.item_checks import item_mistakes, item_words
from bcp.jumps import jumps_elsewhere
from bcp.meant import meant_date
from bcp.message import Phrase
from bcp.model import Organisation, Plan, Server, System, Zone
from bcp.muster_checks import muster_warnings
from bcp.networks import no_network, pool_troubles
from bcp.notice_checks import notice_mistakes, notice_warnings, notice_words
from bcp.path_references import path_troubles
from bcp.people import Approver, Role
from bcp.programme.programme_checks import programme_mistakes, programme_words
from bcp.quiet_hours import LIKE_A_NIGHT, NO_HOURS, span_of
from bcp.reader import Mention
from bcp.references import (
    ASSETS,
    OTHER_ID,
    PLAN_ACTS,
    Ids,
    command_troubles,
    reference_troubles,
)
from bcp.refused import Place, Refusal
from bcp.telework_checks import gate_mistakes

CIRCLE = Phrase(
    "plan.circle",
    ja="depends_onが循環しています: {path}。",
    en="depends_on goes round in a circle: {path}.",
)
JUMP_CIRCLE = Phrase(
    "plan.jump_circle",
    ja="jump（踏み台）が循環しています: {path}。",
    en="jump goes round in a circle: {path}.",
)
HOST_CIRCLE = Phrase(
    "plan.host_circle",
    ja="host（仮想化の親）が循環しています: {path}。",
    en="host goes round in a circle: {path}.",
)
BREAK_CIRCLE = Phrase(
    "plan.break_circle", ja="どれか一つを外してください。", en="Remove one of them."
)
NO_DATE = Phrase(
    "plan.no_date",
    ja="「{word}」は日付として読めません。",
    en="{word!r} is not a date.",
)
NO_SUCH_DAY = Phrase(
    "plan.no_such_day",
    ja="「{word}」という日は、暦にありません。",
    en="there is no day {word!r} in the calendar.",
)
LOOK_AT_DAY = Phrase(
    "plan.look_at_day",
    ja='月と日を確かめ、"2027-03-31"のように書いてください。',
    en='Look at the month and the day, and write it like "2027-03-31".',
)
ISO_DATE = Phrase(
    "plan.iso_date",
    ja='"2027-03-31"のように西暦で書いてください。',
    en='Write it like "2027-03-31".',
)
QUOTED = Phrase("plan.quoted_date", ja='"{word}"のことですか。', en='Did you mean "{word}"?')
NO_OFFSET = Phrase(
    "plan.no_offset",
    ja="「{word}」は時差として読めません。",
    en="{word!r} is not an offset from UTC.",
)
LIKE_JAPAN = Phrase(
    "plan.like_japan", ja='"+09:00"のように書いてください。', en='Write it like "+09:00".'
)
PORT_IN_ADDRESS = Phrase(
    "plan.port_in_address",
    ja="「{word}」: アドレスにポート番号は書けません。",
    en="{word!r}: an address holds no port.",
)
OWN_LINE = Phrase(
    "plan.own_line",
    ja="「port: {port}」を別の行に書いてください。",
    en='Write "port: {port}" as its own field.',
)
NO_PUBLIC_KEY = Phrase(
    "plan.no_public_key",
    ja="これは Ed25519 の公開鍵の行ではありません。",
    en="this is not the line of an Ed25519 public key.",
)
COPY_PUBLIC_KEY = Phrase(
    "plan.copy_public_key",
    ja="鍵の .pub ファイルにある「ssh-ed25519 AAAA…」の1行を写してください（秘密鍵は書きません）。",
    en="Copy the one line ssh-ed25519 AAAA… from the key's .pub file, never the private key.",
)
NO_TERMINAL = Phrase(
    "plan.no_terminal",
    ja="「{word}」という名前の端末があることになってしまいます。",
    en="this would mean a terminal whose name is {word!r}.",
)
LEAVE_OUT = Phrase(
    "plan.leave_out",
    ja="端末のない区分には「terminal」を書かないでください。",
    en='For a zone without a terminal leave "terminal" out.',
)
NO_PORT = Phrase(
    "plan.no_port",
    ja="サーバ「{server}」のポート番号{port}は1〜65535の範囲にありません。",
    en="the port {port} of server {server!r} is not between 1 and 65535.",
)
NO_MERIT = Phrase(
    "plan.no_merit",
    ja="無線設備「{radio}」の感明度{merit}は、1から5の数ではありません。",
    en="the merit {merit} of radio {radio!r} is not between 1 and 5.",
)
INNER_TWICE = Phrase(
    "plan.inner_twice",
    ja="「{owner}」の中でid「{word}」が2回使われています。",
    en="the id {word!r} is used twice within {owner!r}.",
)
NOBODY = Phrase(
    "plan.nobody",
    ja="「{word}」は連絡先（contacts）にないため、訓練中に連絡先を表示できません。",
    en="{word!r} is not among the contacts, so a drill cannot show how to reach them.",
)
ADD_CONTACT = Phrase(
    "plan.add_contact",
    ja="people/contacts.yamlに加えてください。",
    en="Add them to people/contacts.yaml.",
)
NO_PROBE = Phrase(
    "plan.no_probe",
    ja="システム「{system}」にはプローブがないため、自動では測れません。",
    en="the system {system!r} has no probe, so nothing can be measured of it.",
)
NO_PROBES = Phrase(
    "plan.no_probes",
    ja="システム{count}件（{systems:list} ほか{more}件）にはプローブがないため、"
    "自動では測れません。",
    en="{count} systems ({systems:list} and {more} more) have no probe, so nothing can be measured "
    "of them.",
)
NO_CONTROL = Phrase(
    "plan.no_control",
    ja="システム「{system}」には応答がないことを期待する問いがありますが、対照（control）がないため、"
    "結果は常に「不明」になります。",
    en="a question of the system {system!r} wants no answer, but has no control target, so its "
    "outcome will always be unknown.",
)
ADD_CONTROL = Phrase(
    "plan.add_control",
    ja="同じ区域で必ず応答する相手を、問いかzonesの区域に「control: {{icmp: …}}」と"
    "書いてください。",
    en='Name something in the same zone that always answers, as "control: {{icmp: …}}", in the '
    "question or at its zone.",
)
OLD_ALGORITHMS = Phrase(
    "plan.old_algorithms",
    ja="サーバ「{server}」には{until}まで古い暗号方式（{allow:list}）を許しています"
    "（理由: {why}）。",
    en="server {server!r} may use old algorithms ({allow:list}) until {until} (why: {why}).",
)
REPLACE_SERVER = Phrase(
    "plan.replace_server",
    ja="そのSSHサーバを更新したら「algorithms」を消してください。",
    en='Once its SSH server is replaced, remove "algorithms".',
)
ISO_DATE_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# So many systems without a probe are named one by one.
_FEW = 5
# One colon only: an IPv6 address has more.
# OpenSSH's line: 51 bytes in Base64, of which the first 19 always say "ssh-ed25519" and a length.
PUBLIC_KEY = re.compile(r"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}(?: .*)?")
_WITH_PORT = re.compile(r"([^:]+):(\d+)")
UTC_OFFSET = re.compile(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]")


def mistakes(
    plan: Plan, mentions: tuple[Mention, ...], ids: Ids, *, complete: bool
) -> list[Refusal]:
    """Every mistake between the parts of a plan.

    Where something could not be read (`complete` False), a word that names it would only seem to
    be wrong, so words are not looked up.
    """
    looked_up = [
        *reference_troubles(mentions, ids, plan),
        *command_troubles(mentions, plan, PLAN_ACTS),
        *path_troubles(mentions, plan),
        *item_words(mentions, plan),
        *notice_words(mentions, plan),
        *programme_words(mentions, plan),
    ]
    return [
        *(looked_up if complete else ()),
        *_circles(plan, ids),
        *_inner_twins(plan, ids),
        *call_mistakes(plan, ids),
        *jumps_elsewhere(plan, ids),
        *_ports(plan, ids),
        *_merits(plan, ids),
        *gate_mistakes(plan, ids),
        *pool_troubles(plan, ids),
        *assume_mistakes(plan, ids),
        *item_mistakes(plan, ids),
        *notice_mistakes(plan, ids),
        *programme_mistakes(plan, ids),
    ]


def written_wrong(mentions: Iterable[Mention]) -> Iterator[Refusal]:
    """Texts that must be dates or offsets and are not."""
    for each in mentions:
        if (each.owner, each.field) in DATES and not is_date(each.word):
            yield no_date(each.word, each.place)
        yield from no_network(each)
        offset = (each.owner, each.field) == (Organisation, "utc_offset")
        if offset and not UTC_OFFSET.fullmatch(each.word):
            yield Refusal(each.place, NO_OFFSET(word=each.word), LIKE_JAPAN())
        start = (each.owner, each.field) == (Organisation, "fiscal_year_start")
        if start and not is_start(each.word):
            yield Refusal(each.place, NO_MONTH_AND_DAY(word=each.word), LIKE_APRIL())
        port = (each.owner, each.field) == (Server, "address") and _WITH_PORT.fullmatch(each.word)
        if port:
            yield Refusal(each.place, PORT_IN_ADDRESS(word=each.word), OWN_LINE(port=port[2]))
        hours = (each.owner, each.field) == (Plan, "quiet_hours")
        if hours and span_of(each.word) is None:
            yield Refusal(each.place, NO_HOURS(word=each.word), LIKE_A_NIGHT())
        key = each.owner in (Approver, Zone) and each.field == "public_key"
        if key and not PUBLIC_KEY.fullmatch(each.word):
            yield Refusal(each.place, NO_PUBLIC_KEY(), COPY_PUBLIC_KEY())
        terminal = (each.owner, each.field) == (Zone, "terminal")
        if terminal and each.word.casefold() in ("none", "no", "なし", "無し", "-"):
            yield Refusal(each.place, NO_TERMINAL(word=each.word), LEAVE_OUT())


def no_date(word: str, place: Place) -> Refusal:
    """What is wrong with a word that is no day of the calendar, and what to write."""
    guess = meant_date(word)
    if guess is None:
        return Refusal(place, NO_DATE(word=word), ISO_DATE())
    if not is_date(guess):
        return Refusal(place, NO_SUCH_DAY(word=word), LOOK_AT_DAY())
    return Refusal(place, NO_DATE(word=word), QUOTED(word=guess))


def warnings(plan: Plan, mentions: Iterable[Mention], ids: Ids) -> tuple[Refusal, ...]:
    """What will not stop a drill, and should be known before one."""
    people = {each.id for each in plan.contacts}
    holders = [each for each in mentions if each.owner is Role]
    out = [
        Refusal(each.place, NOBODY(word=each.word), ADD_CONTACT())
        for each in holders
        if people and each.field in ("holder", "deputies") and each.word not in people
    ]
    out += _unmeasured(plan, ids)
    for server in plan.servers:
        place, old = ids.place(server.id, Server), server.algorithms
        if place and old:
            told = OLD_ALGORITHMS(server=server.id, allow=old.allow, until=old.until, why=old.why)
            out.append(Refusal(place, told, REPLACE_SERVER()))
    out += _uncontrolled(plan, ids)
    out += muster_warnings(plan, mentions)
    out += notice_warnings(plan, ids)
    return tuple(sorted(out, key=lambda each: each.place))


def _unmeasured(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Systems in service without a probe: a few one by one, many in one sentence."""
    bare = [
        each.id
        for each in plan.systems
        if each.state == "in_service"
        and each.reply_expected
        and not (each.probe or any(level.probe for level in each.levels))
    ]
    places = {each: ids.place(each, System) for each in bare}
    if len(bare) <= _FEW:
        yield from (Refusal(at, NO_PROBE(system=each)) for each, at in places.items() if at)
    elif first := places[bare[0]]:
        what = NO_PROBES(count=len(bare), systems=bare[:_FEW], more=len(bare) - _FEW)
        yield Refusal(first, what)


def _uncontrolled(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    for system in plan.systems:
        calls = (*system.probe, *(call for level in system.levels for call in level.probe))
        alone = any(each.wants_silence and each.control is None for each in calls)
        place = ids.place(system.id, System)
        if place and alone and plan.control_in(system.zone) is None:
            yield Refusal(place, NO_CONTROL(system=system.id), ADD_CONTROL())


def is_date(word: str) -> bool:
    """Whether it is a day of the calendar, written ``2027-03-31``."""
    if not ISO_DATE_PATTERN.fullmatch(word):
        return False
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def _circles(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    needs: dict[str, tuple[str, ...]] = {
        each.id: tuple(word for need in each.depends_on for word in need.any_of)
        for each in plan.systems
    }
    others: tuple[Link | Radio | Power | Telework, ...] = (
        *plan.links,
        *plan.radio,
        *plan.power,
        *plan.telework,
    )
    needs |= {each.id: each.depends_on for each in others}
    for circle in cycles(needs):
        place = ids.place(circle[0], *ASSETS)
        if place:
            yield Refusal(place, CIRCLE(path=" → ".join((*circle, circle[0]))), BREAK_CIRCLE())
    jumps = {each.id: (each.jump,) if each.jump else () for each in plan.servers}
    hosts = {each.id: (each.host,) if each.host else () for each in plan.servers}
    for edges, said in ((jumps, JUMP_CIRCLE), (hosts, HOST_CIRCLE)):
        for circle in cycles(edges):
            place = ids.place(circle[0], Server)
            if place:
                path = " → ".join((*circle, circle[0]))
                yield Refusal(place, said(path=path), BREAK_CIRCLE())


def _inner_twins(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Ids used twice within one system or one server, where only that thing's count."""
    for system in plan.systems:
        probes = [each.id for each in system.probe if each.id]
        probes += [each.id for level in system.levels for each in level.probe if each.id]
        for words in ([each.id for each in system.levels], probes):
            yield from _twins(system.id, words, ids.place(system.id, System))
    for server in plan.servers:
        words = [each.id for each in server.commands]
        yield from _twins(server.id, words, ids.place(server.id, Server))
    for link in plan.links:
        yield from _twins(link.id, [each.id for each in link.paths], ids.place(link.id, Link))


def _twins(owner: str, words: list[str], place: Place | None) -> Iterator[Refusal]:
    for word in dict.fromkeys(each for each in words if words.count(each) > 1):
        if place:
            yield Refusal(place, INNER_TWICE(owner=owner, word=word), OTHER_ID())


def _ports(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    for server in plan.servers:
        place = ids.place(server.id, Server)
        if place and not 1 <= server.port <= 65_535:
            yield Refusal(place, NO_PORT(server=server.id, port=server.port))


def _merits(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    for radio in plan.radio:
        merit = radio.voice_test.merit if radio.voice_test else None
        place = ids.place(radio.id, Radio)
        if place and merit is not None and not 1 <= merit <= 5:
            yield Refusal(place, NO_MERIT(radio=radio.id, merit=merit))
