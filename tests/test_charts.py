"""Pictures: what is drawn, where labels stand, and that real tools take the specification."""

import json
import re
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chipwatch
from chipwatch.model.chart import (
    Axis,
    ChainChart,
    ChainLink,
    ChartedChain,
    ChartFrame,
    Mark,
    PointChart,
    Scale,
    Span,
)
from chipwatch.model.installation import format_extra_command
from chipwatch.model.schema import KINDS
from chipwatch.showing.chart_labels import LETTER_HEIGHT, LETTER_WIDTH, LabelPlacer
from chipwatch.showing.plane import build_plane
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.chart_drawing import draw_chart
from chipwatch.showing.vega_lite import build_vega_lite
from conftest import ROOT, Facts, Golden, Run
from export_rules import BASE

SMALL = 1e-6
TEXT_ELEMENT = re.compile(r"<text[^>]*>([^<]*)</text>")
GOLDEN = Path(__file__).parent / "golden"
DAYS = ("2022-11-01", "2024-06-01", "2026-11-01")
SAMPLES = {
    "controls": ("controls", "--as-of", "2025-01-01"),
    "timeline": ("timeline", "--about", "nvidia"),
    "sums": ("investment", "--by", "investor,year", "--currency", "USD"),
    "series": ("series", "nvidia-china-revenue", "amount"),
    "path": ("path", "huawei", "asml"),
    "figures": ("chip", "--x", "released", "--y", "tpp", "--by", "designer_country", "--log"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_chart_in_a_pipe_is_text(run: Run, golden: Golden, name: str) -> None:
    result = run("chart", *SAMPLES[name])
    assert result.code == 0
    golden(GOLDEN / f"chart-{name}.txt", result.out)


def validate(spec: Any) -> None:  # noqa: ANN401 - JSON
    """Hold a specification against the schema of Vega-Lite that Altair carries."""
    altair = pytest.importorskip("altair")
    jsonschema = pytest.importorskip("jsonschema")
    schema_path = Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json"
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(spec)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_the_specification_is_vega_lite(run: Run, name: str) -> None:
    spec = json.loads(run("chart", *SAMPLES[name], "--json").out)
    validate(spec)
    assert spec["title"]["text"]
    assert spec["usermeta"]["sources"]
    lines = spec["vconcat"][-1]["encoding"]["text"]["value"]
    assert f"chipwatch {chipwatch.__version__}" in " ".join(lines)


CHAIN = ChainChart(
    ChartFrame("From A to C"),
    (
        ChartedChain("Acme", (ChainLink("designs", "A very long name of a chip that is broken"),)),
        ChartedChain(
            "Acme", (ChainLink("designs", "X1"), ChainLink("made by", "Bolt", is_weak=True))
        ),
    ),
)


@pytest.mark.slow
def test_chains_are_vega_lite() -> None:
    validate(build_vega_lite(CHAIN))


def test_chains_are_lines_of_text() -> None:
    assert draw_chart(CHAIN, Screen()).splitlines() == [
        "From A to C",
        "",
        "Acme ─designs→ A very long name of a chip that is broken",
        "Acme ─designs→ X1 ─made by→ Bolt",
        "",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_loads_nothing(run: Run, tmp_path: Path, name: str) -> None:
    pytest.importorskip("vl_convert")
    contents = []
    for ending in ("svg", "png", "html"):
        run("chart", *SAMPLES[name], "-o", tmp_path / f"picture.{ending}")
        contents.append((tmp_path / f"picture.{ending}").read_bytes())
    svg, png, page = contents
    assert png.startswith(b"\x89PNG")
    assert b"<svg" in svg
    assert b"<svg" in page
    loaded = (b"<script", b'xlink:href="http', b" src=", b"@import", b"url(http")
    assert [attribute for attribute in loaded if attribute in svg + page] == []


@pytest.mark.slow
def test_the_picture_in_the_documents_is_of_today(run: Run, tmp_path: Path) -> None:
    """Where this fails, look at it, and write it anew with -o docs/pictures/plane.svg."""
    pytest.importorskip("vl_convert")
    run("chart", *SAMPLES["controls"], "-o", tmp_path / "plane.svg")
    kept, drawn = (
        sorted(TEXT_ELEMENT.findall(path.read_text(encoding="utf-8")))
        for path in (ROOT / "docs" / "pictures" / "plane.svg", tmp_path / "plane.svg")
    )
    assert drawn == kept


def test_names_of_things_are_only_text(run: Run, facts: Facts, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    chip = BASE["chip/x1.yaml"].replace("name: X1", "name: '<script>alert(1)</script>'")
    path = tmp_path / "picture.html"
    options = ("--as-of", "2025-01-01", "--data", facts({**BASE, "chip/x1.yaml": chip}))
    assert run("chart", "controls", *options, "-o", path).code == 0
    assert "<script" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param(
            ("controls", "--as-of", "2020-01-01"),
            [
                "error: no rule with limits on two figures was in force on 2020-01-01",
                "ask for a later --as-of: chipwatch controls lists the days on which rules began",
            ],
            id="no-rule",
        ),
        pytest.param(
            ("chip", "--x", "tpp", "--y", "tdp", "--about", "nvidia"),
            [
                "error: --about says nothing to this chart of chip",
                "it takes --by, --log, --where, --x, --y",
            ],
            id="idle-option",
        ),
        pytest.param(
            ("chip", "--x", "tpp", "--y", "name"),
            [
                "error: name is no number and no date",
                "chart numbers or dates, such as --x released",
            ],
            id="no-number",
        ),
        pytest.param(
            ("investment", "--currency", "USD"),
            ["error: sums are charted by a column", "add --by investor,year"],
            id="no-rows",
        ),
        pytest.param(
            ("path", "huawei"),
            ["error: a chart of path takes 2 names", "run chipwatch chart path NAME NAME"],
            id="a-name-too-few",
        ),
        pytest.param(
            ("controls", "h20"),
            ["error: a chart of controls takes 0 names", "run chipwatch chart controls"],
            id="a-name-too-many",
        ),
        pytest.param(
            ("controlls",),
            [
                "error: there is no chart 'controlls'",
                f"choose one of controls, timeline, series, path, {', '.join(KINDS)}",
            ],
            id="no-such-chart",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    run: Run, arguments: tuple[str, ...], lines: list[str]
) -> None:
    result = run("chart", *arguments)
    assert (result.code != 0, result.out, result.err.splitlines()) == (True, "", lines)


def test_a_picture_without_its_library_says_how_to_get_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = run("chart", *SAMPLES["controls"], "-o", tmp_path / "plane.svg")
    assert result.err.splitlines()[-2:] == [
        "error: vl-convert is not installed, and pictures need it",
        f"run {format_extra_command('charts')}",
    ]
    assert list(tmp_path.iterdir()) == []


def read_boxes(labels: list[str], points: list[tuple[float, float]]) -> list[tuple[float, ...]]:
    """The boxes of the labels that were placed: left, top, right, bottom."""
    placed = LabelPlacer(800, 600).place(labels, points)
    return [
        (
            place.x - LETTER_WIDTH * len(labels[place.position]) / 2,
            place.y - LETTER_HEIGHT / 2,
            place.x + LETTER_WIDTH * len(labels[place.position]) / 2,
            place.y + LETTER_HEIGHT / 2,
        )
        for place in placed
    ]


@given(
    st.lists(
        st.tuples(
            st.text("abc", min_size=1, max_size=30),
            st.tuples(st.floats(0, 800), st.floats(0, 600)),
        ),
        max_size=40,
    )
)
def test_labels_lie_inside_and_over_no_other(
    entries: list[tuple[str, tuple[float, float]]],
) -> None:
    boxes = read_boxes([label for label, _ in entries], [point for _, point in entries])
    assert [box for box in boxes if not _is_inside(box)] == []
    assert [pair for pair in combinations(boxes, 2) if _is_overlap(*pair)] == []


def _is_inside(box: tuple[float, ...]) -> bool:
    left, top, right, bottom = box
    return left >= -SMALL and top >= -SMALL and right <= 800 + SMALL and bottom <= 600 + SMALL


def _is_overlap(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    is_beside = first[2] <= second[0] + SMALL or second[2] <= first[0] + SMALL
    return not (is_beside or first[3] <= second[1] + SMALL or second[3] <= first[1] + SMALL)


def make_plane(*marks: Mark, scale: Scale = Scale.LOG) -> Callable[[Mark], tuple[float, float]]:
    axis = Axis("figure", scale)
    chart = PointChart(ChartFrame("plane"), axis, axis, marks)
    return build_plane(chart, 100, 100).find_middle


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(Span(10, 10), 10, id="exact"),
        pytest.param(Span(10, 1000), 100, id="range-on-a-log-axis"),
        pytest.param(Span(10, None), 10, id="at-least"),
        pytest.param(Span(None, 1000), 1000, id="at-most"),
    ],
)
def test_a_mark_stands_where_its_figure_is(span: Span, expected: float) -> None:
    edge = Mark("edge", Span(1, 10_000), Span(1, 10_000))
    mark = Mark("mark", span, span)
    assert make_plane(edge, mark)(mark) == pytest.approx((expected, expected))


@pytest.mark.data
@pytest.mark.parametrize("day", DAYS)
def test_a_sure_point_lies_in_the_region_of_its_class(day: str) -> None:
    answer = chipwatch.open().at(as_of=day).chart("controls")
    chart = answer.to_chart()
    assert isinstance(chart, PointChart)
    rows = {row["name"]: row for row in answer.to_rows()}
    sure_marks = [mark for mark in chart.marks if mark.shape == chart.shapes[0]]
    assert len(sure_marks) > 20
    assert [
        (mark.label, rows[mark.label]["class"])
        for mark in sure_marks
        if rows[mark.label]["class"] != _find_first_region(chart, mark)
    ] == []


def _find_first_region(chart: PointChart, mark: Mark) -> str | None:
    """The paragraph of the first region that holds a point; a bound from below belongs to it."""
    for region in chart.regions:
        if all(
            (span.low is None or span.low <= number) and (span.high is None or number < span.high)
            for span, number in ((region.x, mark.x.middle), (region.y, mark.y.middle))
        ):
            return region.name
    return None


def draw_axis(lowest: float, highest: float, scale: Scale = Scale.LINEAR) -> list[str]:
    """Draw two points and return the numbers of the axis on the left, from below."""
    marks = [Mark("", Span(x, x), Span(y, y)) for x, y in ((1, lowest), (2, highest))]
    chart = PointChart(ChartFrame("A"), Axis("X"), Axis("Y", scale), marks)
    lines = draw_chart(chart, Screen(is_terminal=True, width=80)).splitlines()
    return [line.partition("|")[0].strip() for line in lines if line[11:12] == "|"][-3::-1]


@pytest.mark.parametrize(
    ("highest", "numbers"),
    [
        (1e3, ["0", "43.8", "87.5"]),
        (1e5, ["0", "4,375", "8,750"]),
        (1e6, ["0", "0.04 m", "0.09 m"]),
        (9e6, ["0", "0.39 m", "0.79 m"]),
        (2.15e11, ["0", "9.4 bn", "18.8 bn"]),
        (9.99e12, ["0", "0.4 tn", "0.9 tn"]),
    ],
)
def test_large_numbers_of_an_axis_are_written_in_their_magnitude(
    highest: float, numbers: list[str]
) -> None:
    assert draw_axis(0, highest)[:3] == numbers


def test_each_number_of_a_logarithmic_axis_has_its_own_magnitude() -> None:
    numbers = draw_axis(1e4, 1e12, Scale.LOG)
    assert {number.partition(" ")[2] for number in numbers} == {"", "m", "bn", "tn"}
    assert len(set(numbers)) == len(numbers)


def test_an_axis_without_a_title_has_no_brackets(run: Run) -> None:
    assert "()" not in run("chart", *SAMPLES["series"]).out
