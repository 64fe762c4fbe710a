"""Derived values joined to what is chosen of a chip; only chips with figures cost anything."""

from ..model.facts import Chosen

OPERANDS = frozenset(
    ("fp64", "fp64_tensor", "fp32", "fp32_matrix", "tf32_dense", "bf16_dense", "fp16_dense",
     "int16_dense", "fp8_dense", "int8_dense", "fp4_dense", "int4_dense", "tpp", "package_area")
)  # fmt: skip
"""The properties without any of which nothing can be computed."""


def with_derived(chosen: dict[str, Chosen]) -> dict[str, Chosen]:
    """The choice for each property of a chip, with those that can be computed."""
    if chosen.keys().isdisjoint(OPERANDS):
        return chosen
    from ..model.derived import derive

    return derive(chosen)
