"""Legal forms of companies, long and short, by what kind of legal person each makes.

A GmbH and an AG of one name are two firms; a GmbH and a Gesellschaft mit beschränkter Haftung are
one form, as are a JSC and an OAO. Inc., Corp., Ltd. and Company stand for many forms in
translations, so they are of no class and contradict none. Sources: ISO 20275 (Entity Legal Forms)
and the tables of cleanco; rigour has more spellings, but needs a compiled ICU, which no install
of this tool should wait for.
"""

from collections.abc import Iterable

from .normalise import normalise_name

# fmt: off
_STOCK_COMPANIES = (
    "AG", "Aktiengesellschaft", "Aktiengeselschaft", "AktG", "AkG", "PLC", "Public Limited Company",
    "JSC", "Joint Stock Company", "Joint-Stock Co", "OJSC", "Open Joint Stock Company",
    "PJSC", "Public Joint Stock Company", "CJSC", "Closed Joint Stock Company", "OAO", "ZAO", "PAO",
    "Otkrytoye Aktsionernoye Obshchestvo", "Aktsionernoye Obshchestvo", "Aktsionernoe Obshchestvo",
    "АО", "ОАО", "ПАО", "ЗАО", "Акционерное общество", "Открытое акционерное общество",
    "Публичное акционерное общество", "Закрытое акционерное общество", "NV",
    "Naamloze Vennootschap",
    "SpA", "Società per azioni", "Société anonyme", "Sociedad anónima", "Aktiebolag", "Oyj", "ASA",
    "Aktieselskab", "Perseroan Terbatas Tbk",
)
_LIMITED_COMPANIES = (
    "GmbH", "Gesellschaft mit beschränkter Haftung", "Gesellschaft mbH", "LLC",
    "Limited Liability Company", "Limited Liability Co", "OOO", "ООО",
    "Общество с ограниченной ответственностью", "Obshchestvo s ogranichennoy otvetstvennostyu",
    "SARL", "Société à responsabilité limitée", "SRL", "Società a responsabilità limitata",
    "Societatea cu Răspundere Limitată", "Sociedad de responsabilidad limitada", "BV",
    "Besloten Vennootschap", "Sp zoo", "Spółka z ograniczoną odpowiedzialnością", "Kft", "ApS",
    "Anpartsselskab", "TOV", "ТОВ",
)
_PARTNERSHIPS = (
    "LP", "Limited Partnership", "LLP", "Limited Liability Partnership", "KG",
    "Kommanditgesellschaft", "GmbH & Co KG",
)
_FORMS_BEFORE_NAMES = (
    "OOO", "OAO", "ZAO", "PAO", "JSC", "OJSC", "PJSC", "CJSC", "LLC", "SRL",
    "Limited Liability Company", "Joint Stock Company", "Open Joint Stock Company",
    "Public Joint Stock Company", "Closed Joint Stock Company", "АО", "ООО", "ОАО", "ПАО", "ЗАО",
    "Акционерное общество", "Открытое акционерное общество", "Публичное акционерное общество",
    "Закрытое акционерное общество", "Общество с ограниченной ответственностью", "ТОВ",
    "Societatea cu Răspundere Limitată",
)
# fmt: on


def _normalise_all(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normalise_name, forms))


CLASS_BY_FORM = {
    form: class_name
    for class_name, forms in (
        ("stock company", _STOCK_COMPANIES),
        ("limited company", _LIMITED_COMPANIES),
        ("partnership", _PARTNERSHIPS),
    )
    for form in _normalise_all(forms)
}
"""The class of legal person that a form makes, as names are compared."""
LEADING_FORMS = _normalise_all(_FORMS_BEFORE_NAMES)
"""Forms that stand before the name of a company too."""
HOLDING_FORMS = frozenset(("holding", "holdings"))
"""Words that make another legal person of a name, which is often the parent's."""
VAGUE_FORMS = HOLDING_FORMS | {"group", "company", "co", "se", "sa", "as"}
"""Forms that other names than those of companies end in too."""
