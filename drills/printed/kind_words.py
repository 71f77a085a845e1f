"""What kinds of devices and lines are called; a word that is none of these as it is written."""

from __future__ import annotations

from bcp.message import Phrase

KINDS = {
    word: Phrase(f"printed.kind_of_{word}", ja=ja, en=en)
    for word, (ja, en) in {
        "fibre": ("光回線", "fibre"),
        "radio": ("無線", "radio"),
        "microwave": ("マイクロ波無線", "microwave"),
        "satellite": ("衛星", "satellite"),
        "mobile": ("携帯回線", "mobile network"),
        "broadcast": ("同報系", "broadcast"),
        "ups": ("無停電電源（UPS）", "UPS"),
        "generator": ("発電機", "generator"),
        "battery": ("蓄電池", "battery"),
        "dc": ("直流電源", "DC supply"),
        "vpn": ("リモート接続（VPN）", "VPN"),
        "vdi": ("仮想デスクトップ（VDI）", "virtual desktops"),
    }.items()
}
