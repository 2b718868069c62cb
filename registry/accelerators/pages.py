"""The HTML door of registrations."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.signin.cookies import sender_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.errors import Refusal
from foundation.text.dates import today_jst
from foundation.text.ids import body_id
from foundation.web.forms import Form, Problem, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.accelerators import batch, certificates, operations, rules
from registry.accelerators.access import may_decide, may_keep_card
from registry.accelerators.queries import count_by_state, findings_of, recommendable, registration, registrations
from registry.accelerators.reference import checks_of
from registry.accelerators.schemas import Batch, Chosen, Nomination, Post, Reason, Recommendation, Showing, Term

InState = Annotated[str, QueryParameter(name="state")]


@get("/accelerators")
async def list_accelerators(
    request: PageRequest,
    by: NamedDependency[Viewer],
    in_state: InState = "",
    recommended_by: FromQuery[str] = "",
    number: FromQuery[int] = 1,
    chosen: FromQuery[str] = "",
) -> Response[Any]:
    """The registrations the viewer sees: in a state or in force today, of one recommending body (団体コード).

    With `chosen=all` every row of the page comes ticked.
    """
    return await _list(request, by, state=in_state, recommended_by=recommended_by, number=number,
                       all_chosen=chosen == "all")  # fmt: skip


@post("/accelerators/registrations")
async def register_many(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Register everybody chosen for one term."""
    return await sent(
        request, by, lambda form: batch.register_many(batch=form.parse(Batch), by=by),
        onward="/accelerators?state=registered", again=partial(_list, request, by, state="recommended"),
    )  # fmt: skip


@post("/accelerators/papers")
async def print_papers(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Have certificates and cards made for everybody chosen."""
    return await sent(
        request, by, lambda form: batch.print_papers(chosen=form.parse(Chosen), by=by),
        onward="/documents", again=partial(_list, request, by, state="registered"),
    )  # fmt: skip


@post("/accelerators/candidates")
async def nominate(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep somebody in mind; the ministry does not see it."""
    return await sent(
        request, by, lambda form: operations.nominate(nomination=form.parse(Nomination), by=by),
        onward=lambda done: f"/accelerators/{done.id}", again=partial(_recommendation, request, by),
    )  # fmt: skip


@get("/certificates")
async def check_certificate(request: PageRequest, code: FromQuery[str] = "") -> Response[Any]:
    """What a certificate is worth today, for anybody who has its code."""
    if not code:
        return page(request, "accelerators/certificate.html", code="", verified=None)
    try:
        found = await certificates.verified(code=code, source=sender_of(request))
    except Refusal as refusal:
        return page(request, "accelerators/certificate.html", status=refusal.status, code=code, verified=None,
                    problem=Problem.of(refusal))  # fmt: skip
    return page(request, "accelerators/certificate.html", code=code, verified=found)


@get("/accelerators/new")
async def new_recommendation(
    request: PageRequest, by: NamedDependency[Viewer], member: FromQuery[str] = ""
) -> Response[Any]:
    """Whom to recommend, and what must be on file."""
    return await _recommendation(request, by, chosen=member)


@post("/accelerators")
async def recommend(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Recommend a member."""
    return await sent(
        request, by, lambda form: operations.recommend(recommendation=form.parse(Recommendation), by=by),
        onward=lambda done: f"/accelerators/{done.id}", again=partial(_recommendation, request, by),
    )  # fmt: skip


@get("/accelerators/{registration_id:uuid}")
async def show_accelerator(
    request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]
) -> Response[Any]:
    """A registration, what was found, and what comes next."""
    return await _registration(request, by, registration_id)


@post("/accelerators/{registration_id:uuid}/check")
async def check(request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> Response[Any]:
    """Confirm the rules."""
    return await _act(request, by, registration_id, "check", lambda _: operations.check)


@post("/accelerators/{registration_id:uuid}/registration")
async def register(request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> Response[Any]:
    """Register with a number."""
    return await _act(
        request, by, registration_id, "register", lambda form: partial(operations.register, term=form.parse(Term))
    )


@post("/accelerators/{registration_id:uuid}/name-use")
async def begin_name_use(
    request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]
) -> Response[Any]:
    """The name is in use."""
    return await _act(request, by, registration_id, "use_name", lambda _: operations.begin_name_use)


@post("/accelerators/{registration_id:uuid}/suspension")
async def suspend(request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> Response[Any]:
    """Suspend."""
    return await _act(request, by, registration_id, "suspend", partial(_reasoned, operations.suspend))


@post("/accelerators/{registration_id:uuid}/resumption")
async def resume(request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> Response[Any]:
    """End a suspension."""
    return await _act(request, by, registration_id, "resume", lambda _: operations.resume)


@post("/accelerators/{registration_id:uuid}/renewal")
async def renew(request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> Response[Any]:
    """Register for another term."""
    return await _act(
        request, by, registration_id, "renew", lambda form: partial(operations.renew, term=form.parse(Term))
    )


@post("/accelerators/{registration_id:uuid}/post")
async def keep_post(
    request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]
) -> Response[Any]:
    """What the card says of the post."""
    return await _act(
        request, by, registration_id, "post", lambda form: partial(certificates.keep_post, post=form.parse(Post))
    )


@post("/accelerators/{registration_id:uuid}/showing")
async def show_to_public(
    request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]
) -> Response[Any]:
    """What the public check may show."""
    return await _act(
        request, by, registration_id, "showing",
        lambda form: partial(certificates.show_to_public, showing=form.parse(Showing)),
    )  # fmt: skip


@post("/accelerators/{registration_id:uuid}/removal")
async def strike_off(
    request: PageRequest, by: NamedDependency[Viewer], registration_id: FromPath[UUID]
) -> Response[Any]:
    """Strike off."""
    return await _act(request, by, registration_id, "strike_off", partial(_reasoned, operations.strike_off))


def _reasoned(operation: Callable[..., Awaitable[Done]], form: Form) -> Callable[..., Awaitable[Done]]:
    return partial(operation, reason=form.parse(Reason).reason)


async def _act(
    request: PageRequest, by: Viewer, id: UUID, verb: str, operation: Callable[[Form], Callable[..., Awaitable[Done]]]
) -> Response[Any]:
    return await sent(
        request, by, lambda form: operation(form)(id=id, by=by),
        onward=f"/accelerators/{id}", again=partial(_registration, request, by, id, tried=verb),
    )  # fmt: skip


async def _registration(
    request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None, *, tried: str = ""
) -> Response[Any]:  # fmt: skip
    row = await registration(id=id, by=by)
    today = today_jst(current_clock().now())
    following = row.last_day + timedelta(days=1) if row.last_day else today
    return page(
        request, "accelerators/show.html", row=row, findings=await findings_of(registration=id, by=by), life=rules.LIFE,
        checks=checks_of(row.rule_set), following=following, following_end=rules.usual_last_day(following),
        terms=await certificates.terms_of(registration=id, by=by), code_shown=rules.code_shown,
        post=await certificates.post_of(registration=id, by=by), keeps=may_keep_card(by, row) is None,
        certificate=await certificates.certificate_of(registration=id, by=by),
        verbs={open.verb: open for open in rules.LIFE.open_to(by, row.state)} if not may_decide(by, row) else {},
        first_day=today, last_day=rules.usual_last_day(today), in_force=rules.IN_FORCE, tried=tried, refused=refused,
    )  # fmt: skip


async def _list(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, state: str = "", recommended_by: str = "",
    number: int = 1, all_chosen: bool = False,
) -> Response[Any]:  # fmt: skip
    rows, found = await registrations(
        by=by, states=[state] if state in rules.LIFE.words else [], today=state == rules.TODAY,
        recommended_by=body_id(recommended_by) if recommended_by else None, number=max(1, number),
    )  # fmt: skip
    today = today_jst(current_clock().now())
    return page(
        request, "accelerators/list.html", rows=rows, found=found, counts=await count_by_state(by=by), state=state,
        here=f"/accelerators?{urlencode({'state': state, 'recommended_by': recommended_by})}&number=",
        life=rules.LIFE, registers=holds(by, Right.REGISTER), first_day=today, last_day=rules.usual_last_day(today),
        all_chosen=all_chosen, refused=refused,
    )  # fmt: skip


async def _recommendation(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, chosen: str = ""
) -> Response[Any]:
    return page(
        request, "accelerators/recommend.html", people=await recommendable(by=by),
        chosen=refused.form.first("member") if refused else chosen, refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_accelerators, new_recommendation, recommend, show_accelerator, check, register, begin_name_use, suspend,
    resume, strike_off, renew, nominate, register_many, print_papers, keep_post, show_to_public, check_certificate,
)  # fmt: skip
