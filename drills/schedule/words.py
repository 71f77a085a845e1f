"""The events of the schedule's record in words, one line each."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.notices.events import NoticeEvent, NoticeIntended, NoticeOmitted
from drills.notices.kinds import KINDS, short_id, subject_of
from drills.report.words import OVERALL
from drills.schedule import events as e

SERVICE_BEGAN = Phrase(
    "schedule.said_service_began",
    ja="サービスが始まりました（{host}、PID {pid}）",
    en="the service began ({host}, pid {pid})",
)
SERVICE_ENDED = Phrase(
    "schedule.said_service_ended",
    ja="サービスが終わりました（{why}）",
    en="the service ended ({why})",
)
LEAVING: dict[str, Phrase] = {
    "stopped": Phrase("schedule.left_stopped", ja="停止の指示", en="told to stop"),
    "at_once": Phrase(
        "schedule.left_at_once",
        ja="すぐに止める指示。進行中の訓練は続いています",
        en="told to stop at once; the drills go on",
    ),
    "trouble": Phrase("schedule.left_trouble", ja="障害", en="in trouble"),
}
PLAN_READ = Phrase(
    "schedule.said_plan_read",
    ja="計画を読みました（予定のある訓練 {count} 件、{hash}）",
    en="the plan was read (drills with times: {count}; {hash})",
)
PLAN_REFUSED = Phrase(
    "schedule.said_plan_refused",
    ja="計画に誤りがあるため、直るまで訓練を始めません（予定の日時は前の計画のまま）: {why:list}",
    en="the plan has mistakes, so no drill begins until they are mended; the one before says "
    "what is due: {why:list}",
)
CLAIMED = Phrase("schedule.said_claimed", ja="{drill}: 開始を確保しました", en="{drill}: claimed")
ELSEWHERE = Phrase(
    "schedule.said_elsewhere",
    ja="{drill}: 別のホスト（{host}）が受け持ちました",
    en="{drill}: another host has it ({host})",
)
BEGAN = Phrase(
    "schedule.said_began",
    ja="{drill}: 訓練を始めました（{mode}、記録 {run}）",
    en="{drill}: the drill began ({mode}, record {run})",
)
ENDED = Phrase(
    "schedule.said_ended",
    ja="{run}: 訓練が終わりました（{overall}）",
    en="{run}: the drill ended ({overall})",
)
ENDED_BECAUSE = Phrase(
    "schedule.said_ended_because",
    ja="{run}: 訓練が終わりました（{overall}）: {why:list}",
    en="{run}: the drill ended ({overall}): {why:list}",
)
DID_NOT_BEGIN = Phrase(
    "schedule.said_did_not_begin",
    ja="{run}: 訓練は始まりませんでした: {why:list}",
    en="{run}: the drill did not begin: {why:list}",
)
NO_REASON = Phrase("schedule.no_reason", ja="理由の記録なし", en="no reason recorded")
OMITTED = Phrase(
    "schedule.said_omitted", ja="{drill}: 行いません: {why}", en="{drill}: left out: {why}"
)
MISSED = Phrase(
    "schedule.said_missed", ja="{drill}: 行えませんでした: {why}", en="{drill}: missed: {why}"
)
ASKED = Phrase(
    "schedule.said_asked",
    ja="{drill}: 回答を待っています（{key}）: {why}",
    en="{drill}: waits for an answer ({key}): {why}",
)
ANSWERED = Phrase(
    "schedule.said_answered",
    ja="{key}: {by}さんが「{what}」と答えました",
    en="{key}: {by} answered {what}",
)
ANSWERS: dict[str, Phrase] = {
    "run": Phrase("schedule.answer_run", ja="始める", en="run it"),
    "skip": Phrase("schedule.answer_skip", ja="行わない", en="skip it"),
    "held": Phrase("schedule.answer_held", ja="手で実施した", en="it was held by hand"),
}
LOST = Phrase(
    "schedule.said_lost",
    ja="{key}: 開始を確保したサービスが、始める前に止まっていました（{policy}）",
    en="{key}: the service that claimed it died before it began ({policy})",
)
POLICIES: dict[str, Phrase] = {
    "skip": Phrase("schedule.policy_skip", ja="行わない", en="not made up for"),
    "late": Phrase("schedule.policy_late", ja="これから始める", en="it begins now"),
    "ask": Phrase("schedule.policy_ask", ja="人に尋ねる", en="a person is asked"),
}
STEPPED_ON = Phrase(
    "schedule.said_stepped_on",
    ja="時計が {by:exact} 進みました（時刻合わせ、または機械の休止）",
    en="the clock went on by {by:exact} (it was set, or the machine slept)",
)
STEPPED_BACK = Phrase(
    "schedule.said_stepped_back",
    ja="時計が {by:exact} 戻りました（時刻合わせ）",
    en="the clock was set back by {by:exact}",
)
ZONE = Phrase(
    "schedule.said_zone",
    ja="この機械の時間帯が {before} から {after} に変わりました（予定は計画の時間帯のままです）",
    en="the machine's time zone changed from {before} to {after}; the plan's own counts",
)
TROUBLE = Phrase("schedule.said_trouble", ja="問題: {what}", en="trouble: {what}")
NOTICE = Phrase(
    "schedule.said_notice",
    ja="お知らせ {id}: {state}",
    en="notice {id}: {state}",
)
NOTICE_BECAUSE = Phrase(
    "schedule.said_notice_because",
    ja="お知らせ {id}: {state}（{why}）",
    en="notice {id}: {state} ({why})",
)
NOTICE_STATES: dict[str, Phrase] = {
    "NoticeIntended": Phrase("schedule.notice_intended", ja="送ります", en="is being sent"),
    "NoticeSent": Phrase("schedule.notice_sent", ja="送りました", en="was sent"),
    "NoticeFailed": Phrase("schedule.notice_failed", ja="送れませんでした", en="failed"),
    "NoticeInDoubt": Phrase(
        "schedule.notice_in_doubt", ja="送れたか分かりません", en="may have been sent"
    ),
    "NoticeGivenUp": Phrase("schedule.notice_given_up", ja="あきらめました", en="was given up"),
    "NoticeOmitted": Phrase("schedule.notice_omitted", ja="送りません", en="is not sent"),
}


NOTICE_TO = Phrase(
    "schedule.notice_to", ja="{id}（{kind} {about} → {to}）", en="{id} ({kind} {about} → {to})"
)


def _notice_said(event: NoticeEvent) -> Message | str:
    """Its id; with what it is and whom it is for where the event says so."""
    id_ = short_id(event.id)
    if not isinstance(event, NoticeIntended | NoticeOmitted):
        return id_
    return NOTICE_TO(id=id_, kind=KINDS[event.kind](), about=subject_of(event.about), to=event.to)


def said(event: e.ScheduleEvent) -> Message:
    """What happened, in one line."""
    match event:
        case e.DrillEnded():
            return _ended(event)
        case e.DrillOmitted(drill=drill, why=why):
            return OMITTED(drill=drill, why=why)
        case e.DrillMissed(drill=drill, why=because):
            return MISSED(drill=drill, why=because or NO_REASON())
        case e.DrillAsked(drill=drill, key=key, why=why):
            return ASKED(drill=drill, key=key, why=why)
        case e.AskAnswered(key=key, by=by, what=what):
            return ANSWERED(key=key, by=by, what=ANSWERS[what]())
    return _of_a_start(event)


def _ended(event: e.DrillEnded) -> Message:
    if event.overall is None:
        return DID_NOT_BEGIN(run=event.run, why=event.why or (NO_REASON(),))
    known = OVERALL.get(event.overall)
    overall = known() if known else event.overall
    if event.why:
        return ENDED_BECAUSE(run=event.run, overall=overall, why=event.why)
    return ENDED(run=event.run, overall=overall)


def _of_a_start(event: e.ScheduleEvent) -> Message:
    match event:
        case e.DrillClaimed(drill=drill):
            return CLAIMED(drill=drill)
        case e.TakenElsewhere(drill=drill, host=host):
            return ELSEWHERE(drill=drill, host=host)
        case e.DrillBegan(drill=drill, mode=mode, run=run):
            return BEGAN(drill=drill, mode=mode, run=run)
        case e.ClaimLost(key=key, policy=policy):
            return LOST(key=key, policy=POLICIES[policy]())
        case _ if isinstance(event, NoticeEvent):
            why = getattr(event, "why", None)
            state = NOTICE_STATES[type(event).__name__]()
            named = {"id": _notice_said(event), "state": state}
            return NOTICE(**named) if why is None else NOTICE_BECAUSE(**named, why=why)
    return _of_the_service(event)


def _of_the_service(event: e.ScheduleEvent) -> Message:
    match event:
        case e.ServiceBegan(host=host, pid=pid):
            return SERVICE_BEGAN(host=host, pid=pid)
        case e.ServiceEnded(why=why):
            return SERVICE_ENDED(why=LEAVING[why]())
        case e.PlanRead(drills=drills, hash=digest):
            return PLAN_READ(count=len(drills), hash=digest[:12])
        case e.PlanRefused(why=mistakes):
            return PLAN_REFUSED(why=mistakes)
        case e.ClockStepped(by=by):
            return STEPPED_ON(by=by) if by >= 0 else STEPPED_BACK(by=-by)
    return _of_the_machine(event)


def _of_the_machine(event: e.ScheduleEvent) -> Message:
    match event:
        case e.ZoneChanged(before=before, after=after):
            return ZONE(before=before, after=after)
        case e.ServiceTroubled(what=what):
            return TROUBLE(what=what)
    return TROUBLE(what=type(event).__name__)
