"""The names of what verdicts are about: chips, systems, and tools for making chips."""

from collections.abc import Sequence

from ...model.problem import AmbiguousError, NotFoundError, UsageError
from ...model.schema import Chip, Company, Product, System, Technology
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..naming.exact import drop_repeated_entities
from ..naming.resolver import find_by_name, resolve
from .not_looked_at import ONLY_TOOLS_JUDGED


def resolve_items(base: KnowledgeBase, names: Sequence[str], *, exact: bool) -> list[EntityMatch]:
    """Resolve names to chips, systems and tools, each once."""
    return drop_repeated_entities(_resolve_item(base, name, exact=exact) for name in names)


def _resolve_item(base: KnowledgeBase, name: str, *, exact: bool) -> EntityMatch:
    """Resolve a name to a chip, or to a system or tool if it is exactly, or only, that of one.

    Where it is that of a company, the error says how to ask about that.
    """
    for kind in (Chip.name, System.name, Product.name):
        if find_by_name(base, name, kind, exact=True).is_sure:
            return _check_product(base, resolve(base, name, kind, exact=True))
    try:
        return resolve(base, name, Chip.name, exact=exact)
    except (AmbiguousError, NotFoundError) as error:
        systems = find_by_name(base, name, System.name, exact=exact)
        if systems.is_sure or (systems.match_type == "prefix" and isinstance(error, NotFoundError)):
            return resolve(base, name, System.name, exact=exact)
        products = find_by_name(base, name, Product.name, exact=exact)
        if products.is_sure and _is_tool(base, products.entries[0].entity.id):
            return resolve(base, name, Product.name, exact=exact)
        error.hint += _describe_other_meaning(base, name)
        raise


def _check_product(base: KnowledgeBase, match: EntityMatch) -> EntityMatch:
    """Return a match that is no product, or a tool; raise UsageError for another product."""
    entity = match.entity
    if entity.kind == Product.name and not _is_tool(base, entity.id):
        message = f"{entity.name} is neither a chip nor a tool for making chips"
        raise UsageError(message, f"to read what is known of it: chipwatch show {entity.id}")
    return match


def _is_tool(base: KnowledgeBase, product_id: str) -> bool:
    """Return whether a product is a tool for making chips: a fact says what kind of one."""
    (product,) = base.load_entities([product_id], [Product.tool_type.name])
    return bool(product.facts)


def _describe_other_meaning(base: KnowledgeBase, name: str) -> str:
    """Describe how to ask about what is no chip: a firm, or a technique, which is not judged."""
    company = find_by_name(base, name, Company.name, exact=True)
    if company.is_sure:
        return f"; for the firm: chipwatch controls --party {company.entries[0].entity.id}"
    technology = find_by_name(base, name, Technology.name, exact=True)
    return f"; {ONLY_TOOLS_JUDGED}" if technology.is_sure else ""
