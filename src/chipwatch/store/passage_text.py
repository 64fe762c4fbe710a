"""Chinese text cut into pairs of characters, so that an index of words finds any part of it."""

import re

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


def split_chinese(text: str) -> str:
    """Write each run of Chinese characters as its pairs: ``华为昇腾`` → ``华为 为昇 昇腾``."""
    return text if text.isascii() else _HAN_RUN.sub(_write_pairs, text)


def _write_pairs(run: re.Match[str]) -> str:
    letters = run[0]
    pairs = [letters[start : start + 2] for start in range(len(letters) - 1)]
    return f" {' '.join(pairs or [letters])} "
