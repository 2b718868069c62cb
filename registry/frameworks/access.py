"""Frameworks are public; the body that keeps the pool records its own."""

from auth.permissions import Right, holds
from auth.viewer import Viewer


def may_found(viewer: Viewer) -> str | None:
    """None where the viewer may record its body's framework, else the sentence why not."""
    if holds(viewer, Right.KEEP_POOL) and viewer.organisation is not None:
        return None
    return "推進体制を登録できるのは、人材プールを持つ団体だけです。"
