"""The kinds of value: what each reads and refuses, how it is written, shown, sorted, compared."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.dates import Date
from chipwatch.model.field import Field, Inverse, PlainValue
from chipwatch.model.field_types import Choice, Country, CountryOrUnion, Day, Ref, Text, Url
from chipwatch.model.money import CURRENCIES, Money
from chipwatch.model.numeric_fields import Amount, Number
from chipwatch.model.problem import FieldError
from chipwatch.model.quantity import Quantity, Real
from chipwatch.model.schema import Chip

TEXT, URL, COUNTRY = Text("Text", "."), Url("Address", "."), Country("Country", ".")
LAW_GIVER = CountryOrUnion("Jurisdiction", ".")
CHOICE = Choice("Openness", ".", ("open", "closed", "mixed"))
DAY, AMOUNT = Day("Day", "."), Amount("Amount", ".", signed=True)
COUNT = Number("Count", ".", signed=True)
MEMORY = Number("Memory", ".", unit="GB", signed=True)
SIZE = Number("Size", ".", unit="GB")
MAKER = Ref("Maker", ".", ("company", "person"), Inverse("makes", "Makes", ".", "Profile"))
AMOUNT.name, MEMORY.name, TEXT.name = "amount", "memory", "text"

REALS = some.one_of(
    some.integers(-(10**30), 10**30),
    some.floats(-1e15, 1e15).filter(lambda number: number % 1 != 0 and abs(number) >= 1e-30),
)
EXACT = some.builds(lambda number, about: Quantity(number, number, about), REALS, some.booleans())
SPANS = some.builds(
    lambda ends, about: Quantity(min(ends), max(ends), about),
    some.tuples(REALS, REALS),
    some.booleans(),
)
AT_LEAST = some.builds(
    lambda number, is_open: Quantity(number, None, is_low_open=is_open), REALS, some.booleans()
)
AT_MOST = some.builds(
    lambda number, is_open: Quantity(None, number, is_high_open=is_open), REALS, some.booleans()
)
QUANTITIES = EXACT | SPANS | AT_LEAST | AT_MOST
SUMS = some.lists(
    some.tuples(some.sampled_from(CURRENCIES), QUANTITIES),
    min_size=1,
    max_size=3,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: Money(pairs[0][1], pairs[0][0], tuple(pairs[1:])))
DAYS = some.one_of(
    some.dates().map(str),
    some.dates().map(lambda day: str(day)[:7]),
    some.integers(1, 9999).map("{:04}".format),
    some.builds("{:04}-{}".format, some.integers(1, 9999), some.sampled_from(("H1", "H2"))),
    some.builds("{:04}-Q{}".format, some.integers(1, 9999), some.integers(1, 4)),
).map(Date.parse)
TEXTS = some.text(max_size=60).map(lambda text: " ".join(text.split())).filter(bool)


@given(QUANTITIES)
def test_a_number_written_is_read_back(value: Quantity) -> None:
    assert MEMORY.parse(MEMORY.to_yaml_text(value)) == value


@given(SUMS)
def test_an_amount_written_is_read_back(value: Money) -> None:
    assert AMOUNT.parse(AMOUNT.to_yaml_text(value)) == value


@given(DAYS)
def test_a_date_written_is_read_back(value: Date) -> None:
    assert DAY.parse(DAY.to_yaml_text(value)) == value


@pytest.mark.slow
@given(TEXTS)
def test_text_written_is_read_back(value: str) -> None:
    assert TEXT.parse(TEXT.to_yaml_text(value)) == value


@given(some.decimals(-(10**9), 10**9, places=6))
def test_a_conversion_loses_nothing(number: Decimal) -> None:
    converted = MEMORY.parse(f"{number:f} TB").exact_number
    assert Decimal(str(converted)) == number * 1000


@given(QUANTITIES)
def test_a_number_agrees_with_itself(value: Quantity) -> None:
    assert COUNT.is_compatible(value, value)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (TEXT, "as written", "as written"),
        (TEXT, "  white \n\t space ", "white space"),
        (TEXT, "no", "no"),
        (TEXT, "百度", "百度"),
        (URL, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (URL, "http://example.org", "http://example.org"),
        (URL, "https://example.org/Moore's_(law)", "https://example.org/Moore's_(law)"),
        (COUNTRY, "CN", "CN"),
        (CHOICE, "open", "open"),
        (MAKER, "baidu", "baidu"),
    ],
)
def test_words_are_read_as_they_are(field: Field[str], text: str, value: str) -> None:
    assert field.parse(text) == value


HTTP = "write http:// or https://…, without spaces and quotation marks"
ISO = "write the two capital letters of ISO 3166, such as CN, US, TW"


@pytest.mark.parametrize(
    ("field", "text", "code", "message", "hint"),
    [
        (TEXT, "", "empty-value", "the value is empty", "write it, or remove the line"),
        (TEXT, " \n ", "empty-value", "the value is empty", "write it, or remove the line"),
        (URL, "", "bad-url", "'' is not a web address", HTTP),
        (URL, "example.org", "bad-url", "'example.org' is not a web address", HTTP),
        (URL, "ftp://a.org", "bad-url", "'ftp://a.org' is not a web address", HTTP),
        (URL, "javascript:x()", "bad-url", "'javascript:x()' is not a web address", HTTP),
        (URL, "https://", "bad-url", "'https://' is not a web address", HTTP),
        (URL, "https:///path", "bad-url", "'https:///path' is not a web address", HTTP),
        (URL, "https://?q", "bad-url", "'https://?q' is not a web address", HTTP),
        (URL, "https://a b", "bad-url", "'https://a b' is not a web address", HTTP),
        (URL, "https://a\tb", "bad-url", "'https://a\\tb' is not a web address", HTTP),
        (URL, "https://a/\xa0", "bad-url", "'https://a/\\xa0' is not a web address", HTTP),
        (URL, "https://a\n", "bad-url", "'https://a\\n' is not a web address", HTTP),
        (URL, "https://<a>", "bad-url", "'https://<a>' is not a web address", HTTP),
        (URL, 'https://a"b', "bad-url", "'https://a\"b' is not a web address", HTTP),
        (COUNTRY, "", "bad-country", "'' is not a country code", ISO),
        (COUNTRY, "cn", "bad-country", "'cn' is not a country code", ISO),
        (COUNTRY, "CHN", "bad-country", "'CHN' is not a country code", ISO),
        (COUNTRY, "China", "bad-country", "'China' is not a country code", ISO),
        (COUNTRY, "CN\n", "bad-country", "'CN\\n' is not a country code", ISO),
        (COUNTRY, "ＣＮ", "bad-country", "'ＣＮ' is not a country code", ISO),
        (CHOICE, "Open", "bad-choice", "'Open' is not a choice here", "did you mean open?"),
        (CHOICE, "cloesd", "bad-choice", "'cloesd' is not a choice here", "did you mean closed?"),
        (CHOICE, "", "bad-choice", "'' is not a choice here", "choose one of open, closed, mixed"),
    ],
)
def test_words_that_do_not_fit_are_refused_with_a_remedy(
    field: Field[str], text: str, code: str, message: str, hint: str
) -> None:
    with pytest.raises(FieldError) as refused:
        field.parse(text)
    problem = refused.value
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("ZZ", ISO), ("EU", ISO), ("", ISO), ("cn", "write CN"), ("China", "write CN"),
     ("UK", "write GB")],
)  # fmt: skip
def test_a_fact_file_states_a_country_that_there_is(text: str, hint: str) -> None:
    with pytest.raises(FieldError) as refused:
        COUNTRY.parse_stated(text)
    assert (refused.value.code, refused.value.hint) == ("bad-country", hint)
    assert COUNTRY.parse_stated("TW") == "TW"


@pytest.mark.parametrize(
    ("text", "hint"), [("European Union", "write EU"), ("China", "write CN"), ("ZZ", ISO)]
)
def test_a_law_may_be_the_unions(text: str, hint: str) -> None:
    with pytest.raises(FieldError) as refused:
        LAW_GIVER.parse_stated(text)
    assert (refused.value.code, refused.value.hint) == ("bad-country", hint)
    assert [LAW_GIVER.parse_stated(code) for code in ("EU", "NL")] == ["EU", "NL"]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (MEMORY, "5 W", "unknown-unit"),
        (MEMORY, "lots", "bad-number"),
        (MEMORY, "2..1", "bad-range"),
        (COUNT, "5 GB", "unknown-unit"),
        (AMOUNT, "5", "unknown-currency"),
        (DAY, "2025-02-30", "bad-date"),
    ],
)
def test_what_a_number_amount_or_day_cannot_be_is_refused(
    field: Field[object], text: str, code: str
) -> None:
    with pytest.raises(FieldError) as refused:
        field.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("field", "text", "display_text", "plain"),
    [
        (MEMORY, "1.5 TB", "1,500 GB", 1500),
        (MEMORY, "0.5", "0.5 GB", 0.5),
        (MEMORY, "~96", "~96 GB", 96),
        (MEMORY, "80..96", "80–96 GB", None),
        (MEMORY, ">1 TB", ">1,000 GB", None),
        (COUNT, "30 k", "30,000", 30_000),
        (COUNT, "0", "0", 0),
        (AMOUNT, "380 bn CNY (52.7 bn USD)", "380 bn CNY (52.7 bn USD)", 380 * 10**9),
        (AMOUNT, "<2 bn USD", "<2 bn USD", None),
        (DAY, "2025-Q2", "2025-Q2", "2025-Q2"),
        (CHOICE, "open", "open", "open"),
        (TEXT, "HBM3", "HBM3", "HBM3"),
        (MAKER, "baidu", "baidu", "baidu"),
    ],
)
def test_readers_see_units_and_scripts_plain_values(
    field: Field[object], text: str, display_text: str, plain: PlainValue
) -> None:
    value = field.parse(text)
    assert (field.format(value), field.to_plain(value)) == (display_text, plain)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("1500 GB", (1500, 1500, 1500, "1500")),
        ("~96", (96, 96, 96, "~96")),
        ("80..96", (None, 80, 96, "80..96")),
        (">1 TB", (None, 1000, None, ">1000")),
        ("<=700", (None, None, 700, "<=700")),
        ("0", (0, 0, 0, "0")),
    ],
)
def test_a_figure_is_a_number_if_it_is_exact_with_its_ends_and_text(
    text: str, flat: tuple[PlainValue, ...]
) -> None:
    assert MEMORY.list_flat_keys() == ("memory", "memory_low", "memory_high", "memory_text")
    assert MEMORY.to_flat(MEMORY.parse(text)) == flat


@pytest.mark.parametrize(
    ("text", "amount", "dollars"),
    [
        (
            "380 bn CNY (52.7 bn USD)",
            (380 * 10**9, 380 * 10**9, 380 * 10**9, "380000000000 CNY (52700000000 USD)", "CNY"),
            (52_700_000_000, 52_700_000_000, 52_700_000_000, "52700000000"),
        ),
        ("7 CNY", (7, 7, 7, "7 CNY", "CNY"), (None, None, None, None)),
        ("9 USD", (9, 9, 9, "9 USD", "USD"), (9, 9, 9, "9")),
        (
            "1..2 USD (7..14 CNY)",
            (None, 1, 2, "1..2 USD (7..14 CNY)", "USD"),
            (None, 1, 2, "1..2"),
        ),
    ],
)
def test_an_amount_has_its_currency_and_dollars_that_are_never_computed(
    text: str, amount: tuple[PlainValue, ...], dollars: tuple[PlainValue, ...]
) -> None:
    amount_keys = tuple(f"amount{part}" for part in ("", "_low", "_high", "_text", "_currency"))
    dollar_keys = tuple(f"amount_usd{part}" for part in ("", "_low", "_high", "_text"))
    assert AMOUNT.list_flat_keys() == (*amount_keys, *dollar_keys)
    assert AMOUNT.to_flat(AMOUNT.parse(text)) == (*amount, *dollars)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("2025-02", ("2025-02", "2025-02-01", "2025-02-28")),
        ("2025-Q2", ("2025-Q2", "2025-04-01", "2025-06-30")),
        ("0001-01-01", ("0001-01-01", "0001-01-01", "0001-01-01")),
    ],
)
def test_a_date_has_the_first_and_last_day_that_it_may_be(text: str, flat: tuple[str, ...]) -> None:
    released = Chip.properties["released"]
    assert released.list_flat_keys() == ("released", "released_first", "released_last")
    assert DAY.to_flat(DAY.parse(text)) == flat


def test_any_other_value_stands_under_the_name_of_its_property() -> None:
    assert (TEXT.list_flat_keys(), TEXT.to_flat("HBM3")) == (("text",), ("HBM3",))


def test_numbers_to_compute_with_come_by_unit_or_currency() -> None:
    assert MEMORY.to_quantities(MEMORY.parse("96")) == {"GB": Quantity(96, 96)}
    assert COUNT.to_quantities(COUNT.parse("96")) == {"": Quantity(96, 96)}
    assert AMOUNT.to_quantities(AMOUNT.parse("7 CNY (1 USD)")) == {
        "CNY": Quantity(7, 7),
        "USD": Quantity(1, 1),
    }
    assert TEXT.to_quantities("96") == {}


@pytest.mark.parametrize(
    ("field", "texts"),
    [
        (TEXT, ["Alpha", "beta", "GAMMA"]),
        (CHOICE, ["closed", "mixed", "open"]),
        (COUNT, ["-1", "<0.5", "1", ">=2", "3..4", "~10", "1 k"]),
        (DAY, ["2024", "2025-01-01", "2025-01", "2025-Q1", "2025-H1", "2025", "2025-01-02"]),
        (
            AMOUNT,
            ["1 USD", "900 CNY (2 USD)", "<3 USD", "4..9 USD", "5 CNY", "9 CNY", "1 EUR"],
        ),
    ],
)
def test_values_are_sorted_by_what_they_mean(field: Field[object], texts: list[str]) -> None:
    backwards = [field.parse(text) for text in reversed(texts)]

    def order(value: object) -> tuple[str, str, float]:
        words, number, group = field.sort_key(value)
        return group, words, number

    assert [field.to_yaml_text(value) for value in sorted(backwards, key=order)] == [
        field.to_yaml_text(field.parse(text)) for text in texts
    ]


@pytest.mark.parametrize(
    ("field", "text", "other_text", "agree"),
    [
        (COUNT, "100", "100", True),
        (COUNT, "100", "101", False),
        (COUNT, "~100", "105", True),
        (COUNT, "~100", "95", True),
        (COUNT, "~100", "105.1", False),
        (COUNT, "~100", "94.9", False),
        (COUNT, "~100", "~110", True),
        (COUNT, "~100", "~111", False),
        (COUNT, "~-100", "-105", True),
        (COUNT, "~0", "0", True),
        (COUNT, "~0", "0.1", False),
        (COUNT, "~100..200", "210", True),
        (COUNT, "~100..200", "211", False),
        (COUNT, "~2", ">2", True),
        (COUNT, "2", ">2", False),
        (COUNT, "2", ">=2", True),
        (COUNT, "100..200", "150", True),
        (MEMORY, "1 TB", "1000", True),
        (AMOUNT, "~100 USD", "105 USD", True),
        (AMOUNT, "~100 USD", "106 USD", False),
        (AMOUNT, "100 USD", "700 CNY", True),
        (AMOUNT, "700 CNY (~100 USD)", "104 USD", True),
        (AMOUNT, "700 CNY (100 USD)", "104 USD", False),
        (DAY, "2025", "2025-02-24", True),
        (DAY, "2025-Q1", "2025-04", False),
        (CHOICE, "open", "open", True),
        (CHOICE, "open", "closed", False),
        (TEXT, "HBM3", "HBM3e", False),
    ],
)
def test_values_agree_where_both_can_be_true(
    field: Field[object], text: str, other_text: str, *, agree: bool
) -> None:
    first, second = field.parse(text), field.parse(other_text)
    assert field.is_compatible(first, second) is agree
    assert field.is_compatible(second, first) is agree


@pytest.mark.parametrize(
    ("field", "type_text", "unit"),
    [
        (TEXT, "text", ""),
        (URL, "url", ""),
        (COUNTRY, "country", ""),
        (CHOICE, "choice: open, closed, mixed", ""),
        (DAY, "date: YYYY, YYYY-H1, YYYY-Q2, YYYY-MM or YYYY-MM-DD", ""),
        (MEMORY, "number", "GB"),
        (AMOUNT, "money: 380 bn CNY (52.7 bn USD)", ""),
        (MAKER, "company or person", ""),
    ],
)
def test_a_type_says_what_may_be_written(field: Field[object], type_text: str, unit: str) -> None:
    assert (field.type_description, field.unit) == (type_text, unit)


@pytest.mark.parametrize("number", [0, 0.1, 10**29, -7])
def test_a_plain_number_is_the_number_that_was_written(number: Real) -> None:
    assert COUNT.to_plain(COUNT.parse(str(number))) == number


@pytest.mark.parametrize(
    ("field", "text"),
    [
        pytest.param(SIZE, "-96 GB", id="number"),
        pytest.param(SIZE, "-1..2", id="range-from-below"),
        pytest.param(SIZE, "~-5", id="approximate"),
        pytest.param(Amount("Amount", "."), "-5 bn USD", id="amount"),
    ],
)
def test_what_is_never_below_zero_is_refused_there(field: Number | Amount, text: str) -> None:
    with pytest.raises(FieldError, match="below zero") as caught:
        field.parse(text)
    assert caught.value.code == "negative-number"
