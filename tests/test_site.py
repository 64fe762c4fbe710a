"""A site: what its pages hold and link, what is never obeyed, and what is never written over."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

import chipwatch
from chipwatch.exporting.export_folder import LIST_FILE
from chipwatch.model import clock
from chipwatch.model.installation import format_extra_command
from chipwatch.seeing.page_views import keep_web_address
from chipwatch.seeing.site_addresses import choose_file_names
from chipwatch.seeing.tour_questions import TOUR_QUESTIONS
from conftest import BASE, HEEDING_CTRL_C, ROOT, Facts, Run, make_link
from documents import read_screens

html5lib = pytest.importorskip("html5lib")
pytest.importorskip("jinja2")

pytestmark = pytest.mark.slow
HOSTILE = "<script>alert(1)</script> {{7*7}} \"&'"
FACTS = {
    "company/acme.yaml": cleandoc(
        f"""
        name: {json.dumps(HOSTILE)}
        aliases: [艾克米, "javascript:alert(2)"]
        summary: "See https://acme.example/a?b=1&c=2"
        sources: ["gazette#<b>page</b> 2"]
        country: CN
        owners: {{value: beta, share: 20, note: "<img src=x onerror=alert(3)>"}}
        revenue:
          - {{value: 2..3 bn CNY, period: 2024}}
          - {{value: 4 bn CNY, period: 2025, certainty: estimated}}
          - {{value: 5 bn CNY, period: 2025, certainty: disputed}}
        chief_executive: {{unknown: not-found, looked_in: [annual report], as_of: 2025-02}}
        """
    ),
    "company/beta.yaml": "name: Beta\nsources: [gazette]\ncountry: US\n",
    "company/index.yaml": "name: Index\nsources: [gazette]\n",
    "company/gone.yaml": "name: Gone\nsources: [gazette]\n",
    "chip/one.yaml": "name: One\nsources: [gazette]\ndesigner: acme\nint8_dense: 600 TOPS\n",
}
SVG = "{http://www.w3.org/2000/svg}"
MAX_FILE_SIZE = 6_000
"""Bytes that a file may have where the disk is full: less than the page of a firm."""
FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
from chipwatch.cli.main import run
from chipwatch.seeing import site_builder
site_builder.MIN_PAGES_FOR_PROCESSES = 1
run()
"""
LOADING = {"src", "srcset", "data", "poster", "background"}


def build(run: Run, folder: Path, *options: object) -> None:
    result = run("site", folder, "--no-text-search", *options)
    assert (result.code, result.out) == (0, ""), result.err


@pytest.fixture
def site(own_facts: Facts, tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "site"
    build(run, folder, "--data", own_facts(FACTS))
    return folder


@pytest.fixture(scope="module")
def frozen_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "site"
    with chipwatch.open(str(BASE)) as base:
        base.write_site(folder, processes=1, text_search=False)
    return folder


def read(path: Path) -> ET.Element:
    """Read a page as strictly as the standard of HTML does; its errors fail the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(path.read_text(encoding="utf-8"))
    return tree


def read_text(page: Path) -> str:
    """Read the text of a page, parts of it apart by one space."""
    return " ".join(" ".join(read(page).itertext()).split())


def list_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def find_broken_links(site: Path, page: Path) -> Iterator[str]:
    """Give what a page loads or links within the site and that is not there."""
    tree = read(page)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    for element in tree.iter():
        for name in ("href", "action"):
            address = urlsplit(element.get(name) or "")
            if address.scheme or not element.get(name):
                continue
            target = page.parent / unquote(address.path) if address.path else page
            if not target.is_file() or (not address.path and address.fragment not in ids):
                yield f"{page.relative_to(site)}: {element.get(name)}"


def find_active_parts(page: Path) -> Iterator[str]:
    """Give what a page would run, or load from elsewhere."""
    for element in read(page).iter():
        names = {str(name) for name in element.keys()}  # noqa: SIM118 - of an element of a tree
        yield from (name for name in names if name.startswith("on") or name == "style")
        yield from (str(element.get(name)) for name in names & LOADING)
        address = element.get("href") or ""
        if element.tag == "link" and urlsplit(address).netloc:
            yield address
        if urlsplit(address).scheme not in ("", "https", "http"):
            yield address


def test_every_page_has_its_data_and_report_beside_it(site: Path, run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    shown = run("show", "beta", "--json", "--data", facts).out
    assert (site / "company" / "beta.json").read_text(encoding="utf-8") == shown
    report = run("report", "beta", "--data", facts).out
    assert (site / "company" / "beta.txt").read_text(encoding="utf-8") == report
    listing = json.loads((site / "company" / "index.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in listing] == ["acme", "beta", "gone", "index"]
    pages = json.loads((site / "index.json").read_text(encoding="utf-8"))
    assert {"id": "beta", "kind": "company", "name": "Beta"}.items() <= pages[1].items()


def test_a_page_shows_facts_with_sources_places_dates_and_certainty(site: Path) -> None:
    text = read_text(site / "company" / "acme.html")
    assert "Revenue 4 bn CNY 2025 disputed Source 1 <b>page</b> 2" in text
    assert "2 earlier or rival" in text
    assert "not-found looked in annual report 2025-02" in text
    assert "艾克米" in text
    assert "Gazette . 2025-01, news" in text


def test_a_figure_of_which_many_periods_are_known_is_drawn_with_all_in_words(
    own_facts: Facts, tmp_path: Path, run: Run
) -> None:
    figures = cleandoc(
        """
        - {value: 2 bn CNY, period: 2021}
        - {value: 3..5 bn CNY, period: 2022}
        - {value: 4 bn CNY, period: 2023, certainty: estimated}
        - {value: 6 bn CNY, period: 2024}
        - {value: 8 bn CNY, period: 2024}
        - {value: 1 bn CNY, period: 2025-Q1}
        """
    )
    document = f"name: Acme\nsources: [gazette]\nrevenue:\n{figures}\n"
    build(run, tmp_path / "site", "--data", own_facts({"company/acme.yaml": document}))
    page = read(tmp_path / "site" / "company" / "acme.html")
    (drawing,) = (svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "img")
    assert drawing.get("aria-label") == (
        "Revenue, CNY, by year: 2021: 2 bn CNY; 2022: 3 bn–5 bn CNY; 2023: 4 bn CNY;"
        " 2024: 6 bn–8 bn CNY"
    )
    classes = [element.get("class") for element in drawing.iter(f"{SVG}g")]
    assert classes == ["column reported", "column reported", "column estimated", "column disputed"]
    heights = [element.get("height") for element in drawing.iter(f"{SVG}rect")]
    assert heights == ["20.5", "30.8", "20.5", "41.0", "61.5", "20.5"]


def test_names_and_addresses_are_text_and_nothing_else(site: Path) -> None:
    page = site / "company" / "acme.html"
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "49" not in re.findall(r"<h1.*?</h1>", text)[0]
    active = [part for page in list_pages(site) for part in find_active_parts(page)]
    assert sorted(active) == ["names.js", "scripts.js", "search.js"]
    addresses = ("javascript:alert(1)", "data:text/html,x", "//x.example", "https://a\n")
    assert list(map(keep_web_address, addresses)) == [""] * len(addresses)
    assert keep_web_address("https://a.example/?b") == "https://a.example/?b"


def test_a_browser_may_load_nothing_but_the_style_of_a_page(site: Path) -> None:
    policies = {
        path.name: re.findall(r'Policy" content="([^"]*)"', path.read_text(encoding="utf-8"))
        for path in list_pages(site)
    }
    assert all("default-src &#39;none&#39;" in policy for (policy,) in policies.values())
    with_scripts = [name for name, (policy,) in policies.items() if "script-src" in policy]
    assert with_scripts == ["search.html"]


def test_files_that_a_disk_would_confuse_have_names_of_their_own(site: Path) -> None:
    names = {path.name for path in (site / "company").glob("*.html")}
    assert names >= {"acme.html", "beta.html", "index.html"}
    assert len(names) == 5
    chosen = choose_file_names(["a", "A", "con", "con.x", "index", "b.c"])
    folded = [name.casefold() for name in chosen.values()]
    assert (chosen["a"], chosen["b.c"]) == ("a", "b.c")
    assert len(set(folded)) == len(folded)
    assert {"con", "index", "con.x"}.isdisjoint(folded)


def test_the_index_of_names_has_every_key_and_escapes_nothing_that_runs(site: Path) -> None:
    text = (site / "names.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("var chipwatchNames = ").removesuffix(";\n"))
    rows = {row[1]: row for row in data["rows"]}
    assert rows["company/acme.html"][2] == HOSTILE
    assert "aikemi" in rows["company/acme.html"][4].split()
    assert data["kinds"][:2] == ["company", "chip"]


def test_the_same_base_gives_the_same_bytes_and_leaves_files_that_are_right(
    site: Path, tmp_path: Path, run: Run
) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    times = {path: path.stat().st_mtime_ns for path in before if path.name != LIST_FILE}
    build(run, site, "--data", tmp_path / "facts")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_a_page_of_a_thing_that_is_gone_goes_and_other_files_stay(
    site: Path, tmp_path: Path, run: Run
) -> None:
    (site / "CNAME").write_text("chips.example", encoding="utf-8")
    (tmp_path / "facts" / "company" / "gone.yaml").unlink()
    (site / "company" / "own.html").write_text("mine", encoding="utf-8")
    build(run, site, "--data", tmp_path / "facts")
    assert list((site / "company").glob("gone*")) == []
    assert (site / "CNAME").read_text(encoding="utf-8") == "chips.example"
    assert (site / "company" / "own.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("path", ["index.html", "company/beta.json", "site.css"])
def test_a_file_that_is_not_ours_is_never_written_over(
    path: str, own_facts: Facts, tmp_path: Path, run: Run
) -> None:
    mine = tmp_path / "site" / path
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    result = run("site", tmp_path / "site", "--data", own_facts(FACTS))
    assert (result.code, result.out) == (2, "")
    assert f"{mine} is there already, and no export wrote it" in result.err
    assert [each for each in (tmp_path / "site").rglob("*") if each.is_file()] == [mine]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_leads_elsewhere_is_refused(
    own_facts: Facts, tmp_path: Path, run: Run
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "site").mkdir()
    make_link(tmp_path / "site" / "company", elsewhere)
    result = run("site", tmp_path / "site", "--data", own_facts(FACTS))
    assert result.code == 2
    assert "is a link to another place" in result.err
    assert list(elsewhere.iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(own_facts: Facts, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    result = run("site", tmp_path / "file", "--data", own_facts(FACTS))
    assert result.code == 2
    assert "cannot be made" in result.err
    assert run("site", "", "--data", tmp_path / "facts").code == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_is_an_error_and_a_later_run_goes_on(
    processes: int, own_facts: Facts, tmp_path: Path, run: Run
) -> None:
    facts, folder = own_facts(FACTS), tmp_path / "site"
    script = FULL_DISK.format(limit=MAX_FILE_SIZE)
    command = ("site", str(folder), "--data", str(facts), "--processes", str(processes))
    result = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "cannot be written: File too large" in result.stderr
    assert "choose a folder that you may write to and that has room" in result.stderr
    assert "Traceback" not in result.stderr
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    assert max(sizes) < MAX_FILE_SIZE  # nothing is there by half
    build(run, folder, "--data", facts)
    assert read_text(folder / "company" / "acme.html")


@pytest.mark.slow
def test_ctrl_c_ends_all_processes_and_a_later_run_goes_on(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "site"
    command = [*HEEDING_CTRL_C, "-m", "chipwatch", "site", str(folder), "--processes", "2"]
    with subprocess.Popen(
        [*command, "--data", str(BASE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        while not list(folder.glob("source/*.html")):
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()  # their end: no process holds the pipes any more
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    build(run, folder, "--data", BASE)
    assert read_text(folder / "company" / "baidu.html")


def test_the_foot_of_each_page_has_day_citation_data_and_how_to_report(site: Path) -> None:
    day = clock.get_today().text
    for page in list_pages(site):
        text = read_text(page)
        for words in ("Base of 2025-01", "Cite ", "Data JSON", "Wrong? Send", f"Written on {day}"):
            assert words in text, page
    text = read_text(site / "company" / "beta.html")
    assert (
        f"Cite Beta. chipwatch {chipwatch.__version__}, 2025-01. (reference) company/beta.html"
        in text
    )


def test_neighbours_are_drawn_and_listed(site: Path) -> None:
    page = read(site / "company" / "acme.html")
    (drawing,) = (svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "group")
    links = [element.get("aria-label") for element in drawing.iter(f"{SVG}a")]
    assert links == ["Chips: One", "Shareholders: Beta"]
    text = read_text(site / "company" / "acme.html")
    assert "All 2 as a list" in text
    assert {"Chips: One", "Shareholders: Beta"} <= set(re.findall(r"[A-Z]\w+: \w+", text))


@pytest.mark.slow
def test_some_kinds_and_another_day(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build(run, folder, "--kind", "chip", "--as-of", "2024-01-01", "--processes", "1")
    assert {path.name for path in folder.iterdir() if path.is_dir()} <= {
        "chip",
        "source",
        "question",
    }
    text = (folder / "chip" / "nvidia-h100.html").read_text(encoding="utf-8")
    assert "as of 2024-01-01" in text
    assert "verdicts are those of 2024-01-01" in text
    assert not (folder / "chip" / "nvidia-b200.html").exists()
    data = json.loads((folder / "chip" / "nvidia-h100.json").read_text(encoding="utf-8"))
    assert data["moment"]["as_of"] == "2024-01-01"


def test_the_questions_are_those_of_the_tour() -> None:
    commands = [screen.command for screen in read_screens(ROOT / "docs" / "tour.md")]
    assert [question.command for question in TOUR_QUESTIONS] == [
        command for command in commands if command.startswith("chipwatch ")
    ]


def test_without_jinja2_the_error_says_how_to_get_it(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    command = format_extra_command("site")
    result = run("site", tmp_path / "site")
    assert (result.code, result.err) == (
        2,
        f"error: jinja2 is not installed, and a site needs it\nrun {command}\n",
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.slow
def test_every_page_of_the_frozen_base_is_valid_and_its_links_lead_somewhere(
    frozen_site: Path,
) -> None:
    pages = list_pages(frozen_site)
    assert len(pages) > 650
    assert [broken for page in pages for broken in find_broken_links(frozen_site, page)] == []
    active = [part for page in pages for part in find_active_parts(page)]
    pictures = [path.name for path in (frozen_site / "rule").glob("*.svg")]
    scripts = ["names.js", "scripts.js", "search.js"]
    scripts += ["../picture.js", "../scripts.js"] * len(pictures)
    assert sorted(active) == sorted([*scripts, *pictures])


@pytest.mark.slow
def test_there_is_a_page_for_each_entity_kind_rule_and_question(frozen_site: Path) -> None:
    names = {path.relative_to(frozen_site).as_posix() for path in list_pages(frozen_site)}
    assert {f"question/{question.slug}.html" for question in TOUR_QUESTIONS} <= names
    assert {"rule/index.html", "rule/us-h20-export-ban.html", "source/index.html"} <= names
    facts = {path.relative_to(BASE).with_suffix(".html") for path in BASE.glob("c*/*.yaml")}
    assert {path.as_posix() for path in facts} <= names


@pytest.mark.slow
def test_the_page_of_a_chip_has_its_verdict_history_and_rules(frozen_site: Path) -> None:
    text = read_text(frozen_site / "chip" / "nvidia-h20.html")
    assert "How the verdict changed Since Verdict Class Applications Rules that changed" in text
    assert "2025-04-09 Licence required" in text
    rule = (frozen_site / "rule" / "us-h20-export-ban.html").read_text(encoding="utf-8")
    assert '<a href="../chip/nvidia-h20.html">Nvidia H20</a>' in rule


@pytest.mark.slow
def test_rules_have_the_plane_of_their_first_day_and_the_list_that_of_the_day(
    frozen_site: Path, run: Run, tmp_path: Path
) -> None:
    names = {path.name for path in (frozen_site / "rule").glob("*.svg")}
    assert names >= {"index.svg", "bis-rule-2022-10-07.svg", "bis-rule-2023-10-17.svg"}
    run("chart", "controls", "--as-of", "2023-11-17", "-o", tmp_path / "plane.vl.json")
    specification = (frozen_site / "rule" / "bis-rule-2023-10-17.vl.json").read_text("utf-8")
    assert json.loads(specification) == json.loads((tmp_path / "plane.vl.json").read_text("utf-8"))
    svg = (frozen_site / "rule" / "bis-rule-2023-10-17.svg").read_text(encoding="utf-8")
    assert "Chips and the lines of US export controls on 2023-11-17" in svg
    assert "prefers-color-scheme: dark" in svg
    text = read_text(frozen_site / "rule" / "bis-rule-2023-10-17.html")
    assert "AMD Instinct MI250 US" in text


@pytest.mark.slow
def test_without_vl_convert_rules_have_no_pictures_which_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chipwatch.seeing.rule_pages.can_draw_pictures", lambda: False)
    monkeypatch.setattr("chipwatch.seeing.plane_pictures.can_draw_pictures", lambda: False)
    result = run("site", tmp_path / "site", "--no-text-search", "--kind", "policy")
    assert result.code == 0
    assert f"rules have no pictures: run {format_extra_command('charts')}" in result.err
    assert list((tmp_path / "site" / "rule").glob("*.svg")) == []
    assert "<img" not in (tmp_path / "site" / "rule" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_several_processes_write_the_same_bytes(
    frozen_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chipwatch.seeing.site_builder.MIN_PAGES_FOR_PROCESSES", 1)
    progress: list[tuple[int, int]] = []
    with chipwatch.open(str(BASE)) as base:
        base.write_site(
            tmp_path / "site",
            processes=2,
            text_search=False,
            progress=lambda done, total: progress.append((done, total)),
        )
    assert max(progress)[0] == progress[0][1]
    assert {
        path.relative_to(tmp_path / "site"): path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    } == {
        path.relative_to(frozen_site): path.read_bytes()
        for path in frozen_site.rglob("*")
        if path.is_file()
    }
