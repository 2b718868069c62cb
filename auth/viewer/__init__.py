"""The one value that says who is asking and for whom. It decides nothing: rights are `auth/permissions`."""

from auth.viewer.rules import Reach, Viewer

__all__ = ["Reach", "Viewer"]
