"""The style page shows every component, and no template needs what our content security policy forbids."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, nodes

from foundation.web.templating import templates_of
from reports.homes.navigation import Group, Link, Menu

WEB = Path(__file__).parents[3] / "foundation" / "web"
TEMPLATES = WEB / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STYLE_PAGE = [TEMPLATES / "style.html", *sorted((TEMPLATES / "style").glob("*.html"))]

CONTEXT = {
    "viewer": SimpleNamespace(account_name="田所", organisation_name="広島県", division="DX推進課"),
    "nav": Menu(
        (
            Group("ホーム", (Link("ホーム", "/", True),)),
            Group("人材", (Link("人材", "/members", False), Link("募集", "/postings", False))),
        )
    ),
    "demo": True,
    "csrf_token": "token-of-the-test",
    "path": "/style",
    "just_done": False,
    "now": None,
}


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.found if attribute in attrs]


@pytest.fixture(scope="module")
def environment() -> Environment:
    environment = templates_of(WEB.parents[1])
    environment.globals["new_key"] = lambda: "key-of-the-test"
    return environment


@pytest.fixture(scope="module")
def page(environment: Environment) -> Elements:
    return Elements(environment.get_template("style.html").render(CONTEXT))


def parsed(environment: Environment, path: Path) -> nodes.Template:
    return environment.parse(path.read_text(encoding="utf-8"))


def called(node: nodes.Node) -> set[str]:
    """The macros called by name, and those that `drawn` is given by name."""
    calls = [(call.node.name, call.args) for call in node.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    return {args[1].as_const() if name == "drawn" else name for name, args in calls}


def macros(environment: Environment) -> list[nodes.Macro]:
    return [macro for path in COMPONENTS for macro in parsed(environment, path).find_all(nodes.Macro)]


def test_each_macro_has_a_name_of_its_own(environment: Environment) -> None:
    names = Counter(macro.name for macro in macros(environment))
    assert [name for name, count in names.items() if count > 1] == []


def test_each_macro_is_shown_on_the_style_page(environment: Environment) -> None:
    calls = {macro.name: called(macro) for macro in macros(environment)}
    shown = set().union(*(called(parsed(environment, path)) for path in STYLE_PAGE))
    reached: set[str] = set()
    while shown - reached:
        reached |= shown
        shown = set().union(*(calls.get(name, set()) for name in reached))
    assert sorted(calls.keys() - reached) == []


def test_each_macro_says_what_its_arguments_are() -> None:
    for path in COMPONENTS:
        text = path.read_text(encoding="utf-8")
        comments = " ".join(re.findall(r"\{#-(.*?)-#\}", text, re.DOTALL))
        undocumented = [name for name in re.findall(r"macro (\w+)\(", text) if f"{name}(" not in comments]
        assert undocumented == [], path.name


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<[^>]*\s(style=|on[a-z]+=)", text) == []
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert "javascript:" not in text


def test_the_rendered_page_has_no_inline_style_or_handler(page: Elements) -> None:
    # `button(..., style="outline")` names a look; it must not end as an attribute.
    names = {name for _, attrs in page.found for name in attrs}
    assert [name for name in names if name == "style" or name.startswith("on")] == []


def test_ids_are_unique_and_references_lead_somewhere(page: Elements) -> None:
    ids = Counter(page.values("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    references = [
        *page.values("for"),
        *" ".join([*page.values("aria-describedby"), *page.values("aria-labelledby")]).split(),
        *(href.removeprefix("#") for href in page.values("href") if href.startswith("#")),
    ]
    assert [name for name in references if name not in ids] == []


def test_every_form_that_posts_carries_the_token(environment: Environment) -> None:
    text = environment.get_template("style.html").render(CONTEXT)
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL)
    assert len(forms) > 3
    assert [form for form in forms if 'name="_csrf_token" value="token-of-the-test"' not in form] == []


def test_what_the_frame_loads_is_in_the_repository(page: Elements) -> None:
    wanted = [url for url in [*page.values("href"), *page.values("src")] if url.startswith("/static/")]
    assert len(wanted) > 5
    assert [url for url in wanted if not (WEB / url.removeprefix("/")).is_file()] == []


def test_typed_text_is_never_markup(environment: Environment) -> None:
    source = (
        '{% from "components/fields.html" import textarea, text_field %}'
        '{{ text_field("a", "題", value=typed, error=typed) }}{{ textarea("b", "文", value=typed) }}'
    )
    text = environment.from_string(source).render(typed='"><script src=x></script>')
    assert "<script" not in text


@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 429, 500, 503, 418])
def test_error_page_says_what_happened_what_was_kept_and_what_to_do(environment: Environment, status: int) -> None:
    context = CONTEXT | {"viewer": None, "nav": None}
    text = environment.get_template("error.html").render(
        context,
        error_status=status,
        error_title="受け付けられません",
        error_sentence="別の人が先に変えました。",
    )
    assert "別の人が先に変えました。" in text
    answers = re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", text)
    assert [name for name, _ in answers] == ["起きたこと", "残っているもの", "次にすること"]
    assert ("/sign-in" in text) == (status == 401)
