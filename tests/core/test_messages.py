"""Messages to people: when each goes, what a failure or a crash leaves, and what follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcp.durations import MINUTE, SECOND
from bcp.message import Text
from bcp.messages import MailServer, Messages, Send, SendingCommand, Webhook
from bcp.people import Contact, Method
from drills.core import events as e
from drills.core.addressees import contacted
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.core.message_orders import AllClear, SettleMessage
from drills.core.messages import AT_ONCE, GAPS, addressed
from drills.core.orders import Abort, Answer, GoOn, Pause, RealEvent
from drills.core.retraction_orders import Retract
from scenarios.model import Sending, Step
from tests.core import making as m
from tests.core.simulation import DOWN, Posted, Simulation, World, drilled

WAYS = Messages(
    mail=MailServer("mail.example", "office@city.example", per_minute=60),
    webhook=Webhook("https://chat.example/h"),
    command=SendingCommand(("send-sms", "{to}"), "sms", per_minute=600),
)


def person(name: str, *methods: Method) -> Contact:
    return Contact(name, methods=methods or (Method("mail", f"{name}@city.example"),))


PEOPLE = tuple(person(name) for name in ("a", "b", "c"))


def sending(*to: str, within: int | None = None, **rest: Any) -> Step:
    return m.step("tell", Sending(to or ("@contacts",), Text("集まれ"), **rest), within=within)


def brief(*steps: Step, send: Send = "real", people: tuple[Contact, ...] = PEOPLE) -> Brief:
    made = m.brief(*steps, mode="walkthrough")
    plan = replace(made.plan, contacts=people, messages=WAYS)
    return replace(made, plan=plan, send=send)


def begun(world: World, **rest: Any) -> Simulation:
    simulation = Simulation(world).begin(brief(sending(), **rest))
    simulation.run(until=0)
    return simulation


def stages(simulation: Simulation) -> dict[str, str]:
    return {each.person: each.stage for each in addressed(simulation.drill, "tell")}


def ended(simulation: Simulation) -> e.StepEnded:
    (found,) = [each for each in simulation.of(e.StepEnded) if each.step == "tell"]
    return found


def test_each_is_written_to_once_at_the_pace_of_the_plan() -> None:
    done = drilled(brief(sending()))
    orders = done.of(e.MessageOrdered)
    assert [(each.person, each.at, each.way) for each in orders] == [
        ("a", 0, 0),
        ("b", SECOND, 0),
        ("c", 2 * SECOND, 0),
    ]
    assert (ended(done).outcome, ended(done).source) == ("held", "measured")
    assert [each.id for each in contacted(done.drill)] == ["a", "b", "c"]


def test_no_more_than_a_few_are_on_their_way_at_once() -> None:
    people = tuple(person(f"p{n}", Method("sms", f"000{n}")) for n in range(9))
    world = World(posted=(Posted(took=MINUTE),))
    simulation = Simulation(world).begin(brief(sending(by="command"), people=people))
    simulation.run(until=30 * SECOND)
    assert len(simulation.of(e.MessageOrdered)) == AT_ONCE
    simulation.run()
    assert ended(simulation).outcome == "held"


@pytest.mark.parametrize("send", ["none", "test", "real"])
def test_at_a_table_nothing_is_sent_and_a_person_answers(send: Send) -> None:
    made = replace(brief(sending(), send=send), mode="tabletop")
    world = World(orders=((SECOND, Answer("tell", "done", "hanako")),))
    done = drilled(made, world)
    assert not done.of(e.MessageOrdered)
    assert (ended(done).outcome, ended(done).source) == ("held", "assumed")


def test_where_nothing_is_to_be_sent_a_person_answers() -> None:
    world = World(orders=((SECOND, Answer("tell", "done", "hanako")),))
    done = drilled(brief(sending(), send="none"), world)
    assert not done.of(e.MessageOrdered)
    assert ended(done).source == "observed"


def test_one_that_failed_for_now_is_tried_again_after_growing_gaps() -> None:
    world = World(posted=(Posted(DOWN, again=True),))
    done = drilled(brief(sending("a")), world)
    orders = done.of(e.MessageOrdered)
    assert [each.attempt for each in orders] == list(range(1, len(GAPS) + 2))
    failed = [each.at for each in done.of(e.MessageFailed)]
    gaps = tuple(order.at - at for order, at in zip(orders[1:], failed, strict=False))
    assert gaps == GAPS
    assert ended(done).outcome == "broken"
    assert not contacted(done.drill)


def test_one_that_will_never_go_is_not_tried_again() -> None:
    done = drilled(brief(sending("a")), World(posted=(Posted(DOWN),)))
    assert len(done.of(e.MessageOrdered)) == 1
    assert ended(done).outcome == "broken"


def test_a_person_without_an_address_is_told_and_not_tried() -> None:
    people = (person("a"), person("b", Method("phone", "000-0001")))
    done = drilled(brief(sending(), people=people))
    assert [each.person for each in done.world.delivered] == ["a"]
    assert [(each.person, each.way) for each in done.of(e.MessageOrdered)] == [
        ("a", 0),
        ("b", None),
    ]
    assert (ended(done).outcome, len(ended(done).why)) == ("broken", 2)


@pytest.mark.parametrize(
    "value", ["x@city.example\r\nBcc: y@city.example", "-f x@city.example", ""]
)
def test_what_is_no_address_is_written_to_nobody(value: str) -> None:
    done = drilled(brief(sending("a"), people=(person("a", Method("mail", value)),)))
    assert not done.world.delivered
    sms = drilled(brief(sending("a", by="command"), people=(person("a", Method("sms", value)),)))
    assert not sms.world.delivered


def test_a_chat_is_written_to_once_and_all_whom_it_is_for_count_as_reached() -> None:
    done = drilled(brief(sending(by="webhook")))
    assert [each.person for each in done.world.delivered] == [""]
    assert [each.id for each in contacted(done.drill)] == ["a", "b", "c"]


def test_what_was_on_its_way_in_a_crash_is_never_sent_again_by_itself() -> None:
    world = World(posted=(Posted(took=MINUTE),))
    first = begun(world)
    first.run(until=SECOND)
    stored = first.events
    assert [each.person for each in first.of(e.MessageOrdered)] == ["a", "b"]
    after = Simulation.crashed_after(stored, World(), 10 * SECOND)
    after.run(until=10 * MINUTE)
    assert stages(after) == {"a": "doubt", "b": "doubt", "c": "sent"}
    assert [each.person for each in after.world.delivered] == ["c"]
    assert not [each for each in after.of(e.StepEnded) if each.step == "tell"]
    after.order(SettleMessage("tell", "a", "repeat", "hanako"))
    after.order(SettleMessage("tell", "b", "done", "hanako"))
    after.run()
    assert [each.person for each in after.world.delivered] == ["c", "a"]
    assert ended(after).outcome == "held"


def test_a_doubt_is_put_to_people_and_all_of_them_can_be_settled_at_once() -> None:
    first = begun(World(posted=(Posted(took=MINUTE),)))
    first.run(until=SECOND)
    after = Simulation.crashed_after(first.events, World(), SECOND)
    assert "tell" in [step for _, step in after.world.asked]
    after.order(SettleMessage("tell", "nobody", "done", "hanako"))
    assert [each.code for _, each in after.world.refused] == ["order.message_no_doubt"]
    after.order(SettleMessage("tell", "all", "not_done", "hanako"))
    after.run()
    assert ended(after).outcome == "broken"
    assert [each.id for each in contacted(after.drill)] == ["c"]


def test_the_pace_is_kept_over_a_crash() -> None:
    first = begun(World())
    after = Simulation.crashed_after(first.events, World(), SECOND // 2)
    after.run(until=SECOND // 2)
    assert len(after.of(e.MessageOrdered)) == 1


def test_in_a_pause_nothing_goes_out() -> None:
    simulation = begun(World())
    simulation.order(Pause("hanako"))
    simulation.run(until=MINUTE)
    assert len(simulation.of(e.MessageOrdered)) == 1
    simulation.order(GoOn("hanako"))
    simulation.run()
    assert len(simulation.of(e.MessageOrdered)) == 3


def test_behind_the_steps_time_nothing_more_goes_out() -> None:
    done = drilled(brief(sending(within=SECOND + 1)))
    assert len(done.of(e.MessageOrdered)) == 2
    assert ended(done).ending == "expired"


def test_whoever_takes_up_a_run_may_choose_that_nothing_more_is_sent() -> None:
    simulation = begun(World())
    chosen = e.SendChosen(simulation.now, "none", "hanako")
    after = Simulation.crashed_after([*simulation.events, chosen], World(), SECOND)
    after.run(until=MINUTE)
    assert not after.world.delivered
    after.order(Answer("tell", "done", "hanako"))
    after.run()
    assert ended(after).outcome == "held"


def real(simulation: Simulation) -> None:
    simulation.order(RealEvent("hanako"))


def test_at_the_real_event_nothing_goes_out_but_the_all_clear_that_a_person_ordered() -> None:
    simulation = begun(World())
    simulation.run(until=SECOND)
    real(simulation)
    simulation.run(until=10 * MINUTE)
    assert len(simulation.of(e.MessageOrdered)) == 2
    simulation.order(AllClear("hanako"))
    simulation.order(AllClear("taro"))
    assert [each.code for _, each in simulation.world.refused] == ["order.all_clear_already"]
    simulation.run(until=11 * MINUTE)
    clears = [each.person for each in simulation.of(e.MessageOrdered) if each.all_clear]
    assert clears == ["a", "b"]
    assert simulation.drill.ended is None
    simulation.order(Retract("all", "hanako"))
    simulation.run()
    assert simulation.drill.ended is not None


def test_an_abort_ends_the_all_clear_too() -> None:
    simulation = begun(World(posted=(Posted(), Posted(DOWN, again=True))))
    real(simulation)
    simulation.order(AllClear("hanako"))
    simulation.run(until=15 * SECOND)
    simulation.order(Abort("hanako"))
    simulation.run()
    assert simulation.now < MINUTE


def test_without_the_real_event_or_a_message_there_is_no_all_clear() -> None:
    simulation = begun(World())
    simulation.order(AllClear("hanako"))
    nobody = begun(World(orders=((0, RealEvent("hanako")),)), send="none")
    nobody.order(AllClear("hanako"))
    refused = (*simulation.world.refused, *nobody.world.refused)
    codes = [each.code for _, each in refused]
    assert codes == ["order.not_real", "order.all_clear_nothing_sent"]


def test_an_abort_waits_for_the_answers_under_way_and_sends_no_more() -> None:
    simulation = begun(World(posted=(Posted(took=5 * SECOND),)))
    simulation.order(Abort("hanako"))
    simulation.run()
    assert len(simulation.of(e.MessageOrdered)) == 1
    assert simulation.of(e.MessageSent)
    assert replay(simulation.events) == simulation.drill
