"""Fuzz tests: whatever is thrown at chipwatch, it answers or says what is wrong.

Each draws inputs that look almost right for a target of ``fuzz_targets``; the examples are what
broke one once. ``python tests/fuzz.py TARGET`` looks further, guided by the code that inputs reach.
"""

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import fuzz_import_targets
import fuzz_question_targets
import fuzz_targets
from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.command_spec import build_command
from conftest import BASE
from tool_calls import get_tools

TARGETS = fuzz_targets.TARGETS | fuzz_import_targets.TARGETS | fuzz_question_targets.TARGETS
SEED_PATHS = sorted(fuzz_targets.SEEDS.glob("*/*"))
MARKS = st.sampled_from(
    [" ", "\n", "  ", ": ", "- ", ", ", "[", "]", "{", "}", '"', "'", "#", "..."]
)
ODD_TEXTS = [
    "",
    " ",
    "\0",
    "\x1b[31m",
    "\ud800",
    "\udcff",
    "\u202e",
    "百度",
    "a" * 3000,
    "'",
    '"',
    "%s",
]


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of the test's own, which is the home as well."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    fuzz_targets.open_small_base.cache_clear()


@pytest.fixture(scope="module")
def seeded_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the frozen base, in which all seeds are tried."""
    place = tmp_path_factory.mktemp("seeds")
    shutil.copytree(BASE, place / "base")
    return place


@pytest.fixture
def own_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a copy of the frozen base, as some commands write to it."""
    shutil.copytree(BASE, tmp_path / "base")
    monkeypatch.setenv("CHIPWATCH_DATA", "base")


def try_examples(count: int) -> settings:
    """Try so many examples, the same each time."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def join(
    words: st.SearchStrategy[str], max_size: int, separator: str = ""
) -> st.SearchStrategy[str]:
    """Texts of these words."""
    return st.lists(words, max_size=max_size).map(separator.join)


def encode(text: str) -> bytes:
    """The bytes of a text, half characters and all, as a shell would hand them on."""
    return text.encode(errors="surrogatepass")


def draw_trees(keys: list[str], texts: list[str]) -> st.SearchStrategy[Any]:
    """Mappings, lists and texts within one another; written as JSON they are YAML too."""
    leaves = st.sampled_from(texts) | st.sampled_from(ODD_TEXTS) | st.booleans() | st.integers()
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=5)
        ),
        max_leaves=12,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in SEED_PATHS]
)
def test_what_was_kept_of_fuzzing(
    seed: Path, seeded_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeded_place)
    monkeypatch.setenv("CHIPWATCH_DATA", "base")
    TARGETS[seed.parent.name](seed.read_bytes())


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in SEED_PATHS} == TARGETS.keys() - {"facts"}


FACT_KEYS = [
    "id", "kind", "name", "aliases", "sources", "claims", "value", "unknown", "as_of", "until",
    "certainty", "note", "period", "tdp", "tpp", "designer", "founded", "revenue", "published",
    "origin", "rule", "rules", "conditions", "destinations", "country", "summary", "conflict",
]  # fmt: skip
FACT_TEXTS = [
    "gazette", "s", "s#page 2", "x", "400 W", "1..2", ">=3", "~4 k", "2025-02",
    "2025-H1..2025-Q3", "not-disclosed", "undisclosed", "confirmed", "disputed",
    "380 bn CNY (52.7 bn USD)", "CN", "TW", "tpp >= 4800", "NVIDIA H20", "http://example.com/",
    "9" * 400, "1e400", "-1", "nan", "~",
]  # fmt: skip


@pytest.mark.slow
@try_examples(100)
@given(tree=draw_trees(FACT_KEYS, FACT_TEXTS))
def test_fact_files_of_any_shape(tree: Any) -> None:  # noqa: ANN401 - any shape
    fuzz_targets.check_facts(json.dumps(tree).encode())


@pytest.mark.slow
@try_examples(80)
@given(text=join(st.sampled_from(FACT_KEYS + FACT_TEXTS + ODD_TEXTS) | MARKS, 40))
def test_fact_files_of_any_words(text: str) -> None:
    fuzz_targets.check_facts(encode(text))


SCHEMA_KEYS = [
    "kinds", "properties", "widget", "chip", "company", "plural", "help", "meaning", "type",
    "unit", "kinds", "label", "section", "choices", "many", "weight", "made_by", "id", "name",
    "examples",
]  # fmt: skip
SCHEMA_TEXTS = [
    "widgets", "number", "money", "reference", "text", "date", "choice", "url", "country", "kg",
    "W", "company", "widget", "Parts.", "true", "check", "chips", "ref", "GB/s", "a b", "--x",
    "name",
]  # fmt: skip


@pytest.mark.slow
@try_examples(60)
@given(tree=draw_trees(SCHEMA_KEYS, SCHEMA_TEXTS))
def test_schema_files_of_any_shape(tree: Any) -> None:  # noqa: ANN401 - any shape
    fuzz_targets.check_schema(json.dumps(tree).encode())


PROPERTIES = st.dictionaries(
    st.sampled_from(
        ["weight", "made_by", "name", "tpp", "sources", "x-y", "X", "", "百", "a" * 99]
    ),
    st.dictionaries(
        st.sampled_from(SCHEMA_KEYS), st.sampled_from(SCHEMA_TEXTS + ODD_TEXTS), max_size=6
    ),
    max_size=4,
)


@pytest.mark.slow
@try_examples(60)
@given(
    properties=PROPERTIES,
    plural=st.sampled_from(SCHEMA_TEXTS + ODD_TEXTS),
    help_text=st.sampled_from(SCHEMA_TEXTS + ODD_TEXTS),
)
def test_kinds_of_any_properties(
    properties: Mapping[str, Any], plural: str, help_text: str
) -> None:
    widget = {"plural": plural, "help": help_text, "properties": properties}
    fuzz_targets.check_schema(json.dumps({"kinds": {"widget": widget}}).encode())


MAPPING_KEYS = [
    "about", "files", "kind", "source", "name", "aliases", "rows", "new", "same", "certainty",
    "properties", "column", "value", "unit", "divide", "as_of", "period", "note", "split", "id",
    "place", "url", "tdp", "summary", "designer", "Name", "Power", "nvidia h20",
]  # fmt: skip
MAPPING_TEXTS = [
    "chip", "company", "Name", "Power", "Day", "{Day}", "{row}", "{", "W", "0", "1e-400", "nan",
    "inf", "-3", "s", "skip", "add", "new", "confirmed", ";", "*.csv", "New", "nvidia-h20",
]  # fmt: skip


@pytest.mark.slow
@try_examples(60)
@given(
    tree=st.fixed_dictionaries(
        {
            "kind": st.just("chip") | st.sampled_from(MAPPING_TEXTS),
            "name": st.just("Name") | st.sampled_from(MAPPING_TEXTS),
            "source": st.just({"id": "s", "name": "S"}) | draw_trees(MAPPING_KEYS, MAPPING_TEXTS),
            "properties": st.dictionaries(
                st.sampled_from(["tdp", "tpp", "summary", "designer", "released", "nonsense"]),
                st.sampled_from(MAPPING_TEXTS)
                | st.dictionaries(st.sampled_from(MAPPING_KEYS), st.sampled_from(MAPPING_TEXTS)),
                max_size=4,
            ),
        },
        optional={
            key: draw_trees(MAPPING_KEYS, MAPPING_TEXTS)
            for key in ("aliases", "rows", "new", "same", "certainty", "files", "nonsense")
        },
    )
)
def test_mappings_of_any_shape(tree: Any) -> None:  # noqa: ANN401 - any shape
    fuzz_targets.check_mapping(json.dumps(tree).encode())


TOML_WORDS = [
    "layers", "schema", "columns", "chip", " = ", "[", "]", "[columns]\n", "'bundled'", "'.'",
    "'~x/y'", "'x/schema.yaml'", "''", "1979-05-27", "1", "true", "\n", ", ", "{", "}", ".",
    "['name']", '"\\u0000"',
]  # fmt: skip


@example(text="layers = ['~nobody-of-this-name/facts']")
@try_examples(150)
@given(text=join(st.sampled_from(TOML_WORDS), 12))
def test_configurations_of_any_words(text: str) -> None:
    fuzz_targets.check_configuration(text.encode())


@try_examples(80)
@given(value=st.lists(st.sampled_from(["bundled", ".", "~", "~x", "/", "\0", "a/schema.yaml", ""])))
@pytest.mark.parametrize("key", ["layers", "schema", "columns.chip"])
def test_configurations_of_any_values(key: str, value: list[str]) -> None:
    text = json.dumps(value if key != "schema" else "".join(value))
    fuzz_targets.check_configuration(f"{key} = {text}".encode())


SQL_WORDS = [
    "tpp", "tdp", "tdp_low", "designer", "designer_country", "name", "id", "price_usd",
    "released", "=", "<", ">=", "<>", "LIKE", "IN", "IS", "NOT", "NULL", "AND", "OR", "BETWEEN",
    "(", ")", ",", "'CN'", "'%a%'", "4800", "-1", "1e999", "SELECT", "FROM", "chip", "fact",
    "WHERE", "count(*)", "abs(", "substr(", "CAST(", "AS", "INTEGER", "--", ";", "/*", "?", ":x",
    "@x", '"', "`", "[", "]", "\0", "CASE", "WHEN", "THEN", "END", "ESCAPE", "GLOB", "MATCH",
    "REGEXP", "COLLATE", "||", "->>", "\ud800", "ORDER BY", "LIMIT", "OVER", "EXISTS", "UNION",
    "x'00'", "9223372036854775808", "group", "RAISE(",
]  # fmt: skip


@pytest.mark.slow
@try_examples(40)
@given(text=join(st.sampled_from(SQL_WORDS), 9, " "))
def test_conditions_of_any_words(text: str) -> None:
    fuzz_targets.check_condition(text.encode(errors="surrogatepass").replace(b"\xed", b"\xff"))


DATE_WORDS = [
    "2025", "0001", "9999", "0000", "-", "-H1", "-Q4", "-12", "-02", "-29", "-31", "..", "/",
    "5", "01", " ", "today", "last", "week", "month", "year", "ago", "999", "2 weeks ago",
    "yesterday", "२०२५", ".",
]  # fmt: skip


@try_examples(200)
@given(text=join(st.sampled_from(DATE_WORDS), 6))
def test_dates_of_any_words(text: str) -> None:
    fuzz_targets.check_date(text.encode())


NUMBER_WORDS = [
    "1", "0", "380", ".5", "3.", "1_000", "e3", "E-9", "e999", "..", "~", "<", "<=", ">", ">=",
    "≥", "-", "+", " ", "k", "bn", "万", "亿", "tn", "W", "kW", "%", "USD", "CNY", "(", ")",
    "GB/s", "$", "x", ",", "9" * 30, "٣", "2^3", "inf",
]  # fmt: skip


@example(text="3888888888888888888888.5888888")
@try_examples(300)
@given(text=join(st.sampled_from(NUMBER_WORDS), 8))
def test_quantities_of_any_words(text: str) -> None:
    fuzz_targets.check_quantity(text.encode())


ARGUMENTS = [
    "baidu", "h20", "smic", "huawei", "nvidia-h20", "kunlun-p800", "tencet", "zzzz", "chip",
    "company", "investment", "timeline", "controls", "tpp", "revenue", "百度", "-", "--", "sqlite",
    "mermaid", "bash", "facts", "SELECT id FROM chip", "SELECT", "Forbes article", "dates",
    *ODD_TEXTS,
]  # fmt: skip
VALUES = [
    "2025", "2025-02-24", "2 weeks ago", "yesterday", "tpp", "name,tpp", "-tpp", "id", "help",
    "tpp > 1", "1 = 1", "year", "designer", "country", "0", "1", "-1", "3", "9" * 30, "CN", "US",
    "JP", "baidu", "tpp=3000", "tpp=x", "json", "csv", "chip", "investor,year", "USD", "all",
    "bundled", *ODD_TEXTS,
]  # fmt: skip
FORMATS = [
    "table",
    "json",
    "jsonl",
    "csv",
    "tsv",
    "markdown",
    "yaml",
    "html",
    "bibtex",
    "csl",
    "nosuch",
]
SLOW_OPTIONS = {"--data", "--output", "--install"}
"""Options that read another base or write files: tests of their own try those."""


@cache
def list_options(command: str) -> dict[str, bool]:
    """The options of a command, and whether each is a flag."""
    parameters: list[Any] = build_command(collect_commands()[command]).params
    return {
        name: bool(getattr(parameter, "is_flag", False))
        for parameter in parameters
        for name in parameter.opts
        if name.startswith("--") and name not in SLOW_OPTIONS
    }


@st.composite
def draw_command_lines(draw: st.DrawFn) -> list[str]:
    """A command with some of its options, and what stands for names."""
    command = draw(st.sampled_from(sorted(collect_commands())))
    options = list_options(command)
    words = [command, *draw(st.lists(st.sampled_from(ARGUMENTS), max_size=3))]
    given_options = st.lists(st.sampled_from([*options, "--help"]), max_size=4, unique=True)
    for option in draw(given_options):
        if options.get(option, True):
            words.append(option)
        else:
            pool = FORMATS if option == "--format" else VALUES
            words += [option, draw(st.sampled_from(pool))]
    return words


@pytest.mark.slow
@pytest.mark.usefixtures("own_base")
@example(words=["add", "baidu", "tpp", "1", "--source", "2025", "--into", "a" * 3000])
@try_examples(120)
@given(words=draw_command_lines())
def test_command_lines_of_any_options(words: list[str]) -> None:
    fuzz_targets.check_streams(words, fuzz_targets.run_command(words))


@pytest.mark.slow
@pytest.mark.usefixtures("own_base")
@try_examples(100)
@given(
    words=st.lists(
        st.sampled_from(sorted({*ARGUMENTS, *VALUES, "--json", "-o", "--as-of"})), min_size=1
    )
)
def test_command_lines_of_any_words(words: list[str]) -> None:
    fuzz_targets.check_command_line(encode("\n".join(words)))


EXPORT_KEYS = [
    "id", "kind", "name", "aliases", "facts", "property", "value", "unknown", "looked_in",
    "sources", "as_of", "share", "note", "claims", "rule",
]  # fmt: skip
EXPORT_TEXTS = [
    "a",
    "../a",
    "company",
    "source",
    "policy",
    "country",
    "summary",
    "CN",
    "s#1",
    "2025",
]


@pytest.mark.slow
@try_examples(80)
@given(
    documents=st.lists(
        st.fixed_dictionaries(
            {
                "id": st.just("a") | draw_trees(EXPORT_KEYS, EXPORT_TEXTS),
                "kind": st.sampled_from(["company", "source", "policy", "nosuch"]),
                "name": st.just("A") | draw_trees(EXPORT_KEYS, EXPORT_TEXTS),
                "facts": st.lists(draw_trees(EXPORT_KEYS, EXPORT_TEXTS), max_size=3),
            },
            optional={
                key: draw_trees(EXPORT_KEYS, EXPORT_TEXTS) for key in ("aliases", "claims", "rule")
            },
        ),
        min_size=1,
        max_size=3,
    )
)
def test_exports_of_any_shape(documents: list[Any]) -> None:
    fuzz_import_targets.check_exported_lines("\n".join(map(json.dumps, documents)).encode())


FIGURES = [
    "int8_dense", "tpp", "die_area", "die", "performance_density", "datacentre", "tool_type",
    "light_wavelength", "designer", "process_node", "function", "nonsense", "",
]  # fmt: skip


@try_examples(80)
@given(
    figures=st.lists(
        st.tuples(
            st.sampled_from(FIGURES),
            st.sampled_from(["=", "==", "", " = ", ">="]),
            join(st.sampled_from([*NUMBER_WORDS, "scanner", "yes", "acme", "5 nm"]), 3),
        ),
        max_size=4,
    )
)
def test_specified_items_of_any_figures(figures: list[tuple[str, ...]]) -> None:
    lines = "\n".join("".join(figure) for figure in figures)
    fuzz_question_targets.check_specified_item(lines.encode())


@pytest.mark.slow
@pytest.mark.usefixtures("own_base")
@try_examples(100)
@given(data=st.data())
def test_calls_of_tools_with_any_arguments(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(get_tools())))
    properties = get_tools()[name].input_schema["properties"]
    texts = st.sampled_from([*ARGUMENTS, *VALUES])
    values = texts | st.integers() | st.floats() | st.booleans() | st.lists(texts, max_size=2)
    arguments = data.draw(st.dictionaries(st.sampled_from(sorted(properties)), values, max_size=4))
    fuzz_question_targets.check_tool_call(json.dumps([name, arguments]).encode())


@pytest.mark.slow
@pytest.mark.usefixtures("own_base")
@try_examples(60)
@given(
    kind=st.sampled_from(["company", "chip", "source"]),
    words=st.lists(st.sampled_from([*ARGUMENTS, "--json"]), max_size=3),
)
def test_look_ups_without_typer_are_as_with_it(kind: str, words: list[str]) -> None:
    fuzz_question_targets.check_plain_words([kind, *words])
