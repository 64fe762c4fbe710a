"""One magnitude for the numbers of a column: ``0.6685 tn`` above ``12.57 tn``, digits as stated."""

from collections.abc import Sequence
from typing import NamedTuple

from .quantity import SCALED_WORDS, Quantity, Real, format_quantity, shift_point

SMALLEST_PART = 0.001
"""The smallest number in a magnitude that is still read at a glance: our choice."""


class Magnitude(NamedTuple):
    """A word behind a number, and the power of ten that it stands for."""

    word: str
    power: int

    @property
    def size(self) -> int:
        """The number that the word stands for."""
        return int(10**self.power)

    def format_number(self, number: Real) -> str:
        """Format a number in the magnitude with all its digits: ``0.6685 tn``."""
        scaled = shift_point(number, -self.power)
        return f"{scaled.normalize():,f} {self.word}" if number else "0"

    def format_quantity(self, quantity: Quantity) -> str:
        """Format a quantity in the magnitude, which stands once behind a range."""
        return self.write_once(format_quantity(quantity, self.format_number))

    def write_once(self, text: str) -> str:
        """Take the word off the first end of a range if it stands behind both."""
        word = f" {self.word}"
        return text.replace(word, "", 1) if text.count(word) > 1 else text


MAGNITUDES = tuple(Magnitude(word=word, power=power) for word, power, _ in SCALED_WORDS)


def choose_magnitude(numbers: Sequence[Real]) -> Magnitude | None:
    """Choose the magnitude of the largest number, or a lower one if the smallest would vanish.

    None where all numbers are below a million, or are too far apart for one magnitude.
    """
    sizes = [abs(number) for number in numbers if number]
    if not sizes:
        return None
    return next(
        (
            magnitude
            for magnitude in MAGNITUDES
            if max(sizes) >= magnitude.size and min(sizes) >= SMALLEST_PART * magnitude.size
        ),
        None,
    )


def format_briefly(quantity: Quantity) -> str:
    """Format a quantity; of a range with one magnitude it stands once: ``17.1–25 bn``."""
    text = format_quantity(quantity)
    for magnitude in MAGNITUDES:
        text = magnitude.write_once(text)
    return text
