"""Keep a practice town running in this window: ``python -m drills.town FOLDER``."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bcp.message import Language, Message, Phrase, render
from drills.errors import Spoken
from drills.town.lifeline import until_cut
from drills.town.ports import HOME
from drills.town.town import MACHINES, Town

_NOT_STARTED = 3
_FOLDER = "practice-town"

ABOUT = Phrase(
    "town.about",
    ja="練習用の町「見本町」をこのパソコンの中で動かします。実在のシステムには触れません。",
    en="runs the practice town on this computer; touches no real system.",
)
FOLDER = Phrase(
    "town.folder",
    ja="町を置くフォルダ(なければ作ります。省略時は {folder})",
    en="the town's folder (made if it is not there; {folder} if not given)",
)
LANGUAGE = Phrase("town.language", ja="表示する言語", en="the language to speak")
STARTING = Phrase("town.starting", ja="見本町を起動しています…", en="starting the practice town…")
MACHINE = Phrase(
    "town.machine",
    ja="  {name}  サービス {service}: {url}  SSH: {home} ポート{ssh}",
    en="  {name}  service {service}: {url}  SSH: {home} port {ssh}",
)
WHERE = Phrase(
    "town.where",
    ja="計画: {plan}\nシナリオ: {scenario}\n回答ファイル: {answers}\n"
    "計画とシナリオは書き換えてかまいません。次に起動しても、そのまま残ります。",
    en="plan: {plan}\nscenario: {scenario}\nanswers: {answers}\n"
    "Change the plan and the scenario as you like; they stay as you leave them.",
)
TRY = Phrase(
    "town.try",
    ja="別のウィンドウで試してみましょう:\n"
    '  bcp-drill check "{plan}"\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
    en="Try in another window:\n"
    '  bcp-drill check "{plan}"\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
)
READY = Phrase(
    "town.ready",
    ja="準備ができました。この窓を開いている間、町は動いています。終わるには Ctrl-C を押します。",
    en="Ready. The town runs as long as this window is open; press Ctrl-C to end it.",
)
ENDED = Phrase(
    "town.ended",
    ja="見本町を止めました。フォルダは残っています。",
    en="The practice town has ended; its folder stays.",
)


def main() -> int:
    """Run the town until Ctrl-C or the end of standard input; the exit code is 0 when all went."""
    lang = _spoken_here()
    asked = _arguments(lang)
    lang = asked.lang or lang
    # A console without Japanese letters shows question marks instead of failing.
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        asyncio.run(_stay(asked.folder, lang))
    except Spoken as refused:
        sys.stderr.write(render(refused.message, lang) + "\n")
        return _NOT_STARTED
    except KeyboardInterrupt:
        pass  # the way to end it
    _say(ENDED(), lang)
    return 0


async def _stay(folder: Path, lang: Language) -> None:
    _say(STARTING(), lang)
    async with Town(folder) as town:
        for name, service in MACHINES.items():
            ports = town.ports[name]
            url = f"http://{HOME}:{ports['web_port']}/"
            _say(
                MACHINE(name=name, service=service, url=url, home=HOME, ssh=ports["ssh_port"]), lang
            )
        keys = town.plan / "keys"
        _say(
            WHERE(plan=str(town.plan), scenario=str(town.scenario), answers=str(town.answers)), lang
        )
        _say(
            TRY(
                plan=str(town.plan),
                scenario=str(town.scenario),
                answers=str(town.answers),
                key=str(keys / "drill_ed25519"),
                known=str(keys / "known_hosts"),
                ssh=town.ports["web01"]["ssh_port"],
                home=HOME,
            ),
            lang,
        )
        _say(READY(), lang)
        await until_cut()


def _arguments(lang: Language) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m drills.town", description=render(ABOUT(), lang), allow_abbrev=False
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(_FOLDER),
        metavar="FOLDER",
        help=render(FOLDER(folder=_FOLDER), lang),
    )
    parser.add_argument("--lang", choices=("ja", "en"), help=render(LANGUAGE(), lang))
    return parser.parse_args()


def _spoken_here() -> Language:
    for key in ("BCP_DRILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(key, "")
        if said and said not in ("C", "C.UTF-8", "POSIX"):
            return "ja" if said.startswith("ja") else "en"
    return "ja"


def _say(message: Message, lang: Language) -> None:
    sys.stdout.write(render(message, lang) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
