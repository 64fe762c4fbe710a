"""The rules on tools for making chips, with figures just below, at and above each limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.dates import Date
from chipwatch.model.schema.products import TOOL_TYPES
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.judgement import judge
from chipwatch.rules.verdict import Verdict
from export_rules import load_bundled_rules

pytestmark = pytest.mark.data

IMMERSION = ("tool_type=scanner", "light_wavelength=193", "numerical_aperture=1.35")
"""0.25 × 193 ÷ 1.35 is 35.7 nm, which is under the 45 nm of the list."""
TODAY = "2026-11-30"


def judge_tool(*figures: str, to: str = "CN", day: str = TODAY) -> Verdict:
    circumstances = Circumstances(Date.parse(day).first, to, load_bundled_rules())
    return judge(parse_specified_item(figures), circumstances)


@pytest.mark.parametrize(
    ("overlay", "day", "status", "paragraph"),
    [
        ("1.49", TODAY, "licence-required", "3B001.f.1.b"),
        ("1.5", TODAY, "licence-required", "3B001.f.1.b"),
        ("1.51", TODAY, "unknown", "3B993.f.1"),
        ("2.4", TODAY, "unknown", "3B993.f.1"),
        ("2.41", TODAY, "unknown", None),
        ("1.5", "2024-12-01", "licence-required", "3B001.f.1.b.2.a"),
        ("1.51", "2024-12-01", "licence-required", "3B001.f.1.b.2.b"),
        ("2.4", "2024-12-01", "licence-required", "3B001.f.1.b.2.b"),
        ("2.41", "2024-12-01", "unknown", None),
        ("1.51", "2024-12-02", "unknown", "3B993.f.1"),
        ("1.5", "2023-11-17", "licence-required", "3B001.f.1.b.2.a"),
        ("1.5", "2023-11-16", "unknown", None),
    ],
)
def test_the_overlay_of_an_immersion_scanner_decides(
    overlay: str, day: str, status: str, paragraph: str | None
) -> None:
    verdict = judge_tool(*IMMERSION, f"dedicated_chuck_overlay={overlay}", day=day)
    assert (verdict.status, verdict.paragraph) == (status, paragraph)


@pytest.mark.parametrize(
    ("figures", "paragraph"),
    [
        (("light_wavelength=13.5",), "3B001.f.1.a"),
        (("light_wavelength=192.9",), "3B001.f.1.a"),
        (("light_wavelength=193", "numerical_aperture=1.07", "dedicated_chuck_overlay=1"), None),
        (("light_wavelength=193", "minimum_feature=45", "dedicated_chuck_overlay=1"),
         "3B001.f.1.b"),
        (("light_wavelength=193", "minimum_feature=45.1", "dedicated_chuck_overlay=1"), None),
        (("light_wavelength=248", "minimum_feature=110", "dedicated_chuck_overlay=25"), None),
    ],
)  # fmt: skip
def test_the_light_and_the_pattern_of_a_scanner_decide(
    figures: tuple[str, ...], paragraph: str | None
) -> None:
    verdict = judge_tool("tool_type=scanner", *figures)
    assert verdict.paragraph == paragraph
    assert verdict.status == ("licence-required" if paragraph else "unknown")


def test_a_tool_of_no_class_is_open_by_the_plant_that_it_goes_to() -> None:
    verdict = judge_tool("tool_type=scanner", "light_wavelength=248", "minimum_feature=110")
    assert verdict.missing_properties == ("advanced_plant",)


def test_without_its_overlay_a_scanner_is_in_one_of_two_classes() -> None:
    verdict = judge_tool(*IMMERSION)
    assert verdict.status == "unknown"
    assert "dedicated_chuck_overlay" in verdict.missing_properties
    assert "3B001.f.1.b" in verdict.open_classes


@pytest.mark.parametrize(
    ("figures", "to", "day", "status", "policy"),
    [
        (("light_wavelength=13.5",), "CN", TODAY, "licence-required", "presumption of denial"),
        (("light_wavelength=13.5",), "MO", TODAY, "licence-required", "presumption of denial"),
        (("light_wavelength=13.5",), "TW", TODAY, "no-licence-required", None),
        (("light_wavelength=13.5",), "TW", "2024-06-01", "unknown", None),
        (("light_wavelength=13.5",), "KP", TODAY, "licence-required", "presumption of denial"),
    ],
)
def test_where_an_euv_scanner_goes_decides(
    figures: tuple[str, ...], to: str, day: str, status: str, policy: str | None
) -> None:
    verdict = judge_tool("tool_type=scanner", *figures, to=to, day=day)
    assert (verdict.status, verdict.policy_choice) == (status, policy)


@pytest.mark.parametrize(
    ("to", "feature", "status"),
    [
        ("CN", 45, "licence-required"),
        ("CN", 46, "unknown"),
        ("VN", 45, "licence-required"),
        ("DE", 45, "no-licence-required"),
        ("VN", 46, "no-licence-required"),
    ],
)
def test_imprint_tools_are_licensed_outside_group_a_1(to: str, feature: int, status: str) -> None:
    verdict = judge_tool("tool_type=imprint", f"printed_feature={feature}", to=to)
    assert verdict.status == status


@pytest.mark.parametrize("tool_type", TOOL_TYPES)
def test_no_tool_is_free_to_china_by_what_is_not_known(tool_type: str) -> None:
    verdict = judge_tool(f"tool_type={tool_type}")
    assert verdict.is_licence_needed is not False


@pytest.mark.parametrize("tool_type", ["etching", "inspection", "implantation", "deposition"])
def test_tools_known_by_their_kind_alone_are_open_elsewhere_too(tool_type: str) -> None:
    assert judge_tool(f"tool_type={tool_type}", to="TW").status == "unknown"


@pytest.mark.parametrize(
    ("entry", "status"),
    [("3B001.c.1.a", "licence-required"), ("3B001.c.2", "no-licence-required"),
     ("3B991", "no-licence-required")],
)  # fmt: skip
def test_the_entry_that_a_maker_states_decides(entry: str, status: str) -> None:
    verdict = judge_tool("tool_type=etching", f"list_entry={entry}", to="TW")
    assert verdict.status == status


def test_rules_on_chips_are_not_asked_about_a_tool_nor_the_other_way() -> None:
    tool, chip = judge_tool("tool_type=etching"), judge_tool("fp16_dense=1000")
    entries = ({finding.paragraph.name[:2] for finding in verdict.findings if
                finding.rule.act.gives_class} for verdict in (tool, chip))  # fmt: skip
    assert list(entries) == [{"3B"}, {"3A"}]


@given(
    st.floats(0.5, 5), st.floats(10, 400), st.floats(0.3, 1.4), st.sampled_from(["CN", "TW", "DE"])
)
def test_an_unknown_figure_never_frees_what_a_value_of_it_would_catch(
    overlay: float, wavelength: float, aperture: float, to: str
) -> None:
    figures = {
        "light_wavelength": wavelength,
        "numerical_aperture": aperture,
        "dedicated_chuck_overlay": overlay,
    }
    texts = {name: f"{name}={number:.3f}" for name, number in figures.items()}
    verdict = judge_tool("tool_type=scanner", *texts.values(), to=to)
    for missing in texts:
        known = [text for name, text in texts.items() if name != missing]
        open_verdict = judge_tool("tool_type=scanner", *known, to=to)
        if verdict.is_licence_needed is not False:
            assert open_verdict.is_licence_needed is not False
