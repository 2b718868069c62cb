"""The HTML door of a person's record, part by part, for the pools that keep them and for themselves."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.errors import NotAllowed, NotFound
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import Act, sent
from registry.members import careers, documents, operations, pauses, stating
from registry.members.access import PARTS
from registry.members.choices import choices_for
from registry.members.dossiers import dossier
from registry.members.kept_schemas import Dossier
from registry.members.pages import WORDS
from registry.members.record_schemas import (
    CertificationEdit,
    Ending,
    ExperienceEdit,
    NewCertification,
    NewDocument,
    NewExperience,
    NewPause,
    SkillStated,
    TermsEdit,
)
from registry.members.schemas import Offer, Wishes

ONLY_KEPT: Final = "経歴や条件を見られるのは、本人と、本人を受け持つ人材プールだけです。"


@get([f"/members/{{member:uuid}}/{part}" for part in PARTS])
async def show_part(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], row: FromQuery[str] = ""
) -> Response[Any]:
    """One part of the record with its form; `row` names the line, or the skill, that the form is for."""
    return await _part(request, by, member, request.url.path.rpartition("/")[2], row=row)


@post("/members/{member:uuid}/offers")
async def offer_days(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Say how many days a month the person offers."""
    return await _sent(
        request, by, member, "offers",
        lambda form: operations.offer_member_days(id=member, offered=form.parse(Offer), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/wishes")
async def set_wishes(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Say which towns the person would like or refuses."""
    return await _sent(
        request, by, member, "wishes",
        lambda form: operations.set_wishes(id=member, wishes=form.parse(Wishes), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/experiences")
async def add_experience(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Add what the person did."""
    return await _sent(
        request, by, member, "experiences",
        lambda form: careers.add_experience(member=member, new=form.parse(NewExperience), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/experiences/{experience:uuid}")
async def edit_experience(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], experience: FromPath[UUID]
) -> Response[Any]:
    """Bring a line up to date."""
    return await _sent(
        request, by, member, "experiences",
        lambda form: careers.edit_experience(member=member, id=experience, edit=form.parse(ExperienceEdit), by=by),
        row=str(experience),
    )  # fmt: skip


@post("/members/{member:uuid}/experiences/{experience:uuid}/removal")
async def remove_experience(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], experience: FromPath[UUID]
) -> Response[Any]:
    """Take a line away."""
    return await _sent(
        request, by, member, "experiences",
        lambda _: careers.remove_experience(member=member, id=experience, by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/certifications")
async def add_certification(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Add an examination or register."""
    return await _sent(
        request, by, member, "certifications",
        lambda form: careers.add_certification(member=member, new=form.parse(NewCertification), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/certifications/{certification:uuid}")
async def edit_certification(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], certification: FromPath[UUID]
) -> Response[Any]:
    """Bring a line up to date."""
    return await _sent(
        request, by, member, "certifications",
        lambda form: careers.edit_certification(
            member=member, id=certification, edit=form.parse(CertificationEdit), by=by
        ),
        row=str(certification),
    )  # fmt: skip


@post("/members/{member:uuid}/certifications/{certification:uuid}/removal")
async def remove_certification(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], certification: FromPath[UUID]
) -> Response[Any]:
    """Take a line away."""
    return await _sent(
        request, by, member, "certifications",
        lambda _: careers.remove_certification(member=member, id=certification, by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/pauses")
async def pause(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Say that the person takes no work in a period."""
    return await _sent(
        request, by, member, "pauses",
        lambda form: pauses.pause_member(member=member, new=form.parse(NewPause), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/pauses/{pause:uuid}/end")
async def resume(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], pause: FromPath[UUID]
) -> Response[Any]:
    """End a pause today, or take one back that has not begun."""
    return await _sent(request, by, member, "pauses", lambda _: pauses.resume_member(member=member, pause=pause, by=by))


@post("/members/{member:uuid}/documents")
async def attach_document(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Keep a file about the person."""
    return await _sent(request, by, member, "documents", partial(_attach, member, by))


@get("/members/{member:uuid}/documents/{attachment:uuid}")
async def open_document(
    by: NamedDependency[Viewer], member: FromPath[UUID], attachment: FromPath[UUID]
) -> Response[bytes]:
    """The file."""
    kept = await documents.open_document(member=member, id=attachment, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/members/{member:uuid}/documents/{attachment:uuid}/removal")
async def remove_document(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], attachment: FromPath[UUID]
) -> Response[Any]:
    """Take away what oneself attached."""
    return await _sent(
        request, by, member, "documents", lambda _: documents.remove_document(member=member, id=attachment, by=by)
    )


@post("/members/{member:uuid}/skills")
async def state_skill(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """State one skill with its level, validity and proof."""
    return await _sent(
        request, by, member, "skills",
        lambda form: stating.state_skill(member=member, stated=form.parse(SkillStated), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/terms")
async def edit_terms(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Say on which terms the person works."""
    return await _sent(
        request, by, member, "terms",
        lambda form: stating.edit_terms(member=member, edit=form.parse(TermsEdit), by=by),
    )  # fmt: skip


@post("/members/{member:uuid}/departure")
async def end_membership(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """The person leaves the pool."""
    return await _sent(
        request, by, member, "terms",
        lambda form: pauses.end_membership(member=member, ending=form.parse(Ending), by=by), onward="/members",
    )  # fmt: skip


async def _attach(member: UUID, by: Viewer, form: Form) -> Done:
    new = form.parse(NewDocument)
    name, content = await form.chosen("file")
    return await documents.attach_document(member=member, new=new, filename=name, content=content, by=by)


async def _sent(
    request: PageRequest, by: Viewer, member: UUID, part: str, act: Act, *, row: str = "", onward: str = ""
) -> Response[Any]:
    again = partial(_part, request, by, member, part, row=row)
    return await sent(request, by, act, onward=onward or f"/members/{member}/{part}", again=again)


async def _part(
    request: PageRequest, by: Viewer, member: UUID, part: str, refused: Refused | None = None, *, row: str = ""
) -> Response[Any]:
    seen: Dossier = await dossier(id=member, by=by)
    if seen.own is None or seen.profile is None:
        raise NotFound if refused else NotAllowed(ONLY_KEPT)
    return page(
        request, f"members/{part}.html", profile=seen.profile, own=seen.own, seen=seen, yourself=by.is_member(member),
        acting=by.organisation, part=part, parts=PARTS, row=row, refused=refused, choices=await choices_for(by=by),
        today=today_jst(current_clock().now()), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_part, offer_days, set_wishes, add_experience, edit_experience, remove_experience, add_certification,
    edit_certification, remove_certification, pause, resume, attach_document, open_document, remove_document,
    state_skill, edit_terms, end_membership,
)  # fmt: skip
