"""Units of measure: which ones there are, and how they convert into one another."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from .quantity import MAGNITUDE_POWERS, to_decimal
from .suggest import suggest_nearest

if TYPE_CHECKING:
    from decimal import Decimal

_BYTES = (
    "B=1e-9 KB=1e-6 kB=1e-6 MB=1e-3 GB=1 TB=1e3 PB=1e6"
    " MiB=0.001048576 GiB=1.073741824 TiB=1099.511627776"
)
_RATES = (
    "MB/s=1e-3 GB/s=1 TB/s=1e3 PB/s=1e6 Mbps=0.000125 Gbps=0.125 Tbps=125"
    " Mb/s=0.000125 Gb/s=0.125 Tb/s=125 Mbit/s=0.000125 Gbit/s=0.125 Tbit/s=125"
)
_DIMENSIONS = (
    _BYTES,
    _RATES,
    "GFLOPS=1e-3 TFLOPS=1 PFLOPS=1e3 EFLOPS=1e6 GFLOP/s=1e-3 TFLOP/s=1 PFLOP/s=1e3 EFLOP/s=1e6",
    "GOPS=1e-3 TOPS=1 POPS=1e3 EOPS=1e6",
    "mm²=1 mm2=1 cm²=100 cm2=100",
    "nm=1 µm=1e3 um=1e3 mm=1e6",
    "W=1 kW=1e3 MW=1e6 GW=1e9",
    "MHz=1 GHz=1e3",
    "%=1 percent=1 per_cent=1",
)
"""Units that convert into one another, each with how many reference units it is; _ is a blank."""


@cache
def find_unit_factors(unit: str) -> "Mapping[str, Decimal]":
    """Return every unit that converts into ``unit``, with how many of ``unit`` one of it is."""
    for dimension in map(_parse_dimension, _DIMENSIONS):
        if unit in dimension:
            reference = to_decimal(dimension[unit])
            return {name: to_decimal(size) / reference for name, size in dimension.items()}
    return {unit: to_decimal(1)} if unit else {}


def suggest_unit(written_unit: str, known_units: Iterable[str], fallback: str) -> str:
    """Suggest a hint for an unknown unit or currency, or a magnitude in capitals before it."""
    word = written_unit.partition(" ")[0]
    if word not in MAGNITUDE_POWERS and word.lower() in MAGNITUDE_POWERS:
        return f"write the magnitude in small letters: {word.lower()}"
    return suggest_nearest(written_unit, known_units, fallback)


def _parse_dimension(text: str) -> dict[str, str]:
    pairs = (entry.split("=") for entry in text.split())
    return {unit.replace("_", " "): size for unit, size in pairs}
