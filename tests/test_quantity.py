"""Numbers as sources state them: forms, units, what is refused, what agrees, how they look."""

from decimal import Decimal

import pytest

from chipwatch.model.interval_arithmetic import convert_to_unit
from chipwatch.model.problem import FieldError
from chipwatch.model.quantity import (
    Quantity,
    Real,
    format_quantity,
    parse_quantity,
    to_yaml_text,
)
from chipwatch.model.units import find_unit_factors


def _exactly(number: Real, *, approximate: bool = False) -> Quantity:
    return Quantity(number, number, approximate)


def _refusal(text: str, unit: str = "") -> FieldError:
    with pytest.raises(FieldError) as refused:
        convert_to_unit(*parse_quantity(text), unit)
    return refused.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("7", 7),
        ("+7", 7),
        ("-7", -7),
        ("007", 7),
        ("7.0", 7),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-0.5", -0.5),
        ("10.4", 10.4),
        ("15_824", 15824),
        ("1_234.5", 1234.5),
        ("1e3", 1000),
        ("1E3", 1000),
        ("2.5e-1", 0.25),
        ("  7  ", 7),
        ("999999999999999", 999999999999999),
        ("9007199254740993", 9007199254740993),
        ("1234567890123456789012345678901", 1234567890123456789012345678901),
        ("1e30", 10**30),
        ("1e-30", 1e-30),
        ("0e99", 0),
        ("7 k", 7_000),
        ("7k", 7_000),
        ("7 thousand", 7_000),
        ("7 m", 7_000_000),
        ("7 mn", 7_000_000),
        ("7 million", 7_000_000),
        ("7 b", 7_000_000_000),
        ("7 bn", 7_000_000_000),
        ("7 billion", 7_000_000_000),
        ("7 tn", 7_000_000_000_000),
        ("7 trillion", 7_000_000_000_000),
        ("7万", 70_000),
        ("7 亿", 700_000_000),
        ("52.7 bn", 52_700_000_000),
        ("0.07 k", 70),
        ("1.1 k", 1_100),
        ("0.0001 k", 0.1),
    ],
)
def test_a_number_is_read_exactly(text: str, number: Real) -> None:
    read, unit = parse_quantity(text)
    assert (read, unit) == (_exactly(number), "")
    assert type(read.low) is type(number)


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("96 GB", _exactly(96), "GB"),
        ("96GB", _exactly(96), "GB"),
        ("96\u00a0GB", _exactly(96), "GB"),
        ("1 bn USD", _exactly(10**9), "USD"),
        ("1\u00a0bn\u00a0USD", _exactly(10**9), "USD"),
        ("814 mm²", _exactly(814), "mm²"),
        ("77 per  cent", _exactly(77), "per cent"),
        ("5 US$", _exactly(5), "US$"),
        ("~77 %", _exactly(77, approximate=True), "%"),
        ("≈ 77%", _exactly(77, approximate=True), "%"),
        (">2 bn", Quantity(2 * 10**9, None, is_low_open=True), ""),
        ("> 2", Quantity(2, None, is_low_open=True), ""),
        (">=2 W", Quantity(2, None), "W"),
        ("≥2 W", Quantity(2, None), "W"),
        ("<2 k", Quantity(None, 2_000, is_high_open=True), ""),
        ("<=2", Quantity(None, 2), ""),
        ("≤-2", Quantity(None, -2), ""),
        ("600000..800000", Quantity(600_000, 800_000), ""),
        ("600 .. 800", Quantity(600, 800), ""),
        ("600..800 k", Quantity(600_000, 800_000), ""),
        ("600..800 GB", Quantity(600, 800), "GB"),
        ("600 GB..800 GB", Quantity(600, 800), "GB"),
        ("600 k..1 m", Quantity(600_000, 1_000_000), ""),
        ("600 m..1 bn USD", Quantity(600_000_000, 10**9), "USD"),
        ("1 m USD..2 bn USD", Quantity(10**6, 2 * 10**9), "USD"),
        ("~600..800", Quantity(600, 800, is_approximate=True), ""),
        ("-5..-3", Quantity(-5, -3), ""),
        ("0.5..0.7", Quantity(0.5, 0.7), ""),
        ("7..7", Quantity(7, 7), ""),
    ],
)
def test_units_bounds_ranges_and_approximations_are_read(
    text: str, quantity: Quantity, unit: str
) -> None:
    assert parse_quantity(text) == (quantity, unit)


FORM = "write a number, a range 600..800, a bound >2, or an approximation ~77, then its unit"
COMMA = "write thousands with _ and decimals with a point: 1_500 or 1.5"
RANGE = "write a range with two points: 600..800"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", FORM),
        (" ", FORM),
        ("soon", FORM),
        ("NaN", FORM),
        ("inf", FORM),
        ("-Infinity", FORM),
        ("bn", FORM),
        ("$5", FORM),
        ("~", FORM),
        (">", FORM),
        ("=5", FORM),
        (">~5", FORM),
        ("--5", FORM),
        ("5.", FORM),
        ("1.2.3", FORM),
        ("1_", FORM),
        ("_1", FORM),
        ("1__0", FORM),
        ("1_.5", FORM),
        ("..5", FORM),
        ("5..", FORM),
        ("1..~2", FORM),
        ("1..2..3", FORM),
        ("１２", FORM),
        ("1２", FORM),
        ("٣", FORM),
        ("½", FORM),
        ("5 GB.", FORM),
        ("5 (about)", FORM),
        ("1,000", COMMA),
        ("1,234.5 GB", COMMA),
        ("1,5", COMMA),
        ("600-800", RANGE),
        ("600 – 800 GB", RANGE),
        ("600—800", RANGE),
        ("0...5", RANGE),
        ("1 ... 2", RANGE),
    ],
)
def test_what_is_no_number_is_refused(text: str, hint: str) -> None:
    problem = _refusal(text)
    report = (problem.code, problem.message, problem.hint)
    assert report == ("bad-number", f"{text!r} is not a number", hint)


@pytest.mark.parametrize("text", ["1" * 201, "1" + " " * 100_000 + ".", "1 a" + " " * 100_000])
def test_text_too_long_for_a_number_is_refused_without_being_repeated(text: str) -> None:
    problem = _refusal(text)
    assert (problem.code, problem.hint) == ("bad-number", "write it in at most 200 characters")
    assert problem.message == f"{text[:20] + '…'!r} is not a number"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1e31", "1.0e+31 is out of all proportion"),
        ("1e-31", "1.0e-31 is out of all proportion"),
        ("-2e400", "-2.0e+400 is out of all proportion"),
        ("1e28 bn", "1.0e+37 is out of all proportion"),
        ("0..1e999999", "1.0e+999999 is out of all proportion"),
        ("1e99999999999999999999", "'1e99999999999999999999' is out of all proportion"),
        ("0e99999999999999999999", "'0e99999999999999999999' is out of all proportion"),
        ("1e-99999999999999999999", "'1e-99999999999999999999' is out of all proportion"),
        ("9" * 32, "1.0e+32 is out of all proportion"),
        ("1e27 PB", "1.0e+33 is out of all proportion"),
        ("1e-27 KB", "1.0e-33 is out of all proportion"),
    ],
)
def test_a_number_out_of_all_proportion_is_refused(text: str, message: str) -> None:
    problem = _refusal(text, "GB")
    assert (problem.code, problem.message) == ("bad-number", message)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2..1", "the range '2..1' runs backwards", "put the lower end first"),
        ("-3..-5", "the range '-3..-5' runs backwards", "put the lower end first"),
        ("1 bn..2 m", "the range '1 bn..2 m' runs backwards", "put the lower end first"),
        ("1 TB..2 GB", "the ends of '1 TB..2 GB' differ in unit", "use one unit"),
        ("1 GB..2", "the ends of '1 GB..2' differ in unit", "use one unit"),
        (">1..2", "'>1..2' is both a bound and a range", "write the range alone"),
        (">=1..2", "'>=1..2' is both a bound and a range", "write the range alone"),
        ("≤1..2", "'≤1..2' is both a bound and a range", "write the range alone"),
    ],
)
def test_a_range_that_contradicts_itself_is_refused(text: str, message: str, hint: str) -> None:
    problem = _refusal(text, "GB")
    assert (problem.code, problem.message, problem.hint) == ("bad-range", message, hint)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("96", "GB", 96),
        ("96 GB", "GB", 96),
        ("1.5 TB", "GB", 1500),
        ("2 PB", "GB", 2_000_000),
        ("512 MB", "GB", 0.512),
        ("1 KB", "GB", 0.000001),
        ("1 kB", "GB", 0.000001),
        ("1 B", "GB", 0.000000001),
        ("80 GiB", "GB", 85.89934592),
        ("1 TiB", "GB", 1099.511627776),
        ("1024 MiB", "GB", 1.073741824),
        ("4 TB/s", "GB/s", 4000),
        ("0.1 TB/s", "GB/s", 100),
        ("0.3 TB/s", "GB/s", 300),
        ("1.1 TB/s", "GB/s", 1100),
        ("4.35 TB/s", "GB/s", 4350),
        ("800 Gbps", "GB/s", 100),
        ("400 Gb/s", "GB/s", 50),
        ("3.2 Tbps", "GB/s", 400),
        ("100 Mbps", "GB/s", 0.0125),
        ("250 MB/s", "GB/s", 0.25),
        ("1.979 PFLOPS", "TFLOPS", 1979),
        ("2 EFLOPS", "TFLOPS", 2_000_000),
        ("67 TFLOP/s", "TFLOPS", 67),
        ("500 GFLOPS", "TFLOPS", 0.5),
        ("2.5 POPS", "TOPS", 2500),
        ("700 GOPS", "TOPS", 0.7),
        ("8.14 cm²", "mm²", 814),
        ("814 mm2", "mm²", 814),
        ("0.007 µm", "nm", 7),
        ("0.007 um", "nm", 7),
        ("0.7 kW", "W", 700),
        ("1.2 MW", "W", 1_200_000),
        ("77 percent", "%", 77),
        ("77 per cent", "%", 77),
        ("10 k chips", "chips", 10_000),
        ("3 bn calls/day", "calls/day", 3 * 10**9),
        ("1234567890123456789012345 TB", "GB", 1234567890123456789012345000),
    ],
)
def test_a_unit_is_converted_without_rounding(text: str, unit: str, number: Real) -> None:
    assert convert_to_unit(*parse_quantity(text), unit) == _exactly(number)


def test_both_ends_and_the_bound_are_converted() -> None:
    assert convert_to_unit(*parse_quantity("~1.1..2.2 TB"), "GB") == Quantity(
        1100, 2200, is_approximate=True
    )
    assert convert_to_unit(*parse_quantity("<1.1 TB"), "GB") == Quantity(
        None, 1100, is_high_open=True
    )


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("5 tb", "GB", "did you mean TB?"),
        ("5 gb", "GB", "did you mean GB?"),
        ("5 tb/s", "GB/s", "did you mean TB/s or Tb/s?"),
        ("5 TFLOP", "TFLOPS", "did you mean TFLOPS or TFLOP/s or PFLOPS?"),
        ("5 kw", "W", "did you mean kW?"),
        ("5 Bn", "GB", "write the magnitude in small letters: bn"),
        ("5 Million calls/day", "calls/day", "write the magnitude in small letters: million"),
        ("5 furlongs", "W", "units that fit here: W, kW, MW, GW"),
        ("0x10", "W", "units that fit here: W, kW, MW, GW"),
        ("5 bn bn", "W", "units that fit here: W, kW, MW, GW"),
        ("5 GB", "", "units that fit here: none: write the bare number"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused_with_those_that_do(
    text: str, unit: str, hint: str
) -> None:
    problem = _refusal(text, unit)
    assert (problem.code, problem.hint) == ("unknown-unit", hint)


def test_the_message_of_a_unit_that_does_not_fit_says_which() -> None:
    assert _refusal("5 bn furlongs", "W").message == "'furlongs' is not a unit of this property"


@pytest.mark.parametrize(
    ("unit", "units"),
    [
        ("GW", {"W": "1e-9", "kW": "1e-6", "MW": "1e-3", "GW": "1"}),
        ("%", {"%": "1", "percent": "1", "per cent": "1"}),
        ("chips", {"chips": "1"}),
        ("", {}),
    ],
)
def test_the_units_that_convert_into_one_are_listed_by_size(
    unit: str, units: dict[str, str]
) -> None:
    assert find_unit_factors(unit) == {name: Decimal(size) for name, size in units.items()}


@pytest.mark.parametrize(
    ("text", "display_text", "yaml_text"),
    [
        ("0", "0", "0"),
        ("-0.0", "0", "0"),
        ("0.5", "0.5", "0.5"),
        ("-0.5", "-0.5", "-0.5"),
        ("7.10", "7.1", "7.1"),
        ("999", "999", "999"),
        ("1000", "1,000", "1000"),
        ("-1000", "-1,000", "-1000"),
        ("1234.5", "1,234.5", "1234.5"),
        ("-1234.5", "-1,234.5", "-1234.5"),
        ("999_999", "999,999", "999999"),
        ("1_000_000", "1 m", "1000000"),
        ("1_230_000", "1.23 m", "1230000"),
        ("1_200_000", "1.2 m", "1200000"),
        ("1_050_000", "1.05 m", "1050000"),
        ("9_065_000_000", "9.065 bn", "9065000000"),
        ("9_065_400_000", "9,065.4 m", "9065400000"),
        ("-1_500_000_000_000", "-1.5 tn", "-1500000000000"),
        ("1_234_000", "1,234,000", "1234000"),
        ("1_234_567.5", "1,234,567.5", "1234567.5"),
        ("950 m", "950 m", "950000000"),
        ("52.7 bn", "52.7 bn", "52700000000"),
        ("-52.7 bn", "-52.7 bn", "-52700000000"),
        ("1_234.5 bn", "1,234.5 bn", "1234500000000"),
        ("385 bn", "385 bn", "385000000000"),
        ("1.5 tn", "1.5 tn", "1500000000000"),
        ("20_000 tn", "20,000 tn", "20000000000000000"),
        ("9007199254740993", "9,007,199,254,740,993", "9007199254740993"),
        ("12345678901234567 tn", "12,345,678,901,234,567 tn", "12345678901234567000000000000"),
        ("0.0000009", "0.0000009", "0.0000009"),
        ("1e-30", "0.000000000000000000000000000001", "0.000000000000000000000000000001"),
        ("~77", "~77", "~77"),
        (">2 bn", ">2 bn", ">2000000000"),
        (">=0.5", "≥0.5", ">=0.5"),
        ("<2", "<2", "<2"),
        ("<=0", "≤0", "<=0"),
        ("600000..800000", "600,000–800,000", "600000..800000"),
        ("~1..2 m", "~1 m–2 m", "~1000000..2000000"),
        ("-5..-3", "-5 to -3", "-5..-3"),
        ("-0.5..0", "-0.5 to 0", "-0.5..0"),
        ("0..5", "0–5", "0..5"),
    ],
)
def test_a_number_is_shown_for_readers_and_written_for_fact_files(
    text: str, display_text: str, yaml_text: str
) -> None:
    number, _ = parse_quantity(text)
    assert (format_quantity(number), to_yaml_text(number)) == (display_text, yaml_text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("~7", 7), ("7..7", 7), ("6..7", None), (">7", None), ("<7", None)],
)
def test_one_number_is_meant_also_by_an_approximation(text: str, number: Real | None) -> None:
    assert parse_quantity(text)[0].exact_number == number


@pytest.mark.parametrize(
    ("text", "other_text", "agree"),
    [
        ("2", "2", True),
        ("2", "3", False),
        ("2", "2.0", True),
        (">2", "2", False),
        (">=2", "2", True),
        ("<2", "2", False),
        ("<=2", "2", True),
        (">2", "2.0001", True),
        (">2", ">1000", True),
        (">2", "<2", False),
        (">=2", "<2", False),
        (">=2", "<=2", True),
        (">2", "<3", True),
        ("1..2", "2..3", True),
        ("1..2", "3..4", False),
        ("1..2", ">2", False),
        ("1..2", ">=2", True),
        ("1..2", "1.5", True),
        ("1..2", "0.5", False),
        ("-2..-1", "-1.5", True),
    ],
)
def test_two_statements_agree_where_some_number_fits_both(
    text: str, other_text: str, *, agree: bool
) -> None:
    first, second = parse_quantity(text)[0], parse_quantity(other_text)[0]
    assert first.is_compatible(second) is agree
    assert second.is_compatible(first) is agree
