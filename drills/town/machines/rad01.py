"""The console of the disaster radio, an old device: it speaks Shift_JIS, and has no Unix shell."""

from __future__ import annotations

from bcp.message import Text
from drills.town.machine import Fault, Lot, Machine, Said, said

_STATE = "親局: 正常\n中継局: 正常\n子局 12局: {outstations}\n予備電源: 充電完了"
FAULTS = (
    Fault(
        "outstation",
        "lose-outstation",
        "find-outstation",
        Text(
            ja="防災行政無線の子局の一つが応答しなくなります",
            en="an outstation of the disaster radio no longer answers",
        ),
    ),
)


def built(lot: Lot) -> Machine:
    """The machine; what it shows is made up, the way it says it is not."""
    lost: list[str] = []

    async def show_status(_: str) -> Said:
        return Said(out=_STATE.format(outstations=f"{lost[0]} 応答なし" if lost else "正常"))

    return Machine(
        "radio",
        lot.folder,
        {},
        {
            "show-status": show_status,
            "lose-outstation": said("子局を切り離しました", lambda: lost.append("仮名町")),
            "find-outstation": said("子局を戻しました", lost.clear),
        },
        encoding="cp932",
    )
