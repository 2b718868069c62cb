"""The HTML door of the text of agreements: wordings, versions, annexes, signatures."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import Act, sent, version_shown
from matching.agreements.annexing import add_annex, open_annex, take_annex_away
from matching.agreements.articles import PLACES
from matching.agreements.negotiating import compared, propose_text
from matching.agreements.queries import agreement_page, texts_of
from matching.agreements.showing import show
from matching.agreements.signing import open_scan, order_signing, sign
from matching.agreements.text_schemas import NewAnnex, NewText, NewWording, Signing, SigningOrder
from matching.agreements.wordings import wording_changes, wordings, write_wording


@get("/agreements/wording")
async def show_wording(
    request: PageRequest, by: NamedDependency[Viewer], old: FromQuery[int | None] = None,
    new: FromQuery[int | None] = None,
) -> Response[Any]:  # fmt: skip
    """The body's own wording, its versions, and what differs between two of them."""
    return await _wording(request, by, None, old, new)


@post("/agreements/wording")
async def keep_wording(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Write the body's next wording."""
    return await sent(
        request, by, lambda form: write_wording(new=form.parse(NewWording), by=by), onward="/agreements/wording",
        again=partial(_wording, request, by),
    )  # fmt: skip


@get("/agreements/{agreement:uuid}/texts")
async def list_texts(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Every version of the text."""
    shown = await agreement_page(id=agreement, by=by)
    return page(request, "agreements/texts.html", shown=shown, texts=await texts_of(agreement=agreement, by=by))


@get("/agreements/{agreement:uuid}/texts/new")
async def write_text(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """The text that stands, to be changed."""
    return await _write(request, by, agreement)


@post("/agreements/{agreement:uuid}/texts")
async def change_text(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Propose changed articles."""
    return await sent(
        request, by, lambda form: propose_text(id=agreement, new=form.parse(NewText), by=by),
        onward=f"/agreements/{agreement}", again=partial(_write, request, by, agreement),
    )  # fmt: skip


@get("/agreements/{agreement:uuid}/comparison")
async def compare_texts(
    request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID], old: FromQuery[int] = 0,
    new: FromQuery[int] = 0,
) -> Response[Any]:  # fmt: skip
    """What changed between two versions; by default the last change."""
    return page(request, "agreements/comparison.html", compared=await compared(id=agreement, old=old, new=new, by=by))


@post("/agreements/{agreement:uuid}/annexes")
async def attach_annex(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Add an annex."""

    async def act(form: Form) -> Done:
        annex = form.parse(NewAnnex)
        name, content = await form.chosen("file", "ファイルを選んでください。まだ何も付けていません。")
        return await add_annex(id=agreement, annex=annex, filename=name, content=content, by=by)

    return await _step(request, by, agreement, act)


@get("/agreements/{agreement:uuid}/annexes/{annex:uuid}")
async def show_annex(by: NamedDependency[Viewer], agreement: FromPath[UUID], annex: FromPath[UUID]) -> Response[bytes]:
    """The bytes of an annex, to keep."""
    kept = await open_annex(id=agreement, annex=annex, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/agreements/{agreement:uuid}/annexes/{annex:uuid}/removal")
async def remove_annex(
    request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID], annex: FromPath[UUID]
) -> Response[Any]:
    """Take an annex of one's own away."""
    return await _step(request, by, agreement, lambda _: take_annex_away(id=agreement, annex=annex, by=by))


@post("/agreements/{agreement:uuid}/signing-order")
async def decide_order(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Decide who signs after whom."""
    return await _step(
        request, by, agreement, lambda form: order_signing(id=agreement, order=form.parse(SigningOrder), by=by)
    )


@post("/agreements/{agreement:uuid}/signatures")
async def note_signature(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Record a body's signature, with the scanned paper where there is one."""

    async def act(form: Form) -> Done:
        return await sign(id=agreement, signing=form.parse(Signing), scan=await form.attached("scan"), by=by)

    return await _step(request, by, agreement, act)


@get("/agreements/{agreement:uuid}/signatures/{signature:uuid}")
async def show_scan(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], signature: FromPath[UUID]
) -> Response[bytes]:
    """The scanned paper of a signature, to keep."""
    kept = await open_scan(id=agreement, signature=signature, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


async def _step(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/agreements/{id}", again=partial(show, request, by, id))


async def _write(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await agreement_page(id=id, by=by)
    return page(
        request, "agreements/write.html", shown=shown, places=PLACES,
        version=version_shown(refused, shown.agreement.version), refused=refused,
    )  # fmt: skip


async def _wording(
    request: PageRequest, by: Viewer, refused: Refused | None = None, old: int | None = None, new: int | None = None
) -> Response[Any]:
    known = await wordings(by=by)
    numbers = [row.number for row in known]
    later = numbers[-1] if new is None else new
    earlier = max((number for number in numbers if number < later), default=later) if old is None else old
    return page(
        request, "agreements/wording.html", wordings=known, latest=known[-1], numbers=numbers, places=PLACES,
        old=earlier, new=later, changes=await wording_changes(old=earlier, new=later, by=by), refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_wording, keep_wording, list_texts, write_text, change_text, compare_texts, attach_annex, show_annex,
    remove_annex, decide_order, note_signature, show_scan,
)  # fmt: skip
