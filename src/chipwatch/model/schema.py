"""The schema: every kind with its properties, each declared once."""

from .facts import SOURCE_TYPES
from .field import Cardinality, Inverse
from .fields import Amount, Choice, Country, Day, Number, Ref, Text, Url
from .kind import KINDS as KINDS
from .kind import Kind
from .kind import a as a
from .kind import kind_named as kind_named
from .kind import no_property as no_property

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME

OPENNESS = ("open", "closed", "mixed")


class Company(Kind):
    """A firm, research institute or other organisation that acts in the market."""

    plural = "companies"
    meaning = "a firm, institute or other organisation that acts in the market"
    columns = ("name", "country", "camp", "model_openness", "chips", "investments", "products")
    headline = ("country",)
    sections = (
        "Profile", "Strategy", "Chips", "Investments", "Products", "Technology",
        "Partners", "Policy", "Events",
    )  # fmt: skip

    country = Country("Country", "Where it has its seat, by ISO 3166 code.")
    founded = Day("Founded", "When it was established.")
    chief_executive = Ref(
        "Chief executive", "Who leads it as CEO.", ("person",),
        Inverse("leads", "Leads as CEO", "Companies it leads as chief executive.", "Profile"),
        cardinality=OVER_TIME,
    )  # fmt: skip
    president = Ref(
        "President", "Who is its president.", ("person",),
        Inverse("presides", "President of", "Companies it is the president of.", "Profile"),
        cardinality=OVER_TIME,
    )  # fmt: skip
    backers = Ref(
        "Backed by", "Owners and sponsors whose money or protection stands behind it.",
        ("company",),
        Inverse("backs", "Backs", "Companies whose owner or sponsor it is.", "Profile"),
        cardinality=MANY,
    )  # fmt: skip
    camp = Ref(
        "Camp", "Which side of the industry's divide it is counted on.", ("strategy",),
        Inverse("members", "Counted in this camp", "Companies counted in this camp.", "Who"),
        section="Strategy", cardinality=OVER_TIME,
    )  # fmt: skip
    strategies = Ref(
        "Strategies", "Strategies it follows.", ("strategy",),
        Inverse("followers", "Followed by", "Companies that follow this strategy.", "Who"),
        section="Strategy", cardinality=MANY,
    )  # fmt: skip
    model_openness = Choice(
        "Model openness", "Whether it opens the weights of its AI models to others.", OPENNESS,
        section="Strategy", cardinality=OVER_TIME,
    )  # fmt: skip
    approach = Text("Approach", "How it goes about AI.", section="Strategy", cardinality=MANY)
    plan = Text("Plans", "What it has said it will do.", section="Strategy", cardinality=MANY)
    pressure = Text("Pressure", "What pushes it to change.", section="Strategy", cardinality=MANY)
    effect = Text("Effect", "What its actions have led to.", section="Strategy", cardinality=MANY)
    assessment = Text(
        "Assessment", "What observers make of its course.", section="Strategy", cardinality=MANY
    )
    partners = Ref(
        "Partners", "Organisations it works with; holds both ways.", ("company",),
        Inverse("partners", "Partners", "Organisations it works with.", "Partners"),
        section="Partners", cardinality=MANY,
    )  # fmt: skip
    affiliates = Ref(
        "Affiliated with", "Organisations said to be bound to it; holds both ways.", ("company",),
        Inverse("affiliates", "Affiliated with", "Organisations said to be bound to it.",
                "Partners"),
        section="Partners", cardinality=MANY,
    )  # fmt: skip
    suppliers = Ref(
        "Suppliers", "Whose goods it buys or uses.", ("company",),
        Inverse("customers", "Customers", "Who buys or uses its goods.", "Partners"),
        section="Partners", cardinality=MANY,
    )  # fmt: skip
    competitors = Ref(
        "Competitors", "Whom it competes with; holds both ways.", ("company",),
        Inverse("competitors", "Competitors", "Whom it competes with.", "Partners"),
        section="Partners", cardinality=MANY,
    )  # fmt: skip
    integrates = Ref(
        "Integrates", "Products of others that it has built into its own.", ("product",),
        Inverse("integrated_by", "Built in by", "Companies that have built it into their own"
                " products.", "Use"),
        section="Products", cardinality=MANY,
    )  # fmt: skip


class Chip(Kind):
    """An AI accelerator or other processor, as one model that can be bought or made."""

    plural = "chips"
    meaning = "an AI accelerator or other processor, one model each"
    columns = ("name", "designer", "process_node", "memory_capacity", "memory_bandwidth",
               "fp16_dense", "restricted_by")  # fmt: skip
    headline = ("designer", "memory_capacity", "fp16_dense")
    sections = ("Profile", "Compute", "Memory", "Make", "Use", "Policy")

    designer = Ref(
        "Designer", "Who designed it.", ("company",),
        Inverse("chips", "Chips", "Chips it has designed.", "Chips"),
    )  # fmt: skip
    generation = Text("Generation", "Its place in the designer's series.")
    announced = Day("Announced", "When it was first shown in public.")
    released = Day("Released", "When it could first be had.")
    price = Amount("Price", "What one costs a buyer.", cardinality=OVER_TIME)
    fp64_dense = Number("FP64 dense", "Peak 64-bit floating point, without sparsity.",
                        unit="TFLOPS", section="Compute")  # fmt: skip
    fp32_dense = Number("FP32 dense", "Peak 32-bit floating point, without sparsity.",
                        unit="TFLOPS", section="Compute")  # fmt: skip
    tf32_dense = Number("TF32 dense", "Peak TensorFloat-32, without sparsity.",
                        unit="TFLOPS", section="Compute")  # fmt: skip
    fp16_dense = Number("FP16 dense", "Peak 16-bit floating point on the matrix units, without"
                        " sparsity.", unit="TFLOPS", section="Compute")  # fmt: skip
    bf16_dense = Number("BF16 dense", "Peak bfloat16 on the matrix units, without sparsity.",
                        unit="TFLOPS", section="Compute")  # fmt: skip
    fp8_dense = Number("FP8 dense", "Peak 8-bit floating point, without sparsity.",
                       unit="TFLOPS", section="Compute")  # fmt: skip
    int8_dense = Number("INT8 dense", "Peak 8-bit integer operations, without sparsity.",
                        unit="TOPS", section="Compute")  # fmt: skip
    memory_capacity = Number("Memory", "Capacity of the memory on the package or board.",
                             unit="GB", section="Memory")  # fmt: skip
    memory_type = Text("Memory type", "Kind of memory, such as HBM3 or GDDR6.", section="Memory")
    memory_bandwidth = Number("Memory bandwidth", "Peak rate between the chip and its memory.",
                              unit="GB/s", section="Memory")  # fmt: skip
    interconnect_bandwidth = Number(
        "Interconnect bandwidth", "Rate to other chips, both directions added, all links.",
        unit="GB/s", section="Memory",
    )  # fmt: skip
    foundry = Ref(
        "Foundry", "Who fabricates it.", ("company",),
        Inverse("fabricates", "Fabricates", "Chips it makes for their designers.", "Chips"),
        section="Make",
    )  # fmt: skip
    process_node = Number("Process node", "Class of the manufacturing process, by its trade name.",
                          unit="nm", section="Make")  # fmt: skip
    die_area = Number("Die area", "Area of the compute die, or of all of them together.",
                      unit="mm²", section="Make")  # fmt: skip
    tdp = Number("TDP", "Thermal design power of the module or board.", unit="W", section="Make")
    made_with = Ref(
        "Made with", "Techniques that its making has been linked to.", ("technology",),
        Inverse("made_chips", "Linked to chips", "Chips whose making has been linked to it.",
                "Use"),
        section="Make", cardinality=MANY,
    )  # fmt: skip


class Investment(Kind):
    """Money or capacity that an investor sets aside: a plan, a fund, a purchase, a build-out."""

    plural = "investments"
    meaning = "money or capacity set aside: a plan, a fund, a purchase, a build-out"
    columns = ("name", "investors", "announced", "amount", "purpose")
    headline = ("amount", "chip_count")
    sections = ("Profile", "What for")

    investors = Ref(
        "Investors", "Who puts up the money.", ("company",),
        Inverse("investments", "Investments", "What it has put money into.", "Investments"),
        cardinality=MANY,
    )  # fmt: skip
    amount = Amount("Amount", "How much, in the currency of the source, with its own conversion.")
    announced = Day("Announced", "When it was made public.")
    decided_by = Ref(
        "Decided by", "Who set it in motion or vouched for it.", ("person",),
        Inverse("decisions", "Decisions", "Investments it set in motion or vouched for.",
                "Profile"),
        cardinality=MANY,
    )  # fmt: skip
    part_of = Ref(
        "Part of", "The larger investment that it belongs to.", ("investment",),
        Inverse("parts", "Parts", "Investments that belong to it.", "What for"),
    )  # fmt: skip
    purpose = Text("Purpose", "What the money is for.", section="What for", cardinality=MANY)
    motive = Text("Motive", "What it answers to.", section="What for", cardinality=MANY)
    course = Text("Course", "What has been done and what comes next.", section="What for",
                  cardinality=MANY)  # fmt: skip
    chips = Ref(
        "Chips", "Chips that it buys or deploys.", ("chip",),
        Inverse("deployments", "Deployed in", "Investments that buy or deploy it.", "Use"),
        section="What for", cardinality=MANY,
    )  # fmt: skip
    chip_count = Number("Number of chips", "How many chips it buys or deploys.", unit="chips",
                        section="What for", cardinality=OVER_TIME)  # fmt: skip


class Strategy(Kind):
    """A course of action that firms or governments follow."""

    plural = "strategies"
    meaning = "a course of action that firms or governments follow"
    columns = ("name", "members", "followers", "part_of", "summary")
    sections = ("Profile", "Who", "Outlook")

    part_of = Ref(
        "Part of", "The wider strategy that it is a branch of.", ("strategy",),
        Inverse("branches", "Branches", "Strategies that branch off it.", "Profile"),
    )  # fmt: skip
    means = Text("Means", "What is done to carry it out.", cardinality=MANY)
    driver = Text("Driver", "What makes firms take it up.", section="Outlook", cardinality=MANY)
    effect = Text("Effect", "What it leads to.", section="Outlook", cardinality=MANY)
    limitation = Text("Limitation", "What it cannot do.", section="Outlook", cardinality=MANY)


class Policy(Kind):
    """A rule, order, letter or programme of a government."""

    plural = "policies"
    meaning = "a rule, order, letter or programme of a government"
    columns = ("name", "jurisdiction", "announced", "restricts", "destinations")
    headline = ("announced",)
    sections = ("Profile", "Reach", "Outlook")

    jurisdiction = Country("Jurisdiction", "Whose law it is, by ISO 3166 code.")
    issuer = Text("Issuer", "The government or authority that issued it.")
    ordered_by = Ref(
        "Ordered by", "Who stands behind it politically.", ("person",),
        Inverse("policies", "Policies", "Policies it stands behind.", "Profile"),
    )  # fmt: skip
    announced = Day("Announced", "When it became public.")
    context = Text("Context", "The circumstances in which it came.", cardinality=MANY)
    destinations = Country("Destinations", "Where shipments are restricted to, by ISO 3166 code.",
                           section="Reach", cardinality=MANY)  # fmt: skip
    restricts = Ref(
        "Restricts", "What may not be shipped or used freely.", ("chip", "technology", "product"),
        Inverse("restricted_by", "Restricted by", "Policies that restrict it.", "Policy"),
        section="Reach", cardinality=MANY,
    )  # fmt: skip
    affects = Ref(
        "Affects", "Companies whose business it touches.", ("company",),
        Inverse("affected_by", "Affected by", "Policies that touch its business.", "Policy"),
        section="Reach", cardinality=MANY,
    )  # fmt: skip
    effect = Text("Effect", "What it leads to.", section="Outlook", cardinality=MANY)


class Product(Kind):
    """Something a company offers that is not a chip: a model, an app, a device, a tool."""

    plural = "products"
    meaning = "what a company offers that is no chip: a model, an app, a device, a tool"
    columns = ("name", "developer", "version", "users", "daily_api_calls", "summary")
    headline = ("users", "daily_api_calls", "version")
    sections = ("Profile", "Use", "Policy")

    developer = Ref(
        "Developer", "Who makes or runs it.", ("company",),
        Inverse("products", "Products", "What it offers besides chips.", "Products"),
    )  # fmt: skip
    version = Text("Version", "The version it has reached.", cardinality=OVER_TIME)
    capability = Text("Capability", "What it can do.", cardinality=MANY)
    chips = Ref(
        "Chips", "Chips that it is built on.", ("chip",),
        Inverse("built_into", "Built into", "Products built on it.", "Use"),
        cardinality=MANY,
    )  # fmt: skip
    users = Number("Users", "How many people use it.", section="Use", cardinality=OVER_TIME)
    daily_api_calls = Number("API calls a day", "How often its models are called in a day.",
                             unit="calls/day", section="Use",
                             cardinality=OVER_TIME)  # fmt: skip
    use = Text("Use", "What it is used for.", section="Use", cardinality=MANY)
    reception = Text("Reception", "How it has been taken up.", section="Use", cardinality=MANY)


class Technology(Kind):
    """A technique, process or patent."""

    plural = "technologies"
    meaning = "a technique, process or patent"
    columns = ("name", "owner", "patent_secured", "process_node", "summary")
    headline = ("patent_secured", "process_node")
    sections = ("Profile", "Use", "Policy")

    owner = Ref(
        "Owner", "Who owns or developed it.", ("company",),
        Inverse("technologies", "Technologies", "Techniques and patents it owns.", "Technology"),
    )  # fmt: skip
    patent_secured = Day("Patent secured", "When a patent on it was secured.")
    process_node = Number("Process node", "The manufacturing class that it reaches.", unit="nm")
    uses = Ref(
        "Uses", "Techniques that it is built on.", ("technology",),
        Inverse("used_in", "Used in", "Techniques that build on it.", "Use"),
        cardinality=MANY,
    )  # fmt: skip
    access = Text("Access", "Who can and who cannot get it.", section="Use", cardinality=MANY)
    pursued_without = Ref(
        "Worked around by", "Companies that aim to do without it.", ("company",),
        Inverse("works_around", "Works around", "Techniques it aims to do without.",
                "Technology"),
        section="Use", cardinality=MANY,
    )  # fmt: skip


class Person(Kind):
    """Someone who decides."""

    plural = "people"
    meaning = "someone who decides"
    columns = ("name", "role", "leads", "presides")
    sections = ("Profile",)

    role = Text("Role", "The office held.", cardinality=OVER_TIME)


class Event(Kind):
    """Something that happened at a time and a place."""

    plural = "events"
    meaning = "something that happened at a time and a place"
    columns = ("name", "date", "place", "participants")
    headline = ("date",)
    sections = ("Profile", "What happened")

    date = Day("Date", "When it took place.")
    place = Text("Place", "Where it took place.")
    participants = Ref(
        "Participants", "Who took part.", ("company",),
        Inverse("events", "Events", "What it took part in.", "Events"),
        cardinality=MANY,
    )  # fmt: skip
    shown = Text("Shown", "What was presented.", section="What happened", cardinality=MANY)
    happening = Text("What happened", "What took place.", section="What happened",
                     cardinality=MANY)  # fmt: skip


class Statistic(Kind):
    """A figure about a market or a country, followed over time."""

    plural = "statistics"
    meaning = "a figure about a market or a country, followed over time"
    columns = ("name", "amount", "growth", "share")
    headline = ("amount", "share", "growth")
    sections = ("Figures", "Profile")

    amount = Amount("Amount", "The sum of money counted.", section="Figures",
                    cardinality=OVER_TIME)  # fmt: skip
    growth = Number("Growth", "Change against the period before.", unit="%", section="Figures",
                    cardinality=OVER_TIME)  # fmt: skip
    share = Number("Share", "The part of the whole that is counted.", unit="%", section="Figures",
                   cardinality=OVER_TIME)  # fmt: skip
    geography = Country("Country", "Where it is counted, by ISO 3166 code.")
    implication = Text("Implication", "What it has been taken to show.", cardinality=MANY)


class Source(Kind):
    """A publication that facts rest on; it vouches for its own record."""

    plural = "sources"
    meaning = "a publication that facts rest on"
    columns = ("name", "publisher", "type", "published")
    sections = ("Profile",)

    publisher = Text("Publisher", "Who published it.")
    author = Text("Author", "Who wrote it.", cardinality=MANY)
    type = Choice("Type", "What kind of publication it is.", SOURCE_TYPES)
    published = Day("Published", "When it appeared.")
    accessed = Day("Accessed", "When it was read for this base.")
    url = Url("Address", "Where it stands on the web.")
    origin = Ref(
        "Origin", "The source that it merely repeats; the two count once.", ("source",),
        Inverse("repeated_by", "Repeated by", "Sources that merely repeat it.", "Profile"),
    )  # fmt: skip
    sha256 = Text("SHA-256", "Checksum of the text that was read.")
    availability = Text("Availability", "Whether and how the original can be read.")
