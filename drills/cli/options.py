"""What several commands take, in words. Light on purpose: the overview of commands loads it."""

from __future__ import annotations

from bcp.message import Phrase

SCENARIO = Phrase(
    "cli.scenario",
    ja="シナリオのファイル、または計画の scenarios フォルダにあるシナリオの名前",
    en="a scenario's file, or the name of one in the plan's folder scenarios",
)
PLAN = Phrase(
    "cli.plan",
    ja="計画のフォルダまたはファイル（省略時はシナリオの上のフォルダから探します）",
    en="the plan's folder or file (looked for above the scenario if not given)",
)
RUN = Phrase(
    "cli.run",
    ja="訓練の記録: last（最新）か、その名前・名前の先頭",
    en="a drill's record: last, its name, or the beginning of its name",
)
RECORD = Phrase(
    "cli.record",
    ja="訓練の記録: last（最新）、その名前・名前の先頭、または持ち込んだファイル（.zip）",
    en="a drill's record: last, its name, the beginning of its name, or a bundle's file (.zip)",
)
ANSWERS = Phrase(
    "run.answers",
    ja="参加者の回答と承認のファイル",
    en="a file with people's answers and approvals",
)
HEADLESS = Phrase(
    "run.headless",
    ja="画面を使わず、経過を行で表示します",
    en="without a screen, telling the progress in lines",
)
JSON = Phrase(
    "run.json",
    ja="結果を JSON で標準出力に書きます",
    en="write the result as JSON to standard output",
)
SEND = Phrase(
    "run.send",
    ja="メッセージの手順を、none（送らない・省略時）、test（すべて試験用の連絡先へ）、"
    "real（本人へ。始める前に確かめます）のどれにするか",
    en="messages to people: none (if not given), test (all to the tester) or real (to the people; "
    "you are asked before it begins)",
)
OPERATOR = Phrase(
    "run.operator",
    ja="訓練を進める人の名前（省略時はログイン名）",
    en="who runs the drill (the account's name if not given)",
)
