"""kill -9 of a process takes the ones along that could do nothing without it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]
PREAMBLE = """
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in the background of a shell has it ignored
from foundation.processes.parentage import die_with_parent, ending_with_parent
"""
ASKED_AT_START = "child = subprocess.Popen(['sleep', '60'], preexec_fn=ending_with_parent())"
ASKING = PREAMBLE + "die_with_parent(); print('ready', flush=True); time.sleep(60)"
ASKED_WHILE_RUNNING = f"child = subprocess.Popen([sys.executable, '-c', {ASKING!r}])"
SURVIVOR = "child = subprocess.Popen(['sleep', '60'])"
GONE_WITHIN_SECONDS = 10

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the signal is Linux's")


def child_of_a_killed_parent(start: str, *, says: str) -> int:
    """Start a process that starts another, kill the first; the number of the second."""
    code = f"{PREAMBLE}{start}\nprint(child.pid, flush=True)\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        lines = [parent.stdout.readline().strip() for _ in range(1 + bool(says))]
        parent.kill()
    return int(next(line for line in lines if line != says))


def lives(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("start", "says"), [(ASKED_AT_START, ""), (ASKED_WHILE_RUNNING, "ready")])
def test_the_child_ends_too(start: str, says: str) -> None:
    child, begun = child_of_a_killed_parent(start, says=says), time.monotonic()
    while lives(child):
        assert time.monotonic() - begun < GONE_WITHIN_SECONDS, "left behind"
        time.sleep(0.05)


def test_a_child_that_asked_for_nothing_is_left_behind() -> None:
    child = child_of_a_killed_parent(SURVIVOR, says="")
    time.sleep(0.5)
    assert lives(child), "the test above proves nothing where children end anyway"
    os.kill(child, signal.SIGKILL)
