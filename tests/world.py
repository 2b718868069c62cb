"""The world every test knows: real towns of Hiroshima and Ehime, invented people. Built through operations.

Hiroshima keeps a pool in which its towns take part; Ehime keeps another. 世羅町 and 神石高原町 are small;
尾道市 is a city; 松山市 belongs to Ehime and is the outsider of every story.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import link_bodies
from auth.permissions.rules import Role
from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.text.ids import body_id
from registry.municipalities.loading import MINISTRY

HIROSHIMA = body_id("340006")
EHIME = body_id("380008")
SERA = body_id("344621")
JINSEKI = body_id("345458")
AKIOTA = body_id("343684")
ONOMICHI = body_id("342050")
MATSUYAMA = body_id("382019")
SINCE = date(2025, 4, 1)
PASSWORD = "a long enough fictional password"


@dataclass(frozen=True, slots=True)
class World:
    """The viewers of the story, by what they are."""

    ministry: Viewer
    hiroshima: Viewer
    hiroshima_reader: Viewer
    ehime: Viewer
    sera: Viewer
    jinseki: Viewer
    akiota: Viewer
    onomichi: Viewer
    matsuyama: Viewer


PEOPLE: dict[str, tuple[UUID, str, Role, str]] = {
    "ministry": (MINISTRY, "ministry", Role.MANAGER, "国の 登録係"),
    "hiroshima": (HIROSHIMA, "prefecture", Role.MANAGER, "田所 架空"),
    "hiroshima_reader": (HIROSHIMA, "prefecture", Role.READER, "野宮 架空"),
    "ehime": (EHIME, "prefecture", Role.MANAGER, "三好 架空"),
    "sera": (SERA, "municipality", Role.MANAGER, "情報 担当"),
    "jinseki": (JINSEKI, "municipality", Role.MANAGER, "高原 架空"),
    "akiota": (AKIOTA, "municipality", Role.MANAGER, "太田 架空"),
    "onomichi": (ONOMICHI, "municipality", Role.MANAGER, "尾道 架空"),
    "matsuyama": (MATSUYAMA, "municipality", Role.MANAGER, "松山 架空"),
}
POOLS = ((HIROSHIMA, (SERA, JINSEKI, AKIOTA, ONOMICHI)), (EHIME, (MATSUYAMA,)))


async def build_world() -> World:
    """Links, accounts and roles; returns each person as the viewer they are after signing in."""
    for pool, towns in POOLS:
        for town in towns:
            await link_bodies(parent=pool, child=town, kind="framework", start=SINCE, by=Viewer.system(pool))
    viewers = {}
    for login, (body, kind, role, name) in PEOPLE.items():
        account = NewAccount(login=login, display_name=name, password=PASSWORD, email=f"{login}@example.jp")
        done = await open_account(account, role=role, by=Viewer.system(body, kind=kind))
        viewers[login] = await viewer_of(done.id)
    return World(**viewers)


async def viewer_of(account: UUID) -> Viewer:
    """The viewer an account is when it signs in."""
    async with unit_of_work(Viewer.public()) as work:
        viewer = await viewer_acting(work, account, None)
    assert viewer is not None
    return viewer
