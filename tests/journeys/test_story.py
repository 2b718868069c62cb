"""The story of the product in a real browser, from the sign-in page to the national count."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from foundation.text.dates import today_jst
from tests.journeys.story import STEPS, Story

pytestmark = pytest.mark.browser


def test_one_person_comes_to_work_for_three_towns(product: str, chromium: Browser, pictures: Path) -> None:
    story = Story(chromium, product, pictures, today_jst(datetime.now(UTC)))
    for step in STEPS:
        step(story)
