"""What the probes have in common that run a command of the plan on one of its servers."""

from __future__ import annotations

from bcp.asking import FactKind
from bcp.message import Text

REPLY = FactKind("bool", Text(ja="コマンドが終わった", en="the command came to an end"))
TOOK = FactKind(
    "float",
    Text(ja="送信から終了までの時間", en="time from sending the command to its end"),
    "ms",
)
SERVER = Text(ja="計画にあるサーバのid", en="the id of a server of the plan")
