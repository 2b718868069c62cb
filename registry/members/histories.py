"""What changed and what is asked for: the version history, correction requests, codes. Part of `queries`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert, json

from auth.journal.operations import note_reads
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.capacity.rules import FORMS
from registry.members.queries import kept
from registry.members.record_schemas import Change, Correction, OwnCode
from registry.members.rules import CERTIFICATES, EXPERIENCE, STATES
from registry.members.tables import JoinCode, MemberCorrection
from registry.skills.queries import skill_names
from registry.skills.rules import ROLES

HISTORY_PURPOSE: Final = "変更の記録"
PERSON: Final = "本人"
CALENDAR: Final = "暦（自動）"
CHANGES: Final = """
select c.at, c.verb, c.version, c.pool, c.account, c.fields, i.fields as identity
from member_change c left join member_change_identity i on i.id = c.id
where c.member = $1 order by c.at desc, c.id desc limit $2
"""


def _by_code(words: Mapping[Any, str]) -> dict[str, str]:
    return {str(code): said for code, said in words.items()}


ABLE: Final = {"True": "できる", "False": "できない"}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "roles": _by_code(ROLES), "forms": _by_code(FORMS), "certificates": _by_code(CERTIFICATES),
    "experience_band": _by_code(EXPERIENCE), "state": _by_code(STATES), "on_site": ABLE, "remote": ABLE,
}  # fmt: skip
BODIES: Final = frozenset({"prefecture", "base", "employer", "regions", "wished", "refused", "pool"})


async def history(*, member: UUID, by: Viewer, limit: int = 100) -> list[Change]:
    """What changed of a person, by whom, latest first, in words. Raises `NotFound` to all but them and their pools."""
    async with reading(by) as work:
        await kept(id=member, by=by)
        rows = [_joined(row) for row in await work.connection.fetch(CHANGES, member, limit)]
        spoken = await _speaker([fields for _, fields in rows], {row["pool"] for row, _ in rows if row["pool"]}, by)
        await note_reads(by=by, persons=[member], fields=["history"], purpose=HISTORY_PURPOSE)
        return [
            Change(
                at=row["at"], verb=row["verb"], version=row["version"], body=spoken.who(row),
                fields={name: (spoken.say(name, was), spoken.say(name, is_now))
                        for name, (was, is_now) in fields.items()},
            )
            for row, fields in rows
        ]  # fmt: skip


async def in_words(fields: Mapping[str, tuple[Any, Any]], *, by: Viewer) -> dict[str, tuple[str, str]]:
    """Two versions of fields, as JSON holds them, as a person reads them."""
    async with reading(by):
        spoken = await _speaker([fields], set(), by)
        return {name: (spoken.say(name, was), spoken.say(name, is_now)) for name, (was, is_now) in fields.items()}


async def corrections(*, member: UUID, by: Viewer) -> list[Correction]:
    """Correction requests between the person and the acting body, open ones first."""
    async with reading(by):
        await kept(id=member, by=by)
        rows = (
            await MemberCorrection.select()
            .where(_corrections_of(by) & (MemberCorrection.member == member))
            .order_by(MemberCorrection.created_at, ascending=False)
        )
        return sorted((_correction(row) for row in rows), key=lambda row: row.state != "open")


async def correction(*, member: UUID, id: UUID, by: Viewer) -> Correction:
    """One correction request. Raises `NotFound`."""
    found = next((row for row in await corrections(member=member, by=by) if row.id == id), None)
    if found is None:
        raise NotFound
    return found


class _AskedRow(Struct, frozen=True):
    member: UUID


def _ask_waiting(by: Viewer) -> Asked[_AskedRow]:
    side = "member" if by.member else "pool"
    waiting = (MemberCorrection.state == "open") & (MemberCorrection.asked_of == side)
    return Asked.of(MemberCorrection.select(MemberCorrection.member).where(_corrections_of(by) & waiting), _AskedRow)


def _tell_waiting(_: Viewer, rows: list[_AskedRow]) -> list[tuple[UUID, int]]:
    return list(Counter(row.member for row in rows).items())


WAITS: Final = Waits(_ask_waiting, _tell_waiting)
"""Member and how many requests about them wait for the viewer's own answer."""


async def open_corrections(*, by: Viewer) -> dict[UUID, int]:
    """Member -> requests that wait for the viewer's own answer."""
    return dict(await WAITS.of(by))


async def own_codes(*, by: Viewer) -> list[OwnCode]:
    """The viewer's own codes that still open the door or were used, latest first."""
    async with reading(by) as work:
        rows = (
            await JoinCode.select(JoinCode.id, JoinCode.expires_at, JoinCode.receiver)
            .where(among(JoinCode.member, [by.member]) & (JoinCode.expires_at > work.now))
            .order_by(JoinCode.created_at, ascending=False)
        )
        return [convert(row, OwnCode) for row in rows]


class _Speaker:
    """Words for codes and ids."""

    def __init__(self, skills: Mapping[UUID, str], bodies: Mapping[UUID, str]) -> None:
        self._skills, self._bodies = skills, bodies

    def who(self, row: Mapping[str, Any]) -> str:
        """Who made a change."""
        if row["account"] is None:
            return CALENDAR
        return self._bodies.get(row["pool"], PERSON) if row["pool"] else PERSON

    def say(self, field: str, value: Any) -> str:
        """One value."""
        if value is None:
            return "—"
        if isinstance(value, list):
            return "、".join(self.say(field, item) for item in value)
        if isinstance(value, dict):
            return self._skill(value) if "skill" in value else _days(value)
        if field in BODIES:
            return self._bodies.get(UUID(value), "—")
        return WORDS.get(field, {}).get(str(value), str(value))

    def _skill(self, held: Mapping[str, Any]) -> str:
        until = f"（{held['valid_to']}まで）" if held.get("valid_to") else ""
        return f"{self._skills.get(UUID(held['skill']), 'スキル')} {held.get('level') or '未確認'}{until}"


async def _speaker(changes: Iterable[Mapping[str, Any]], bodies: set[UUID], by: Viewer) -> _Speaker:
    pairs = [(field, value) for fields in changes for field, both in fields.items() for value in both]
    flat = [(field, item) for field, value in pairs for item in (value if isinstance(value, list) else [value])]
    skills = {UUID(item["skill"]) for _, item in flat if isinstance(item, dict) and "skill" in item}
    named = {UUID(item) for field, item in flat if field in BODIES and item}
    return _Speaker(await skill_names(skills), await names_of(named | bodies, by=by))


def _days(offer: Mapping[str, Any]) -> str:
    return f"{offer['first_day']}〜{offer['last_day']} 月{offer['half_days'] / 2:g}日"


def _joined(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    return row, {**json.decode(row["fields"]), **json.decode(row["identity"] or "{}")}


def _corrections_of(by: Viewer) -> Condition:
    return among(MemberCorrection.pool, [by.organisation]) | among(MemberCorrection.member, [by.member])


def _correction(row: Mapping[str, Any]) -> Correction:
    return convert({name: row[name] for name in Correction.__struct_fields__}, Correction)
