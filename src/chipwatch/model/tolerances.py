"""How exact numbers are taken to be: every tolerance and count of digits, and where it comes from.

All are our choice; a tolerance that a regulation sets is part of the rule, as data. Rounding to two
significant digits changes a number by at most 5 %, rounding to three by at most 0.5 %.
"""

APPROXIMATION = 0.05
"""The part by which a number that its source calls approximate (``~77``) may be off either way:
what rounding to two digits can change."""
DERIVED_ROUNDING = 0.005
"""The part by which a stated figure may differ from one computed from other facts: what rounding to
three digits can change, as many as data sheets give."""
ROUNDING = 0.01
"""The largest part by which a number may differ from its own rounding for the two to be one figure;
beyond it they count as two statements, however few digits one has."""
MIN_ROUNDED_DIGITS = 2
"""The digits that a rounded number has to keep: 100 is not taken for the rounding of 101."""
PERIOD_LENGTH = 0.05
"""The part by which periods may differ in length and still be called equally long: quarters have 90
to 92 days, years 365 or 366."""
SPARSITY = 0.02
"""The part by which a sparse figure may differ from exactly twice the dense one, or from its equal,
and still be taken for it: what rounding both to three digits can change, doubled."""

EXACT_DIGITS = 12
"""The significant digits that computed numbers keep: few enough that 0.1 + 0.2 is 0.3, as binary
floating point is exact to 15, and more than any source states."""
LEGIBLE_DIGITS = 6
"""The significant digits in the text of a computation, which a reader may check by hand."""
RATIO_DIGITS = 4
"""The significant digits of ratios and of converted sums: one more than most figures have."""
CONVERTED_DECIMALS = 4
"""The decimal places that an amount keeps when it is converted, before it is added up."""
WHOLE_UNITS_FROM = 1_000
"""The converted amount from which on it is rounded to whole units of its currency."""
MAX_EXACT_FLOAT_DIGITS = 15
"""The digits up to which binary floating point (IEEE 754 double) keeps every decimal number."""
MAX_FLOAT_WITH_FRACTION = 2**52
"""The number up to which binary floating point (IEEE 754 double) has decimal places."""
MAX_POWER_OF_TEN = 30
"""The power of ten beyond which, up or down, a number in a fact file is taken for a mistake."""
