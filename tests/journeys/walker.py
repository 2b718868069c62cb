"""Somebody who works with the product by keyboard alone, and takes a picture at every step."""

import re
from http import HTTPStatus
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(({violations}) => ({violations}))"
"""What passed is not sent: it is a hundred times as long, and every piece of it is looked at on its way."""
LOOKS = 60
FURTHEST = 400
"""Nobody wants to press Tab more often than this; the control is not reachable then."""


class Walker:
    """One person at one screen. Every page they come to is checked for accessibility before it is used."""

    def __init__(self, browser: Browser, address: str, pictures: Path, *, screen: ViewportSize = DESK) -> None:
        self.address, self.pictures = address, pictures
        self.page: Page = browser.new_context(viewport=screen, locale="ja-JP").new_page()
        self.page.set_default_timeout(15_000)

    def open(self, path: str) -> "Walker":
        """Go to an address of the product."""
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.ok, f"{path}: {answer.status if answer else 'no answer'}"
        self.look()
        return self

    def enter_as(self, name: str) -> "Walker":
        """From the sign-in page, as one of the demo's people."""
        self.open("/sign-in")
        self.press(name)
        expect(self.page).to_have_url(f"{self.address}/")
        return self

    def look(self) -> None:
        """Nothing overlaps the screen's width, nothing is inaccessible."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"
        self.page.evaluate(Axe().axe_script)
        found = AxeResults(self.page.evaluate(VIOLATIONS))
        assert found.violations_count == 0, f"{self.page.url}: {found.generate_report()}"

    def picture(self, name: str, *, height: int | None = None) -> None:
        """Keep what is on the page: the whole of it, or its first `height` pixels."""
        self.page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
        clip: FloatRect | None = {"x": 0, "y": 0, "width": DESK["width"], "height": height} if height else None
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True, clip=clip)

    def tab_to(self, control: Locator) -> None:
        """Reach a control as a keyboard does."""
        for _ in range(FURTHEST):
            if control.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{control} cannot be reached by Tab on {self.page.url}")

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button, or follow a link, with Enter; then look at where it led."""
        place = within or self.page
        button = place.get_by_role("button", name=name, exact=True)
        control = button if button.count() else place.get_by_role("link", name=name, exact=True)
        self.tab_to(control.first)
        with self.page.expect_navigation() as led:
            self.page.keyboard.press("Enter")
        answer = led.value
        assert answer is not None and answer.ok, f"{name} led to {self.page.url}: {answer and answer.status}"
        self.look()

    def press_in_vain(self, name: str) -> None:
        """Press a button whose request is refused; the page says why."""
        control = self.page.get_by_role("button", name=name, exact=True).first
        self.tab_to(control)
        with self.page.expect_navigation() as led:
            self.page.keyboard.press("Enter")
        assert led.value is not None and led.value.status == HTTPStatus.UNPROCESSABLE_ENTITY, led.value
        self.look()

    def wait_for(self, words: str, *, by: str) -> None:
        """Press the link that looks again until the page has a heading of these words: the worker takes its time."""
        for _ in range(LOOKS):
            if self.page.get_by_role("heading", name=words, exact=True).count():
                return
            self.page.wait_for_timeout(500)
            if self.page.get_by_role("link", name=by, exact=True).count():
                self.press(by)
        raise AssertionError(f"{self.page.url} never said {words}")

    def unfold(self, name: str) -> None:
        """Open a disclosure that is closed."""
        summary = self.page.locator("summary", has_text=name).first
        if summary.evaluate("element => element.parentElement.open"):
            return
        self.tab_to(summary)
        self.page.keyboard.press("Enter")

    def write(self, field: str, text: str) -> None:
        """Type into the box of that name, over what stands there."""
        box = self.page.locator(f"[name='{field}']:not([type=hidden])").first
        self.tab_to(box)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def write_day(self, field: str, day: str) -> None:
        """Type an ISO day into its three boxes."""
        for part, value in zip(("year", "month", "day"), day.split("-"), strict=True):
            self.write(f"{field}_{part}", str(int(value)))

    def tick(self, field: str, value: str) -> None:
        """Tick a box with the space bar."""
        box = self.page.locator(f"input[type=checkbox][name='{field}'][value='{value}']")
        self.tab_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def choose(self, field: str, value: str) -> None:
        """Choose one of a group of radio buttons, or of a list, with the arrow keys."""
        listed = self.page.locator(f"select[name='{field}']:visible")
        if listed.count():
            self._choose_listed(listed, value)
            return
        group = self.page.locator(f"input[type=radio][name='{field}']")
        wanted = self.page.locator(f"input[type=radio][name='{field}'][value='{value}']")
        checked = self.page.locator(f"input[type=radio][name='{field}']:checked")
        self.tab_to(checked if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{field} has no choice {value}")

    def id_in_address(self) -> str:
        """The id of the thing whose page this is."""
        found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", self.page.url)
        assert found is not None, self.page.url
        return found.group(0)

    def _choose_listed(self, listed: Locator, value: str) -> None:
        self.tab_to(listed)
        values = listed.evaluate("element => [...element.options].map(option => option.value)")
        self.page.keyboard.press("Home")
        for _ in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert listed.input_value() == value
