"""Which fields the criteria of rules test: of chips, of tools, and shares of a shipment."""

from ..model.kind import AnyField
from ..model.schema import Chip, Policy, Product
from .rule import OWNERSHIP_KEY, US_CONTENT_KEY

TESTED_FIELDS = {
    **Product.properties,
    **Chip.properties,
    **{key: Policy.properties[key] for key in (OWNERSHIP_KEY, US_CONTENT_KEY)},
}
"""The fields by the property that a criterion names. What is tested of a tool is no property of a
chip, so that one name has one meaning."""


def find_tested_field(property_name: str) -> AnyField | None:
    """Find the declaration of a property that a criterion tests; None for an item or a party."""
    return TESTED_FIELDS.get(property_name)
