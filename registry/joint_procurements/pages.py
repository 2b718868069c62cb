"""The HTML door of the board."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.errors import NotAllowed, RuleBroken
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent, version_shown
from registry.joint_procurements import operations
from registry.joint_procurements.access import may_keep
from registry.joint_procurements.queries import kinds_told, paper, procurement_page, procurements
from registry.joint_procurements.reference import SOURCE, kinds
from registry.joint_procurements.rules import BASES, STANDINGS
from registry.joint_procurements.schemas import Enquiry, Procurement, ProcurementRow

WORDS: dict[str, Any] = {
    "bases": BASES, "standings": STANDINGS, "kinds": kinds(), "source": SOURCE,
    "field_names": {"system": "システムの種類", "name": "案件の名前", "participants": "参加する団体",
                    "cost_basis": "費用の分け方", "standing": "進み具合", "supplier": "事業者", "note": "内容",
                    "contact": "連絡先", "words": "たずねたいこと", "file": "資料"},
}  # fmt: skip


@get("/joint-procurements")
async def list_procurements(
    request: PageRequest,
    by: NamedDependency[Viewer],
    words: FromQuery[str] = "",
    system: FromQuery[int] = 0,
    cost_basis: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The board: what is told, and the kinds that the survey found."""
    rows, found = await procurements(words=words, system=system, cost_basis=cost_basis, number=max(1, number), by=by)
    return page(
        request, "joint_procurements/list.html", rows=rows, found=found, told=await kinds_told(words=words, by=by),
        words=words, system=system, cost_basis=cost_basis, **WORDS,
    )  # fmt: skip


@get("/joint-procurements/new")
async def new_procurement(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """An empty entry."""
    return await _form(request, by)


@post("/joint-procurements")
async def tell_procurement(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Put it on the board."""
    return await sent(
        request, by, lambda form: operations.tell_procurement(new=form.parse(Procurement), by=by),
        onward=lambda done: f"/joint-procurements/{done.id}", again=partial(_form, request, by),
    )  # fmt: skip


@get("/joint-procurements/{procurement:uuid}")
async def show_procurement(
    request: PageRequest, by: NamedDependency[Viewer], procurement: FromPath[UUID], edit: FromQuery[bool] = False
) -> Response[Any]:
    """One procurement; with `edit` its form."""
    if edit:
        row = (await procurement_page(id=procurement, by=by)).procurement
        if refusal := may_keep(by, row):
            raise NotAllowed(refusal)
        return await _form(request, by, row=row)
    return await _procurement(request, by, procurement)


@post("/joint-procurements/{procurement:uuid}")
async def keep_procurement(
    request: PageRequest, by: NamedDependency[Viewer], procurement: FromPath[UUID]
) -> Response[Any]:
    """Correct it."""
    row = (await procurement_page(id=procurement, by=by)).procurement
    return await sent(
        request, by,
        lambda form: operations.keep_procurement(id=procurement, kept=form.parse(Procurement), by=by),
        onward=f"/joint-procurements/{procurement}", again=partial(_form, request, by, row=row),
    )  # fmt: skip


@post("/joint-procurements/{procurement:uuid}/enquiries")
async def ask_owner(request: PageRequest, by: NamedDependency[Viewer], procurement: FromPath[UUID]) -> Response[Any]:
    """Ask the body that told of it."""
    return await sent(
        request, by,
        lambda form: operations.ask_owner(procurement=procurement, enquiry=form.parse(Enquiry), by=by),
        onward=f"/joint-procurements/{procurement}?asked=1", again=partial(_procurement, request, by, procurement),
    )  # fmt: skip


@post("/joint-procurements/{procurement:uuid}/files")
async def share_paper(request: PageRequest, by: NamedDependency[Viewer], procurement: FromPath[UUID]) -> Response[Any]:
    """Share a specification."""
    return await sent(
        request, by, partial(_shared, procurement, by), onward=f"/joint-procurements/{procurement}",
        again=partial(_procurement, request, by, procurement),
    )  # fmt: skip


@get("/joint-procurements/{procurement:uuid}/files/{shared_file:uuid}")
async def show_paper(
    by: NamedDependency[Viewer], procurement: FromPath[UUID], shared_file: FromPath[UUID]
) -> Response[bytes]:
    """The bytes, to keep."""
    kept = await paper(procurement=procurement, file=shared_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


async def _shared(procurement: UUID, by: Viewer, form: Form) -> Done:
    file = form.files.get("file")
    content = await file.read() if file else b""
    if file is None or not content:
        raise RuleBroken("ファイルを選んでください。まだ何も添えていません。", field="file")
    return await operations.share_paper(procurement=procurement, filename=file.filename, content=content, by=by)


async def _procurement(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    found = await procurement_page(id=id, by=by)
    return page(
        request, "joint_procurements/show.html", row=found.procurement, files=found.files,
        keeps=may_keep(by, found.procurement) is None, asked=request.query_params.get("asked") == "1",
        refused=refused, **WORDS,
    )  # fmt: skip


async def _form(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, row: ProcurementRow | None = None
) -> Response[Any]:
    return page(
        request, "joint_procurements/form.html", row=row, halls=await bodies_of_kind("prefecture", by=by),
        version=version_shown(refused, row.version if row else 0), refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_procurements, new_procurement, tell_procurement, show_procurement, keep_procurement, ask_owner, share_paper,
    show_paper,
)  # fmt: skip
