"""What users of other tools have reported as bugs and wishes, tried on this one.

Each line: a report, what it is about, and its tests. The first test below holds that they are
there, and that the docstring of each names its report.

Textualize/rich#428  addresses cut by the layout of a table
     test_bug_reports: test_long_addresses_are_links_that_no_line_breaks
Textualize/rich#3764  output in the code page of Windows
     test_bug_reports: test_output_to_a_file_is_utf_8_in_every_code_page
kubernetes/kubernetes#40541  an error where rows lack the field to sort by
     test_bug_reports: test_rows_without_the_field_come_last_in_the_same_order_both_ways
kubernetes/kubectl#1875  an order of such rows that changes
     test_bug_reports: test_rows_without_the_field_come_last_in_the_same_order_both_ways
kubernetes/kubernetes#8013  a thing typed without its kind
     test_bug_reports: test_a_thing_typed_without_its_kind_is_shown
kubernetes/kubernetes#59078  completion that slows every new shell
     test_bug_reports: test_the_completion_of_zsh_starts_no_program_in_a_new_shell
httpie/cli#660  a closed standard input
     test_bug_reports: test_a_closed_standard_input_stops_nothing
simonw/sqlite-utils#250  a byte order mark before the first name
     test_bug_reports: test_a_byte_order_mark_is_part_of_no_name
     test_bug_reports: test_facts_with_a_byte_order_mark_are_read
simonw/datasette#1553  an export cut off in silence
     test_bug_reports: test_an_export_that_is_cut_off_says_so
beancount/fava#1497  sums of several currencies on one scale
     test_bug_reports: test_a_sum_in_another_currency_has_no_bar_beside_converted_ones
cli/cli#528  long listings without a pager
     test_bug_reports: test_what_does_not_fit_goes_to_the_pager
wireservice/csvkit#588  wide tables in a pager
     test_bug_reports: test_a_listing_in_a_pager_has_a_line_for_each_row
ProseMirror/prosemirror-markdown#65  an escape inside an address
     test_bug_reports: test_an_underscore_in_an_address_is_not_escaped
clap-rs/clap#6311  values with a colon, which bash splits
     test_bug_reports: test_a_value_with_a_colon_is_shown_and_found
     test_shell_completion: test_bash_itself_completes
moov-io/watchman#76  combining accents
     test_bug_reports: test_a_name_with_combining_accents_matches_its_plain_form
jssimporter/Spruce#1  capital letters before small ones
     test_bug_reports: test_capital_letters_do_not_sort_before_small_ones
inukshuk/jekyll-scholar#72  two keys to sort by
     test_bug_reports: test_rows_are_sorted_by_two_keys
endoflife-date/endoflife.date#2859  dates to come, and sources older than what they are cited for
     test_upkeep: test_a_day_that_has_not_come_yet_is_reported
     test_plausibility: test_a_source_is_too_old_for_what_came_after_it
hhurz/tableExport.jquery.plugin#230  cells that run as formulas
     test_bug_reports: test_no_cell_runs_as_a_formula_in_a_spreadsheet
terminusdb/terminusdb#1173  names that begin with a hyphen
     test_bug_reports: test_a_name_may_begin_with_a_hyphen
jqlang/jq#1595  numbers and strings in one field
     test_bug_reports: test_no_column_mixes_numbers_and_strings
iiAtlas/hledger-mcp#13  no way to replace a wrong entry
     test_bug_reports: test_a_wrong_entry_is_replaced_by_a_layer
"""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import BASE, Facts, Run, posix_only
from finding_tables import list_untested_findings, read_finding_table
from test_pager import run_on_terminal

REPORTS = [
    "Textualize/rich#428",
    "Textualize/rich#3764",
    "kubernetes/kubernetes#40541",
    "kubernetes/kubectl#1875",
    "kubernetes/kubernetes#8013",
    "kubernetes/kubernetes#59078",
    "httpie/cli#660",
    "simonw/sqlite-utils#250",
    "simonw/datasette#1553",
    "beancount/fava#1497",
    "cli/cli#528",
    "wireservice/csvkit#588",
    "ProseMirror/prosemirror-markdown#65",
    "clap-rs/clap#6311",
    "moov-io/watchman#76",
    "jssimporter/Spruce#1",
    "inukshuk/jekyll-scholar#72",
    "endoflife-date/endoflife.date#2859",
    "hhurz/tableExport.jquery.plugin#230",
    "terminusdb/terminusdb#1173",
    "jqlang/jq#1595",
    "iiAtlas/hledger-mcp#13",
]
OWN_CORRECTION = {
    "company/baidu.yaml": (
        "name: Baidu\nemployees:\n"
        "  - {value: ~32000, as_of: 2025-06-30, replaces: ~31000, sources: [gazette]}\n"
    )
}


def test_every_report_has_its_tests() -> None:
    assert list(read_finding_table(__doc__ or "")) == REPORTS
    assert list_untested_findings(__doc__ or "") == []
    docstrings = {name: getattr(test, "__doc__", "") for name, test in globals().items()}
    assert [
        f"{test}: {report}"
        for report, tests in read_finding_table(__doc__ or "").items()
        for module, test in tests
        if module == Path(__file__).stem and report not in docstrings[test]
    ] == []


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def list_names(run: Run, *arguments: str) -> list[str]:
    return [row["name"] for row in json.loads(run("chip", *arguments, "--json").out)]


@pytest.mark.slow
def test_long_addresses_are_links_that_no_line_breaks() -> None:
    """Textualize/rich#428: addresses cut by the layout can neither be clicked nor copied."""
    screen = Screen(is_terminal=True, width=80, has_colour=True)
    base = chipwatch.open(str(BASE))
    page = render(base.page("baidu"), Format.TABLE, screen)
    linked = set(re.findall("\x1b\\]8;[^;]*;([^\x1b]+)\x1b", page))
    assert len(linked) >= 30
    assert linked <= {row["url"] for row in base.listing("source")}


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_output_to_a_file_is_utf_8_in_every_code_page(process: Run, encoding: str) -> None:
    """Textualize/rich#3764: on Windows the program dies on a character outside the code page."""
    arguments = ("company", "baidu", "--columns", "name,chinese_name", "--format", "csv")
    result = process(*arguments, env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"})
    assert (result.code, result.out) == (0, "name,chinese_name\nBaidu,百度\n")


@pytest.mark.slow
def test_rows_without_the_field_come_last_in_the_same_order_both_ways(run: Run) -> None:
    """kubernetes/kubernetes#40541, kubernetes/kubectl#1875: an error, an order that changed."""
    upward, downward = list_names(run, "--sort", "tpp"), list_names(run, "--sort", "-tpp")
    unknown = list_names(run, "--where", "tpp_text IS NULL")
    assert upward[-len(unknown) :] == downward[-len(unknown) :] == sorted(unknown, key=str.lower)
    assert upward[0] == downward[-len(unknown) - 1]
    remark = f"sorted by tpp: {len(unknown)} without one come last\n"
    assert remark in run("chip", "--sort", "tpp").err


@pytest.mark.slow
def test_a_thing_typed_without_its_kind_is_shown(run: Run) -> None:
    """kubernetes/kubernetes#8013: ``chipwatch h20`` should not ask what kind of thing it is."""
    assert run("baidu") == run("show", "baidu")
    assert run("h20").out.startswith("Nvidia H20 · chip · nvidia-h20\n")
    assert run("explain", "tpp").out.startswith("tpp, a property of 2 kinds\n")


def test_the_completion_of_zsh_starts_no_program_in_a_new_shell(run: Run) -> None:
    """kubernetes/kubernetes#59078: loading the completion slows every new shell."""
    before, _, rest = run("completion", "zsh").out.partition("() {\n")
    function, _, at_start = rest.partition("\n}\n")
    assert "_CHIPWATCH_COMPLETE" in function
    assert [text for text in (before, at_start) if "$(" in text or "`" in text] == []


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("huawei",), 0, ""),
        ((), 2, "error: there are no names\ngive names, --file PATH, or a pipe\n"),
    ],
)
def test_a_closed_standard_input_stops_nothing(
    arguments: tuple[str, ...], code: int, error: str
) -> None:
    """httpie/cli#660: with stdin closed the tool fails although all was given as arguments."""
    command = '"$0" -m chipwatch resolve --format csv --columns id "$@" <&-'
    completed = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments], capture_output=True, check=False
    )
    assert (completed.returncode, completed.stderr.decode()) == (code, error)
    assert completed.stdout == (b"id\nhuawei\n" if arguments else b"")


def test_a_byte_order_mark_is_part_of_no_name(run: Run, tmp_path: Path) -> None:
    """simonw/sqlite-utils#250: a mark at the start of a file becomes part of the first name."""
    names = tmp_path / "names.txt"
    names.write_bytes("\ufeffHuawei\r\nBaidu\r\n".encode())
    result = run("resolve", "--file", names, "--format", "csv", "--columns", "query,id")
    assert result.out == "query,id\nHuawei,huawei\nBaidu,baidu\n"


@pytest.mark.slow
def test_facts_with_a_byte_order_mark_are_read(run: Run, own_facts: Facts) -> None:
    """simonw/sqlite-utils#250: the same of a fact file."""
    folder = own_facts({"company/acme.yaml": "\ufeffname: Acme\r\nsources: [gazette]\r\n"})
    assert run("check", folder).out == ""
    assert run("company", "--columns", "name", "--format", "csv", "--data", folder).out == (
        "name\nAcme\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_that_is_cut_off_says_so(run: Run, form: str) -> None:
    """simonw/datasette#1553: an export cut off should say so where a program sees it."""
    query = "SELECT a.entity FROM fact a, fact b"
    result = run("sql", query, "--format", form, "--receipt")
    assert result.code == 1
    assert result.err.endswith(
        "cut off after 10,000 rows: there are more; --limit says how many to give\n"
    )
    if form == "json":
        answer = json.loads(result.out)
        assert (len(answer["rows"]), answer["complete"]) == (10_000, False)
        assert answer["receipt"]["complete"] is False
    else:
        assert len(read_csv(result.out)) == 10_000
        assert "complete: false\n" in result.err
    assert run("sql", query, "--format", form, "--limit", "5").code == 0


def test_a_sum_in_another_currency_has_no_bar_beside_converted_ones(facts: Facts) -> None:
    """beancount/fava#1497: on one scale a small sum in another currency looks the largest."""
    template = "name: {0}\nsources: [gazette]\nannounced: 2025\nstage: spent\namount: {1}\n"
    amounts = {"yuan": "7 bn CNY", "dollars": "667 bn USD", "fund": "2 bn USD"}
    folder = facts(
        {f"investment/{name}.yaml": template.format(name, text) for name, text in amounts.items()}
    )
    screen = Screen(is_terminal=True, width=100)
    base = chipwatch.open(str(folder))
    converted = render(base.total("investment", by="stage", currency="USD"), Format.TABLE, screen)
    assert "7 bn CNY" in converted
    assert [line for line in converted.splitlines() if "CNY" in line and "█" in line] == []
    assert converted.count("█") == 20
    assert "not converted, as the base has no rate: yuan (CNY, 2025)\n" in converted
    side_by_side = render(base.total("investment", by="stage"), Format.TABLE, screen)
    assert side_by_side.splitlines()[1].endswith("one scale a unit")


@pytest.mark.slow
def test_what_does_not_fit_goes_to_the_pager() -> None:
    """cli/cli#528: long listings should go through the reader's pager, as git does."""
    code, shown = run_on_terminal("company", "--no-color", CHIPWATCH_PAGER="sed s/^/p:/")
    lines = shown.splitlines()
    assert (code, lines[0], len(lines) > 24) == (0, "p:29 companies", True)
    assert [line for line in lines if not line.startswith("p:")] == []


@pytest.mark.slow
def test_a_listing_in_a_pager_has_a_line_for_each_row() -> None:
    """wireservice/csvkit#588: wide tables should be readable in ``less -S``."""
    with chipwatch.open(str(BASE)) as base:
        listing = base.listing("company")
    lines = render(listing, Format.TABLE, Screen(is_terminal=True, width=80)).splitlines()
    count = len(listing)
    assert lines[0] == f"{count} companies"
    assert count + 2 <= len(lines) <= count + 8
    assert max(map(len, lines)) <= 80


def test_an_underscore_in_an_address_is_not_escaped(run: Run) -> None:
    """ProseMirror/prosemirror-markdown#65: an escape inside a pasted address breaks the link."""
    arguments = ("chip", "ascend-910c", "--columns", "name,tpp", "--cite", "--format", "markdown")
    answer = run(*arguments).out
    assert "<https://www.gs.asiams.net/article_details/how-nvidias-h200-stacks-up-" in answer
    assert "\\_" not in answer


def test_a_value_with_a_colon_is_shown_and_found(run: Run) -> None:
    """clap-rs/clap#6311: values such as NASDAQ:BIDU; their completion is tested with the shells."""
    assert run("show", "NASDAQ:BIDU").out.startswith("Baidu · company · baidu\n")


def test_a_name_with_combining_accents_matches_its_plain_form(run: Run) -> None:
    """moov-io/watchman#76: composed and combining accents are one name."""
    names = ("Cambrico\u0301n", "Cambric\u00f3n", "Ha\u0301nwu\u030cji\u0300")
    result = run("resolve", *names, "--format", "csv", "--columns", "id,score")
    assert result.out == "id,score\n" + "cambricon,1.0\n" * 3


@pytest.mark.slow
def test_capital_letters_do_not_sort_before_small_ones(run: Run) -> None:
    """jssimporter/Spruce#1: the default order and ``--sort name`` are one order."""
    in_order = run("company", "--columns", "name", "--format", "csv").out
    assert in_order == run("company", "--columns", "name", "--sort", "name", "--format", "csv").out
    assert in_order.startswith("name\nAlibaba\nAMD\nASML\nBaidu\nBiren\nBYD\n")


@pytest.mark.slow
def test_rows_are_sorted_by_two_keys(run: Run) -> None:
    """inukshuk/jekyll-scholar#72: sort by two keys; a second ``--sort`` is no silent loss."""
    rows = run("chip", "--sort", "designer,-tpp", "--columns", "name", "--format", "csv").out
    assert rows.startswith("name\nAMD Instinct MI250X\nAMD Instinct MI250\nAMD Instinct MI308\n")
    result = run("chip", "--sort", "designer", "--sort", "-tpp")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: --sort is given twice: designer and -tpp\nwrite --sort designer,-tpp\n"
    )


@pytest.mark.slow
def test_no_cell_runs_as_a_formula_in_a_spreadsheet(run: Run, facts: Facts) -> None:
    """hhurz/tableExport.jquery.plugin#230: cells that begin with = + @ run as formulas."""
    formulas = ('=HYPERLINK("https://evil.example")', "+1 million", "@SUM(A1)")
    folder = facts(
        {"company/acme.yaml": f"name: Acme\nsources: [gazette]\nroles: {json.dumps(formulas)}\n"}
    )
    for formula in formulas:
        sql = f"SELECT '{formula}' AS text"
        (row,) = read_csv(run("sql", sql, "--format", "csv", "--data", folder).out)
        assert row["text"] == f"'{formula}"


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("resolve", "--format", "csv", "--columns", "id", "--", "-h20"), 0, "nvidia-h20"),
        (("company", "--", "-foo"), 1, 'no company is called "-foo"'),
        (("show", "--", "--json"), 1, 'no entity is called "--json"'),
    ],
)
def test_a_name_may_begin_with_a_hyphen(
    run: Run, arguments: tuple[str, ...], code: int, text: str
) -> None:
    """terminusdb/terminusdb#1173: a name with a hyphen is taken for an option even if quoted."""
    result = run(*arguments)
    assert result.code == code
    assert text in result.out + result.err


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "column"), [("investment", "amount"), ("chip", "tpp")])
def test_no_column_mixes_numbers_and_strings(run: Run, kind: str, column: str) -> None:
    """jqlang/jq#1595: numbers and strings mixed in one field cannot be added."""
    rows = json.loads(run(kind, "--json").out)
    for key in (column, f"{column}_low", f"{column}_high"):
        assert {type(row[key]) for row in rows} <= {int, float, type(None)}
    assert {type(row[f"{column}_text"]) for row in rows} <= {str, type(None)}


@pytest.mark.slow
def test_a_wrong_entry_is_replaced_by_a_layer(run: Run, facts: Facts) -> None:
    """iiAtlas/hledger-mcp#13: no safe way to replace a wrong entry, only to add another."""
    layers = ("--data", BASE, "--data", facts(OWN_CORRECTION))
    result = run("company", "baidu", "--columns", "employees", "--format", "csv", *layers)
    assert read_csv(result.out)[0]["employees"] == "32000"
    why = run("why", "baidu", "employees", *layers).out
    assert "31,000" in why
    assert "replaced" in why
