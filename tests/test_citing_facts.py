"""The page of a source: its claims, and every fact that rests on it, by place."""

import json
from pathlib import Path

import pytest

from conftest import Run

ARTICLE = "forbes-2025-04-trade-war-proofing"


def test_facts_stand_under_the_claims_they_cite_then_by_place(run: Run, folder: Path) -> None:
    """
    # source/paper.yaml
    name: Paper
    type: news
    claims:
      - {id: p1-chip, paragraph: p1, says: Acme makes the X1.}
      - {id: p2-view, paragraph: p2, says: It may win., stance: assessment,
         verdict: imprecise, why: It may not, sources: ["gazette#p1", gazette]}
    # company/acme.yaml
    name: Acme
    sources: ["paper#p1-chip"]
    country: CN
    plan: {value: Win, sources: ["paper#p2", "gazette#p9"]}
    assessment: {value: Strong, sources: ["paper#p2-view"], certainty: assessment}
    # chip/x1.yaml
    name: X1
    sources: ["paper#p1-chip", "paper#p2-view"]
    designer: {value: acme, note: in its words}
    tdp: {unknown: undisclosed}
    die_area: {value: 800, sources: [gazette]}
    """
    result = run("source", "paper", "--data", folder).out.splitlines()
    at = result.index("5 facts rest on it")
    assert result[at:-3] == [
        "5 facts rest on it",
        "p1-chip    Acme makes the X1.",
        "           X1 – Designer: Acme – in its words  reported",
        "           X1 – TDP: undisclosed               reported",
        "           Acme – Country: CN                  reported",
        "p2-view    It may win.                         assessment",
        "  verdict  Imprecise: It may not – gazette",
        "           X1 – Designer: Acme – in its words  reported",
        "           X1 – TDP: undisclosed               reported",
        "           Acme – Assessment: Strong           assessment",
        "  p2       Acme – Plans: Win                   reported",
    ]


def test_places_without_claims_are_sorted(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: ["gazette#p2"]
    country: CN
    plan: {value: Win, sources: ["gazette#p1"]}
    """
    result = run("source", "gazette", "--data", folder).out.splitlines()
    at = result.index("2 facts rest on it")
    assert result[at + 1 : at + 3] == [
        "p1  Acme – Plans: Win   reported",
        "p2  Acme – Country: CN  reported",
    ]


def test_one_fact_rests_in_the_singular(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    country: CN
    """
    assert "\n1 fact rests on it\n" in run("source", "gazette", "--data", folder).out


def test_a_source_on_which_nothing_rests_has_only_its_card(run: Run, folder: Path) -> None:
    """
    # source/paper.yaml
    name: Paper
    type: news
    """
    assert run("source", "paper", "--data", folder).out.splitlines() == [
        "Paper · source · paper",
        "Profile",
        "  Type  news    reported  [1]",
        "",
        "Sources",
        "[1]  Paper. (news) paper",
    ]


def test_json_says_which_facts_cite_a_source_and_where(run: Run, folder: Path) -> None:
    """
    # source/paper.yaml
    name: Paper
    claims: [{id: p1-chip, paragraph: p1, says: Acme makes it.}]
    # company/acme.yaml
    name: Acme
    sources: ["paper#p1-chip", "paper#p1", gazette]
    country: CN
    """
    page_data = json.loads(run("source", "paper", "--json", "--data", folder).out)
    (fact,) = page_data["cited_by"]
    assert (fact["entity"], fact["property"], fact["value"]) == ("acme", "country", "CN")
    assert fact["locators"] == ["p1-chip", "p1"]
    assert fact["where"]["line"] == 3
    assert page_data["claims"] == [
        {
            "source": "paper",
            "id": "p1-chip",
            "paragraph": "p1",
            "says": "Acme makes it.",
            "stance": None,
            "verdict": None,
            "why": None,
            "sources": [],
            "facts": [fact],
        }
    ]


@pytest.mark.data
def test_the_article_is_shown_by_paragraph_in_its_order(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIPWATCH_DATA")
    page_data = json.loads(run("source", ARTICLE, "--json").out)
    numbered = [claim["paragraph"] for claim in page_data["claims"] if claim["paragraph"][0] == "p"]
    assert numbered == sorted(numbered, key=lambda paragraph: int(paragraph[1:]))
    assert min(len(claim["facts"]) for claim in page_data["claims"]) > 0
