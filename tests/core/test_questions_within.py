"""Questions that are asked as part of another are known before a drill begins."""

from __future__ import annotations

from bcp.asking import ProbeCall
from bcp.inventory import Link
from bcp.link_paths import LinkPath
from bcp.model import Command, Organisation, Plan, Server
from bcp.questions_within import with_those_within

ROUTE = ProbeCall("ssh", "router", {"command": "route"}, server="router")
PORT = ProbeCall("snmp", "192.0.2.9", {"account": "reader", "oid": "1.3.6.1.2.1.1.3.0"})
MAIL = ProbeCall("tcp", "mail:25")
LINE = ProbeCall("link", "line")
PATHS = (
    LinkPath("fibre", carries=ROUTE, probe=(MAIL,)),
    LinkPath("radio", carries=PORT, allowed=(MAIL,), denied=(LINE,)),
)
PLAN = Plan(
    Organisation("訓練町"),
    servers=(Server("router", "192.0.2.1", commands=(Command("route", "ip route"),)),),
    links=(Link("line", paths=PATHS, probe=(ProbeCall("icmp", "192.0.2.2"),)),),
)


def test_a_line_asks_what_its_paths_say_and_each_once() -> None:
    assert with_those_within(PLAN, (LINE,)) == (LINE, ROUTE, MAIL, PORT)


def test_what_is_asked_of_the_line_itself_is_no_part_of_it() -> None:
    found = with_those_within(PLAN, (LINE,))
    assert not [each for each in found if each.word == "icmp"]


def test_another_question_about_the_same_thing_asks_no_more() -> None:
    snmp = ProbeCall("snmp", "line", {"fact": "link_state"})
    assert with_those_within(PLAN, (snmp,)) == (snmp,)
