"""What the need's own page shows, also when a form of it was refused. Part of the HTML door."""

from typing import Any, Final
from uuid import UUID

from litestar.response import Response
from pydantic import ValidationError

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import today_jst
from foundation.web.forms import Form, FormRefused, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import version_shown
from foundation.web.sentences import errors_of
from registry.capacity.rules import FORMS
from registry.needs import rules
from registry.needs.access import may_ask_for, may_handle
from registry.needs.attachments import files_of
from registry.needs.budget import next_chances
from registry.needs.queries import hearings_of, joint_needs_of, need_page, review_of
from registry.needs.reference import budgets, questions_on, scheme_on, schemes_on
from registry.needs.requirements import requirements
from registry.needs.schemas import HearingRecord, NeedPage, QuestionAnswered
from registry.skills.queries import skills_of_scheme
from registry.skills.rules import LEVELS, ROLE_GLOSSES, ROLES

WORDS: Final[dict[str, Any]] = {
    "life": rules.LIFE, "themes": rules.THEMES, "urgencies": rules.URGENCIES, "triages": rules.TRIAGES,
    "means": rules.MEANS, "roles": ROLES, "role_glosses": ROLE_GLOSSES, "levels": LEVELS, "forms": FORMS,
    "step_of": rules.STEP_OF, "field_names": rules.FIELD_NAMES, "budgets": rules.BUDGETS, "outcomes": rules.OUTCOMES,
}  # fmt: skip
ANSWER: Final = "answer_"
"""A question of the template stands in the form as `answer_` and its code."""

REVIEWED: Final = ("reviewed", "closed")


async def show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """The need's page; with what was typed and why it was refused, where it was."""
    need = await need_page(id=id, by=by)
    today = today_jst(current_clock().now())
    verbs = {row.verb for row in rules.LIFE.open_to(by, need.state)} - rules.closed_verbs(need.agreed_from)
    handles, asks = not may_handle(by, need), not may_ask_for(by, need)
    who, act = rules.mover(need.state, agreed_from=need.agreed_from, hold_until=need.hold_until)
    return page(
        request, "needs/show.html", need=need, today=today,
        hearings=await hearings_of(need=id, by=by) if handles else [],
        requirement=(await requirements(ids=[id], by=by)).get(id),
        skills=await skills_of_scheme() if handles and "accept" in verbs else [],
        questions=questions_on(today) if handles and "hear" in verbs else (),
        schemes=schemes_on(today) if handles and "refer" in verbs else (),
        scheme=scheme_on(need.scheme, need.referred_on) if need.scheme and need.referred_on else None,
        chance=next((one for one in next_chances(budgets(), today=today) if one.code == need.budget), None),
        review=await review_of(need=id, by=by) if need.state in REVIEWED else None,
        files=await files_of(need=id, by=by),
        joint=(await joint_needs_of(needs=[id], by=by)).get(id) if need.triage == rules.Triage.JOINT_NEED else None,
        may_join=handles and need.state in rules.JOINABLE and need.agreed_from is None, verbs=verbs, handles=handles,
        asks=asks, mover=_name(who, need), act=act, version=version_shown(refused, need.version),
        typed=_typed(refused.form) if refused and refused.stale else [], refused=refused, **WORDS,
    )  # fmt: skip


def hearing_in(form: Form) -> HearingRecord:
    """The hearing with the answers that were given to questions of the template. Raises `FormRefused`."""
    hearing = form.parse(HearingRecord)
    given = {name: form.first(name) for name in form.values if name.startswith(ANSWER) and form.first(name).strip()}
    answers = []
    for name, answer in given.items():
        try:
            answers.append(QuestionAnswered(question=name.removeprefix(ANSWER), answer=answer))
        except ValidationError as error:
            raise FormRefused({name: next(iter(errors_of(error).values()))}) from error
    return hearing.model_copy(update={"answers": answers})


def _name(who: str, need: NeedPage) -> str:
    return {"town": need.municipality_name, "prefecture": need.prefecture_name, "nobody": "—"}[who]


def _typed(form: Form) -> list[tuple[str, str]]:
    """What was written, to stand beside what is kept now."""
    return [(rules.FIELD_NAMES[name], "、".join(values)) for name, values in form.values.items()
            if name in rules.FIELD_NAMES and any(values)]  # fmt: skip
