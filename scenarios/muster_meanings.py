"""What each key about gathering people, and about people who are absent, is for."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from scenarios.callees import WORDS
from scenarios.model import Absent, MusterCall

MUSTER: Meanings = {
    MusterCall: {
        "who": means(
            "対象者（連絡先・役割・事業者のid、または@staffなど）",
            "whom: contacts, roles, vendors, or a word for many",
            *WORDS,
        ),
        "text": means("伝えること", "what they are told"),
        "safety": means(
            "安否も聞くか（falseなら参集の状況だけ）", "whether they are asked how they are"
        ),
        "percent": means(
            "参集すべき割合（%）。0なら安否確認だけの手順",
            "how many must arrive, in percent; 0 where nobody need come",
        ),
        "heard": means(
            "安否が分かるべき割合（%）", "of how many it must be known how they are, in percent"
        ),
    },
    Absent: {
        "people": means(
            "不在とする人（連絡先・役割のid、または@group:…）", "who is absent", "kacho", "lead"
        ),
        "draw": means(
            "開始時にくじで選んで不在とする人数", "how many are drawn by lot at the start"
        ),
        "from": means("くじの対象", "from whom the lot is drawn", *WORDS),
        "seed": means(
            "くじの種。同じ語なら同じ人になります（複数の端末で合わせるとき）",
            "the same word draws the same people, as on several terminals",
        ),
    },
}
