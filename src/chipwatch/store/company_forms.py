"""Legal forms of companies in all countries, from a table of the library cleanco."""

from functools import cache

from ..model.company_word_lists import COMPANY_FORMS
from ..model.library_tables import read_table
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
    terms = {normalise_name(term) for (term,) in read_table("company_forms")}
    forms = terms | COMPANY_FORMS
    return tuple(
        sorted(
            form
            for form in forms - _FALSE_FORMS
            if len(form) > _AMBIGUOUS_FORM_LENGTH or form in _COMMON_SHORT_FORMS
        )
    )
