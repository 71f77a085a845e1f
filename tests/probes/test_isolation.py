"""A wall between two real networks is believed, and an unplugged cable is not taken for one."""

from __future__ import annotations

from tests.probes.namespaced import Ask, readings_in

GATEWAY, BEHIND = "192.0.2.1", "198.51.100.20"
# Another network at the end of a cable; its machine answers, and passes nothing on.
NEIGHBOUR = f"""
unshare --net sleep 60 &
there=$!
trap "kill $there" EXIT
here=$(readlink /proc/$$/ns/net)
while [ "$(readlink /proc/$there/ns/net)" = "$here" ]; do :; done
ip link add near type veth peer name far netns $there
ip addr add 192.0.2.2/24 dev near
ip link set near up
nsenter --target $there --net ip addr add {GATEWAY}/24 dev far
nsenter --target $there --net ip link set far up
ip route add 198.51.100.0/24 via {GATEWAY}
"""
UNPLUGGED = "nsenter --target $there --net ip link set far down"
WALL = Ask("icmp", BEHIND, limit_us=1_500_000, control=("icmp", GATEWAY))


def test_silence_behind_a_gateway_that_answers_is_isolation() -> None:
    (reading,) = readings_in(NEIGHBOUR, WALL)
    assert reading["facts"]["reply"] is False
    assert (reading["outcome"], reading["why"]) == ("held", ["core.control_answered"])


def test_silence_through_an_unplugged_cable_is_unknown() -> None:
    (reading,) = readings_in(NEIGHBOUR + UNPLUGGED, WALL)
    assert reading["facts"]["reply"] is False
    assert (reading["outcome"], reading["why"]) == ("unknown", ["core.control_silent"])


def test_a_wall_with_a_hole_is_broken() -> None:
    hole = f"nsenter --target $there --net ip addr add {BEHIND}/32 dev far"
    (reading,) = readings_in(NEIGHBOUR + hole, WALL)
    assert (reading["facts"]["reply"], reading["outcome"]) == (True, "broken")
