"""Runs of the engine, what people decided by hand about pairs, what towns are told of a plan."""

from typing import Final

from piccolo.columns import JSONB, UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
NEED = LazyTableReference("Need", module_path="registry.needs.tables")

SENTENCES: Final = {
    "allocation_pin_one_must": (
        "この要望には、ほかの人を「必ず入れる」と決めてあります。何も変えていません。"
        "先にその人を「計算に任せる」に戻してください。"
    ),
    "allocation_pin_one_per_pair": "ほかの人が先に決めました。何も変えていません。画面を読み込み直してください。",
}


class AllocationRun(Table, db=ENGINE, tablename="allocation_run"):
    """One run with everything needed to replay it: what went in, what came out, their hashes."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    progress = UUID(null=False, default=None)
    state = Text(null=False, default=None)
    settings = JSONB(null=False, default=None)
    instance = JSONB(null=True, default=None)
    plan = JSONB(null=True, default=None)
    summary = JSONB(null=True, default=None)
    input_hash = Text(null=True, default=None)
    plan_hash = Text(null=True, default=None)
    failure = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    created_by = UUID(null=False, default=None)
    finished_at = Timestamptz(null=True, default=None)
    scenario = UUID(null=True, default=None)
    conditions = JSONB(null=False, default="{}")
    replayed_at = Timestamptz(null=True, default=None)
    replay_hash = Text(null=True, default=None)


class AllocationScenario(Table, db=ENGINE, tablename="allocation_scenario"):
    """Conditions under which a plan is computed, by name."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    conditions = JSONB(null=False, default=None)
    copied_from = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class AllocationPin(Table, db=ENGINE, tablename="allocation_pin"):
    """This person for this need in every plan, or in none and why."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    reason = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)


class AllocationReadmission(Table, db=ENGINE, tablename="allocation_readmission"):
    """A person is a candidate again for a need whose town had declined them, and why."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    reason = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    created_by = UUID(null=True, default=None)


class AllocationLeftOpen(Table, db=ENGINE, tablename="allocation_left_open"):
    """A need that a plan whose proposals were sent leaves without a person: its town reads it."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    run = ForeignKey(AllocationRun, null=False, default=None, on_delete=OnDelete.restrict)
    why = Text(null=False, default=None)
    planned_at = Timestamptz(null=False, default=None)
