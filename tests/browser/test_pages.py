"""Somebody opens the published pages in a real browser."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.browser import find
from tests.command import PROJECT, feeds

WIDTHS = [360, 1280]
PLACES = [
    "index.html",
    "all/",
    "all/archive/1/",
    "sections/黨派·聲音/統一戰線/",
    "keywords/扶貧/",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped newsroom, published with archives, and a server for it."""
    folder = tmp_path_factory.mktemp("site")
    text = (PROJECT / "config.yaml").read_text("utf-8")
    assert "limit: 50 " in text
    text = text.replace("limit: 50 ", "limit: 40\n  archive: true ")
    (folder / "config.yaml").write_text(text, "utf-8")
    shutil.copytree(PROJECT / "examples", folder / "examples")
    assert feeds("run", cwd=folder).returncode == 0
    handler = functools.partial(Quiet, directory=str(folder / "output"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium: scripts/environment test installs one"
    with sync_playwright() as playwright:
        # As root, which containers often are, Chromium has no sandbox to give.
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console must stay empty."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    # Nobody asked for an icon: browsers do by themselves.
    assert [text for text in said if "favicon" not in text and "404" not in text] == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_index_to_a_section_and_back(
    page: Page, site: str, width: int, scheme: str, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site)
    assert page.title() == "海灣新聞匯編 · Harbour Digest"
    assert fits(page)
    page.get_by_role("link", name="統一戰線", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "黨派·聲音 / 統一戰線"
    assert page.locator("article").count() > 0
    assert fits(page)
    page.get_by_role("link", name="全部訂閱").click()
    assert page.url.removesuffix("index.html") == site


def test_a_reader_can_discover_the_feeds_of_a_page(page: Page, site: str) -> None:
    page.goto(f"{site}keywords/扶貧/")
    links = page.locator("link[rel=alternate]")
    found = {links.nth(i).get_attribute("type"): links.nth(i) for i in range(links.count())}
    assert set(found) == {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    }
    for link in found.values():
        href = link.get_attribute("href")
        answer = page.request.get(f"{site}keywords/扶貧/{href}")
        assert answer.ok
        assert answer.body()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_every_page(
    page: Page, site: str, place: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site + place)
    assert fits(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_feed_that_is_opened_says_what_it_is(
    page: Page, site: str, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}keywords/扶貧/{name}")
    assert fits(page)
    shown = page.evaluate(
        "[...document.querySelectorAll('entry > title, item > title')]"
        ".map(t => [t.textContent, t.getBoundingClientRect().height])"
    )
    assert any("茶坪鄉" in title for title, _ in shown)
    assert all(height > 10 for _, height in shown)
    note = page.evaluate(
        "getComputedStyle(document.querySelector('feed, channel'), '::before').content"
    )
    assert "閱讀器" in note


def test_feeds_are_found_by_their_names(page: Page, site: str) -> None:
    page.goto(site)
    field = page.get_by_role("searchbox")
    field.fill("鐵")
    visible = page.locator("main section li:visible > a")
    assert visible.all_inner_texts() == ["民生", "交通", "鐵路"]  # with what it is in
    assert page.get_by_role("status").inner_text() == "1 項"
    field.fill("ＦＯＯＤ")  # whatever the width and the case
    assert visible.all_inner_texts() == ["Culture", "Food"]
    field.fill("")
    assert page.get_by_role("link", name="扶貧", exact=True).is_visible()


def test_the_address_can_be_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}keywords/扶貧/")
    page.get_by_role("button", name="複製").click()
    page.get_by_role("button", name="已複製").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "http://localhost:8080/keywords/%E6%89%B6%E8%B2%A7/atom.xml"


def test_without_a_script_everything_is_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    assert page.get_by_role("link", name="鐵路", exact=True).is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("link", name="扶貧", exact=True).click()
    assert page.get_by_role("textbox").input_value().endswith("/atom.xml")
    assert page.get_by_role("button").count() == 0
    context.close()
