"""The columns of ``docs/devices/faults.md``, and why some of a probe's cells can hold nothing.

See `tests.proofs.fault_table` for who says what where.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from bcp.message import Language, Text

DOCUMENTS = Path(__file__).parents[2] / "docs" / "devices"
SUFFIX: Mapping[Language, str] = {"en": ".md", "ja": ".ja.md"}

Column = Literal["up", "stopped", "frozen", "dropped", "refused", "key", "certificate", "full"]
Cells = Mapping[Column, str | Text]

NO_KEY = Text(
    "このプローブは鍵もパスワードも使わず、ログインしません。",
    "The probe uses no key and no password, and never logs in.",
)
NO_CERTIFICATE = Text(
    "この通信に証明書はありません。", "There is no certificate in what is spoken here."
)
NOT_SHOWN = Text(
    "装置は、認証が始まるまで証明書を見せません。プローブはその手前で終わります。",
    "The gateway shows its certificate only once a log-in begins, and the probe ends before that.",
)
NO_LIMIT = Text(
    "一問一答ごとに終わり、接続や席を持たないので、満員がありません。問い合わせが多すぎれば、破棄と同じに見えます。",
    "Each question is answered by itself; nobody has a connection or a place, so none can be full. "
    "Where too many come at once, they are lost as if dropped.",
)
AFTER_LOGIN = Text(
    "装置が席の数を見るのはログインの後です。プローブはログインしないので、満員でも空いていても同じに見えます。",
    "The server counts its places after a log-in. The probe never logs in, so full or not looks "
    "the same.",
)
SSH_KEYS = Text(
    "SSHは証明書でなく、計画のknown_hostsにある鍵でサーバを確かめます。鍵に期限はありません。",
    "SSH knows a server by its key in the plan's known_hosts, not by a certificate, and that key "
    "does not expire.",
)
BEFORE_KEYS = Text(
    "装置が鍵を確かめるのは、プローブが終わった後の認証の段階です。",
    "The gateway looks at keys in the authentication that follows where the probe ends.",
)
OF_QUESTIONS = Text(
    "自身では何にも尋ねません。中の問い合わせの行を見てください。",
    "It asks nothing itself: see the rows of the questions in it.",
)
RECKONED = Text(
    "機械には尋ねません。計画の日付から数えます。",
    "No machine is asked: it is reckoned from the dates in the plan.",
)
PEOPLE = Text("機械には尋ねません。答えるのは人です。", "No machine is asked: a person answers.")

COLUMNS: Mapping[Column, Text] = {
    "up": Text("正常", "up"),
    "stopped": Text("停止", "stopped"),
    "frozen": Text("固まった", "frozen"),
    "dropped": Text("破棄", "dropped"),
    "refused": Text("拒否", "refused"),
    "key": Text("鍵・認証", "wrong key"),
    "certificate": Text("期限切れ", "expired"),
    "full": Text("満員", "full"),
}


def page_of(word: str, lang: Language) -> Path:
    """The probe's own page, or the one that it shares: whose title names it."""
    own = DOCUMENTS / f"{word}{SUFFIX[lang]}"
    return own if own.exists() else _shared(word).with_name(_shared(word).stem + SUFFIX[lang])


@cache
def _shared(word: str) -> Path:
    pages = [each for each in sorted(DOCUMENTS.glob("*.md")) if not each.match("*.ja.md")]
    named = (each for each in pages if f"`{word}`" in each.read_text("utf-8").partition("\n")[0])
    return next(named, DOCUMENTS / "basic.md")


def never(why: Text) -> Cells:
    """No cell of the probe can hold anything."""
    return dict.fromkeys(COLUMNS, why)
