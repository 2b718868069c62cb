"""A joint need as it is read: names, and what each town bears by the rules that were chosen. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from registry.needs.joint_schemas import JointNeedRow, PartRow
from registry.needs.shares import Bearing, Mix, missing_measures, shares_per_million


def joint_row(row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], names: Mapping[UUID, str]) -> JointNeedRow:
    """`row` and `parts` as the tables hold them; `names` of every body they name."""
    mix = Mix(row["equal_weight"], row["population_weight"], row["use_weight"])
    bearing = [Bearing(part["id"], part["population"], part["half_days"]) for part in parts if part["left_at"] is None]
    shares = shares_per_million(bearing, mix)
    shown = [
        convert(
            {**part, "municipality_name": names[part["municipality"]], "share_per_million": shares.get(part["id"])},
            PartRow,
        )
        for part in parts
    ]
    told = {"owner_name": names[row["owner"]], "lead_name": names[row["lead"]], "parts": shown}
    return convert({**row, **told, "missing": missing_measures(bearing, mix)}, JointNeedRow)
