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
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
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
    "field_names": {"receiver": "名前を見せる団体", "purpose": "目的", "detail": "くわしい理由", "until": "最後の日",
                    "reason": "理由", "signed_on": "署名した日", "evidence_note": "紙の置き場所",
                    "decision": "見せるかどうか"},
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

    async def again(refused: Refused) -> Response[Any]:
        return await _asking(request, by, _member_of(refused.form), refused)

    return await sent(
        request, by, lambda form: operations.request_name(wanted=form.parse(NameRequest), by=by),
        onward=lambda done: f"/consents/requests/{done.id}", again=again,
    )  # fmt: skip


@get("/consents/requests/{request_id:uuid}")
async def show_request(request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]) -> Response[Any]:
    """A request, what is consented to, and the decision."""
    return await _request(request, by, request_id)


@post("/consents/requests/{request_id:uuid}/decision")
async def decide_request(
    request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]
) -> Response[Any]:
    """Decide whether the name is shown."""

    async def act(form: Form) -> Done:
        decision = form.parse(NameDecision)
        for name, scan in (await form.attached("scan_file")).items():
            decision = decision.model_copy(update={"scan": scan, "scan_name": name})
        return await operations.decide_request(id=request_id, decision=decision, by=by)

    return await sent(
        request, by, act,
        onward=f"/consents/requests/{request_id}", again=partial(_request, request, by, request_id),
    )  # fmt: skip


@post("/consents/requests/{request_id:uuid}/withdrawal")
async def withdraw_request(
    request: PageRequest, by: NamedDependency[Viewer], request_id: FromPath[UUID]
) -> Response[Any]:
    """Take a request back."""
    return await sent(
        request, by, lambda form: operations.withdraw_request(id=request_id, withdrawal=form.parse(Withdrawal), by=by),
        onward=f"/consents/requests/{request_id}", again=partial(_request, request, by, request_id),
    )  # fmt: skip


@post("/consents/{disclosure:uuid}/withdrawal")
async def take_back(request: PageRequest, by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[Any]:
    """Take a consent back: the name is closed at once."""
    return await sent(
        request, by, lambda _: withdraw_consent(id=disclosure, by=by),
        onward="/consents", again=partial(_list, request, by),
    )  # fmt: skip


@get("/consents/{disclosure:uuid}/evidence")
async def show_evidence(by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[bytes]:
    """The scan of a consent on paper."""
    scan = await evidence(consent=disclosure, by=by)
    return download(scan.content, media_type=scan.media_type, filename=scan.name)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    async with reading(by) as work:
        return page(
            request, "consents/list.html", asked=await requests(by=by), given=await consents(by=by),
            read=await names_open_to_us(by=by), soon=work.today + rules.EXPIRES_WITHIN, refused=refused, **WORDS,
        )  # fmt: skip


async def _asking(request: PageRequest, by: Viewer, member: UUID, refused: Refused | None = None) -> Response[Any]:
    async with reading(by) as work:
        await pool_to_ask(member=member, by=by)
        wording = await wording_on(work.today)
        return page(
            request, "consents/new.html", member=member, card=await _card(member, by), wording=wording,
            latest=rules.latest_day(work.today, wording.longest_months), refused=refused, **WORDS,
        )  # fmt: skip


async def _request(request_: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    async with reading(by) as work:
        asked = await request(id=id, by=by)
        blocked = may_decide(by, asked, signs_in=await signs_in(member=asked.member, by=by))
        return page(
            request_, "consents/request.html", asked=asked, wording=await wording_on(work.today),
            decides=blocked is None and holds(by, Right.DECIDE_NAME), blocked=blocked,
            on_paper=not by.is_member(asked.member), asks=by.acts_for(asked.receiver), refused=refused, **WORDS,
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
