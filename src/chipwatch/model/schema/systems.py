"""Systems: what chips are built into and sold as, from a card to a supercomputer."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
SYSTEM_FORMS = ("card", "board", "server", "rack", "supernode", "supercomputer")
"""The forms of systems: a supernode joins racks into one machine by a network of its own."""


# fmt: off
class System(Kind):
    """A card, board, server, rack or larger machine, as one model that can be bought."""

    plural = "systems"
    half_lives = (("price", 6), ("status", 6))
    has_start_date = True
    meaning = "a card, board, server, rack or larger machine that chips are sold in"
    command_help = "Cards, boards, servers and racks: chips, memory, power, price."
    example_names = ("CloudMatrix 384",)
    columns = ("name", "maker", "form", "released", "chips", "accelerator_count",
               "memory_capacity", "power")
    core = ("maker", "form", "status|released|planned_release", "chips", "accelerator_count",
            "memory_capacity", "memory_bandwidth", "interconnect_bandwidth", "power", "used_by",
            "price")
    headline = ("form", "power")
    title_keys = ("maker", "form", "released|planned_release|announced")
    page_head = (
        HeadLine("Chips", "chips", HeadContent.NAMES),
        HeadLine("Number", "accelerator_count, cpu_count"),
        HeadLine("Compute", "bf16_dense|fp16_dense|fp8_dense|fp4_dense|int8_dense"),
        HeadLine("Memory", "memory_capacity, memory_type, memory_bandwidth"),
        HeadLine("Links", "interconnect_bandwidth, networking"),
        HeadLine("Power", "power"),
        HeadLine("Size", "racks, rack_units, weight"),
        HeadLine("Price", "price"),
        HeadLine("Sold", "units_sold|units_ordered"),
        HeadLine("Used by", "used_by", HeadContent.NAMES),
        HeadLine("Status", "status|planned_release"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Parts", "Compute", "Memory and links", "Power and size", "Market",
                "Use", "Policy")

    maker = Ref(
        "Maker", "Who makes or sells it.", ("company",),
        Inverse("systems", "Systems", "Cards, servers and racks that it makes.", "Products"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    form = Choice("Form", "What it is: from a card to a supercomputer.", SYSTEM_FORMS)
    generation = Text("Generation", "Its place in the maker's series.")
    variant_of = Ref(
        "Variant of", "The system that it is another form of.", ("system",),
        Inverse("variants", "Variants", "Other forms of it.", "Profile"),
        strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    announced = Day("Announced", "When it was first shown or named in public.")
    released = Day("Released", "When it could first be had.")
    planned_release = Day("Planned release", "When it was, or is, meant to come out.",
                          cardinality=OVER_TIME, ahead=True)
    milestone = Chronicle("Milestones", "Steps on its way.", cardinality=MANY)
    status = Text("Status", "Where it stands: planned, on sale, dropped.", cardinality=OVER_TIME)
    capability = Text("Capability", "What it can do.", cardinality=MANY)
    technologies = Ref(
        "Technologies", "Techniques that it uses.", ("technology",),
        Inverse("used_in_systems", "Used in systems", "Systems that use it.", "Use"),
        cardinality=MANY,
    )

    chips = Ref(
        "Chips", "The chips in it, each with how many there are.", ("chip",),
        Inverse("systems", "Built into systems", "Cards, servers and racks that it is in.", "Use"),
        section="Parts", cardinality=MANY, has_counts=True,
        strength=RelationStrength.DEPENDENCE,
    )
    built_from = Ref(
        "Built from", "Smaller systems in it, each with how many there are.", ("system",),
        Inverse("built_into", "Built into", "Larger systems that it is a part of.", "Parts"),
        section="Parts", cardinality=MANY, has_counts=True,
        strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    accelerator_count = Number("Accelerators", "AI chips in it, of all models.", unit="chips",
                               section="Parts", cardinality=MANY)
    cpu_count = Number("CPUs", "Processors beside them.", section="Parts")
    cpu_model = Text("CPU model", "What these processors are.", section="Parts",
                     cardinality=MANY)

    bf16_dense = Number("BF16 dense", "Peak bfloat16 of the system, without sparsity.",
                        unit="TFLOPS", section="Compute")
    fp16_dense = Number("FP16 dense", "Peak 16-bit floating point of the system, without"
                        " sparsity.", unit="TFLOPS", section="Compute")
    fp8_dense = Number("FP8 dense", "Peak 8-bit floating point of the system, without sparsity.",
                       unit="TFLOPS", section="Compute")
    fp4_dense = Number("FP4 dense", "Peak 4-bit floating point of the system, without sparsity.",
                       unit="TFLOPS", section="Compute")
    int8_dense = Number("INT8 dense", "Peak 8-bit integer operations of the system, without"
                        " sparsity.", unit="TOPS", section="Compute")
    fp64 = Number("FP64", "Peak 64-bit floating point of the system.", unit="TFLOPS",
                  section="Compute")
    relative_performance = Text("Relative performance", "What it is said to do against another"
                                " system.", section="Compute", cardinality=MANY)
    prefill_throughput = Number("Prefill throughput", "Tokens a second and chip when reading.",
                                unit="tokens/s", section="Compute")
    decode_throughput = Number("Decode throughput", "Tokens a second and chip when writing.",
                               unit="tokens/s", section="Compute")
    latency = Number("Latency", "Time that what the note names takes.", unit="ms",
                     section="Compute", cardinality=MANY)

    memory_capacity = Number("Memory", "Memory of its accelerators, in all.", unit="GB",
                             section="Memory and links")
    memory_type = Text("Memory type", "Kind of that memory.", section="Memory and links",
                       cardinality=MANY)
    memory_bandwidth = Number("Memory bandwidth", "Rate between the chips and their memory, in"
                              " all.", unit="GB/s", section="Memory and links")
    host_memory = Number("Memory of the CPUs", "Memory of the processors beside them, in all.",
                         unit="GB", section="Memory and links")
    interconnect_bandwidth = Number("Interconnect bandwidth", "Rate between its chips, in all.",
                                    unit="GB/s", section="Memory and links")
    networking = Text("Networking", "How its chips and machines are linked.",
                      section="Memory and links", cardinality=MANY)
    host_interface = Text("Host interface", "How a card is linked to its server.",
                          section="Memory and links")
    optical_modules = Number("Optical modules", "Optical links in it.",
                             section="Memory and links")

    power = Number("Power", "Electric power that it draws; the note says if at most.", unit="kW",
                   section="Power and size")
    cooling = Text("Cooling", "How it is cooled.", section="Power and size", cardinality=MANY)
    racks = Number("Racks", "Racks that it fills.", section="Power and size")
    rack_units = Number("Rack units", "Its height in units of a rack.", unit="U",
                        section="Power and size")
    dimensions = Text("Dimensions", "Its measures.", section="Power and size")
    weight = Number("Weight", "What it weighs.", unit="kg", section="Power and size")

    price = Amount("Price", "What one costs a buyer.", section="Market", cardinality=OVER_TIME,
                   is_additive=False)
    price_change = Number("Price change", "Change of its price; the note says on what terms.",
                          unit="%", section="Market", cardinality=MANY, signed=True)
    units_sold = Number("Units sold", "How many have been sold or set up.", section="Market",
                        cardinality=OVER_TIME)
    units_ordered = Number("Units ordered", "How many are ordered; the note says by whom.",
                           section="Market", cardinality=MANY)
    demand = Text("Demand", "How buyers have taken it.", section="Market", cardinality=MANY)

    used_by = Ref(
        "Used by", "Companies that buy or run it.", ("company",),
        Inverse("uses_systems", "Uses systems", "Cards, servers and racks that it buys or runs.",
                "Chips"),
        section="Use", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    use = Text("Use", "What it is used for, and where.", section="Use", cardinality=MANY)
    largest_cluster = Number("Largest cluster", "How many of it one cluster joins.",
                             section="Use", cardinality=MANY)

    eccn = Text("ECCN", "Its export control classification number, as stated.", section="Policy",
                cardinality=OVER_TIME)
    export_status = Text("Export status", "What US export controls meant for it, in words.",
                         section="Policy", cardinality=MANY)
    import_status = Text("Import status", "What China let happen to its import.",
                         section="Policy", cardinality=MANY)
