"""Options given twice or with nothing: refused, or joined where that is what is meant."""

import pytest

from conftest import Run

FORMAT = ("--format", "csv")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ("chip", "--columns", "name", "--columns=tpp"),
            "error: --columns is given twice: name and tpp\nwrite --columns name,tpp\n",
        ),
        (
            ("chip", "--sort", "designer", "--sort", "-tpp"),
            "error: --sort is given twice: designer and -tpp\nwrite --sort designer,-tpp\n",
        ),
        (
            ("controls", "h20", "--to", "JP", "--to", "SG"),
            "error: --to is given twice: JP and SG\ngive it once, or ask twice\n",
        ),
        (
            ("--limit", "1", "chip", "--limit", "2"),
            "error: --limit is given twice: 1 and 2\ngive it once, or ask twice\n",
        ),
        (
            ("company", "--as-of", "2024", "--as-of", "2024"),
            "error: --as-of is given twice: 2024 and 2024\ngive it once, or ask twice\n",
        ),
    ],
)
def test_an_option_given_twice_is_refused(run: Run, words: tuple[str, ...], error: str) -> None:
    assert run(*words) == (2, "", error)


@pytest.mark.slow
def test_a_repeated_condition_is_joined_by_and(run: Run) -> None:
    columns = ("--columns", "id", *FORMAT)
    first, second = "tpp > 4800 or tpp < 1600", "designer_country = 'CN' -- of China"
    both = run("chip", "--where", first, "--where", second, *columns)
    assert both == run("chip", "--where", f"({first}) and designer_country = 'CN'", *columns)
    assert both.code == 0
    assert both != run("chip", "--where", second, *columns)


def test_options_that_may_be_repeated_are_taken(run: Run) -> None:
    words = ("--spec", "int8_dense=296", "--spec", "die_area=814", "--as-of", "2025-05-01")
    assert run("controls", *words).code == 0
    assert run("company", "baidu", "--json", "--json").code == 0


def test_the_value_of_an_option_may_look_like_one(run: Run) -> None:
    words = ("search", "--", "--columns", "--columns")
    assert "given twice" not in run(*words).err


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param(("company", "baidu", "-o", ""), "error: -o is given no value\n", id="short"),
        pytest.param(
            ("company", "--where", ""), "error: --where is given no value\n", id="several"
        ),
        pytest.param(("company", "--exact", ""), 'error: no company is called ""\n', id="flag"),
        pytest.param(("search", "--", "--x="), "", id="after-dashes"),
    ],
)
def test_an_empty_name_is_no_value_of_a_flag(run: Run, words: tuple[str, ...], error: str) -> None:
    assert run(*words).err.startswith(error)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            "timeline huawei",
            "error: unexpected argument: huawei\nrun chipwatch timeline --about huawei\n",
        ),
        (
            "changes tencent cloud --since 2026",
            (
                "error: unexpected arguments: tencent cloud\n"
                "run chipwatch changes --since 2026 --about 'tencent cloud'\n"
            ),
        ),
        (
            "conflicts --about huawei baidu",
            (
                "error: unexpected argument: baidu\n"
                "run chipwatch conflicts --help to see how it is used\n"
            ),
        ),
        (
            "stats huawei",
            (
                "error: unexpected argument: huawei\n"
                "run chipwatch stats --help to see how it is used\n"
            ),
        ),
    ],
)
def test_words_too_many_are_refused_with_the_option_that_takes_them(
    line: str, error: str, run: Run
) -> None:
    assert run(*line.split()) == (2, "", error)
