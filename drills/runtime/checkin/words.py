"""Every word of the check-in page."""

from __future__ import annotations

from bcp.message import Phrase

MARK = Phrase("checkin.mark", ja="【訓練】", en="[DRILL]")
TITLE = Phrase("checkin.title", ja="点呼", en="Check-in")
CODE_TITLE = Phrase("checkin.code_title", ja="コードの入力", en="Type your code")
CODE = Phrase("checkin.code", ja="あなたのコード", en="Your code")
CODE_HINT = Phrase(
    "checkin.code_hint",
    ja="配られた紙やメールにある9文字です。大文字と小文字、ハイフンの有無は問いません。",
    en="The nine signs on the sheet or in the message that you were given. Capitals, small letters "
    "and hyphens make no difference.",
)
NEXT = Phrase("checkin.next", ja="次へ", en="Next")
WRONG_TITLE = Phrase("checkin.wrong_title", ja="コードを確かめられません", en="That is no code")
WRONG_CODE = Phrase(
    "checkin.wrong_code",
    ja="このコードは使えません。打ち間違いがないか確かめて、もう一度入力してください。"
    "それでも進めないときは、訓練の担当者に知らせてください。",
    en="This code does not work. See whether it is typed right and try again. If it still does not "
    "work, tell whoever leads the drill.",
)
TOO_OFTEN_TITLE = Phrase(
    "checkin.too_often_title", ja="しばらくお待ちください", en="Please wait a moment"
)
TOO_OFTEN = Phrase(
    "checkin.too_often",
    ja="同じところからの送信が続いています。1分ほど待って、もう一度お試しください。",
    en="Too much has come from the same place. Wait a minute and try again.",
)
BEFORE_TITLE = Phrase("checkin.before_title", ja="まだ始まっていません", en="Not yet")
BEFORE = Phrase(
    "checkin.before",
    ja="点呼はまだ始まっていません。案内があってから、もう一度このページを開いてください。",
    en="The check-in has not begun. Open this page again once you have been told.",
)
OVER_TITLE = Phrase("checkin.over_title", ja="受付は終わりました", en="The check-in is over")
OVER = Phrase(
    "checkin.over",
    ja="点呼の受付は終わりました。まだ送っていないときは、訓練の担当者に知らせてください。",
    en="No more answers are taken. If yours is missing, tell whoever leads the drill.",
)
ABORTED = Phrase(
    "checkin.aborted",
    ja="訓練は途中で終わりました。送る必要はありません。",
    en="The drill was broken off. There is nothing left to send.",
)
REAL_TITLE = Phrase(
    "checkin.real_title", ja="訓練は中止になりました", en="The drill has been called off"
)
REAL = Phrase(
    "checkin.real",
    ja="実際の災害などのため、訓練は中止になりました。このページでは受け付けていません。"
    "上司や本部の指示に従ってください。",
    en="Because of a real event the drill has been called off. Nothing is taken here. Follow what "
    "your superior or the headquarters tell you.",
)
NOTHING_TITLE = Phrase(
    "checkin.nothing_title", ja="お答えいただくことはありません", en="Nothing is asked of you"
)
NOTHING = Phrase(
    "checkin.nothing",
    ja="今は、あなたにお尋ねしていることはありません。",
    en="At the moment nothing is asked of you.",
)
ANSWERED = Phrase(
    "checkin.answered",
    ja="すでに受け付けています。もう一度送ると、新しい内容に置き換わります。",
    en="Your answer is there. If you send again, the new one takes its place.",
)
METHOD = Phrase("checkin.method", ja="今、どの方法で仕事をしていますか", en="How do you work now?")
OFFICE = Phrase("checkin.office", ja="庁舎に出勤している", en="in the office")
OTHER_WAY = Phrase("checkin.other_way", ja="その他", en="another way")
ALL_DONE = Phrase(
    "checkin.all_done", ja="{count}つとも、できました", en="All {count} of them worked"
)
ONE_DONE = Phrase("checkin.one_done", ja="できました", en="It worked")
HERE = Phrase("checkin.here", ja="仕事ができます", en="I can work")
SAFE_AND = Phrase("checkin.safe_and", ja="無事です。{done}", en="I am safe. {done}")
OR_EACH = Phrase("checkin.or_each", ja="できなかったことがあるとき", en="If something did not work")
TASK_RESULTS = {
    "done": Phrase("checkin.done", ja="できた", en="it worked"),
    "failed": Phrase("checkin.failed", ja="できなかった", en="it did not work"),
    "not_tried": Phrase("checkin.not_tried", ja="試していない", en="not tried"),
}
PROBLEM = Phrase("checkin.problem", ja="何が妨げになりましたか", en="What was in the way?")
PROBLEMS = {
    "": Phrase("checkin.problem_none", ja="（選んでください）", en="(please choose)"),
    "no_connection": Phrase(
        "checkin.no_connection", ja="つながらない（回線・VPN）", en="no connection (line, VPN)"
    ),
    "no_login": Phrase("checkin.no_login", ja="ログインできない", en="cannot log in"),
    "slow": Phrase("checkin.slow", ja="遅い・途切れる", en="slow, or it breaks off"),
    "no_system": Phrase(
        "checkin.no_system", ja="使いたいシステムが開かない", en="a system does not open"
    ),
    "device": Phrase("checkin.device", ja="端末の不調", en="trouble with the device"),
    "other": Phrase("checkin.other", ja="その他", en="something else"),
}
SAFETY = Phrase("checkin.safety", ja="あなたは無事ですか", en="Are you safe?")
SAFETIES = {
    "safe": Phrase("checkin.safe", ja="無事", en="safe"),
    "injured": Phrase("checkin.injured", ja="けがをしている", en="injured"),
    "need_help": Phrase("checkin.need_help", ja="助けが必要", en="in need of help"),
}
SEND = Phrase("checkin.send", ja="この内容で送る", en="Send this")
FILL_IN = Phrase(
    "checkin.fill_in",
    ja="まだ送られていません。次を選んでください。",
    en="Not sent yet. Please choose:",
)
REFUSED_TITLE = Phrase("checkin.refused_title", ja="受け付けられませんでした", en="Not taken")
AGAIN = Phrase("checkin.again", ja="もう一度開く", en="Open it again")
THANKS_TITLE = Phrase("checkin.thanks_title", ja="受け付けました", en="Received")
THANKS = Phrase(
    "checkin.thanks",
    ja="ありがとうございました。この画面は閉じてかまいません。",
    en="Thank you. You can close this page.",
)
CORRECT_IT = Phrase("checkin.correct_it", ja="内容を直して送り直す", en="Correct it and send again")
LINE = Phrase(
    "checkin.line",
    ja="回線の速さを測るため、最大256kBを送受信します。待たずに送ってかまいません。",
    en="At most 256 kB are sent and received to measure your line. You need not wait for it.",
)
LINE_DONE = Phrase("checkin.line_done", ja="回線の測定が終わりました。", en="The line is measured.")
PRIVACY = Phrase(
    "checkin.privacy",
    ja="記録するのは、コードから決まる番号、所属、送った内容、時刻だけです。氏名や接続元のアドレスは記録しません。",
    en="Only a number that follows from your code, your section, what you send and the time are "
    "recorded; neither names nor the address that you come from.",
)
FAILED = Phrase(
    "checkin.failed_here",
    ja="こちらの不具合です。「受け付けました」と出ていなければ、もう一度開いて送ってください。",
    en="Something failed here. Where you were not thanked, open it again and send your answer.",
)
MISTAKE_TITLE = Phrase("checkin.mistake_title", ja="このページはありません", en="No such page")
MISTAKE = Phrase(
    "checkin.mistake",
    ja="アドレスを確かめるか、最初のページからコードを入力してください。",
    en="Look at the address, or begin at the first page with your code.",
)
