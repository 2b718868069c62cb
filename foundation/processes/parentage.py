"""A child that is not left behind: Linux sends it a signal when the thread that started it ends, however it ends.

Elsewhere than on Linux nothing is promised: the functions do nothing.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Final

PR_SET_PDEATHSIG: Final = 1
Prctl = Callable[[int, int], int]


def ending_with_parent() -> partial[None] | None:
    """For `preexec_fn`: the child is asked (SIGINT) to end when the thread that starts it does."""
    prctl = _prctl()
    return None if prctl is None else partial(_ask_for_signal, prctl, os.getpid())


def die_with_parent() -> None:
    """For a process that runs already and cannot finish its work without the one that started it: SIGKILL."""
    prctl = _prctl()
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl() -> Prctl | None:
    return ctypes.CDLL(None).prctl if sys.platform.startswith("linux") else None


def _ask_for_signal(prctl: Prctl, parent: int) -> None:
    """Runs in the child between fork and exec, after the change of account, which would undo it."""
    prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        os._exit(1)
