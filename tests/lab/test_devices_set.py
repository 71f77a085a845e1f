"""The lab's gateways and devices come as one and go as one."""

from __future__ import annotations

from tests.lab.devices import daemons
from tests.lab.lab import Lab
from tests.lab.topology import SERVICES

NODES = ("hq", "dc")


def test_all_of_them_serve_and_afterwards_none_is_left(lab: Lab) -> None:
    with lab.devices() as folder:
        every = daemons(folder)
        for node in NODES:
            own = {each.name for each in every if each.node == node}
            wanted = dict.fromkeys((*SERVICES[node], *own), "serves")
            assert lab.node(node).states() == wanted
    for node in NODES:
        assert lab.node(node).services() == list(SERVICES[node])


def test_one_that_is_lost_leaves_the_others(lab: Lab) -> None:
    with lab.devices():
        with lab.fault.stopped("hq", "openvpn"), lab.fault.frozen("hq", "charon"):
            states = lab.node("hq").states()
            assert (states["openvpn"], states["wireguard"]) == ("stopped", "serves")
        assert set(lab.node("hq").states().values()) == {"serves"}


def test_they_are_back_after_a_power_cut(lab: Lab) -> None:
    with lab.devices():
        with lab.fault.power_cut("hq"):
            assert not lab.node("hq").is_on()
        assert set(lab.node("hq").states().values()) == {"serves"}
