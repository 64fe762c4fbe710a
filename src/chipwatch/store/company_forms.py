"""Legal forms of companies in all countries, from the library cleanco; read at a build."""

from functools import cache

from cleanco.termdata import terms_by_country, terms_by_type

from ..model.company_word_lists import COMPANY_FORMS
from ..model.normalise import normalise_name

_FALSE_FORMS = frozenset(("andcompany", "dat", "sem", "sep", "vat"))
"""Terms of the library that end other names too, such as SEM or VAT."""
_AMBIGUOUS_FORM_LENGTH = 2
_COMMON_SHORT_FORMS = frozenset(
    ("ab", "ag", "as", "bv", "gk", "kg", "kk", "lp", "nv", "oy", "sa", "se", "yk")
)
"""Forms of two letters that are common; others of that length are left out, as they end words."""


@cache
def list_company_forms() -> tuple[str, ...]:
    """List the forms as names are compared, once in a process: gmbh, spzoo, ltda."""
    term_groups = [*terms_by_type.values(), *terms_by_country.values()]
    terms = {normalise_name(term) for term_group in term_groups for term in term_group}
    forms = terms | COMPANY_FORMS
    return tuple(
        sorted(
            form
            for form in forms - _FALSE_FORMS
            if len(form) > _AMBIGUOUS_FORM_LENGTH or form in _COMMON_SHORT_FORMS
        )
    )
