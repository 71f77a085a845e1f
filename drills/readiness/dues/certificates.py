"""Certificates, by what runs last saw of them: the plan does not know when they end."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.telework_gates import GateTargets
from drills.readiness.certificates import CertificateSeen
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground

CERTIFICATE = Phrase("due.certificate", ja="{name}の証明書の期限", en="certificate of {name}")
RENEW = Phrase(
    "due.renew",
    ja="更新を手配し、済んだら bcp-drill run か survey で読み直してください"
    "（期限は {run} での読み取り）。",
    en="Have it renewed, then read it again with bcp-drill run or survey (the day was read in "
    "{run}).",
)


def found(ground: Ground) -> Iterator[DueLine]:
    """Each, by its newest reading alone; a reading of a day to come proves nothing."""
    newest: dict[str, CertificateSeen] = {}
    for each in ground.certificates:
        if each.of not in newest or newest[each.of].seen_on <= each.seen_on:
            newest[each.of] = each
    for each in newest.values():
        if each.seen_on <= ground.today:
            name, wants = ground.called(each.of), _wants(ground, each.of)
            what, do = CERTIFICATE(name=name), RENEW(run=each.run)
            notice = round(wants.certificate_warn_days)
            yield ground.line(
                "certificate", each.of, each.until, what, do, name=name, notice=notice
            )


def _wants(ground: Ground, id: str) -> GateTargets:
    way = next((each for each in ground.plan.telework if each.id == id), None)
    return GateTargets() if way is None else way.gate_targets
