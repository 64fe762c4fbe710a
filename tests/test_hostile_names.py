"""Names that try to be markup, commands or formulas are text in every format, export and chart."""

import csv
import io
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from chipwatch.exporting.export_formats import ExportFormat
from chipwatch.showing.formats import COMMON_FORMATS
from conftest import Facts, Run

NAMES = (
    "<script>alert(1)</script>",
    "</title></text></svg><img src=x onerror=alert(1)>",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd",
    "`$(touch pwn)`; rm -rf ~",
    "\"quoted\", 'twice', comma; semi\\back",
    "a|b|c\\|d [x](javascript:alert(1)) *b* _i_",
    "--json",
    "%s %n {0} ${x} #{y}",
    "]]> & &amp; &#x41; <!-- --",
    '"] --> n9["owned',
    "end\\n1[click] %%{init: {}}%%",
    "\\input{/etc/passwd} }, note={x",
    "null",
    "'; DROP TABLE entity; --",
    "昆仑芯 שלום é",
)
"""Names that fact files may have: of control characters they have none."""
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def build_files() -> dict[str, str]:
    """Companies of these names, each with a chip and a place in the source of the same name."""
    files = {"company/maker.yaml": "name: Maker\nsources: gazette\n"}
    for number, name in enumerate(NAMES):
        quoted = json.dumps(name, ensure_ascii=False)
        place = json.dumps(f"gazette#{name}", ensure_ascii=False)
        files |= {
            f"company/c{number}.yaml": f"name: {quoted}\nsources: [{place}]\nsummary: {quoted}\n"
            f"partners: [c{(number + 1) % len(NAMES)}]\n",
            f"chip/x{number}.yaml": f"name: {quoted}\nsources: [gazette]\ndesigner: c{number}\n"
            f"tpp: {4800 + number}\nreleased: 2025-0{number % 9 + 1}\n"
            f"performance_density: {1 + number / 4}\ntdp: {300 + number}\n",
        }
    return files


@pytest.fixture
def hostile(facts: Facts) -> Path:
    """A base of hostile names, in which nothing is wrong."""
    return facts(build_files())


class Markup(HTMLParser):
    """Collects tags that run or load something, and attributes that do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "link"}:
            self.active.append(tag)
        self.active += [
            name
            for name, value in attributes
            if name.startswith("on") or (value or "").lower().startswith("javascript:")
        ]


def check_text(output_format: str, text: str) -> None:
    """Check that a text is well formed, and that nothing in it is obeyed."""
    assert not STEERING.search(text)
    if output_format in {"json", "csl", "csl-json"}:
        json.loads(text)
    elif output_format == "jsonl":
        assert all(json.loads(line) for line in text.splitlines())
    elif output_format == "yaml":
        yaml.safe_load(text)
    elif output_format in {"csv", "tsv"}:
        _check_rows(text, "\t" if output_format == "tsv" else ",")
    elif output_format in {"html", "svg"}:
        assert Markup(text).active == []
    if output_format in {"graphml", "svg"}:
        ET.fromstring(text)  # noqa: S314 - it is ours


def _check_rows(text: str, separator: str) -> None:
    rows = list(csv.reader(io.StringIO(text), delimiter=separator, quoting=csv.QUOTE_MINIMAL))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell[:1] in {*"=@"}] == []


def test_the_names_are_no_problem(run: Run, hostile: Path) -> None:
    assert run("check", "--data", hostile).code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "output_format", [each for each in COMMON_FORMATS if not each.traits.is_binary]
)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("company",), 0, id="listing"),
        pytest.param(("company", "c0", "c4"), 0, id="pages"),
        pytest.param(("compare", "c1", "c6"), 0, id="comparison"),
        pytest.param(("search", "alert"), 0, id="search"),
        pytest.param(("related", "c3"), 0, id="related"),
        pytest.param(("timeline",), 0, id="timeline"),
        pytest.param(("why", "c5"), 0, id="provenance"),
        pytest.param(("resolve", "--", *NAMES), 1, id="names-of-two-things-each"),
        pytest.param(("sql", "SELECT name, summary FROM company"), 0, id="sql"),
    ],
)
def test_every_format_takes_them_for_text(
    run: Run, hostile: Path, output_format: str, arguments: tuple[str, ...], code: int
) -> None:
    command, *words = arguments
    result = run(command, "--format", output_format, "--data", hostile, *words)
    assert (result.code, "Traceback" in result.err) == (code, False)
    check_text(output_format, result.out)


@pytest.mark.slow
@pytest.mark.parametrize("output_format", ["mermaid", "graphml", "table", "json"])
def test_a_graph_takes_them_for_text(run: Run, hostile: Path, output_format: str) -> None:
    result = run("path", "c0", "c3", "--format", output_format, "--data", hostile)
    assert result.code == 0
    check_text(output_format, result.out)
    if output_format == "mermaid":
        quoted = [line for line in result.out.splitlines() if '["' in line]
        assert all(line.count('"') == 2 for line in quoted)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["svg", "html", "txt", "json"])
@pytest.mark.parametrize("topic", ["timeline", "chip --x tdp --y tpp"])
def test_a_chart_takes_them_for_text(
    run: Run, hostile: Path, tmp_path: Path, ending: str, topic: str
) -> None:
    path = tmp_path / f"picture.{ending}"
    if ending in {"svg", "html"}:
        pytest.importorskip("vl_convert")
    output = ("--format", "table") if ending == "txt" else ("-o", path)
    result = run("chart", *topic.split(), *output, "--data", hostile)
    assert (result.code, "Traceback" in result.err) == (0, False)
    check_text(ending, result.out if ending == "txt" else path.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "export_format", [each for each in ExportFormat if each not in {"xlsx", "parquet", "sqlite"}]
)
def test_an_export_takes_them_for_text(
    run: Run, hostile: Path, tmp_path: Path, export_format: ExportFormat
) -> None:
    target = tmp_path / "out"
    result = run("export", export_format, target, "--data", hostile)
    assert (result.code, "Traceback" in result.err) == (0, False)
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    assert {os.path.commonpath([tmp_path, path]) for path in files} == {str(tmp_path)}
    for path in files:
        text = path.read_text(encoding="utf-8")
        name = export_format if target.is_file() else path.suffix.removeprefix(".")
        check_text(name, text)
