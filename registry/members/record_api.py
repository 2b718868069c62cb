"""The JSON door of a person's record: the same operations, the same rules. What is kept is read with the person."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from registry.members import careers, documents, pauses, stating
from registry.members.record_schemas import (
    CertificationEdit,
    DocumentUpload,
    Ending,
    ExperienceEdit,
    NewCertification,
    NewDocument,
    NewExperience,
    NewPause,
    SkillStated,
    TermsEdit,
)

Key = NamedDependency[Keyed | None]


@post("/api/v1/members/{member:uuid}/experiences")
async def add_experience(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[NewExperience], keyed: Key
) -> Done:
    """Add what the person did."""
    return await once(by, keyed, partial(careers.add_experience, member=member, new=data, by=by))


@post("/api/v1/members/{member:uuid}/experiences/{experience:uuid}")
async def edit_experience(
    by: NamedDependency[Viewer],
    member: FromPath[UUID],
    experience: FromPath[UUID],
    data: JSONBody[ExperienceEdit],
    keyed: Key,
) -> Done:
    """Bring a line up to date."""
    return await once(by, keyed, partial(careers.edit_experience, member=member, id=experience, edit=data, by=by))


@post("/api/v1/members/{member:uuid}/experiences/{experience:uuid}/removal")
async def remove_experience(
    by: NamedDependency[Viewer], member: FromPath[UUID], experience: FromPath[UUID], keyed: Key
) -> Done:
    """Take a line away."""
    return await once(by, keyed, partial(careers.remove_experience, member=member, id=experience, by=by))


@post("/api/v1/members/{member:uuid}/certifications")
async def add_certification(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[NewCertification], keyed: Key
) -> Done:
    """Add an examination or register."""
    return await once(by, keyed, partial(careers.add_certification, member=member, new=data, by=by))


@post("/api/v1/members/{member:uuid}/certifications/{certification:uuid}")
async def edit_certification(
    by: NamedDependency[Viewer],
    member: FromPath[UUID],
    certification: FromPath[UUID],
    data: JSONBody[CertificationEdit],
    keyed: Key,
) -> Done:
    """Bring a line up to date."""
    return await once(by, keyed, partial(careers.edit_certification, member=member, id=certification, edit=data, by=by))


@post("/api/v1/members/{member:uuid}/certifications/{certification:uuid}/removal")
async def remove_certification(
    by: NamedDependency[Viewer], member: FromPath[UUID], certification: FromPath[UUID], keyed: Key
) -> Done:
    """Take a line away."""
    return await once(by, keyed, partial(careers.remove_certification, member=member, id=certification, by=by))


@post("/api/v1/members/{member:uuid}/pauses")
async def pause(by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[NewPause], keyed: Key) -> Done:
    """Say that the person takes no work in a period."""
    return await once(by, keyed, partial(pauses.pause_member, member=member, new=data, by=by))


@post("/api/v1/members/{member:uuid}/pauses/{pause:uuid}/end")
async def resume(by: NamedDependency[Viewer], member: FromPath[UUID], pause: FromPath[UUID], keyed: Key) -> Done:
    """End a pause today, or take one back that has not begun."""
    return await once(by, keyed, partial(pauses.resume_member, member=member, pause=pause, by=by))


@post("/api/v1/members/{member:uuid}/documents/{attachment:uuid}/removal")
async def remove_document(
    by: NamedDependency[Viewer], member: FromPath[UUID], attachment: FromPath[UUID], keyed: Key
) -> Done:
    """Take away what oneself attached."""
    return await once(by, keyed, partial(documents.remove_document, member=member, id=attachment, by=by))


@post("/api/v1/members/{member:uuid}/skills")
async def state_skill(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[SkillStated], keyed: Key
) -> Done:
    """State one skill with its level, validity and proof."""
    return await once(by, keyed, partial(stating.state_skill, member=member, stated=data, by=by))


@post("/api/v1/members/{member:uuid}/terms")
async def edit_terms(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[TermsEdit], keyed: Key
) -> Done:
    """Say on which terms the person works."""
    return await once(by, keyed, partial(stating.edit_terms, member=member, edit=data, by=by))


@post("/api/v1/members/{member:uuid}/departure")
async def end_membership(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[Ending], keyed: Key
) -> Done:
    """The person leaves the pool."""
    return await once(by, keyed, partial(pauses.end_membership, member=member, ending=data, by=by))


@post("/api/v1/members/{member:uuid}/documents")
async def attach_document(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[DocumentUpload], keyed: Key
) -> Done:
    """Keep a file about the person."""
    new = NewDocument(kind=data.kind, title=data.title)
    act = partial(
        documents.attach_document, member=member, new=new, filename=data.filename, content=data.content, by=by
    )
    return await once(by, keyed, act)


@get("/api/v1/members/{member:uuid}/documents/{attachment:uuid}")
async def open_document(
    by: NamedDependency[Viewer], member: FromPath[UUID], attachment: FromPath[UUID]
) -> Response[bytes]:
    """The file's bytes."""
    kept = await documents.open_document(member=member, id=attachment, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (
    add_experience, edit_experience, remove_experience, add_certification, edit_certification, remove_certification,
    pause, resume, attach_document, open_document, remove_document, state_skill, edit_terms, end_membership,
)  # fmt: skip
