"""Every word of the pages that only these pages say."""

from __future__ import annotations

from bcp.message import Phrase

BOARD = Phrase("serve.board", ja="訓練の状況", en="The drill now")
REPORTS = Phrase("serve.reports", ja="訓練の記録と報告書", en="Drills and reports")
LOADING = Phrase("serve.loading", ja="記録を読み込んでいます。", en="The record is being read.")
NO_DRILL = Phrase(
    "serve.no_drill", ja="今、訓練は行われていません。", en="No drill is going on now."
)
STARTS_HERE = Phrase(
    "serve.starts_here",
    ja="訓練が始まると、この画面に自動で映ります。",
    en="When one begins, it appears here by itself.",
)
LAST_DRILL = Phrase(
    "serve.last_drill", ja="前回の訓練: {when}（{finish}）", en="Last drill: {when} ({finish})"
)
NEXT_DRILL = Phrase("serve.next_drill", ja="次回の予定: {when}", en="Next planned: {when}")
AS_OF = Phrase("serve.as_of", ja="{clock} 現在", en="as of {clock}")
LAST_RECORD = Phrase("serve.last_record", ja="最後の記録 {clock}", en="last record {clock}")
LIVE = Phrase("serve.live", ja="受信中", en="live")
NOT_LIVE = Phrase("serve.not_live", ja="更新されていません", en="NOT LIVE")
STALE = Phrase(
    "serve.stale",
    ja="{span:span}前の状態です。新しい記録を読めていません。",
    en="This is how it stood {span:span} ago. Newer records cannot be read.",
)
QUIET = Phrase(
    "serve.quiet",
    ja="{span:span}前の状態です。訓練を進めるプログラムから新しい記録が届いていません。",
    en="This is how it stood {span:span} ago. The drill's program has recorded nothing since.",
)
LEFT_OFF = Phrase(
    "serve.left_off",
    ja="{span:span}前の状態です。訓練を進めるプログラムが、終わる前に止まっています。",
    en="This is how it stood {span:span} ago. The drill's program has stopped before its end.",
)
UNREADABLE = Phrase(
    "serve.unreadable",
    ja="訓練の記録を読めません。進行管理者に知らせてください。",
    en="The drill's record cannot be read. Tell whoever runs the drill.",
)
UNREACHED = Phrase(
    "serve.unreached",
    ja="{seconds}秒前の状態です。この画面に新しい状態が届いていません。",
    en="This is how it stood {seconds} s ago. Nothing newer reaches this screen.",
)
OVER_NOW = Phrase("serve.over_now", ja="訓練は終わりました", en="The drill is over")
STOPPED = Phrase("serve.stopped", ja="途中で止まっています", en="stopped on the way")
FAR = Phrase(
    "serve.far",
    ja="{people}人中{count}人に到達（{percent}%、目標{wanted}%）",
    en="{count} of {people} reached ({percent}%, {wanted}% wanted)",
)
UP = Phrase("serve.up", ja="使えます", en="working")
DOWN = Phrase("serve.down", ja="使えません", en="NOT WORKING")
UNKNOWN = Phrase("serve.unknown", ja="未確認", en="not known")

WHEN = Phrase("serve.when", ja="開始", en="Began")
DRILL = Phrase("serve.drill", ja="訓練", en="Drill")
RESULT = Phrase("serve.result", ja="結果", en="Result")
STANDING = Phrase("serve.standing", ja="扱い", en="Counts as")
OPEN = Phrase("serve.open", ja="開く", en="open")
NONE_YET = Phrase(
    "serve.none_yet",
    ja="訓練の記録はまだありません。",
    en="There is no record of a drill yet.",
)
NEWER = Phrase("serve.newer", ja="新しい記録へ", en="newer")
OLDER = Phrase("serve.older", ja="古い記録へ", en="older")
OF_ALL = Phrase(
    "serve.of_all", ja="全{count}件中 {first}〜{last}件目", en="{first} to {last} of {count}"
)
FORMS = Phrase("serve.forms", ja="報告書の形", en="Forms of the report")
BACK = Phrase("serve.back", ja="一覧へ戻る", en="back to the list")
EDITIONS = {
    "page": Phrase("serve.edition_page", ja="1ページ", en="One page"),
    "full": Phrase("serve.edition_full", ja="全体", en="All of it"),
    "past": Phrase(
        "serve.edition_past", ja="全体と前回までの比較", en="All of it, beside earlier drills"
    ),
    "public": Phrase("serve.edition_public", ja="公開版", en="Public edition"),
}
EDITIONS_SAID = {
    "page": Phrase(
        "serve.edition_page_said",
        ja="庁内用。部長・CIO向けの1枚",
        en="inside the office only: one page for managers",
    ),
    "full": Phrase(
        "serve.edition_full_said",
        ja="庁内用。名前と弱点を含みます。記録だけから作り、いつ開いても同じです",
        en="inside the office only, because it names people and weaknesses; made of the record "
        "alone, and always the same",
    ),
    "past": Phrase(
        "serve.edition_past_said",
        ja="庁内用。同じシナリオのこれまでの訓練と、計画の改善事項を並べます",
        en="inside the office only: beside earlier drills of the same scenario, and the plan's "
        "action items",
    ),
    "public": Phrase(
        "serve.edition_public_said",
        ja="公表用。名前・連絡先・弱点を除いたもの。出す前に、もう一度読んで確かめてください",
        en="for the public: without names, contacts and weaknesses; read it once more before it "
        "goes out",
    ),
}
STANDINGS = {
    "counted": Phrase("serve.standing_counted", ja="実績に数える", en="counted"),
    "tabletop": Phrase("serve.standing_tabletop", ja="机上", en="at a table"),
    "aborted": Phrase("serve.standing_aborted", ja="中止", en="aborted"),
    "stopped": Phrase("serve.standing_stopped", ja="自動中止", en="stopped"),
    "real_event": Phrase("serve.standing_real_event", ja="実災害へ移行", en="real event"),
    "open": Phrase("serve.standing_open", ja="進行中・未完了", en="not closed"),
    "damaged": Phrase("serve.standing_damaged", ja="記録破損", en="damaged"),
    "empty": Phrase("serve.standing_empty", ja="記録なし", en="empty"),
    "part": Phrase("serve.standing_part", ja="結合済みの一部", en="part of a merged drill"),
    "copy": Phrase("serve.standing_copy", ja="写し", en="a copy"),
}

ENTER_TITLE = Phrase("serve.enter_title", ja="合言葉の入力", en="Show your token")
TOKEN = Phrase("serve.token", ja="合言葉", en="Token")
TOKEN_HINT = Phrase(
    "serve.token_hint",
    ja="配られた20文字です。大文字と小文字、ハイフンの有無は問いません。",
    en="The 20 signs that you were given. Capitals, small letters and hyphens make no difference.",
)
ENTER = Phrase("serve.enter", ja="進む", en="Go on")
WRONG_TOKEN = Phrase(
    "serve.wrong_token",
    ja="この合言葉では開けません。打ち間違いがないか確かめて、もう一度入力してください。",
    en="This token opens nothing. See whether it is typed right and try again.",
)
ENTERED_BEFORE = Phrase(
    "serve.entered_before",
    ja="前に入力したことがあるときは、こちらから開き直してください。",
    en="If you have entered it before, open the page again from here.",
)
NEEDS_REPORTS = Phrase(
    "serve.needs_reports",
    ja="報告書を見るには、報告書用の合言葉が必要です。",
    en="The reports need the token for the reports.",
)
LEAVE = Phrase("serve.leave", ja="この端末の入力を取り消す", en="forget the token here")
TOO_OFTEN_TITLE = Phrase("serve.too_often_title", ja="しばらくお待ちください", en="Please wait")
TOO_OFTEN = Phrase(
    "serve.too_often",
    ja="同じところからの要求が続いています。1分ほど待って、もう一度お試しください。",
    en="Too much has come from the same place. Wait a minute and try again.",
)
MISTAKE_TITLE = Phrase("serve.mistake_title", ja="このページはありません", en="No such page")
MISTAKE = Phrase(
    "serve.mistake",
    ja="アドレスを確かめるか、最初のページから開いてください。",
    en="Look at the address, or begin at the first page.",
)
WRONG_HOST = Phrase(
    "serve.wrong_host",
    ja="この名前では開けません。serve が表示したアドレスで開くか、--host で名前を加えてください。",
    en="These pages are not served under this name. Use the address that serve has shown, or add "
    "the name with --host.",
)
FAILED_TITLE = Phrase("serve.failed_title", ja="表示できません", en="This cannot be shown")
FAILED = Phrase(
    "serve.failed",
    ja="こちらの不具合です。訓練と記録には影響しません。少し待って、もう一度開いてください。",
    en="Something failed here. No drill and no record is affected. Wait a little and try again.",
)
AGAIN = Phrase("serve.again", ja="最初のページへ", en="to the first page")
NEEDS_FEED_TOKEN = Phrase(
    "serve.needs_feed_token",
    ja="この配信には合言葉が必要です。合言葉のファイルの calendar（予定表）か metrics（数値）の"
    "行を、読み取るプログラムに設定してください。",
    en="This feed wants a token: give the program that reads it the one called calendar or metrics "
    "in the file of tokens.",
)
NO_FEED_YET = Phrase(
    "serve.no_feed_yet",
    ja="計画をまだ読めていません。bcp-drill check で誤りがないか確かめてください。",
    en="The plan could not be read yet: see bcp-drill check.",
)
CALENDAR = Phrase(
    "serve.calendar", ja="予定表（グループウェア用 .ics）", en="Calendar for groupware (.ics)"
)
NO_SUCH_PART = Phrase(
    "serve.no_such_part",
    ja="only= には {parts:list} を、コンマで区切って書いてください。",
    en="only= takes {parts:list}, with commas between them.",
)
