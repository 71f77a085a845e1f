"""``bcp-drill compare --pack``: reading what came back of a scenario, and writing the results."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bcp.harmless import harmless
from bcp.message import Message, Phrase, render
from drills.cli import vocabulary
from drills.cli.body_list import bodies_in
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.tabling import write
from drills.comparing import returns_tables, returns_words
from drills.comparing.bodies import Body
from drills.comparing.forms import Paper, page, text
from drills.comparing.returns import NO_CODE, NOT_LISTED, Returned, Returns, judged, returns_of
from drills.core.events import DrillStarted
from drills.errors import Refusal, Spoken
from drills.journal.bundle import UNSIGNED, Signature, is_bundle
from drills.journal.bundle_check import Checked, check_bundle, read_good
from drills.packs.manifest import Manifest
from drills.packs.pack_file import opened_pack
from drills.report.as_json import document
from drills.report.assembled import report_of

NO_BODIES = Phrase(
    "returns.no_bodies",
    ja="--bodies で団体の一覧（団体コード、名称、振興局、公開鍵）を指定してください。"
    "鍵が分からない記録は、誰のものか確かめられないため、集計できません。",
    en="Name the list of bodies (code, name, area, public key) with --bodies. Without their keys "
    "nothing shows whose a record is, and none can be counted.",
)
NO_FILES = Phrase(
    "returns.no_files",
    ja="「{folder}」に .zip のファイルがありません。",
    en="There is no .zip file in {folder}.",
)
NO_SUCH_FILE = Phrase(
    "returns.no_such_file",
    ja="「{file}」というファイルもフォルダーもありません。",
    en="There is no file and no folder {file}.",
)
NOT_A_BUNDLE = Phrase(
    "returns.not_a_bundle",
    ja="返送用にまとめた記録（バンドル）ではありません。",
    en="it is no bundle.",
)
KEY_NOT_KNOWN = Phrase(
    "returns.key_not_known",
    ja="団体 {code} の公開鍵が一覧にないため、署名を確かめられません。",
    en="the list has no key of {code}, so its signature cannot be checked.",
)
OTHER_KEY = Phrase(
    "returns.other_key",
    ja="団体 {code} の鍵として一覧にあるものではない鍵で署名されています。",
    en="it is signed with another key than the list has for {code}.",
)
SENT_BY = Phrase("returns.sent_by", ja="配布: {by}（{made}）", en="Sent by {by} on {made}")
CAUTION = Phrase(
    "returns.caution",
    ja="取扱注意（団体ごとの結果を含みます）",
    en="Confidential: holds the results of single bodies",
)
UNREADABLE = Phrase(
    "returns.unreadable",
    ja="記録の始まりを読めません。",
    en="the beginning of its record cannot be read.",
)

FORM = "bcp-drill-returns-1"


def returned(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the results by body. Raises `Refusal` or `Refused`."""
    sent = opened_pack(given.pack).manifest
    if given.bodies is None:
        raise Refusal(NO_BODIES())
    bodies = bodies_in(given.bodies)
    vocabulary.learn()
    known = {each.code: each for each in bodies}
    files = [_read(sent, each, known) for each in _files(given.runs_given)]
    _write(given, returns_of(sent, bodies, files), sent, console)
    return ExitCode.PASSED


def _write(given: argparse.Namespace, found: Returns, sent: Manifest, console: Console) -> None:
    lang, by_result = console.lang, bool(given.by_result)
    blocks = returns_words.blocks(found, lang, by_result=by_result)
    title = returns_words.TITLE(title=sent.title, pack=sent.pack, number=sent.number)
    paper = Paper(
        title=render(title, lang),
        owner=sent.made_by,
        dated=render(SENT_BY(by=sent.made_by, made=sent.made), lang),
        caution=render(CAUTION(), lang),
    )
    made = {
        "text": lambda: text(paper, blocks, lang).encode(),
        "html": lambda: page(paper, blocks, lang).encode(),
        "csv": lambda: returns_tables.written(found, lang, by_result=by_result).encode(),
        "xlsx": lambda: returns_tables.workbook(found, lang, by_result=by_result),
        "json": lambda: document(FORM, found, lang).encode(),
    }
    write(made, given.form, given.out, console)


def _files(named: Sequence[str]) -> Iterator[Path]:
    """Every file that was named, and every .zip in the folders that were."""
    for each in named:
        path = Path(each)
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.casefold() == ".zip")
            if not inside:
                raise Refusal(NO_FILES(folder=each))
            yield from inside
        elif path.is_file():
            yield path
        else:
            raise Refusal(NO_SUCH_FILE(file=each))


def _read(sent: Manifest, path: Path, bodies: Mapping[str, Body]) -> Returned:
    """What one file is; nothing that it says of itself counts before its signature is good."""
    name = harmless(path.name)
    if not is_bundle(path):
        return Returned(name, "", "", "not_verifiable", NOT_A_BUNDLE())
    started = _started(path)
    if started is None:
        what = check_bundle(path).verification.what
        return Returned(name, "", "", "not_verifiable", what or UNREADABLE())
    organisation = started.brief.plan.organisation
    code = organisation.code or ""
    back = Returned(name, code, harmless(organisation.name), "not_verifiable", None)
    body = bodies.get(code)
    known = {started.brief.zone or "-": body.public_key} if body and body.public_key else {}
    checked = check_bundle(path, known)
    why = checked.verification.what or _signature_fault(checked, code, has_key=bool(known))
    if body is None:
        name_said = back.organisation
        listed = (
            NOT_LISTED(code=harmless(code), name=name_said) if code else NO_CODE(name=name_said)
        )
        return Returned(name, code, back.organisation, "unknown_body", listed)
    if why is not None:
        return Returned(name, code, back.organisation, "not_verifiable", why)
    report = report_of(tuple(read_good(path)), checked.verification)
    return judged(sent, started.brief, report, back)


def _started(path: Path) -> DrillStarted | None:
    try:
        event = next(iter(read_good(path))).event()
    except (StopIteration, Spoken):
        return None
    return event if isinstance(event, DrillStarted) else None


def _signature_fault(checked: Checked, code: str, *, has_key: bool) -> Message | None:
    """Why the signature does not show whose it is; None where it is good."""
    signature: Signature | None = checked.signature
    if signature is None or signature.verdict == "none":
        return UNSIGNED()
    if signature.verdict == "good":
        return None
    if signature.verdict == "bad":
        return signature.what
    return (OTHER_KEY if has_key else KEY_NOT_KNOWN)(code=harmless(code))
