"""Amounts of money in the currency of the source, with the conversions it states."""

import pytest

from chipwatch.model.money import Money
from chipwatch.model.problem import FieldError
from chipwatch.model.quantity import Quantity

BILLION = 10**9


def _sum(billions: float) -> Quantity:
    number = int(billions * BILLION)
    return Quantity(number, number)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("380 bn CNY", Money(_sum(380), "CNY")),
        ("52.7 billion USD", Money(_sum(52.7), "USD")),
        ("3800亿 CNY", Money(_sum(380), "CNY")),
        ("380 bn RMB", Money(_sum(380), "CNY")),
        ("380 bn yuan", Money(_sum(380), "CNY")),
        ("2 bn US$", Money(_sum(2), "USD")),
        ("2 bn euro", Money(_sum(2), "EUR")),
        ("2 bn yen", Money(_sum(2), "JPY")),
        ("2 bn won", Money(_sum(2), "KRW")),
        ("0 USD", Money(Quantity(0, 0), "USD")),
        ("-3 bn USD", Money(_sum(-3), "USD")),
        ("1_234.56 USD", Money(Quantity(1234.56, 1234.56), "USD")),
        ("~2 bn USD", Money(Quantity(2 * BILLION, 2 * BILLION, is_approximate=True), "USD")),
        (">2 bn USD", Money(Quantity(2 * BILLION, None, is_low_open=True), "USD")),
        ("1..2 bn USD", Money(Quantity(BILLION, 2 * BILLION), "USD")),
        ("380 bn CNY (52.7 bn USD)", Money(_sum(380), "CNY", (("USD", _sum(52.7)),))),
        ("  380 bn CNY ( 52.7 bn US$ ) ", Money(_sum(380), "CNY", (("USD", _sum(52.7)),))),
        ("2 bn USD(1 bn GBP)", Money(_sum(2), "USD", (("GBP", _sum(1)),))),
        (
            "380 bn yuan (52.7 bn USD) (48 bn EUR)",
            Money(_sum(380), "CNY", (("USD", _sum(52.7)), ("EUR", _sum(48)))),
        ),
    ],
)
def test_an_amount_is_read_with_its_currency_and_conversions(text: str, money: Money) -> None:
    assert Money.parse(text) == money


CODE = "write the amount, then a code such as USD or CNY"
SAME = "put the same amount in another currency between the parentheses"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("5", "'5' lacks its currency", CODE),
        ("5 bn", "'5 bn' lacks its currency", CODE),
        ("5 dollars", "'dollars' is not a currency", CODE),
        ("5 XYZ", "'XYZ' is not a currency", CODE),
        ("5 usd", "'usd' is not a currency", "did you mean USD?"),
        ("5 Eur", "'Eur' is not a currency", "did you mean EUR?"),
        ("5 USDT", "'USDT' is not a currency", "did you mean USD?"),
        ("5 GB", "'GB' is not a currency", "did you mean GBP?"),
        ("5 Bn USD", "'Bn USD' is not a currency", "write the magnitude in small letters: bn"),
        ("5 CNY (1)", "'1' lacks its currency", CODE),
        ("5 CNY (6 CNY)", "'5 CNY (6 CNY)' states CNY twice", SAME),
        ("5 yuan (6 RMB)", "'5 yuan (6 RMB)' states CNY twice", SAME),
        ("5 CNY (1 USD) (1 US$)", "'5 CNY (1 USD) (1 US$)' states USD twice", SAME),
        ("5 CNY ()", "'CNY ()' is not a currency", "did you mean CNY?"),
        ("5 CNY (1 USD", "'CNY (1 USD' is not a currency", CODE),
        ("5 CNY (1 USD) more", "'CNY (1 USD) more' is not a currency", CODE),
    ],
)
def test_a_currency_that_is_missing_unknown_or_repeated_is_refused(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(FieldError) as refused:
        Money.parse(text)
    problem = refused.value
    assert (problem.code, problem.message, problem.hint) == ("unknown-currency", message, hint)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-number"),
        ("$5", "bad-number"),
        ("USD 5", "bad-number"),
        ("(5 USD)", "bad-number"),
        ("5 CNY (about 1 USD)", "bad-number"),
        ("1,000 USD", "bad-number"),
        ("2..1 bn USD", "bad-range"),
        ("1 CNY..2 USD", "bad-range"),
    ],
)
def test_an_amount_that_is_no_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(FieldError) as refused:
        Money.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "display_text", "yaml_text"),
    [
        ("380 bn CNY", "380 bn CNY", "380000000000 CNY"),
        (
            "~380 bn yuan (52.7 bn USD)",
            "~380 bn CNY (52.7 bn USD)",
            "~380000000000 CNY (52700000000 USD)",
        ),
        ("5 CNY (1 USD) (1 EUR)", "5 CNY (1 USD) (1 EUR)", "5 CNY (1 USD) (1 EUR)"),
        ("1..2 bn USD", "1 bn–2 bn USD", "1000000000..2000000000 USD"),
        (">=1_234.5 USD", "≥1,234.5 USD", ">=1234.5 USD"),
        ("-0.5 USD", "-0.5 USD", "-0.5 USD"),
    ],
)
def test_an_amount_is_shown_in_every_currency_stated(
    text: str, display_text: str, yaml_text: str
) -> None:
    money = Money.parse(text)
    assert (money.format(), money.to_yaml_text()) == (display_text, yaml_text)


@pytest.mark.parametrize(
    ("currency", "amount"), [("CNY", _sum(380)), ("USD", _sum(52.7)), ("EUR", None)]
)
def test_only_what_the_source_states_is_known_in_a_currency(
    currency: str, amount: Quantity | None
) -> None:
    assert Money.parse("380 bn CNY (52.7 bn USD)").get_amount(currency) == amount


@pytest.mark.parametrize(
    ("text", "other_text", "agree"),
    [
        ("380 bn CNY", "380 bn CNY", True),
        ("380 bn CNY", "381 bn CNY", False),
        ("380 bn CNY", "52.7 bn USD", True),
        ("380 bn CNY (52.7 bn USD)", "52.7 bn USD", True),
        ("380 bn CNY (52.7 bn USD)", "53 bn USD", False),
        ("380 bn CNY (52.7 bn USD)", "52.7 bn USD (380 bn CNY)", True),
        ("380 bn CNY (52.7 bn USD)", "380 bn CNY (53 bn USD)", False),
        (">50 bn USD", "380 bn CNY (52.7 bn USD)", True),
        (">53 bn USD", "380 bn CNY (52.7 bn USD)", False),
    ],
)
def test_amounts_agree_unless_they_differ_in_a_currency_that_both_state(
    text: str, other_text: str, *, agree: bool
) -> None:
    first, second = Money.parse(text), Money.parse(other_text)
    assert first.is_compatible(second) is agree
    assert second.is_compatible(first) is agree
