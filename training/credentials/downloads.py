"""A badge as a file, for both doors."""

from typing import Final

from litestar.response import Response
from msgspec.json import encode

from foundation.errors import NotFound
from foundation.web.rendering import download
from training.credentials.badge import enveloped
from training.credentials.schemas import BadgeRow

JWT: Final = "application/vc+jwt"
JSON: Final = "application/vc+json"


def badge_file(row: BadgeRow, ending: str) -> Response[bytes]:
    """`jwt`: the token itself; `json`: the token in its envelope (W3C VC 2.0). Raises `NotFound` for other endings."""
    if ending == "jwt":
        return download(row.signed.encode(), media_type=JWT, filename=f"{row.name}.jwt")
    if ending == "json":
        return download(encode(enveloped(row.signed)), media_type=JSON, filename=f"{row.name}.json")
    raise NotFound
