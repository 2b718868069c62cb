"""Keeping a question under a name, renaming and sharing it, opening it, removing it."""

from uuid import UUID

from pydantic import ValidationError

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.members.question import PeopleQuestion
from registry.needs.question import NeedsQuestion
from registry.searches.access import looks_visible_to, may_change, may_remove
from registry.searches.queries import MOST, saved_search, saved_searches
from registry.searches.rules import ListName
from registry.searches.schemas import SearchKept, SearchRenamed
from registry.searches.tables import SavedSearch, SavedSearchLook

UNREADABLE = (
    "この条件は読み取れませんでした。何も保存していません。一覧で条件を選び直してから、もう一度保存してください。"
)
STALE = "ほかの画面で先に変えられています。いまの名前は「{name}」です。何も変えていません。開き直して確かめてください。"
FULL = f"保存した条件が{MOST}件あります。使わないものを削除してから、もう一度保存してください。"


async def keep_search(*, kept: SearchKept, by: Viewer) -> Done:
    """Keep a list's question under a name. It is new from now on: what it finds at this moment counts as seen."""
    require(by, Right.READ_NEEDS)
    asked = _canonical(kept)
    async with unit_of_work(by) as work:
        if len(await saved_searches(by=by)) >= MOST:
            raise RuleBroken(FULL)
        id = work.new_id()
        await SavedSearch.insert(
            SavedSearch(id=id, organisation=by.organisation, account=by.account, list=kept.list, name=kept.name,
                        asked=asked, shared=kept.shared, created_at=work.now)
        )  # fmt: skip
        await SavedSearchLook.insert(
            SavedSearchLook(id=work.new_id(), search=id, account=by.account, looked_at=work.now)
        )
        after = {"list": kept.list, "name": kept.name, "asked": asked, "shared": kept.shared}
        await record(by=by, verb="keep_search", noun="saved_search", subject=id, after=after)
        return Done(id)


async def rename_search(*, id: UUID, renamed: SearchRenamed, by: Viewer) -> Done:
    """Another name, or shared or not. Raises `Conflict` where somebody was faster."""
    require(by, Right.READ_NEEDS)
    async with unit_of_work(by):
        before = await saved_search(id=id, by=by)
        if refusal := may_change(before):
            raise NotAllowed(refusal)
        version = renamed.version + 1
        changed = (
            await SavedSearch.update(
                {SavedSearch.name: renamed.name, SavedSearch.shared: renamed.shared, SavedSearch.version: version}
            )
            .where((SavedSearch.id == id) & (SavedSearch.version == renamed.version))
            .returning(SavedSearch.id)
        )
        if not changed:
            raise Conflict(STALE.format(name=before.name))
        await record(by=by, verb="rename_search", noun="saved_search", subject=id,
                     before={"name": before.name, "shared": before.shared},
                     after={"name": renamed.name, "shared": renamed.shared})  # fmt: skip
        return Done(id, version)


async def open_search(*, id: UUID, by: Viewer) -> Done:
    """Note that the viewer looks at it now; from here on what comes is new to them."""
    require(by, Right.READ_NEEDS)
    async with unit_of_work(by) as work:
        found = await saved_search(id=id, by=by)
        own = looks_visible_to(by) & (SavedSearchLook.search == id)
        again = SavedSearchLook.update({SavedSearchLook.looked_at: work.now}).where(own)
        if not await again.returning(SavedSearchLook.id):
            await SavedSearchLook.insert(
                SavedSearchLook(id=work.new_id(), search=id, account=by.account, looked_at=work.now)
            )
        return Done(id, found.version)


async def remove_search(*, id: UUID, by: Viewer) -> Done:
    """Remove a saved search; what it found is untouched."""
    require(by, Right.READ_NEEDS)
    async with unit_of_work(by):
        found = await saved_search(id=id, by=by)
        if refusal := may_remove(by, found):
            raise NotAllowed(refusal)
        await SavedSearch.delete().where(SavedSearch.id == id)
        await record(by=by, verb="remove_search", noun="saved_search", subject=id, before={"name": found.name})
        return Done(id, found.version)


def _canonical(kept: SearchKept) -> str:
    """As the list's own links write it; the moment of a last look is no part of what is kept."""
    try:
        if kept.list is ListName.MEMBERS:
            return PeopleQuestion.read(kept.asked).without("since").query()
        return NeedsQuestion.read(kept.asked).without("since").query()
    except ValidationError as error:
        raise RuleBroken(UNREADABLE, field="asked") from error
