"""What users met who followed the README: each friction (F) and fault (E), with its tests.

Each line: the number of the finding, what was expected, and its tests. The first test below holds
that they are there; those of findings without a module of their own follow it. E16 is about facts.

F1   a bare name shows its page, or says which commands are nearest
     test_first_words: test_a_bare_name_is_shown
     test_first_words: test_an_unknown_word_names_the_nearest_commands_before_the_nearest_names
F2   commands of other programs lead to the right word
     test_first_words: test_foreign_commands_lead_to_the_right_word
F3   a property is explained without its kind
     test_schema_terms: test_a_property_is_explained_without_its_kind
F4   a heading is taken for a column, in any case
     test_columns: test_a_column_goes_by_key_label_and_heading
F5   so is a label
     test_columns: test_a_column_goes_by_key_label_and_heading
F6   columns of SQL are columns of listings
     test_listing: test_columns_of_sql_are_columns_of_a_listing
F7   options may stand before the command
     test_first_words: test_options_may_stand_before_the_command
F8   an option without its value names the help of its command
     test_options: test_an_option_without_a_value_is_refused
F9   usual words for properties lead to them
     test_suggest: test_an_everyday_word_is_near_what_it_means
     test_trial_findings: test_a_usual_word_for_a_property_leads_to_it
F10  a search of many words shows what has most of them
     test_search: test_what_has_most_of_the_words_is_found_and_what_it_lacks_is_said
F11  dates in words
     test_query_dates: test_dates_in_words
F12  one order of names
     test_bug_reports: test_capital_letters_do_not_sort_before_small_ones
F13  columns of a comparison are its properties
     test_comparison: test_columns_mean_properties_in_a_comparison_but_are_not_listed
F14  help in plain words
     test_command_spec: test_help_is_in_plain_words_not_in_those_of_the_library
F15  an option that changes nothing says so
     test_citations: test_cite_on_a_page_says_that_it_changes_nothing
F16  any selection has its bibliography
     test_citations: test_any_selection_has_its_bibliography
F17  verdicts have columns
     test_verdict_rows: test_columns_and_their_order_are_chosen
F18  check and every command judge by the same layers
     test_configuration: test_check_judges_by_its_layers
F19  in a clone its folder is its facts
     test_configuration: test_in_a_clone_the_folder_stands_for_its_facts
F20  so an edit there has its effect
     test_configuration: test_in_a_clone_the_folder_stands_for_its_facts
F21  of dates without room the newest stay
     test_listing_layout: test_the_newest_columns_are_kept_where_the_table_says_so
F22  the interface of Python shows itself and its answers
     test_api: test_dir_lists_the_interface_and_nothing_else
     test_api: test_answers_are_data_rows_and_text
E1   addresses in Markdown stay whole
     test_bug_reports: test_an_underscore_in_an_address_is_not_escaped
E2   bars have one scale a currency
     test_bug_reports: test_a_sum_in_another_currency_has_no_bar_beside_converted_ones
E3   no option replaces another in silence
     test_option_values: test_an_option_given_twice_is_refused
     test_option_values: test_a_repeated_condition_is_joined_by_and
E4   an answer that is cut says so
     test_query: test_a_cut_answer_says_so_inside_and_in_its_receipt
     test_bug_reports: test_an_export_that_is_cut_off_says_so
E5   completion of capitals, hyphens and colons
     test_shell_completion: test_names_are_taken_as_everywhere
     test_shell_completion: test_bash_itself_completes
     test_shell_completion: test_zsh_itself_completes
     test_shell_completion: test_fish_itself_completes
E6   all problems are told at once, references too
     test_trial_findings: test_references_are_reported_beside_other_problems
E7   check and every command tell one truth
     test_configuration: test_check_judges_by_its_layers
E8   the folder of a clone is whole
     test_configuration: test_in_a_clone_the_folder_stands_for_its_facts
E9   a wider window makes no longer listing
     test_listing_layout: test_no_width_makes_a_listing_longer
     test_listing_layout: test_a_listing_has_a_line_for_each_row
E10  empty values come last in every order
     test_columns: test_empty_lists_come_last
     test_columns: test_items_without_a_value_come_last_whatever_the_order
E11  of vintages without room the newest stay
     test_listing_layout: test_the_newest_columns_are_kept_where_the_table_says_so
E12  dates to come, sources too old, and invisible letters are reported
     test_upkeep: test_a_day_that_has_not_come_yet_is_reported
     test_plausibility: test_a_source_is_too_old_for_what_came_after_it
     test_faults: test_invisible_characters_in_names_are_problems
E13  the nearest names hold the word that was typed
     test_suggest: test_slips_and_parts_of_a_name_lead_to_it
E14  sums have no fractions that no source supports
     test_trial_findings: test_sums_of_money_are_whole
E15  one figure has one mark and the same digits on every screen
     test_derived_agreement: test_controls_agree_with_show
     test_trial_findings: test_no_line_of_a_page_is_disputed_and_reported
E18  dir lists the interface
     test_api: test_dir_lists_the_interface_and_nothing_else
"""

import json
import re

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import BASE, Facts, Run
from finding_tables import list_untested_findings, read_finding_table

FINDINGS = [
    *(f"F{number}" for number in range(1, 23)),
    *(f"E{number}" for number in range(1, 19) if number not in {16, 17}),
]


def test_every_finding_has_its_tests() -> None:
    assert list(read_finding_table(__doc__ or "")) == FINDINGS
    assert list_untested_findings(__doc__ or "") == []


def test_a_usual_word_for_a_property_leads_to_it(run: Run) -> None:
    assert run("why", "nvidia", "ceo") == run("why", "nvidia", "chief_executive")
    result = run("why", "nvidia", "notes")
    assert (result.code, result.out) == (2, "")
    assert "did you mean summary?" in result.err


def test_references_are_reported_beside_other_problems(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: XY\nchair: nobody\n",
            "company/bolt.yaml": "name: Bolt\nsources: [gazette, no-paper]\nfounded: 1999-13\n",
        }
    )
    report = run("check", "--data", folder).out
    assert sorted(re.findall(r"error\[([\w-]+)\]", report)) == [
        "bad-country", "bad-date", "unknown-entity", "unknown-source",
    ]  # fmt: skip


def test_sums_of_money_are_whole(run: Run) -> None:
    rows = json.loads(run("total", "investment", "--currency", "USD", "--json").out)["rows"]
    ends = [row[key] for row in rows for key in ("sum_low", "sum_high") if row[key] is not None]
    assert ends
    assert [end for end in ends if end != int(end)] == []


def test_no_line_of_a_page_is_disputed_and_reported() -> None:
    with chipwatch.open(str(BASE)) as base:
        answer = base.page("h20")
        page = render(answer, Format.TABLE, Screen(is_terminal=True, width=100))
        piped_lines = render(answer, Format.TABLE).splitlines()
    assert "≠" in page
    assert [
        line for line in page.splitlines() if "disputed" in line and "no mark" not in line
    ] == []
    (figure,) = [line for line in piped_lines if line.startswith("  Compute per watt ")]
    assert re.findall("reported|disputed", figure) == ["disputed"]
    assert [line for line in piped_lines if line.count("disputed") > 1] == []
