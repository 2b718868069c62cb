"""What both public doors share: which postings are listed."""

from typing import Final

PUBLISHED: Final = ("open", "reopened", "closed", "selecting", "offered", "filled", "failed")
