"""Chips: who makes them, what they compute, what they cost, how many there are."""

from ..chip_formulas import PERFORMANCE_DENSITY_FORMULA, TOTAL_BANDWIDTH_FORMULA
from ..derived_values import DerivedNumber, build_ratio_formula
from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number
from ..tpp_formula import BIT_LENGTHS, TPP_FORMULA

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
_CHIPS = Inverse("chips", "Chips", "Chips it, or a unit of it, has designed.", "Chips")


# fmt: off
class Chip(Kind):
    """An AI accelerator or other processor, as one model that can be bought or made."""

    plural = "chips"
    half_lives = (("price", 6), ("server_price", 6), ("inventory", 6), ("status", 6))
    optional_figures = frozenset((*BIT_LENGTHS, "interconnect_bandwidth"))
    inherent_figures = ("process_node", "die_area")
    has_start_date = True
    meaning = "an AI accelerator or other processor, one model each"
    command_help = "AI chips: figures, makers, the policies that restrict them."
    example_names = ("h20", "Kunlun P800")
    columns = ("name", "designer", "released", "process_node", "tpp", "memory_capacity",
               "memory_bandwidth", "fp16_dense", "restricted_by")
    core = ("designer", "status", "released|planned_release", "foundry", "process_node", "tpp",
            "memory_capacity", "memory_bandwidth", "interconnect_bandwidth", "die_area", "tdp",
            "datacentre")
    headline = ("memory_capacity", "fp16_dense")
    whole_words = ("number_formats",)
    title_keys = ("designer", "released|planned_release|announced")
    page_head = (
        HeadLine("To China today", content=HeadContent.VERDICT),
        HeadLine("TPP", "tpp", HeadContent.LIMIT),
        HeadLine("Density", "performance_density", HeadContent.LIMIT),
        HeadLine("Memory", "memory_capacity, memory_type, memory_bandwidth"),
        HeadLine("Formats|FP8", "number_formats|fp8_dense", HeadContent.ALL),
        HeadLine("Power", "tdp|peak_power"),
        HeadLine("Made by", "foundry, process|process_node, die_area"),
        HeadLine("Price", "price|server_price"),
        HeadLine("Used by", "used_by", HeadContent.NAMES),
        HeadLine("Links", "interconnect_bandwidth"),
        HeadLine("Shipments", "shipments|shipments_cumulative|planned_shipments"),
        HeadLine("Compute", "fp16_dense|bf16_dense|int8_dense|fp16|fp32"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Compute", "Memory and links", "Make", "Market", "Use", "Policy",
                "Events")

    designer = Ref("Designer", "Who designed it.", ("company",), _CHIPS,
                   strength=RelationStrength.DEPENDENCE)
    group = Ref("Group", "The parent of its designer, where it counts as the parent's chip.",
                ("company",), _CHIPS, strength=RelationStrength.DEPENDENCE)
    architecture = Text("Architecture", "The designer's name for its architecture.")
    generation = Text("Generation", "Its place in the designer's series.")
    form_factor = Text("Form", "How it is built for use: a module, a card, a board.",
                       cardinality=MANY)
    variant_of = Ref(
        "Variant of", "The chip that it is another form of.", ("chip",),
        Inverse("variants", "Variants", "Other forms of it.", "Profile"),
        strength=RelationStrength.DEPENDENCE, is_ordered=True)
    derived_from = Ref(
        "Derived from", "The chip that it was cut down or developed from.", ("chip",),
        Inverse("derivatives", "Derivatives", "Chips cut down or developed from it.", "Profile"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE, is_ordered=True)
    based_on = Ref(
        "Built on", "The chips that it is put together from.", ("chip",), cardinality=MANY,
        inverse=Inverse("built_into_chips", "Built into chips", "Chips put together from it.",
                        "Use"),
        strength=RelationStrength.DEPENDENCE, is_ordered=True)
    announced = Day("Announced", "When it was first shown or named in public.")
    released = Day("Released", "When it could first be had.")
    planned_release = Day("Planned release", "When it was, or is, meant to come out.",
                          cardinality=OVER_TIME, ahead=True)
    milestone = Chronicle("Milestones", "Steps on its way: tape-out, samples, mass production.",
                          cardinality=MANY)
    status = Text("Status", "Where it stands.", cardinality=OVER_TIME)
    target_market = Text("Target market", "Whom it was made for.", cardinality=MANY)
    intended_use = Text("Intended use", "What it was made for.", cardinality=MANY)

    tpp = DerivedNumber(
        "TPP", "Total processing performance: dense TOPS or TFLOPS times bit length, the"
        " highest over all precisions.", section="Compute", formula=TPP_FORMULA)
    performance_density = DerivedNumber(
        "Performance density", "TPP over applicable die area.", unit="TPP/mm²", section="Compute",
        formula=PERFORMANCE_DENSITY_FORMULA)
    compute_per_watt = DerivedNumber(
        "Compute per watt", "TPP over TDP.", unit="TPP/W", section="Compute",
        formula=build_ratio_formula("tpp", "tdp", "TPP ÷ thermal design power"))
    fp64 = Number("FP64", "Peak 64-bit floating point on the vector units.", unit="TFLOPS",
                  section="Compute")
    fp64_tensor = Number("FP64 matrix", "Peak 64-bit floating point on the matrix units.",
                         unit="TFLOPS", section="Compute")
    fp32 = Number("FP32", "Peak 32-bit floating point on the vector units.", unit="TFLOPS",
                  section="Compute")
    fp32_matrix = Number("FP32 matrix", "Peak 32-bit floating point on the matrix units.",
                         unit="TFLOPS", section="Compute")
    fp16 = Number("FP16", "Peak 16-bit floating point on the vector units.", unit="TFLOPS",
                  section="Compute")
    tf32_dense = Number("TF32 dense", "Peak TensorFloat-32, without sparsity.", unit="TFLOPS",
                        section="Compute")
    bf16_dense = Number("BF16 dense", "Peak bfloat16 on the matrix units, without sparsity.",
                        unit="TFLOPS", section="Compute", cardinality=OVER_TIME)
    fp16_dense = Number("FP16 dense", "Peak 16-bit floating point on the matrix units, without"
                        " sparsity.", unit="TFLOPS", section="Compute")
    fp16_sparse = Number("FP16 sparse", "The same with structured sparsity.", unit="TFLOPS",
                         section="Compute")
    fp8_dense = Number("FP8 dense", "Peak 8-bit floating point, without sparsity.", unit="TFLOPS",
                       section="Compute", cardinality=OVER_TIME)
    fp8_sparse = Number("FP8 sparse", "The same with structured sparsity.", unit="TFLOPS",
                        section="Compute")
    fp4_dense = Number("FP4 dense", "Peak 4-bit floating point, without sparsity.", unit="TFLOPS",
                       section="Compute", cardinality=OVER_TIME)
    fp4_sparse = Number("FP4 sparse", "The same with structured sparsity.", unit="TFLOPS",
                        section="Compute")
    int16_dense = Number("INT16 dense", "Peak 16-bit integer operations, without sparsity.",
                         unit="TOPS", section="Compute")
    int8_dense = Number("INT8 dense", "Peak 8-bit integer operations, without sparsity.",
                        unit="TOPS", section="Compute")
    int8_sparse = Number("INT8 sparse", "The same with sparsity.", unit="TOPS", section="Compute")
    int4_dense = Number("INT4 dense", "Peak 4-bit integer operations, without sparsity.",
                        unit="TOPS", section="Compute")
    ai_tops = Number("AI TOPS", "The maker's headline figure; usually 4-bit and sparse.",
                     unit="TOPS", section="Compute")
    fp32_measured = Number("FP32 measured", "What a benchmark reached at 32 bits.",
                           unit="TFLOPS", section="Compute")
    fp16_measured = Number("FP16 measured", "What a benchmark reached at 16 bits.",
                           unit="TFLOPS", section="Compute")
    bf16_measured = Number("BF16 measured", "What a benchmark reached in bfloat16.", unit="TFLOPS",
                           section="Compute")
    int8_measured = Number("INT8 measured", "What a benchmark reached with 8-bit integers.",
                           unit="TOPS", section="Compute")
    inference_throughput = Number("Inference throughput", "Images a second in the benchmark that"
                                  " the note names.", unit="images/s", section="Compute")
    token_throughput = Number("Tokens a second", "Text that one chip reads or writes; the note says"
                              " which, with what model.", unit="tokens/s", section="Compute",
                              cardinality=MANY)
    relative_performance = Text("Relative performance", "What it is said to do against another"
                                " chip.", section="Compute", cardinality=MANY)
    number_formats = Text("Number formats", "Precisions it supports or lacks.", section="Compute",
                          cardinality=MANY)
    ai_cores = Number("AI cores", "Matrix or AI cores on the chip.", section="Compute")
    ai_cores_enabled = Number("AI cores enabled", "How many are switched on.", section="Compute")
    cuda_cores = Number("CUDA cores", "Nvidia's vector cores.", section="Compute")
    tensor_cores = Number("Tensor cores", "Nvidia's matrix cores.", section="Compute")

    memory_capacity = Number("Memory", "Capacity of the memory on the package or board.",
                             unit="GB", section="Memory and links", cardinality=OVER_TIME)
    memory_type = Text("Memory type", "Kind of memory, such as HBM3 or GDDR6.",
                       section="Memory and links", cardinality=OVER_TIME)
    memory_bandwidth = Number("Memory bandwidth", "Peak rate between the chip and its memory.",
                              unit="GB/s", section="Memory and links", cardinality=OVER_TIME)
    memory_bandwidth_density = DerivedNumber(
        "Memory bandwidth density", "Memory bandwidth over the area of the package or stack.",
        unit="GB/s/mm²", section="Memory and links",
        formula=build_ratio_formula(
            "memory_bandwidth", "package_area", "memory bandwidth ÷ area of the package or stack",
            "15 CFR part 774, supplement no. 1, ECCN 3A090, technical note to 3A090.c",
        ))
    package_area = Number("Area of the stack", "Area of a memory package, or of a stack without"
                          " one.", unit="mm²", section="Memory and links")
    bandwidth_per_compute = DerivedNumber(
        "Bandwidth per compute", "Memory bandwidth over TPP.", unit="GB/s/TPP",
        section="Memory and links",
        formula=build_ratio_formula("memory_bandwidth", "tpp", "memory bandwidth ÷ TPP"))
    memory_bus = Number("Memory bus", "Width of the memory interface.", unit="bit",
                        section="Memory and links")
    memory_suppliers = Ref(
        "Memory suppliers", "Who makes its memory.", ("company",),
        Inverse("supplies_memory_for", "Supplies memory for", "Chips whose memory it makes.",
                "Chips"),
        section="Memory and links", cardinality=MANY, strength=RelationStrength.DEPENDENCE)
    memory_source = Text("Memory source", "Where its memory comes from, in words.",
                         section="Memory and links", cardinality=MANY)
    sram = Number("On-chip SRAM", "Memory on the chip.", unit="MB", section="Memory and links")
    interconnect_bandwidth = Number(
        "Interconnect bandwidth", "Rate to other chips, both directions added, all links.",
        unit="GB/s", section="Memory and links", cardinality=OVER_TIME)
    total_bandwidth = DerivedNumber(
        "Memory and interconnect", "Memory and interconnect bandwidth added.", unit="GB/s",
        section="Memory and links",
        formula=TOTAL_BANDWIDTH_FORMULA)
    die_to_die_bandwidth = Number("Die-to-die bandwidth", "Rate between the dies of one package.",
                                  unit="GB/s", section="Memory and links")
    host_interface = Text("Host interface", "Its link to the host.", section="Memory and links")
    ethernet_ports = Number("Ethernet ports", "Its network ports.", section="Memory and links")
    networking = Text("Networking", "How it is linked to others, in words.",
                      section="Memory and links", cardinality=MANY)

    foundry = Ref(
        "Foundry", "Who fabricates it.", ("company",),
        Inverse("fabricates", "Fabricates", "Chips it makes for their designers.", "Chips"),
        section="Make",
        strength=RelationStrength.DEPENDENCE)
    foundry_plan = Text("Foundry plans", "With whom its making has been discussed.",
                        section="Make", cardinality=MANY)
    process = Text("Process", "The manufacturing process by its trade name.", section="Make")
    process_node = Number("Process node", "Class of the manufacturing process.", unit="nm",
                          section="Make")
    transistors = Number("Transistors", "How many transistors it has.", section="Make")
    transistor_type = Choice("Transistor type", "Planar, or not: FinFET, gate-all-around.",
                             ("planar", "non-planar"), section="Make")
    die_area = Number("Die area", "Area of the logic die, or of all logic dies together.",
                      unit="mm²", section="Make")
    die_area_each = Number("Area of one die", "Area of one of several logic dies.", unit="mm²",
                           section="Make")
    die_area_package = Number("Area of all dies", "Area of all dies in the package, memory and"
                              " fillers included.", unit="mm²", section="Make")
    die_area_compared = Text("Die area compared", "Its area against that of another chip.",
                             section="Make", cardinality=MANY)
    die_count = Number("Logic dies", "How many logic dies it is made of.", section="Make")
    packaging = Text("Packaging", "How its dies are put together.", section="Make")
    tdp = Number("TDP", "Thermal design power of the module or board.", unit="W", section="Make")
    peak_power = Number("Peak power", "The most that the board draws.", unit="W", section="Make")
    power_efficiency = Text("Power efficiency", "What is said of its use of power.",
                            section="Make", cardinality=MANY)
    yield_rate = Number("Yield", "The part of the chips made that work.", unit="%",
                        section="Make", cardinality=OVER_TIME)
    supply_chain = Text("Supply chain", "Where its parts come from.", section="Make",
                        cardinality=MANY)
    made_with = Ref(
        "Made with", "Techniques that its making has been linked to.", ("technology",),
        Inverse("made_chips", "Linked to chips", "Chips whose making has been linked to it.",
                "Use"),
        section="Make", cardinality=MANY)

    price = Amount("Price", "What one costs a buyer.", section="Market", cardinality=OVER_TIME,
                   is_additive=False)
    price_per_compute = DerivedNumber(
        "Price per compute", "Price in US dollars over TPP.", unit="USD/TPP", section="Market",
        formula=build_ratio_formula("price", "tpp", "price in US dollars ÷ TPP"))
    server_price = Amount("Price of eight", "What a server or module of eight costs.",
                          section="Market", cardinality=OVER_TIME, is_additive=False)
    price_change = Number("Price change", "Change of its price; the note says on what terms.",
                          unit="%", section="Market", cardinality=OVER_TIME, signed=True)
    shipments = Number("Shipments", "Chips delivered in a period.", unit="chips",
                       section="Market", cardinality=OVER_TIME, is_additive=True)
    shipments_cumulative = Number("Shipments so far", "Chips delivered from the beginning to a"
                                  " date.", unit="chips", section="Market",
                                  cardinality=OVER_TIME, is_additive=True)
    planned_shipments = Number("Planned shipments", "Chips meant to be delivered.", unit="chips",
                               section="Market", cardinality=OVER_TIME, is_additive=True)
    installed_in_china = Number("Installed in China", "Chips in use in China.", unit="chips",
                                section="Market", cardinality=OVER_TIME, is_additive=True)
    production_plan = Number("Planned output", "Chips meant to be made in a period.",
                             unit="chips", section="Market", cardinality=OVER_TIME,
                             is_additive=True)
    production_estimate = Number("Estimated output", "Chips that others reckon are made in a"
                                 " period.", unit="chips", section="Market",
                                 cardinality=OVER_TIME, is_additive=True)
    orders = Number("Orders", "Chips ordered; the note says by whom.", unit="chips",
                    section="Market", cardinality=MANY)
    order_value = Amount("Value of orders", "What the chips ordered cost.", section="Market",
                         cardinality=MANY)
    inventory = Number("In stock", "Chips the seller holds.", unit="chips", section="Market",
                       cardinality=OVER_TIME, is_additive=True)
    die_stock = Number("Dies in stock", "Logic dies held for it.", unit="dies", section="Market",
                       cardinality=OVER_TIME, is_additive=True)
    revenue = Amount("Revenue", "What its sales bring in, in a period.", section="Market",
                     cardinality=OVER_TIME)
    revenue_forecast = Amount("Revenue forecast", "What its sales are expected to bring in.",
                              section="Market", cardinality=OVER_TIME)
    writedown = Amount("Write-down", "What its seller had to write off on it.", section="Market",
                       cardinality=MANY)
    demand = Text("Demand", "How buyers have taken it.", section="Market", cardinality=MANY)
    cluster_size = Number("Cluster size", "Chips in a cluster built from it.", unit="chips",
                          section="Use", cardinality=MANY)
    cluster_compute = Number("Compute of a cluster", "Throughput of a cluster built from it; the"
                             " note says at which precision.", unit="PFLOPS", section="Use",
                             cardinality=MANY)
    used_in = Text("Used in", "Devices and systems that it has been found in.", section="Use",
                   cardinality=MANY)
    product_list = Text("Products", "Cards and systems sold with it.", section="Use",
                        cardinality=MANY)

    datacentre = Choice("For data centres", "Whether it is designed or marketed for them.",
                        ("yes", "no"), section="Policy")
    us_market = Choice("US market", "Whether it was to be had in the United States on 15 January"
                       " 2026, when the rule on reviews asked for that.", ("yes", "no"),
                       section="Policy")
    function = Choice("Function", "What it does above all; a chip processes unless this says"
                      " otherwise.", ("processing", "memory"), section="Policy")
    eccn = Text("ECCN", "Its export control classification number, as stated.", section="Policy",
                cardinality=OVER_TIME)
    export_status = Text("Export status", "What US export controls meant for it, in words.",
                         section="Policy", cardinality=MANY)
    import_status = Text("Import status", "What China let happen to its import.",
                         section="Policy", cardinality=MANY)
    import_approvals = Number("Import approvals", "Chips whose import China has approved.",
                              unit="chips", section="Policy", cardinality=OVER_TIME,
                              is_additive=True)
    volume_cap = Text("Volume cap", "How many may be sold, in words.", section="Policy",
                      cardinality=MANY)
    customer_cap = Number("Cap per customer", "How many one customer may have.", unit="chips",
                          section="Policy", cardinality=OVER_TIME)
    threshold_multiple = Number("Times the threshold", "How many times the control threshold it"
                                " has.", section="Policy")
