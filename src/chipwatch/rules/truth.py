"""Three-valued logic: what is true, what is false, and what cannot be told."""

Truth = bool | None
"""True, False, or None where what is known does not decide."""


def conjoin(*truths: Truth) -> Truth:
    """Return whether all are true: False if one is false, else None if one is None."""
    if False in truths:
        return False
    return None if None in truths else True


def disjoin(*truths: Truth) -> Truth:
    """Return whether any is true: True if one is true, else None if one is None."""
    if True in truths:
        return True
    return None if None in truths else False


def negate(truth: Truth) -> Truth:
    """Return the opposite; the opposite of None is None."""
    return None if truth is None else not truth
