"""Is it UTF-8? Office editors in Japan still save Shift_JIS, so say what it looks like instead."""

from __future__ import annotations

from bcp.message import Phrase
from bcp.refused import Place, Refusal

NOT_UTF8 = Phrase(
    "encoding.not_utf8",
    ja="このファイルはUTF-8ではありません（{looks}のようです）。",
    en="this file is not UTF-8 (it looks like {looks}).",
)
BROKEN_UTF8 = Phrase(
    "encoding.broken_utf8",
    ja="このファイルはUTF-8として読めない文字を含んでいます。",
    en="this file holds bytes that are not UTF-8.",
)
SAVE_AS_UTF8 = Phrase(
    "encoding.save_as_utf8",
    ja="エディタの「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し直してください。",
    en='Save it again in the editor with "Save as…", encoding UTF-8.',
)

NO_TEXT = Phrase(
    "encoding.no_text",
    ja="これはテキストファイルではありません（{looks}のようです）。",
    en="this is no text file (it looks like {looks}).",
)
TEXT_WANTED = Phrase(
    "encoding.text_wanted",
    ja="テキストエディタで書いたYAMLファイルを指定してください。",
    en="Name a YAML file that was written in a text editor.",
)
LOST = Phrase(
    "encoding.lost",
    ja="このファイルの中身は失われています（すべて0です）。",
    en="what was in this file is lost (it holds nothing but zeros).",
)
RESTORE = Phrase(
    "encoding.restore",
    ja="バックアップから戻してください。",
    en="Bring it back from a backup.",
)
CUT_OFF = Phrase(
    "encoding.cut_off",
    ja="このファイルは文字の途中で終わっています（途中で切れたようです）。",
    en="this file ends in the middle of a letter (it seems to be cut off).",
)
COPY_AGAIN = Phrase(
    "encoding.copy_again",
    ja="もう一度コピーするか、バックアップから戻してください。",
    en="Copy it again, or bring it back from a backup.",
)
# How files of other kinds begin.
_OTHER_KINDS = (
    (b"PK\x03\x04", "Excel / Word / ZIP"),
    (b"\xd0\xcf\x11\xe0", "Excel / Word"),
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
)
# EUC-JP comes first: text in it often also decodes as Shift_JIS (half-width kana), hardly ever
# the other way round.
_CANDIDATES = (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS"))
# The codec takes these bytes for single letters, which nobody types.
_UNTYPED = frozenset("\x80\xa0\uf8f1\uf8f2\uf8f3")
_UTF32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ISO2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


def decoded(raw: bytes, file: str) -> str | Refusal:
    """The text in `raw`, or why it cannot be read as UTF-8, at the first byte that is not."""
    other = _other_kind(raw, file)
    if other is not None:
        return other
    old = min((raw.find(mark) for mark in _ISO2022_JP if mark in raw), default=-1)
    if old >= 0:
        return _refused(_place(raw, old, file), "ISO-2022-JP")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        # The error counts from behind the byte order mark where there is one.
        skipped = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
        # A file cut off within its last letter is none of the older encodings.
        place = _place(raw, trouble.start + skipped, file)
        if trouble.reason.startswith("unexpected end"):
            return Refusal(place, CUT_OFF(), COPY_AGAIN())
        return _refused(place, _looks_like(raw))


def _other_kind(raw: bytes, file: str) -> Refusal | None:
    start = Place(file, 1, 1)
    looks = next((looks for begin, looks in _OTHER_KINDS if raw.startswith(begin)), None)
    if looks is not None:
        return Refusal(start, NO_TEXT(looks=looks), TEXT_WANTED())
    if raw and not raw.strip(b"\0"):
        return Refusal(start, LOST(), RESTORE())
    if raw.startswith(_UTF32):
        return _refused(start, "UTF-32")
    return _refused(start, "UTF-16") if raw.startswith(_UTF16) or _is_bare_utf16(raw) else None


def _is_bare_utf16(raw: bytes) -> bool:
    """Whether every other byte of the beginning is zero, as in ASCII words of UTF-16."""
    begin = raw[:8]
    return len(begin) == 8 and (not any(begin[::2]) or not any(begin[1::2]))


def _looks_like(raw: bytes) -> str | None:
    for codec, name in _CANDIDATES:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if _UNTYPED.isdisjoint(text):
            return name
    return None


def _place(raw: bytes, offset: int, file: str) -> Place:
    line = raw.count(b"\n", 0, offset) + 1
    before = raw[raw.rfind(b"\n", 0, offset) + 1 : offset]
    return Place(file, line, len(before.decode("utf-8-sig", "replace")) + 1)


def _refused(place: Place, looks: str | None) -> Refusal:
    what = NOT_UTF8(looks=looks) if looks else BROKEN_UTF8()
    return Refusal(place, what, SAVE_AS_UTF8())
