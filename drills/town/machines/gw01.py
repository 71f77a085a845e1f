"""The groupware server: its board shows how many files the shared folder holds."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Text
from drills.town.machine import Deed, Fault, Lot, Machine, Said, said, switches
from drills.town.web import Shown, WebService, failed

FAULTS = (
    Fault(
        "groupware",
        "freeze-groupware",
        "thaw-groupware",
        Text(
            ja="グループウェアが固まります(ポートは開いたまま、応答がありません)",
            en="the groupware hangs: its port is open and nothing answers",
        ),
    ),
    Fault(
        "slow-groupware",
        "slow-groupware",
        "thaw-groupware",
        Text(ja="グループウェアが遅くなります", en="the groupware becomes slow"),
    ),
    Fault(
        "share",
        "hide-share",
        "bring-share",
        Text(ja="共有フォルダが見えなくなります", en="the shared folder disappears"),
    ),
)
# Longer than the plan's check bears, shorter than it waits.
_SLOW_S = 2.0


def built(lot: Lot) -> Machine:
    """The machine in its folder."""
    share, away = lot.folder / "share", lot.folder / "share.away"

    def show(path: str, _: Mapping[str, str]) -> Shown:
        if path != "/":
            return Shown("", 404)
        if not share.is_dir():
            return failed("共有フォルダに接続できません (the shared folder is not there)")
        return Shown.json({"board": "見本町グループウェア", "files": len([*share.iterdir()])})

    async def check_share(_: str) -> Said:
        if not share.is_dir():
            return Said(1, err="共有フォルダがありません (the shared folder is not there)")
        return Said(out=f"share ok, {len([*share.iterdir()])} files")

    def hide() -> None:
        if share.is_dir():
            share.rename(away)

    def bring() -> None:
        if away.is_dir():
            away.rename(share)

    def make_ready() -> None:
        bring()
        share.mkdir(parents=True, exist_ok=True)
        (share / "当番表.txt").write_text("訓練用のファイルです。\n", encoding="utf-8")

    web = WebService(show, lot.port("web"))
    commands: dict[str, Deed] = {
        **switches("groupware", "groupware", web),
        **_paces(web),
        "check-share": check_share,
        "hide-share": said("共有フォルダを切り離しました (share detached)", hide),
        "bring-share": said("共有フォルダを戻しました (share attached)", bring),
    }
    return Machine("groupware", lot.folder, {"web": web}, commands, make_ready)


def _paces(web: WebService) -> Mapping[str, Deed]:
    def slow() -> None:
        web.slow_s = _SLOW_S

    return {
        "freeze-groupware": said("グループウェアを固めました (groupware frozen)", web.freeze),
        "slow-groupware": said("グループウェアを遅くしました (groupware slowed down)", slow),
        "thaw-groupware": said("グループウェアの動きを戻しました (groupware as usual)", web.thaw),
    }
