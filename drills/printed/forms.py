"""The forms that can be printed: their names, titles, and what each is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bcp.message import Phrase
from drills.printed.checklists import checklists
from drills.printed.contacts import contacts
from drills.printed.damage_check import damage_check
from drills.printed.document import Block, Document, Line
from drills.printed.drill_plan import drill_plan
from drills.printed.evaluation import evaluation
from drills.printed.home_copy import home_copy
from drills.printed.injects import injects
from drills.printed.matter import Matter
from drills.printed.plan_document import plan_document
from drills.printed.scenario_facts import facts_of, no_facts
from drills.printed.timeline import timeline
from drills.printed.wording import Wording
from scenarios.model import Scenario

PRIVATE = Phrase(
    "printed.private", ja="取扱注意（個人の連絡先あり）", en="CONFIDENTIAL (personal contacts)"
)
INTERNAL = Phrase("printed.internal", ja="訓練関係者限り", en="FOR THOSE WHO HOLD THE DRILL")
DRAFT = Phrase(
    "printed.draft",
    ja="案: この計画には、記入が残っている所（要記入）が{count}か所あります。",
    en="DRAFT: this plan is still to be filled in at {count} places.",
)
PRINTED_ON = Phrase("printed.printed_on", ja="{day} 印刷", en="printed {day}")


@dataclass(frozen=True)
class Form:
    """One form. It has no blocks where there is nothing to print; `made_of` is what it needs then.

    `caution` stands on every page. `of_drill` says that it is made of a scenario, `across` that
    the paper lies on its side, `signed` that it is approved and so has the plan's boxes (決裁欄).
    `facts` are at the head of a form of a drill.
    """

    title: Phrase
    blocks: Callable[[Matter], Iterator[Block]]
    caution: Phrase | None = None
    of_drill: bool = False
    across: bool = False
    signed: bool = False
    facts: Callable[[Wording, Scenario], tuple[tuple[str, str], ...]] = facts_of
    made_of: str = ""

    @property
    def personal(self) -> bool:
        """Whether numbers of people stand in it."""
        return self.caution is PRIVATE


FORMS: Mapping[str, Form] = {
    "plan": Form(
        Phrase(
            "printed.title_plan",
            ja="ICT部門の業務継続計画（ICT-BCP）",
            en="ICT business continuity plan",
        ),
        lambda matter: plan_document(matter.wording),
        signed=True,
    ),
    "contacts": Form(
        Phrase("printed.title_contacts", ja="緊急連絡先一覧", en="Emergency contacts"),
        lambda matter: contacts(matter.wording),
        caution=PRIVATE,
        made_of="contacts (people/contacts.yaml)",
    ),
    "checklists": Form(
        Phrase("printed.title_checklists", ja="行動チェックリスト", en="Checklists"),
        lambda matter: checklists(matter.wording),
        made_of="action_plans (work/action_plans.yaml)",
    ),
    "damage-check": Form(
        Phrase("printed.title_damage", ja="被害状況チェックシート", en="Damage check"),
        lambda matter: damage_check(matter.wording),
        made_of="damage_check (work/damage_check.yaml)",
    ),
    "drill-plan": Form(
        Phrase("printed.title_drill_plan", ja="訓練計画", en="Plan of drills"),
        lambda matter: drill_plan(matter.wording, matter.scenarios),
        signed=True,
        made_of="drills (manage/drills.yaml)",
    ),
    "injects": Form(
        Phrase("printed.title_injects", ja="状況付与票", en="Situations to hand out"),
        lambda matter: injects(matter.wording, matter.drill().scenario),
        caution=INTERNAL,
        of_drill=True,
        facts=no_facts,
        made_of="inject",
    ),
    "timeline": Form(
        Phrase("printed.title_timeline", ja="訓練進行表", en="The controller's timeline"),
        lambda matter: timeline(matter.wording, matter.drill()),
        caution=INTERNAL,
        of_drill=True,
        across=True,
    ),
    "evaluation": Form(
        Phrase("printed.title_evaluation", ja="訓練評価シート", en="Evaluation sheet"),
        lambda matter: evaluation(matter.wording, matter.drill()),
        of_drill=True,
        signed=True,
    ),
    "home-copy": Form(
        Phrase(
            "printed.title_home",
            ja="自宅保管用の初動の手引き",
            en="To keep at home: the first hours",
        ),
        lambda matter: home_copy(matter.wording),
        caution=PRIVATE,
        made_of="contacts (people/contacts.yaml)",
    ),
}


def document_of(id: str, matter: Matter) -> Document | None:
    """A form, or None where the plan has nothing to print in it."""
    form, said = FORMS[id], matter.wording.said
    blocks = tuple(form.blocks(matter))
    if not blocks:
        return None
    scenario = matter.drill().scenario if form.of_drill else None
    return Document(
        title=said(form.title),
        owner=matter.plan.organisation.name,
        printed=said(PRINTED_ON(day=matter.today)),
        lang=matter.wording.lang,
        blocks=(*_draft(matter, form), *blocks),
        number=matter.plan.printing.numbers.of(id) or "",
        boxes=tuple(map(said, matter.plan.printing.approval_boxes)) if form.signed else (),
        caution=_caution(matter, form),
        notice=said(scenario.safety.notice) if scenario else "",
        across=form.across,
        facts=form.facts(matter.wording, scenario) if scenario else (),
    )


def _draft(matter: Matter, form: Form) -> Iterator[Block]:
    """That the plan is no more than a draft; its marks stand in comments too, which nobody sees."""
    if matter.unfinished and not form.of_drill:
        yield Line(matter.wording.said(DRAFT(count=matter.unfinished)), "warning")


def _caution(matter: Matter, form: Form) -> str:
    """Who may see it: what the form says, and how the plan says that it is kept itself."""
    said = matter.wording.said
    kept = said(matter.plan.organisation.confidentiality)
    return matter.wording.gap.join(each for each in (said(form.caution), kept) if each)
