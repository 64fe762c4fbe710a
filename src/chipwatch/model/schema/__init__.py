"""The schema: every kind with its properties, each declared once.

To add a kind, write its class in a module of this folder. The class registers itself; a new module
has to be imported below, where its place is that of the kind in help.
"""

# ruff: noqa: I001 - kinds are imported in the order of help, listings and statistics
from ..kind import KINDS as KINDS
from ..kind import find_kind as find_kind
from .companies import Company as Company
from .chips import Chip as Chip
from .systems import System as System
from .investments import Investment as Investment
from .policies import Strategy as Strategy
from .policies import Policy as Policy
from .agencies import Agency as Agency
from .products import Product as Product
from .technologies import Technology as Technology
from .people import Person as Person
from .events import Event as Event
from .statistics import Statistic as Statistic
from .publications import Source as Source
