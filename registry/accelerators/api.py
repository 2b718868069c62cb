"""The JSON door of registrations: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.accelerators import operations
from registry.accelerators.queries import findings_of, registration, registrations
from registry.accelerators.rules import LIFE
from registry.accelerators.schemas import Finding, Reason, Recommendation, RegistrationRow, Term

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


@get("/api/v1/accelerators")
async def list_accelerators(
    by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> RegistrationList:
    """The registrations the viewer sees."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await registrations(by=by, states=states, number=max(1, number))
    return RegistrationList(total=found.total, number=found.number, last=found.last, registrations=rows)


@get("/api/v1/accelerators/{registration_id:uuid}")
async def show_accelerator(by: NamedDependency[Viewer], registration_id: FromPath[UUID]) -> WholeRegistration:
    """One registration."""
    row = await registration(id=registration_id, by=by)
    return WholeRegistration(row, list((await findings_of(registration=row.id, by=by)).values()))


@post("/api/v1/accelerators")
async def recommend(by: NamedDependency[Viewer], data: JSONBody[Recommendation], keyed: Key) -> Done:
    """Recommend a member."""
    return await once(by, keyed, partial(operations.recommend, recommendation=data, by=by))


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
)  # fmt: skip
