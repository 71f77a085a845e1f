"""What is said of an event list (MSEL) that cannot be read: what is wrong, and what to do."""

from __future__ import annotations

from bcp.message import Phrase

NO_TABLE = Phrase(
    "events.no_table",
    ja="「時刻」（または「経過時間」）と「内容」の見出しが並ぶ行が見つかりません。",
    en='no row has headings for a time ("Time", "Elapsed") and for the event ("Content", "Event").',
)
NAME_COLUMNS = Phrase(
    "events.name_columns",
    ja="見出しの行を、時刻・付与先・発信元・手段・内容・備考のように書いてください。",
    en="Head the columns: Time, To, From, Method, Event, Notes.",
)
SEVERAL_SHEETS = Phrase(
    "events.several_sheets",
    ja="イベントの表がいくつものシートにあります（{sheets:list}）。",
    en="several sheets hold events ({sheets:list}).",
)
NAME_SHEET = Phrase(
    "events.name_sheet", ja="--sheet で一つを選んでください。", en="Choose one with --sheet."
)
NO_SHEET = Phrase(
    "events.no_sheet",
    ja="「{sheet}」というシートはありません。",
    en="there is no sheet {sheet!r}.",
)
SHEETS_ARE = Phrase(
    "events.sheets_are", ja="シートは {sheets:list} です。", en="The sheets are {sheets:list}."
)
NO_EVENTS = Phrase(
    "events.no_events",
    ja="見出しの下にイベントが一つもありません。",
    en="no event stands below the headings.",
)
WRITE_EVENTS = Phrase(
    "events.write_events",
    ja="一行に一つ、時刻と内容を書いてください。",
    en="Write one to a row, with its time and what happens.",
)
NO_TIME = Phrase(
    "events.no_time", ja="時刻が書かれていません。", en="no time is written in this row."
)
LIKE_A_TIME = Phrase(
    "events.like_a_time",
    ja="「T+10」「H+2 M-5」「9:10」「翌9:00」「令和8年11月28日 9:10」のように書いてください"
    "（上の行と同じなら「〃」）。",
    en='Write it like T+10, "H+2 M-5", 9:10 or "2026-11-28 9:10"; "〃" where it is the same as '
    "above.",
)
BAD_TIME = Phrase(
    "events.bad_time", ja="「{text}」を時刻として読めません。", en="{text!r} is not a time."
)
BEFORE_START = Phrase(
    "events.before_start",
    ja="開始（T+0）より前の時刻です。",
    en="this is before the start (T+0).",
)
MOVE_START = Phrase(
    "events.move_start",
    ja="開始前に渡すものは T+0 にするか、--start で開始を早めてください。",
    en="What is given before the start is written at T+0; or name an earlier start with --start.",
)
EARLIER_THAN_ABOVE = Phrase(
    "events.earlier_than_above",
    ja="上の行より前の時刻です。",
    en="this is earlier than the row above.",
)
NO_START = Phrase(
    "events.no_start",
    ja="時刻で書かれていますが、T+0 が何時か分かりません（上の行は T+ で書かれています）。",
    en="this is a time of day, and nothing says when T+0 is (the rows above count from T+0).",
)
NAME_START = Phrase(
    "events.name_start",
    ja="「--start 9:00」のように T+0 の時刻を指定してください。",
    en="Name the time of T+0: --start 9:00.",
)
NO_START_DATE = Phrase(
    "events.no_start_date",
    ja="日付がありますが、開始の日付が分かりません（最初の時刻に日付がありません）。",
    en="there is a date, and the day of the start is not known (the first time has none).",
)
GIVE_START = Phrase(
    "events.give_start",
    ja='最初の行にも日付を書くか、「--start "2026-11-28 9:00"」のように開始を指定してください。',
    en='Date the first row too, or name the start: --start "2026-11-28 9:00".',
)
SORT_OR_DATE = Phrase(
    "events.sort_or_date",
    ja="翌日なら「翌9:50」のように書くか日付を添え、同じ日なら行を時刻の順に並べてください。",
    en="Write the date where it is the next day; put the rows in order where it is the same.",
)
TIMES_DIFFER = Phrase(
    "events.times_differ",
    ja="時刻は開始から{clock:span}ですが、経過時間は{elapsed:span}です。",
    en="the time is {clock:span} after the start, and the elapsed time says {elapsed:span}.",
)
ONE_TIME = Phrase(
    "events.one_time",
    ja="正しいほうに合わせてください。",
    en="Make the two agree, or clear one.",
)
BAD_DATE = Phrase(
    "events.bad_date", ja="「{text}」を日付として読めません。", en="{text!r} is not a date."
)
LIKE_A_DATE = Phrase(
    "events.like_a_date",
    ja="「2026/11/28」「令和8年11月28日」のように書いてください。",
    en="Write it like 2026-11-28.",
)
NO_TEXT = Phrase(
    "events.no_text", ja="内容が書かれていません。", en="it does not say what happens."
)
WRITE_TEXT = Phrase(
    "events.write_text",
    ja="何を伝えるのかを書いてください。区切りの行なら、先頭の列にだけ書いてください。",
    en="Write what is told. Where the row only parts sections, write in its first column alone.",
)
NO_RECIPIENT = Phrase(
    "events.no_recipient", ja="報告の相手が書かれていません。", en="a report to whom?"
)
WRITE_RECIPIENT = Phrase(
    "events.write_recipient", ja="付与先の欄に書いてください。", en="Write it into the column To."
)
BAD_LENGTH = Phrase(
    "events.bad_length",
    ja="「{text}」を時間の長さとして読めません。",
    en="{text!r} is not a length of time.",
)
LIKE_A_LENGTH = Phrase(
    "events.like_a_length",
    ja="「30分」「1時間30分」のように書いてください。",
    en="Write it like 30m or 1h30m.",
)
BAD_ID = Phrase(
    "events.bad_id",
    ja="「{text}」は手順の記号にできません。",
    en="{text!r} cannot be the id of a step.",
)
LIKE_AN_ID = Phrase(
    "events.like_an_id",
    ja="文字か数字で始め、文字・数字・「-」「_」「.」だけで書いてください。空欄なら自動で付けます。",
    en="Begin with a letter or digit, then letters, digits, - _ and dots. Left empty, it is given.",
)
ID_TWICE = Phrase(
    "events.id_twice",
    ja="手順「{id}」は {first} にもあります。",
    en="the step {id!r} stands in {first} too.",
)
RENAME_ONE = Phrase(
    "events.rename_one", ja="どちらかの記号を変えてください。", en="Give one of them another id."
)
NO_KIND = Phrase(
    "events.no_kind",
    ja="「{text}」という手順の種類はありません。",
    en="there is no kind of step {text!r}.",
)
KINDS_ARE = Phrase(
    "events.kinds_are", ja="{kinds:list} のどれかです。", en="It is one of {kinds:list}."
)
NO_STEP = Phrase(
    "events.no_step",
    ja="「{id}」という手順は、この表にありません。",
    en="the list has no step {id!r}.",
)
NO_ENDING = Phrase(
    "events.no_ending",
    ja="「{text}」という終わり方はありません。",
    en="there is no ending {text!r}.",
)
TOO_LONG = Phrase(
    "events.too_long",
    ja="一つの欄が長すぎます（{length}文字、上限は{most}文字）。",
    en="the cell is too long ({length} letters; at most {most}).",
)
SHORTEN = Phrase(
    "events.shorten", ja="いくつかの行に分けてください。", en="Split it into several rows."
)
UNSEEN = Phrase(
    "events.unseen",
    ja="目に見えない文字（{code}）が入っています。",
    en="there is a sign that nobody sees ({code}) in it.",
)
RETYPE = Phrase(
    "events.retype", ja="この欄を手で打ち直してください。", en="Type the cell anew by hand."
)
DITTO_OF_NOTHING = Phrase(
    "events.ditto_of_nothing",
    ja="「{text}」の上に、同じとみなす行がありません。",
    en="there is no row above that {text!r} could repeat.",
)
WRITE_IT = Phrase("events.write_it", ja="ここに書いてください。", en="Write here what is meant.")
NO_ROLE = Phrase(
    "events.no_role",
    ja="「{text}」という役割は、計画にありません。",
    en="the plan has no role {text!r}.",
)
TOO_MANY = Phrase(
    "events.too_many",
    ja="イベントが多すぎます（{count}件、上限は{most}件）。",
    en="there are too many events ({count}; at most {most}).",
)
TWO_LISTS = Phrase(
    "events.two_lists",
    ja="いくつかの表に分け、別々の訓練にしてください。",
    en="Part the list into several drills.",
)
WAITED_FOR_SHOWN = Phrase(
    "events.waited_for_shown",
    ja="条件「{edge}」は、種類が「その他」の行を待つので、シナリオに書けません。",
    en="the condition {edge} waits for a row of the kind Other, which a scenario does not get.",
)
WAITS_FOR = Phrase(
    "events.waits_for",
    ja="手順「{step}」は、代わりに {steps:list} を待ちます。",
    en="The step {step!r} waits for {steps:list} instead.",
)
WAITS_FOR_TIME = Phrase(
    "events.waits_for_time",
    ja="手順「{step}」は、代わりに時刻だけで始まります。",
    en="The step {step!r} begins by its time alone instead.",
)
LIKE_A_SECTION = Phrase(
    "events.like_a_section",
    ja="「{text}」は付与先のない状況付与にしましたが、区切りの見出しのようです。",
    en="{text!r} was made an inject to nobody, and reads like a heading.",
)
IF_A_SECTION = Phrase(
    "events.if_a_section",
    ja="見出しなら、時刻を消して先頭の列にだけ書いてください。",
    en="Where it is one, clear its time and write it in the first column alone.",
)
