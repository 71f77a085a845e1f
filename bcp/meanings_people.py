"""What each key of a plan's people is for; editors show it."""

from __future__ import annotations

from bcp.checkin_page import CheckInPage
from bcp.json_schema import Meanings, means
from bcp.people import Approver, Contact, Method, Role, ServiceLevel, StaffFile, Vendor

PEOPLE: Meanings = {
    CheckInPage: {
        "listen": means(
            "ページを開く、この端末のIPアドレスとポート（すべてのアドレスでは開けません）",
            "the terminal's own IP address and port at which the page is served, never all of them",
            "192.0.2.10:8443",
        ),
        "certificate": means(
            "団体の証明書（PEM。中間証明書も続けて入れます）",
            "the municipality's certificate (PEM, with those between it and its root)",
            "tls/checkin.pem",
        ),
        "key": means("その秘密鍵のファイル（PEM）", "the file of its private key (PEM)"),
        "public": means(
            "リンクの始まり。職員から見えるアドレスが待ち受けと違うとき",
            "how links begin, where staff reach it by another address than it listens at",
            "https://checkin.example.lg.jp:8443",
        ),
        "proxies": means(
            "前に置くリバースプロキシのアドレス。ここに書いたものの X-Forwarded-For だけを信じます",
            "the reverse proxies in front of it; the X-Forwarded-For of these alone is believed",
            ["192.0.2.20"],
        ),
        "zone": means(
            "ページを開く端末の区分（端末がいくつかあるとき）",
            "the zone whose terminal serves it, where there are several",
        ),
    },
    Role: {
        "id": means("役割の名前（シナリオのbyで使います）", "the word that scenarios use", "lead"),
        "name": means("画面や報告書での呼び名", "what it is called", "ICT部門責任者"),
        "holder": means(
            "担当者（職名でも、連絡先のidでも）", "who holds it: a post or a contact's id"
        ),
        "deputies": means("代行者を、代わる順に", "who stands in, in that order"),
    },
    Contact: {
        "id": means("連絡先の名前", "the name that others use for it"),
        "name": means("氏名または職名", "the person's name or post"),
        "role": means("役割のid", "the id of the person's role"),
        "methods": means("連絡の手段を、試す順に", "how to reach them, in the order to try"),
        "groups": means(
            "課や班など、まとめて呼ぶときの名前",
            "names to reach many by, such as a section",
            "総務課",
        ),
        "calls": means("この人が次に連絡する人のid（連絡網）", "whom this person calls in turn"),
        "deputies": means(
            "連絡がつかないとき代わりに受ける人のid、代わる順に",
            "who takes the message instead, in that order",
        ),
        "number": means(
            "職員番号（職員名簿と結び付けるとき。記録には残りません）",
            "the number on the list of staff, where tied to it; no record has it",
            "10024",
        ),
        "commute": means("庁舎までの通い方（参集の見込みに使います）", "the way to the office"),
    },
    StaffFile: {
        "file": means(
            "職員名簿のCSV（列は職員番号,所属。氏名は入れません）",
            "the list of staff, a CSV with number,department and never a name",
            "people/staff.csv",
        ),
    },
    Approver: {
        "id": means("事前承認する人の名前", "the word for who may approve beforehand"),
        "name": means(
            "氏名または職名。承認の記録に使います", "the person's name or post", "総務課長 訓練花子"
        ),
        "public_key": means(
            "署名に使う鍵の公開鍵（ssh-ed25519 の1行）", "the public half of the signing key"
        ),
        "roles": means("この人が承認してよい役割のid", "the roles the person may speak for"),
    },
    Method: {
        "kind": means("手段の種類", "what kind of way it is", "電話", "mail"),
        "value": means(
            "番号またはアドレス（引用符で囲みます）", "the number or address, in quotes"
        ),
        "verified": means("最後に通じた日", "the day it last worked", "2026-04-01"),
    },
    Vendor: {
        "id": means("事業者の名前", "the name that others use for it"),
        "name": means("会社名", "the company's name"),
        "covers": means("担当するシステムなどのid", "ids of what it maintains"),
        "sla": means("約束された対応の速さ", "how fast it promised to act"),
        "contact": means("連絡先のid", "the id of a contact"),
        "remote": means("遠隔で対応できるか", "whether it can work from afar"),
        "contract": means("契約の種類や番号", "its contract: what kind, which number"),
        "contract_end": means("契約の終了日", "the last day of its contract", "2027-03-31"),
        "hours": means("受付時間", "when it answers", "平日 9:00–17:30"),
    },
    ServiceLevel: {
        "ack": means("連絡への返事まで", "until a call is answered"),
        "onsite": means("現地に着くまで", "until somebody is on site"),
    },
}
