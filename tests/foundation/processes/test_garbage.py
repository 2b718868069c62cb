"""What is there when a process starts to answer is no longer the collector's concern."""

import gc

from foundation.processes.garbage import YOUNG, settle


def test_what_was_made_before_is_out_of_sight_and_what_comes_later_is_looked_at_rarely() -> None:
    threshold = gc.get_threshold()
    kept: list[list[object]] = [[]]
    try:
        settle()
        assert gc.get_freeze_count() > 1000
        assert not any(one is kept for one in gc.get_objects())
        assert gc.get_threshold() == (YOUNG, *threshold[1:])
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
