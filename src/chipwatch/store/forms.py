"""Company forms of the world, from a maintained list; read when a base is built."""

from ..model.common import COMPANY_WORDS
from ..model.naming import key

_NO_FORMS = frozenset(("andcompany", "dat", "sem", "sep", "vat"))
"""What the list has that says something else at the end of a name."""
_SHORT = 2
_USUAL = frozenset(("ab", "ag", "as", "bv", "gk", "kg", "kk", "lp", "nv", "oy", "sa", "se", "yk"))
"""Forms of two letters that are common enough to be taken for nothing else."""


def company_forms() -> list[str]:
    """Every form as it is compared: gmbh, spzoo, ltda."""
    from cleanco.termdata import terms_by_country, terms_by_type

    terms = {term for terms in (terms_by_type, terms_by_country) for each in terms.values()
             for term in each}  # fmt: skip
    forms = {key(term) for term in terms} | COMPANY_WORDS
    return sorted(form for form in forms - _NO_FORMS if len(form) > _SHORT or form in _USUAL)
