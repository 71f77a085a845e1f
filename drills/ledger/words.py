"""What is said of the cells of a ledger."""

from __future__ import annotations

from bcp.message import Phrase

NO_DATE = Phrase(
    "ledger.no_date",
    ja="「{text}」を日付として読めません。",
    en="{text!r} cannot be read as a date.",
)
LIKE_DATES = Phrase(
    "ledger.like_dates",
    ja="「2028-09-30」「令和10年9月30日」「R10.9」（月末とみなします）のように書いてください。",
    en="Write it like 2028-09-30 or R10.9.30; without a day it is the month's last.",
)
NO_SUCH_DAY = Phrase(
    "ledger.no_such_day",
    ja="「{text}」という日はありません。",
    en="there is no such day as {text!r}.",
)
ERA_ENDED = Phrase(
    "ledger.era_ended",
    ja="{era}は{last}年で終わりました。西暦{year}年のことなら「{year}」で書いてください。",
    en="The era {era} ended in its year {last}. If {year} is meant, write {year}.",
)
WHICH_YEAR = Phrase(
    "ledger.which_year",
    ja="年が分かりません。西暦4けたか、元号を付けて書いてください。",
    en="The year is not clear: write four figures, or the era.",
)
NO_SPAN = Phrase(
    "ledger.no_span",
    ja="「{text}」を時間の長さとして読めません。",
    en="{text!r} cannot be read as a length of time.",
)
LIKE_SPANS = Phrase(
    "ledger.like_spans",
    ja="「12時間以内」「3日」「1週間」「90分」のように、数と単位で一つだけ書いてください。",
    en="Write one number with its unit, such as 12h, 3d or 90m.",
)
NO_UNIT = Phrase(
    "ledger.no_unit",
    ja="「{text}」に単位がありません。",
    en="{text!r} has no unit.",
)
UNIT_IN_HEADING = Phrase(
    "ledger.unit_in_heading",
    ja="「{text}時間」のように単位を付けるか、見出しに「{unit}」と書いてください。",
    en="Write the unit behind {text}, or in the heading's brackets: {unit}.",
)
NOT_WORKING_DAYS = Phrase(
    "ledger.not_working_days",
    ja="「{text}」は営業日なので、目標復旧時間にはできません（災害は休日にも起きます）。",
    en="{text!r} is in working days, which no recovery time can be: disasters keep no calendar.",
)
IN_DAYS = Phrase(
    "ledger.in_days",
    ja="休日も数えた「{count}日」か、時間で書いてください。",
    en="Write days that count holidays too ({count}d), or hours.",
)
NO_COUNT = Phrase(
    "ledger.no_count",
    ja="「{text}」を数として読めません。",
    en="{text!r} cannot be read as a number.",
)
ONE_NUMBER = Phrase(
    "ledger.one_number",
    ja="0以上の整数を一つだけ書いてください。",
    en="Write one whole number.",
)
NO_YES = Phrase(
    "ledger.no_yes",
    ja="「{text}」が「あり」か「なし」か分かりません。",
    en="{text!r} is neither yes nor no.",
)
YES_WORDS = Phrase(
    "ledger.yes_words",
    ja="「○」「×」か「あり」「なし」で書いてください。",
    en="Write ○ or ×.",
)
NO_WORD = Phrase(
    "ledger.no_word",
    ja="「{text}」の意味が分かりません。",
    en="nobody here knows what {text!r} means.",
)
SAY_WORD = Phrase(
    "ledger.say_word",
    ja="{then} そのまま読ませるには、読み方のファイル（--mapping）の words に書いてください。",
    en="{then} To keep the word, say what it means under words in the file of --mapping.",
)
ZONE_UNKNOWN = Phrase(
    "ledger.zone_unknown",
    ja="「{text}」という系統（三層の区分）が分かりません。",
    en="{text!r} is no network zone that is known.",
)
NO_ADDRESS = Phrase(
    "ledger.no_address",
    ja="「{text}」はIPアドレスでもホスト名でもありません。",
    en="{text!r} is neither an IP address nor a host's name.",
)
ADDRESS_OUT_OF_RANGE = Phrase(
    "ledger.address_out_of_range",
    ja="「{text}」はIPアドレスの範囲を外れています（各数は0〜255で4つ）。",
    en="{text!r} is out of the range of IP addresses (four numbers from 0 to 255).",
)
ONE_ADDRESS = Phrase(
    "ledger.one_address",
    ja="訓練で接続するアドレスを一つだけ書いてください。",
    en="Write the one address that drills shall connect to.",
)
WRONG_COLUMN = Phrase(
    "ledger.wrong_column",
    ja="{what}（「{heading}」の列です）",
    en="{what} (the column is {heading!r})",
)
MOVE_TO_CONTACTS = Phrase(
    "ledger.move_to_contacts",
    ja="電話番号とメールアドレスは、連絡先の表か業者の表の電話・メールの列に移してください。",
    en="Move numbers and mail addresses to the columns for them in the table of contacts or "
    "vendors.",
)
NO_PHONE = Phrase(
    "ledger.no_phone",
    ja="この欄の値は電話番号として読めません。",
    en="what stands here cannot be read as a telephone number.",
)
LIKE_PHONES = Phrase(
    "ledger.like_phones",
    ja="「000-5550-0101」のように書いてください。二つあれば列を分けてください。",
    en="Write it like 000-5550-0101; give a second number a column of its own.",
)
ZERO_LOST = Phrase(
    "ledger.zero_lost",
    ja="電話番号の先頭の0が落ちています。",
    en="the 0 that begins this telephone number is lost.",
)
AS_LETTERS = Phrase(
    "ledger.as_letters",
    ja="セルを文字列にして書き直してください。",
    en="Make the cell one of text, and write the number again.",
)
NO_MAIL = Phrase(
    "ledger.no_mail",
    ja="この欄の値はメールアドレスとして読めません。",
    en="what stands here cannot be read as a mail address.",
)
LIKE_MAIL = Phrase(
    "ledger.like_mail",
    ja="「name@mihon.example」のように一つだけ書いてください。",
    en="Write one, like name@mihon.example.",
)
STILL_OPEN = Phrase(
    "ledger.still_open",
    ja="「{text}」なので、まだ決まっていません。",
    en="this is still open ({text}).",
)
DECIDE = Phrase(
    "ledger.decide",
    ja="決まったら計画に書いてください。",
    en="Write it in the plan once it is decided.",
)
NOT_ON_LIST = Phrase(
    "ledger.not_on_list",
    ja="「{text}」は{lists:list}にありません。",
    en="{text!r} is not in {lists:list}.",
)
BAD_ID = Phrase(
    "ledger.bad_id",
    ja="「{text}」は記号（ID）として使えません。",
    en="{text!r} cannot be an id.",
)
TOO_LONG = Phrase(
    "ledger.too_long",
    ja="{count}文字あり、長すぎます（上限は{most}文字）。",
    en="this has {count} letters, which is too long (at most {most}).",
)
SHORTER = Phrase("ledger.shorter", ja="短くしてください。", en="Write it shorter.")
ROLES = Phrase("ledger.list_roles", ja="計画の役割（roles）", en="the plan's roles")
ADD_ROLE = Phrase(
    "ledger.add_role",
    ja="people/roles.yaml に役割を足すか、役割の名前をそろえてください。",
    en="Add the role to people/roles.yaml, or call it as it is called there.",
)
