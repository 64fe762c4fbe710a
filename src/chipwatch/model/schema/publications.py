"""Sources: the publications that facts rest on."""

from ..facts import SOURCE_TYPES
from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Day, Ref, Text, Url
from ..kind import HeadContent, HeadLine, Kind

MANY = Cardinality.MANY


class Source(Kind):
    """A publication that facts rest on; it vouches for its own record."""

    plural = "sources"
    meaning = "a publication that facts rest on"
    command_help = "Publications, and every fact that rests on them."
    example_names = ("Forbes article",)
    columns = ("name", "publisher", "type", "published")
    core = ("publisher", "type", "published", "url")
    title_keys = ("type",)
    page_head = (
        HeadLine("Published by", "publisher, author"),
        HeadLine("Published", "published"),
        HeadLine("Read", "accessed"),
        HeadLine("Address", "url"),
        HeadLine("Repeats", "origin", HeadContent.NAMES),
        HeadLine("Repeated by", "repeated_by", HeadContent.NAMES),
        HeadLine("Available", "availability"),
    )
    sections = ("Profile",)
    is_cited = True

    publisher = Text("Publisher", "Who published it.")
    author = Text("Author", "Who wrote it.", cardinality=MANY)
    type = Choice("Type", "What kind of publication it is.", SOURCE_TYPES)
    published = Day("Published", "When it appeared.")
    accessed = Day("Accessed", "When it was read for this base.", ahead=True)
    url = Url("Address", "Where it stands on the web.")
    origin = Ref(
        "Origin",
        "The source that it merely repeats; the two count once.",
        ("source",),
        Inverse("repeated_by", "Repeated by", "Sources that merely repeat it.", "Profile"),
        strength=RelationStrength.MENTION,
    )
    sha256 = Text("SHA-256", "Checksum of the text that was read.")
    availability = Text(
        "Availability", "Whether and how the original can be read.", cardinality=MANY
    )
