"""What devices' raw values mean by their profiles, without a device."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.device_facts import FACTS_OF
from bcp.device_profile import DeviceObject, StatusValue, Take
from bcp.message import Text
from bcp.profile_files import shipped, shipped_names
from drills.errors import Refusal
from drills.probes._profile import Found, meaning_of, number_of, oid_of, text_of, value_of
from drills.probes._snmp import SnmpValue

VALUES: st.SearchStrategy[SnmpValue] = st.one_of(
    st.none(), st.integers(-(2**63), 2**64 - 1), st.text(max_size=40), st.binary(max_size=60)
)


def number(scale: float, take: Take, absent: tuple[int, ...] = ()) -> DeviceObject:
    return DeviceObject(
        "1.3.6.1.1", "number", Text("数"), "-", scale, "v", "each", take, absent=absent
    )


@pytest.mark.parametrize(
    ("raw", "means"),
    [
        (-455, -455.0),
        (b"-45.5", -45.5),
        (b"-45.5dBm", -45.5),
        (b" 1.0e-6 ", 1e-6),
        (b"invalid", None),
        (b"", None),
        (b"1e999", None),
        (b"\xff\xfe", None),
        ("192.0.2.1", 192.0),
        (None, None),
    ],
)
def test_a_number_is_read_also_from_a_text_that_begins_with_one(
    raw: SnmpValue, means: float | None
) -> None:
    assert number_of(raw) == means


@pytest.mark.parametrize(
    ("raw", "means"),
    [
        ("停電".encode(), "停電"),
        ("停電".encode("cp932"), "停電"),
        (b"Eth1\0\0", "Eth1"),
        (b"\x81", "\x81"),
        (7, "7"),
        (None, None),
    ],
)
def test_a_text_is_read_in_the_encodings_that_devices_use(
    raw: SnmpValue, means: str | None
) -> None:
    assert text_of(raw) == means


@pytest.mark.parametrize(
    ("take", "raw", "means"),
    [
        ("lowest", (2010, 990), 99.0),
        ("highest", (2010, 990), 201.0),
        ("sum", (2010, 990), 300.0),
        ("count", (2010, 990, None), 2.0),
        ("lowest", (-1, 990), 99.0),
        ("sum", (), None),
    ],
)
def test_one_number_is_made_of_all_rows(
    take: Take, raw: tuple[SnmpValue, ...], means: float | None
) -> None:
    assert value_of(number(0.1, take, absent=(-1,)), raw) == means


def test_the_gravest_of_several_states_is_the_one_that_counts() -> None:
    values = {"1": StatusValue("up", "fine"), "2": StatusValue("down", "alarm")}
    each = DeviceObject(
        "1.3.6.1.9", "status", Text("状態"), "-", row="each", take="worst", values=values
    )
    rows: Mapping[str, SnmpValue] = {"1.3.6.1.9.1": 1, "1.3.6.1.9.2": 2, "1.3.6.1.9.3": 7}
    profile = shipped("if-mib")
    found = Found(columns={"1.3.6.1.9": rows})
    reading = meaning_of(profile, "線", {"link_state": each}, None, found)
    assert reading.facts["link_state"] == "down"
    assert [status.name for status in reading.of_severity("alarm")] == ["link_state"]
    assert reading.note is not None
    assert reading.note.params["value"] == "7"


@given(st.sampled_from(shipped_names()), st.data())
def test_nothing_that_a_device_sends_breaks_the_reading(name: str, data: st.DataObject) -> None:
    profile = shipped(name)
    single = {
        oid_of(each, "1"): data.draw(VALUES) for _, each in profile.objects if each.row != "each"
    }
    columns = {
        each.oid: data.draw(st.dictionaries(st.text(max_size=5), VALUES, max_size=4))
        for _, each in profile.objects
        if each.row == "each"
    }
    objects = dict(profile.objects)
    try:
        reading = meaning_of(profile, "機器", objects, "1", Found(single, columns))
    except Refusal as refusal:
        assert refusal.message.code == "probes.profile.not_this"
        return
    assert {*reading.facts} == {*FACTS_OF[profile.kind]}
    numbers = [value for value in reading.facts.values() if isinstance(value, float)]
    assert all(isfinite(value) for value in numbers)
