"""What the head-room says: limits, verdicts, numbers, and what would have to be bought."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.headroom import Limit, Unit, Verdict
from bcp.headroom_figures import Origin
from bcp.message import Message, Phrase
from bcp.telework_assumes import LimitName

LIMIT: Mapping[LimitName, Phrase] = {
    "licences": Phrase("headroom_words.licences", ja="ライセンス", en="licences"),
    "addresses": Phrase("headroom_words.addresses", ja="配れるアドレス", en="addresses"),
    "sessions": Phrase("headroom_words.sessions", ja="装置の接続数", en="gateway sessions"),
    "throughput": Phrase("headroom_words.throughput", ja="装置の暗号化", en="gateway throughput"),
    "cpu": Phrase("headroom_words.cpu", ja="装置のCPU", en="gateway CPU"),
    "line": Phrase("headroom_words.line", ja="回線", en="line"),
}
VERDICT: Mapping[Verdict, Phrase] = {
    "enough": Phrase("headroom_words.enough", ja="足りる", en="enough"),
    "tight": Phrase("headroom_words.tight", ja="余裕なし", en="no reserve"),
    "short": Phrase("headroom_words.short", ja="不足", en="too little"),
    "unknown": Phrase("headroom_words.unknown", ja="不明", en="not known"),
}
ORIGIN: Mapping[Origin, Phrase] = {
    "asked": Phrase("headroom_words.origin_asked", ja="指定", en="given"),
    "plan": Phrase("headroom_words.origin_plan", ja="計画", en="plan"),
    "assumed": Phrase("headroom_words.origin_assumed", ja="想定", en="assumed"),
}
AMOUNT: Mapping[Unit, Phrase] = {
    "licences": Phrase("headroom_words.amount_licences", ja="{count}", en="{count}"),
    "addresses": Phrase("headroom_words.amount_addresses", ja="{count}", en="{count}"),
    "sessions": Phrase("headroom_words.amount_sessions", ja="{count}", en="{count}"),
    "mbps": Phrase("headroom_words.amount_mbps", ja="{count} Mbps", en="{count} Mbps"),
    "percent": Phrase("headroom_words.amount_percent", ja="{count}%", en="{count}%"),
}
BUY: Mapping[LimitName, Phrase] = {
    "licences": Phrase(
        "headroom_words.buy_licences",
        ja="{of}: ライセンスをあと{lacks}（今{has}、計{needs}）。",
        en="{of}: {lacks} more licences (now {has}, then {needs}).",
    ),
    "addresses": Phrase(
        "headroom_words.buy_addresses",
        ja="{of}: 配れるアドレスをあと{lacks}（今{has}、計{needs}。一続きなら/{prefix}で足りる）。"
        "設定の変更で済み、多くは費用がかかりません。",
        en="{of}: {lacks} more addresses to give out (now {has}, then {needs}; one /{prefix} is "
        "enough). It is a setting and mostly costs nothing.",
    ),
    "sessions": Phrase(
        "headroom_words.buy_sessions",
        ja="{of}: {needs}人が同時につなげる装置（今は{has}まで）、または2台目。",
        en="{of}: a gateway for {needs} sessions (now {has}), or a second one.",
    ),
    "throughput": Phrase(
        "headroom_words.buy_throughput",
        ja="{of}: {needs} Mbpsを暗号化できる装置（今は{has} Mbps）、または2台目。"
        "会議をトンネルに通さなければ少なくて済みます。",
        en="{of}: a gateway that encrypts {needs} Mbps (now {has}), or a second one; less where "
        "meetings do not go through it.",
    ),
    "cpu": Phrase(
        "headroom_words.buy_cpu",
        ja="{of}: CPUが{needs}%になる計算です（使ってよいのは{has}%まで）。今の{times}倍の装置、"
        "または2台目。",
        en="{of}: its processor would be at {needs}%, where {has}% may be used: a gateway {times} "
        "times as strong, or a second one.",
    ),
    "line": Phrase(
        "headroom_words.buy_line",
        ja="{of}: 回線をあと{lacks} Mbps（今{has}、計{needs} Mbps）。会議をトンネルに通さない、"
        "または交代で働くと少なくて済みます。",
        en="{of}: {lacks} Mbps more line (now {has}, then {needs}); less where meetings do not go "
        "through it, or people work in turns.",
    ),
}
FIND_OUT: Mapping[LimitName, Phrase] = {
    "licences": Phrase(
        "headroom_words.find_licences",
        ja="{way}: ライセンス数。契約書で確かめ、licencesに書いてください。{needs}",
        en="{way}: its licences. See the contract, and write them as licences. {needs}",
    ),
    "addresses": Phrase(
        "headroom_words.find_addresses",
        ja="{way}: 配れるアドレスの数。装置の設定で確かめ、poolかassumes.addressesに"
        "書いてください。{needs}",
        en="{way}: how many addresses it gives out. See its settings, and write pool or "
        "assumes.addresses. {needs}",
    ),
    "line": Phrase(
        "headroom_words.find_line",
        ja="{way}: 回線の太さ。linksの回線にcapacity_mbpsを書いてdepends_onで指すか、"
        "assumes.line_mbpsに書いてください。{needs}",
        en="{way}: how much its line carries. Give the link its capacity_mbps and name it in "
        "depends_on, or write assumes.line_mbps. {needs}",
    ),
    "cpu": Phrase(
        "headroom_words.find_cpu",
        ja="{way}: CPUの伸び。人数の多いときに測り直してください。{needs}",
        en="{way}: how its processor's load grows. Look again with more people connected. {needs}",
    ),
}
WOULD_NEED = Phrase("headroom_words.would_need", ja="要るのは{amount}です。", en="{amount} wanted.")
NO_LIMIT_THERE = Phrase(
    "headroom_words.no_limit_there",
    ja="上限にならないものは、assumesのno_limitに書くと、ここに出なくなります。",
    en="What does not limit a way is named in assumes.no_limit, and then no longer listed here.",
)
FIGURE: Mapping[str, Phrase] = {
    "licences": Phrase("headroom_words.key_licences", ja="ライセンス数", en="licences"),
    "licences_use_percent": Phrase(
        "headroom_words.key_licences_use",
        ja="使ってよいライセンス（%）",
        en="licences that may be used (%)",
    ),
    "at_once_percent": Phrase(
        "headroom_words.key_at_once", ja="同時につなぐ割合（%）", en="connected at once (%)"
    ),
    "mbps": Phrase(
        "headroom_words.key_mbps", ja="一人の仕事（Mbps）", en="one person's work (Mbps)"
    ),
    "meeting_percent": Phrase(
        "headroom_words.key_meeting_percent",
        ja="トンネルで会議中の割合（%）",
        en="in a meeting through it (%)",
    ),
    "meeting_mbps": Phrase(
        "headroom_words.key_meeting_mbps",
        ja="Web会議一人（Mbps）",
        en="one person's meeting (Mbps)",
    ),
    "line_mbps": Phrase("headroom_words.key_line", ja="回線（Mbps）", en="line (Mbps)"),
    "line_others_mbps": Phrase(
        "headroom_words.key_line_others", ja="ほかの通信（Mbps）", en="others on the line (Mbps)"
    ),
    "line_use_percent": Phrase(
        "headroom_words.key_line_use", ja="使ってよい回線（%）", en="line that may be used (%)"
    ),
    "addresses": Phrase("headroom_words.key_addresses", ja="配れるアドレス", en="addresses"),
    "addresses_use_percent": Phrase(
        "headroom_words.key_addresses_use",
        ja="使ってよいアドレス（%）",
        en="addresses that may be used (%)",
    ),
    "sessions": Phrase("headroom_words.key_sessions", ja="装置の接続数", en="gateway sessions"),
    "throughput_mbps": Phrase(
        "headroom_words.key_throughput", ja="装置の暗号化（Mbps）", en="gateway throughput (Mbps)"
    ),
    "gateway_use_percent": Phrase(
        "headroom_words.key_gateway_use",
        ja="使ってよい装置の能力（%）",
        en="gateway that may be used (%)",
    ),
    "cpu_people": Phrase(
        "headroom_words.key_cpu_people", ja="CPUを見たときの人数", en="connected when seen"
    ),
    "cpu_percent": Phrase(
        "headroom_words.key_cpu_percent", ja="そのときのCPU（%）", en="CPU then (%)"
    ),
    "cpu_idle_percent": Phrase(
        "headroom_words.key_cpu_idle", ja="空いているときのCPU（%）", en="CPU with nobody (%)"
    ),
    "cpu_use_percent": Phrase(
        "headroom_words.key_cpu_use", ja="使ってよいCPU（%）", en="CPU that may be used (%)"
    ),
}
LINE_FIGURE = Phrase("headroom_words.key_link", ja="回線 {line}（Mbps）", en="line {line} (Mbps)")


def plain(number: float) -> str:
    """A number as people write it."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def figure_said(key: str) -> Message:
    """What a number is called."""
    if key in FIGURE:
        return FIGURE[key]()
    return LINE_FIGURE(line=key.rpartition(".")[0])


def amount(limit: Limit, count: float | None) -> Message | str:
    """How much of what a limit is made of."""
    return "-" if count is None else AMOUNT[limit.unit](count=plain(count))


def to_buy(limit: Limit) -> Message | None:
    """What would have to be bought or set, with the reserve kept; nothing where it is enough."""
    if not limit.lacks or limit.has is None or limit.needs is None:
        return None
    numbers = {key: plain(getattr(limit, key)) for key in ("has", "needs", "lacks")}
    times = f"{limit.needs / limit.has:.1f}" if limit.has else "-"
    more: dict[str, str | int] = {"times": times, "prefix": _prefix(limit.needs)}
    wanted = BUY[limit.name]
    return wanted(of=limit.of, **numbers, **_asked_for(wanted, more))


def _asked_for(phrase: Phrase, more: Mapping[str, str | int]) -> Mapping[str, str | int]:
    return {key: value for key, value in more.items() if f"{{{key}}}" in phrase.ja}


def _prefix(hosts: float) -> int:
    """The smallest network of IPv4 with so many addresses besides its own and its broadcast."""
    return max(0, 32 - (int(hosts) + 1).bit_length())


def to_find_out(way: str, limit: Limit) -> Message | None:
    """How what is not known is found out, and where it is written."""
    if limit.most is not None or limit.name not in FIND_OUT:
        return None
    needs = WOULD_NEED(amount=amount(limit, limit.needs)) if limit.needs is not None else ""
    return FIND_OUT[limit.name](way=way, needs=needs)
