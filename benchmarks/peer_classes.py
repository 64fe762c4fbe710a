"""Compare our classes with those of three public peers, where they differed, with who is right and why.

Run ``python benchmarks/peer_classes.py``. The peers are s-w-kelly/chip-export-controls@d813a66 (26
chips), airensurzyn/export-control-threshold-analysis@1790e68 (9 chips) and the class that follows
from Epoch's table of hardware without Note 2. Their other chips have the same class at all five days.
"""

from typing import NamedTuple

from chipwatch.asking.controls.controls_query import ControlsQuery, ControlsRequest
from chipwatch.asking.controls.matrix import format_short_verdict
from chipwatch.rules.judgement import judge
from chipwatch.store.snapshot import open_base

DAYS = ("2023-01-15", "2024-01-15", "2025-03-01", "2026-03-01", "2026-11-29")


class Difference(NamedTuple):
    """What a peer says of a chip on some days, and what speaks for or against it."""

    peer: str
    chip: str
    days: tuple[str, ...]
    peer_class: str
    argument: str


DIFFERENCES = (
    Difference("kelly", "nvidia-h20", DAYS[1:3], "b.2 by its label",
               "2.91 TPP/mm² is under 3.2 and 2,368 TPP under 2,400: none until the letter"),
    Difference("kelly", "amd-mi308", DAYS[1:3], "b.2 by its label",
               "its die is not known: open until the letter"),
    Difference("kelly", "amd-mi250x", DAYS[:1], "none, on 100 GB/s",
               "100 GB/s is one link; eight of them, with 800 GB/s, are over 600"),
    Difference("kelly", "amd-mi250x", DAYS[1:], "a, without NAC",
               "740.8(a): not for data-centre items that meet 3A090.a"),
    Difference("kelly", "amd-mi300a", DAYS[:1], "none, on 512 GB/s",
               "512 GB/s are not all inputs and outputs, which the rule counts"),
    Difference("kelly", "nvidia-a800-pcie", DAYS[:1], "none", "400 and 64 GB/s are under 600"),
    Difference("kelly", "nvidia-h200-nvl", DAYS[:1], "a", "900 GB/s are over 600"),
    Difference("kelly", "amd-mi350x", DAYS[:1], "a", "its links together are over 600 GB/s"),
    Difference("kelly", "amd-mi355x", DAYS[:1], "a", "as the MI350X"),
    Difference("kelly", "nvidia-h800", DAYS[3:], "a, case by case",
               "91 FR 1684 wants a chip of the US market, which it was not, as far as known"),
    Difference("kelly", "nvidia-a800", DAYS[3:], "a, case by case", "as the H800"),
    Difference("kelly", "nvidia-rubin", DAYS[1:], "a, without NAC", "it is for data centres"),
    Difference("kelly", "nvidia-b30a", DAYS[1:], "a, without NAC", "it is for data centres"),
    Difference("airensurzyn", "nvidia-h20", DAYS[3:], "none", "a letter of April 2025 names it"),
    Difference("airensurzyn", "nvidia-h800", DAYS[3:], "a, case by case", "as above"),
    Difference("epoch", "google-tpu-v6e", DAYS[:1], "none", "Google gives 800 GB/s over four ports, both directions added"),
    Difference("epoch", "google-tpu-v4i", DAYS[1:], "b.2", "2,208 TPP on 400 mm², in data centres"),
    Difference("epoch", "nvidia-rtx-3090", DAYS[1:], "b.2", "Note 2: not for data centres"),
    Difference("epoch", "ascend-910", DAYS[1:], "b.1",
               "its 1,228 mm² have the memory in them: a.2 on the logic die"),
    Difference("epoch", "ascend-910b", DAYS[1:], "a.1 or open", "its 665.61 mm² are a lower bound: a.1, a.2, b.1, b.2 or none"),
)  # fmt: skip


def main() -> None:
    """Print each difference with our class of today's base, and the argument."""
    base = open_base(("bundled",))
    for difference in DIFFERENCES:
        (chip,) = base.load_entities([difference.chip]) or (None,)
        texts = []
        for day in difference.days:
            query = ControlsQuery(base, ControlsRequest(as_of=day))
            if chip is not None:
                verdict = judge(query.build_item(chip), query.circumstances)
                exceptions = "+".join(entry.exemption.name for entry in verdict.exemptions)
                texts.append(f"{day} {format_short_verdict(verdict)} {exceptions}".rstrip())
        print(f"{difference.chip} | {difference.peer}: {difference.peer_class}")
        print(f"    ours: {'; '.join(texts) or 'not in the base'}")
        print(f"    {difference.argument}")


if __name__ == "__main__":
    main()
