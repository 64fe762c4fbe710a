"""A small base with a rule, a letter and a list, for the tests of export controls."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from chipwatch.reading.layers import BUNDLED, list_fact_files, resolve_layers
from chipwatch.reading.loader import load_fact_files
from chipwatch.rules.rule import Rule
from conftest import Facts, Run

RULE = """
name: Test rule
sources: [gazette]
citation: 1 FR 1
rule:
  act: control
  from: 2024-01-01
  destinations: [CN]
  headquarters: [CN]
  licences: [{destinations: [CN], policy: presumption of denial}]
  paragraphs:
    - {name: 3A090.a.1, when: {tpp: ">=4800"}}
    - {name: 3A090.b.1, when: {tpp: [">=2400", "<4800"], performance_density: ">=1.6"}}
"""


LETTER = """
name: Test letter
sources: [late]
rule:
  act: letter
  from: 2025-04-09
  destinations: [CN]
  paragraphs: [{name: letter, when: {chip: x1}}]
"""


LISTING = """
name: Test list
sources: [gazette]
citation: 2 FR 2
rule:
  act: listing
  from: 2023-05-01
  destinations: [worldwide]
  licences: [{destinations: [worldwide], policy: presumption of denial}]
  paragraphs: [{name: list, when: {party: acme}}]
"""


BASE = {
    "chip/x1.yaml": "name: X1\nsources: [gazette]\nint8_dense: {value: 296, as_of: 2023}\n"
    "die_area: 814\n",
    "chip/x2.yaml": "name: X2\nsources: [gazette]\nint8_dense: 1979\n",
    "chip/x3.yaml": "name: X3\nsources: [gazette]\nfp16_dense: [280, 320]\ndie_area: 100\n",
    "chip/x4.yaml": "name: X4\n",
    "source/late.yaml": "name: Late\ntype: news\npublished: 2025-06-01\n",
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
    "company/other.yaml": "name: Other\nsources: [gazette]\ncountry: SG\n",
    "company/child.yaml": "name: Child\nsources: [gazette]\ncountry: SG\n"
    "parent: {value: acme, share: 60 %}\n",
    "policy/rule.yaml": RULE,
    "policy/letter.yaml": LETTER,
    "policy/list.yaml": LISTING,
}


@cache
def load_bundled_rules() -> list[Rule]:
    """The rules that come with the package, in the order in which they begin.

    They are read when a test asks for them: reading all facts would delay every run of any test.
    """
    loaded = load_fact_files(list_fact_files(resolve_layers((BUNDLED,))))
    return sorted((parsed.rule for parsed in loaded.rules), key=lambda rule: rule.since.first)


def ask_controls(facts: Facts, run: Run, *arguments: str) -> Any:  # noqa: ANN401 - JSON, or any figures
    return ask_controls_of(facts, run, BASE, *arguments)


def ask_controls_of(facts: Facts, run: Run, files: Mapping[str, str], *arguments: str) -> Any:  # noqa: ANN401 - JSON
    """Ask about export controls in a base of these files; return the answer as data."""
    result = run("controls", *arguments, "--json", "--data", facts(dict(files)))
    assert result.code == 0, result.err
    return json.loads(result.out)
