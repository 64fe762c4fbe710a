"""Errors of the YAML parser, explained in words that say what to do."""

from typing import NamedTuple


class Complaint(NamedTuple):
    """An explanation; ``is_at_opening`` where the error is at the start of the construct."""

    message: str
    hint: str
    is_at_opening: bool = False


_QUOTES_HINT = "put the whole value in quotes, or none of it; inside single quotes write '' for '"
_FLOW_HINT = "put a comma between the parts, and close what is opened"
_COMPLAINTS = {
    "mapping values are not allowed in this context": Complaint(
        "a colon and a blank stand inside a value",
        "put the value in quotes, or check the indentation",
    ),
    "found unexpected end of stream": Complaint(
        "the quotation mark here is never closed", "close it", is_at_opening=True
    ),
    "did not find expected ',' or ']'": Complaint(
        "the list lacks a , or ] before this", _FLOW_HINT
    ),
    "did not find expected ',' or '}'": Complaint(
        "the mapping lacks a , or } before this", _FLOW_HINT
    ),
    "found character that cannot start any token": Complaint(
        "nothing can begin with this character",
        "indent with spaces, not tabs; put text that begins with @, % or ` in quotes",
    ),
    "found a tab character where an indentation space is expected": Complaint(
        "a tab stands where spaces are expected", "indent with spaces, not tabs"
    ),
    "did not find expected alphabetic or numeric character": Complaint(
        "text cannot begin with this character", "put the value in quotes", is_at_opening=True
    ),
    "did not find expected key": Complaint(
        "this does not continue what stands before it",
        f"line up keys that belong together; {_QUOTES_HINT}",
    ),
    "did not find expected '-' indicator": Complaint(
        "this does not continue the list before it", "begin each item with - in the same column"
    ),
    "block sequence entries are not allowed in this context": Complaint(
        "a list cannot begin here", "put each - on a line of its own, below the key"
    ),
    "did not find expected node content": Complaint(
        "a value is expected here",
        "close what is opened; put text that begins with , ] or } in quotes",
    ),
    "could not find expected ':'": Complaint(
        "a key has no colon", "write key: value, with a blank after the colon", is_at_opening=True
    ),
    "did not find expected <document start>": Complaint(
        "this does not continue what stands before it",
        f"write key: value, with a blank after the colon; {_QUOTES_HINT}",
    ),
    "found unknown escape character": Complaint(
        "a backslash in double quotes cannot stand before this character",
        r"write \\ for a backslash, or use single quotes",
    ),
}
"""The explanation of each message of libyaml; others are shown as they are."""
_FALLBACK_HINT = "check quotes, colons, brackets and indentation here and in the line above"


def explain_parser_message(parser_message: str) -> Complaint:
    """Explain a message of the parser."""
    return _COMPLAINTS.get(parser_message, Complaint(parser_message, _FALLBACK_HINT))
