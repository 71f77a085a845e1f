"""What is said of a paper log that cannot be read: what is wrong, and what to do."""

from __future__ import annotations

from bcp.message import Phrase

NO_HEADINGS = Phrase(
    "paper.no_headings",
    ja="記録の見出し行（「時刻」と「作業内容・状況」）が見つかりません。",
    en='no row with the headings "Time" and "What happened" was found.',
)
USE_THE_FORM = Phrase(
    "paper.use_the_form",
    ja="「bcp-drill enter --form -o log.xlsx」で作る様式に書き写してください。",
    en="Copy it into the form that bcp-drill enter --form -o log.xlsx makes.",
)
UNKNOWN_HEADING = Phrase(
    "paper.unknown_heading",
    ja="「{heading}」という見出しはありません。",
    en="there is no heading {heading!r}.",
)
NO_HEADING = Phrase(
    "paper.no_heading",
    ja="この列には見出しがありません（「{text}」と書かれています）。",
    en="this column has no heading ({text!r} stands in it).",
)
NAME_IT = Phrase(
    "paper.name_it",
    ja="見出しの行に見出しを書くか、この列を空にしてください。",
    en="Write a heading in the row of headings, or clear the column.",
)
HEADING_TWICE = Phrase(
    "paper.heading_twice",
    ja="見出し「{heading}」は {first} にもあります。",
    en="the heading {heading!r} stands in {first} too.",
)
ONLY_ONE = Phrase(
    "paper.only_one", ja="どちらか一つの列にまとめてください。", en="Keep one of the two columns."
)
MISSING_HEADING = Phrase(
    "paper.missing_heading",
    ja="見出しの行に「{heading}」がありません。",
    en="the row of headings has no {heading!r}.",
)
ADD_COLUMN = Phrase("paper.add_column", ja="その列を加えてください。", en="Add that column.")
NO_TIME = Phrase("paper.no_time", ja="時刻が書かれていません。", en="no time is written here.")
WRITE_TIME = Phrase(
    "paper.write_time",
    ja="「22:10」のように書いてください。上の行と同じなら「〃」と書けます。",
    en='Write it like 22:10, or write "〃" where it is the same as above.',
)
BAD_TIME = Phrase(
    "paper.bad_time",
    ja="「{text}」を時刻として読めません。",
    en="{text!r} is not a time of day.",
)
TO_THE_MINUTE = Phrase(
    "paper.to_the_minute",
    ja="「22:10」「22時10分」のように分まで書いてください。はっきりしないときは、"
    "そのことを作業内容に書いてください。",
    en="Write it to the minute, like 22:10. Where it is not certain, say so in what happened.",
)
BAD_DATE = Phrase(
    "paper.bad_date",
    ja="「{text}」を日付として読めません。",
    en="{text!r} is not a date.",
)
WRITE_DATE = Phrase(
    "paper.write_date",
    ja="「2026/11/21」「令和8年11月21日」のように書いてください。",
    en="Write it like 2026-11-21.",
)
DITTO_OF_NOTHING = Phrase(
    "paper.ditto_of_nothing",
    ja="「{text}」の上に、同じとみなす行がありません。",
    en="there is no row above that {text!r} could repeat.",
)
GIVE_DATE = Phrase(
    "paper.give_date",
    ja="この行の「日付」に日付を書いてください。",
    en="Write the date of this row.",
)
SEE_DATE = Phrase(
    "paper.see_date", ja="日付と時刻を確かめてください。", en="Look at date and time again."
)
NO_TEXT = Phrase(
    "paper.no_text", ja="作業内容・状況が書かれていません。", en="it does not say what happened."
)
WRITE_TEXT = Phrase(
    "paper.write_text",
    ja="何をしたか、何が起きたかを書いてください。書くことがなければ、この行を空にしてください。",
    en="Write what was done or what happened, or clear the row.",
)
TOO_LONG = Phrase(
    "paper.too_long",
    ja="一つの欄が長すぎます（{length}文字、上限は{most}文字）。",
    en="the cell is too long ({length} letters; at most {most}).",
)
SPLIT_IT = Phrase(
    "paper.split_it", ja="いくつかの行に分けてください。", en="Split it into several rows."
)
WRITE_IT = Phrase("paper.write_it", ja="ここに書いてください。", en="Write here what is meant.")
NO_STEP = Phrase(
    "paper.no_step",
    ja="「{step}」という手順は、この訓練のシナリオにありません。",
    en="the drill has no step {step!r}.",
)
NOTHING_WRITTEN = Phrase(
    "paper.nothing_written",
    ja="見出しの下に一行も書かれていません。",
    en="nothing is written below the headings.",
)
WRITE_LINES = Phrase(
    "paper.write_lines",
    ja="一行に一つずつ、時刻と作業内容を書いてください。",
    en="Write one line for each thing that happened.",
)
FORMULA = Phrase(
    "paper.formula",
    ja="この欄は計算式です。計算式は計算せず、読み取りません。",
    en="this cell is a formula, which is neither computed nor read.",
)
AS_VALUE = Phrase(
    "paper.as_value",
    ja="値を直接書くか、「値の貼り付け」で置き換えてください。",
    en="Type the value itself, or paste it as a value.",
)
ERROR_VALUE = Phrase(
    "paper.error_value",
    ja="この欄はエラー値（{text}）です。",
    en="this cell is an error ({text}).",
)
OTHER_ZONE = Phrase(
    "paper.other_zone",
    ja="「{step}」は区分「{zone}」の手順で、この紙のものではありません。",
    en="the step {step!r} belongs to the zone {zone}, not to this paper.",
)
LEAVE_STEP = Phrase(
    "paper.leave_step",
    ja="その区分の記録に書くか、手順と結果の欄を空にして、聞いたこととして残してください。",
    en="Write it into that zone's log, or clear step and result here and keep it as a remark.",
)
NO_SYSTEM = Phrase(
    "paper.no_system",
    ja="「{system}」というシステムは、計画にありません。",
    en="the plan has no system {system!r}.",
)
NO_RESULT = Phrase(
    "paper.no_result",
    ja="「{text}」を結果として読めません。",
    en="{text!r} is not one of the words for a result.",
)
RESULTS_ARE = Phrase(
    "paper.results_are",
    ja="使えるのは {words:list} です。ほかのことは作業内容に書いてください。",
    en="They are {words:list}. Write anything else under what happened.",
)
RESULT_OF_NO_STEP = Phrase(
    "paper.result_of_no_step",
    ja="結果「{text}」がありますが、どの手順のものか書かれていません。",
    en="there is a result ({text}), and no step that it is of.",
)
NAME_STEP = Phrase(
    "paper.name_step",
    ja="手順の欄に記号を書くか、結果を空にしてください。",
    en="Write the id of the step, or clear the result.",
)
RESULT_OF_NO_SYSTEM = Phrase(
    "paper.result_of_no_system",
    ja="結果「{text}」がありますが、どのシステムのものか書かれていません。",
    en="there is a result ({text}), and no system that it is of.",
)
NAME_SYSTEM = Phrase(
    "paper.name_system",
    ja="システムの欄にその名前か記号を書くか、結果を空にしてください。",
    en="Write the system's name or id, or clear the result.",
)
