"""What the keys about conducting a drill are for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from scenarios.conduct import Cast, Criterion
from scenarios.packing import Packed

_WHO = ("計画の役割のid、または言葉", "the id of a role of the plan, or words")

CONDUCT: Meanings = {
    Cast: {
        "director": means(f"統制者（{_WHO[0]}）", f"who is in charge: {_WHO[1]}", "lead"),
        "controller": means("進行管理者", "who gives the injects", "controller"),
        "players": means("参加者", "who is drilled", ["survey", "liaison"]),
        "evaluator": means("評価者", "who evaluates", "owner"),
        "recorder": means("記録係", "who records", "recorder"),
    },
    Criterion: {
        "id": means("評価項目の名前", "its name"),
        "text": means(
            "何ができればよいか", "what should have been achieved", "35分以内に本部へ報告できた"
        ),
        "step": means(
            "それが分かる手順のid（なければ評価者が記入します）",
            "the id of the step that shows it; without one the evaluator fills it in",
        ),
    },
    Packed: {
        "id": means("パックの名前（英数字と「-」）", "the pack's name", "hokkaido-quake"),
        "version": means(
            "版の番号。配り直すたびに増やします", "its version, raised whenever it is sent again", 1
        ),
        "fill": means(
            "各団体が --set で決めるパラメータの名前。それ以外は配ったままにします",
            "the parameters that each body sets by --set; all others stay as they were sent",
            ["speed"],
        ),
    },
}
