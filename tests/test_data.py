"""The facts that come with the package."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import chipwatch
from chipwatch.model.dates import Date
from chipwatch.model.facts import Fact
from chipwatch.model.problem import AmbiguousError
from chipwatch.reading.layers import BUNDLED, list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from conftest import ROOT

pytestmark = pytest.mark.data

ARTICLE = "forbes-2025-04-trade-war-proofing"
CLAIMS = 53
MAX_README_AGE = 90
"""Days by which the day that the README names may lag behind the facts."""


@pytest.fixture(scope="module")
def bundled() -> LoadResult:
    return load_fact_files(list_fact_files(resolve_layers((BUNDLED,))))


def _places(reading: LoadResult) -> set[str]:
    cited = (citation for fact in _facts(reading) for citation in fact.citations)
    return {citation.locator for citation in cited if citation.source == ARTICLE}


def _facts(reading: LoadResult) -> list[Fact]:
    return [fact for entity in reading.entities for fact in entity.facts if entity.id != ARTICLE]


def test_no_file_has_a_problem(bundled: LoadResult) -> None:
    assert bundled.problems == []
    assert bundled.rejected_entities == []


def test_every_claim_of_the_article_is_cited_by_a_fact(bundled: LoadResult) -> None:
    claims = {claim.id for claim in bundled.claims if claim.source == ARTICLE}
    assert len(claims) == CLAIMS
    assert claims - _places(bundled) == set()


def test_no_fact_cites_a_claim_or_paragraph_of_the_article_that_is_not_there(
    bundled: LoadResult,
) -> None:
    places = {place for claim in bundled.claims for place in (claim.id, claim.paragraph)}
    assert _places(bundled) - places == set()


def test_every_entity_but_sources_has_a_summary(bundled: LoadResult) -> None:
    without = [
        entity.id
        for entity in bundled.entities
        if entity.kind != "source" and all(fact.property != "summary" for fact in entity.facts)
    ]
    assert without == []


def test_every_name_and_alias_finds_its_entity(bundled: LoadResult) -> None:
    base = chipwatch.open()
    wrong = [
        (entity.id, name)
        for entity in bundled.entities
        if entity.kind != "source"
        for name in (entity.id, entity.name, *entity.aliases)
        if entity.id not in _meant(base, name, entity.kind)
    ]
    assert wrong == []


def _meant(base: chipwatch.Base, name: str, kind: str) -> list[str]:
    """What a name means, or may mean where several things are called so."""
    try:
        return [base.resolve(name, kind=kind).entity.id]
    except AmbiguousError as error:
        return [candidate["id"] for candidate in error.candidates if not isinstance(candidate, str)]


def test_opinions_of_the_article_are_assessments(bundled: LoadResult) -> None:
    opinions = {claim.id for claim in bundled.claims if claim.stance == "assessment"}
    stated = {
        citation.locator
        for fact in _facts(bundled)
        for citation in fact.citations
        if fact.certainty == "assessment"
    }
    assert opinions - stated == set()


def test_the_seed_holds_the_checksum_of_the_text_that_was_read(bundled: LoadResult) -> None:
    (article,) = [entity for entity in bundled.entities if entity.id == ARTICLE]
    (checksum,) = [fact.value for fact in article.facts if fact.property == "sha256"]
    assert len(bytes.fromhex(checksum)) == len(bytes(32))


def test_files_stand_in_the_folder_of_their_kind(bundled: LoadResult) -> None:
    folders = {
        (entity.id, Path(fact.location.path).parent.name)
        for entity in bundled.entities
        for fact in entity.facts
        if entity.kind != "source"
    }
    assert {(entity.id, entity.kind) for entity in bundled.entities} >= folders


@pytest.mark.parametrize(
    ("property_name", "words"),
    [
        ("accessed", "The facts were looked up until"),
        ("published", "; the newest source is of"),
    ],
)
def test_the_days_in_the_readme_are_not_long_before_those_of_sources(
    bundled: LoadResult, property_name: str, words: str
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (day,) = re.findall(rf"{words} (\d+ \w+ \d{{4}})", readme)
    readme_day = datetime.strptime(day, "%d %B %Y").replace(tzinfo=UTC).toordinal()
    newest = max(
        fact.value.last
        for entity in bundled.entities
        for fact in entity.facts
        if fact.property == property_name and isinstance(fact.value, Date)
    )
    assert newest - readme_day <= MAX_README_AGE
