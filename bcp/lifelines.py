"""The names of the lifelines that a hazard takes away (ライフラインの想定)."""

from __future__ import annotations

from bcp.message import Phrase

LIFELINES: dict[str, Phrase] = {
    "power": Phrase("lifeline.power", ja="電気", en="Power"),
    "phone": Phrase("lifeline.phone", ja="固定電話", en="Telephone"),
    "mobile": Phrase("lifeline.mobile", ja="携帯電話", en="Mobile phones"),
    "internet": Phrase("lifeline.internet", ja="インターネット", en="Internet"),
    "lgwan": Phrase("lifeline.lgwan", ja="LGWAN回線", en="LGWAN"),
    "cloud": Phrase("lifeline.cloud", ja="クラウド", en="Cloud"),
    "mail": Phrase("lifeline.mail", ja="庁内メール", en="Office mail"),
    "water": Phrase("lifeline.water", ja="水道", en="Water"),
    "sewer": Phrase("lifeline.sewer", ja="下水道", en="Sewers"),
    "gas": Phrase("lifeline.gas", ja="ガス", en="Gas"),
    "fuel": Phrase("lifeline.fuel", ja="燃料", en="Fuel"),
    "transport": Phrase("lifeline.transport", ja="交通", en="Transport"),
    "roads": Phrase("lifeline.roads", ja="道路", en="Roads"),
}
"""A word that stands here has a name in both languages; any other is shown as it is written."""
