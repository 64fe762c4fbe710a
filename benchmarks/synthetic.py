"""Writes a large base of made-up facts, the same each time: python synthetic.py FOLDER [NUMBER]."""

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple

PER_FILE = 400
SOURCES = 500
SEED = 2026
KINDS = ("company", "company", "company", "chip", "chip", "investment", "product", "person")
"""What one entity after another is."""
SYLLABLES = (  # noqa: SIM905 - words are read more easily without quotes
    "ar bel cor dan el fir gal han il jor kar lin mer nor os pel qua ros sil tar um ver wil xan yor"
    " zen bra cle dro fla gri hul kne lor mun nex pra rho sta tri vul wes yin zhu chen fu guo hai"
    " jing kang long ming ning ping ruo shan tong wei xin yan zhong"
).split()
TRADES = (  # noqa: SIM905 - as above
    "Semiconductor Microelectronics Photonics Computing Robotics Foundry Memory Networks Cloud"
    " Devices Systems Materials Optics Sensors Instruments Lithography Packaging"
).split()
ENDINGS = ("", " Inc.", " Ltd.", " Co., Ltd.", " Group", " Holdings", " Corporation")
HAN = "华中芯科微电光晶海星云智新联合創天宇龙安达景明瑞盛泰宏远昌兴德利"
HAN_TRADES = ("科技", "半导体", "集团", "微电子", "股份有限公司")
VERBS = ("Expand", "Open", "Build", "Delay", "Finance", "License", "Relocate", "Test", "Review")
OBJECTS = (
    "its second fab", "a training cluster", "the packaging line", "a design centre",
    "its model series", "the supply of wafers", "an inference service", "a joint laboratory",
)  # fmt: skip
COUNTRIES = ("CN", "US", "TW", "KR", "JP", "NL", "DE", "SG")
OPENNESS = ("open", "closed", "mixed")
CURRENCIES = ("USD", "CNY", "EUR", "TWD", "JPY")


class Entity(NamedTuple):
    """A made-up entity: its kind, its id, and its document."""

    kind: str
    id: str
    text: str


def entities(number: int) -> Iterator[Entity]:
    """So many entities, relations between them and sources included."""
    random = Random(SEED)  # noqa: S311 - made-up facts need no secrets
    for at in range(SOURCES):
        record = f"publisher: House {at % 40}\ntype: news\npublished: 20{at % 26:02}"
        yield Entity("source", f"bulletin-{at}", f"name: Bulletin {at}\n{record}\n")
    made: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for at in range(number - SOURCES):
        kind = KINDS[at % len(KINDS)]
        stem = "".join(random.choice(SYLLABLES) for _ in range(random.choice((2, 3, 3, 4))))
        id_ = f"{stem}-{at:x}"
        yield Entity(kind, id_, _document(random, kind, stem.capitalize(), at, made))
        made[kind].append(id_)


def _document(random: Random, kind: str, stem: str, at: int, made: dict[str, list[str]]) -> str:
    lines = [
        _names(random, kind, stem, at),
        f"sources: {_cited(random)}",
        _FACTS[kind](random, made),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _names(random: Random, kind: str, stem: str, at: int) -> str:
    trade = random.choice(TRADES)
    name = {
        "company": f"{stem} {trade}{random.choice(ENDINGS)}",
        "chip": f"{stem} {random.choice('ABKMRX')}{at % 900 + 100}",
        "person": f"{random.choice(SYLLABLES).capitalize()} {stem}",
        "investment": f"{stem} {trade.lower()} plan",
        "product": f"{stem} {random.choice(('Studio', 'Chat', 'Phone', 'Agent'))}",
    }[kind]
    aliases = [f"{stem[:4].upper()}{at % 1000}"]
    if at % 5 == 0:
        aliases.append("".join(random.choices(HAN, k=3)) + random.choice(HAN_TRADES))
    return f"name: {name}\naliases: [{', '.join(aliases)}]"


def _cited(random: Random) -> str:
    return f'["bulletin-{random.randrange(SOURCES)}#p{random.randrange(1, 30)}"]'


def _date(random: Random) -> str:
    year, month = random.randrange(2015, 2026), random.randrange(1, 13)
    return random.choice((f"{year}", f"{year}-{month:02}", f"{year}-Q{(month + 2) // 3}",
                          f"{year}-{month:02}-{random.randrange(1, 29):02}"))  # fmt: skip


def _plan(random: Random, key: str) -> str:
    said = f"{random.choice(VERBS)} {random.choice(OBJECTS)} by {random.randrange(2025, 2031)}"
    return (
        f"{key}:\n  value: {said}\n  as_of: {_date(random)}\n  sources: {_cited(random)}\n"
        f"  note: as announced to investors"
    )


def _relation(random: Random, key: str, ids: list[str], most: int = 1) -> str:
    if not ids:
        return ""
    chosen = list(dict.fromkeys(random.choice(ids[-5000:]) for _ in range(most)))
    return f"{key}: {chosen[0] if most == 1 else '[' + ', '.join(chosen) + ']'}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _company(random: Random, made: dict[str, list[str]]) -> str:
    return _lines(
        f"country: {random.choice(COUNTRIES)}",
        f"founded: {random.randrange(1950, 2025)}",
        f"model_openness: {{value: {random.choice(OPENNESS)}, as_of: {_date(random)}}}",
        _plan(random, "plan"),
        _relation(random, "competitors", made["company"], 2),
        _relation(random, "suppliers", made["company"]),
    )


def _chip(random: Random, made: dict[str, list[str]]) -> str:
    return _lines(
        _relation(random, "designer", made["company"]),
        f"memory_capacity: {random.choice((16, 24, 32, 48, 64, 80, 96, 141))}",
        f"memory_bandwidth: {random.randrange(5, 80) / 10} TB/s",
        f"fp16_dense: {{value: ~{random.randrange(20, 1000)}, certainty: estimated}}",
        f"tdp: {random.randrange(75, 1000)} W",
        f"process_node: {random.choice((3, 4, 5, 7, 12, 14, 28))}",
    )


def _investment(random: Random, made: dict[str, list[str]]) -> str:
    low = random.randrange(1, 500)
    return _lines(
        _relation(random, "investors", made["company"], 2),
        f"amount: {random.choice(('', '~'))}{low / 10} bn {random.choice(CURRENCIES)}",
        f"announced: {_date(random)}",
        _plan(random, "course"),
        _relation(random, "chips", made["chip"]),
        f"chip_count: {{value: {low}000..{low + 9}000, as_of: {_date(random)}}}",
    )


def _product(random: Random, made: dict[str, list[str]]) -> str:
    return _lines(
        _relation(random, "developer", made["company"]),
        f"version: {random.randrange(1, 9)}.{random.randrange(10)}",
        f"users: {{value: {random.randrange(1, 900)} m, as_of: {_date(random)}}}",
        _plan(random, "use"),
        _relation(random, "chips", made["chip"], 2),
    )


def _person(random: Random, made: dict[str, list[str]]) -> str:
    del made
    roles = (f"  - {{value: Head of {trade.lower()}, as_of: {_date(random)}}}"
             for trade in random.sample(TRADES, 4))  # fmt: skip
    return _lines(f"summary: Leads teams in {random.choice(TRADES).lower()}", "role:", *roles)


_FACTS = {"company": _company, "chip": _chip, "investment": _investment, "product": _product,
          "person": _person}  # fmt: skip


def write(folder: Path, number: int, *, one_file_each: bool = False) -> None:
    """Write so many entities, several hundred a file or one a file."""
    by_kind = sorted(entities(number), key=lambda entity: entity.kind)
    for kind, group in groupby(by_kind, key=lambda entity: entity.kind):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        members = list(group)
        if one_file_each:
            for entity in members:
                (folder / kind / f"{entity.id}.yaml").write_text(entity.text, encoding="utf-8")
            continue
        for start in range(0, len(members), PER_FILE):
            texts = (f"id: {one.id}\n{one.text}" for one in members[start : start + PER_FILE])
            path = folder / kind / f"part-{start // PER_FILE:04}.yaml"
            path.write_text("---\n".join(texts), encoding="utf-8")


def main() -> None:
    """Write the base that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    parser.add_argument("--one-file-each", action="store_true")
    given = parser.parse_args()
    write(given.folder, given.number, one_file_each=given.one_file_each)


if __name__ == "__main__":
    main()
