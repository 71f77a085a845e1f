"""What files of other tools say in their cells, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase
from bcp.written_times import narrow

SAFETY: Mapping[str, tuple[str, ...]] = {
    "safe": (
        "無事",
        "異常なし",
        "けがなし",
        "怪我なし",
        "負傷なし",
        "被害なし",
        "安全",
        "safe",
        "ok",
    ),
    "injured": ("けが", "怪我", "負傷", "軽傷", "重傷", "軽症", "重症", "injured", "hurt"),
    "need_help": ("助けが必要", "要救助", "要支援", "救助要請", "need_help", "needhelp", "help"),
}
PROBLEM: Mapping[str, tuple[str, ...]] = {
    "": ("なし", "特になし", "支障なし", "問題なし", "none", "no"),
    "no_connection": ("つながらない", "接続できない", "接続不可", "no_connection", "noconnection"),
    "no_login": ("ログインできない", "認証できない", "ログイン不可", "no_login", "nologin"),
    "slow": ("遅い", "重い", "slow"),
    "no_system": ("システムが使えない", "システム不可", "no_system", "nosystem"),
    "device": ("端末の不調", "端末", "パソコン", "device"),
    "other": ("その他", "other"),
}
TASK: Mapping[str, tuple[str, ...]] = {
    "done": ("できた", "完了", "可", "はい", "○", "〇", "◯", "done", "yes", "1", "true"),
    "failed": (
        "できなかった",
        "失敗",
        "不可",
        "いいえ",
        "×",
        "✕",
        "x",
        "failed",
        "no",
        "0",
        "false",
    ),
    "not_tried": ("試していない", "未実施", "対象外", "△", "not_tried", "nottried"),
}
# What tools write where nobody answered.
NOTHING = ("", "-", "―", "ー", "未回答", "未確認", "未返信", "noanswer", "n/a")

NO_NUMBER_COLUMN = Phrase(
    "roll.no_number_column",
    ja="職員番号の列が見つかりません（見出し: {headings:list}）。",
    en="there is no column of staff numbers (headings: {headings:list}).",
)
NAME_COLUMN = Phrase(
    "roll.name_column",
    ja="--columns number=見出し、のように、どの列かを指定してください。",
    en="Say which one it is: --columns number=HEADING.",
)
NO_TIME_COLUMN = Phrase(
    "roll.no_time_column",
    ja="回答した日時の列が見つかりません（見出し: {headings:list}）。",
    en="there is no column with the time of the answer (headings: {headings:list}).",
)
NAME_TIME = Phrase(
    "roll.name_time",
    ja="--columns time=見出し、のように、どの列かを指定してください。",
    en="Say which one it is: --columns time=HEADING.",
)
NO_SUCH_HEADING = Phrase(
    "roll.no_such_heading",
    ja="「{heading}」という見出しの列がありません。",
    en="there is no column headed {heading!r}.",
)
NO_NUMBER = Phrase(
    "roll.no_number", ja="この行には職員番号がありません。", en="this row has no staff number."
)
FILL_OR_REMOVE = Phrase(
    "roll.fill_or_remove",
    ja="書き足すか、行ごと消してください。",
    en="Fill it in, or remove the row.",
)
UNKNOWN = Phrase(
    "roll.unknown",
    ja="「{number}」は、この点呼の対象者の職員番号ではありません。",
    en="{number!r} is not the number of anybody whom this check-in expects.",
)
LEAVE_UNKNOWN = Phrase(
    "roll.leave_unknown",
    ja="番号を直すか、--leave-out unknown で対象外の行をすべて除いてください。",
    en="Put it right, or leave out all such rows with --leave-out unknown.",
)
TWICE = Phrase(
    "roll.twice",
    ja="同じ職員の回答が{first}にもあります。",
    en="{first} has an answer of the same person.",
)
LEAVE_OLDER = Phrase(
    "roll.leave_older",
    ja="どちらかを消すか、--leave-out older で最後の回答だけを取り込んでください。",
    en="Remove one of them, or take only the newest of each with --leave-out older.",
)
BAD_TIME = Phrase(
    "roll.bad_time",
    ja="「{text}」を日時として読めません。",
    en="{text!r} is no date and time.",
)
LIKE_A_TIME = Phrase(
    "roll.like_a_time",
    ja="「2026/11/22 10:05」のように書いてください。",
    en='Write it like "2026-11-22 10:05".',
)
NO_TIME = Phrase(
    "roll.no_time",
    ja="回答があるのに、回答した日時がありません。",
    en="there is an answer without its time.",
)
BEFORE = Phrase(
    "roll.before",
    ja="{clock}は、点呼の始まり（{began}）より前です。",
    en="{clock} is before the check-in began ({began}).",
)
AFTER = Phrase(
    "roll.after",
    ja="{clock}は、訓練の終わり、または今（{ended}）より後です。",
    en="{clock} is behind the end of the drill, or still to come ({ended}).",
)
LEAVE_OUTSIDE = Phrase(
    "roll.leave_outside",
    ja="日時を直すか、--leave-out outside で訓練の外の行をすべて除いてください。",
    en="Put it right, or leave out all such rows with --leave-out outside.",
)
NO_WORD = Phrase(
    "roll.no_word",
    ja="「{text}」が何を表すか分かりません。",
    en="it is not known what {text!r} means.",
)
SAY_MEANING = Phrase(
    "roll.say_meaning",
    ja="--means {text}=語 で指定してください（語: {words:list}）。",
    en="Say so with --means {text}=WORD (words: {words:list}).",
)
TOO_LONG = Phrase(
    "roll.too_long",
    ja="{length}文字あります（{most}文字まで）。",
    en="it is {length} letters long (at most {most}).",
)
SHORTEN = Phrase("roll.shorten", ja="短くしてください。", en="Make it shorter.")
NO_ROWS = Phrase(
    "roll.no_rows", ja="回答の行が一つもありません。", en="there is no row with an answer."
)
RIGHT_FILE = Phrase(
    "roll.right_file",
    ja="別のファイルでないか、確かめてください。",
    en="See that this is the right file.",
)
ONE_SHEET = Phrase(
    "roll.one_sheet",
    ja="回答の表のあるシートが複数あります（{sheets:list}）。",
    en="several sheets hold answers ({sheets:list}).",
)
LEAVE_ONE = Phrase(
    "roll.leave_one",
    ja="一つだけ残して保存し直してください。",
    en="Keep one of them and save the file again.",
)


def folded(text: str) -> str:
    """A cell or a heading without what makes no difference: width, case, spaces and brackets."""
    plain = narrow(text).casefold()
    return "".join(each for each in plain if not each.isspace() and each not in "　・:()_")


def meant(text: str, words: Mapping[str, tuple[str, ...]], own: Mapping[str, str]) -> str | None:
    """The word that a cell stands for, by the file's `own` meanings first; None where unknown."""
    plain = folded(text)
    if plain in own:
        return own[plain] if own[plain] in words else None
    return next(
        (word for word, said in words.items() if plain in {folded(each) for each in said}), None
    )
