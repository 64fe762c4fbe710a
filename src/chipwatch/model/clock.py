"""The clock: the one place where the program asks which day it is, so that tests can set it."""

from datetime import date

from .dates import Date


def get_today() -> Date:
    """Return the current day. Call it as ``clock.get_today()``."""
    return Date.parse(date.today().isoformat())  # noqa: DTZ011 - the day where the user is
