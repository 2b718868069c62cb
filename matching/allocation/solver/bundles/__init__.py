"""The large path of the allocation engine: bundles priced, packed, dived for, then bettered block by block.

It owns what is used above the exact method's size; the model, the stages and the plan are the engine's own.
"""

from matching.allocation.solver.bundles.bettering import bettered
from matching.allocation.solver.bundles.solving import solve_bundles

__all__ = ["bettered", "solve_bundles"]
