"""A site as a reader has it, in Chromium: search, no loading from elsewhere, no barrier to anyone.

Skipped where Playwright or a browser is missing; ``.ci/run`` installs both.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import chipwatch
from chipwatch.seeing.site_server import HOST, build_server
from chipwatch.seeing.text_search import can_index_texts
from conftest import BASE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api: Any = pytest.importorskip("playwright.sync_api")
axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.slow

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without them a browser of root does not start, or calls home."""
KIND_PAGES = (
    *("agency/bis", "chip/nvidia-h20", "company/baidu", "event/huawei-connect-2025"),
    *("investment/moore-threads-ipo", "person/robin-li", "policy/us-h20-export-ban"),
    *("source/forbes-2025-04-trade-war-proofing", "rule/us-h20-export-ban", "question/how-much"),
    *("rule/bis-rule-2023-10-17", "statistic/nvidia-china-revenue"),
)
PAGES = ("index", "chip/index", "rule/index", "search", *KIND_PAGES)


class Visit:
    """A page opened in the browser, and what it asked for or complained of."""

    def __init__(self, page: "Page", root: str) -> None:
        self.page, self.root = page, root
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(request.url))
        page.on("request", lambda request: self._check(request.url))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.root}/{path}")

    def search(self, text: str) -> list[str]:
        """Search from the first page, as a reader does; the names found, the best first."""
        self.open("index.html")
        self.page.fill("#q", text)
        self.page.press("#q", "Enter")
        self.page.wait_for_selector("#names li, #name-status:text('0 names')")
        return [link.inner_text() for link in self.page.query_selector_all("#names a")]

    def _check(self, url: str) -> None:
        if not url.startswith(f"{self.root}/"):
            self.complaints.append(f"loads {url}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browsed") / "site"
    with chipwatch.open(str(BASE)) as base:
        base.write_site(folder, processes=1, text_search=can_index_texts())
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address of the site, served as ``--serve`` does."""
    with build_server(site, 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with sync_api.sync_playwright() as playwright:
        own_path = Path(playwright.chromium.executable_path)
        path = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
        if not path and not own_path.exists():
            pytest.skip("there is no Chromium")
        browser = playwright.chromium.launch(executable_path=path, args=[*BROWSER_OPTIONS])
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def visit(request: pytest.FixtureRequest, browser: "Browser", address: str) -> Iterator[Visit]:
    context = browser.new_context(color_scheme=request.param)
    yield Visit(context.new_page(), address)
    context.close()


@pytest.fixture
def disk_visit(browser: "Browser", site: Path) -> Iterator[Visit]:
    context = browser.new_context()
    yield Visit(context.new_page(), site.as_uri())
    context.close()


@pytest.mark.parametrize("text", ["Baidu", "百度", "baidu", "badu", "BIDU", "bai du"])
def test_search_finds_a_firm_by_each_of_its_names(visit: Visit, text: str) -> None:
    assert visit.search(text)[0] == "Baidu"
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("百度", "Baidu"), ("badu", "Baidu"), ("騰訊", "Tencent"), ("tengxun", "Tencent")],
)
def test_search_finds_names_from_a_disk_too(disk_visit: Visit, text: str, name: str) -> None:
    assert disk_visit.search(text)[0] == name
    assert disk_visit.complaints == []


def test_search_does_not_take_one_model_for_another(visit: Visit) -> None:
    names = visit.search("H200")
    assert names[0] == "Nvidia H200"
    assert "Nvidia H20" not in names
    assert visit.search("qqqqqq") == []


@pytest.mark.skipif(not can_index_texts(), reason="Pagefind is not installed")
@pytest.mark.parametrize("is_served", [True, False])
def test_search_finds_texts_on_a_server_and_on_a_disk(
    disk_visit: Visit, address: str, *, is_served: bool
) -> None:
    visit = disk_visit
    visit.root = address if is_served else visit.root
    visit.search("Haidian District")
    visit.page.wait_for_selector("#texts li")
    assert "Baidu 百度" in visit.page.locator("#texts a").all_inner_texts()
    assert visit.page.locator("#texts mark").first.inner_text().lower() in ("haidian", "district")
    visit.page.fill("#q", "Shanghai")
    visit.page.wait_for_selector("#texts a:text('Cambricon')")
    visit.page.fill("#q", "Haidian District")
    visit.page.click("#texts a:text('Baidu 百度')")
    assert visit.page.inner_text("h1") == "Baidu 百度"
    assert visit.complaints == []


def test_a_site_without_an_index_of_texts_says_so(browser: "Browser", tmp_path: Path) -> None:
    with chipwatch.open(str(BASE)) as base:
        base.write_site(tmp_path / "site", kinds="agency", text_search=False)
    context = browser.new_context()
    visit = Visit(context.new_page(), (tmp_path / "site").as_uri())
    visit.search("bureau")
    visit.page.wait_for_selector("#text-status:text('no index of its texts')")
    context.close()


def test_pictures_are_seen_on_a_server_and_on_a_disk(visit: Visit, site: Path) -> None:
    for root in (visit.root, site.as_uri()):
        visit.root = root
        visit.open("rule/bis-rule-2023-10-17.html")
        assert visit.page.locator(".plane img").evaluate("image => image.naturalWidth") > 1000
        visit.open("statistic/nvidia-china-revenue.html")
        assert visit.page.locator(".chart .column rect").first.bounding_box()
        visit.open("company/baidu.html")
        assert visit.page.locator(".dates rect").first.bounding_box()
    assert visit.complaints == []


@pytest.mark.parametrize("is_served", [True, False])
def test_a_picture_becomes_live_where_a_reader_asks_for_it(
    disk_visit: Visit, address: str, *, is_served: bool
) -> None:
    visit, requested = disk_visit, []
    visit.root = address if is_served else visit.root
    visit.page.on("request", lambda request: requested.append(request.url))
    visit.open("rule/bis-rule-2023-10-17.html")
    assert not any("vega.js" in url for url in requested)
    visit.page.click("figure.plane button")
    visit.page.hover("figure.plane svg path[aria-label='Nvidia H20']", force=True)
    visit.page.wait_for_selector("#vg-tooltip-element.visible")
    tooltip = visit.page.inner_text("#vg-tooltip-element")
    assert "Nvidia H20" in tooltip
    assert "TPP 2,368" in tooltip
    assert visit.complaints == []


def test_a_page_is_no_wider_than_a_phone(browser: "Browser", site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    widths = {}
    questions = [f"question/{path.stem}" for path in (site / "question").glob("*.html")]
    for path in (*PAGES, *questions):
        page.goto(f"{site.as_uri()}/{path}.html")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert max(widths.values()) == 390, widths


def test_a_page_is_printed_without_what_is_for_screens_alone(
    browser: "Browser", site: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{site.as_uri()}/company/baidu.html")
    assert not page.locator("header.site nav").is_visible()
    assert not page.locator("#q").is_visible()
    assert page.locator(".facts details li").first.is_visible()
    assert page.locator("footer.site").is_visible()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_each_kind_is_open_to_everyone_and_loads_nothing_from_elsewhere(
    visit: Visit, path: str
) -> None:
    visit.open(f"{path}.html")
    violations = axe.Axe().run(visit.page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []
    assert visit.complaints == []


@pytest.mark.parametrize("path", ["index", *KIND_PAGES])
def test_a_page_works_from_a_disk_and_without_scripts(
    browser: "Browser", site: Path, path: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    visit = Visit(context.new_page(), site.as_uri())
    visit.open(f"{path}.html")
    assert visit.page.locator("h1").inner_text()
    colour = visit.page.locator("header.site").evaluate("e => getComputedStyle(e).display")
    assert colour == "flex"
    assert visit.complaints == []
    context.close()
