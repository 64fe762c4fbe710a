"""What a card of ``controls`` says where the owners of the buyer do not settle the 50 % rule."""

import pytest

from conftest import Facts, Run
from export_rules import BASE
from test_party import HALF, STOP, make_company
from test_short_card import read_card

NOBODY, STRANGER = "person/nobody.yaml", "company/stranger.yaml"


@pytest.mark.parametrize(
    ("owners", "known"),
    [
        ([], "its owners are not known"),
        (["{value: nobody, share: 3 %}", "stranger"],
         "its owners are known in part: Nobody, Stranger"),
        (["{value: stranger, share: 100 %}"],
         "what listed parties own of it is known only as a range, 0–100 %"),
    ],
)  # fmt: skip
def test_owners_that_are_not_known_are_named_as_the_cause(
    facts: Facts, run: Run, owners: list[str], known: str
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
    options = ("x1", "--to", "SG", "--end-user", "firm", "--data", folder)
    lines = read_card(run, *options, "--as-of", "2025-10-10")
    sentence = f"The 50 % rule (3 FR 3), in force since 29 September 2025, may reach Firm: {known}."
    assert lines[1:4] == [
        "CANNOT BE TOLD",
        f"Why {sentence} [1]",
        "If it does not: its figures are under every limit that was in force.",
    ]
    again = sentence.replace("since 29 September 2025", "again since 10 November 2026")
    assert read_card(run, *options, "--as-of", "2026-11-10")[2] == f"Why {again} It ends. [1]"
    details = " ".join(read_card(run, *options, "--detail", "--as-of", "2025-10-10"))
    assert (
        "Licence cannot be told – whether the 50 % rule reaches the buyer is not known" in details
    )
