"""What the ping programs of the world say, and what it means."""

from __future__ import annotations

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.probes._pinging import Echoes, MayNotPing, command_for, echoes_in

ANSWERED = """PING 10.1.2.3 (10.1.2.3) 56(84) bytes of data.
64 bytes from 10.1.2.3: icmp_seq=1 ttl=64 time=0.045 ms
64 bytes from 10.1.2.3: icmp_seq=1 ttl=64 time=0.061 ms (DUP!)
64 bytes from 10.1.2.3: icmp_seq=2 ttl=64 time=12.5 ms

--- 10.1.2.3 ping statistics ---
2 packets transmitted, 2 received, +1 duplicates, 0% packet loss, time 1002ms
rtt min/avg/max/mdev = 0.045/0.045/12.5/0.000 ms
"""
BUSYBOX = """PING 10.1.2.3 (10.1.2.3): 56 data bytes
64 bytes from 10.1.2.3: seq=0 ttl=64 time=0.073 ms

--- 10.1.2.3 ping statistics ---
1 packets transmitted, 1 packets received, 0% packet loss
round-trip min/avg/max = 0.073/0.073/0.073 ms
"""
MAC = """PING6(56=40+8+8 bytes) ::1 --> ::1
16 bytes from ::1, icmp_seq=0 hlim=64 time=0.055 ms

--- ::1 ping6 statistics ---
1 packets transmitted, 1 packets received, 0.0% packet loss
round-trip min/avg/max/std-dev = 0.055/0.055/0.055/0.000 ms
"""
SILENT = """PING 10.1.2.3 (10.1.2.3) 56(84) bytes of data.

--- 10.1.2.3 ping statistics ---
1 packets transmitted, 0 received, 100% packet loss, time 0ms
"""
UNREACHABLE = """PING 10.1.2.3 (10.1.2.3) 56(84) bytes of data.
From 10.1.0.1 icmp_seq=1 Destination Net Unreachable
From 10.1.0.1 icmp_seq=2 Time to live exceeded

--- 10.1.2.3 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1001ms
"""

WINDOWS_EN = """
Pinging 10.1.2.3 with 32 bytes of data:
Reply from 10.1.2.3: bytes=32 time<1ms TTL=128
Reply from 10.1.2.3: bytes=32 time=14ms TTL=128

Ping statistics for 10.1.2.3:
    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),
Approximate round trip times in milli-seconds:
    Minimum = 0ms, Maximum = 14ms, Average = 7ms
"""
WINDOWS_JA = """
10.1.2.3 に ping を送信しています 32 バイトのデータ:
10.1.2.3 からの応答: バイト数 =32 時間 <1ms TTL=128
10.1.2.3 からの応答: バイト数 =32 時間 =14ms TTL=128

10.1.2.3 の ping 統計:
    パケット数: 送信 = 2、受信 = 2、損失 = 0 (0% の損失)、
ラウンド トリップの概算時間 (ミリ秒):
    最小 = 0ms、最大 = 14ms、平均 = 7ms
"""
WINDOWS_JA_IPV6 = """
::1 に ping を送信しています 32 バイトのデータ:
::1 からの応答: 時間 <1ms

::1 の ping 統計:
    パケット数: 送信 = 1、受信 = 1、損失 = 0 (0% の損失)、
ラウンド トリップの概算時間 (ミリ秒):
    最小 = 0ms、最大 = 0ms、平均 = 0ms
"""
WINDOWS_JA_SILENT = """
10.1.2.3 に ping を送信しています 32 バイトのデータ:
要求がタイムアウトしました。

10.1.2.3 の ping 統計:
    パケット数: 送信 = 1、受信 = 0、損失 = 1 (100% の損失)、
"""
# Windows counts this as received, and its exit code is 0.
WINDOWS_JA_UNREACHABLE = """
10.1.2.3 に ping を送信しています 32 バイトのデータ:
10.1.0.9 からの応答: 宛先ホストに到達できません。

10.1.2.3 の ping 統計:
    パケット数: 送信 = 1、受信 = 1、損失 = 0 (0% の損失)、
"""
WINDOWS_JA_NO_NETWORK = """
10.1.2.3 に ping を送信しています 32 バイトのデータ:
PING: 転送に失敗しました。一般エラーです。

10.1.2.3 の ping 統計:
    パケット数: 送信 = 1、受信 = 0、損失 = 1 (100% の損失)、
"""
WINDOWS_EN_UNREACHABLE = """
Pinging 10.1.2.3 with 32 bytes of data:
Reply from 10.1.0.9: Destination host unreachable.

Ping statistics for 10.1.2.3:
    Packets: Sent = 1, Received = 1, Lost = 0 (0% loss),
"""


@pytest.mark.parametrize(
    ("platform", "text", "times"),
    [
        ("linux", ANSWERED, (0.045, 12.5)),
        ("linux", BUSYBOX, (0.073,)),
        ("darwin", MAC, (0.055,)),
        ("linux", SILENT, ()),
        ("linux", UNREACHABLE, ()),
        ("win32", WINDOWS_EN, (1.0, 14.0)),
        ("win32", WINDOWS_JA, (1.0, 14.0)),
        ("win32", WINDOWS_JA_IPV6, (1.0,)),
        ("win32", WINDOWS_JA_SILENT, ()),
        ("win32", WINDOWS_JA_UNREACHABLE, ()),
        ("win32", WINDOWS_EN_UNREACHABLE, ()),
    ],
)
@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_only_a_reply_of_the_machine_itself_counts(
    platform: str, text: str, times: tuple[float, ...], encoding: str
) -> None:
    assert echoes_in(platform, 2, text.encode(encoding), b"") == Echoes(2, times)


@pytest.mark.parametrize(
    ("platform", "out", "err", "number"),
    [
        ("linux", "", "ping: connect: Network is unreachable", errno.ENETUNREACH),
        ("linux", "", "connect: Network is unreachable", errno.ENETUNREACH),
        ("linux", "", "ping: sendto: Network unreachable", errno.ENETUNREACH),
        ("linux", SILENT, "ping: sendmsg: Network is unreachable", errno.ENETUNREACH),
        ("linux", SILENT, "ping: sendmsg: Operation not permitted", errno.EPERM),
        ("linux", "", "ping: connect: No route to host", errno.EHOSTUNREACH),
        ("linux", "", "ping: socket: Address family not supported by protocol", errno.ENETUNREACH),
        ("linux", "", "ping: something nobody has seen", errno.EIO),
        ("darwin", SILENT, "ping: sendto: No route to host", errno.EHOSTUNREACH),
        ("darwin", SILENT, "ping: sendto: Network is down", errno.ENETDOWN),
        ("win32", WINDOWS_JA_NO_NETWORK, "", errno.ENETUNREACH),
        ("win32", "General failure.", "", errno.ENETUNREACH),
    ],
)
def test_what_never_left_this_machine_has_the_number_a_socket_would_give(
    platform: str, out: str, err: str, number: int
) -> None:
    with pytest.raises(OSError, match=r"\S") as caught:
        echoes_in(platform, 1, out.encode("cp932"), err.encode())
    assert caught.value.errno == number


@pytest.mark.parametrize(
    "err",
    [
        "ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n"
        "ping: => missing cap_net_raw+p capability or setuid?",
        "ping: permission denied (are you root?)",
        "ping: socket: Operation not permitted",
    ],
)
def test_a_user_without_the_right_is_told_from_a_network_that_fails(err: str) -> None:
    with pytest.raises(MayNotPing):
        echoes_in("linux", 1, b"", err.encode())


def test_each_system_is_called_in_its_own_way() -> None:
    assert command_for("linux", "10.1.2.3", 1, 4_950_000) == (
        *("ping", "-n", "-c", "1", "-W", "4", "10.1.2.3"),
    )
    assert command_for("linux", "::1", 3, 1_500_000) == (
        *("ping", "-n", "-c", "3", "-i", "0.2", "-W", "1", "::1"),
    )
    windows = command_for("win32", "10.1.2.3", 2, 4_000_000)
    assert windows[0].endswith(r"\System32\PING.EXE")
    assert windows[1:] == ("-n", "2", "-w", "2000", "10.1.2.3")
    assert command_for("darwin", "10.1.2.3", 1, 4_950_000)[-3:] == ("-W", "4950", "10.1.2.3")
    assert command_for("darwin", "::1", 1, 4_950_000)[0] == "/sbin/ping6"


@given(
    st.sampled_from(["linux", "darwin", "win32"]),
    st.integers(1, 20),
    st.binary() | st.text(st.sampled_from("=<msfrom 19.,\nTTL")).map(str.encode),
    st.binary(),
)
def test_any_output_is_echoes_or_a_reason_why_there_are_none(
    platform: str, count: int, out: bytes, err: bytes
) -> None:
    try:
        echoes = echoes_in(platform, count, out, err)
    except (OSError, MayNotPing):
        return
    assert 0 <= len(echoes.times_ms) <= echoes.sent == count
    assert all(each >= 0 for each in echoes.times_ms)
