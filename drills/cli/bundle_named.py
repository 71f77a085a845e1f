"""A bundle named where only a run's own folder will do."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from drills.errors import Refusal

NO_BUNDLE = Phrase(
    "cli.no_bundle",
    ja="「{path}」というファイルはありません。持ち込んだファイルの場所を確かめてください。",
    en="There is no file {path}. Check where the file is that was carried here.",
)
IS_A_BUNDLE = Phrase(
    "cli.is_a_bundle",
    ja="「{path}」は持ち運び用にまとめた記録（バンドル）で、変更できません。"
    "元の実施記録のある端末で行ってください。",
    en="{path} is a bundle, and a bundle cannot be changed. Do this on the terminal that has the "
    "run itself.",
)


def refuse_bundle(run: str) -> None:
    """Raise `Refusal` where a bundle is named for what only a run's own folder can take."""
    path = Path(run)
    if path.suffix == ".zip":
        raise Refusal((IS_A_BUNDLE if path.is_file() else NO_BUNDLE)(path=run))
