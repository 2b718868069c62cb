"""The garbage collector of a process that answers requests: what is there after the start stays to the end."""

import gc
from typing import Final

YOUNG: Final = 20_000
"""Objects made and not freed between two looks. With Python's 700 a list of fifty rows is looked through several times
while it is drawn, although next to nothing of ours is left to the collector: reference counts free it."""


def settle() -> None:
    """Take all that was made so far out of the collector's sight, and let it look more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
