"""The facts that say how much is left, with the unit in which people say them."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase

_FACTS: Mapping[str, tuple[str, str]] = {
    "rx_level_dbm": ("受信レベル（dBm）", "received level (dBm)"),
    "margin_db": ("フェージングマージンの残り（dB）", "fade margin left (dB)"),
    "off_design_db": ("設計値との差（dB）", "against design (dB)"),
    "snr_db": ("信号対雑音比（dB）", "signal to noise (dB)"),
    "modulation": ("変調方式", "modulation"),
    "capacity_mbps": ("今使える帯域（Mbps）", "capacity at present (Mbps)"),
    "throughput_mbps": ("実際に流れた速度（Mbps）", "throughput (Mbps)"),
    "loss_percent": ("失われた割合（%）", "lost (%)"),
    "battery_percent": ("電池の残量（%）", "battery left (%)"),
    "runtime_left_s": ("電池でもつ時間（秒）", "battery lasts (s)"),
    "on_battery_s": ("電池での運転（秒）", "on battery for (s)"),
    "load_percent": ("負荷率（%）", "load (%)"),
    "fuel_h": ("燃料でもつ時間（時間）", "fuel lasts (h)"),
    "fuel_l": ("燃料（L）", "fuel (L)"),
    "fuel_percent": ("燃料の残量（%）", "fuel left (%)"),
    "runtime_h": ("計画でもつ時間（時間）", "lasts, by the plan (h)"),
    "left_days": ("交換までの日数", "days until replacement"),
    "in_use": ("つないでいる数", "connected"),
    "percent": ("使用率（%）", "in use (%)"),
    "certificate_days": ("証明書の残り日数", "certificate, days left"),
    "alarms": ("出ている警報の数", "alarms on"),
}
FACTS: Mapping[str, Phrase] = {
    fact: Phrase(f"room_fact.{fact}", ja=ja, en=en) for fact, (ja, en) in _FACTS.items()
}
