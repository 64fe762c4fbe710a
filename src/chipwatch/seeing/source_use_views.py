"""Build what a site says of the use of a source: its claims, and the facts that cite it."""

from collections.abc import Iterator

from ..asking.pages.citing_facts import SourceUse
from ..model.facts import Claim, Fact
from .page_views import StatementView, UseView
from .site_content import SiteContent


def build_use_views(content: SiteContent, source_use: SourceUse) -> list[UseView]:
    """Build the claims with the facts that cite them, then all other facts by entity."""
    return [*_iter_claims(content, source_use), *_iter_entities(content, source_use)]


def _iter_claims(content: SiteContent, source_use: SourceUse) -> Iterator[UseView]:
    for claim in source_use.claims:
        statements = [
            _build_statement(content, fact, claim.id) for fact in source_use.list_claim_facts(claim)
        ]
        yield UseView(claim.says, _describe_verdict(claim), statements)


def _iter_entities(content: SiteContent, source_use: SourceUse) -> Iterator[UseView]:
    """Give the facts that cite no claim, all those of one entity together."""
    statements: dict[str, list[StatementView]] = {}
    for locator, fact in source_use.iter_facts_outside_claims():
        statement = _build_statement(content, fact, locator)
        statements.setdefault(fact.entity, []).append(statement)
    for entity_statements in statements.values():
        yield UseView("", "", entity_statements)


def _build_statement(content: SiteContent, fact: Fact, place: str) -> StatementView:
    return StatementView(
        thing=content.link(fact.entity),
        label=fact.field.label,
        value=content.graph.format_value(fact),
        certainty="" if fact.is_unknown else fact.certainty,
        place=place,
    )


def _describe_verdict(claim: Claim) -> str:
    """Describe what other sources make of a claim; nothing where it was not checked."""
    if not claim.verdict:
        return ""
    sources = dict.fromkeys(citation.source for citation in claim.citations)
    by = f" ({', '.join(sources)})" if sources else ""
    return f"{claim.verdict.capitalize()}: {claim.why}{by}"
