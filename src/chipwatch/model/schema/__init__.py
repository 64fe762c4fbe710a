"""The schema: every kind with its properties, each declared once."""

# ruff: noqa: I001 - kinds are imported in the order of help, listings and statistics
from ..kind import KINDS as KINDS
from ..kind import a as a
from ..kind import kind_named as kind_named
from ..kind import no_property as no_property
from .companies import Company as Company
from .chips import Chip as Chip
from .money import Investment as Investment
from .policies import Strategy as Strategy
from .policies import Policy as Policy
from .things import Product as Product
from .things import Technology as Technology
from .world import Person as Person
from .world import Event as Event
from .world import Statistic as Statistic
from .world import Source as Source
