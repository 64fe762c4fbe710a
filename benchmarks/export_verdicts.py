"""Count the verdicts on all chips by destination and day, and the standing of all firms by list.

Run ``python benchmarks/export_verdicts.py``; with ``--free`` it lists what a licence is not required
for although the chip is of a class of 3A090, with ``--sample N`` a sample that is the same each
time, to be argued by hand, and with ``--unknown`` alone the chips whose verdict to China is unknown on
the last day, with what is missing and where it was looked for.
"""

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chipwatch.asking.controls.chip_origins import OriginRequest
from chipwatch.asking.controls.controls_query import ControlsQuery, ControlsRequest
from chipwatch.asking.controls.party_standing import find_standing
from chipwatch.asking.controls.screening_lists import ScreeningLists
from chipwatch.model.entity import Entity
from chipwatch.model.facts import UnknownValue
from chipwatch.rules.judgement import judge
from chipwatch.rules.verdict import Verdict
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base

DESTINATIONS = ("CN", "HK", "MO", "AE", "SA", "SG", "MY", "IN", "DE", "RU", "IR")
DAYS = ("2022-10-31", "2023-12-15", "2024-06-15", "2025-05-20", "2026-03-15", "2026-11-29")
SEED = 14
GROUPS = {"CN": "D:5", "HK": "D:5", "MO": "D:5", "RU": "embargo", "IR": "embargo", "DE": "A:5"}
"""What the destinations of a sample are grouped by; the others count as one group."""


class Judged(NamedTuple):
    """One chip to one destination on one day, from where its designer has its seat."""

    chip: str
    origin: str
    destination: str
    day: str
    verdict: Verdict


def judge_all(base: KnowledgeBase, origin: str = "") -> Iterator[Judged]:
    """Judge every chip for every destination and day, from one country if one is given."""
    chips = base.load_entities_of_kind("chip")
    for day in DAYS:
        for destination in DESTINATIONS:
            request = ControlsRequest(
                as_of=day, destination=destination, origin=OriginRequest(shipped_from=origin)
            )
            query = ControlsQuery(base, request)
            for chip in chips:
                item = query.build_item(chip)
                verdict = judge(item, query.circumstances)
                yield Judged(chip.id, item.origin.shipped_from, destination, day, verdict)


def print_verdicts(judged: list[Judged]) -> None:
    """Print the count of each verdict by destination and day."""
    counts = Counter((entry.destination, entry.day, entry.verdict.status) for entry in judged)
    statuses = sorted({status for _, _, status in counts})
    print("to  day        ", *(f"{status:>20}" for status in statuses))
    for destination in DESTINATIONS:
        for day in DAYS:
            row = (counts[destination, day, status] for status in statuses)
            print(f"{destination}  {day}  ", *(f"{count:>20}" for count in row))


def print_standings(base: KnowledgeBase) -> None:
    """Print the count of each standing of all firms by list, as of the last day."""
    query = ControlsQuery(base, ControlsRequest(as_of=DAYS[-1]))
    lists = ScreeningLists(base, query.rules, query.day)
    standings = [
        find_standing(query, company, lists) for company in base.load_entities_of_kind("company")
    ]
    counts = Counter(
        (entry.list_name, entry.status) for standing in standings for entry in standing.lists
    )
    for (list_name, status), count in sorted(counts.items()):
        print(f"{list_name:12} {status:12} {count:>4}")
    print("standing", dict(Counter(standing.status for standing in standings)))


def describe(entry: Judged) -> str:
    """Describe one judged shipment on a line."""
    verdict = entry.verdict
    because = ", ".join(
        f"{finding.rule.policy} {finding.paragraph.name}" for finding in verdict.decisive_findings
    )
    exceptions = ", ".join(usable.exemption.name for usable in verdict.exemptions)
    parts = (
        f"{entry.chip} {entry.origin}→{entry.destination} {entry.day}",
        verdict.status,
        verdict.paragraph or "no class",
        verdict.policy_choice or "-",
        because or verdict.reason_text or "-",
        exceptions or "-",
    )
    return " | ".join(parts)


def draw_sample(judged: Sequence[Judged], size: int) -> list[Judged]:
    """Draw from each verdict and group of destinations in turn, each chip once, days evenly.

    The same verdicts give the same sample, as the seed is fixed.
    """
    strata: dict[tuple[str, str], list[Judged]] = {}
    for entry in judged:
        stratum = entry.verdict.status, GROUPS.get(entry.destination, "other")
        strata.setdefault(stratum, []).append(entry)
    randomness = random.Random(SEED)
    queues = [randomness.sample(entries, len(entries)) for _, entries in sorted(strata.items())]
    days, drawn = Counter[str](), dict[str, Judged]()
    for queue in itertools.islice(itertools.cycle(queues), size * len(queues)):
        entries = [entry for entry in queue if entry.chip not in drawn]
        if entries and len(drawn) < size:
            entry = min(entries, key=lambda entry: days[entry.day])
            days[entry.day] += 1
            drawn[entry.chip] = entry
    return list(drawn.values())


def print_unknown(base: KnowledgeBase) -> None:
    """Print each chip whose verdict to China is not decided on the last day, with what it lacks."""
    query = ControlsQuery(base, ControlsRequest(as_of=DAYS[-1]))
    for chip in base.load_entities_of_kind("chip"):
        item = query.build_item(chip)
        verdict = judge(item, query.circumstances)
        if verdict.is_licence_needed is None:
            names = (*verdict.missing_properties, *verdict.disputed_properties)
            texts = ", ".join(_describe_missing(chip, name) for name in dict.fromkeys(names))
            print(f"{chip.id} ({item.origin.shipped_from}) {verdict.status}: {texts}")


def _describe_missing(chip: Entity, name: str) -> str:
    """Describe what is missing, and where it was looked for in vain."""
    searches = [
        fact.value.looked_in
        for fact in chip.facts
        if fact.property == name and isinstance(fact.value, UnknownValue)
    ]
    places = ", ".join(searches[0]) if searches else ""
    return f"{name} [looked in {places}]" if places else name


def main() -> None:
    """Print the counts, and what is asked for beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="origin", default="", help="a country to ship all from")
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--unknown", action="store_true")
    options = parser.parse_args()
    base = open_base(("bundled",))
    if options.unknown:
        print_unknown(base)
        return
    judged = list(judge_all(base, options.origin))
    print_verdicts(judged)
    print_standings(base)
    if options.free:
        for entry in judged:
            if entry.verdict.is_licence_needed is False and entry.verdict.paragraph:
                print(describe(entry))
    for entry in draw_sample(judged, options.sample):
        print(describe(entry))


if __name__ == "__main__":
    main()
