"""Setting the second factor up as a person does, and the code their telephone shows."""

import re
from base64 import b32decode

from auth.factors.rules import code_at
from foundation.database.clock import current_clock
from tests.browser import Browser


async def prepared(browser: Browser) -> tuple[bytes, list[str]]:
    """Set the second factor up through the pages; its secret and the recovery codes."""
    assert (await browser.post("/account/second-factor")).status_code == 303
    shown = (await browser.get("/account/second-factor")).text
    found = re.search(r"secret=([A-Z2-7]+)", shown)
    assert found is not None
    secret = b32decode(found[1])
    wrong = await browser.post("/account/second-factor/confirmation", {"code": "000000"})
    assert wrong.status_code == 422
    told = await browser.post("/account/second-factor/confirmation", {"code": code_now(secret, -1)})
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", told.text)
    assert len(codes) == 10
    return secret, codes


def code_now(secret: bytes, by: int = 0) -> str:
    return code_at(secret, int(current_clock().now().timestamp()) // 30 + by)
