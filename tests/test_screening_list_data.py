"""The firms of the base against the Consolidated Screening List, by every name of both."""

import csv
import re
import unicodedata
from collections import defaultdict
from typing import Any

import pytest

import chipwatch
from chipwatch.model.entity import Entity
from conftest import ROOT

pytestmark = [pytest.mark.data, pytest.mark.slow]

LIST_FILE = ROOT / "tests" / "data" / "screening_list.csv"
LIST_NAMES = {"EL": "Entity List", "MEU": "MEU", "UVL": "UVL", "CMIC": "NS-CMIC", "SDN": "SDN"}
LEGAL_FORMS = re.compile(r"\b(co|company|ltd|limited|corp|corporation|inc|group|llc|plc)\b")
ARGUED = {
    ("inspur-electronic", "NS-CMIC"): (
        "the entry is that of its parent, Inspur Group, whose name it shares"
    ),
    ("hisilicon", "Entity List"): "by names of its affiliates, which the base does not hold",
    ("megvii", "Entity List"): "as Megvii Technology, a name that the base leaves to its alias",
    ("megvii", "NS-CMIC"): "as Megvii Technology Limited",
    ("nettrix", "Entity List"): "as Nettrix Information Industry Co., Ltd.",
    ("pengxinxu", "Entity List"): "as Shenzhen Pengxinxu Technology Co., Ltd.",
    ("pxw", "Entity List"): "as PXW Semiconductor Manufactory Co., Ltd.",
    ("rsic", "Entity List"): "as Ruili Microelectronics Equipment (Shanghai) Co., Ltd.",
    ("sensetime", "Entity List"): "as Beijing Sensetime Technology Development Co., Ltd.",
    ("smic", "Entity List"): "as Semiconductor Manufacturing International Corporation (SMIC)",
    ("mattson", "Entity List"): "as Beijing E-Town Semiconductor, its Chinese company",
}
"""What only one side has, with the reason."""


def simplify(name: str) -> str:
    """A name without case, punctuation and legal form."""
    words = re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(LEGAL_FORMS.sub(" ", words).split())


def read_list() -> dict[str, set[str]]:
    """The lists on which each name is."""
    lists: dict[str, set[str]] = defaultdict(set)
    with LIST_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *row["alt_names"].split("|")):
                if simplify(name):
                    lists[simplify(name)].add(LIST_NAMES[row["list"]])
    return lists


def list_names(company: Entity) -> set[str]:
    return {simplify(name) for name in (company.name, *company.aliases)}


def test_every_firm_is_on_the_lists_that_name_it() -> None:
    names_on_lists, deviations = read_list(), set()
    with chipwatch.open("bundled") as base:
        companies = base.load_entities("company")
        day_base = base.at(as_of="2026-07-31")
        for company in companies:
            answer: Any = day_base.party(company.id, exact=True).to_data()
            stated = {
                entry["list"]
                for entry in answer["lists"]
                if entry["status"] == "listed" and entry["list"] in LIST_NAMES.values()
            }
            found = {name for key in list_names(company) for name in names_on_lists.get(key, ())}
            deviations |= {(company.id, name) for name in stated ^ found}
    assert deviations == ARGUED.keys()
