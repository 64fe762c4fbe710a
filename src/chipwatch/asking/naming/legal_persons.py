"""Tell apart firms that differ in their legal form: an AG is no GmbH, a holding no subsidiary."""

from functools import cache

from ...model.company_words import CompanyName, parse_company_name
from ...model.schema import Company
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NAME_CODE, NameEntry


def is_other_legal_person(base: KnowledgeBase, query: CompanyName, entry: NameEntry) -> bool:
    """Tell whether the legal form typed is not that of the company with this name.

    A name without a form may be that of a holding, unless the company has another form in its other
    names: SMIC is a Corporation, so SMIC Holdings Limited is another firm.
    """
    if not query.legal_forms or entry.entity.kind != Company.name:
        return False
    if has_other_form(query, entry) or _is_initials(entry):
        return True
    if not query.is_holding or parse_stored_name(entry.text).legal_forms:
        return False
    entities = base.load_entities([entry.entity.id], [])
    names = [parse_stored_name(text) for entity in entities for text in entity.aliases]
    return any(name.legal_forms for name in names) and not any(name.is_holding for name in names)


def _is_initials(entry: NameEntry) -> bool:
    """Tell whether a key is that of Chinese initials, which no firm has before its legal form."""
    return entry.how == "pinyin" and entry.grade == NAME_CODE


def has_other_form(query: CompanyName, entry: NameEntry) -> bool:
    """Tell whether the form typed contradicts the form in a name of a company."""
    return entry.entity.kind == Company.name and not query.may_be(parse_stored_name(entry.text))


@cache
def parse_stored_name(text: str) -> CompanyName:
    """Split a name of the base, once for all queries of a process."""
    return parse_company_name(text)
