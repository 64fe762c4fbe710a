"""Derived values joined to what is chosen of a chip; only chips with figures cost anything."""

from ...model.facts import RankedFacts

FORMULA_OPERANDS = frozenset(
    ("fp64", "fp64_tensor", "fp32", "fp32_matrix", "tf32_dense", "bf16_dense", "fp16_dense",
     "int16_dense", "fp8_dense", "int8_dense", "fp4_dense", "int4_dense", "tpp", "package_area")
)  # fmt: skip
"""The properties without any of which nothing can be computed."""


def add_derived_facts(ranked_facts: dict[str, RankedFacts]) -> dict[str, RankedFacts]:
    """The choice for each property of a chip, with those that can be computed."""
    if ranked_facts.keys().isdisjoint(FORMULA_OPERANDS):
        return ranked_facts
    from ...model.chip_formulas import derive_values

    return derive_values(ranked_facts)
