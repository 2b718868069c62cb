"""Open data is for everybody."""

from typing import Final

from auth.permissions import Policy, Relation, Right

PUBLIC: Final = (Relation.PUBLIC,)
POLICY: Final = (
    Policy("GET /open-data", Right.OPEN, PUBLIC, ("open_data_file",)),
    Policy("GET /open-data/numbers", Right.OPEN, PUBLIC, ("figure_snapshot",)),
    Policy("GET /open-data/sets/{name}/{ending}", Right.OPEN, PUBLIC, ("open_data_file",)),
)
