"""The acts of rules: what each does, and for which purposes it counts. A new act is a row here."""

from typing import NamedTuple

from ..model.schema import Chip, Product


class Act(NamedTuple):
    """One thing that a rule can do."""

    name: str
    """The word for it in a fact file."""
    meaning: str
    requires_licence: bool = False
    """Whether exporting what a paragraph covers takes a licence."""
    is_about_items: bool = False
    """Whether it requires one because of what is exported, and not because of who gets it."""
    item_kind: str = ""
    """The kind of the items that it is about, chips or tools; any where there is none."""
    covers_every_item: bool = False
    """Whether its paragraphs cover every item, so that they need no condition."""
    gives_class: bool = False
    """Whether its paragraphs are entries of the control list, so that one is the item's class."""
    lists_parties: bool = False
    """Whether it puts the parties that it names on a list."""
    counts_ownership: bool = False
    """Whether it reaches a party by the part of it that listed parties own."""
    decides_applications: bool = False
    """Whether it says how applications for licences under another rule are decided."""
    stops_rules: bool = False
    """Whether it suspends or rescinds the rules of another policy."""
    defines_groups: bool = False
    """Whether it says which countries a country group has."""
    reaches_foreign_items: bool = False
    """Whether it says which items made and shipped abroad are subject to the rules at all."""
    presumes_class: bool = False
    """Whether it says which class an exporter has to presume of an item."""
    has_other_effect: bool = False
    """Whether an item that it covers meets something else than a licence requirement."""
    is_reported: bool = True
    """Whether an answer about a chip lists it, and its history has a day for its beginning."""
    is_vintage: bool = False
    """Whether its beginning is a column of the matrix, and ``whatif`` may change its bounds."""


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            name="control",
            meaning="puts items on a list of controlled ones",
            requires_licence=True,
            is_about_items=True,
            item_kind=Chip.name,
            gives_class=True,
            is_vintage=True,
        ),
        Act(
            name="tool-control",
            meaning="puts tools for making chips on a list of controlled ones",
            requires_licence=True,
            is_about_items=True,
            item_kind=Product.name,
            gives_class=True,
        ),
        Act(
            name="tool-use",
            meaning="requires a licence for tools by the buyer or the plant that they go to",
            requires_licence=True,
            is_about_items=True,
            item_kind=Product.name,
        ),
        Act(
            name="letter",
            meaning="requires a licence for products that a letter names",
            requires_licence=True,
            is_about_items=True,
            item_kind=Chip.name,
            is_vintage=True,
        ),
        Act(
            name="embargo",
            meaning="requires a licence for every item to the destinations that it names",
            requires_licence=True,
            is_about_items=True,
            covers_every_item=True,
            is_reported=False,
        ),
        Act(
            name="listing",
            meaning="puts parties on a list, so that exports to them take a licence",
            requires_licence=True,
            lists_parties=True,
            is_reported=False,
        ),
        Act(
            name="affiliates",
            meaning="reaches parties that listed parties own",
            requires_licence=True,
            counts_ownership=True,
        ),
        Act(
            name="review",
            meaning="says how applications for licences are decided",
            decides_applications=True,
            is_vintage=True,
        ),
        Act(name="guidance", meaning="warns exporters", item_kind=Chip.name),
        Act(name="suspension", meaning="stops another rule", stops_rules=True),
        Act(
            name="presumption",
            meaning="says what an exporter has to presume of an item",
            item_kind=Chip.name,
            presumes_class=True,
            has_other_effect=True,
        ),
        Act(
            name="tariff",
            meaning="puts a duty on imports",
            item_kind=Chip.name,
            has_other_effect=True,
        ),
        Act(
            name="jurisdiction",
            meaning="says which items made abroad are subject to the rules",
            reaches_foreign_items=True,
            is_reported=False,
        ),
        Act(
            name="tool-jurisdiction",
            meaning="says which tools made abroad are subject to the rules",
            item_kind=Product.name,
            reaches_foreign_items=True,
            is_reported=False,
        ),
        Act(
            name="groups",
            meaning="says which countries a country group has",
            defines_groups=True,
            is_reported=False,
        ),
    )
}
"""Every act by name. ``whatif`` looks for a rule to change in this order of acts."""


def rank_act(act: Act) -> int:
    """Return the place of an act in the table."""
    return list(ACTS).index(act.name)
