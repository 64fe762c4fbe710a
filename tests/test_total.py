"""Totals: what is added, what is not, in which currency, and what is said of it."""

import json
import random
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chipwatch
from chipwatch.asking.answers.exchange_rates import ExchangeRates
from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.questions.summation import TotalQuery
from chipwatch.asking.questions.total import compute_totals
from chipwatch.model.facts import SourceRecord
from chipwatch.model.interval_arithmetic import add_quantities, round_quantity
from chipwatch.model.money import Money
from chipwatch.model.quantity import Quantity, to_yaml_text
from chipwatch.model.tolerances import RATIO_DIGITS
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from chipwatch.store.snapshot import open_base
from conftest import Facts, Golden, Run
from made import DrawnFact, build_base, build_entity, draw_facts, draw_sources

GOLDEN = Path(__file__).parent / "golden"
RATES = (
    "name: Rates\nsources: ['bank#row']\nrate:\n"
    "  - {value: 1 USD (7 CNY), period: 2024}\n  - {value: 1 USD (8 CNY), period: 2025}\n"
    "  - {value: 1 EUR (1.25 USD), period: 2025}\n"
)
FILES = {
    "source/bank.yaml": "name: Bank\ntype: reference\npublished: 2026-01\n",
    "statistic/rates.yaml": RATES,
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\ncountry: US\n",
    "investment/plan.yaml": (
        "name: Plan\nsources: [gazette]\ninvestors: acme\nstage: announced\nannounced: 2025-02\n"
        "amount: ~800 bn CNY\n"
    ),
    "investment/part.yaml": (
        "name: Part\nsources: [gazette]\ninvestors: acme\nstage: announced\nannounced: 2025-03\n"
        "part_of: plan\namount: 80 bn CNY\n"
    ),
    "investment/paid.yaml": (
        "name: Paid\nsources: [gazette]\ninvestors: acme\nstage: spent\nannounced: 2024-03\n"
        "part_of: plan\namount: 7 bn CNY (0.9 bn USD)\n"
    ),
    "investment/fund.yaml": (
        "name: Fund\nsources: [gazette]\ninvestors: [acme, bolt]\nstage: announced\n"
        "announced: 2025\namount: 2..3 bn USD\n"
    ),
    "investment/secret.yaml": (
        "name: Secret\nsources: [gazette]\ninvestors: bolt\nstage: announced\nannounced: 2025\n"
        "amount: {unknown: undisclosed}\n"
    ),
    "investment/old.yaml": (
        "name: Old\nsources: [gazette]\ninvestors: bolt\nstage: announced\nannounced: 2016\n"
        "amount: 5 bn JPY\n"
    ),
    "investment/capex.yaml": (
        "name: Capex\nsources: [gazette]\ninvestors: bolt\nform: capex\nspent:\n"
        "  - {value: 1 bn USD, period: 2024-Q1}\n  - {value: 6 bn USD, period: 2024}\n"
        "  - {value: 2 bn USD, period: 2025-Q1}\n  - {value: 3 bn USD, period: 2025-Q2}\n"
    ),
}


def _lines(run: Run, folder: Path, *options: str) -> list[tuple[Any, ...]]:
    total = json.loads(run("total", "investment", *options, "--json", "--data", folder).out)
    keys = [*total["by"], *(["stage"] if "stage" in total["rows"][0] else [])]
    keys += ["unit", "count", "unknown"]
    return [
        (*(row[key] for key in keys[:-3]), row["sum_text"], *(row[key] for key in keys[-3:]))
        for row in total["rows"]
    ]


def test_stages_are_never_added_together(run: Run, facts: Facts) -> None:
    assert _lines(run, facts(FILES)) == [
        ("announced", "~800000000000", "CNY", 1, 0),
        ("announced", "5000000000", "JPY", 1, 0),
        ("announced", "2000000000..3000000000", "USD", 1, 1),
        ("spent", "7000000000", "CNY", 1, 0),
        ("not stated", None, None, 0, 1),
    ]


def test_what_belongs_to_no_known_group_comes_last(run: Run, facts: Facts) -> None:
    plan = "name: P\nsources: [gazette]\nstage: spent\n"
    folder = facts(
        {
            "company/acme.yaml": "name: Acme\nsources: [gazette]\n",
            "investment/a.yaml": f"{plan}amount: 9 m CNY\n",
            "investment/b.yaml": f"{plan}amount: 5 m USD\ninvestors: acme\n",
            "investment/c.yaml": f"{plan}amount: 7 m USD\n",
        }
    )
    result = run("total", "investment", "--by", "investor", "--data", folder)
    groups = [line.split()[0] for line in result.out.splitlines()[2:]]
    assert groups[:5] == ["Acme", "nothing", "nothing", "all", "all"]


def test_one_stage_alone(run: Run, facts: Facts) -> None:
    assert _lines(run, facts(FILES), "--stage", "spent", "--currency", "USD") == [
        ("spent", "900000000", "USD", 1, 0)
    ]


def test_a_part_is_not_added_to_its_plan_but_stands_alone_elsewhere(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    answer = run("total", "investment", "--data", folder).out
    assert "not added again: Part, part of Plan\n" in answer
    total = json.loads(run("total", "investment", "--json", "--data", folder).out)
    assert total["inside"] == [{"id": "part", "part_of": "plan"}]
    assert total["unknown"] == ["capex", "secret"]


def test_sums_by_several_columns_in_one_currency(run: Run, facts: Facts, golden: Golden) -> None:
    options = ("--by", "investor,year", "--currency", "USD", "--cite", "--data", facts(FILES))
    answer = run("total", "investment", *options)
    golden(GOLDEN / "total.txt", answer.out + answer.err)


def test_sums_in_full_for_a_script(run: Run, facts: Facts, golden: Golden) -> None:
    options = ("--by", "year", "--currency", "EUR", "--stage", "announced", "--json")
    answer = run("total", "investment", *options, "--data", facts(FILES))
    golden(GOLDEN / "total.json", answer.out)


def test_a_terminal_gets_a_bar_for_each_sum(facts: Facts, golden: Golden) -> None:
    answer = chipwatch.open(str(facts(FILES))).total(
        "investment", by="investor", currency="USD", stage="announced"
    )
    screen = Screen(is_terminal=True, width=100)
    golden(GOLDEN / "total.terminal", render(answer, Format.TABLE, screen))


@pytest.mark.slow
def test_periods_are_added_and_of_overlapping_ones_the_longer_counts(
    run: Run, facts: Facts
) -> None:
    options = ("--of", "spent", "--by", "year", "--where", "form = 'capex'")
    assert _lines(run, facts(FILES), *options) == [
        ("2024", "6000000000", "USD", 1, 0),
        ("2025", "5000000000", "USD", 2, 0),
        ("all", "11000000000", "USD", 3, 0),
    ]


def test_a_column_of_the_other_end_can_be_grouped_by(run: Run, facts: Facts) -> None:
    options = ("--by", "investors_country", "--stage", "announced", "--currency", "USD")
    assert _lines(run, facts(FILES), *options) == [
        ("CN", "announced", "~100000000000", "USD", 1, 0),
        ("CN; US", "announced", "2000000000..3000000000", "USD", 1, 0),
        ("US", "announced", "5000000000", "JPY", 1, 1),
        ("all", "announced", "~102000000000..103000000000", "USD", 2, 1),
        ("all", "announced", "5000000000", "JPY", 1, 0),
    ]


def test_figures_that_are_no_money_can_be_added_too(run: Run, facts: Facts) -> None:
    files = {
        "chip/a.yaml": "name: A\nsources: [gazette]\ninventory: 20..30\n",
        "chip/b.yaml": "name: B\nsources: [gazette]\ninventory: 5\n",
    }
    options = ("--of", "inventory", "--json", "--data", facts(files))
    total = json.loads(run("total", "chip", *options).out)
    assert [
        (row["sum"], row["sum_low"], row["sum_high"], row["unit"], row["count"])
        for row in total["rows"]
    ] == [(None, 25, 35, "chips", 2)]


PENALTIES = {
    "event/settled.yaml": (
        "name: Settled\nsources: [gazette]\npenalty:\n"
        "  - {value: 1 bn USD, as_of: 2018-06, note: second settlement}\n"
        "  - {value: 892 m USD, as_of: 2017-03}\n"
        "  - {value: 5 m EUR, as_of: 2017-03-09, note: to the Union}\n"
        "  - {value: 8 m USD, as_of: 2018-06, note: by its parent}\n"
    ),
    "event/argued.yaml": (
        "name: Argued\nsources: [gazette]\npenalty:\n"
        "  - {value: 252.5 m USD, as_of: 2026-02-11, certainty: confirmed}\n"
        "  - {value: ~252 m USD, as_of: 2026-02-11}\n"
        "  - {value: 300 m USD, as_of: 2026-02-11, note: by the press, certainty: disputed}\n"
    ),
    "event/quiet.yaml": "name: Quiet\nsources: [gazette]\npenalty: {unknown: undisclosed}\n",
}


def test_payments_of_one_event_are_added_and_accounts_of_one_payment_are_not(
    run: Run, facts: Facts, golden: Golden
) -> None:
    options = ("--of", "penalty", "--by", "year", "--data", facts(PENALTIES))
    golden(GOLDEN / "total_penalties.txt", run("total", "event", *options).out)
    rows = json.loads(run("total", "event", *options, "--json").out)["rows"]
    (part,) = rows[2]["parts"]
    assert part["rivals"] == [{"stated": "300 m USD", "sources": ["gazette"]}]


def test_the_moment_holds_for_amounts_and_rates(run: Run, facts: Facts) -> None:
    options = ("--currency", "USD", "--stage", "announced")
    folder = facts(FILES)
    assert _lines(run, folder, *options, "--as-of", "2025-12-30")[0][1:3] == (
        "~800000000000", "CNY",
    )  # fmt: skip
    assert _lines(run, folder, *options, "--as-of", "2025")[0][1:3] == (
        "~102000000000..103000000000", "USD",
    )  # fmt: skip


def test_alibabas_plan_counts_in_dollars_as_its_source_does(run: Run) -> None:
    options = ("--currency", "USD", "--where", "id = 'alibaba-cloud-ai-plan'", "--json")
    (row,) = json.loads(run("total", "investment", *options).out)["rows"]
    assert (row["unit"], row["converted"], row["parts"][0]["how"]) == ("USD", 0, "stated")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("investment", "--currency", "USX"), 2, "there is no currency 'USX'\ndid you mean USD?"),
        (("investment", "--by", "invester"), 2, "investments have no column 'invester'\ndid you"),
        (("investment", "--stage", "anounced"), 2, "there is no stage 'anounced'\ndid you mean"),
        (("investment", "--stage", "cancelled"), 1, "no investments at the stage cancelled to add"),
        (("investment", "--of", "name"), 2, "'name' of investments is not known\n"),
        (("investment", "--of", "form"), 2, "'form' of investments is no figure\n"),
        (("investment", "--of", "growth"), 2, "growth of investments does not add up: it is a"),
        (
            ("event", "--of", "trade_value"),
            2,
            (
                "trade_value of events does not add up: its values are parts, wholes and counts of"
                " different times\nchoose one of penalty; chipwatch event --columns name"
            ),
        ),
        (("investment", "--of", "price_per_share"), 2, "price_per_share of investments does not"),
        (("chip", "--of", "tdp"), 2, "tdp of chips does not add up: it is a measure of each"),
        (("chip",), 2, "nothing says what of chips should be added up\nsay which figure with --of"),
        (("statistic", "--of", "amount"), 2, "amount of statistics does not add up: each"),
        (("chip", "--of", "inventory", "--currency", "USD"), 2, "inventory is no amount of money"),
        (("investment", "--of", "spent", "--stage", "spent"), 2, "spent of investments has no"),
        (("person",), 2, "nothing says what of people should be added up\n"),
        (("chpi",), 2, "there is no kind 'chpi'\ndid you mean chip?"),
        (("investment", "--where", "amount > 1e15"), 1, "no investment meets"),
    ],
)
def test_what_is_refused(
    run: Run, facts: Facts, arguments: tuple[str, ...], code: int, message: str
) -> None:
    answer = run("total", *arguments, "--data", facts(FILES))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"error: {message}")


# Rates


@pytest.mark.parametrize(
    ("amount", "currency", "years", "converted"),
    [
        pytest.param("8 CNY", "USD", (2025,), ("1", "computed"), id="one-way"),
        pytest.param("1 USD", "CNY", (2025,), ("8", "computed"), id="the-other-way"),
        pytest.param("7 CNY", "USD", (2024,), ("1", "computed"), id="of-its-year"),
        pytest.param("10 CNY", "EUR", (2025,), ("1", "computed"), id="through-the-dollar"),
        pytest.param("8 CNY (2 USD)", "USD", (2025,), ("2", "stated"), id="stated-goes-first"),
        pytest.param("8 CNY", "CNY", (), ("8", ""), id="same"),
        pytest.param("8..16 CNY", "USD", (2025,), ("1..2", "computed"), id="range"),
        pytest.param(">8 CNY", "USD", (2025,), (">1", "computed"), id="bound"),
        pytest.param("7000 CNY", "USD", (2025,), ("875", "computed"), id="below-a-thousand"),
        pytest.param("8001 CNY", "USD", (2025,), ("1000", "computed"), id="whole-dollars"),
        pytest.param(">80007 CNY", "USD", (2025,), (">10001", "computed"), id="whole-bound"),
        pytest.param("8 CNY", "USD", (2023,), None, id="no-rate-of-the-year"),
        pytest.param("8 CNY", "USD", (), None, id="no-year"),
        pytest.param("7 CNY", "USD", (2024, 2025), ("0.875..1", "computed"), id="two-years"),
        pytest.param(">7 CNY", "USD", (2024, 2025), (">0.875", "computed"), id="bound-two-years"),
        pytest.param("7 CNY", "USD", (2023, 2024), None, id="one-year-of-two-has-no-rate"),
        pytest.param("8 CNY", "JPY", (2025,), None, id="no-rate-at-all"),
    ],
)
def test_amounts_are_converted(
    facts: Facts, amount: str, currency: str, years: tuple[int, ...], converted: object
) -> None:
    total = ExchangeRates(open_base((str(facts(FILES)),))).convert(
        Money.parse(amount), currency, years
    )
    assert (total and (to_yaml_text(total.amount).lstrip("~"), total.method)) == converted


@pytest.mark.data
def test_the_bundled_rates_agree_with_one_another() -> None:
    """Every currency has a rate for 2024 and 2025, and the way back gives what was there."""
    rates = ExchangeRates(open_base())

    def convert_and_back(currency: str, year: int) -> object:
        converted = rates.convert(Money.parse("1 bn USD"), currency, [year])
        assert converted is not None
        converted_back = rates.convert(Money(converted.amount, currency), "USD", [year])
        return converted_back and converted_back.amount.exact_number

    currencies = ("CNY", "EUR", "JPY", "KRW", "TWD", "HKD")
    amounts = [convert_and_back(currency, year) for currency in currencies for year in (2024, 2025)]
    assert amounts == pytest.approx([10**9] * 12, rel=1e-6)


# Any amounts at all

AMOUNTS = st.one_of(
    st.integers(1, 999).map(str),
    st.tuples(st.integers(1, 9), st.integers(10, 99)).map("{0[0]}..{0[1]}".format),
    st.integers(1, 9).map(">{}".format), st.integers(1, 99).map("~{}.25".format),
)  # fmt: skip
INVESTMENTS = st.lists(
    st.lists(draw_facts((
        ("amount", AMOUNTS.map("{} USD".format)),
        ("stage", st.sampled_from(("announced", "spent"))),
    )), max_size=3),
    min_size=1, max_size=6,
)  # fmt: skip


@pytest.mark.slow
@given(INVESTMENTS, draw_sources())
def test_a_total_is_the_sum_by_hand(
    investments: list[list[DrawnFact]], sources: list[SourceRecord]
) -> None:
    entities = [
        build_entity(f"i{number}", "investment", drawn_facts, sources)
        for number, drawn_facts in enumerate(investments)
    ]
    total = compute_totals(
        build_base(entities, sources), "investment", TotalQuery(), QueryOptions()
    ).to_rows()
    amounts_by_stage: dict[str, list[Quantity]] = {}
    for entity in entities:
        answer = {
            name: ranked_facts.shown_facts[0].value
            for name, ranked_facts in entity.rank_facts().items()
        }
        if "amount" in answer:
            stage = answer.get("stage", "not stated")
            amounts_by_stage.setdefault(stage, []).append(answer["amount"].amount)
    assert {row["stage"]: (row["low"], row["high"]) for row in total if row["count"]} == {
        stage: (_least([n.low for n in numbers]), _sum([n.high for n in numbers]))
        for stage, numbers in amounts_by_stage.items()
    }
    assert sum(_number(row["count"]) + _number(row["unknown"]) for row in total) == len(entities)


def _least(ends: list[int | float | None]) -> float | None:
    """What is at least there: an amount of which only the most is known may be nothing."""
    sources = [end for end in ends if end is not None]
    return _sum([*sources]) if sources else None


def _sum(ends: list[int | float | None]) -> float | None:
    sources = [Fraction(str(end)) for end in ends if end is not None]
    return float(sum(sources)) if len(sources) == len(ends) else None


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


@pytest.mark.slow
@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.randoms())
def test_the_order_of_adding_does_not_count(amounts: list[str], chance: random.Random) -> None:
    numbers = [Money.parse(f"{amount} USD").amount for amount in amounts]
    shuffled = list(numbers)
    chance.shuffle(shuffled)
    assert add_quantities(numbers) == add_quantities(shuffled)


@pytest.mark.slow
def test_time_grows_with_the_number_of_figures_alone() -> None:
    """Four times as many figures, each in a group of its own, take four times as long."""
    small_time, large_time = measure_total(1_000), measure_total(4_000)
    assert large_time / small_time < 8


def measure_total(count: int) -> float:
    """The seconds that a total of so many investments takes, the least of three tries."""
    sources = [SourceRecord("a", "A", "news")]
    entities = []
    for number in range(count):
        values = {"amount": f"{number + 1} USD", "summary": f"group {number}"}
        whole = {"part_of": f"i{number - 1}"} if number % 2 else {}
        facts = [
            DrawnFact(name, value, None, None, "reported", ("a",))
            for name, value in {**values, **whole}.items()
        ]
        entities.append(build_entity(f"i{number}", "investment", facts, sources))
    base = build_base(entities, sources)
    query = TotalQuery(group_keys=("summary",))
    durations = []
    for _ in range(3):
        start = time.process_time()
        compute_totals(base, "investment", query, QueryOptions())
        durations.append(time.process_time() - start)
    return min(durations)


BOUNDS = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\nnet_profit:\n"
    "  - {value: '<5 m USD', period: 2024}\n  - {value: '>7 m USD', period: 2025}\n",
    "investment/most.yaml": "name: Most\nsources: [gazette]\namount: <3 bn USD\n",
    "investment/least.yaml": "name: Least\nsources: [gazette]\namount: '>4 bn USD'\n",
    "investment/exact.yaml": "name: Exact\nsources: [gazette]\namount: 5 bn USD\n",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "sum_text"),
    [
        pytest.param("id = 'most'", "<3 bn USD", id="one-bound-stays-one"),
        pytest.param("id <> 'least'", "5 bn–8 bn USD", id="at-most-adds-nothing-for-sure"),
        pytest.param("id <> 'exact'", ">4 bn USD", id="at-most-and-at-least"),
        pytest.param("id <> 'most'", ">9 bn USD", id="at-least"),
    ],
)
def test_bounds_are_added_as_what_is_sure(
    run: Run, facts: Facts, where: str, sum_text: str
) -> None:
    table = run("total", "investment", "--where", where, "--data", facts(BOUNDS))
    assert f"  {sum_text}  " in table.out


def test_a_bound_of_what_may_be_below_zero_says_nothing_of_its_least(
    run: Run, facts: Facts
) -> None:
    folder = facts(BOUNDS)
    answer = run("total", "company", "--of", "net_profit", "--json", "--data", folder)
    (row,) = json.loads(answer.out)["rows"]
    assert (row["low"], row["high"]) == (None, None)


def test_what_was_computed_is_shown_to_four_digits() -> None:
    assert round_quantity(Quantity(46_763_130_434.78, 12345), RATIO_DIGITS) == Quantity(
        46_760_000_000, 12340
    )
