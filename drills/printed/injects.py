"""状況付与票: each situation on a slip of its own, in the form that Japanese offices use.

What the players must not know beforehand stands on no slip: neither the drill's name nor what is
pretended or measured, and no slip but that of the situation itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from drills.printed.document import Block, Line, Slip
from drills.printed.moments import at_known, in_order
from drills.printed.scenario_facts import lifelines
from drills.printed.wording import Wording
from scenarios.model import Inject, Scenario, Step

HEAD = Phrase(
    "printed.slip_head", ja="状況付与票　No. {n}／{count}", en="Situation no. {n} of {count}"
)
HOW = Phrase(
    "printed.slips_how",
    ja="切り離し、付与時刻になったら付与先に渡します。時刻は発災からの経過（T+時:分）です。"
    "受け取った人は、受領の欄に時刻と名前を書きます。",
    en="Cut them apart, and hand each over when its time has come (T+hours:minutes since the "
    "event). Who takes it writes time and name under Received.",
)
GIVEN_AT = Phrase("printed.given_at", ja="付与時刻", en="when")
GIVEN_TO = Phrase("printed.given_to", ja="付与先", en="to")
SENDER = Phrase("printed.sender", ja="発信元", en="from")
VIA = Phrase("printed.via", ja="伝達手段", en="by")
RECEIVED = Phrase("printed.received", ja="受領", en="received")
AT_BY = Phrase(
    "printed.received_blank",
    ja="　　時　　分　　氏名",
    en="at ________ by ________________",
)
EVERYBODY = Phrase("printed.everybody", ja="全員", en="everybody")
JUMPED = Phrase(
    "printed.jumped",
    ja="（ここで想定の時刻が{jump:span}進みます）",
    en="(Here the clock of the event goes {jump:span} forward.)",
)


def injects(wording: Wording, scenario: Scenario) -> Iterator[Block]:
    """One slip for each situation, in the order of the drill."""
    given = numbered(scenario)
    if not given:
        return
    yield Line(wording.said(HOW), "note")
    for each in given:
        yield _slip(wording, scenario, each, len(given))


def numbered(scenario: Scenario) -> tuple[tuple[Step, Inject, int], ...]:
    """Every situation in the order of the drill, with its number from 1."""
    given = [(each, each.do) for each in in_order(scenario) if isinstance(each.do, Inject)]
    return tuple((step, do, n) for n, (step, do) in enumerate(given, 1))


def _slip(
    wording: Wording, scenario: Scenario, given: tuple[Step, Inject, int], count: int
) -> Slip:
    step, do, n = given
    jumped = wording.said(JUMPED(jump=do.jump.us)) if do.jump else ""
    rows = (
        (GIVEN_AT, at_known(wording, scenario, step)),
        (GIVEN_TO, receiver(wording, do)),
        (SENDER, do.sender or ""),
        (VIA, do.via or ""),
        (RECEIVED, wording.said(AT_BY)),
    )
    # What is left of power, telephones and water is given with the first situation.
    left = lifelines(wording, scenario.hazard) if n == 1 else ()
    return Slip(
        wording.said(HEAD(n=n, count=count)),
        wording.said(scenario.safety.notice),
        (*((wording.said(name), value) for name, value in rows), *left),
        "\n".join(each for each in (wording.said(do.text), jumped) if each),
    )


def receiver(wording: Wording, inject: Inject) -> str:
    """To whom a situation is given."""
    return wording.role(inject.to) or wording.said(EVERYBODY)
