"""Where chips come from: as asked, or as their designers and foundries say."""

import pytest

from chipwatch.asking.controls.chip_origins import OriginRequest, parse_origin
from chipwatch.model.problem import UnknownNameError, UsageError
from conftest import Facts, Run
from export_rules import BASE, ask_controls_of

COMPANIES = {
    **BASE,
    "company/fab.yaml": "name: Fab\nsources: [gazette]\ncountry: TW\n",
    "company/home.yaml": "name: Home\nsources: [gazette]\ncountry: US\n",
    "company/seatless.yaml": "name: Seatless\nsources: [gazette]\nceo: Somebody\n",
}
HEAD = "name: Y1\nsources: [gazette]\nint8_dense: 1979\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "options", "expected"),
    [
        pytest.param("", (), ("US", "assumed", [], None), id="nothing-known"),
        pytest.param("designer: home\n", (), ("US", "designer", [], True), id="us-design"),
        pytest.param(
            "designer: home\nfoundry: fab\n", (), ("US", "designer", ["TW"], True), id="foundry"
        ),
        pytest.param("designer: acme\n", (), ("CN", "designer", [], None), id="chinese-design"),
        pytest.param(
            "designer: acme\n", ("--from", "MY"), ("MY", "given", [], None), id="given"
        ),
        pytest.param(
            "designer: acme\nfoundry: fab\n", ("--made-in", "VN"), ("VN", "made-in", ["VN"], None),
            id="made-there",
        ),
        pytest.param(
            "designer: home\n", ("--us-technology", "no"), ("US", "designer", [], False),
            id="what-is-said-counts",
        ),
        pytest.param("designer: seatless\n", (), ("US", "assumed", [], None), id="no-seat"),
    ],
)  # fmt: skip
def test_the_origin_is_as_asked_or_as_the_facts_have_it(
    facts: Facts,
    run: Run,
    lines: str,
    options: tuple[str, ...],
    expected: tuple[object, ...],
) -> None:
    folder = {**COMPANIES, "chip/y1.yaml": HEAD + lines}
    origin = ask_controls_of(facts, run, folder, "y1", *options, "--as-of", "2025-01-01")["origin"]
    assert tuple(origin[key] for key in ("from", "basis", "made_in", "us_technology")) == expected


def test_a_specified_chip_has_the_seat_of_its_designer(facts: Facts, run: Run) -> None:
    options = ("--spec", "int8_dense=1979", "--spec", "designer=acme", "--as-of", "2025-01-01")
    origin = ask_controls_of(facts, run, COMPANIES, *options)["origin"]
    assert (origin["from"], origin["basis"]) == ("CN", "designer")


@pytest.mark.parametrize(
    "request_",
    [
        OriginRequest(us_content="101"),
        OriginRequest(us_content="a lot"),
        OriginRequest(us_content="-1"),
        OriginRequest(us_technology="maybe"),
    ],
)
def test_what_says_nothing_is_refused(request_: OriginRequest) -> None:
    with pytest.raises(UsageError):
        parse_origin(request_)


def test_a_country_that_does_not_exist_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownNameError) as error:
        parse_origin(OriginRequest(shipped_from="Chyna"))
    assert "China" in error.value.hint
