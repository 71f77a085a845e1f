"""The columns of ledgers, by the headings that offices give them.

Sources of the headings: forms 1 (情報システム一覧) and 17 (重要情報システムとその目標復旧時間) of
the guideline for ICT-BCP of local governments, and published inventories with 所管部, 利用者数,
利用頻度, 利用形態 and 次回リースアップ時期. The first heading of each is what an export writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bcp.written_times import narrow

Kind = Literal["zones", "systems", "servers", "businesses", "vendors", "contacts"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Reads = Literal[
    "text",
    "id",
    "name",
    "address",
    "date",
    "span",
    "goal",
    "age",
    "count",
    "yes",
    "zone",
    "importance",
    "circuit",
    "again",
    "one",
    "many",
    "phone",
    "mail",
]


@dataclass(frozen=True)
class Column:
    """One field of a record: where it goes in the plan, and what heads its column.

    A field with a dot stands inside another (``name.en``). `of` are the lists whose ids a column
    names. In a `contacts` or `vendors` table a field ``way.携帯`` is a way to reach somebody.
    """

    field: str
    reads: Reads
    headings: tuple[str, ...]
    of: tuple[Kind, ...] = ()


def _c(field: str, reads: Reads, headings: str, *of: Kind) -> Column:
    return Column(field, reads, tuple(headings.split()), of)


_WAYS = (
    _c("way.携帯", "phone", "携帯電話 携帯 携帯番号 携帯電話番号 緊急携帯"),
    _c("way.電話", "phone", "電話番号 電話 緊急電話番号 緊急連絡先 連絡先 代表電話 TEL"),
    _c(
        *("way.夜間", "phone"),
        "夜間電話 夜間休日 夜間休日電話 電話夜間 電話夜間休日 電話休日夜間 夜間連絡先 "
        "休日夜間連絡先 "
        "夜間休日連絡先 時間外電話 時間外連絡先",
    ),
    _c("way.自宅", "phone", "自宅電話 自宅 自宅電話番号"),
    _c("way.内線", "text", "内線 内線番号"),
    _c("way.衛星", "phone", "衛星電話 衛星携帯"),
    _c("way.メール", "mail", "メール メールアドレス 電子メール E-mail email mail"),
    _c("way.携帯メール", "mail", "携帯メール 携帯メールアドレス 緊急メール"),
)
_ZONE = "系統 系 区域 ネットワーク系統 ネットワーク区分 ネットワーク 接続系 三層区分"
_SUPPORT = (
    "サポート終了日 サポート期限 サポート終了 OSサポート終了 OSサポート期限 OSサポート終了日 "
    "OS保守期限 保守終了日 EOS EOSL"
)
_LEASE = (
    "リース終了日 リース満了日 リースアップ時期 次回リースアップ時期 リース期限 リース終了 "
    "賃貸借期間満了日 リース満了"
)
_BY_KIND: Mapping[Kind, tuple[Column, ...]] = {
    "zones": (
        _c("id", "id", "系統ID 区分ID"),
        _c("label", "name", "系統名 区分名"),
    ),
    "systems": (
        _c("id", "id", "システムID システムコード 管理番号 整理番号 ID システム番号"),
        _c(
            *("name.ja", "name"),
            "システム名 情報システム名 システム名称 情報システム名称 情報システム 名称 "
            "業務システム名",
        ),
        _c("name.en", "text", "英語名 システム名英語"),
        _c("zone", "zone", _ZONE),
        _c("importance", "importance", "重要度 重要性 重要度区分 重要システム 重要区分"),
        _c(
            *("owner_section", "text"),
            "所管課 所管課等 所管部 所管部課 所管部署 主管課 担当課 担当部署 業務主管課 所管",
        ),
        _c("hosting", "text", "利用形態 設置形態 提供形態 稼働形態 稼動形態 構築形態 構成"),
        _c("rto.within", "goal", "目標復旧時間 RTO 復旧目標時間 目標復旧時間RTO"),
        _c("rpo", "age", "目標復旧時点 RPO 復旧目標時点 目標復旧時点RPO"),
        _c("rlo", "text", "目標復旧レベル RLO 復旧目標レベル 目標復旧レベルRLO"),
        _c("priority", "count", "優先順位 復旧優先順位 復旧順位 優先度"),
        _c(
            *("vendor", "one"),
            "保守業者 保守事業者 委託業者 委託先 業者 業者名 ベンダ ベンダー 保守委託先 "
            "運用保守業者 "
            "保守会社 保守委託業者 導入業者 開発業者 事業者",
            "vendors",
        ),
        _c("runs_on", "many", "稼働サーバ 稼動サーバ サーバ サーバ名 使用サーバ", "servers"),
        _c(
            *("depends_on", "many"),
            "依存先 依存するシステム 前提システム 前提となるシステム",
            *("systems", "servers"),
        ),
        _c("businesses", "many", "対象業務 業務 業務名 関連業務 利用業務", "businesses"),
        _c("users", "count", "利用者数 利用人数 ユーザ数 ユーザー数 利用者"),
        _c("usage", "text", "利用頻度 使用頻度"),
        _c("terminals", "text", "利用端末 端末 専用端末"),
        _c("os", "text", "OS 基本ソフト サーバOS"),
        _c("end_of_support", "date", f"{_SUPPORT} 保守期限"),
        _c("lease_end", "date", _LEASE),
        _c("location", "text", "設置場所 設置箇所 所在 設置場所室"),
        _c("power_circuit", "circuit", "電源系統 電源回路 非常用電源 非常用電源の有無"),
        _c("installs_again", "again", "再インストール 再構築 再導入 再インストールの可否"),
        _c("remote_maintenance", "yes", "遠隔保守 リモート保守 リモートメンテナンス"),
        _c("my_number", "yes", "マイナンバー利用 個人番号利用 特定個人情報"),
        _c("virtualized", "yes", "仮想化 仮想化の有無"),
        _c("backup", "text", "バックアップ バックアップ方法 バックアップの有無"),
        _c("alternate", "text", "代替手段 停止時の代替手段"),
        _c("deadlines", "text", "期限のある業務 締切 処理期限"),
        _c("planned", "text", "更新予定 更新予定時期 方向性 今後の予定"),
        _c("note", "text", "備考 特記事項 摘要"),
    ),
    "servers": (
        _c("id", "id", "サーバID サーバコード 機器番号 管理番号 ID"),
        _c("name.ja", "name", "サーバ名 サーバ名称 サーバー名 ホスト名 コンピュータ名 機器名 名称"),
        _c("name.en", "text", "英語名 サーバ名英語"),
        _c("address", "address", "IPアドレス IP アドレス IPv4アドレス"),
        _c("zone", "zone", _ZONE),
        _c(
            "host",
            "one",
            "物理ホスト 仮想ホスト 稼働ホスト ホストサーバ ホスト",
            "servers",
        ),
        _c("os", "text", "OS 基本ソフト"),
        _c("boot_order", "count", "起動順 起動順序 起動優先順位"),
        _c("location", "text", "設置場所 設置箇所 所在"),
        _c("rack", "text", "ラック ラック番号 ラック位置"),
        _c("end_of_support", "date", _SUPPORT),
        _c("lease_end", "date", _LEASE),
        _c("reply_expected", "yes", "ping応答 応答 応答の有無"),
        _c("note", "text", "備考 特記事項 摘要"),
    ),
    "businesses": (
        _c("id", "id", "業務ID 業務コード ID"),
        _c("name.ja", "name", "業務名 業務名称 業務 重要業務"),
        _c("name.en", "text", "英語名 業務名英語"),
        _c("owner_section", "text", "所管課 担当課 主管課 所管部署"),
        _c(
            "systems",
            "many",
            "使用システム 利用システム システム システム名",
            "systems",
        ),
        _c("start_by", "span", "開始目標時間 業務開始目標時間 目標開始時間 再開目標時間 着手時期"),
        _c("workaround", "text", "代替手段 代替方法 手作業"),
        _c("workaround_by", "span", "代替手段の開始 代替開始 代替手段の開始目標"),
        _c("priority_class", "text", "優先区分 業務優先度 優先度区分"),
        _c("stop_impact", "text", "停止の影響 業務停止の影響 影響"),
        _c("note", "text", "備考 特記事項 摘要"),
    ),
    "vendors": (
        _c("id", "id", "業者ID 業者コード 事業者ID 取引先コード ID"),
        _c(
            *("name.ja", "name"),
            "業者名 事業者名 会社名 委託先 委託先名 保守業者 保守業者名 保守事業者 事業者 業者 "
            "商号 名称",
        ),
        _c("name.en", "text", "英語名 業者名英語"),
        _c("person", "text", "担当者 担当者名 担当"),
        _c("covers", "many", "担当システム 対象システム 保守対象 システム名", "systems", "servers"),
        _c("sla.ack", "span", "一次回答 一次回答時間 受付までの時間 応答時間"),
        _c(
            "sla.onsite",
            "span",
            "駆付け時間 駆け付け時間 駆け付け 駆付け 駆けつけ 駆けつけ時間 到着時間 現地到着 "
            "オンサイト",
        ),
        _c("contract", "text", "契約名 契約番号 契約 契約件名"),
        _c(
            "contract_end",
            "date",
            "契約終了日 契約期限 契約満了日 契約満了 契約終了 契約期間満了日",
        ),
        _c("hours", "text", "受付時間 対応時間 保守時間 対応時間帯"),
        _c("remote", "yes", "遠隔保守 リモート保守"),
        _c("contact", "one", "連絡先ID", "contacts"),
        *_WAYS,
    ),
    "contacts": (
        _c("id", "id", "連絡先ID ID"),
        _c("name", "name", "氏名 名前 職名 職氏名 連絡先名 担当者"),
        _c("role", "text", "役割 班 体制上の役割 BCP役割 担当班"),
        _c("number", "text", "職員番号 職員コード 社員番号"),
        _c("groups", "text", "所属 所属課 課 部署 係 所属部署 会社名"),
        _c("verified", "date", "確認日 最終確認日 確認年月日"),
        *_WAYS,
    ),
}
# What a sheet's own name says of it.
HINTS: Mapping[Kind, tuple[str, ...]] = {
    "zones": ("系統一覧", "区分一覧"),
    "servers": ("サーバ", "機器", "server"),
    "businesses": ("業務一覧", "重要業務", "businesses"),
    "vendors": ("業者", "委託", "ベンダ", "vendor"),
    "contacts": ("連絡", "名簿", "contact"),
    "systems": ("システム", "台帳", "system"),
}
_BRACKETED = re.compile(r"[(\[【〔<「][^)\]】〕>」]*[)\]】〕>」]")
_BRACKETS = re.compile(r"[()\[\]【】〔〕<>「」]")
_WITHOUT = re.compile(r"[\s・:*※_/／、.．-]|注\d|の有無$")


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Every column that a table of this kind may have, in the order they are written."""
    return _BY_KIND[kind]


def column(kind: Kind, field: str) -> Column | None:
    """The column of that field, or None."""
    return next((each for each in _BY_KIND[kind] if each.field == field), None)


def folded(heading: str) -> str:
    """A heading without what makes no difference: width, case, spaces, and what is in brackets."""
    return _WITHOUT.sub("", _BRACKETED.sub("", _plain(heading))) or _whole(heading)


def _whole(heading: str) -> str:
    return _BRACKETS.sub("", _WITHOUT.sub("", _plain(heading)))


def _plain(heading: str) -> str:
    return narrow(heading).casefold().replace("サーバー", "サーバ").replace("ベンダー", "ベンダ")


_KNOWN: Mapping[Kind, Mapping[str, str]] = {
    kind: {
        folded(said): each.field
        for each in reversed(columns)
        for said in (*each.headings, each.field)
    }
    for kind, columns in _BY_KIND.items()
}


def field_headed(kind: Kind, heading: str) -> str | None:
    """The field that a heading stands for in a table of this kind, or None.

    What is in brackets counts first: 「電話（夜間）」 is not the number for the day.
    """
    known = _KNOWN[kind]
    return known.get(_whole(heading)) or known.get(folded(heading))
