"""Badges as the viewer may see them, what they could have one of, and checking one against what is published here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.scope import Condition
from foundation.database.unit_of_work import Work, reading
from foundation.errors import NotFound
from registry.accelerators.queries import registrations
from registry.accelerators.rules import IN_FORCE
from registry.learning.queries import completions
from registry.municipalities.loading import MINISTRY
from training.credentials.access import badges_readable_by, badges_visible_to
from training.credentials.badge import (
    Issuer,
    NotABadge,
    UnknownKey,
    WrongSignature,
    identity_hash,
    profile_of,
    read,
    sign,
    status_credential,
)
from training.credentials.keyring import base_address, latest_key, published, published_set, signing_address
from training.credentials.rules import FINDINGS, KINDS, Finding, finding_of
from training.credentials.schemas import BadgeRow, Checked, Checking, Claimable, PublishedKeys
from training.credentials.tables import Badge

STATUS_OF: Final = "select revoked, suspended from badge_status where status_index = $1"
PLACES: Final = {
    "revocation": "select status_index from badge_status where revoked order by status_index",
    "suspension": "select status_index from badge_status where suspended order by status_index",
}
ROW: Final = (
    Badge.id, Badge.member, Badge.kind, Badge.subject, Badge.issuer, Badge.name, Badge.signed, Badge.created_at,
    Badge.valid_until, Badge.shared, Badge.revoked_on, Badge.revoked_because, Badge.version,
)  # fmt: skip


async def badges(*, by: Viewer) -> list[BadgeRow]:
    """One's own badges, or those one's body stands behind; the latest first."""
    return await _rows(badges_visible_to(by), by)


async def badge(*, id: UUID, by: Viewer) -> BadgeRow:
    """One badge, also to anybody where its holder shares it. Raises `NotFound`."""
    rows = await _rows(badges_readable_by(by) & (Badge.id == id), by)
    if not rows:
        raise NotFound
    return rows[0]


async def claimable(*, by: Viewer) -> list[Claimable]:
    """What the viewer, a member, could have a badge of and has none of yet."""
    async with reading(by):
        own = [row for row in (await registrations(by=by))[0] if by.is_member(row.member) and row.state in IN_FORCE]
        done = [row for row in await completions(by=by) if by.is_member(row.member)]
        had = {row.subject for row in await badges(by=by)}
    found = [Claimable("registration", row.id, KINDS["registration"]) for row in own]
    found += [Claimable("training", row.id, f"研修修了：{row.course_name}") for row in done]
    return [row for row in found if row.subject not in had]


async def check(*, checking: Checking, by: Viewer) -> Checked:
    """What a badge is worth today: signature, changes, status, term. Nothing of it is kept."""
    async with reading(by) as work:
        try:
            claims = read(checking.badge, await published_set(work))
            return await _checked(claims, checking.holder, work)
        except NotABadge:
            return _told(Finding.UNREADABLE)
        except UnknownKey:
            return _told(Finding.NOT_OURS)
        except WrongSignature:
            return _told(Finding.CHANGED)


async def published_keys(*, by: Viewer) -> PublishedKeys:
    """Every key that ever signed a badge here."""
    async with reading(by) as work:
        return PublishedKeys(list((await published(work)).values()))


async def published_key(*, id: str, by: Viewer) -> dict[str, Any]:
    """One public key. Raises `NotFound`."""
    async with reading(by) as work:
        keys = await published(work)
        if id not in keys:
            raise NotFound
        return keys[id]


async def issuer_profile(*, body: UUID, by: Viewer) -> dict[str, Any]:
    """A body as the issuer of badges. Raises `NotFound`."""
    async with reading(by):
        names = await names_of({body}, by=by)
        if body not in names:
            raise NotFound
        return profile_of(Issuer(base_address(), body, names[body]))


async def status_list(*, purpose: str, by: Viewer) -> str:
    """The signed list of places whose badges are revoked or suspended.

    Raises `NotFound` for another purpose, and before the first badge; `Unavailable` where the key cannot be opened.
    """
    if purpose not in PLACES:
        raise NotFound
    async with reading(by) as work:
        names = await names_of({MINISTRY}, by=by)
        places = [row["status_index"] for row in await work.connection.fetch(PLACES[purpose])]
        issuer = Issuer(base_address(), MINISTRY, names[MINISTRY])
        found = await latest_key(work)
        if found is None:
            raise NotFound
        key_id, key = found
        listed = status_credential(places, issuer, purpose=purpose, now=work.now)
        return sign(listed, key=key, address=signing_address(key_id))


async def _checked(claims: Mapping[str, Any], holder: str, work: Work) -> Checked:
    """Of a badge that we signed: it has the shape that we gave it."""
    place = int(claims["credentialStatus"][0]["statusListIndex"])
    status = await work.connection.fetchrow(STATUS_OF, place)
    until = _last_day(claims)
    finding = finding_of(
        revoked=status is None or status["revoked"], suspended=status is not None and status["suspended"],
        valid_until=until, today=work.today,
    )  # fmt: skip
    told = _told(finding)
    identity = claims["credentialSubject"]["identifier"][0]
    return Checked(
        finding=told.finding, title=told.title, meaning=told.meaning, name=claims["name"],
        issuer_name=claims["issuer"]["name"], valid_until=until,
        valid_from=datetime.fromisoformat(claims["validFrom"]).date(),
        holder_matches=identity_hash(holder, identity["salt"]) == identity["identityHash"] if holder else None,
    )  # fmt: skip


def _last_day(claims: Mapping[str, Any]) -> date | None:
    if "validUntil" not in claims:
        return None
    return datetime.fromisoformat(claims["validUntil"]).date() - timedelta(days=1)


def _told(finding: Finding) -> Checked:
    return Checked(finding, *FINDINGS[finding])


async def _rows(scope: Condition, by: Viewer) -> list[BadgeRow]:
    async with reading(by):
        rows: Sequence[Mapping[str, Any]] = (
            await Badge.select(*ROW).where(scope).order_by(Badge.created_at, Badge.id, ascending=False)
        )
        names = await names_of({row["issuer"] for row in rows}, by=by)
        return [convert(dict(row) | {"issuer_name": names[row["issuer"]]}, BadgeRow) for row in rows]
