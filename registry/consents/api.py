"""The JSON door of consents: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.database.unit_of_work import reading
from foundation.web.rendering import download
from registry.consents import operations
from registry.consents.papers import PaperForm, paper_form, record_paper
from registry.consents.queries import consents, evidence, names_open_to_us, request, requests, wordings
from registry.consents.schemas import (
    ConsentRow,
    NameDecision,
    NameRequest,
    PaperConsent,
    RequestRow,
    Withdrawal,
    WordingRow,
)
from registry.disclosures.operations import withdraw_consent

Key = NamedDependency[Keyed | None]


class Consents(Struct, frozen=True):
    """What the viewer has to do with: requests, consents in force, and whose names its body reads."""

    requests: list[RequestRow]
    consents: list[ConsentRow]
    names_open_to_us: list[ConsentRow]


@get("/api/v1/consents")
async def list_consents(by: NamedDependency[Viewer]) -> Consents:
    """Requests, consents in force, names open to one's body."""
    async with reading(by):
        return Consents(await requests(by=by), await consents(by=by), await names_open_to_us(by=by))


@get("/api/v1/consents/wordings")
async def list_wordings(by: NamedDependency[Viewer]) -> list[WordingRow]:
    """Every wording of a consent."""
    async with reading(by):
        return await wordings()


@post("/api/v1/consents/requests")
async def request_name(by: NamedDependency[Viewer], data: JSONBody[NameRequest], keyed: Key) -> Done:
    """Ask for a name."""
    return await once(by, keyed, partial(operations.request_name, wanted=data, by=by))


@get("/api/v1/consents/requests/{request_id:uuid}")
async def show_request(by: NamedDependency[Viewer], request_id: FromPath[UUID]) -> RequestRow:
    """One request."""
    return await request(id=request_id, by=by)


@post("/api/v1/consents/requests/{request_id:uuid}/decision")
async def decide_request(
    by: NamedDependency[Viewer], request_id: FromPath[UUID], data: JSONBody[NameDecision], keyed: Key
) -> Done:
    """Decide whether the name is shown."""
    return await once(by, keyed, partial(operations.decide_request, id=request_id, decision=data, by=by))


@post("/api/v1/consents/requests/{request_id:uuid}/withdrawal")
async def withdraw_request(
    by: NamedDependency[Viewer], request_id: FromPath[UUID], data: JSONBody[Withdrawal], keyed: Key
) -> Done:
    """Take a request back."""
    return await once(by, keyed, partial(operations.withdraw_request, id=request_id, withdrawal=data, by=by))


@get("/api/v1/consents/papers/{member:uuid}")
async def new_paper(by: NamedDependency[Viewer], member: FromPath[UUID]) -> PaperForm:
    """What a paper has to say, and whether it may be written down at all."""
    return await paper_form(member=member, by=by)


@post("/api/v1/consents/papers/{member:uuid}")
async def keep_paper(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[PaperConsent], keyed: Key
) -> Done:
    """Write down a signed paper: the name opens."""
    return await once(by, keyed, partial(record_paper, member=member, new=data, by=by))


@post("/api/v1/consents/{disclosure:uuid}/withdrawal")
async def take_back(by: NamedDependency[Viewer], disclosure: FromPath[UUID], keyed: Key) -> Done:
    """Take a consent back: the name is closed at once."""
    return await once(by, keyed, partial(withdraw_consent, id=disclosure, by=by))


@get("/api/v1/consents/{disclosure:uuid}/evidence")
async def show_evidence(by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[bytes]:
    """The scan of a consent on paper."""
    scan = await evidence(consent=disclosure, by=by)
    return download(scan.content, media_type=scan.media_type, filename=scan.name)


HANDLERS: Sequence[Any] = (
    list_consents, list_wordings, request_name, show_request, decide_request, withdraw_request, new_paper,
    keep_paper, take_back, show_evidence,
)  # fmt: skip
