"""The first date of an entity, one rule for totals, response times and dated questions."""

import pytest

from chipwatch.asking.answers.graph import EntityGraph
from chipwatch.asking.questions.first_dates import find_first_date
from chipwatch.model.dates import Date, pick_first_date
from chipwatch.model.facts import SourceRecord
from made import DrawnFact, build_base, build_entity

SOURCES = [SourceRecord("a", "A", "news")]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        ([], None),
        (["2025"], "2025"),
        (["2025", "2024"], "2024"),
        (["2025", "2025-03"], "2025-03"),
        (["2025-12", "2025"], "2025-12"),
        (["2025-Q1", "2025-01-31", "2024-12-31"], "2024-12-31"),
    ],
)
def test_the_date_that_is_over_first_is_picked(texts: list[str], first: str | None) -> None:
    date = pick_first_date(map(Date.parse, texts))
    assert (date and date.text) == first


@pytest.mark.parametrize(
    ("dates", "names", "expected"),
    [
        pytest.param({"announced": "2024", "released": "2023"}, (), ("released", "2023"), id="any"),
        pytest.param(
            {"announced": "2024", "released": "2023"}, ("announced",), ("announced", "2024"),
            id="of-some-properties",
        ),
        pytest.param({"planned_release": "2023"}, (), None, id="a-plan-is-no-date"),
        pytest.param(
            {"planned_release": "2023"}, ("planned_release",), ("planned_release", "2023"),
            id="unless-it-is-named",
        ),
        pytest.param({}, (), None, id="none"),
    ],
)  # fmt: skip
def test_the_first_date_of_a_chip(
    dates: dict[str, str], names: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    facts = [DrawnFact(name, text, None, None, "reported", ("a",)) for name, text in dates.items()]
    base = build_base([build_entity("c", "chip", facts, SOURCES)], SOURCES)
    graph = EntityGraph(base, base.load_entities_of_kind("chip"))
    first_date = find_first_date(graph, graph.entities[0], names)
    assert (first_date and (first_date.property_name, first_date.date.text)) == expected
