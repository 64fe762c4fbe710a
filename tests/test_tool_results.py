"""What tools give back: short pages with sources, all of it with detail, errors with candidates."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chipwatch.doors.answer_cache import (
    MAX_KEPT_ANSWERS,
    MAX_KEPT_BYTES,
    AnswerCache,
    WholeAnswer,
)
from chipwatch.doors.answer_pages import measure_bytes
from chipwatch.doors.cited_sources import CitedSources
from chipwatch.doors.result_schema import build_result_schema
from chipwatch.doors.tool_errors import MAX_CANDIDATES
from chipwatch.doors.tool_results import MAX_RESULT_BYTES, PAGE_BYTES
from conftest import ROOT, Facts, Golden, Run
from tool_calls import call, call_for_pages, get_tools, join_pages

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("entity", {"names": ["baidu"]}),
    ("entity", {"names": ["h20", "百度"]}),
    ("entity", {"names": ["Forbes article"], "kind": "source"}),
    ("entity", {"names": ["baidu"], "as_of": "2025"}),
    ("list", {"kind": "chip", "columns": "name,tpp", "where": ["tpp > 2368"], "sort": "-tpp"}),
    ("compare", {"names": ["tencent", "alibaba"]}),
    ("compare", {"names": ["h20", "ascend-910c"], "properties": "tpp,tdp"}),
    ("search", {"text": ["cloud"]}),
    ("resolve", {"names": ["tencet", "百度", "zzzz"]}),
    ("why", {"name": "baidu"}),
    ("why", {"name": "h20", "property": "tdp"}),
    ("controls", {"names": ["h20"]}),
    ("controls", {}),
    ("controls", {"names": ["h20", "a100"], "to": "UAE", "as_of": "2024"}),
    ("party", {"party": ["huawei"]}),
    ("party", {"party": ["huawei", "zzzz"]}),
    ("related", {"name": "smic"}),
    ("path", {"start": "huawei", "goal": "smic"}),
    ("exposure", {"name": "huawei"}),
    ("sql", {"query": "SELECT * FROM fact LIMIT 100"}),
    ("timeline", {"about": "nvidia"}),
    ("timeline", {"columns": "name,date"}),
    ("changes", {"since": "2025"}),
    ("series", {"name": "nvidia"}),
    ("series", {"name": "nvidia", "property": "revenue"}),
    ("total", {"kind": "investment", "by": "investor,year", "currency": "USD"}),
    ("conflicts", {}),
    ("explain", {}),
    ("explain", {"topic": "chip"}),
]
CASES = [pytest.param(*each, id=f"{each[0]} {json.dumps(each[1])}") for each in CALLS]


def drop_empty(data: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Leave out of the JSON of a command what a tool leaves out of it with detail."""
    if isinstance(data, dict):
        if data.keys() == {"id", "locator"}:
            return "#".join(filter(None, (data["id"], data["locator"])))
        pairs = {key: drop_empty(value) for key, value in data.items() if key != "sources"}
        if "sources" in data and not is_source_list(data["sources"]):
            pairs["sources"] = drop_empty(data["sources"])
        return {key: value for key, value in pairs.items() if value not in (None, "", [], {})}
    return [drop_empty(item) for item in data] if isinstance(data, list) else data


def is_source_list(sources: Any) -> bool:  # noqa: ANN401 - JSON of any shape
    """Tell the records of sources, which a tool gives beside its answer, from citations."""
    return not sources or (isinstance(sources[0], dict) and "publisher" in sources[0])


def test_every_tool_is_called_here() -> None:
    assert {name for name, _ in CALLS} == set(get_tools())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "arguments"), CASES)
def test_every_page_is_short_and_meets_the_schema_of_its_tool(
    name: str, arguments: dict[str, Any]
) -> None:
    validator = Draft202012Validator(build_result_schema(name))
    for page in call_for_pages(name, arguments, most=2):
        plain = json.loads(json.dumps(page))
        assert [error.message[:300] for error in validator.iter_errors(plain)] == []
        assert measure_bytes(page) < PAGE_BYTES * 1.5


@pytest.mark.slow
@pytest.mark.parametrize(("name", "arguments"), CASES)
def test_what_is_cited_stands_beside_the_answer(name: str, arguments: dict[str, Any]) -> None:
    for page in call_for_pages(name, arguments, most=2):
        ids = {record["id"] for record in page["sources"]}
        text = json.dumps(page["answer"], ensure_ascii=False)
        assert [id_ for id_ in ids if f'"{id_}' not in text and f"; {id_}" not in text] == []


COMMANDS_BY_CALL: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("entity", {"names": ["baidu"]}, ("show", "baidu")),
    ("entity", {"names": ["h20", "baidu"]}, ("show", "h20", "baidu")),
    ("compare", {"names": ["tencent", "alibaba"]}, ("compare", "tencent", "alibaba")),
    ("why", {"name": "baidu"}, ("why", "baidu")),
    ("controls", {"names": ["h20"]}, ("controls", "h20")),
    ("related", {"name": "smic"}, ("related", "smic")),
    ("path", {"start": "huawei", "goal": "smic"}, ("path", "huawei", "smic")),
    ("party", {"party": ["huawei"]}, ("controls", "--party", "huawei")),
    ("timeline", {"about": "nvidia"}, ("timeline", "--about", "nvidia")),
    ("total", {"kind": "investment", "by": "year"}, ("total", "investment", "--by", "year")),
    ("changes", {"since": "2025"}, ("changes", "--since", "2025")),
    ("conflicts", {}, ("conflicts",)),
    ("search", {"text": ["cloud"]}, ("search", "cloud")),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments", "command"),
    [pytest.param(*each, id=" ".join(each[2])) for each in COMMANDS_BY_CALL],
)
def test_all_pages_with_detail_are_the_json_of_the_command(
    run: Run, name: str, arguments: dict[str, Any], command: tuple[str, ...]
) -> None:
    joined = join_pages(call_for_pages(name, {**arguments, "detail": True}))
    printed = json.loads(run(*command, "--json").out)
    is_same = drop_empty(json.loads(json.dumps(joined))) == drop_empty(printed)
    assert is_same  # pytest takes minutes to explain how so much data differ


def test_a_short_answer_says_what_is_disputed_unknown_and_how_sure() -> None:
    page = join_pages(call_for_pages("entity", {"names": ["h20"]}))
    facts = {fact["property"]: fact for fact in page["facts"]}
    assert page["disputed"]
    assert facts["designer"].get("certainty") != "reported"
    assert {fact.get("shown", True) for fact in page["facts"]} == {True}


@pytest.mark.parametrize(
    ("name", "arguments", "code", "hint"),
    [
        ("entity", {"names": ["zzzz"]}, "not-found", "search"),
        ("entity", {"names": ["b20"]}, "not-found", "did you mean Nvidia B200"),
        ("entity", {"names": ["h20"], "kind": "company"}, "not-found", "chip"),
        ("entity", {}, "bad-arguments", "entity takes names"),
        ("entity", {"names": "baidu"}, "bad-arguments", "entity takes names"),
        ("entity", {"names": []}, "bad-arguments", "entity takes names"),
        ("entity", {"names": ["x"] * 201}, "bad-arguments", "entity takes names"),
        ("entity", {"names": ["x" * 60_000]}, "bad-arguments", "several calls"),
        ("entity", {"names": ["baidu"], "data": ["/etc"]}, "bad-arguments", "entity takes names"),
        ("entity", {"names": ["baidu"], "output": "x.json"}, "bad-arguments", "entity takes"),
        ("resolve", {"names": ["baidu"], "file": "/etc/passwd"}, "bad-arguments", "resolve takes"),
        ("party", {"party": ["x"], "file": "/etc/passwd"}, "bad-arguments", "party takes"),
        ("timeline", {"limit": 0}, "bad-arguments", "timeline takes"),
        ("timeline", {"since": "soon"}, "usage", ""),
        ("why", {"name": "baidu", "property": "zzz"}, "unknown-name", ""),
        ("total", {"kind": "zzz"}, "bad-arguments", "total takes"),
        ("sql", {"query": "DELETE FROM chip"}, "usage", "tables"),
        ("sql", {"query": "ATTACH '/etc/passwd' AS x"}, "usage", "tables"),
        ("entity", {"names": ["baidu"], "cursor": "7-00000000"}, "stale-cursor", "cursor"),
        ("entity", {"names": ["baidu"], "cursor": "zzz"}, "stale-cursor", "cursor"),
        ("entity", {"names": ["baidu"], "cursor": "9" * 9999}, "stale-cursor", "cursor"),
    ],
)
def test_an_error_says_what_to_do(
    name: str, arguments: dict[str, Any], code: str, hint: str
) -> None:
    result = call(name, arguments)
    error: Any = result.data["error"]
    assert (result.is_error, error["code"]) == (True, code)
    assert hint in error["hint"]
    assert measure_bytes(result.data) < 4000


@pytest.mark.parametrize(
    ("name", "arguments", "hint"),
    [
        (
            "list",
            {"kind": "chip", "columns": "tpq"},
            "did you mean tpp or tdp? columns help lists",
        ),
        ("timeline", {"since": "2025", "until": "2024"}, "put the earlier date after since"),
    ],
)
def test_an_error_speaks_of_arguments_and_has_few_candidates(
    name: str, arguments: dict[str, Any], hint: str
) -> None:
    error: Any = call(name, arguments).data["error"]
    assert hint in error["hint"]
    assert len(error["candidates"]) <= MAX_CANDIDATES
    assert "--" not in f"{error['message']} {error['hint']}"


def test_a_whole_number_is_an_integer_however_it_is_written() -> None:
    arguments = {"about": "nvidia", "limit": 3}
    assert call("timeline", {**arguments, "limit": 3.0}).data == call("timeline", arguments).data


def test_an_unsure_name_has_candidates() -> None:
    error: Any = call("entity", {"names": ["910"], "exact": True}).data["error"]
    assert error["candidates"]


def build_long_company(role_count: int) -> str:
    """Write a company of which every page of an answer holds some of the roles."""
    roles = "".join(f"  - {{value: role {n} {'x' * 300}}}\n" for n in range(role_count))
    return f"name: Acme\nsources: [gazette]\nrole:\n{roles}"


def test_a_cursor_of_changed_facts_is_refused(own_facts: Facts) -> None:
    text = build_long_company(60)
    folder = own_facts({"company/acme.yaml": text})
    page = call("entity", {"names": ["acme"]}, str(folder)).data
    assert page["next_cursor"]
    (folder / "company" / "acme.yaml").write_text(f"{text}country: US\n", encoding="utf-8")
    result = call("entity", {"names": ["acme"], "cursor": page["next_cursor"]}, str(folder))
    assert (result.is_error, result.data["error"]["code"]) == (True, "stale-cursor")  # type: ignore[index, call-overload]


def test_pages_that_follow_are_of_the_same_answer_though_facts_change(own_facts: Facts) -> None:
    text = build_long_company(60)
    folder = own_facts({"company/acme.yaml": text})
    names, cache = {"names": ["acme"]}, AnswerCache()
    first_page = call("entity", names, str(folder), cache=cache).data
    (folder / "company" / "acme.yaml").write_text(f"{text}country: US\n", encoding="utf-8")
    pages = [first_page]
    while cursor := pages[-1].get("next_cursor"):
        arguments = {**names, "cursor": cursor}
        result = call("entity", arguments, str(folder), cache=cache)
        assert not result.is_error, result.data
        pages.append(result.data)
    answer = join_pages(pages)
    assert len([fact for fact in answer["facts"] if fact["property"] == "role"]) == 60
    assert "country" not in {fact["property"] for fact in answer["facts"]}
    assert all(page["sources"] for page in pages)
    asked_anew = call("entity", names, str(folder), cache=cache).data
    assert asked_anew["next_cursor"] != first_page["next_cursor"]


def test_a_page_of_an_answer_that_is_not_kept_is_the_same() -> None:
    arguments = {"names": ["baidu"]}
    first_page, kept_page = call_for_pages("entity", arguments, most=2)
    result = call("entity", {**arguments, "cursor": first_page["next_cursor"]})
    assert result.data == kept_page


@pytest.mark.parametrize(
    "arguments",
    [{"names": ["beta"]}, {"names": ["acme"], "detail": True}, {"names": ["acme", "beta"]}],
)
def test_a_kept_answer_is_for_its_own_question_alone(
    facts: Facts, arguments: dict[str, Any]
) -> None:
    folder = facts({f"company/{id_}.yaml": build_long_company(60) for id_ in ("acme", "beta")})
    cache = AnswerCache()
    cursor = call("entity", {"names": ["acme"]}, str(folder), cache=cache).data["next_cursor"]
    result = call("entity", {**arguments, "cursor": cursor}, str(folder), cache=cache)
    error: Any = result.data["error"]
    assert error["code"] == "stale-cursor"


def test_the_answers_that_are_kept_are_few_and_not_large() -> None:
    def build_answer(number: int, size: int) -> WholeAnswer:
        return WholeAnswer(
            data=number,
            sources=CitedSources(records={}),
            remarks=(),
            is_complete=True,
            checksum="0",
            size=size,
        )

    cache = AnswerCache()
    for number in range(MAX_KEPT_ANSWERS + 1):
        cache.keep(str(number), build_answer(number, 1))
    assert cache.find("0", "0") is None
    assert cache.find("1", "0") == build_answer(1, 1)
    cache.keep("large", build_answer(0, MAX_KEPT_BYTES))
    assert [cache.find(str(number), "0") for number in (2, MAX_KEPT_ANSWERS)] == [None, None]
    cache.keep("larger", build_answer(0, MAX_KEPT_BYTES + 1))
    assert cache.find("larger", "0") is None


def test_a_list_tests_ranges_and_cites() -> None:
    arguments = {"kind": "chip", "columns": "name,tpp", "where": ["tpp > 2368"]}
    result = call("list", arguments).data
    rows: Any = result["answer"]
    assert "Huawei Ascend 910C" in {row["name"] for row in rows}
    assert result["sources"]
    assert "it cannot be tested" in str(result["remarks"])


def test_a_dash_is_a_name_and_reads_no_pipe() -> None:
    rows: Any = call("resolve", {"names": ["-"]}).data["answer"]
    assert [(row["query"], row["sure"]) for row in rows] == [("-", False)]


def test_huge_cells_are_cut_and_said() -> None:
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3500)"
    result = call("sql", {"query": f"{query} SELECT group_concat(x) AS text FROM n"})
    rows: Any = result.data["answer"]
    assert rows[0]["text"].endswith("letters left out")
    assert result.data["complete"] is False


def test_a_row_of_too_many_columns_is_an_error() -> None:
    columns = ", ".join(f"printf('%.*c', 3000, 'x') AS c{n}" for n in range(40))
    error: Any = call("sql", {"query": f"SELECT {columns}"}).data["error"]
    assert error["code"] == "too-large"
    assert MAX_RESULT_BYTES < 40 * 3000


@pytest.mark.slow
def test_a_query_without_end_ends() -> None:
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    assert call("sql", {"query": query}).is_error


def test_the_tools_as_a_client_sees_them(golden: Golden) -> None:
    text = "".join(
        f"{tool.name}: {tool.description}\n"
        + "".join(
            f"  {name}{'*' if name in tool.input_schema['required'] else ''}: {schema['type']}:"
            f" {schema['description']}\n"
            for name, schema in tool.input_schema["properties"].items()
        )
        for tool in get_tools().values()
    )
    golden(ROOT / "tests" / "golden" / "tools.txt", text)


@pytest.mark.parametrize("name", get_tools())
def test_a_tool_can_reach_no_file(name: str) -> None:
    arguments = get_tools()[name].input_schema["properties"].keys()
    assert arguments & {"data", "output", "file", "format", "o", "receipt"} == set()
