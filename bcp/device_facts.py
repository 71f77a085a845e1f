"""The facts that a profile may give, by the kind of device: one name and one unit for each.

A probe for a kind of device offers exactly these. One more is one more line here.
"""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import FactKind, Unit
from bcp.device_profile import DeviceKind
from bcp.message import Text


def _number(ja: str, en: str, unit: Unit = "", news: float | None = None) -> FactKind:
    return FactKind("float", Text(ja=ja, en=en), unit, news)


def _word(ja: str, en: str, news: float | None = None) -> FactKind:
    return FactKind("str", Text(ja=ja, en=en), news=news)


_ALARMS = {
    "alarms": FactKind("int", Text(ja="出ている警報の数", en="how many alarms are on")),
    "alarm_names": _word("出ている警報の名前", "the names of those alarms", news=0),
}

RADIO: Mapping[str, FactKind] = {
    "rx_level_dbm": _number("受信レベル", "received level", "dbm", news=0.5),
    "tx_power_dbm": _number("送信電力", "transmitted power", "dbm"),
    "snr_db": _number("信号対雑音比", "signal to noise ratio", "db"),
    "esno_db": _number("Es/No", "Es/No", "db"),
    "ebno_db": _number("Eb/No", "Eb/No", "db"),
    "ber": _number("ビット誤り率", "bit error ratio"),
    "capacity_mbps": _number("今使える帯域", "capacity at present", "mbps"),
    "modulation": _word("変調方式", "modulation", news=0),
    "link_state": _word("回線の状態", "state of the radio link"),
    "sync": _word("同期の状態", "state of synchronisation"),
    "voltage_v": _number("電源電圧", "supply voltage", "v"),
    "temperature_c": _number("機器の温度", "temperature of the device", "celsius"),
    "equipment": _word("機種", "what device it says it is"),
    **_ALARMS,
}
UPS: Mapping[str, FactKind] = {
    "output_source": _word("何から給電しているか", "what it feeds its load from"),
    "battery_status": _word("電池の状態", "state of the battery"),
    "battery_percent": _number("電池の残量", "charge of the battery", "percent", news=1),
    "runtime_left_s": _number("あと何秒もつか", "how long it will last", "s", news=60),
    "on_battery_s": _number("電池に切り替わってからの時間", "time on battery", "s"),
    "load_percent": _number("負荷率", "load", "percent"),
    "input_voltage_v": _number("入力電圧", "input voltage", "v"),
    "output_voltage_v": _number("出力電圧", "output voltage", "v"),
    "battery_voltage_v": _number("電池の電圧", "voltage of the battery", "v"),
    "temperature_c": _number("電池の温度", "temperature of the battery", "celsius"),
    "equipment": _word("機種", "what device it says it is"),
    **_ALARMS,
}
GENERATOR: Mapping[str, FactKind] = {
    "running": _word("運転の状態", "whether it runs"),
    "fuel_l": _number("燃料の量", "fuel", "l"),
    "fuel_percent": _number("燃料の残量", "fuel left", "percent"),
    "load_percent": _number("負荷率", "load", "percent"),
    "output_voltage_v": _number("出力電圧", "output voltage", "v"),
    "battery_voltage_v": _number("始動用電池の電圧", "voltage of the starting battery", "v"),
    "temperature_c": _number("機関の温度", "temperature of the engine", "celsius"),
    "equipment": _word("機種", "what device it says it is"),
    **_ALARMS,
}
LINK: Mapping[str, FactKind] = {
    "link_state": _word("回線の状態", "state of the line"),
    "admin_state": _word("設定上の状態", "state as it is set"),
    "speed_mbps": _number("回線の速度", "speed of the line", "mbps"),
    "in_bytes": _number("受信した総量", "received so far", "bytes"),
    "out_bytes": _number("送信した総量", "sent so far", "bytes"),
    "in_errors": _number("受信エラーの総数", "errors received so far"),
    "out_errors": _number("送信エラーの総数", "errors sent so far"),
    "equipment": _word("機種", "what device it says it is"),
    **_ALARMS,
}
GATEWAY: Mapping[str, FactKind] = {
    "users": _number("今つないでいる利用者の数", "users connected at present"),
    "sessions": _number("今の接続の数", "sessions at present"),
    "tunnels": _number("今のトンネルの数", "tunnels at present"),
    "most_sessions": _number("接続の上限", "the most sessions it takes"),
    "peak_sessions": _number("これまでの最大の接続数", "the most sessions so far"),
    "declined": _number("断った接続の総数", "sessions declined so far"),
    "failed": _number("認証などに失敗した総数", "sessions failed so far"),
    "cpu_percent": _number("CPU使用率", "CPU in use", "percent"),
    "memory_percent": _number("メモリ使用率", "memory in use", "percent"),
    "equipment": _word("機種", "what device it says it is"),
    **_ALARMS,
}

FACTS_OF: Mapping[DeviceKind, Mapping[str, FactKind]] = {
    "radio": RADIO,
    "ups": UPS,
    "generator": GENERATOR,
    "link": LINK,
    "gateway": GATEWAY,
}

# What no device of ours can show. A number outside tells that the scale of its profile is wrong.
PLAUSIBLE: Mapping[Unit, tuple[float, float]] = {
    "dbm": (-130.0, 70.0),
    "db": (-60.0, 90.0),
    "v": (0.0, 1000.0),
    "celsius": (-60.0, 150.0),
    "percent": (0.0, 250.0),
}
