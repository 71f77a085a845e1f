"""Where a file is no YAML at all: the parser's complaint as a sentence an officer can act on."""

from __future__ import annotations

import re

import yaml

from bcp.message import Phrase
from bcp.refused import Place, Refusal
from bcp.slips import DASHES, LIST_SIGN

TAB = Phrase("yaml.tab", ja="タブ文字が使われています。", en="there is a tab here.")
USE_SPACES = Phrase(
    "yaml.use_spaces",
    ja="字下げには半角スペースを使ってください。",
    en="Indent with spaces.",
)
WIDE_COLON = Phrase(
    "yaml.wide_colon",
    ja="{line}行目のコロンが全角「：」です。",
    en="line {line} has a full-width colon (：).",
)
NARROW_COLON = Phrase(
    "yaml.narrow_colon",
    ja="半角のコロンと半角スペース「: 」にしてください。",
    en='Write a half-width colon and a space (": ").',
)
BAD_START = Phrase(
    "yaml.bad_start",
    ja="値を記号「{sign}」で始めることはできません。",
    en="a value cannot begin with {sign}.",
)
QUOTE_IT = Phrase(
    "yaml.quote_it",
    ja='値全体を引用符（"…"）で囲んでください。',
    en='Put quotes ("…") round the whole value.',
)
EXTRA_COLON = Phrase(
    "yaml.extra_colon",
    ja="ここにコロンがあるため、行の意味が決まりません。",
    en="the colon here makes no sense.",
)
COLON_REMEDY = Phrase(
    "yaml.colon_remedy",
    ja='値にコロンを含むときは引用符（"…"）で囲み、上の行のコロンの後に空白があるか、'
    "字下げが揃っているかを確かめてください。",
    en='Put quotes ("…") round a value that holds a colon; see that the line above has a space '
    "behind its colon, and that the lines start in the same column.",
)
UNFINISHED = Phrase(
    "yaml.unfinished",
    ja="{line}行{column}桁で始まった引用符が閉じられていません。",
    en="the quotes that open at line {line}, column {column} are never closed.",
)
CLOSE_QUOTES = Phrase(
    "yaml.close_quotes", ja="同じ引用符で閉じてください。", en="Close them with the same sign."
)
UNCLOSED = Phrase(
    "yaml.unclosed",
    ja="{line}行{column}桁で開いた括弧が閉じられていないか、カンマが抜けています。",
    en="the bracket that opens at line {line}, column {column} is not closed, or a comma is "
    "missing.",
)
CLOSE_BRACKET = Phrase(
    "yaml.close_bracket",
    ja="対になる括弧とカンマを確かめてください。括弧の中の値が「{{ }} [ ] ,」を含むときは、その値を"
    '引用符（"…"）で囲みます。',
    en="Check the closing bracket and the commas. Inside brackets, put quotes round a value that "
    "holds {{ }} [ ] or a comma.",
)
MISALIGNED = Phrase(
    "yaml.misaligned",
    ja="{line}行目から始まるまとまりと、この行の字下げや書き方が揃っていません。",
    en="this line does not line up with the block that begins at line {line}.",
)
ALIGN = Phrase(
    "yaml.align",
    ja="同じまとまりの行は同じ桁から始め、リストの行はすべて「- 」で始めてください。",
    en='Start lines of one block in the same column, and every line of a list with "- ".',
)
CONTROL = Phrase(
    "yaml.control",
    ja="目に見えない制御文字（コード{code}）が含まれています。",
    en="there is an invisible control character (code {code}) here.",
)
REMOVE = Phrase("yaml.remove", ja="消してください。", en="Remove it.")
WIDE_DASH = Phrase(
    "yaml.wide_dash",
    ja="{line}行目のリストの記号が半角のハイフンではありません（{sign}）。",
    en="line {line} begins with {sign}, which is no plain hyphen.",
)
WIDE_BRACKET = Phrase(
    "yaml.wide_bracket",
    ja="{line}行目の括弧「{sign}」が全角です。",
    en="the bracket {sign} in line {line} is full-width.",
)
NARROW_BRACKET = Phrase(
    "yaml.narrow_bracket",
    ja="括弧とカンマは半角「[ ]」「{{ }}」「, 」で書いてください。",
    en="Write half-width brackets and commas: [ ], {{ }} and a comma with a space.",
)
WIDE_COMMA = Phrase(
    "yaml.wide_comma",
    ja="{line}行{column}桁で開いた括弧の中が「、」で区切られています。",
    en="inside the bracket that opens at line {line}, column {column}, things are separated by "
    "“、”.",
)
WIDE_INDENT = Phrase(
    "yaml.wide_indent",
    ja="{line}行目の字下げに全角スペースなどが使われています（コード{code}）。",
    en="line {line} is indented with a full-width or other special space (code {code}).",
)
CONFLICT = Phrase(
    "yaml.conflict",
    ja="Gitの競合の印（<<<<<<<、=======、>>>>>>>）が残っています。",
    en="marks of a Git conflict (<<<<<<<, =======, >>>>>>>) are left in the file.",
)
CHOOSE_ONE = Phrase(
    "yaml.choose_one",
    ja="どちらの内容にするか選び、印の行を消してください。",
    en="Choose one of the two texts and remove the marks.",
)
FENCE = Phrase(
    "yaml.fence",
    ja="文書から写した「```」の行が残っています。",
    en="a line with ``` has come along from a document.",
)
REMOVE_LINE = Phrase("yaml.remove_line", ja="その行を消してください。", en="Remove that line.")
ESCAPE = Phrase(
    "yaml.escape",
    ja="二重引用符の中の「\\」の使い方が正しくありません。",
    en="the backslash here means nothing inside double quotes.",
)
SINGLE_QUOTES = Phrase(
    "yaml.single_quotes",
    ja="「\\」をそのまま書くには一重引用符（'…'）で囲んでください。",
    en="To write a backslash as it is, use single quotes ('…').",
)
NOT_YAML = Phrase(
    "yaml.not_yaml",
    ja="ここでYAMLとして読めなくなります。",
    en="this cannot be read as YAML from here on.",
)
LOOK_ABOVE = Phrase(
    "yaml.look_above",
    ja="この行とすぐ上の行の字下げ、コロン、引用符、括弧を確かめてください。",
    en="Check indentation, colons, quotes and brackets in this line and the one above.",
)


# In the order in which they are looked for in a line; the group is the sign at fault.
_SLIPS: tuple[tuple[re.Pattern[str], Phrase, Phrase], ...] = (
    (re.compile(r"^(<{7}|={7}|>{7})(?:\s|$)"), CONFLICT, CHOOSE_ONE),
    (re.compile(r"^\s*(```)"), FENCE, REMOVE_LINE),
    (re.compile(r"([\ufeff\u200b\u2060])"), CONTROL, REMOVE),
    (
        re.compile(r"^ *([\u3000\u00a0\u2000-\u200a])\s*(?:- +)?[\w-]+ *:(?:\s|$)"),
        WIDE_INDENT,
        USE_SPACES,
    ),
    (re.compile(rf"^\s*([{DASHES}])\s"), WIDE_DASH, LIST_SIGN),
    (re.compile(r"(?:^|[:\-]\s+)([［｛])"), WIDE_BRACKET, NARROW_BRACKET),
    (re.compile(r"^[^:#]*(：)"), WIDE_COLON, NARROW_COLON),
)


def explained(trouble: yaml.YAMLError, text: str, file: str) -> Refusal:
    """What is wrong with `text` at the place where the parser gave up."""
    if isinstance(trouble, yaml.reader.ReaderError):
        return _control(text, file)
    mark = getattr(trouble, "problem_mark", None) or getattr(trouble, "context_mark", None)
    if mark is None:
        return Refusal(Place(file, 1, 1), NOT_YAML(), LOOK_ABOVE())
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = Place(file, mark.line + 1, mark.column + 1)
    slip = _slip(lines, mark.line, file)
    return slip or _scanned(trouble, place, line[mark.column : mark.column + 1], lines)


def _slip(lines: list[str], stopped: int, file: str) -> Refusal | None:
    """What was surely typed wrongly in the line at the trouble, or in the one just above it."""
    for number in (stopped, stopped - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        for pattern, what, then in _SLIPS:
            found = pattern.search(line)
            if found is not None:
                at = Place(file, number + 1, found.start(1) + 1)
                return Refusal(
                    at, what(line=number + 1, sign=found[1], code=_code(found[1])), then()
                )
    return None


def _code(sign: str) -> str:
    return f"U+{ord(sign[0]):04X}"


def _scanned(trouble: yaml.YAMLError, place: Place, sign: str, lines: list[str]) -> Refusal:
    problem = str(getattr(trouble, "problem", "") or "")
    if sign == "\t" or "tab character" in problem:
        return Refusal(place, TAB(), USE_SPACES())
    if "cannot start any token" in problem and sign:
        return Refusal(place, BAD_START(sign=sign), QUOTE_IT())
    if "escape" in problem or "hexdecimal" in problem:  # of a character, or of its code
        return Refusal(place, ESCAPE(), SINGLE_QUOTES())
    if "values are not allowed" in problem or "could not find expected ':'" in problem:
        return Refusal(place, EXTRA_COLON(), COLON_REMEDY())
    return _unbalanced(trouble, place, lines)


def _unbalanced(trouble: yaml.YAMLError, place: Place, lines: list[str]) -> Refusal:
    began = getattr(trouble, "context_mark", None)
    context = str(getattr(trouble, "context", "") or "")
    if began is None:
        return Refusal(place, NOT_YAML(), LOOK_ABOVE())
    line, column = began.line + 1, began.column + 1
    if "quoted scalar" in context:
        return Refusal(
            Place(place.file, line, column), UNFINISHED(line=line, column=column), CLOSE_QUOTES()
        )
    if "flow" in context and any("、" in each for each in lines[began.line : place.line]):
        return Refusal(place, WIDE_COMMA(line=line, column=column), NARROW_BRACKET())
    if "flow" in context:
        return Refusal(place, UNCLOSED(line=line, column=column), CLOSE_BRACKET())
    if "block" in context:
        return Refusal(place, MISALIGNED(line=line), ALIGN())
    return Refusal(place, NOT_YAML(), LOOK_ABOVE())


def _control(text: str, file: str) -> Refusal:
    # Found here and not taken from the error: one of the two parsers counts bytes.
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    where = odd.start() if odd else 0
    line = text.count("\n", 0, where) + 1
    column = where - (text.rfind("\n", 0, where) + 1) + 1
    code = f"U+{ord(text[where]):04X}"
    return Refusal(Place(file, line, column), CONTROL(code=code), REMOVE())
