"""One product for all journeys of a run, started as a newcomer starts it, and one real browser."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from playwright.sync_api import Browser, sync_playwright

from foundation.database.embedded import Server
from tests.journeys.product import ROOT, running_product
from tests.journeys.years import Years, own_thread, years_of
from tests.matching.employment import TODAY
from tests.world import World

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's data folder."""
    folder = tmp_path_factory.mktemp("home")
    folder.chmod(0o711)  # the embedded server may run as another account
    return folder


@pytest.fixture(scope="session")
def product(home: Path) -> Iterator[str]:
    """The address of a freshly started product."""
    with running_product(home) as address:
        yield address


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: `docs/journey` where the run is asked to renew it, else a folder that is thrown away."""
    if "DXPOOL_RENEW_PICTURES" not in os.environ:
        return tmp_path_factory.mktemp("pictures")
    folder = ROOT / "docs" / "journey"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Closed after its module: while it is driven, no asynchronous test can run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def own_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Where the product of the years runs."""
    with own_thread() as loop:
        yield loop


@pytest.fixture(scope="module")
def years(
    server: Server, inhabited: World, built_application: Litestar, own_loop: asyncio.AbstractEventLoop
) -> Iterator[Years]:
    """The product over the test world in autumn 2026, whose days the journey turns."""
    with years_of(server, inhabited, built_application, own_loop, first=TODAY) as served:
        yield served
