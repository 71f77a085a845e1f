"""The home screen's words: scenarios and runs as rows, and what is said of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bcp.days_said import day_said
from bcp.durations import spoken
from bcp.message import Language, Message, Phrase, Text, render
from bcp.refused import Refused
from drills.core.overall import Overall
from drills.errors import Spoken
from drills.report.words import FINISH, HAZARD, MODE, OVERALL, said
from scenarios.model import Mode
from tui.feed import RunCard, ScenarioCard
from tui.present.rows import Row

STATE: Mapping[str, Phrase] = {
    "running": Phrase("home.running", ja="進行中", en="running"),
    "ended": Phrase("home.ended", ja="終了", en="ended"),
    "left": Phrase("home.left", ja="中断", en="left"),
    "broken": Phrase("home.broken", ja="記録破損", en="broken"),
}
# The whole sentences need more room than a column has; they stand below, for the chosen row.
SHORT: Mapping[Overall, Phrase] = {
    Overall.PASSED: Phrase("home.passed", ja="良好", en="passed"),
    Overall.TARGET_MISSED: Phrase("home.missed", ja="目標未達", en="target missed"),
    Overall.WITHIN_ERROR: Phrase("home.within_error", ja="判定できず", en="undecided"),
    Overall.NOT_MEASURED: Phrase("home.not_measured", ja="未測定", en="not measured"),
    Overall.STEP_FAILED: Phrase("home.step_failed", ja="手順失敗", en="step failed"),
    Overall.STOPPED: Phrase("home.stopped", ja="自動中止", en="stopped"),
    Overall.ABORTED: Phrase("home.aborted", ja="中止", en="aborted"),
    Overall.REAL_EVENT: Phrase("home.real_event", ja="実災害", en="real event"),
    Overall.NOT_CLOSED: Phrase("home.not_closed", ja="未完了", en="not closed"),
}
MODE_SHORT: Mapping[Mode, Phrase] = {
    "tabletop": Phrase("home.tabletop", ja="机上", en="table"),
    "walkthrough": Phrase("home.walkthrough", ja="確認", en="walk"),
    "operational": Phrase("home.operational", ja="実動", en="operate"),
}
MISTAKES = Phrase("home.mistakes", ja="誤り{count}件", en="mistakes: {count}")
STEPS = Phrase("home.steps", ja="手順{count}", en="{count} steps")
SCENARIO = Phrase(
    "home.scenario",
    ja="{id}: {hazard}。{modes:list}。手順{steps}、制限{limit:span}。Enter で開始を確かめます。",
    en="{id}: {hazard}. {modes:list}. {steps} steps within {limit:span}. Enter to begin.",
)
UNUSABLE = Phrase(
    "home.unusable",
    ja="{id}: 誤りが{count}件あるため使えません。Enter で一覧を見ます。",
    en="{id}: it cannot be used, mistakes: {count}. Enter shows them.",
)
OPEN_RUNNING = Phrase(
    "home.open_running",
    ja="{run}: 進行中です。o で加わり、v で参加者用の画面を開きます。",
    en="{run}: it goes on now. o joins it, v opens the players' view.",
)
OPEN_ENDED = Phrase(
    "home.open_ended",
    ja="{run}: {overall}（{finish}）。o で結果を見ます。",
    en="{run}: {overall} ({finish}). o shows the result.",
)
OPEN_LEFT = Phrase(
    "home.open_left",
    ja="{run}: 進行プログラムが途中で止まりました。r で続けます。"
    "中止して元に戻すには bcp-drill abort {run}",
    en="{run}: its program ended before it did. r goes on; bcp-drill abort {run} takes it back.",
)
OPEN_BROKEN = Phrase(
    "home.open_broken",
    ja="{run}: 記録に異常があります。{why}",
    en="{run}: the record is damaged. {why}",
)
NO_WHY = Phrase(
    "home.no_why", ja="bcp-drill verify で確かめてください。", en="See bcp-drill verify."
)
NO_PLAN = Phrase(
    "home.no_plan",
    ja="この計画には、まだシナリオがありません。",
    en="This plan has no scenario yet.",
)
PRACTISE = Phrase(
    "home.practise",
    ja="{why}計画がまだなければ、端末で bcp-drill town practice-town と打つと練習の町ができ、"
    "bcp-drill scenarios と打つと、見本の計画つきの訓練の一覧が出ます。",
    en="{why} If there is no plan yet, bcp-drill town practice-town makes a town to practise in, "
    "and bcp-drill scenarios lists drills that come with a sample plan.",
)
PLAN_MISTAKES = Phrase(
    "home.plan_mistakes",
    ja="計画に誤りが{count}件あるため、シナリオを読めません。直してから F5 で読み直してください。",
    en="The plan has mistakes ({count}), so no scenario can be read. Mend them, then press F5.",
)
NO_RUNS = Phrase("home.no_runs", ja="訓練の記録はまだありません。", en="No drill was held yet.")

SCENARIO_WIDTHS: Mapping[bool, tuple[int | None, ...]] = {
    False: (None, 12, 18, 8, 7),
    True: (None, 22, 20, 10, 10),
}
RUN_WIDTHS: Mapping[bool, tuple[int | None, ...]] = {
    False: (8, 21, None, 14),
    True: (8, 27, None, 18, 40),
}
WIDE = 120


def scenario_rows(cards: Sequence[ScenarioCard], lang: Language) -> list[Row]:
    """One row for each scenario; those with mistakes say so in words."""
    return [Row(each.id, _scenario_cells(each, lang)) for each in cards]


def _scenario_cells(card: ScenarioCard, lang: Language) -> tuple[str, ...]:
    title = _titled(card.title, card.id, lang)
    if card.mistakes:
        return (title, render(MISTAKES(count=len(card.mistakes)), lang), "", "", "")
    return (
        title,
        render(said(HAZARD, card.hazard), lang),
        "/".join(render(MODE_SHORT[each](), lang) for each in card.modes),
        render(STEPS(count=card.steps), lang),
        spoken(card.limit_us, lang),
    )


def scenario_said(card: ScenarioCard, lang: Language) -> str:
    """What can be done with the chosen scenario."""
    if card.mistakes:
        return render(UNUSABLE(id=card.id, count=len(card.mistakes)), lang)
    words = SCENARIO(
        id=card.id,
        hazard=said(HAZARD, card.hazard),
        modes=tuple(said(MODE, each) for each in card.modes),
        steps=card.steps,
        limit=card.limit_us,
    )
    return render(words, lang)


def no_plan(trouble: Refused | Spoken | None, lang: Language) -> str:
    """Why no scenario is there, and what to type."""
    if isinstance(trouble, Refused):
        return render(PLAN_MISTAKES(count=len(trouble.refusals)), lang)
    why = NO_PLAN() if trouble is None else trouble.message
    return render(PRACTISE(why=why), lang)


def no_runs(trouble: Refused | Spoken | None, lang: Language) -> str:
    """That there is no record yet; where the records could not be read, why."""
    if isinstance(trouble, Refused):
        return "\n".join(each.said_in(lang) for each in trouble.refusals)
    return render(NO_RUNS() if trouble is None else trouble.message, lang)


def run_rows(cards: Sequence[RunCard], lang: Language, width: int) -> list[Row]:
    """One row for each run, newest first; on a wide screen with its mode and its whole result."""
    wide = width >= WIDE
    return [Row(each.run_id, _run_cells(each, lang, wide=wide)) for each in cards]


def _run_cells(card: RunCard, lang: Language, *, wide: bool) -> tuple[str, ...]:
    state = render(STATE[card.state](), lang)
    title = _titled(card.title, card.run_id, lang)
    began = began_said(card.began, lang, weekday=wide)
    if not wide:
        return (state, began, title, render(SHORT[card.overall](), lang) if card.overall else "-")
    mode = render(said(MODE, card.mode), lang) if card.mode else "-"
    overall = render(said(OVERALL, card.overall), lang) if card.overall else "-"
    return (state, began, title, mode, overall)


def run_said(card: RunCard, lang: Language) -> str:
    """What can be done with the chosen run."""
    words: Message
    match card.state:
        case "running":
            words = OPEN_RUNNING(run=card.run_id)
        case "left":
            words = OPEN_LEFT(run=card.run_id)
        case "broken":
            words = OPEN_BROKEN(run=card.run_id, why=card.why or NO_WHY())
        case "ended":
            overall = said(OVERALL, card.overall or Overall.NOT_CLOSED)
            finish = said(FINISH, card.finish or "completed")
            words = OPEN_ENDED(run=card.run_id, overall=overall, finish=finish)
    return render(words, lang)


def began_said(began: str, lang: Language, *, weekday: bool) -> str:
    """``2026-11-21 10:05`` as it is, or as 「令和8年11月21日 10:05」; what is no date stays."""
    try:
        when = datetime.fromisoformat(began)
    except ValueError:
        return began
    date = day_said(when, lang)
    if not weekday:
        date = date.partition("（")[0] if lang == "ja" else date.partition(" ")[2]
    return f"{date} {when:%H:%M}"


def _titled(title: Text, id: str, lang: Language) -> str:
    return title.said_in(lang) or id
