"""Every noun of the house, and what their rooms offer: doors, policy rows, sentences, tasks, commands."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final, cast

from click import Command

from auth.permissions import Policy, Right
from foundation.database.holdings import PersonalRoom
from foundation.health import pages as health_pages
from foundation.jobs.worker import ClockTask, Task
from foundation.web import pages as web_pages
from registry.privacy.rooms import declare as declare_personal

NOUNS: Final = (
    "foundation.health", "foundation.web", "foundation.files", "foundation.notifications", "foundation.backups",
    "auth.signin", "auth.journal", "auth.accounts", "auth.inbox", "auth.providers", "auth.staff", "auth.factors",
    "auth.passkeys", "auth.recovery", "auth.clients", "auth.webhooks", "auth.emergencies",
    "registry.municipalities", "registry.skills", "registry.capacity", "registry.disclosures",
    "registry.frameworks", "registry.joint_procurements", "registry.accompaniments",
    "registry.companies", "registry.members", "registry.consents", "registry.merges",
    "registry.learning", "registry.needs", "registry.job_descriptions", "registry.accelerators", "registry.postings",
    "registry.coordination", "registry.privacy", "registry.privacy_requests", "registry.audits", "registry.imports",
    "registry.searches",
    "training.courses", "training.sessions", "training.enrolments", "training.credentials",
    "training.events", "training.practices", "training.mentors", "training.careers", "training.fees",
    "matching.conflicts", "matching.contracts", "matching.appointments", "matching.assignments",
    "matching.agreements", "matching.proposals", "matching.settlements", "matching.support",
    "matching.handovers", "matching.experts", "matching.rotations", "matching.allocation", "matching.funding",
    "reports.papers", "reports.register", "reports.drafts", "reports.batches", "reports.issuing",
    "reports.figures", "reports.survey", "reports.open_data", "reports.dashboards",
    "reports.examinations",
    "reports.homes",
)  # fmt: skip
"""Every noun with doors, policy rows or sentences; a house test finds one that is forgotten."""


def _rooms(offering: str, *endings: str) -> tuple[ModuleType, ...]:
    """The rooms of all nouns whose names end so and that offer this."""
    packages = [import_module(noun) for noun in NOUNS]
    found = [
        import_module(f"{package.__name__}.{room.name}")
        for package in packages
        for room in iter_modules(package.__path__)
        if room.name.endswith(endings)
    ]
    return tuple(module for module in found if hasattr(module, offering))


def _gathered(offering: str, *endings: str) -> dict[str, Any]:
    """What the rooms offer by name, in one table; one name twice is a mistake."""
    offered = [getattr(room, offering) for room in _rooms(offering, *endings)]
    table = {name: each for rows in offered for name, each in rows.items()}
    assert len(table) == sum(map(len, offered)), f"a name stands twice among {offering}"
    return table


DOORS: Final = _rooms("HANDLERS", "pages", "api")
POLICIES: Final = _rooms("POLICY", "access")
SENTENCES: Final = _rooms("SENTENCES", "tables")
PERSONAL: Final = _rooms("held_on", "personal")
declare_personal(cast("tuple[PersonalRoom, ...]", PERSONAL))
FRAMEWORK_ROUTES: Final = ("GET /static/{file_path}", "GET /openapi.json")
TASKS: Final[Mapping[str, Task]] = _gathered("TASKS", "tasks")
HOURLY: Final[Mapping[str, ClockTask]] = _gathered("HOURLY", "tasks")
COMMANDS: Final[Mapping[str, Command]] = _gathered("COMMANDS", "commands")
"""The worker's tasks, the calendar's, and the command line's own words, by name."""
SAID: Final[Mapping[str, str]] = _gathered("SAID", "said")
"""What the page after a form says was done, by the form's route."""


def policy_rows() -> dict[str, Policy]:
    """Every policy row by route; two rows for one route are a mistake."""
    open_routes = (*health_pages.OPEN_ROUTES, *web_pages.OPEN_ROUTES, *FRAMEWORK_ROUTES)
    rows = [Policy(route, Right.OPEN) for route in open_routes]
    rows += [row for module in POLICIES for row in module.POLICY]
    table = {row.route: row for row in rows}
    assert len(table) == len(rows), "a route has two policy rows"
    return table
