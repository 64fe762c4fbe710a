"""What a card of ``controls`` says where the owners of the buyer do not settle the 50 % rule."""

import pytest

from chipwatch.asking.controls.verdict_card import REACH_NOT_KNOWN
from conftest import Facts, Run
from export_rules import BASE
from test_party import HALF, STOP, make_company
from test_short_card import read_card

NOBODY, STRANGER = "person/nobody.yaml", "company/stranger.yaml"


@pytest.mark.parametrize(
    ("owners", "day", "since", "known"),
    [
        ([], "2025-10-10", "since 29 September 2025", "its owners are not known"),
        ([], "2026-11-10", "again since 10 November 2026", "its owners are not known"),
        (["{value: nobody, share: 3 %}", "stranger"], "2025-10-10", "since 29 September 2025",
         "its owners are known in part (Nobody, Stranger)"),
        (["{value: stranger, share: 100 %}"], "2025-10-10", "since 29 September 2025",
         "what listed parties own of it is known only as a range, 0–100 %"),
    ],
)  # fmt: skip
def test_owners_that_are_not_known_are_named_as_the_cause(
    facts: Facts, run: Run, owners: list[str], day: str, since: str, known: str
) -> None:
    stop = STOP.replace("half}", "half, note: It ends}")
    half = HALF.replace("sources:", "citation: 3 FR 3\nsources:")
    folder = facts(
        {
            **BASE, "policy/half.yaml": half, "policy/stop.yaml": stop,
            NOBODY: "name: Nobody\n", STRANGER: "name: Stranger\n",
            "company/firm.yaml": make_company(*owners).replace("CN", "SG"),
        }
    )  # fmt: skip
    options = ("x1", "--to", "SG", "--end-user", "firm", "--as-of", day)
    lines = read_card(run, *options, "--data", folder)
    assert lines[1:4] == [
        "CANNOT BE TOLD",
        f"Why The 50 % rule (3 FR 3), in force {since}, may reach Firm: {known}. [1]",
        "If it does not: its figures are under every limit that was in force.",
    ]
    details = " ".join(read_card(run, *options, "--detail", "--data", folder))
    assert (
        "Licence cannot be told – whether the 50 % rule reaches the buyer is not known" in details
    )
