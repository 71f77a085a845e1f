"""What may be wrong with a ramp: its waves, what is asked meanwhile, and its test accounts."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.did_you_mean import remedy
from bcp.durations import SECOND
from bcp.inventory import Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.refused import Place, Refusal
from bcp.said_by_people import said_by_people
from scenarios.checks import Written
from scenarios.model import RollCall
from scenarios.ramp_readings import ramps_of, readings_of
from scenarios.ramps import MOST_COUNT, Synthetic

NO_WAVES = Phrase(
    "ramp.no_waves",
    ja="段階（waves）は、累計の人数を小さい順に一つ以上書いてください。",
    en="write one wave at least, each with more people in all than the one before.",
)
LIKE_WAVES = Phrase(
    "ramp.like_waves", ja="例: waves: [50, 100, 200]", en="For instance waves: [50, 100, 200]."
)
TOO_OFTEN = Phrase(
    "ramp.too_often",
    ja="every と look は1秒以上にしてください。",
    en="every and look are one second at least.",
)
TOO_MANY = Phrase(
    "ramp.too_many",
    ja="試験用アカウントの接続は1から{most}までです（{count}になっています）。",
    en="there can be 1 to {most} sessions of test accounts (there are {count}).",
)
NO_ACCOUNT = Phrase(
    "ramp.no_account",
    ja="テレワーク「{gateway}」に試験用アカウント「{account}」はありません。",
    en="the telework {gateway!r} has no test account {account!r}.",
)
ADD_ACCOUNT = Phrase(
    "ramp.add_account",
    ja="計画のtest_accountsに書いてください。",
    en="Write it under test_accounts in the plan.",
)
NO_ROOM = Phrase(
    "ramp.no_room",
    ja="試験用アカウントで同時に張れる接続は{room}までですが、{count}になっています。",
    en="these test accounts may have {room} sessions at a time, and {count} are wanted.",
)
MORE_ROOM = Phrase(
    "ramp.more_room",
    ja="countを減らすか、アカウントを加えるか、計画のat_onceを直してください。",
    en="Lower count, add accounts, or correct at_once in the plan.",
)
NOTHING_TO_READ = Phrase(
    "ramp.nothing_to_read",
    ja="手順「{step}」で確かめる問いがなく、限界が分かりません。",
    en="the step {step!r} asks nothing, so no limit would be seen.",
)
ADD_READ = Phrase(
    "ramp.add_read",
    ja="計画のgates（auth、capacity、line）のaskか、この手順のreadを書いてください。",
    en="Write the gates auth, capacity or line in the plan, or read here.",
)
BY_PEOPLE = Phrase(
    "ramp.by_people",
    ja="手順「{step}」のreadに、人が見て答える問い「{word}」は書けません。",
    en="read of the step {step!r} takes no question that people answer ({word}).",
)

NO_ROLL_CALL = Phrase(
    "ramp.no_roll_call",
    ja="手順「{step}」のcheckinにある「{word}」は、点呼の手順ではありません。",
    en="checkin of the step {step!r} names {word!r}, at which nobody checks in.",
)
NAME_ROLL_CALL = Phrase(
    "ramp.name_roll_call",
    ja="checkinのある手順のidを書いてください。",
    en="Name a step with checkin.",
)


def ramp_mistakes(written: Written) -> Iterator[Refusal]:
    """What can be seen without a plan."""
    for step, ramp in ramps_of(written.scenario):
        place = written.steps[step]
        rising = all(low < high for low, high in zip((0, *ramp.waves), ramp.waves, strict=False))
        if not ramp.waves or not rising:
            yield Refusal(place, NO_WAVES(), LIKE_WAVES())
        if min(ramp.every.us, ramp.look.us) < SECOND:
            yield Refusal(place, TOO_OFTEN())
        named = written.scenario.step(ramp.checkin) if ramp.checkin else None
        if named is not None and not isinstance(named.do, RollCall):
            yield Refusal(place, NO_ROLL_CALL(step=step, word=named.id), NAME_ROLL_CALL())
        for call in ramp.read:
            if said_by_people(call):
                yield Refusal(place, BY_PEOPLE(step=step, word=call.word))
        if ramp.synthetic is not None and not 1 <= ramp.synthetic.count <= MOST_COUNT:
            yield Refusal(place, TOO_MANY(most=MOST_COUNT, count=ramp.synthetic.count))


def ramp_mistakes_against(written: Written, plan: Plan) -> Iterator[Refusal]:
    """What the plan does not have."""
    for step, ramp in ramps_of(written.scenario):
        place = written.steps[step]
        way = next((each for each in plan.telework if each.id == ramp.gateway), None)
        if way is None:
            continue
        if written.scenario.modes != ("tabletop",) and not readings_of(plan, ramp):
            yield Refusal(place, NOTHING_TO_READ(step=step), ADD_READ())
        if ramp.synthetic is not None:
            yield from _accounts(ramp.synthetic, way, place)


def _accounts(synthetic: Synthetic, way: Telework, place: Place) -> Iterator[Refusal]:
    known = {each.id: each for each in way.test_accounts}
    for account in synthetic.account:
        if account not in known:
            then = remedy(account, known) if known else ADD_ACCOUNT()
            yield Refusal(place, NO_ACCOUNT(gateway=way.id, account=account), then)
    named = dict.fromkeys(each for each in synthetic.account if each in known)
    room = sum(known[each].at_once for each in named)
    if len(named) == len(synthetic.account) and synthetic.count > room:
        yield Refusal(place, NO_ROOM(room=room, count=synthetic.count), MORE_ROOM())
