"""What an editor needs to complete and underline plans and scenarios while they are written."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schema.about",
    ja="エディタで計画とシナリオの入力補完と誤りの表示をするためのスキーマを書き出します",
    en="write the schemas with which editors complete and underline plans and scenarios",
)
WORD = Phrase(
    "schema.word",
    ja="どのファイルのものか（plan、scenario、systems など）。省略時はすべてで、-o が要ります",
    en="of which file: plan, scenario, systems … (all of them if not given, with -o)",
)
OUT = Phrase(
    "schema.out",
    ja="書き出し先のファイル（すべてのときはフォルダ）。省略時は標準出力",
    en="the file to write, or for all of them the folder (standard output if not given)",
)
NO_SCHEMA = Phrase(
    "schema.none",
    ja="「{word}」のスキーマはありません。{then}",
    en="There is no schema for {word!r}. {then}",
)
WHERE = Phrase(
    "schema.where",
    ja="すべてのスキーマを書き出すフォルダを「-o フォルダ」で指定してください。"
    "1つだけなら、次のいずれかを指定します: {words:list}。",
    en="Say with -o in which folder to write all schemas, or name one of: {words:list}.",
)
CANNOT_WRITE = Phrase(
    "schema.cannot_write",
    ja="「{path}」に書き出せません（{reason}）。場所と権限を確かめてください。",
    en="{path} cannot be written ({reason}). Check the place and its permissions.",
)
NO_SCHEMA_THERE = Phrase(
    "schema.other_file",
    ja="「{path}」にはスキーマではないものがあります。上書きしません。"
    "名前が .json で終わる場所を指定してください。",
    en="There is something else than a schema at {path}; it is left as it is. Name a place that "
    "ends in .json.",
)
WRITTEN = Phrase(
    "schema.written",
    ja="{count} 個のスキーマを {path} に書きました。",
    en="Schemas in {path}: {count}.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("word", WORD, nargs="?", metavar="FILE")
    parser.option("-o", "--output", OUT, type=Path, metavar="PATH")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write one schema, or all of them. Raises `Refusal`."""
    from bcp.did_you_mean import remedy  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.schemas import ENDING, folder_of_schemas, schemas  # noqa: PLC0415
    from drills.errors import Refusal  # noqa: PLC0415

    texts = schemas(probes.catalogue(), given.lang)
    out: Path | None = given.output
    if given.word is not None and given.word not in texts:
        then = console.speak(remedy(given.word, texts))
        raise Refusal(NO_SCHEMA(word=given.word, then=then))
    if given.word is not None and out is None:
        console.result(texts[given.word])
        return ExitCode.PASSED
    if out is None:
        raise Refusal(WHERE(words=[*texts]))
    if given.word is not None:
        files = {out: texts[given.word]}
    else:
        parts = folder_of_schemas(probes.catalogue(), given.lang)
        files = {out / f"{word}{ENDING}": text for word, text in parts.items()}
    try:
        for path, text in files.items():
            if path.is_file() and path.suffix != ".json":
                raise Refusal(NO_SCHEMA_THERE(path=str(path)))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as trouble:
        raise Refusal(
            CANNOT_WRITE(path=str(trouble.filename), reason=reason_of(trouble))
        ) from trouble
    console.tell(WRITTEN(count=len(files), path=str(out)))
    return ExitCode.PASSED
