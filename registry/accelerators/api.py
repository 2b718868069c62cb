"""The JSON door of registrations: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from auth.signin.cookies import sender_of
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.ids import body_id
from foundation.web.rendering import PageRequest
from registry.accelerators import batch, certificates, operations
from registry.accelerators.queries import findings_of, registration, registrations
from registry.accelerators.rules import LIFE, TODAY
from registry.accelerators.schemas import (
    Batch,
    CertificateRow,
    Chosen,
    Finding,
    Nomination,
    Post,
    PostRow,
    Reason,
    Recommendation,
    RegistrationRow,
    Showing,
    Term,
    TermRow,
    Verified,
)

InState = Annotated[str, QueryParameter(name="state")]
Key = NamedDependency[Keyed | None]


class RegistrationList(Struct, frozen=True):
    """A page of registrations."""

    total: int
    number: int
    last: int
    registrations: list[RegistrationRow]


class WholeRegistration(Struct, frozen=True):
    """A registration with what was found before it."""

    registration: RegistrationRow
    findings: list[Finding]
    terms: list[TermRow]
    post: PostRow
    certificate: CertificateRow | None


@get("/api/v1/accelerators")
async def list_accelerators(
    by: NamedDependency[Viewer],
    in_state: InState = "",
    recommended_by: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> RegistrationList:
    """The registrations the viewer sees: in a state or `in_force` today, of one recommending body (団体コード)."""
    rows, found = await registrations(
        by=by, states=[in_state] if in_state in LIFE.words else [], today=in_state == TODAY,
        recommended_by=body_id(recommended_by) if recommended_by else None, number=max(1, number),
    )  # fmt: skip
    return RegistrationList(total=found.total, number=found.number, last=found.last, registrations=rows)


@get("/api/v1/accelerators/{registration_id:uuid}")
async def show_accelerator(by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> WholeRegistration:
    """One registration."""
    row = await registration(id=registration_id, by=by)
    return WholeRegistration(
        registration=row,
        findings=list((await findings_of(registration=row.id, by=by)).values()),
        terms=await certificates.terms_of(registration=row.id, by=by),
        post=await certificates.post_of(registration=row.id, by=by),
        certificate=await certificates.certificate_of(registration=row.id, by=by),
    )


@post("/api/v1/accelerators")
async def recommend(by: NamedDependency[Viewer], data: JSONBody[Recommendation], keyed: Key) -> Done:
    """Recommend a member."""
    return await once(by, keyed, partial(operations.recommend, recommendation=data, by=by))


@post("/api/v1/accelerators/candidates")
async def nominate(by: NamedDependency[Viewer], data: JSONBody[Nomination], keyed: Key) -> Done:
    """Keep a member in mind."""
    return await once(by, keyed, partial(operations.nominate, nomination=data, by=by))


@post("/api/v1/accelerators/registrations")
async def register_many(by: NamedDependency[Viewer], data: JSONBody[Batch], keyed: Key) -> Done:
    """Register several for one term: all or none."""
    return await once(by, keyed, partial(batch.register_many, batch=data, by=by))


@post("/api/v1/accelerators/papers")
async def print_papers(by: NamedDependency[Viewer], data: JSONBody[Chosen], keyed: Key) -> Done:
    """Have certificates and cards made."""
    return await once(by, keyed, partial(batch.print_papers, chosen=data, by=by))


@get("/api/v1/certificates")
async def check_certificate(request: PageRequest, code: FromQuery[str] = "") -> Verified:
    """What the certificate with this code is worth today."""
    return await certificates.verified(code=code, source=sender_of(request))


@post("/api/v1/accelerators/{registration_id:uuid}/renewal")
async def renew(by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Term], keyed: Key) -> Done:
    """Register for another term."""
    return await once(by, keyed, partial(operations.renew, id=registration_id, term=data, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/post")
async def keep_post(
    by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Post], keyed: Key
) -> Done:
    """What the card says of the post."""
    return await once(by, keyed, partial(certificates.keep_post, id=registration_id, post=data, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/showing")
async def show_to_public(
    by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Showing], keyed: Key
) -> Done:
    """What the public check may show."""
    return await once(by, keyed, partial(certificates.show_to_public, id=registration_id, showing=data, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/check")
async def check(by: NamedDependency[Viewer], registration_id: FromPath[UUID], keyed: Key) -> Done:
    """Confirm the rules."""
    return await once(by, keyed, partial(operations.check, id=registration_id, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/registration")
async def register(
    by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Term], keyed: Key
) -> Done:
    """Register with a number."""
    return await once(by, keyed, partial(operations.register, id=registration_id, term=data, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/name-use")
async def begin_name_use(by: NamedDependency[Viewer], registration_id: FromPath[UUID], keyed: Key) -> Done:
    """The name is in use."""
    return await once(by, keyed, partial(operations.begin_name_use, id=registration_id, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/suspension")
async def suspend(
    by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Reason], keyed: Key
) -> Done:
    """Suspend."""
    return await once(by, keyed, partial(operations.suspend, id=registration_id, reason=data.reason, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/resumption")
async def resume(by: NamedDependency[Viewer], registration_id: FromPath[UUID], keyed: Key) -> Done:
    """End a suspension."""
    return await once(by, keyed, partial(operations.resume, id=registration_id, by=by))


@post("/api/v1/accelerators/{registration_id:uuid}/removal")
async def strike_off(
    by: NamedDependency[Viewer], registration_id: FromPath[UUID], data: JSONBody[Reason], keyed: Key
) -> Done:
    """Strike off."""
    return await once(by, keyed, partial(operations.strike_off, id=registration_id, reason=data.reason, by=by))


HANDLERS: Sequence[Any] = (
    list_accelerators, show_accelerator, recommend, check, register, begin_name_use, suspend, resume, strike_off,
    renew, nominate, register_many, print_papers, keep_post, show_to_public, check_certificate,
)  # fmt: skip
