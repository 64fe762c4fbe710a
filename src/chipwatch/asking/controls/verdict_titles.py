"""The words for each verdict: in a title, and in a sentence about earlier days."""

from ...rules.verdict import (
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
)

STATUS_TITLES = {
    LICENCE_REQUIRED: "LICENCE REQUIRED",
    NO_LICENCE_REQUIRED: "NO LICENCE REQUIRED UNDER THESE RULES",
    ON_THE_BOOKS: "ON THE BOOKS, NOT ENFORCED",
    DISPUTED_STATUS: "CANNOT BE TOLD: DISPUTED",
    UNKNOWN_STATUS: "CANNOT BE TOLD",
}
STATUS_WORDS = {
    LICENCE_REQUIRED: "a licence was required",
    NO_LICENCE_REQUIRED: "no licence needed under these rules",
    ON_THE_BOOKS: "on the books, not enforced",
    DISPUTED_STATUS: "disputed",
    UNKNOWN_STATUS: "not known",
}
"""What a verdict was before, in the words of a sentence."""
