"""Publishing the data sets, once a day."""

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from reports.open_data.making import content_of, data_sets, written
from reports.open_data.queries import latest_files
from reports.open_data.rules import ENDINGS, sha256
from reports.open_data.tables import OpenDataFile

ONLY_BY_NIGHT = "オープンデータは、毎日決まった時間に仕組みがつくります。人の手では公開しません。"


async def publish_open_data(*, by: Viewer) -> int:
    """Every data set whose content is new since it was last published; returns how many files that were."""
    if by.role != "system":
        raise NotAllowed(ONLY_BY_NIGHT)
    made = 0
    async with unit_of_work(by) as work:
        standing = {(file.name, file.ending): file for file in await latest_files(by=by)}
        for told in data_sets():
            rows = await content_of(told.name, day=work.today, by=by)
            for ending in ENDINGS:
                content = written(told.name, ending, rows)
                hashed, known = sha256(content), standing.get((told.name, ending))
                if known is not None and (known.sha256 == hashed or known.day == work.today):
                    continue
                await OpenDataFile.insert(
                    OpenDataFile(id=work.new_id(), name=told.name, ending=ending, day=work.today, sha256=hashed,
                                 rows=len(rows[1]), bytes=content, made_at=work.now)
                )  # fmt: skip
                made += 1
        await record(by=by, verb="publish_open_data", noun="open_data_file", subject=by.organisation,
                     after={"day": work.today, "files": made})  # fmt: skip
    return made
