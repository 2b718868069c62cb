"""The HTML door of consents and requests for names."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, download, page, redirect
from registry.consents import operations, rules
from registry.consents.access import may_decide
from registry.consents.queries import (
    consents,
    evidence,
    names_open_to_us,
    request,
    requests,
    signs_in,
    wording_on,
    wordings,
)
from registry.consents.schemas import NameDecision, NameRequest, Withdrawal
from registry.disclosures.operations import withdraw_consent
from registry.disclosures.rules import BASES
from registry.members.queries import card, pool_to_ask
from registry.members.rules import CERTIFICATES, EXPERIENCE
from registry.skills.rules import ROLES

WORDS: Final[dict[str, Any]] = {
    "purposes": rules.PURPOSES, "life": rules.LIFE, "bases": BASES, "means": rules.MEANS, "roles": ROLES,
    "experience": EXPERIENCE, "certificates": CERTIFICATES,
    "field_names": {"purpose": "目的", "detail": "くわしい理由", "until": "最後の日", "reason": "理由",
                    "signed_on": "署名した日", "evidence_note": "紙の置き場所", "decision": "見せるかどうか"},
}  # fmt: skip


@get("/consents")
async def list_consents(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The requests one has to do with, the consents in force, and whose names one's body may read."""
    return await _list(request, by)


@get("/consents/wordings")
async def list_wordings(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Every wording of a consent, with the days it was in use."""
    async with reading(by):
        return page(request, "consents/wordings.html", wordings=await wordings())


@get("/consents/requests/new")
async def new_request(request: PageRequest, by: NamedDependency[Viewer], member: FromQuery[UUID]) -> Response[Any]:
    """The form that asks for a name."""
    return await _asking(request, by, member)


@post("/consents/requests")
async def request_name(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask for a name."""
    form = await read_form(request)
    try:
        wanted = form.parse(NameRequest)
        done = await once(by, form.keyed("request_name"), partial(operations.request_name, wanted=wanted, by=by))
    except NotFound:
        raise
    except Refusal as refusal:
        return await _asking(request, by, _member_of(form), form=form, refusal=refusal)
    return redirect(f"/consents/requests/{done.id}")


@get("/consents/requests/{request_id:uuid}")
async def show_request(request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]) -> Response[Any]:
    """A request, what is consented to, and the decision."""
    return await _request(request, by, request_id)


@post("/consents/requests/{request_id:uuid}/decision")
async def decide_request(
    request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]
) -> Response[Any]:
    """Decide whether the name is shown."""
    form = await read_form(request)
    try:
        decision = form.parse(NameDecision)
        if scan := form.files.get("scan_file"):
            decision = decision.model_copy(update={"scan": await scan.read(), "scan_name": scan.filename})
        act = partial(operations.decide_request, id=request_id, decision=decision, by=by)
        await once(by, form.keyed("decide_request"), act)
    except NotFound:
        raise
    except Refusal as refusal:
        return await _request(request, by, request_id, form=form, refusal=refusal)
    return redirect(f"/consents/requests/{request_id}")


@post("/consents/requests/{request_id:uuid}/withdrawal")
async def withdraw_request(
    request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]
) -> Response[Any]:
    """Take a request back."""
    form = await read_form(request)
    try:
        withdrawal = form.parse(Withdrawal)
        act = partial(operations.withdraw_request, id=request_id, withdrawal=withdrawal, by=by)
        await once(by, form.keyed("withdraw_request"), act)
    except NotFound:
        raise
    except Refusal as refusal:
        return await _request(request, by, request_id, form=form, refusal=refusal)
    return redirect(f"/consents/requests/{request_id}")


@post("/consents/{disclosure:uuid}/withdrawal")
async def take_back(request: PageRequest, by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[Any]:
    """Take a consent back: the name is closed at once."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("withdraw_consent"), partial(withdraw_consent, id=disclosure, by=by))
    except NotFound:
        raise
    except Refusal as refusal:
        return await _list(request, by, refusal=refusal)
    return redirect("/consents")


@get("/consents/{disclosure:uuid}/evidence")
async def show_evidence(by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[bytes]:
    """The scan of a consent on paper."""
    scan = await evidence(consent=disclosure, by=by)
    return download(scan.content, media_type=scan.media_type, filename=scan.name)


async def _list(request: PageRequest, by: Viewer, *, refusal: Refusal | None = None) -> Response[Any]:
    async with reading(by) as work:
        return page(
            request, "consents/list.html", status=refusal.status if refusal else 200, asked=await requests(by=by),
            given=await consents(by=by), read=await names_open_to_us(by=by),
            soon=work.today + rules.EXPIRES_WITHIN, problem=Problem.of(refusal) if refusal else None, **WORDS,
        )  # fmt: skip


async def _asking(
    request: PageRequest, by: Viewer, member: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    async with reading(by) as work:
        await pool_to_ask(member=member, by=by)
        wording = await wording_on(work.today)
        return page(
            request, "consents/new.html", status=refusal.status if refusal else 200, member=member,
            card=await _card(member, by), wording=wording, latest=rules.latest_day(work.today, wording.longest_months),
            form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
        )  # fmt: skip


async def _request(
    request_: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    async with reading(by) as work:
        asked = await request(id=id, by=by)
        refused = may_decide(by, asked, signs_in=await signs_in(member=asked.member, by=by))
        return page(
            request_, "consents/request.html", status=refusal.status if refusal else 200, asked=asked,
            wording=await wording_on(work.today), decides=refused is None and holds(by, Right.DECIDE_NAME),
            refused=refused, on_paper=not by.is_member(asked.member), asks=by.acts_for(asked.receiver), form=form,
            problem=Problem.of(refusal) if refusal else None, **WORDS,
        )  # fmt: skip


async def _card(member: UUID, by: Viewer) -> Any:
    """The card, or None to a body that was told the name without reading cards."""
    try:
        return await card(id=member, by=by)
    except (NotFound, NotAllowed):
        return None


def _member_of(form: Form) -> UUID:
    try:
        return UUID(form.first("member"))
    except ValueError as error:
        raise NotFound from error


HANDLERS: Sequence[Any] = (
    list_consents, list_wordings, new_request, request_name, show_request, decide_request, withdraw_request, take_back,
    show_evidence,
)  # fmt: skip
