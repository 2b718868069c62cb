"""The JSON door of the text of agreements: wordings, versions, annexes, signatures."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.difference import Change
from foundation.web.rendering import download
from matching.agreements.annexing import add_annex, open_annex, take_annex_away
from matching.agreements.negotiating import compared, propose_text
from matching.agreements.queries import agreement_page, texts_of
from matching.agreements.schemas import TextRow
from matching.agreements.signing import open_scan, order_signing, sign
from matching.agreements.text_schemas import (
    AnnexUpload,
    NewText,
    NewWording,
    SigningOrder,
    SigningWithScan,
    WordingRow,
)
from matching.agreements.wordings import wordings, write_wording

Key = NamedDependency[Keyed | None]


@get("/api/v1/agreements/wording")
async def list_wordings(by: NamedDependency[Viewer]) -> list[WordingRow]:
    """The shipped wording and the body's own versions, the one in use last."""
    return await wordings(by=by)


@post("/api/v1/agreements/wording")
async def keep_wording(by: NamedDependency[Viewer], data: JSONBody[NewWording], keyed: Key) -> Done:
    """Write the body's next wording."""
    return await once(by, keyed, partial(write_wording, new=data, by=by))


@get("/api/v1/agreements/{agreement:uuid}/texts")
async def list_texts(by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> list[TextRow]:
    """Every version of the text, first to last."""
    await agreement_page(id=agreement, by=by)
    return await texts_of(agreement=agreement, by=by)


@post("/api/v1/agreements/{agreement:uuid}/texts")
async def change_text(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], data: JSONBody[NewText], keyed: Key
) -> Done:
    """Propose changed articles."""
    return await once(by, keyed, partial(propose_text, id=agreement, new=data, by=by))


@get("/api/v1/agreements/{agreement:uuid}/comparison")
async def compare_texts(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], old: FromQuery[int] = 0, new: FromQuery[int] = 0
) -> list[Change]:
    """What changed between two versions; by default the last change."""
    return (await compared(id=agreement, old=old, new=new, by=by)).changes


@post("/api/v1/agreements/{agreement:uuid}/annexes")
async def attach_annex(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], data: JSONBody[AnnexUpload], keyed: Key
) -> Done:
    """Add an annex."""
    act = partial(add_annex, id=agreement, annex=data, filename=data.upload.filename, content=data.upload.content,
                  by=by)  # fmt: skip
    return await once(by, keyed, act)


@get("/api/v1/agreements/{agreement:uuid}/annexes/{annex:uuid}")
async def show_annex(by: NamedDependency[Viewer], agreement: FromPath[UUID], annex: FromPath[UUID]) -> Response[bytes]:
    """The bytes of an annex."""
    kept = await open_annex(id=agreement, annex=annex, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/api/v1/agreements/{agreement:uuid}/annexes/{annex:uuid}/removal")
async def remove_annex(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], annex: FromPath[UUID], keyed: Key
) -> Done:
    """Take an annex of one's own away."""
    return await once(by, keyed, partial(take_annex_away, id=agreement, annex=annex, by=by))


@post("/api/v1/agreements/{agreement:uuid}/signing-order")
async def decide_order(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], data: JSONBody[SigningOrder], keyed: Key
) -> Done:
    """Decide who signs after whom."""
    return await once(by, keyed, partial(order_signing, id=agreement, order=data, by=by))


@post("/api/v1/agreements/{agreement:uuid}/signatures")
async def note_signature(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], data: JSONBody[SigningWithScan], keyed: Key
) -> Done:
    """Record a body's signature."""
    scan = {data.scan.filename: data.scan.content} if data.scan else {}
    return await once(by, keyed, partial(sign, id=agreement, signing=data.signing, scan=scan, by=by))


@get("/api/v1/agreements/{agreement:uuid}/signatures/{signature:uuid}")
async def show_scan(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], signature: FromPath[UUID]
) -> Response[bytes]:
    """The scanned paper of a signature."""
    kept = await open_scan(id=agreement, signature=signature, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (
    list_wordings, keep_wording, list_texts, change_text, compare_texts, attach_annex, show_annex, remove_annex,
    decide_order, note_signature, show_scan,
)  # fmt: skip
