"""Company forms of the world, from a maintained list; read when a base is built."""

from ..model.company_word_lists import COMPANY_FORMS
from ..model.normalise import normalise_name

_FALSE_FORMS = frozenset(("andcompany", "dat", "sem", "sep", "vat"))
"""What the list has that says something else at the end of a name."""
_AMBIGUOUS_FORM_LENGTH = 2
_COMMON_SHORT_FORMS = frozenset(
    ("ab", "ag", "as", "bv", "gk", "kg", "kk", "lp", "nv", "oy", "sa", "se", "yk")
)
"""Forms of two letters that are common enough to be taken for nothing else."""


def list_company_forms() -> list[str]:
    """Every form as it is compared: gmbh, spzoo, ltda."""
    from cleanco.termdata import terms_by_country, terms_by_type

    terms = {term for terms in (terms_by_type, terms_by_country) for term_group in terms.values()
             for term in term_group}  # fmt: skip
    forms = {normalise_name(term) for term in terms} | COMPANY_FORMS
    return sorted(
        form
        for form in forms - _FALSE_FORMS
        if len(form) > _AMBIGUOUS_FORM_LENGTH or form in _COMMON_SHORT_FORMS
    )
