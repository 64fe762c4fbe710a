"""Technologies: techniques, processes, materials, terms of rules and patents."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME


class Technology(Kind):
    """A technique, process, material, rule term or patent."""

    plural = "technologies"
    meaning = "a technique, process, material, term of a rule, or patent"
    command_help = "Techniques, processes and patents."
    example_names = ("saqp",)
    columns = ("name", "owner", "process_node", "status", "summary")
    core = ("summary", "owner|redefined_by|exception_to|used_in|used_in_products", "status")
    headline = ("patent_secured", "process_node")
    title_keys = ("owner",)
    page_head = (
        HeadLine("Status", "status"),
        HeadLine("Definition", "definition|formula|rule_detail"),
        HeadLine("Figures", "process_node, yield_rate, transistor_density"),
        HeadLine("Patent", "patent_number, patent_secured"),
        HeadLine("Chips", "made_chips|used_in", HeadContent.NAMES),
        HeadLine("Restricted by", "restricted_by|would_be_restricted_by", HeadContent.NAMES),
        HeadLine("Defined by", "defined_by", HeadContent.NAMES),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Patent", "Figures", "Rule", "Use", "Policy")

    owner = Ref(
        "Owner",
        "Who owns or developed it.",
        ("company",),
        Inverse("technologies", "Technologies", "Techniques and patents it owns.", "Technology"),
        cardinality=MANY,
        strength=RelationStrength.DEPENDENCE,
    )
    uses = Ref(
        "Uses",
        "Techniques that it is built on.",
        ("technology",),
        Inverse("used_in", "Used in", "Techniques that build on it.", "Use"),
        cardinality=MANY,
    )
    background = Text("Background", "Where it comes from.", cardinality=MANY)
    status = Text("Status", "Where it stands.", cardinality=OVER_TIME)
    milestone = Chronicle("Milestones", "Steps on its way.", cardinality=MANY)
    target = Text("Target", "What it is meant to reach.", cardinality=MANY)
    method = Text("Method", "How it works.", cardinality=MANY)
    drawback = Text("Drawback", "What it costs or cannot do.", cardinality=MANY)
    assessment = Text("Assessment", "What observers make of it.", cardinality=MANY)

    patent_number = Text("Patent number", "The number it is published under.", section="Patent")
    patent_filed = Day("Patent filed", "When a patent on it was applied for.", section="Patent")
    patent_secured = Day(
        "Patent secured",
        "When a patent on it was secured.",
        section="Patent",
        cardinality=OVER_TIME,
    )

    process_node = Number(
        "Process node",
        "The manufacturing class that it reaches.",
        unit="nm",
        section="Figures",
        cardinality=OVER_TIME,
    )
    node_class = Text(
        "Node class",
        "The manufacturing class that it reaches, in words.",
        section="Figures",
        cardinality=MANY,
    )
    transistor_density = Number(
        "Transistor density",
        "Million transistors on a square millimetre.",
        unit="MTr/mm²",
        section="Figures",
    )
    yield_rate = Number(
        "Yield",
        "The part of the chips made that work; the note says of which chip.",
        unit="%",
        section="Figures",
        cardinality=MANY,
    )
    die_area = Number(
        "Die area",
        "Area of the chip that the note names.",
        unit="mm²",
        section="Figures",
        cardinality=MANY,
    )
    bandwidth = Number(
        "Bandwidth",
        "Rate that it reaches; the note says of what.",
        unit="GB/s",
        section="Figures",
        cardinality=MANY,
    )
    saving = Number(
        "Saving",
        "What it saves; the note says of what.",
        unit="%",
        section="Figures",
        cardinality=MANY,
    )

    definition = Text("Definition", "What the rule means by it.", section="Rule", cardinality=MANY)
    formula = Text("Formula", "How it is computed.", section="Rule", cardinality=MANY)
    unit_of_measure = Text("Unit", "What it is counted in.", section="Rule")
    rule_detail = Text(
        "Details",
        "What the rule says of how it is counted or applied.",
        section="Rule",
        cardinality=MANY,
    )
    criteria = Text(
        "Criteria", "Its test, as an expression or in words.", section="Rule", cardinality=MANY
    )
    reach = Text("Reach", "What, where and to whom it applies.", section="Rule", cardinality=MANY)
    bound = Text("Bounds", "Numbers that it tests.", section="Rule", cardinality=MANY)
    defined_by = Ref(
        "Defined by",
        "The policy that defines or creates it.",
        ("policy",),
        Inverse("defines", "Defines", "Terms that it defines or creates.", "Profile"),
        section="Rule",
        cardinality=MANY,
        strength=RelationStrength.CONTEXT,
    )
    used_by_rules = Ref(
        "Used by rules",
        "Policies that use it as a criterion.",
        ("policy",),
        Inverse("uses_terms", "Uses the term", "Terms that it uses as a criterion.", "Criteria"),
        section="Rule",
        cardinality=MANY,
        strength=RelationStrength.CONTEXT,
    )

    access = Text("Access", "Who can and who cannot get it.", section="Use", cardinality=MANY)
    use = Text("Use", "What it is, or has been, used in.", section="Use", cardinality=MANY)
    local_content = Text(
        "Local content", "How much of it is made at home.", section="Use", cardinality=MANY
    )
    pursued_without = Ref(
        "Worked around by",
        "Companies that aim to do without it.",
        ("company",),
        Inverse("works_around", "Works around", "Techniques it aims to do without.", "Technology"),
        section="Use",
        cardinality=MANY,
        strength=RelationStrength.CONTEXT,
    )
