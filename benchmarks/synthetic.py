"""Writes a large base of made-up facts, the same each time: python synthetic.py FOLDER [NUMBER]."""

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple

ENTITIES_PER_FILE = 400
SOURCE_COUNT = 500
SEED = 2026
KIND_CYCLE = ("company", "company", "company", "chip", "chip", "investment", "product", "person")
"""What one entity after another is."""
SYLLABLES = (  # noqa: SIM905 - words are read more easily without quotes
    "ar bel cor dan el fir gal han il jor kar lin mer nor os pel qua ros sil tar um ver wil xan"
    " yor zen bra cle dro fla gri hul kne lor mun nex pra rho sta tri vul wes yin zhu chen fu guo"
    " hai jing kang long ming ning ping ruo shan tong wei xin yan zhong"
).split()
TRADES = (  # noqa: SIM905 - as above
    "Semiconductor Microelectronics Photonics Computing Robotics Foundry Memory Networks Cloud"
    " Devices Systems Materials Optics Sensors Instruments Lithography Packaging"
).split()
ENDINGS = ("", " Inc.", " Ltd.", " Co., Ltd.", " Group", " Holdings", " Corporation")
HAN_CHARACTERS = "华中芯科微电光晶海星云智新联合創天宇龙安达景明瑞盛泰宏远昌兴德利"
HAN_TRADES = ("科技", "半导体", "集团", "微电子", "股份有限公司")
VERBS = ("Expand", "Open", "Build", "Delay", "Finance", "License", "Relocate", "Test", "Review")
OBJECTS = (
    "its second fab", "a training cluster", "the packaging line", "a design centre",
    "its model series", "the supply of wafers", "an inference service", "a joint laboratory",
)  # fmt: skip
COUNTRIES = ("CN", "US", "TW", "KR", "JP", "NL", "DE", "SG")
OPENNESS = ("open", "closed", "mixed")
CURRENCIES = ("USD", "CNY", "EUR", "TWD", "JPY")


class SyntheticEntity(NamedTuple):
    """A made-up entity: its kind, its id, and its document."""

    kind: str
    id: str
    text: str


def generate_entities(number: int) -> Iterator[SyntheticEntity]:
    """So many entities, relations between them and sources included."""
    random = Random(SEED)
    for index in range(SOURCE_COUNT):
        record = f"publisher: House {index % 40}\ntype: news\npublished: 20{index % 26:02}"
        yield SyntheticEntity("source", f"bulletin-{index}", f"name: Bulletin {index}\n{record}\n")
    ids_by_kind: dict[str, list[str]] = {kind: [] for kind in KIND_CYCLE}
    for index in range(number - SOURCE_COUNT):
        kind = KIND_CYCLE[index % len(KIND_CYCLE)]
        stem = "".join(random.choice(SYLLABLES) for _ in range(random.choice((2, 3, 3, 4))))
        entity_id = f"{stem}-{index:x}"
        yield SyntheticEntity(
            kind, entity_id, build_document(random, kind, stem.capitalize(), index, ids_by_kind)
        )
        ids_by_kind[kind].append(entity_id)


def build_document(
    random: Random, kind: str, stem: str, index: int, ids_by_kind: dict[str, list[str]]
) -> str:
    lines = [
        build_names(random, kind, stem, index),
        f"sources: {pick_sources(random)}",
        FACT_BUILDERS[kind](random, ids_by_kind),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def build_names(random: Random, kind: str, stem: str, index: int) -> str:
    trade = random.choice(TRADES)
    name = {
        "company": f"{stem} {trade}{random.choice(ENDINGS)}",
        "chip": f"{stem} {random.choice('ABKMRX')}{index % 900 + 100}",
        "person": f"{random.choice(SYLLABLES).capitalize()} {stem}",
        "investment": f"{stem} {trade.lower()} plan",
        "product": f"{stem} {random.choice(('Studio', 'Chat', 'Phone', 'Agent'))}",
    }[kind]
    aliases = [f"{stem[:4].upper()}{index % 1000}"]
    if index % 5 == 0:
        aliases.append("".join(random.choices(HAN_CHARACTERS, k=3)) + random.choice(HAN_TRADES))
    return f"name: {name}\naliases: [{', '.join(aliases)}]"


def pick_sources(random: Random) -> str:
    return f'["bulletin-{random.randrange(SOURCE_COUNT)}#p{random.randrange(1, 30)}"]'


def pick_date(random: Random) -> str:
    year, month = random.randrange(2015, 2026), random.randrange(1, 13)
    return random.choice((f"{year}", f"{year}-{month:02}", f"{year}-Q{(month + 2) // 3}",
                          f"{year}-{month:02}-{random.randrange(1, 29):02}"))  # fmt: skip


def build_plan(random: Random, key: str) -> str:
    plan_text = f"{random.choice(VERBS)} {random.choice(OBJECTS)} by {random.randrange(2025, 2031)}"
    return (
        f"{key}:\n  value: {plan_text}\n  as_of: {pick_date(random)}\n  sources: {pick_sources(random)}\n"
        f"  note: as announced to investors"
    )


def build_relation(random: Random, key: str, ids: list[str], count: int = 1) -> str:
    if not ids:
        return ""
    chosen_ids = list(dict.fromkeys(random.choice(ids[-5000:]) for _ in range(count)))
    return f"{key}: {chosen_ids[0] if count == 1 else '[' + ', '.join(chosen_ids) + ']'}"


def join_lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def build_company(random: Random, ids_by_kind: dict[str, list[str]]) -> str:
    return join_lines(
        f"country: {random.choice(COUNTRIES)}",
        f"founded: {random.randrange(1950, 2025)}",
        f"model_openness: {{value: {random.choice(OPENNESS)}, as_of: {pick_date(random)}}}",
        build_plan(random, "plan"),
        build_relation(random, "competitors", ids_by_kind["company"], 2),
        build_relation(random, "suppliers", ids_by_kind["company"]),
    )


def build_chip(random: Random, ids_by_kind: dict[str, list[str]]) -> str:
    return join_lines(
        build_relation(random, "designer", ids_by_kind["company"]),
        f"memory_capacity: {random.choice((16, 24, 32, 48, 64, 80, 96, 141))}",
        f"memory_bandwidth: {random.randrange(5, 80) / 10} TB/s",
        f"fp16_dense: {{value: ~{random.randrange(20, 1000)}, certainty: estimated}}",
        f"tdp: {random.randrange(75, 1000)} W",
        f"process_node: {random.choice((3, 4, 5, 7, 12, 14, 28))}",
    )


def build_investment(random: Random, ids_by_kind: dict[str, list[str]]) -> str:
    low = random.randrange(1, 500)
    return join_lines(
        build_relation(random, "investors", ids_by_kind["company"], 2),
        f"amount: {random.choice(('', '~'))}{low / 10} bn {random.choice(CURRENCIES)}",
        f"announced: {pick_date(random)}",
        build_plan(random, "course"),
        build_relation(random, "chips", ids_by_kind["chip"]),
        f"chip_count: {{value: {low}000..{low + 9}000, as_of: {pick_date(random)}}}",
    )


def build_product(random: Random, ids_by_kind: dict[str, list[str]]) -> str:
    return join_lines(
        build_relation(random, "developer", ids_by_kind["company"]),
        f"version: {random.randrange(1, 9)}.{random.randrange(10)}",
        f"users: {{value: {random.randrange(1, 900)} m, as_of: {pick_date(random)}}}",
        build_plan(random, "use"),
        build_relation(random, "chips", ids_by_kind["chip"], 2),
    )


def build_person(random: Random, ids_by_kind: dict[str, list[str]]) -> str:
    del ids_by_kind
    roles = (f"  - {{value: Head of {trade.lower()}, as_of: {pick_date(random)}}}"
             for trade in random.sample(TRADES, 4))  # fmt: skip
    return join_lines(f"summary: Leads teams in {random.choice(TRADES).lower()}", "role:", *roles)


FACT_BUILDERS = {"company": build_company, "chip": build_chip, "investment": build_investment, "product": build_product,
          "person": build_person}  # fmt: skip


def write_base(folder: Path, number: int, *, one_file_each: bool = False) -> None:
    """Write so many entities, several hundred a file or one a file."""
    by_kind = sorted(generate_entities(number), key=lambda entity: entity.kind)
    for kind, group in groupby(by_kind, key=lambda entity: entity.kind):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        members = list(group)
        if one_file_each:
            for entity in members:
                (folder / kind / f"{entity.id}.yaml").write_text(entity.text, encoding="utf-8")
            continue
        for start in range(0, len(members), ENTITIES_PER_FILE):
            texts = (
                f"id: {member.id}\n{member.text}"
                for member in members[start : start + ENTITIES_PER_FILE]
            )
            path = folder / kind / f"part-{start // ENTITIES_PER_FILE:04}.yaml"
            path.write_text("---\n".join(texts), encoding="utf-8")


def main() -> None:
    """Write the base that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    parser.add_argument("--one-file-each", action="store_true")
    arguments = parser.parse_args()
    write_base(arguments.folder, arguments.number, one_file_each=arguments.one_file_each)


if __name__ == "__main__":
    main()
