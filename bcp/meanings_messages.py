"""What each key of a plan's ways to send messages is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.messages import MailServer, Messages, SendingCommand, Webhook

_RATE = means("1分に送る数の上限", "at most so many are sent in a minute")
_CA = means(
    "団体独自の認証局の証明書のファイル", "a file with the certificates of an authority of your own"
)

MESSAGES: Meanings = {
    Messages: {
        "mail": means("メールサーバ", "the mail server"),
        "webhook": means("グループチャットの受け口（Webhook）", "a group's chat, by its webhook"),
        "command": means("送信用の独自のプログラム", "a program of your own that sends"),
        "webhooks": means(
            "お知らせ（notices）の送り先になるグループチャット。いくつでも、idを付けて",
            "the groups' chats that notices go to, each with an id",
        ),
        "test_to": means(
            "試し送り（--send test）をすべて受け取る連絡先のid",
            "the id of the contact who gets everything with --send test",
        ),
    },
    MailServer: {
        "server": means("メールサーバの名前", "the mail server's name", "mail.city.example"),
        "port": means("ポート番号", "its port", 587, 465),
        "tls": means(
            "暗号化。noneはこの端末の中だけ", "encryption; none only towards this machine itself"
        ),
        "ca": _CA,
        "username": means("ログインの利用者名", "the user to log in as"),
        "password": means(
            "パスワードの出どころ（パスワードそのものは書きません）",
            "where the password comes from, never the password itself",
            {"keyring": "bcp-drill/mail"},
        ),
        "from": means(
            "送信元のアドレス（組織のもの）", "the office's address", "bousai@city.example"
        ),
        "per_minute": _RATE,
    },
    Webhook: {
        "id": means("名前（webhooksで必要）", "its name, needed in webhooks", "kakari-chat"),
        "kind": means(
            '本文の形: text（{"text": …}だけ）、slack、teams（Power Automateの受信Webhook。'
            "アダプティブカード）、generic（項目ごとのJSON、notice/1）",
            'how the message is written: text ({"text": …} alone), slack, teams (a Workflows '
            "webhook, with an Adaptive Card) or generic (JSON with all parts, notice/1)",
        ),
        "url": means(
            "送り先。{secret}には秘密の値が入ります",
            "where to post; {secret} in it is filled in",
            "https://chat.city.example/hooks/{secret}",
        ),
        "proxy": means(
            "通るプロキシのURL（環境変数の設定は使いません）",
            "the proxy to go through; the environment's own settings are not followed",
            "http://proxy.city.example:8080",
        ),
        "ca": _CA,
        "secret": means(
            "URLに入れる値、または署名の鍵の出どころ",
            "where the value for the URL, or else the key that signs, comes from",
            {"env": "CHAT_HOOK"},
        ),
        "per_minute": _RATE,
    },
    SendingCommand: {
        "run": means(
            "プログラムと引数。{to}、{subject}、{id}が置き換わります。本文は標準入力に入ります",
            "the program and its arguments; {to}, {subject} and {id} are filled in, the text comes "
            "on its standard input",
            ["/usr/local/bin/send-sms", "{to}"],
        ),
        "kind": means(
            "{to}に使う連絡手段の種類", "the kind of the contacts' methods for {to}", "携帯電話"
        ),
        "per_minute": _RATE,
    },
}
