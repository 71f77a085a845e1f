"""In which order the steps of a scenario come, and when, as far as that is known beforehand."""

from __future__ import annotations

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.message import Phrase
from bcp.written_times import read_clock
from drills.printed.wording import Wording
from scenarios.model import Inject, Scenario, Step

AFTER = Phrase("printed.after", ja="{steps:list}の後", en="after {steps:list}")
STEP = Phrase("printed.step_called", ja="［{step}］", en="[{step}]")
NEXT_DAY = Phrase("printed.next_day", ja="翌日{clock}", en="next day {clock}")
LATER = Phrase("printed.days_later", ja="{days}日後の{clock}", en="day +{days} {clock}")
BESIDE = Phrase("printed.clock_and_offset", ja="{clock}（{offset}）", en="{clock} ({offset})")


def in_order(scenario: Scenario) -> tuple[Step, ...]:
    """The steps in the order in which they can become due at the earliest."""
    earliest = earliest_of(scenario)
    return tuple(sorted(scenario.steps, key=lambda each: earliest[each.id]))


def earliest_of(scenario: Scenario) -> dict[str, int]:
    """When each step can become due at the earliest, in microseconds of the event clock.

    Nothing takes any time here but what the scenario says, so it orders the steps and no more.
    """
    waits = {each.id: _before(scenario, n) for n, each in enumerate(scenario.steps)}
    found: dict[str, int] = {}
    # Each round settles at least those whose waits are settled; a scenario has no rings.
    for _ in scenario.steps:
        for each in scenario.steps:
            jumped = (_end(scenario, found, step) for step in waits[each.id])
            found[each.id] = max(each.at.us if each.at else 0, *jumped, 0)
    return found


def _before(scenario: Scenario, n: int) -> tuple[str, ...]:
    step = scenario.steps[n]
    if step.after:
        return tuple(each.step for each in step.after)
    return (scenario.steps[n - 1].id,) if step.at is None and n else ()


def _end(scenario: Scenario, found: dict[str, int], id: str) -> int:
    step = scenario.step(id)
    jump = step.do.jump if step is not None and isinstance(step.do, Inject) else None
    return found.get(id, 0) + (jump.us if jump else 0)


def when(wording: Wording, scenario: Scenario, step: Step) -> str:
    """When a step becomes due: by the clock of the event, and after which other steps."""
    n = scenario.steps.index(step)
    at = at_known(wording, scenario, step)
    named = _before(scenario, n)
    steps = tuple(STEP(step=each) for each in named)
    return "\n".join(
        each for each in (at, wording.said(AFTER(steps=steps)) if steps else "") if each
    )


def at_known(wording: Wording, scenario: Scenario, step: Step) -> str:
    """The time at which a step becomes due at the earliest, where the scenario tells it."""
    if step.at is not None:
        return clock(wording, scenario, step.at.us)
    return clock(wording, scenario, 0) if step == scenario.steps[0] and not step.after else ""


def clock(wording: Wording, scenario: Scenario, us: int) -> str:
    """``T+1:05``; where the scenario says at what time the event strikes, 「23:15（T+1:05）」."""
    strikes = read_clock(scenario.hazard.at or "")
    if strikes is None:
        return offset(us)
    days, since = divmod(strikes.since + us, DAY)
    hour, minute = divmod(since // MINUTE, 60)
    said = f"{hour}:{minute:02}"
    if days:
        said = wording.said(NEXT_DAY(clock=said) if days == 1 else LATER(days=days, clock=said))
    return wording.said(BESIDE(clock=said, offset=offset(us)))


def offset(us: int) -> str:
    """Hours and minutes since the event: ``T+1:05``; with seconds where there are some."""
    hours, rest = divmod(us, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = rest // SECOND
    return f"T+{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
