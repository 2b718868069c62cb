"""What the ministry does with the texts."""

from msgspec.json import encode

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed
from training.courses.access import may_publish
from training.courses.queries import edition_of
from training.courses.schemas import NewEdition
from training.courses.tables import SENTENCES, CourseEdition


async def publish_edition(*, course: str, new: NewEdition, by: Viewer) -> Done:
    """Publish the next version of a course's text; earlier ones stay readable. Raises `Conflict` after another's."""
    if refusal := may_publish(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        current = await edition_of(course=course, by=by)
        if current.number != new.number:
            raise Conflict(SENTENCES["course_edition_number"])
        id, number = work.new_id(), current.number + 1
        await CourseEdition.insert(
            CourseEdition(id=id, course=course, number=number, units=encode(current.units).decode(), text=new.text,
                          what_changed=new.what_changed, source=new.source, published_by=by.organisation,
                          published_on=work.today)
        )  # fmt: skip
        after = {"course": course, "number": number, "text": new.text}
        await record(by=by, verb="publish_edition", noun="course_edition", subject=id, after=after)
        return Done(id, number)
