"""What a question names of a device: ``{snmp: hq-ups, fact: battery_status, account: reader}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.asking import ProbeCall
from bcp.device_profile import Profile
from bcp.did_you_mean import DID_YOU_MEAN, nearest, remedy
from bcp.inventory import Link, Power, Radio, Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.profile_files import shipped, shipped_names
from bcp.reader import Mention
from bcp.refused import Refusal

NO_DEVICE = Phrase(
    "plan.no_device",
    ja="「{word}」という機器（無線・電源・回線・テレワーク）は計画にありません。",
    en="the plan has no device {word!r} (radio, power, link or telework).",
)
ADDRESS_WANTS_ACCOUNT = Phrase(
    "plan.address_wants_account",
    ja="計画にない機器は「account」と「oid」を書いて尋ねます。",
    en='A device that is not in the plan is asked with an "account" and an "oid".',
)
NO_FACT = Phrase(
    "plan.no_fact_of_profile",
    ja="設定「{profile}」に「{word}」という項目はありません。",
    en="the profile {profile!r} has no {word!r}.",
)
NO_WORD = Phrase(
    "plan.no_word_of_fact",
    ja="設定「{profile}」の「{fact}」が「{word}」になることはありません。",
    en="by the profile {profile!r}, {fact!r} is never {word!r}.",
)

Device = Radio | Power | Link | Telework


def device_troubles(mentions: Iterable[Mention], plan: Plan) -> Iterator[Refusal]:
    """Every device that the plan lacks, and every fact and word that its profile lacks.

    A profile that is not known is told where the device names it.
    """
    listed: tuple[Device, ...] = (*plan.radio, *plan.power, *plan.links, *plan.telework)
    devices = {each.id: each for each in listed}
    for each in mentions:
        if each.owner is not ProbeCall:
            continue
        if each.field == "device" and each.word not in devices:
            near = nearest(each.word, devices)
            then = DID_YOU_MEAN(word=near) if near else ADDRESS_WANTS_ACCOUNT()
            yield Refusal(each.place, NO_DEVICE(word=each.word), then)
        if each.field in ("fact", "fact word"):
            of, _, fact = (each.of or "").partition(" ")
            profile = _profile(devices.get(of), plan)
            if profile is not None and each.field == "fact":
                yield from _fact(each, profile)
            elif profile is not None:
                yield from _word(each, profile, fact)


def _profile(device: Device | None, plan: Plan) -> Profile | None:
    name = device.profile if device else None
    if name is None:
        return None
    return plan.profile(name) or (shipped(name) if name in shipped_names() else None)


def _fact(each: Mention, profile: Profile) -> Iterator[Refusal]:
    # All alarms together are a fact that no profile names.
    known = [*(name for name, _ in profile.objects), *(["alarms"] if profile.alarms else [])]
    if each.word not in known:
        what = NO_FACT(profile=profile.id, word=each.word)
        yield Refusal(each.place, what, remedy(each.word, known))


def _word(each: Mention, profile: Profile, fact: str) -> Iterator[Refusal]:
    status = profile.facts.get(fact)
    known = [one.word for one in status.values.values()] if status else []
    if known and each.word not in known:
        what = NO_WORD(profile=profile.id, fact=fact, word=each.word)
        yield Refusal(each.place, what, remedy(each.word, known))
