"""Products: what companies offer besides chips."""

from collections.abc import Mapping
from typing import ClassVar

from ..derived_values import DerivedNumber
from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number
from ..tool_formulas import MINIMUM_FEATURE_FORMULA
from .companies import OPENNESS_LEVELS

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
TOOL_TYPES = (
    "scanner", "imprint", "direct-write", "mask-writer", "epitaxy", "implantation", "etching",
    "deposition", "annealing", "cleaning", "coating", "inspection", "upgrade",
)  # fmt: skip
"""What tools do, as far as the control list treats them differently. A scanner is what it calls
align and expose equipment, steppers among them; coating is that and developing of photoresist;
an upgrade is what makes another tool finer or faster."""
TOOL_ENTRIES = (
    "3B001.a.1", "3B001.a.2", "3B001.a.3", "3B001.a.4", "3B001.b", "3B001.c.1.a", "3B001.c.1.c",
    "3B001.c.2", "3B001.c.3", "3B001.c.4", "3B001.d", "3B001.e", "3B001.f.1", "3B001.f.2",
    "3B001.f.3", "3B001.f.4", "3B001.f.5", "3B001.f.6", "3B001.k", "3B001.m", "3B001.n",
    "3B001.p", "3B001.r", "3B002", "3B903", "3B904", "3B991", "3B992", "3B993", "3B994",
)  # fmt: skip
"""The entries of the control list for tools, one level deeper where the licences differ."""


# fmt: off
class Product(Kind):
    """Something a company offers that is not a chip: a model, an app, a device, a tool."""

    plural = "products"
    half_lives = (("version", 6), ("price", 6))
    has_start_date = True
    meaning = "what a company offers that is no chip: a model, an app, a device, a tool"
    command_help = "What companies offer besides chips."
    example_names = ("wechat",)
    columns = ("name", "developer", "released", "openness", "total_parameters", "summary")
    core = ("summary", "developer", "announced|released|planned_release", "status|version")
    headline = ("users", "daily_api_calls", "version", "total_parameters")
    title_keys = ("developer", "released|planned_release|announced")
    page_head = (
        HeadLine("Status", "version, status"),
        HeadLine("Tool", "tool_type, light_wavelength, dedicated_chuck_overlay"),
        HeadLine("Model", "total_parameters, active_parameters, context_length"),
        HeadLine("Chips", "chips|training_chips", HeadContent.NAMES),
        HeadLine("Served on", "inference_chips"),
        HeadLine("Openness", "openness, licence"),
        HeadLine("Users", "users|monthly_users|weekly_users|daily_users|downloads"),
        HeadLine("Training", "training_cost|training_tokens|training_chip_hours"),
        HeadLine("Price", "price"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Model", "Tool", "Use", "Policy")
    shown_lines: ClassVar[Mapping[str, int]] = {"Policy": 4, "Model": 4}

    developer = Ref(
        "Developer", "Who makes or runs it.", ("company",),
        Inverse("products", "Products", "What it offers besides chips.", "Products"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    led_by = Ref(
        "Led by", "Who leads its making.", ("person",),
        Inverse("leads_products", "Leads products", "Products whose making it leads.", "Profile"),
        cardinality=MANY,
    )
    version = Text("Version", "The version it has reached.", cardinality=OVER_TIME)
    announced = Day("Announced", "When it was first shown or named in public.")
    released = Day("Released", "When it could first be had.")
    planned_release = Day("Planned release", "When it was, or is, meant to come out.",
                          cardinality=OVER_TIME, ahead=True)
    milestone = Chronicle("Milestones", "Steps on its way: betas, updates, openings.",
                          cardinality=MANY)
    status = Text("Status", "Where it stands.", cardinality=OVER_TIME)
    capability = Text("Capability", "What it can do.", cardinality=MANY)
    process_step = Text("Process step", "The step of chip making that it does.",
                        cardinality=MANY)
    chips = Ref(
        "Chips", "Chips that it is built on, trained on or served on; the note says which.",
        ("chip",),
        Inverse("built_into", "Built into", "Products built on it.", "Use"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    integrates = Ref(
        "Integrates", "Products that are built into it.", ("product",),
        Inverse("integrated_in", "Built into", "Products that it is built into.", "Use"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    technologies = Ref(
        "Technologies", "Techniques that it uses.", ("technology",),
        Inverse("used_in_products", "Used in products", "Products that use it.", "Use"),
        cardinality=MANY,
    )

    openness = Choice("Openness", "Whether its weights or code are open to others.",
                      OPENNESS_LEVELS,
                      section="Model", cardinality=OVER_TIME)
    openness_note = Text("On its openness", "What is said of its opening, in words.",
                         section="Model", cardinality=MANY)
    licence = Text("Licence", "The licence it is given out under.", section="Model",
                   cardinality=OVER_TIME)
    total_parameters = Number("Parameters", "Parameters of the model in all.", section="Model",
                              cardinality=OVER_TIME)
    active_parameters = Number("Active parameters", "Parameters used for one token.",
                               section="Model", cardinality=OVER_TIME)
    part_parameters = Number("Parameters of a part", "Parameters of the part that the note"
                             " names.", section="Model", cardinality=MANY)
    size = Text("Size", "How large it is, in words.", section="Model", cardinality=MANY)
    variants = Text("Variants", "The forms it comes in.", section="Model", cardinality=MANY)
    variant_count = Number("Number of variants", "In how many forms it comes.", section="Model")
    context_length = Number("Context", "Tokens that it can take at once.", unit="tokens",
                            section="Model", cardinality=OVER_TIME)
    number_format = Text("Number format", "The precision it is trained or given out in.",
                         section="Model")
    training_tokens = Number("Training tokens", "Tokens that it was trained on.", unit="tokens",
                             section="Model")
    training_chips = Text("Training chips", "What it was trained on, in words.",
                          section="Model", cardinality=MANY)
    training_cluster = Number("Training cluster", "Chips that it was trained on; the note says"
                              " which.", unit="chips", section="Model", cardinality=MANY)
    training_chip_hours = Number("Training chip hours", "Hours of one chip that its training took.",
                                 unit="chip hours", section="Model", is_additive=True)
    training_cost = Amount("Training cost", "What its training cost; the note says which part.",
                           section="Model", cardinality=MANY)
    training_utilization = Number("Training utilization", "Model FLOPS utilization in training.",
                                  unit="%", section="Model")
    inference_chips = Text("Inference chips", "What it is served on, in words.",
                           section="Model", cardinality=MANY)
    latency = Number("Latency", "Time to answer; the note says on what.", unit="ms",
                     section="Model", cardinality=MANY)

    tool_type = Choice("Kind of tool", "What a tool for making chips does.", TOOL_TYPES,
                       section="Tool")
    light_wavelength = Number("Wavelength", "Wavelength of the light that it exposes with.",
                              unit="nm", section="Tool")
    numerical_aperture = Number("Numerical aperture", "The largest of its lens or mirrors.",
                                section="Tool")
    minimum_feature = DerivedNumber(
        "Minimum resolvable feature", "The size that the control list calculates, which is not the"
        " resolution that makers state.", unit="nm", section="Tool",
        formula=MINIMUM_FEATURE_FORMULA)
    resolution = Number("Resolution", "The resolution that its maker states.", unit="nm",
                        section="Tool")
    dedicated_chuck_overlay = Number(
        "Dedicated chuck overlay", "The greatest error of one pattern over another that the same"
        " tool printed; also single machine overlay.", unit="nm", section="Tool")
    printed_feature = Number("Printed feature", "The smallest feature that imprinting makes.",
                             unit="nm", section="Tool")
    list_entry = Choice("Control list entry", "The entry of the US control list under which its"
                        " maker, or the agency, classifies it.", TOOL_ENTRIES,
                        section="Tool", cardinality=OVER_TIME)

    price = Amount("Price", "What one costs a buyer.", section="Use", cardinality=OVER_TIME,
                   is_additive=False)
    price_change = Number("Price change", "Change of its price; the note says of what.",
                          unit="%", section="Use", cardinality=MANY, signed=True)
    users = Number("Users", "How many people use it.", section="Use", cardinality=OVER_TIME)
    monthly_users = Number("Users a month", "Monthly active users.", section="Use",
                           cardinality=OVER_TIME)
    weekly_users = Number("Users a week", "Weekly active users.", section="Use",
                          cardinality=OVER_TIME)
    daily_users = Number("Users a day", "Daily active users; the note says if a peak.",
                         section="Use", cardinality=OVER_TIME)
    downloads = Number("Downloads", "How often it has been downloaded.", section="Use",
                       cardinality=OVER_TIME)
    daily_api_calls = Number("API calls a day", "How often its models are called in a day.",
                             unit="calls/day", section="Use", cardinality=OVER_TIME)
    daily_tokens = Number("Tokens a day", "Tokens that it handles in a day.", unit="tokens/day",
                          section="Use", cardinality=OVER_TIME)
    spending = Amount("Spending", "Money put into spreading it; the note says how.",
                      section="Use", cardinality=MANY)
    use = Text("Use", "What it is used for.", section="Use", cardinality=MANY)
    reception = Text("Reception", "How it has been taken up.", section="Use", cardinality=MANY)
