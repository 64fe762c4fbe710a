"""What was once found to go wrong, and the tests that keep it from coming back.

Each line: the number of the finding, what went wrong, and its tests. The first test below holds
that they are there; those of findings without a module of their own follow it.

H1   an answer was stale after a folder was swapped
     test_snapshot: test_a_folder_swapped_for_one_of_the_same_size_and_time_is_noticed
H2   a damaged large snapshot was believed
     test_snapshot: test_a_byte_changed_in_any_page_of_a_large_snapshot_is_noticed
     test_snapshot: test_whatever_page_of_a_large_snapshot_is_damaged_the_answer_is_the_same
     test_snapshot_faults: test_a_snapshot_of_another_version_is_not_believed
H3   an answer was cut short and the exit code 0
     test_standard_streams: test_an_answer_cut_short_by_a_limit_is_an_error
     test_standard_streams: test_a_slow_pipe_that_does_not_block_gets_the_whole_answer
H4   a small file took all memory
     test_loader: test_sources_repeated_with_every_fact_of_a_file_are_bounded
     test_loader: test_a_fact_has_a_bounded_number_of_sources
     test_pinyin: test_a_name_of_thousands_of_letters_takes_little_memory
     test_model_numbers: test_a_text_of_many_words_is_no_model_name
H5   questions in SQL broke the limits of time and memory
     test_sandbox: test_long_function_calls_are_stopped_near_five_seconds
     test_sandbox: test_wide_rows_are_refused_by_their_size
     test_sandbox: test_a_row_of_very_many_calls_is_refused
     test_sandbox: test_ctrl_c_stops_a_question
M1   a folder that cannot be read cost the whole base
     test_layers: test_a_folder_that_cannot_be_read_costs_only_itself
M2   many documents in a file took quadratic time
     test_loader: test_reading_many_documents_takes_time_in_proportion
     test_partial_reading: test_checking_many_documents_takes_time_in_proportion
M3   a pipe in place of the snapshot kept every command waiting
     test_snapshot: test_what_would_keep_us_waiting_is_not_read_for_a_snapshot
     test_build_lock: test_where_there_can_be_no_lock_each_builds
M4   pipes, devices and links were passed by without a word
     test_layers: test_what_only_looks_like_a_fact_file_is_reported
     test_layers: test_links_to_files_are_followed_and_links_to_folders_are_reported
     test_layers: test_a_link_to_nowhere_in_place_of_a_folder_is_reported
     test_yaml_documents: test_a_file_of_the_kernel_keeps_nobody_waiting
M5   old and new facts were mixed while files changed
     test_snapshot: test_files_that_change_while_they_are_read_are_read_again
     test_snapshot: test_files_that_change_time_and_again_are_read_thrice_and_the_reader_is_told
M6   closed and full streams changed exit codes
     test_standard_streams: test_exit_codes_with_closed_and_full_streams
     test_standard_streams: test_a_closed_pipe_is_quiet
M7   an audit and a total took more than twice as long for twice as many things
     test_faults: test_work_grows_no_faster_than_the_base
M8   headings of SQL were not made safe
     test_separated_values: test_a_heading_is_as_safe_as_a_cell
     test_markdown_table: test_headings_titles_and_notes_are_as_safe_as_cells
M9   an upgrade of a library left the old snapshot in force
     test_snapshot: test_another_table_of_names_or_yaml_library_is_noticed
M10  a stray file took over the id of another
     test_cross_checks: test_the_file_named_like_an_id_keeps_it
L1   fifty processes built fifty times
     test_build_lock: test_of_fifty_processes_one_builds
L2   a build that was interrupted left a file, or a traceback
     test_snapshot: test_a_build_that_is_interrupted_leaves_nothing
     test_snapshot_faults: test_a_build_killed_at_any_moment_leaves_nothing_that_is_believed
     test_cache_sweep: test_what_killed_builds_have_left_goes
     test_main: test_ctrl_c_before_the_command_begins_is_quiet
L3   half a character in a question was a traceback
     test_snapshot: test_text_with_half_a_character_is_not_taken_for_damage
L4   help in another encoding was a traceback; an error came after text that is no JSON
     test_standard_streams: test_help_is_utf8_whatever_the_encoding
     test_output: test_an_error_while_rendering_is_all_that_a_script_gets
     test_commands: test_an_error_for_a_script_is_json_alone_even_where_files_have_problems
L5   an address could add fields to BibTeX
     test_bibliography: test_an_address_never_ends_its_field
L6   invisible characters passed
     test_separated_values: test_a_cell_of_csv
     test_faults: test_invisible_characters_in_names_are_problems
L7   links out of a layer were followed, and lines of their targets shown
     test_loader: test_a_link_is_followed_within_its_folder_and_not_out_of_it
L8   text that other readers of YAML take for a number was not quoted
     test_yaml_format: test_text_that_any_yaml_reads_as_a_number_is_quoted
L9   the day of an answer was not said
     test_clock: test_an_answer_of_today_says_which_day_that_is
     test_surroundings: test_the_answers_are_the_same_bytes
L10  errors echoed all of a long name; an empty name was taken for an option without a value; the
     cache grew for ever; a tag of a lone ! was read
     test_output: test_an_error_does_not_echo_a_huge_argument
     test_option_values: test_an_empty_name_is_no_value_of_a_flag
     test_cache_sweep: test_there_is_room_for_one_more_of_the_most
     test_yaml_documents: test_hostile_and_unreadable_files_are_refused_at_their_place

What else was tried: a clock set back and edits in one tick (test_snapshot), surroundings and
composed accents (test_surroundings), hostile names (test_hostile_names) and completion
(test_shell_completion), hostile SQL (test_sandbox, test_query), any input at all (test_fuzz).
"""

import cProfile
import pstats
import re
import time

import pytest

from conftest import Facts, Run
from finding_tables import list_untested_findings, read_finding_table

FINDINGS = [
    *(f"H{number}" for number in range(1, 6)),
    *(f"M{number}" for number in range(1, 11)),
    *(f"L{number}" for number in range(1, 11)),
]
INVISIBLE = "\u200b\u200d\ufeff\u00ad\u2060\u180e\ufff9\u3164\U000e0041"


def test_every_finding_has_its_tests() -> None:
    assert list(read_finding_table(__doc__ or "")) == FINDINGS
    assert list_untested_findings(__doc__ or "") == []


@pytest.mark.parametrize("character", INVISIBLE, ids=[f"U+{ord(each):04X}" for each in INVISIBLE])
def test_invisible_characters_in_names_are_problems(facts: Facts, run: Run, character: str) -> None:
    folder = facts({"company/acme.yaml": f"name: Ac{character}me\nsources: gazette\n"})
    result = run("check", "--data", folder)
    assert result.code == 1
    assert re.search(r"error\[(invisible|control)-character\]", result.out)


def build_chips(count: int) -> dict[str, str]:
    """Chips with figures and investments, each of a maker of its own."""
    files: dict[str, str] = {}
    for number in range(count):
        files |= {
            f"company/c{number}.yaml": f"name: C{number}\nsources: gazette\n",
            f"chip/x{number}.yaml": f"name: X{number}\nsources: gazette\ndesigner: c{number}\n"
            f"tdp: {number + 1}\nfp16_dense: {number + 10} TFLOPS\ntpp: {(number + 10) * 16}\n",
            f"investment/i{number}.yaml": f"name: I{number}\nsources: gazette\n"
            f"investors: [c{number}]\namount: {number + 1} m USD\nannounced: 2025-01\n",
        }
    return files


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("check", "--audit"),
        ("total", "investment"),
        ("total", "investment", "--by", "investor,year"),
        ("timeline",),
        ("conflicts",),
    ],
    ids=" ".join,
)
def test_work_grows_no_faster_than_the_base(facts: Facts, run: Run, words: tuple[str, ...]) -> None:
    """Calls are counted instead of seconds, which depend on what else the machine does."""
    call_counts = []
    for count in (100, 200, 400):
        folder = facts(build_chips(count))
        time.sleep(0.03)  # files changed within a tick are not kept
        run(*words, "--data", folder)
        profile = cProfile.Profile()
        result = profile.runcall(run, *words, "--data", folder)
        assert result.code in {0, 1}
        call_counts.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # missing from the stubs
    first, second, third = call_counts
    assert third - second < 2.4 * (second - first)
